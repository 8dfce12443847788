//! Counters: numbers that many commands change at once, by deltas that commute.
//!
//! A counter row is never read and written back. A commit adds deltas to it and the store checks, inside the commit,
//! that the row keeps its limits. So a SKU that everybody wants never makes two commits conflict, and cannot oversell.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::places::Places;
use crate::record::Key;

/// How many numbers a row of counters has room for.
pub const WIDTH: usize = 6;

/// The numbers of one row, in the order of [`CounterKind::columns`]; zeros where its kind has fewer.
pub type Counters = [i64; WIDTH];

/// The numbers of a row that has two.
pub const fn pair([first, second]: [i64; 2]) -> Counters {
    [first, second, 0, 0, 0, 0]
}

/// How many guards a kind of counters has room for.
pub const GUARDS: usize = 2;

/// What each guard of a row, in the order of [`CounterKind::guards`], must at least come to; `None` where it is not asked.
pub type Least = [Option<i64>; GUARDS];

/// Asks for no guard.
pub const UNGUARDED: Least = [None; GUARDS];

/// Asks that no more is used up than is there.
pub const NOT_SHORT: Least = [Some(0), None];

/// A kind of counter row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CounterKind {
    /// Stock of a SKU at a location.
    Stock,
    /// Something of which there is only so much: uses of a coupon, a promotion's budget, the money on a gift card.
    Allowance,
    /// What was taken from an account of a ledger and what came to it, on each layer.
    Balance,
}

/// A weighted sum of a row's numbers, of which there is a least.
pub type Limit = [i64; WIDTH];

impl CounterKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Stock, Self::Allowance, Self::Balance];

    /// The table that holds its rows.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Stock => "stock_levels",
            Self::Allowance => "allowances",
            Self::Balance => "balances",
        }
    }

    /// The names of its numbers.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Stock => &["on_hand", "reserved"],
            Self::Allowance => &["granted", "drawn"],
            Self::Balance => &[
                "debits_encumbered",
                "debits_pending",
                "debits_posted",
                "credits_encumbered",
                "credits_pending",
                "credits_posted",
            ],
        }
    }

    /// What every commit that touches a row must keep at zero or more: here, each of its numbers.
    pub const fn invariants(self) -> &'static [Limit] {
        const EACH: &[Limit] = &[
            [1, 0, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 0],
            [0, 0, 1, 0, 0, 0],
            [0, 0, 0, 1, 0, 0],
            [0, 0, 0, 0, 1, 0],
            [0, 0, 0, 0, 0, 1],
        ];
        EACH.split_at(self.columns().len()).0
    }

    /// What an adjustment may ask to be kept besides. Of stock and allowances: how much is not promised or drawn. Of a
    /// balance: what is there if all that is pending goes and none of it comes; and, with its sign turned, what is there if
    /// all that is pending comes and none of it goes. What is encumbered counts in neither.
    pub const fn guards(self) -> &'static [Limit] {
        match self {
            Self::Stock | Self::Allowance => &[[1, -1, 0, 0, 0, 0]],
            Self::Balance => &[[0, -1, -1, 0, 0, 1], [0, 0, 1, 0, -1, -1]],
        }
    }

    /// Whether a row may be as it is after an adjustment.
    pub fn allows(self, row: &Counters, least: &Least) -> bool {
        let keeps = |limit: &Limit, least: i64| weighted(row, limit).is_some_and(|sum| sum >= least);
        let mut guards = self.guards().iter().zip(least);
        self.invariants().iter().all(|limit| keeps(limit, 0))
            && guards.all(|(limit, least)| least.is_none_or(|least| keeps(limit, least)))
    }
}

/// Deltas to one row of counters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// Which row.
    pub key: Key,
    /// Its kind.
    pub kind: CounterKind,
    /// What is added to each number.
    pub deltas: Counters,
    /// What each guard of its kind must at least come to. Deltas that only give back need no guard.
    pub least: Least,
}

/// Adds deltas to a row; `None` past the ends of `i64`.
pub fn added(row: &Counters, deltas: &Counters) -> Option<Counters> {
    let mut sum = *row;
    for (slot, delta) in sum.iter_mut().zip(deltas) {
        *slot = slot.checked_add(*delta)?;
    }
    Some(sum)
}

/// The adjustments of one commit: one a row.
#[derive(Default)]
pub(crate) struct Adjustments {
    all: Vec<Adjustment>,
    places: Places,
}

