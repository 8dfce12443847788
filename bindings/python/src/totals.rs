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
    /// What they are counted in.
    #[getter]
    fn currency(&self) -> String {
        self.0.total.currency().to_string()
    }

    /// Goods at their prices, before discounts.
    #[getter]
    fn goods<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.goods)
    }

    /// What the promotions take off goods; zero or more.
    #[getter]
    fn discount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.discount)
    }

    /// Shipping, fees and donations, after discounts, as prices are.
    #[getter]
    fn charged<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.charged)
    }

    /// What is to be paid, without tax.
    #[getter]
    fn net<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.net)
    }

    /// The tax.
    #[getter]
    fn tax<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.tax)
    }

    /// What is to be paid.
    #[getter]
    fn total<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.total)
    }

    /// What is left to be paid after gift cards and credit.
    #[getter]
    fn due<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        amount(py, &self.0.due)
    }

    /// The record.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("<Totals: {}, net {}, tax {}>", self.0.total, self.0.net, self.0.tax)
    }
}
