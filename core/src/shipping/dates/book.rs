//! The book of dates: rules compiled once, then asked for promises.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::answer::{Promise, PromiseQuery, PromiseStage, PromiseStep, PromiseWait};
use super::calendar::{Calendar, Comes, Waits};
use super::check;
use super::horizon::{Horizon, Unforeseen};
use super::rules::{DateRules, DeliveryLeg, DeliveryRoute, Handling, Timetable, TransitMinutes};
use crate::id::{CalendarCode, RouteCode};
use crate::pricing::{RuleProblem, refused};
use crate::refusal::{Code, Refusal};

/// Rules of dates, compiled.
///
/// ```
/// use fondaco::RouteCode;
/// use fondaco::shipping::{DateBook, PromiseQuery};
///
/// let rules = serde_json::json!({
///     "calendars": [
///         {"code": "shop", "time_zone": "CET-1CEST,M3.5.0,M10.5.0/3",
///          "open": [{"days": ["monday", "tuesday", "wednesday", "thursday"], "cut_off": "15:00"}, {"days": ["friday"], "cut_off": "12:00"}]},
///         {"code": "post", "open": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]}],
///          "holidays": [{"name": "Easter Monday", "on": {"date": "2027-03-29"}}]},
///     ],
///     "routes": [{"code": "parcel", "from": "shop", "to": "post", "handling": {"days": {"least": 0, "most": 1}},
///                 "legs": [{"days": {"calendar": "post", "least": 1, "most": 2}}]}],
/// });
/// let book = DateBook::compile(serde_json::from_value(rules).unwrap())?;
/// // Friday noon in Venice is past the cut-off, and Monday is a holiday of the post, not of the shop.
/// let query = PromiseQuery { placed_at: "2027-03-26T11:00:00Z".parse().unwrap(), route: RouteCode::new("parcel")? };
/// let promise = book.promise(&query)?;
/// assert_eq!((promise.ship_by.to_string(), promise.latest.to_string()), ("2027-03-30".into(), "2027-04-01".into()));
/// assert_eq!(promise.earliest.to_string(), "2027-03-31");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateBook {
    rules: DateRules,
    calendars: BTreeMap<CalendarCode, Calendar>,
    /// Timetables by their code: the place in the rules.
    timetables: BTreeMap<CalendarCode, usize>,
    /// Routes by theirs.
    routes: BTreeMap<RouteCode, usize>,
}

/// Whether all goes as fast as it may or takes as long as it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Least,
    Most,
}

impl Pace {
    fn of<T>(self, least: T, most: T) -> T {
        match self {
            Self::Least => least,
            Self::Most => most,
        }
    }
}

impl DateBook {
    /// Compiles rules.
    ///
    /// # Errors
    ///
    /// `rules.invalid`: the detail `problems` lists everything that is wrong, each by its path.
    pub fn compile(rules: DateRules) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let book = Self::read(rules, "", &mut problems);
        problems.first().map_or(Ok(book), |first| Err(refused(first, &problems)))
    }

    /// Compiles rules that stand within others, and says what is wrong with them. Where anything is, the book is of no use.
    pub(in crate::shipping) fn read(rules: DateRules, within: &str, problems: &mut Vec<RuleProblem>) -> Self {
        check::rules(&rules, within, problems);
        let calendars = rules.calendars.iter().map(|calendar| (calendar.code.clone(), Calendar::new(calendar)));
        let timetables = rules.timetables.iter().enumerate().map(|(at, table)| (table.code.clone(), at));
        let routes = rules.routes.iter().enumerate().map(|(at, route)| (route.code.clone(), at));
        let (calendars, timetables) = (calendars.collect(), timetables.collect());
        Self { calendars, timetables, routes: routes.collect(), rules }
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> &DateRules {
        &self.rules
    }

    /// The route of a code.
    pub fn route(&self, code: &RouteCode) -> Option<&DeliveryRoute> {
        self.routes.get(code).and_then(|at| self.rules.routes.get(*at))
    }

    /// When goods of an order leave and arrive.
    ///
    /// # Errors
    ///
    /// `route.unknown`; `promise.unforeseen` if for two years nothing is open, or nothing leaves any more.
    pub fn promise(&self, query: &PromiseQuery) -> Result<Promise, Refusal> {
        let route = self
            .route(&query.route)
            .ok_or_else(|| Refusal::new(Code::RouteUnknown, format!("there is no route `{}`", query.route)))?;
        self.promised(route, query.placed_at).map_err(|Unforeseen| {
            let reason =
                format!("route `{}` comes to no date within two years: nothing is open or leaves", query.route);
            Refusal::new(Code::PromiseUnforeseen, reason).with("route", query.route.as_str())
        })
    }

    /// When goods of an order leave and arrive by a route of the book.
    pub(in crate::shipping) fn promised(
        &self,
        route: &DeliveryRoute,
        placed_at: Timestamp,
    ) -> Result<Promise, Unforeseen> {
        let fast = Journey::of(self, placed_at, Pace::Least).taken(route)?;
        let slow = Journey::of(self, placed_at, Pace::Most).taken(route)?;
        Ok(Promise { ship_by: slow.ships, earliest: fast.arrives, latest: slow.arrives, steps: slow.steps })
    }

    fn calendar(&self, code: &CalendarCode) -> Result<&Calendar, Unforeseen> {
        self.calendars.get(code).ok_or(Unforeseen)
    }

    fn timetable(&self, code: &CalendarCode) -> Result<&Timetable, Unforeseen> {
        self.timetables.get(code).and_then(|at| self.rules.timetables.get(*at)).ok_or(Unforeseen)
    }
}

