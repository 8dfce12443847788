//! fondaco for Python: a thin shell over the contract. Records are plain `dict`s with `Decimal` and aware `datetime`.

mod arrow;
mod book;
mod clock;
mod engine;
mod failure;
mod order;
mod read;
mod receipt;
mod totals;
mod write;

use pyo3::prelude::*;

/// The native part of `fondaco`.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::book::{PreparedBasket, PriceBook};
    #[pymodule_export]
    use super::clock::ManualClock;
    #[pymodule_export]
    use super::engine::{AsyncEngine, Engine};
    #[pymodule_export]
    use super::order::Order;
    #[pymodule_export]
    use super::receipt::Receipt;
    #[pymodule_export]
    use super::totals::Totals;
    #[pymodule_export]
    use super::{run_vector, surface};
    #[pymodule_export]
    use crate::arrow::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// Runs the request of a golden vector, JSON in and JSON out.
#[pyfunction]
fn run_vector(py: Python<'_>, request: &str) -> String {
    py.detach(|| fondaco_contract::run_vector(request))
}

/// The names of every command, query, record, event and code, as JSON.
#[pyfunction]
fn surface() -> &'static str {
    fondaco_contract::SURFACE
}
