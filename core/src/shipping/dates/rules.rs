//! Rules of dates as data: calendars, timetables, routes.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::id::{CalendarCode, RouteCode};
use crate::omit::is_default;
use crate::pricing::Weekday;

/// Everything that says when goods leave and arrive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DateRules {
    /// When somebody works: a shop, a carrier, whoever takes goods in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<ShippingCalendar>,
    /// When something leaves that does not go by days: a boat, a train, a rocket.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timetables: Vec<Timetable>,
    /// The ways that goods take.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<DeliveryRoute>,
}

/// On which days somebody works, and until when what comes counts for the day.
///
/// A time that the clock skips is the moment at which it skips; of a time that it shows twice the first counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingCalendar {
    /// Names it. No timetable has the same code.
    pub code: CalendarCode,
    /// Where its clock hangs: `UTC`, or as POSIX says in `TZ`, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
    #[serde(default = "utc", skip_serializing_if = "is_utc")]
    pub time_zone: Arc<str>,
    /// The days of the week on which there is work. All others are closed.
    pub open: Vec<OpenDays>,
    /// Days that are closed by their date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Times in which nothing is done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blackouts: Vec<Blackout>,
}

/// Days of the week on which there is work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenDays {
    /// Which.
    pub days: Vec<Weekday>,
    /// When work begins that goes by the clock; with the day when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Time>,
    /// What is ordered before this counts for the day; what is ordered at it or later, for the next day of work. Goods that are
    /// given on must come by it, and work that goes by days is done by it. When absent the whole day counts, and such work is done
    /// by noon, or when the day begins if that is later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Time>,
}

/// A day that is closed by its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// What people call it.
    pub name: Arc<str>,
    /// When it is.
    pub on: HolidayDate,
}

/// When a holiday is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum HolidayDate {
    /// Once.
    Date(Date),
    /// Every year. 29 February is in leap years alone.
    Yearly {
        /// The month, 1 to 12.
        month: i8,
        /// The day in it.
        day: i8,
    },
}

/// A time in which nothing is done: stocktaking, a festival, a closed pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blackout {
    /// Why.
    pub name: Arc<str>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// When something leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timetable {
    /// Names it. No calendar has the same code.
    pub code: CalendarCode,
    /// How many minutes before it leaves goods must be there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closes_minutes: u32,
    /// When it leaves, in order. Goods take the next one that they reach.
    pub departures: Vec<Timestamp>,
}

/// A way that goods take, from an order that is placed to a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryRoute {
    /// Names it.
    pub code: RouteCode,
    /// The calendar of whoever sends. Goods leave on one of its days of work.
    pub from: CalendarCode,
    /// How long it takes until goods are ready to leave.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handling: Handling,
    /// How they travel, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<DeliveryLeg>,
    /// The calendar of where they go. They arrive on one of its days of work.
    pub to: CalendarCode,
}

/// How long it takes until goods are ready to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Handling {
    /// Days of work: with none they leave on the day for which the order counts.
    Days(TransitDays),
    /// Minutes by the clock, from the order or from when work begins.
    Minutes(TransitMinutes),
}

impl Default for Handling {
    fn default() -> Self {
        Self::Days(TransitDays { least: 0, most: 0 })
    }
}

/// A part of the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DeliveryLeg {
    /// By days of work of a carrier: the day on which goods are given to it is not counted.
    Days {
        /// The calendar of the carrier.
        calendar: CalendarCode,
        /// At least so many.
        least: u16,
        /// At most so many.
        most: u16,
    },
    /// By the clock.
    Minutes(TransitMinutes),
    /// With the next departure that they reach, and then by the clock.
    Departure {
        /// The timetable.
        timetable: CalendarCode,
        /// How long it is on its way.
        minutes: TransitMinutes,
    },
}

/// How many days goods are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitDays {
    /// At least.
    pub least: u16,
    /// At most.
    pub most: u16,
}

/// How many minutes goods are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitMinutes {
    /// At least.
    pub least: u32,
    /// At most.
    pub most: u32,
}

/// The name of the time zone that a calendar has when it says none.
pub(super) const UTC: &str = "UTC";

fn utc() -> Arc<str> {
    UTC.into()
}

fn is_utc(zone: &Arc<str>) -> bool {
    **zone == *UTC
}
