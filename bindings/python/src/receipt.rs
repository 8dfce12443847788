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

    /// Reads the JSON of a receipt.
    #[staticmethod]
    pub(crate) fn from_json(text: &str) -> PyResult<Self> {
        wire::read(text).map(Self::new).map_err(|failure| raised(&failure))
    }

    /// The canonical JSON, the same bytes in every language.
    fn to_json(&self) -> PyResult<String> {
        wire::write(&*self.own).map_err(|failure| raised(&failure))
    }

    /// The record, a new dictionary each time.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &*self.own)
    }

    /// What every amount is counted in.
    #[getter]
    fn currency(&self) -> String {
        self.own.currency.to_string()
    }

    /// Goods at their prices, before discounts.
    #[getter]
    fn goods<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.goods)
    }

    /// What the promotions take off goods; zero or more.
    #[getter]
    fn discount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.discount)
    }

    /// Shipping, fees and donations, after discounts, as prices are.
    #[getter]
    fn charged<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.charged)
    }

    /// What is to be paid, without tax.
    #[getter]
    fn net<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.net)
    }

    /// The tax.
    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.tax)
    }

    /// What is to be paid.
    #[getter]
    fn total<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.total)
    }

    /// What is left to be paid after gift cards and credit.
    #[getter]
    fn due<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.own.due)
    }

    /// The instant whose prices, promotions and taxes it shows.
    #[getter]
    fn at(&self) -> fondaco::Timestamp {
        self.own.at
    }

    /// Its fingerprint, the same in every language.
    #[getter]
    fn digest(&self) -> PyResult<String> {
        Ok(self.own.digest().map_err(refused)?.to_string())
    }

    /// It in sentences, for people who ask why.
    fn explain(&self) -> String {
        self.own.explain()
    }

    /// It as a table of at most 80 columns.
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

    /// How a notebook shows it.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        py.import("fondaco._html")?.call_method1("receipt", (self.record(py)?,))?.extract()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let read = py.get_type::<Self>().getattr("from_json")?;
        (read, (self.to_json()?,)).into_pyobject(py)
    }
}
