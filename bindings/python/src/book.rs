//! Prices without a store: a compiled book, and a basket made ready.

use fondaco::money::Currency;
use fondaco::pricing::{self, PriceRules, Simulation};
use fondaco_contract::{self as contract, PriceCall};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::arrow::batch::{self, Job, OnError};
use crate::arrow::capsule;
use crate::arrow::table::Table;
use crate::failure::{malformed, raised, refused};
use crate::read::from_python;
use crate::receipt::Receipt;
use crate::totals::Totals;
use crate::write::to_python;

/// Price rules, compiled.
#[pyclass(frozen, eq, module = "fondaco")]
pub(crate) struct PriceBook {
    own: pricing::PriceBook,
}

impl PartialEq for PriceBook {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

#[pymethods]
impl PriceBook {
    #[new]
    fn compile(rules: &Bound<'_, PyAny>) -> PyResult<Self> {
        let rules: PriceRules = from_python(rules)?;
        pricing::PriceBook::compile(rules).map(|own| Self { own }).map_err(refused)
    }

    /// Compiles rules from JSON.
    #[staticmethod]
    fn from_json(rules: &str) -> PyResult<Self> {
        let rules: PriceRules = contract::wire::read(rules).map_err(|failure| raised(&failure))?;
        pricing::PriceBook::compile(rules).map(|own| Self { own }).map_err(refused)
    }

    /// The rules as JSON, in full.
    fn to_json(&self) -> PyResult<String> {
        contract::wire::write(self.own.rules()).map_err(|failure| raised(&failure))
    }

    /// The rules, in full.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.own.rules())
    }

    /// Its code.
    #[getter]
    fn code(&self) -> &str {
        self.own.rules().code.as_str()
    }

    /// The fingerprint of its rules, as receipts carry it.
    #[getter]
    fn version(&self) -> String {
        self.own.version().to_string()
    }

    /// Prices a basket.
    fn price(&self, basket: &Bound<'_, PyAny>, context: &Bound<'_, PyAny>) -> PyResult<Receipt> {
        let (basket, context) = (from_python(basket)?, from_python(context)?);
        self.own.price(&basket, &context).map(Receipt::new).map_err(refused)
    }

    /// Prices a basket anew and compares; refused with `receipt.differs`.
    fn verify(
        &self,
        basket: &Bound<'_, PyAny>,
        context: &Bound<'_, PyAny>,
        receipt: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let (basket, context, receipt) = (from_python(basket)?, from_python(context)?, from_python(receipt)?);
        self.own.verify(&basket, &context, &receipt).map_err(refused)
    }

    /// What a history of baskets would cost under another book.
    fn simulate<'py>(&self, py: Python<'py>, other: &Self, history: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let mut calls: Vec<PriceCall> = Vec::new();
        for call in history.try_iter()? {
            calls.push(from_python(&call?)?);
        }
        let simulation: Simulation = py.detach(|| {
            let history = calls.iter().map(|call| (&call.basket, &call.context));
            pricing::simulate(history, &self.own, &other.own, |_| {}).map_err(refused)
        })?;
        to_python(py, &simulation)
    }

    /// Makes a basket ready to be priced again and again while its quantities change.
    fn prepare(&self, basket: &Bound<'_, PyAny>, context: &Bound<'_, PyAny>) -> PyResult<PreparedBasket> {
        let call = PriceCall { basket: from_python(basket)?, context: from_python(context)? };
        let own = contract::Book::new(self.own.clone()).prepare_call(call).map_err(|failure| raised(&failure))?;
        Ok(PreparedBasket { own })
    }

    /// Prices a table of carts on all cores, and answers a table of totals: a row a cart, in the same order.
    ///
    /// A row a line, where `cart` names the cart and its lines stand together; or a row a cart, with a list of structs
    /// `lines`. Columns of lines: `sku`, `quantity`, `price`, `compare_at`, `title`, `tax_category` (`standard` where there is
    /// none), `product`, `categories`, `weight_grams`. Columns of carts, read in the first row of each: `cart`, `shipping`,
    /// `coupons`, `groups`, `country`, `region`, `channel`, `at`; where one is null the context counts.
    ///
    /// Amounts come as decimals, or as whole numbers of minor units; they go out as `decimal128(38, s)`, where `s` is the
    /// number of decimals of `currency`. With `errors="keep"` a cart that can't be priced has nulls, and its code in a column
    /// `error`.
    #[pyo3(signature = (table, context, *, currency, shipping_tax = None, errors = "raise", threads = None))]
    #[expect(clippy::too_many_arguments, reason = "each has a name in Python")]
    fn price_batch(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        context: &Bound<'_, PyAny>,
        currency: &str,
        shipping_tax: Option<&Bound<'_, PyAny>>,
        errors: &str,
        threads: Option<usize>,
    ) -> PyResult<Table> {
        let job = Job {
            book: self.own.clone(),
            context: from_python(context)?,
            currency: currency.parse::<Currency>().map_err(refused)?,
            shipping_tax: shipping_tax.map(from_python).transpose()?.unwrap_or_default(),
            errors: match errors {
                "raise" => OnError::Raise,
                "keep" => OnError::Keep,
                _ => return Err(malformed("errors", &format!("`{errors}` is neither `raise` nor `keep`"))),
            },
            threads: batch::threads(threads).map_err(|failure| raised(&failure))?,
        };
        let table = capsule::read(table)?;
        py.detach(|| job.price(&table)).map_err(|failure| raised(&failure))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.version()).hash()
    }

    fn __repr__(&self) -> String {
        let version = self.version();
        format!("<PriceBook '{}', version {}…>", self.code(), version.get(..12).unwrap_or(&version))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let read = py.get_type::<Self>().getattr("from_json")?;
        (read, (self.to_json()?,)).into_pyobject(py)
    }
}

/// A basket made ready: kept, changed and priced again in about a microsecond.
#[pyclass(frozen, module = "fondaco")]
pub(crate) struct PreparedBasket {
    own: contract::PreparedBasket,
}

#[pymethods]
impl PreparedBasket {
    /// Sets the quantity of a line by its number.
    fn set_quantity(&self, line: u32, quantity: i64) -> PyResult<()> {
        self.own.set_quantity(line, quantity).map_err(|failure| raised(&failure))
    }

    /// The sums of the basket as it is now.
    fn totals(&self) -> PyResult<Totals> {
        self.own.totals().map(Totals::new).map_err(|failure| raised(&failure))
    }

    /// The receipt of the basket as it is now.
    fn receipt(&self) -> PyResult<Receipt> {
        let json = self.own.receipt().map_err(|failure| raised(&failure))?;
        Receipt::from_json(&json)
    }

    /// Closes it. Closing twice does nothing.
    fn close(&self) {
        self.own.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __exit__(&self, _kind: Py<PyAny>, _error: Py<PyAny>, _trace: Py<PyAny>) {
        self.close();
    }

    fn __repr__(&self) -> String {
        match self.own.totals() {
            Ok(totals) => format!("<PreparedBasket: {}>", totals.total),
            Err(failure) => format!("<PreparedBasket: {}>", failure.code.as_str()),
        }
    }
}
