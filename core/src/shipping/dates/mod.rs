//! Dates: by when goods leave, and when they arrive.
//!
//! Calendars, timetables and routes are data and compiled once ([`DateBook::compile`]); everything that is wrong with them is named
//! at once. A promise is worked out twice, once where all goes as fast as it may and once where it takes as long as it may; each
//! step says what was waited for. An order that is placed later is never promised earlier.

mod answer;
mod book;
mod calendar;
mod check;
mod horizon;
mod rules;

pub use answer::{ClosedWhy, Promise, PromiseQuery, PromiseStage, PromiseStep, PromiseWait};
pub use book::DateBook;
pub use rules::{
    Blackout, DateRules, DeliveryLeg, DeliveryRoute, Handling, Holiday, HolidayDate, OpenDays, ShippingCalendar,
    Timetable, TransitDays, TransitMinutes,
};
