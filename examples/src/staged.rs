//! Time that a program moves.

use std::time::Duration;

use fondaco::port::{Clock, Pending};
use fondaco::{Moment, Timestamp};
use fondaco_storage::{ManualClock, SystemClock};

/// The time of a sale, or of a month. It stands until the program moves it, so that a hold or an offer runs out when it is given
/// up and never because a machine is slow. The dice are the machine's: a program that is started again gives no id twice.
#[derive(Debug, Clone)]
pub(crate) struct StagedClock {
    time: ManualClock,
    machine: SystemClock,
}

impl StagedClock {
    /// A clock that stands at an instant.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self { time: ManualClock::new(now, 0), machine: SystemClock::new() }
    }

    /// Moves it to an instant, unless it is past that.
    pub(crate) fn forward(&self, to: Timestamp) {
        self.time.set(self.time.now().max(to));
    }

    /// Lets a second pass.
    pub(crate) fn pass_second(&self) {
        self.time.advance(Duration::from_secs(1));
    }
}

impl Clock for StagedClock {
    fn moment(&self) -> Moment {
        Moment { now: self.time.now(), ..self.machine.moment() }
    }

    fn pause(&self, attempt: u32) -> Pending<'_, ()> {
        self.machine.pause(attempt)
    }
}
