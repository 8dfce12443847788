//! Checks of rules of dates before they are compiled: all problems at once, each with its path.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiff::civil::{Date, Time};

use super::calendar::zone;
use super::rules::{
    DateRules, DeliveryLeg, DeliveryRoute, Handling, HolidayDate, ShippingCalendar, TransitDays, TransitMinutes,
};
use crate::id::CalendarCode;
use crate::limits;
use crate::pricing::RuleProblem;

/// Every day of a leap year has a place in it.
const LEAP_YEAR: i16 = 2024;
/// How many days a leap year has.
const LEAP_DAYS: usize = 366;

struct Report<'a> {
    /// What all paths begin with.
    within: &'a str,
    problems: &'a mut Vec<RuleProblem>,
}

impl Report<'_> {
    fn need(&mut self, holds: bool, path: &str, problem: &str) {
        if !holds {
            self.problems.push(RuleProblem { path: format!("{}{path}", self.within), problem: problem.into() });
        }
    }

    fn few(&mut self, count: usize, path: &str) {
        let most = limits::ENTRIES;
        self.need(count <= most, path, &format!("takes at most {most} entries"));
    }
}

/// Checks a set of rules; paths begin with `within`.
pub(super) fn rules(rules: &DateRules, within: &str, problems: &mut Vec<RuleProblem>) {
    let mut report = Report { within, problems };
    let mut codes = BTreeSet::new();
    report.few(rules.calendars.len(), "calendars");
    for (at, rule) in rules.calendars.iter().enumerate() {
        let path = format!("calendars[{at}]");
        report.need(codes.insert(&rule.code), &format!("{path}.code"), "stands at another calendar already");
        calendar(&mut report, &path, rule);
    }
    report.few(rules.timetables.len(), "timetables");
    for (at, table) in rules.timetables.iter().enumerate() {
        let path = format!("timetables[{at}]");
        let new = codes.insert(&table.code);
        report.need(new, &format!("{path}.code"), "stands at another calendar or timetable already");
        let path = format!("{path}.departures");
        report.few(table.departures.len(), &path);
        report.need(!table.departures.is_empty(), &path, "takes at least one departure");
        let mut pairs = table.departures.iter().zip(table.departures.iter().skip(1));
        report.need(pairs.all(|(one, next)| one < next), &path, "takes departures in order, each once");
    }
    report.few(rules.routes.len(), "routes");
    let calendars: BTreeSet<_> = rules.calendars.iter().map(|calendar| &calendar.code).collect();
    let timetables: BTreeSet<_> = rules.timetables.iter().map(|table| &table.code).collect();
    let mut codes = BTreeSet::new();
    for (at, rule) in rules.routes.iter().enumerate() {
        let path = format!("routes[{at}]");
        report.need(codes.insert(&rule.code), &format!("{path}.code"), "stands at another route already");
        route(&mut report, &path, rule, &calendars, &timetables);
    }
}

fn calendar(report: &mut Report<'_>, path: &str, calendar: &ShippingCalendar) {
    let known = zone(&calendar.time_zone).is_some();
    let right = format!(
        "`{}` is no time zone that is known here: it is `UTC`, or as POSIX says in `TZ`, such as \
         `CET-1CEST,M3.5.0,M10.5.0/3`",
        calendar.time_zone.chars().take(64).collect::<String>()
    );
    report.need(known, &format!("{path}.time_zone"), &right);
    let mut days = BTreeSet::new();
    for (at, open) in calendar.open.iter().enumerate() {
        let path = format!("{path}.open[{at}]");
        let twice = open.days.iter().filter(|day| !days.insert(**day)).count();
        report.need(twice == 0, &format!("{path}.days"), "takes each day of the week once");
        let opens = open.opens.unwrap_or(Time::midnight());
        let first = open.cut_off.is_none_or(|cut_off| opens < cut_off);
        report.need(first, &format!("{path}.cut_off"), "takes a time after the one when it opens, and after midnight");
    }
    report.need(
        !days.is_empty(),
        &format!("{path}.open"),
        "takes at least one day of the week, else nothing is done ever",
    );
    holidays(report, path, calendar);
    report.few(calendar.blackouts.len(), &format!("{path}.blackouts"));
    for (at, blackout) in calendar.blackouts.iter().enumerate() {
        let path = format!("{path}.blackouts[{at}]");
        report.need(!blackout.name.is_empty(), &format!("{path}.name"), "takes a text");
        report.need(blackout.from <= blackout.until, &path, "takes a `from` that is not after `until`");
    }
}

fn holidays(report: &mut Report<'_>, path: &str, calendar: &ShippingCalendar) {
    report.few(calendar.holidays.len(), &format!("{path}.holidays"));
    let mut yearly = BTreeSet::new();
    for (at, holiday) in calendar.holidays.iter().enumerate() {
        let path = format!("{path}.holidays[{at}]");
        report.need(!holiday.name.is_empty(), &format!("{path}.name"), "takes a text");
        if let HolidayDate::Yearly { month, day } = holiday.on {
            let is_day = Date::new(LEAP_YEAR, month, day).is_ok();
            report.need(is_day, &format!("{path}.on.yearly"), "takes a month from 1 to 12 and a day that it has");
            yearly.insert((month, day));
        }
    }
    let some = yearly.len() < LEAP_DAYS;
    report.need(some, &format!("{path}.holidays"), "closes every day of the year: nothing is done ever");
}

fn route(
    report: &mut Report<'_>,
    path: &str,
    route: &DeliveryRoute,
    calendars: &BTreeSet<&CalendarCode>,
    timetables: &BTreeSet<&CalendarCode>,
) {
    let calendar = |report: &mut Report<'_>, path: &str, code: &CalendarCode| {
        report.need(calendars.contains(code), path, &format!("there is no calendar `{code}`"));
    };
    calendar(report, &format!("{path}.from"), &route.from);
    calendar(report, &format!("{path}.to"), &route.to);
    match route.handling {
        Handling::Days(TransitDays { least, most }) => {
            in_order(report, &format!("{path}.handling.days"), least.into(), most.into());
        }
        Handling::Minutes(minutes) => by_clock(report, &format!("{path}.handling.minutes"), minutes),
    }
    report.few(route.legs.len(), &format!("{path}.legs"));
    for (at, leg) in route.legs.iter().enumerate() {
        let path = format!("{path}.legs[{at}]");
        match leg {
            DeliveryLeg::Days { calendar: code, least, most } => {
                calendar(report, &format!("{path}.days.calendar"), code);
                in_order(report, &format!("{path}.days"), (*least).into(), (*most).into());
            }
            DeliveryLeg::Minutes(minutes) => by_clock(report, &format!("{path}.minutes"), *minutes),
            DeliveryLeg::Departure { timetable, minutes } => {
                let path = format!("{path}.departure");
                let known = timetables.contains(timetable);
                report.need(known, &format!("{path}.timetable"), &format!("there is no timetable `{timetable}`"));
                by_clock(report, &format!("{path}.minutes"), *minutes);
            }
        }
    }
}

fn by_clock(report: &mut Report<'_>, path: &str, minutes: TransitMinutes) {
    in_order(report, path, minutes.least, minutes.most);
}

fn in_order(report: &mut Report<'_>, path: &str, least: u32, most: u32) {
    report.need(least <= most, path, "takes a `least` that is not above `most`");
}