impl Adjustments {
    /// Adds one to those of its row; `None` past the ends of `i64`.
    pub(crate) fn add(&mut self, item: Adjustment) -> Option<()> {
        let mark = item.key.mark();
        let is_its = |place: usize| self.all.get(place).is_some_and(|other| other.key == item.key);
        if let Some(sum) = self.places.find(mark, is_its).and_then(|place| self.all.get_mut(place)) {
            sum.deltas = added(&sum.deltas, &item.deltas)?;
            for (least, more) in sum.least.iter_mut().zip(item.least) {
                *least = (*least).max(more);
            }
        } else {
            self.places.reserve(self.all.len().saturating_add(1), self.all.iter().map(|other| other.key.mark()));
            self.places.insert(mark, self.all.len());
            self.all.push(item);
        }
        Some(())
    }

    /// All of them in the order of keys; `None` past the ends of `i64`. What cancels out is dropped; a guard is kept only where
    /// the sum still uses something up.
    pub(crate) fn ordered(self) -> Option<Vec<Adjustment>> {
        let mut all = self.all;
        all.retain(|item| item.deltas.iter().any(|delta| *delta != 0));
        all.sort_unstable_by(|left, right| left.key.cmp(&right.key));
        for item in &mut all {
            for (least, guard) in item.least.iter_mut().zip(item.kind.guards()) {
                if weighted(&item.deltas, guard)? >= 0 {
                    *least = None;
                }
            }
        }
        Some(all)
    }
}

fn weighted(row: &Counters, weights: &Limit) -> Option<i64> {
    row.iter().zip(weights).try_fold(0_i64, |sum, (number, weight)| sum.checked_add(number.checked_mul(*weight)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LocationCode, Sku};
    use alloc::vec;

    fn reserve(sku: &str, units: i64) -> Adjustment {
        let key = Key::Stock(Sku::new(sku).unwrap(), LocationCode::new("here").unwrap());
        let least = if units > 0 { NOT_SHORT } else { UNGUARDED };
        Adjustment { key, kind: CounterKind::Stock, deltas: pair([0, units]), least }
    }

    fn merged(all: Vec<Adjustment>) -> Option<Vec<Adjustment>> {
        let mut sums = Adjustments::default();
        all.into_iter().try_for_each(|item| sums.add(item))?;
        sums.ordered()
    }

    #[test]
    fn a_hold_that_an_order_takes_over_touches_no_row() {
        assert_eq!(merged(vec![reserve("a", -3), reserve("b", 1), reserve("a", 3)]).unwrap(), vec![reserve("b", 1)]);
    }

    #[test]
    fn a_guard_is_kept_only_where_something_is_used_up() {
        let back = merged(vec![reserve("a", -3), reserve("a", 1)]).unwrap();
        assert_eq!((back[0].deltas, back[0].least), (pair([0, -2]), UNGUARDED));
        let more = merged(vec![reserve("a", -3), reserve("a", 5)]).unwrap();
        assert_eq!((more[0].deltas, more[0].least), (pair([0, 2]), NOT_SHORT));
    }

    #[test]
    fn stock_may_be_overpromised_by_a_count_but_not_by_a_promise() {
        assert!(CounterKind::Stock.allows(&pair([1, 2]), &UNGUARDED));
        assert!(!CounterKind::Stock.allows(&pair([1, 2]), &NOT_SHORT));
        assert!(!CounterKind::Stock.allows(&pair([-1, 0]), &UNGUARDED));
        assert!(!CounterKind::Stock.allows(&pair([0, -1]), &UNGUARDED));
    }

    #[test]
    fn a_balance_counts_what_is_pending_against_its_limits_and_not_what_is_encumbered() {
        let row = [900, 20, 30, 900, 15, 100];
        for (floor, holds) in [(50, true), (51, false)] {
            assert_eq!(CounterKind::Balance.allows(&row, &[Some(floor), None]), holds, "100 - 30 - 20");
        }
        for (ceiling, holds) in [(85, true), (84, false)] {
            assert_eq!(CounterKind::Balance.allows(&row, &[None, Some(-ceiling)]), holds, "100 + 15 - 30");
        }
        for place in 0..WIDTH {
            let mut row = [0; WIDTH];
            row[place] = -1;
            assert!(!CounterKind::Balance.allows(&row, &UNGUARDED), "{}", CounterKind::Balance.columns()[place]);
        }
    }
}
