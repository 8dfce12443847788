//! Clocks: the system's, or one that stands still.

use std::sync::Arc;
use std::time::Duration;

use fondaco::Timestamp;
use fondaco::port::Clock;
use fondaco_storage::SystemClock;
use pyo3::prelude::*;

/// A clock that stands still until it is moved, with dice that fall alike in every run.
#[pyclass(frozen, module = "fondaco")]
pub(crate) struct ManualClock(fondaco_storage::ManualClock);

#[pymethods]
impl ManualClock {
    #[new]
    #[pyo3(signature = (at, *, seed = 0))]
    fn new(at: Timestamp, seed: u64) -> Self {
        Self(fondaco_storage::ManualClock::new(at, seed))
    }

    /// Where it stands.
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    /// Moves it to an instant, forwards or backwards.
    fn set(&self, at: Timestamp) {
        self.0.set(at);
    }

    /// Moves it forwards.
    fn advance(&self, by: Duration) {
        self.0.advance(by);
    }

    fn __repr__(&self) -> String {
        format!("ManualClock({})", self.0.now())
    }
}

/// The clock that was given, else the system's.
pub(crate) fn of(given: Option<&ManualClock>) -> Arc<dyn Clock> {
    match given {
        Some(clock) => Arc::new(clock.0.clone()),
        None => Arc::new(SystemClock::new()),
    }
}
