//! The sums of a priced basket.

use fondaco::money::Money;
use fondaco_contract as contract;
use pyo3::prelude::*;

use crate::read::decimal;
use crate::write::to_python;

/// The sums of a priced basket, without its reasons.
#[pyclass(frozen, eq, module = "fondaco")]
#[derive(PartialEq)]
pub(crate) struct Totals(contract::Totals);

impl Totals {
    pub(crate) fn new(own: contract::Totals) -> Self {
        Self(own)
    }
}

/// An amount as a `Decimal` with the decimals of its currency.
pub(crate) fn amount<'py>(py: Python<'py>, money: &Money) -> PyResult<Bound<'py, PyAny>> {
    decimal(py)?.call1((money.amount().as_str(),))
}

#[pymethods]
impl Totals {
    #[getter]
    fn currency(&self) -> String {
        self.0.total.currency().to_string()
    }

    #[getter]
    fn goods<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.goods)
    }

    #[getter]
    fn discount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.discount)
    }

    #[getter]
    fn charged<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.charged)
    }

    #[getter]
    fn net<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.net)
    }

    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.tax)
    }

    #[getter]
    fn total<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.total)
    }

    #[getter]
    fn due<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.due)
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("<Totals: {}, net {}, tax {}>", self.0.total, self.0.net, self.0.tax)
    }
}
