//! The engine, for callers that wait and for callers that await.

use std::sync::Arc;

use fondaco::order;
use fondaco::party::Actor;
use fondaco::{Code, CommandId, Refusal};
use fondaco_contract::{self as contract, Answer, Execute, Query, WireFailure, wait};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arrow::records::Tables;
use crate::arrow::table::Table;
use crate::clock::{self, ManualClock};
use crate::failure::raised;
use crate::order::Order;
use crate::read::from_python;
use crate::receipt::Receipt;
use crate::write::to_python;

type Done<T> = Result<T, WireFailure>;

/// An engine over a store. Calls wait, and let other threads run meanwhile.
#[pyclass(frozen, module = "fondaco")]
pub(crate) struct Engine {
    own: Arc<contract::Engine>,
    address: String,
}

/// An engine over a store. Calls are awaited.
#[pyclass(frozen, module = "fondaco")]
pub(crate) struct AsyncEngine {
    own: Arc<contract::Engine>,
    address: String,
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (address = "memory:", *, clock = None))]
    fn open(py: Python<'_>, address: &str, clock: Option<&ManualClock>) -> PyResult<Self> {
        let clock = clock::of(clock);
        let own = py.detach(|| wait(contract::Engine::open(address, clock))).map_err(|failure| raised(&failure))?;
        Ok(Self { own: Arc::new(own), address: shown(address) })
    }

    /// Carries out a command. Sent again with the same `id`, it answers the first outcome and happens once.
    #[pyo3(signature = (command, *, id = None, actor = None))]
    fn execute<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        id: Option<&Bound<'py, PyAny>>,
        actor: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let request = request(command, id, actor)?;
        let outcome = self.waited(py, |engine| wait(engine.execute(request)))?;
        to_python(py, &outcome)
    }

    /// Answers a query.
    fn query<'py>(&self, py: Python<'py>, query: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let query = from_python(query)?;
        let answer = self.waited(py, |engine| wait(engine.query(query)))?;
        to_python(py, &answer)
    }

    /// What a cart costs now.
    fn price(&self, py: Python<'_>, cart: &Bound<'_, PyAny>) -> PyResult<Receipt> {
        let query = Query::Price { cart: from_python(cart)? };
        self.waited(py, |engine| receipt(wait(engine.query(query))?)).map(Receipt::new)
    }

    /// An order by its id.
    fn order(&self, py: Python<'_>, order: &Bound<'_, PyAny>) -> PyResult<Order> {
        let query = Query::Order { order: from_python(order)? };
        self.waited(py, |engine| ordered(wait(engine.query(query))?)).map(Order::new)
    }

    /// Records as columns, with amounts as `decimal128(38, scale)`.
    ///
    /// `orders`, their `lines` and `discounts`, `stock` by location, and `events`, whose `data` is JSON. Refused where an
    /// amount has more decimals than `scale`.
    #[pyo3(signature = (name, *, scale = 2))]
    fn table(&self, py: Python<'_>, name: &str, scale: u8) -> PyResult<Table> {
        let tables = Tables::new(name, scale).map_err(|failure| raised(&failure))?;
        self.waited(py, |engine| wait(tables.read(engine)))
    }

    /// Lets time pass: marks at most `limit` holds that are due, and answers how many it marked.
    #[pyo3(signature = (limit = 100))]
    fn tick(&self, py: Python<'_>, limit: u32) -> PyResult<u32> {
        self.waited(py, |engine| wait(engine.tick(limit)))
    }

    /// A new id for a command, to be kept and sent again until the command is answered.
    fn new_id(&self) -> PyResult<String> {
        self.own.new_id().map(|id| id.to_string()).map_err(|failure| raised(&failure))
    }

    /// Closes the engine and the connections of its store. Closing twice does nothing.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        self.waited(py, |engine| wait(engine.close()))
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __exit__(&self, py: Python<'_>, _kind: Py<PyAny>, _error: Py<PyAny>, _trace: Py<PyAny>) -> PyResult<()> {
        self.close(py)
    }

    fn __repr__(&self) -> String {
        format!("Engine('{}')", self.address)
    }

    #[expect(clippy::unused_self, reason = "Python calls it as a method")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(no_pickle())
    }
}

impl Engine {
    fn waited<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&contract::Engine) -> Done<T> + Send) -> PyResult<T> {
        py.detach(|| work(&self.own)).map_err(|failure| raised(&failure))
    }
}

