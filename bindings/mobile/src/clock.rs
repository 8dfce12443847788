//! A clock for tests.

use std::sync::Arc;

use fondaco_contract::wire;
use fondaco_storage::ManualClock;

use crate::Failed;

/// A clock that stands still until it is moved, with dice that fall alike in every run.
#[derive(Debug, uniffi::Object)]
pub struct ClockHandle {
    pub(crate) clock: ManualClock,
}

#[uniffi::export]
impl ClockHandle {
    /// A clock that stands at an instant, the JSON of a timestamp.
    #[uniffi::constructor]
    pub fn new(now: String, seed: u64) -> Result<Arc<Self>, Failed> {
        Ok(Arc::new(Self { clock: ManualClock::new(wire::read(now)?, seed) }))
    }

    /// Moves it to an instant, the JSON of a timestamp.
    pub fn set(&self, now: String) -> Result<(), Failed> {
        self.clock.set(wire::read(now)?);
        Ok(())
    }
}
