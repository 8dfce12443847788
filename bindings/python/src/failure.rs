//! Failures as exceptions: the classes are Python's own, so that they pickle and have typed attributes.

use fondaco::{FailureKind, Refusal};
use fondaco_contract::WireFailure;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use crate::write;

/// A failure as the exception of its kind.
pub(crate) fn raised(failure: &WireFailure) -> PyErr {
    Python::attach(|py| exception(py, failure).unwrap_or_else(|error| error))
}

/// The same for what the core refuses.
pub(crate) fn refused(refusal: Refusal) -> PyErr {
    raised(&refusal.into())
}

/// What is not of the expected shape: `wire.malformed`, with the place where it stands.
pub(crate) fn malformed(place: &str, reason: &str) -> PyErr {
    let reason = reason
        .replace("invalid type: `null`", "invalid type: `None`")
        .replace("an amount as a string, such as `12.30`", "an amount such as `Decimal(\"12.30\")`")
        .replace("a rate as a string, such as `0.22`", "a rate such as `Decimal(\"0.22\")`");
    raised(&fondaco_contract::wire::malformed(place, &reason))
}

fn exception(py: Python<'_>, failure: &WireFailure) -> PyResult<PyErr> {
    static CLASSES: [PyOnceLock<Py<PyType>>; 4] = [const { PyOnceLock::new() }; 4];
    let (place, name) = match failure.kind {
        FailureKind::Invalid => (0, "InvalidError"),
        FailureKind::Refused => (1, "RefusedError"),
        FailureKind::Unavailable => (2, "UnavailableError"),
        FailureKind::Fault => (3, "FaultError"),
    };
    let class = CLASSES[place].import(py, "fondaco.errors", name)?;
    let detail = write::to_python(py, &failure.detail)?;
    Ok(PyErr::from_value(class.call1((failure.code.as_str(), &failure.reason, detail))?))
}