#[pymethods]
impl AsyncEngine {
    /// Opens a store by its address.
    #[staticmethod]
    #[pyo3(
        signature = (address = "memory:".to_owned(), *, clock = None),
        text_signature = "(address='memory:', *, clock=None)"
    )]
    async fn open(address: String, clock: Option<Py<ManualClock>>) -> PyResult<Self> {
        let clock = clock::of(clock.as_ref().map(Py::get));
        let own = contract::Engine::open(&address, clock).await.map_err(|failure| raised(&failure))?;
        Ok(Self { own: Arc::new(own), address: shown(&address) })
    }

    /// Carries out a command. Sent again with the same `id`, it answers the first outcome and happens once.
    #[pyo3(signature = (command, *, id = None, actor = None))]
    async fn execute(&self, command: Py<PyAny>, id: Option<Py<PyAny>>, actor: Option<String>) -> PyResult<Py<PyAny>> {
        let request =
            Python::attach(|py| request(command.bind(py), id.as_ref().map(|id| id.bind(py)), actor.as_deref()))?;
        let outcome = self.own.execute(request).await.map_err(|failure| raised(&failure))?;
        Python::attach(|py| to_python(py, &outcome).map(Bound::unbind))
    }

    /// Answers a query.
    async fn query(&self, query: Py<PyAny>) -> PyResult<Py<PyAny>> {
        let query = Python::attach(|py| from_python(query.bind(py)))?;
        let answer = self.own.query(query).await.map_err(|failure| raised(&failure))?;
        Python::attach(|py| to_python(py, &answer).map(Bound::unbind))
    }

    /// What a cart costs now.
    async fn price(&self, cart: Py<PyAny>) -> PyResult<Receipt> {
        let query = Query::Price { cart: Python::attach(|py| from_python(cart.bind(py)))? };
        let answer = self.own.query(query).await;
        answer.and_then(receipt).map(Receipt::new).map_err(|failure| raised(&failure))
    }

    /// An order by its id.
    async fn order(&self, order: Py<PyAny>) -> PyResult<Order> {
        let query = Query::Order { order: Python::attach(|py| from_python(order.bind(py)))? };
        let answer = self.own.query(query).await;
        answer.and_then(ordered).map(Order::new).map_err(|failure| raised(&failure))
    }

    /// Records as columns, as `Engine.table` has them.
    #[pyo3(signature = (name, *, scale = 2))]
    async fn table(&self, name: String, scale: u8) -> PyResult<Table> {
        let tables = Tables::new(&name, scale).map_err(|failure| raised(&failure))?;
        tables.read(&self.own).await.map_err(|failure| raised(&failure))
    }

    /// Lets time pass: marks at most `limit` holds that are due, and answers how many it marked.
    #[pyo3(signature = (limit = 100))]
    async fn tick(&self, limit: u32) -> PyResult<u32> {
        self.own.tick(limit).await.map_err(|failure| raised(&failure))
    }

    /// A new id for a command, to be kept and sent again until the command is answered.
    fn new_id(&self) -> PyResult<String> {
        self.own.new_id().map(|id| id.to_string()).map_err(|failure| raised(&failure))
    }

    /// Closes the engine and the connections of its store. Closing twice does nothing.
    async fn close(&self) -> PyResult<()> {
        self.own.close().await.map_err(|failure| raised(&failure))
    }

    #[expect(clippy::unused_async, reason = "Python awaits it")]
    async fn __aenter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    async fn __aexit__(&self, _kind: Py<PyAny>, _error: Py<PyAny>, _trace: Py<PyAny>) -> PyResult<()> {
        self.own.close().await.map_err(|failure| raised(&failure))
    }

    fn __repr__(&self) -> String {
        format!("AsyncEngine('{}')", self.address)
    }

    #[expect(clippy::unused_self, reason = "Python calls it as a method")]
    fn __reduce__(&self) -> PyResult<()> {
        Err(no_pickle())
    }
}

fn request(command: &Bound<'_, PyAny>, id: Option<&Bound<'_, PyAny>>, actor: Option<&str>) -> PyResult<Execute> {
    let id: Option<CommandId> = id.map(from_python).transpose()?;
    let actor = actor.map(|actor| actor.parse::<Actor>().map_err(crate::failure::refused)).transpose()?;
    Ok(Execute { id, actor: actor.unwrap_or_default(), command: from_python(command)? })
}

fn receipt(answer: Answer) -> Done<fondaco::pricing::Receipt> {
    match answer {
        Answer::Price { receipt } => Ok(*receipt),
        _ => Err(another()),
    }
}

fn ordered(answer: Answer) -> Done<Arc<order::Order>> {
    match answer {
        Answer::Order { order } => Ok(order),
        _ => Err(another()),
    }
}

fn another() -> WireFailure {
    Refusal::new(Code::Defect, "a query was given the answer of another").into()
}

fn no_pickle() -> PyErr {
    PyTypeError::new_err("an engine holds a store and stays in its process: open one in each, by its address")
}

/// An address without what may be a password.
fn shown(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => address.to_owned(),
    }
}
