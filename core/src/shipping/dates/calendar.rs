//! A calendar, compiled: which day counts for an instant, and which days of work follow.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::answer::{ClosedWhy, PromiseWait};
use super::horizon::{Horizon, Unforeseen};
use super::rules::{Blackout, HolidayDate, ShippingCalendar, UTC};
use crate::id::CalendarCode;
use crate::pricing::Weekday;

/// When work that goes by days is done on a day without a cut-off.
const NOON: Time = Time::constant(12, 0, 0, 0);

/// A day of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    opens: Time,
    cut_off: Option<Time>,
}

/// What comes to a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    /// An order: it must come before the cut-off.
    Order,
    /// Goods that are given on: they must come by the cut-off.
    Goods,
}

/// A calendar that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) code: CalendarCode,
    zone: TimeZone,
    week: BTreeMap<Weekday, Open>,
    dated: BTreeMap<Date, Arc<str>>,
    yearly: BTreeMap<(i8, i8), Arc<str>>,
    blackouts: Vec<Blackout>,
}

impl Calendar {
    /// Compiles a calendar that has been checked.
    pub(super) fn new(rules: &ShippingCalendar) -> Self {
        let mut calendar = Self {
            code: rules.code.clone(),
            zone: zone(&rules.time_zone).unwrap_or(TimeZone::UTC),
            week: BTreeMap::new(),
            dated: BTreeMap::new(),
            yearly: BTreeMap::new(),
            blackouts: rules.blackouts.clone(),
        };
        for row in &rules.open {
            let open = Open { opens: row.opens.unwrap_or(Time::midnight()), cut_off: row.cut_off };
            calendar.week.extend(row.days.iter().map(|day| (*day, open)));
        }
        for holiday in &rules.holidays {
            let name = holiday.name.clone();
            match holiday.on {
                HolidayDate::Date(date) => calendar.dated.insert(date, name),
                HolidayDate::Yearly { month, day } => calendar.yearly.insert((month, day), name),
            };
        }
        calendar
    }

    /// The first day of work on which what comes at an instant counts.
    pub(super) fn counted(
        &self,
        comes: Comes,
        at: Timestamp,
        waits: &mut Waits,
        horizon: Horizon,
    ) -> Result<Date, Unforeseen> {
        let today = self.day_of(at)?;
        let cut_off = self.open(today).and_then(|open| open.cut_off).filter(|_| self.shut(today).is_none());
        let ends = cut_off.map(|cut_off| self.instant(today, cut_off)).transpose()?;
        let late = ends.is_some_and(|ends| match comes {
            Comes::Order => at >= ends,
            Comes::Goods => at > ends,
        });
        if let Some(cut_off) = cut_off.filter(|_| late) {
            waits.0.push(PromiseWait::CutOff { on: today, cut_off });
        }
        self.next(if late { horizon.after(today)? } else { today }, waits, horizon)
    }

    /// The day of work so many after another.
    pub(super) fn later(&self, day: Date, days: u16, waits: &mut Waits, horizon: Horizon) -> Result<Date, Unforeseen> {
        (0..days).try_fold(day, |day, _| self.next(horizon.after(day)?, waits, horizon))
    }

    /// The first day of work from a day on.
    pub(super) fn next(&self, from: Date, waits: &mut Waits, horizon: Horizon) -> Result<Date, Unforeseen> {
        let mut day = from;
        while let Some(why) = self.shut(day) {
            waits.shut(day, why);
            day = horizon.after(day)?;
        }
        Ok(day)
    }

    /// When work of a day begins that goes by the clock.
    pub(super) fn opens(&self, day: Date) -> Result<Timestamp, Unforeseen> {
        self.instant(day, self.open(day).map_or(Time::midnight(), |open| open.opens))
    }

    /// When work of a day is done that goes by days.
    pub(super) fn done(&self, day: Date) -> Result<Timestamp, Unforeseen> {
        let by = self.open(day).map_or(NOON, |open| open.cut_off.unwrap_or(open.opens.max(NOON)));
        self.instant(day, by)
    }

    /// The day that it is at an instant. A day begins when the clock first shows it, and never again after the next one has begun.
    pub(super) fn day_of(&self, at: Timestamp) -> Result<Date, Unforeseen> {
        let mut day = self.zone.to_datetime(at).date();
        while let Ok(next) = day.tomorrow() {
            if self.instant(next, Time::midnight())? > at {
                break;
            }
            day = next;
        }
        Ok(day)
    }

    /// When the clock first shows a time or a later one.
    fn instant(&self, day: Date, time: Time) -> Result<Timestamp, Unforeseen> {
        let shown = self.zone.to_ambiguous_timestamp(day.to_datetime(time));
        let skipped = matches!(shown.offset(), AmbiguousOffset::Gap { .. });
        let first = shown.earlier().map_err(|_| Unforeseen)?;
        let gap = if skipped { self.zone.following(first).next() } else { None };
        Ok(gap.map_or(first, |gap| gap.timestamp()))
    }

    fn open(&self, day: Date) -> Option<Open> {
        self.week.get(&Weekday::of(day.weekday())).copied()
    }

    /// Why there is no work on a day, if there is none.
    fn shut(&self, day: Date) -> Option<ClosedWhy> {
        if let Some(blackout) = self.blackouts.iter().find(|blackout| (blackout.from..=blackout.until).contains(&day)) {
            return Some(ClosedWhy::Blackout { name: blackout.name.clone() });
        }
        let holiday = self.dated.get(&day).or_else(|| self.yearly.get(&(day.month(), day.day())));
        if let Some(name) = holiday {
            return Some(ClosedWhy::Holiday { name: name.clone() });
        }
        self.open(day).is_none().then_some(ClosedWhy::Weekday {})
    }
}

/// What was waited for in a step.
#[derive(Debug, Default)]
pub(super) struct Waits(pub(super) Vec<PromiseWait>);

impl Waits {
    /// Another day that is closed; it goes on from the last one where the reason is the same.
    fn shut(&mut self, day: Date, why: ClosedWhy) {
        if let Some(PromiseWait::Closed { until, why: before, .. }) = self.0.last_mut()
            && *before == why
            && until.tomorrow().is_ok_and(|next| next == day)
        {
            *until = day;
        } else {
            self.0.push(PromiseWait::Closed { from: day, until: day, why });
        }
    }
}

/// Reads a time zone: `UTC`, or as POSIX says in `TZ`.
pub(super) fn zone(text: &str) -> Option<TimeZone> {
    if text == UTC { Some(TimeZone::UTC) } else { TimeZone::posix(text).ok() }
}
