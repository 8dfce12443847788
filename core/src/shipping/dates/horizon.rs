//! How far a promise looks ahead.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How many hours ahead a date is looked for: two years, of which one may be a leap year.
const HOURS: i64 = 731 * 24;

/// No date can be told: nothing is open in time, or nothing leaves any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shipping) struct Unforeseen;

/// The end of what is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    instant: Timestamp,
    date: Date,
}

impl Horizon {
    pub(super) fn of(placed_at: Timestamp) -> Self {
        let instant = placed_at.saturating_add(SignedDuration::from_hours(HOURS)).unwrap_or(Timestamp::MAX);
        Self { instant, date: TimeZone::UTC.to_datetime(instant).date() }
    }

    pub(super) fn seen(self, at: Timestamp) -> Result<Timestamp, Unforeseen> {
        if at <= self.instant { Ok(at) } else { Err(Unforeseen) }
    }

    /// The day after a day.
    pub(super) fn after(self, date: Date) -> Result<Date, Unforeseen> {
        date.tomorrow().ok().filter(|next| *next <= self.date).ok_or(Unforeseen)
    }
}
