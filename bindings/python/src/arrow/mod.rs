//! Tables in and out, through Arrow's `PyCapsule` interface: whatever speaks it, without a dependency on it.

pub(crate) mod batch;
pub(crate) mod capsule;
pub(crate) mod carts;
pub(crate) mod column;
pub(crate) mod records;
pub(crate) mod table;

use arrow_schema::ArrowError;
use fondaco::{Code, Refusal};
use fondaco_contract::WireFailure;

/// A table that is not of the expected shape.
pub(crate) fn unfit(reason: impl Into<String>) -> WireFailure {
    Refusal::new(Code::WireMalformed, reason.into()).into()
}

/// What Arrow says of a table that it can't work with.
pub(crate) fn broken(error: &ArrowError) -> WireFailure {
    unfit(format!("the table can't be read: {error}"))
}