/// Goods on their way.
struct Journey<'a> {
    book: &'a DateBook,
    pace: Pace,
    horizon: Horizon,
    now: Timestamp,
    steps: Vec<PromiseStep>,
}

/// Goods that have arrived.
struct Arrived {
    ships: Date,
    arrives: Date,
    steps: Vec<PromiseStep>,
}

impl<'a> Journey<'a> {
    fn of(book: &'a DateBook, placed_at: Timestamp, pace: Pace) -> Self {
        Self { book, pace, horizon: Horizon::of(placed_at), now: placed_at, steps: Vec::new() }
    }

    fn taken(mut self, route: &DeliveryRoute) -> Result<Arrived, Unforeseen> {
        let ships = self.handle(route)?;
        for (leg, taken) in route.legs.iter().enumerate() {
            self.leg(PromiseStage::Leg { leg }, taken)?;
        }
        let arrives = self.by_days(PromiseStage::Arrival {}, &route.to, 0)?;
        Ok(Arrived { ships, arrives, steps: self.steps })
    }

    /// Makes goods ready; answers the day on which they leave.
    fn handle(&mut self, route: &DeliveryRoute) -> Result<Date, Unforeseen> {
        let minutes = match route.handling {
            Handling::Days(days) => {
                return self.by_days(PromiseStage::Handling {}, &route.from, self.pace.of(days.least, days.most));
            }
            Handling::Minutes(minutes) => minutes,
        };
        let calendar = self.book.calendar(&route.from)?;
        let mut waits = Waits::default();
        let day = calendar.counted(Comes::Order, self.now, &mut waits, self.horizon)?;
        let ready = self.after(self.now.max(calendar.opens(day)?), minutes)?;
        // What is ready while nobody works leaves when work begins again.
        let day = calendar.next(calendar.day_of(ready)?, &mut waits, self.horizon)?;
        let leaves = ready.max(calendar.opens(day)?);
        self.step(PromiseStage::Handling {}, Some(&route.from), leaves, Some(day), waits)?;
        Ok(day)
    }

    fn leg(&mut self, stage: PromiseStage, leg: &DeliveryLeg) -> Result<(), Unforeseen> {
        match leg {
            DeliveryLeg::Days { calendar, least, most } => {
                self.by_days(stage, calendar, self.pace.of(*least, *most)).map(|_| ())
            }
            DeliveryLeg::Minutes(minutes) => {
                self.step(stage, None, self.after(self.now, *minutes)?, None, Waits::default())
            }
            DeliveryLeg::Departure { timetable, minutes } => {
                let table = self.book.timetable(timetable)?;
                let there = plus(self.now, table.closes_minutes)?;
                let missed = table.departures.partition_point(|departure| *departure < there);
                let leaves = *table.departures.get(missed).ok_or(Unforeseen)?;
                let waits = Waits([PromiseWait::Departure { leaves }].into());
                self.step(stage, Some(timetable), self.after(leaves, *minutes)?, None, waits)
            }
        }
    }

    /// Goes on by days of work; answers the day on which that is done.
    fn by_days(&mut self, stage: PromiseStage, code: &CalendarCode, days: u16) -> Result<Date, Unforeseen> {
        let calendar = self.book.calendar(code)?;
        let mut waits = Waits::default();
        let comes = if self.steps.is_empty() { Comes::Order } else { Comes::Goods };
        let first = calendar.counted(comes, self.now, &mut waits, self.horizon)?;
        let day = calendar.later(first, days, &mut waits, self.horizon)?;
        let ends = self.now.max(calendar.done(day)?);
        self.step(stage, Some(code), ends, Some(day), waits)?;
        Ok(day)
    }

    fn after(&self, begins: Timestamp, minutes: TransitMinutes) -> Result<Timestamp, Unforeseen> {
        plus(begins, self.pace.of(minutes.least, minutes.most))
    }

    fn step(
        &mut self,
        stage: PromiseStage,
        calendar: Option<&CalendarCode>,
        ends: Timestamp,
        on: Option<Date>,
        waits: Waits,
    ) -> Result<(), Unforeseen> {
        let begins = core::mem::replace(&mut self.now, self.horizon.seen(ends)?);
        let calendar = calendar.cloned();
        self.steps.push(PromiseStep { stage, calendar, begins, ends, on, waits: waits.0 });
        Ok(())
    }
}

fn plus(begins: Timestamp, minutes: u32) -> Result<Timestamp, Unforeseen> {
    begins.checked_add(SignedDuration::from_mins(minutes.into())).map_err(|_| Unforeseen)
}

#[cfg(test)]
mod tests;
