//! Counters: numbers that many commands change at once, by deltas that commute.
//!
//! A counter row is never read and written back. A commit adds deltas to it and the store checks, inside the commit,
//! that the row keeps its limits. So a SKU that everybody wants never makes two commits conflict, and cannot oversell.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::record::Key;

/// How many numbers a row of counters has room for.
pub const WIDTH: usize = 2;

/// The numbers of one row, in the order of [`CounterKind::columns`].
pub type Counters = [i64; WIDTH];

/// A kind of counter row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CounterKind {
    /// Stock of a SKU at a location.
    Stock,
    /// Something of which there is only so much: uses of a coupon, a promotion's budget, the money on a gift card.
    Allowance,
}

/// A weighted sum of a row's numbers that must be zero or more.
pub type Limit = [i64; WIDTH];

impl CounterKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Stock, Self::Allowance];

    /// The table that holds its rows.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Stock => "stock_levels",
            Self::Allowance => "allowances",
        }
    }

    /// The names of its numbers.
    pub const fn columns(self) -> [&'static str; WIDTH] {
        match self {
            Self::Stock => ["on_hand", "reserved"],
            Self::Allowance => ["granted", "drawn"],
        }
    }

    /// What every commit that touches a row must keep: here, that neither number is negative.
    pub const fn invariants(self) -> &'static [Limit] {
        match self {
            Self::Stock | Self::Allowance => &[[1, 0], [0, 1]],
        }
    }

    /// What a guarded adjustment must keep besides: no more is promised than is on hand, no more is drawn than granted.
    pub const fn guard(self) -> Limit {
        match self {
            Self::Stock | Self::Allowance => [1, -1],
        }
    }

    /// Whether a row may be as it is after an adjustment.
    pub fn allows(self, row: &Counters, guarded: bool) -> bool {
        let keeps = |limit: &Limit| weighted(row, limit).is_some_and(|sum| sum >= 0);
        self.invariants().iter().all(keeps) && (!guarded || keeps(&self.guard()))
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
    /// Whether the guard of its kind is checked. Deltas that only give back need no guard.
    pub guarded: bool,
}

/// Adds deltas to a row; `None` past the ends of `i64`.
pub fn added(row: &Counters, deltas: &Counters) -> Option<Counters> {
    let mut sum = *row;
    for (slot, delta) in sum.iter_mut().zip(deltas) {
        *slot = slot.checked_add(*delta)?;
    }
    Some(sum)
}

/// Brings the adjustments of one commit to one a row, in the order of keys. What cancels out is dropped; a guard is
/// kept only where the sum still uses something up.
pub(crate) fn merged(mut all: Vec<Adjustment>) -> Option<Vec<Adjustment>> {
    all.sort_by(|left, right| left.key.cmp(&right.key));
    let mut overflows = false;
    all.dedup_by(|item, last| {
        if item.key != last.key {
            return false;
        }
        match added(&last.deltas, &item.deltas) {
            Some(sum) => last.deltas = sum,
            None => overflows = true,
        }
        last.guarded |= item.guarded;
        true
    });
    all.retain(|item| item.deltas.iter().any(|delta| *delta != 0));
    for item in &mut all {
        item.guarded &= weighted(&item.deltas, &item.kind.guard())? < 0;
    }
    (!overflows).then_some(all)
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
        Adjustment { key, kind: CounterKind::Stock, deltas: [0, units], guarded: units > 0 }
    }

    #[test]
    fn a_hold_that_an_order_takes_over_touches_no_row() {
        assert_eq!(merged(vec![reserve("a", -3), reserve("b", 1), reserve("a", 3)]).unwrap(), vec![reserve("b", 1)]);
    }

    #[test]
    fn a_guard_is_kept_only_where_something_is_used_up() {
        let back = merged(vec![reserve("a", -3), reserve("a", 1)]).unwrap();
        assert_eq!((back[0].deltas, back[0].guarded), ([0, -2], false));
        let more = merged(vec![reserve("a", -3), reserve("a", 5)]).unwrap();
        assert_eq!((more[0].deltas, more[0].guarded), ([0, 2], true));
    }

    #[test]
    fn stock_may_be_overpromised_by_a_count_but_not_by_a_promise() {
        assert!(CounterKind::Stock.allows(&[1, 2], false));
        assert!(!CounterKind::Stock.allows(&[1, 2], true));
        assert!(!CounterKind::Stock.allows(&[-1, 0], false));
        assert!(!CounterKind::Stock.allows(&[0, -1], false));
    }
}
