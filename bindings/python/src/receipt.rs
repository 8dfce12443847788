//! Receipts: kept as the core has them, read piece by piece.

use std::sync::Arc;

use fondaco::pricing;
use fondaco_contract::wire;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

use crate::failure::{raised, refused};
use crate::read::from_python;
use crate::totals::amount;
use crate::write::to_python;

/// What is to be paid, and where every cent of it comes from.
#[pyclass(frozen, eq, module = "fondaco")]
pub(crate) struct Receipt {
    own: Arc<pricing::Receipt>,
    record: PyOnceLock<Py<PyDict>>,
}

impl PartialEq for Receipt {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl Receipt {
    pub(crate) fn new(own: pricing::Receipt) -> Self {
        Self { own: Arc::new(own), record: PyOnceLock::new() }
    }

    fn record<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyDict>> {
        let record = self.record.get_or_try_init(py, || -> PyResult<Py<PyDict>> {
            Ok(to_python(py, &*self.own)?.cast_into::<PyDict>().map_err(PyErr::from)?.unbind())
        })?;
        Ok(record.bind(py))
    }
}

#[pymethods]
impl Receipt {
    #[new]
    fn read(record: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::new(from_python(record)?))
    }

    #[staticmethod]
    pub(crate) fn from_json(text: &str) -> PyResult<Self> {
        wire::read(text).map(Self::new).map_err(|failure| raised(&failure))
    }

    fn to_json(&self) -> PyResult<String> {
        wire::write(&*self.own).map_err(|failure| raised(&failure))
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &*self.own)
    }

    #[getter]
    fn currency(&self) -> String {
        self.own.currency.to_string()
    }

    #[getter]
    fn goods<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.goods)
    }

    #[getter]
    fn discount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.discount)
    }

    #[getter]
    fn charged<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.charged)
    }

    #[getter]
    fn net<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.net)
    }

    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.tax)
    }

    #[getter]
    fn total<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.total)
    }

    #[getter]
    fn due<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.due)
    }

    #[getter]
    fn at(&self) -> fondaco::Timestamp {
        self.own.at
    }

    #[getter]
    fn digest(&self) -> PyResult<String> {
        Ok(self.own.digest().map_err(refused)?.to_string())
    }

    fn explain(&self) -> String {
        self.own.explain()
    }

    fn render(&self) -> String {
        self.own.render()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        self.record(py)?.as_any().get_item(key)
    }

    fn __contains__(&self, py: Python<'_>, key: &str) -> PyResult<bool> {
        self.record(py)?.contains(key)
    }

    fn __hash__(&self) -> PyResult<u64> {
        let digest = self.own.digest().map_err(refused)?;
        Ok(digest.bytes().iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte)))
    }

    fn __repr__(&self) -> String {
        format!("<Receipt: {} in {} lines, {}>", self.own.total, self.own.lines.len(), self.own.book.as_str())
    }

    fn __str__(&self) -> String {
        self.own.render()
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        py.import("fondaco._html")?.call_method1("receipt", (self.record(py)?,))?.extract()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let read = py.get_type::<Self>().getattr("from_json")?;
        (read, (self.to_json()?,)).into_pyobject(py)
    }
}
