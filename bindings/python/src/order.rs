//! Orders: kept as the core has them, read piece by piece.

use std::sync::Arc;

use fondaco::order;
use fondaco_contract::wire;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};

use crate::failure::raised;
use crate::read::from_python;
use crate::receipt::Receipt;
use crate::write::to_python;

/// A cart that was ordered, as it was then.
#[pyclass(frozen, eq, module = "fondaco")]
pub(crate) struct Order {
    own: Arc<order::Order>,
    record: PyOnceLock<Py<PyDict>>,
}

impl PartialEq for Order {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl Order {
    pub(crate) fn new(own: Arc<order::Order>) -> Self {
        Self { own, record: PyOnceLock::new() }
    }

    fn record<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let record = self.record.get_or_try_init(py, || -> PyResult<Py<PyDict>> {
            Ok(to_python(py, &*self.own)?.cast_into::<PyDict>().map_err(PyErr::from)?.unbind())
        })?;
        Ok(record.bind(py))
    }
}

#[pymethods]
impl Order {
    #[new]
    fn read(record: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::new(Arc::new(from_python(record)?)))
    }

    /// Reads the JSON of an order.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        wire::read(text).map(|own| Self::new(Arc::new(own))).map_err(|failure| raised(&failure))
    }

    /// The canonical JSON, the same bytes in every language.
    fn to_json(&self) -> PyResult<String> {
        wire::write(&*self.own).map_err(|failure| raised(&failure))
    }

    /// The record, a new dictionary each time.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &*self.own)
    }

    /// Its id.
    #[getter]
    fn id(&self) -> String {
        self.own.id.to_string()
    }

    /// Where it was placed.
    #[getter]
    fn channel(&self) -> &str {
        self.own.channel.as_str()
    }

    /// Where it stands.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.own.state)
    }

    /// When it was placed.
    #[getter]
    fn placed_at(&self) -> fondaco::Timestamp {
        self.own.placed_at
    }

    /// Its prices, as promised.
    #[getter]
    fn receipt(&self) -> Receipt {
        Receipt::new(self.own.receipt.clone())
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        self.record(py)?.as_any().get_item(key)
    }

    fn __contains__(&self, py: Python<'_>, key: &str) -> PyResult<bool> {
        self.record(py)?.contains(key)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.id()).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Order {}: {}, {}>", self.own.id, self.own.receipt.total, self.state(py)?))
    }

    /// How a notebook shows it.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        py.import("fondaco._html")?.call_method1("order", (self.record(py)?,))?.extract()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let read = py.get_type::<Self>().getattr("from_json")?;
        (read, (self.to_json()?,)).into_pyobject(py)
    }
}
