//! Lots and serials: units that are told apart, and in which order they leave. A serial is a lot of one unit.

use alloc::vec::Vec;
use core::cmp::Ordering;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::id::{LocationCode, LotCode, Sku};
use crate::money::Money;
use crate::quantity::Quantity;

/// How units of a variant are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    /// By the lot that they were made in.
    Lots,
    /// Each by its own number.
    Serials,
}

/// A quantity of a lot, or one serial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotLine {
    /// The lot, or the serial.
    pub lot: LotCode,
    /// How many smallest units; one of a serial.
    pub quantity: Quantity,
    /// From when on it is no longer good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

/// By how much the units of a lot at a location changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedLot {
    /// The lot, or the serial.
    pub lot: LotCode,
    /// How many smallest units: above zero they came, below zero they left.
    pub quantity: i64,
    /// From when on it is no longer good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

/// A lot as it lies on a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// The lot, or the serial.
    pub lot: LotCode,
    /// How many smallest units of it are there.
    pub quantity: Quantity,
    /// When the first of them came.
    pub received_at: Timestamp,
    /// From when on it is no longer good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What one whole unit cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Money>,
}

/// Units of a lot that left, with goods of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picked {
    /// What.
    pub sku: Sku,
    /// From where.
    pub location: LocationCode,
    /// The lot, or the serial.
    pub lot: LotCode,
    /// How many smallest units.
    pub quantity: Quantity,
}

/// In which order lots leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotOrder {
    /// First expired, first out; lots that never expire come last.
    #[default]
    Fefo,
    /// Last expired, first out; lots that never expire come first.
    Lefo,
    /// First received, first out.
    Fifo,
    /// Last received, first out.
    Lifo,
    /// The cheapest first; what a lot cost that nobody said comes last.
    LowestCost,
    /// The dearest first; what a lot cost that nobody said comes last.
    HighestCost,
}

impl LotOrder {
    /// Which of two lots leaves first; of equal ones the one that came first, then the one whose code is lower.
    fn compare(self, left: &Lot, right: &Lot) -> Ordering {
        let expiry = |lot: &Lot| lot.expires_at.unwrap_or(Timestamp::MAX);
        let first = match self {
            Self::Fefo => expiry(left).cmp(&expiry(right)),
            Self::Lefo => expiry(right).cmp(&expiry(left)),
            Self::Fifo => left.received_at.cmp(&right.received_at),
            Self::Lifo => right.received_at.cmp(&left.received_at),
            Self::LowestCost => by_cost(left, right, i64::cmp),
            Self::HighestCost => by_cost(left, right, |left, right| right.cmp(left)),
        };
        first.then_with(|| left.received_at.cmp(&right.received_at)).then_with(|| left.lot.cmp(&right.lot))
    }
}

fn by_cost(left: &Lot, right: &Lot, compare: fn(&i64, &i64) -> Ordering) -> Ordering {
    match (left.unit_cost, right.unit_cost) {
        (Some(left), Some(right)) => compare(&left.minor(), &right.minor()),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}

/// What lots must be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// When the goods arrive where they go.
    pub at: Timestamp,
    /// How long they must be good from then on.
    pub least: SignedDuration,
}

impl Freshness {
    /// Whether a lot is good for long enough.
    fn allows(&self, lot: &Lot) -> bool {
        lot.expires_at.is_none_or(|end| end.duration_since(self.at) >= self.least)
    }
}

/// Takes units from lots, one lot after the other in an order, split across as many as it takes; lots that are not fresh
/// enough are left alone. The second number is how many units could not be taken.
pub fn take(lots: &[Lot], wanted: i64, order: LotOrder, fresh: Option<Freshness>) -> (Vec<(LotCode, Quantity)>, i64) {
    let mut all: Vec<&Lot> = lots.iter().filter(|lot| fresh.is_none_or(|fresh| fresh.allows(lot))).collect();
    all.sort_by(|left, right| order.compare(left, right));
    let (mut taken, mut open) = (Vec::new(), wanted);
    for lot in all {
        let Ok(units) = Quantity::new(lot.quantity.units().min(open)) else { break };
        taken.push((lot.lot.clone(), units));
        open = open.saturating_sub(units.units());
    }
    (taken, open.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use proptest::prelude::*;
    use std::string::ToString;

    fn lot(code: &str, units: i64, received: &str, expires: &str, cost: Option<i64>) -> Lot {
        let instant = |day: &str| format!("{day}T00:00:00Z").parse().unwrap();
        Lot {
            lot: code.parse().unwrap(),
            quantity: units.try_into().unwrap(),
            received_at: instant(received),
            expires_at: (!expires.is_empty()).then(|| instant(expires)),
            unit_cost: cost.map(|minor| Money::from_minor(minor, "EUR".parse().unwrap())),
        }
    }

    fn three() -> [Lot; 3] {
        [
            lot("A", 5, "2026-01-10", "2026-12-01", Some(3)),
            lot("B", 5, "2026-02-10", "2026-11-30", Some(1)),
            lot("C", 5, "2026-03-10", "", None),
        ]
    }

    fn taken(lots: &[Lot], wanted: i64, order: LotOrder, fresh: Option<Freshness>) -> (String, i64) {
        let (taken, open) = take(lots, wanted, order, fresh);
        (taken.iter().map(|(lot, units)| format!("{lot}{units}")).collect::<Vec<_>>().join(" "), open)
    }

    #[test]
    fn lots_leave_in_six_orders_split_across_as_many_as_it_takes() {
        let first = |order| taken(&three(), 7, order, None).0;
        assert_eq!(first(LotOrder::Fefo), "B5 A2");
        assert_eq!(first(LotOrder::Lefo), "C5 A2");
        assert_eq!(first(LotOrder::Fifo), "A5 B2");
        assert_eq!(first(LotOrder::Lifo), "C5 B2");
        assert_eq!(first(LotOrder::LowestCost), "B5 A2");
        assert_eq!(first(LotOrder::HighestCost), "A5 B2");
    }

    #[test]
    fn a_lot_that_is_too_old_when_it_arrives_stays() {
        let arrives = |day: &str, days: i64| {
            Some(Freshness {
                at: format!("{day}T00:00:00Z").parse().unwrap(),
                least: SignedDuration::from_hours(24 * days),
            })
        };
        assert_eq!(taken(&three(), 7, LotOrder::Fefo, arrives("2026-11-21", 10)), ("A5 C2".to_string(), 0));
        assert_eq!(taken(&three(), 12, LotOrder::Fefo, arrives("2026-12-02", 0)), ("C5".to_string(), 7));
    }

    proptest! {
        #[test]
        fn no_unit_is_taken_twice_and_none_that_is_not_there(
            units in proptest::collection::vec(1_i64..9, 0..6), wanted in 0_i64..60,
        ) {
            let lots: Vec<Lot> = units.iter().enumerate()
                .map(|(at, units)| lot(&format!("L{at}"), *units, "2026-01-01", "", None)).collect();
            let (taken, open) = take(&lots, wanted, LotOrder::Fefo, None);
            let sum: i64 = taken.iter().map(|(_, units)| units.units()).sum();
            prop_assert_eq!(sum + open, wanted);
            prop_assert_eq!(sum, wanted.min(units.iter().sum()));
            for (code, part) in &taken {
                let there = lots.iter().find(|lot| lot.lot == *code).unwrap();
                prop_assert!(part.units() <= there.quantity.units());
            }
        }
    }
}
