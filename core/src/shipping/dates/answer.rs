//! What is promised, and how it comes about.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::id::{CalendarCode, RouteCode};

/// An order, and the way that its goods take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseQuery {
    /// When it is placed, or when the goods are there if that is later.
    pub placed_at: Timestamp,
    /// The route.
    pub route: RouteCode,
}

/// When goods leave and arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The last day on which they leave: a day of work of whoever sends them.
    pub ship_by: Date,
    /// The first day on which they may arrive: a day of work where they go.
    pub earliest: Date,
    /// The last day on which they arrive: a day of work where they go.
    pub latest: Date,
    /// How the last day comes about, step by step.
    pub steps: Vec<PromiseStep>,
}

impl Promise {
    /// The promise of goods that go two ways: they are there when the last of them is. Its steps are those of the way that may
    /// take longer.
    pub(crate) fn and(self, other: Self) -> Self {
        let (ship_by, earliest) = (self.ship_by.max(other.ship_by), self.earliest.max(other.earliest));
        let longer = if other.latest > self.latest { other } else { self };
        Self { ship_by, earliest, ..longer }
    }
}

/// A step on the way, where all takes as long as it may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseStep {
    /// Which.
    pub stage: PromiseStage,
    /// The calendar or timetable that it goes by; none by the clock alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarCode>,
    /// When it begins.
    pub begins: Timestamp,
    /// When it is done.
    pub ends: Timestamp,
    /// The day on which it is done, by its calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What was waited for, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits: Vec<PromiseWait>,
}

/// A stage of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PromiseStage {
    /// Goods are made ready.
    Handling {},
    /// They travel.
    Leg {
        /// Which leg, by its place in the route.
        leg: usize,
    },
    /// They are taken in.
    Arrival {},
}

/// What was waited for. Days one after the other that are closed for the same reason are told together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PromiseWait {
    /// It came after the cut-off of the day; an order, at it or after it.
    CutOff {
        /// The day.
        on: Date,
        /// The cut-off.
        cut_off: Time,
    },
    /// There is no work on these days.
    Closed {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
        /// Why.
        why: ClosedWhy,
    },
    /// The next departure that is reached.
    Departure {
        /// When it leaves.
        leaves: Timestamp,
    },
}

/// Why there is no work on a day. A blackout is told before a holiday, and that before the day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClosedWhy {
    /// It is closed on this day of the week.
    Weekday {},
    /// A holiday.
    Holiday {
        /// What people call it.
        name: Arc<str>,
    },
    /// Nothing is done in that time.
    Blackout {
        /// Why.
        name: Arc<str>,
    },
}
