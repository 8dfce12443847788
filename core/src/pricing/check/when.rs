//! Checks of conditions.

use alloc::format;
use alloc::string::String;

use super::Report;
use super::action::{bounds, goods};
use crate::id::PromotionCode;
use crate::limits;
use crate::pricing::condition::{ClockTest, Condition};
use crate::pricing::goods::Count;
use crate::pricing::kernel::{Phase, first_rank};

/// Checks the condition of the promotion at a place.
pub(super) fn check(report: &mut Report<'_>, path: &str, place: usize, condition: &Condition) {
    if condition.depth(limits::CONDITION_DEPTH) > limits::CONDITION_DEPTH {
        report.add(path, format!("is more than {} deep", limits::CONDITION_DEPTH));
        return;
    }
    walk(report, path, place, condition);
}

fn walk(report: &mut Report<'_>, path: &str, place: usize, condition: &Condition) {
    let here = |name: &str| -> String { format!("{path}.{name}") };
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            let name = if matches!(condition, Condition::All(_)) { "all" } else { "any" };
            report.need(
                list.len() <= limits::ENTRIES,
                &here(name),
                &format!("takes at most {} entries", limits::ENTRIES),
            );
            for (number, inner) in list.iter().enumerate() {
                walk(report, &format!("{path}.{name}[{number}]"), place, inner);
            }
        }
        Condition::Not(inner) => walk(report, &here("not"), place, inner),
        Condition::Total(test) => {
            goods(report, &here("total.of"), &test.of);
            report.entries(&here("total.within"), &test.within);
            for (number, range) in test.within.iter().enumerate() {
                bounds(report, &format!("{path}.total.within[{number}]"), range);
            }
            let currency =
                |at: usize| test.within.get(at).and_then(|range| range.amounts().next()).map(|it| it.currency());
            for number in 1..test.within.len() {
                let again = (0..number).any(|earlier| currency(earlier) == currency(number));
                report.need(!again, &format!("{path}.total.within[{number}]"), "is a second range of one currency");
            }
        }
        Condition::Quantity(test) => {
            goods(report, &here("quantity.of"), &test.of);
            count(report, &here("quantity.within"), &test.within);
        }
        Condition::Weight(test) => {
            goods(report, &here("weight.of"), &test.of);
            count(report, &here("weight.within"), &test.within);
        }
        Condition::Channel(list) => report.entries(&here("channel"), list),
        Condition::Country(list) => report.entries(&here("country"), list),
        Condition::Region(list) => report.entries(&here("region"), list),
        Condition::Group(list) => report.entries(&here("group"), list),
        Condition::Coupon(list) => report.entries(&here("coupon"), list),
        Condition::Attribute { name, values } => {
            report.text(&here("attribute.name"), name);
            report.entries(&here("attribute.values"), values);
        }
        Condition::OrderNumber(test) => count(report, &here("order_number"), test),
        Condition::Clock(test) => clock(report, &here("clock"), test),
        Condition::Arm { experiment, arm } => {
            let found = report.rules.experiments.iter().find(|known| known.code == *experiment);
            match found.map(|known| known.arms.iter().any(|known| known.code == *arm)) {
                None => report.add(here("arm.experiment"), format!("there is no experiment `{experiment}`")),
                Some(false) => report.add(here("arm.arm"), format!("experiment `{experiment}` has no arm `{arm}`")),
                Some(true) => {}
            }
        }
        Condition::Applied(code) => applied(report, &here("applied"), place, code),
    }
}

/// Checks that another promotion exists and has its turn before.
fn applied(report: &mut Report<'_>, path: &str, place: usize, code: &PromotionCode) {
    let rank = |place: usize| {
        report.rules.promotions.get(place).and_then(|promotion| first_rank(promotion, place, &report.rules.policy))
    };
    match report.places.get(code).copied() {
        None => report.add(path, format!("there is no promotion `{code}`")),
        Some(other) if other == place => report.add(path, "refers to the promotion itself"),
        Some(other) if rank(other).is_some_and(|rank| rank.0 == Phase::Catalog) => {
            report.add(path, format!("`{code}` sets prices: ask for goods that are `reduced` instead"));
        }
        Some(other) if rank(other) >= rank(place) => {
            let text = format!("`{code}` has its turn later: give it a higher priority or an earlier lane or phase");
            report.add(path, text);
        }
        Some(_) => {}
    }
}

fn clock(report: &mut Report<'_>, path: &str, test: &ClockTest) {
    let takes = "takes a POSIX time zone such as `CET-1CEST,M3.5.0,M10.5.0/3`";
    report.need(test.time_zone().is_some(), &format!("{path}.zone"), takes);
    for (name, minute) in [("from_minute", test.from_minute), ("until_minute", test.until_minute)] {
        let fits = minute.is_none_or(|minute| minute <= 24 * 60);
        report.need(fits, &format!("{path}.{name}"), "takes a minute of the day, 0 to 1440");
    }
    let empty = test.days.is_empty() && test.from_minute.is_none() && test.until_minute.is_none();
    report.need(!empty, path, "takes days, hours or both");
    let never = test.from_minute.is_some() && test.from_minute == test.until_minute;
    report.need(!never, path, "takes hours that last");
}

fn count(report: &mut Report<'_>, path: &str, count: &Count) {
    let Count { at_least, at_most } = *count;
    report.need(at_least.is_some() || at_most.is_some(), path, "takes at least one bound");
    let positive = at_least.unwrap_or(0) >= 0 && at_most.unwrap_or(0) >= 0;
    report.need(positive, path, "takes numbers of 0 or more");
    let holds = at_least.zip(at_most).is_none_or(|(least, most)| least <= most);
    report.need(holds, path, "holds no number: its lower bound is above its upper one");
}

/// Whether a condition asks for the basket or for other promotions, rather than for the context alone.
pub(super) fn asks_basket(condition: &Condition) -> bool {
    let tests = matches!(
        condition,
        Condition::Total(_) | Condition::Quantity(_) | Condition::Weight(_) | Condition::Applied(_)
    );
    tests || condition.inner().iter().any(asks_basket)
}
