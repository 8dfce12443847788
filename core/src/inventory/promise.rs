//! Available to promise: how many units can still be promised, and by when.
//!
//! Three answers of planning. *Discrete*: what a receipt leaves after the orders until the next one. *Netted*: the same,
//! where an order that a receipt cannot fill takes from the one before. *Cumulative with look-ahead*: how much can be promised
//! in each period without taking from any order of a later one, which is the lowest balance from there on.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::StockOf;

/// How many units come and how many are wanted in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// Units that come.
    pub supply: i64,
    /// Units that are promised.
    pub demand: i64,
}

/// How many units can be promised by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promised {
    /// From this instant on; from now on when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// How many smallest units, all together, those that can be promised before among them.
    pub quantity: i64,
}

/// What each receipt leaves after the orders until the next one: for the first period, and each that has a supply.
/// Below zero, the orders until the next receipt are more than it.
pub fn discrete(initial: i64, periods: &[Period]) -> Vec<Option<i64>> {
    let mut answers: Vec<Option<i64>> = Vec::with_capacity(periods.len());
    let mut current = 0_usize;
    for (at, period) in periods.iter().enumerate() {
        let begins = at == 0 || period.supply != 0;
        if begins {
            current = at;
        }
        let start = if at == 0 { initial.saturating_add(period.supply) } else { period.supply };
        answers.push(begins.then_some(start));
        if let Some(Some(left)) = answers.get_mut(current) {
            *left = left.saturating_sub(period.demand);
        }
    }
    answers
}

/// As [`discrete`], where what a receipt lacks is taken from those before it, the latest first. What even they lack stays
/// below zero at the first.
pub fn netted(initial: i64, periods: &[Period]) -> Vec<Option<i64>> {
    let mut answers = discrete(initial, periods);
    let mut lack = 0_i64;
    let mut first = None;
    for answer in answers.iter_mut().rev() {
        let Some(left) = answer else { continue };
        let after = left.saturating_sub(lack);
        lack = after.saturating_neg().max(0);
        *left = after.max(0);
        first = Some(left);
    }
    if let Some(first) = first {
        *first = first.saturating_sub(lack);
    }
    answers
}

/// How many can be promised in each period without taking from a later order: the lowest balance from there on.
pub fn cumulative(initial: i64, periods: &[Period]) -> Vec<i64> {
    let balance = periods.iter().scan(initial, |balance, period| {
        *balance = balance.saturating_add(period.supply).saturating_sub(period.demand);
        Some(*balance)
    });
    let mut answers: Vec<i64> = balance.collect();
    let mut lowest = i64::MAX;
    for answer in answers.iter_mut().rev() {
        lowest = lowest.min(*answer);
        *answer = lowest;
    }
    answers
}

/// How many can be promised now and after each receipt that is announced, of what is made of these parts; what is overdue
/// is expected now. Receipts only add, so what can be promised never gets less. Empty where no part is counted.
pub(crate) fn over_time(now: Timestamp, parts: &[StockOf]) -> Vec<Promised> {
    let counted = || parts.iter().filter(|part| !part.stock.untracked);
    if counted().next().is_none() {
        return Vec::new();
    }
    let instants = counted().flat_map(|part| &part.announced).map(|(at, _)| *at).filter(|at| *at > now);
    let instants: BTreeSet<Timestamp> = instants.collect();
    let mut promises: Vec<Promised> = Vec::new();
    for at in core::iter::once(None).chain(instants.into_iter().map(Some)) {
        let quantity = counted().map(|part| part.by(at.unwrap_or(now))).min().unwrap_or_default().max(0);
        if promises.last().is_none_or(|last| last.quantity != quantity) {
            promises.push(Promised { at, quantity });
        }
    }
    promises
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Stock;
    use proptest::prelude::*;

    /// Eight weeks, with a receipt of 40 in every second.
    fn weeks() -> Vec<Period> {
        let demand = [18, 15, 27, 22, 10, 8, 6, 5];
        (0..).zip(demand).map(|(at, demand)| Period { supply: if at % 2 == 0 { 40 } else { 0 }, demand }).collect()
    }

    #[test]
    fn each_receipt_serves_the_orders_until_the_next() {
        let of = |list: Vec<Option<i64>>| list.into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(of(discrete(15, &weeks())), [22, -9, 22, 29]);
        assert_eq!(of(netted(15, &weeks())), [13, 0, 22, 29]);
        assert_eq!(of(netted(0, &weeks())), [-2, 0, 22, 29]);
        assert_eq!(discrete(3, &[]), []);
    }

    #[test]
    fn what_is_promised_now_takes_from_no_later_order() {
        assert_eq!(cumulative(15, &weeks()), [13, 13, 13, 13, 35, 35, 64, 64]);
    }

    fn at(day: &str) -> Timestamp {
        alloc::format!("2026-11-{day}T00:00:00Z").parse().unwrap()
    }

    fn part(each: i64, on_hand: i64, owed: i64, announced: &[(&str, i64)]) -> StockOf {
        let stock = Stock { on_hand, ..Stock::default() };
        let announced = announced.iter().map(|(day, units)| (at(day), *units)).collect();
        StockOf { sku: "novel".parse().unwrap(), each, stock, owed, announced }
    }

    fn told(parts: &[StockOf]) -> Vec<(Option<Timestamp>, i64)> {
        over_time(at("21"), parts).iter().map(|promise| (promise.at, promise.quantity)).collect()
    }

    #[test]
    fn what_is_overdue_is_expected_now_and_one_instant_is_answered_once() {
        let novel = part(1, 0, 4, &[("25", 2), ("20", 3), ("25", 4), ("28", 1)]);
        assert_eq!(told(&[novel]), [(None, 0), (Some(at("25")), 5), (Some(at("28")), 6)]);
    }

    #[test]
    fn of_a_kit_as_many_can_be_promised_as_its_scarcest_part_allows_at_each_time() {
        let parts = [part(2, 1, 0, &[("25", 9)]), part(1, 3, 0, &[("28", 1)])];
        assert_eq!(told(&parts), [(None, 0), (Some(at("25")), 3), (Some(at("28")), 4)]);
        assert_eq!(told(&[]), []);
    }

    proptest! {
        #[test]
        fn what_a_period_promises_leaves_every_later_balance_at_zero_or_more(
            initial in 0_i64..50,
            weeks in proptest::collection::vec((0_i64..50, 0_i64..50), 1..10),
            at in 0_usize..10,
        ) {
            let mut periods: Vec<Period> =
                weeks.into_iter().map(|(supply, demand)| Period { supply, demand }).collect();
            let at = at % periods.len();
            let promise = cumulative(initial, &periods)[at];
            periods[at].demand += promise;
            prop_assert_eq!(cumulative(initial, &periods)[at], 0);
        }
    }
}
