//! What units cost that leave: from the lots that they are taken of.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::lot::{Lot, LotOrder, take};
use crate::id::LotCode;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// How it is decided which lots units are taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Costing {
    /// By whoever takes them: where several lots fit, and not all of all of them is taken, it is refused.
    Strict {},
    /// In an order.
    InOrder(LotOrder),
}

/// Units that leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// How many smallest units.
    pub quantity: Quantity,
    /// Only of lots of which a unit cost so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Money>,
}

/// Units of a lot that leave, with what one of them cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostedUnits {
    /// The lot.
    pub lot: LotCode,
    /// How many smallest units.
    pub quantity: Quantity,
    /// What one cost.
    pub unit_cost: Money,
}

/// What withdrawals come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostOfGoods {
    /// The units that leave, in the order in which they are taken.
    pub taken: Vec<CostedUnits>,
    /// The lots of which something is left, in the order in which they stood.
    pub left: Vec<Lot>,
    /// What the units that leave cost.
    pub cost: Money,
}

/// Works out what units cost that leave together, of goods whose smallest unit is a whole one. Each withdrawal sees what those
/// before it left: they compete for the same lots. All of them, or none.
///
/// # Errors
///
/// `lots.short` where fewer units are there; what is not there has no cost, so nothing falls below zero. `lots.ambiguous` where
/// [`Costing::Strict`] would have to choose. `lots.unmatched` where no lot cost what is asked for. `lots.invalid` for a lot that
/// stands there twice, and for one of which nobody said what it cost. `currency.mismatch`, and `money.overflow`.
///
/// ```
/// use fondaco::inventory::{Costing, Lot, LotOrder, Withdrawal, cost_of_goods};
/// use fondaco::money::{Currency, Money};
/// use fondaco::{Quantity, Timestamp};
///
/// let eur = Currency::iso("EUR")?;
/// let lot = |code: &str, units, received: &str, cost: &str| {
///     let received_at: Timestamp = received.parse().unwrap();
///     let (quantity, unit_cost) = (Quantity::new(units)?, Some(Money::parse(cost, eur)?));
///     Ok::<_, fondaco::Refusal>(Lot { lot: code.parse()?, quantity, received_at, expires_at: None, unit_cost })
/// };
/// let lots = [lot("A", 5, "2026-10-02T00:00:00Z", "11.11")?, lot("B", 4, "2026-10-01T00:00:00Z", "10.00")?];
/// let seven = [Withdrawal { quantity: Quantity::new(7)?, unit_cost: None }];
/// let sold = cost_of_goods(&lots, &seven, Costing::InOrder(LotOrder::Fifo), eur)?;
/// assert_eq!(sold.cost, Money::parse("73.33", eur)?);
/// assert_eq!(sold.left[0].quantity.units(), 2);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
///
/// Source of the rules: the booking methods of beancount.
pub fn cost_of_goods(
    lots: &[Lot],
    withdrawals: &[Withdrawal],
    costing: Costing,
    currency: Currency,
) -> Result<CostOfGoods, Refusal> {
    let mut codes = BTreeSet::new();
    if let Some(lot) = lots.iter().find(|lot| !codes.insert(&lot.lot)) {
        let reason = format!("lot `{}` stands there twice: each has its own code", lot.lot);
        return Err(Refusal::new(Code::LotsInvalid, reason).with("lot", lot.lot.as_str()));
    }
    let mut all = CostOfGoods { taken: Vec::new(), left: lots.to_vec(), cost: Money::zero(currency) };
    for withdrawal in withdrawals {
        all.withdraw(withdrawal, costing)?;
    }
    Ok(all)
}

impl CostOfGoods {
    fn withdraw(&mut self, withdrawal: &Withdrawal, costing: Costing) -> Result<(), Refusal> {
        let Withdrawal { quantity, unit_cost } = *withdrawal;
        let fits = |lot: &&Lot| unit_cost.is_none() || lot.unit_cost == unit_cost;
        let fitting: Vec<Lot> = self.left.iter().filter(fits).cloned().collect();
        if let (true, Some(cost)) = (fitting.is_empty(), unit_cost) {
            let reason = format!("no lot has units that cost {cost}");
            return Err(Refusal::new(Code::LotsUnmatched, reason).with("unit_cost", format!("{cost}")));
        }
        let there = fitting.iter().fold(0_i64, |sum, lot| sum.saturating_add(lot.quantity.units()));
        let order = match costing {
            Costing::InOrder(order) => order,
            Costing::Strict {} if fitting.len() > 1 && there != quantity.units() => {
                let reason =
                    format!("{quantity} units could be of {} lots: say which, by what they cost", fitting.len());
                return Err(Refusal::new(Code::LotsAmbiguous, reason).with("lots", fitting.len()));
            }
            Costing::Strict {} => LotOrder::Fifo,
        };
        let (taken, open) = take(&fitting, quantity.units(), order, None);
        if open > 0 {
            let reason = format!("{quantity} units are wanted and {there} are there");
            return Err(Refusal::new(Code::LotsShort, reason)
                .with("wanted", quantity.units())
                .with("available", there));
        }
        for (code, quantity) in taken {
            self.take_from(&code, quantity)?;
        }
        Ok(())
    }

    /// Takes units of a lot of which so many are left.
    fn take_from(&mut self, code: &LotCode, quantity: Quantity) -> Result<(), Refusal> {
        let Some(lot) = self.left.iter_mut().find(|lot| lot.lot == *code) else { return Ok(()) };
        let Some(unit_cost) = lot.unit_cost else {
            let reason = format!("nobody said what lot `{code}` cost");
            return Err(Refusal::new(Code::LotsInvalid, reason).with("lot", code.as_str()));
        };
        self.cost = self.cost.plus(unit_cost.times(quantity.units())?)?;
        self.taken.push(CostedUnits { lot: code.clone(), quantity, unit_cost });
        match Quantity::new(lot.quantity.units().saturating_sub(quantity.units())) {
            Ok(rest) => lot.quantity = rest,
            Err(_) => self.left.retain(|lot| lot.lot != *code),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{format, vec};

    use proptest::collection;
    use proptest::prelude::*;

    use super::*;

    fn eur() -> Currency {
        Currency::iso("EUR").unwrap()
    }

    fn lot(code: &str, units: i64, day: i64, cost: Option<i64>) -> Lot {
        Lot {
            lot: code.parse().unwrap(),
            quantity: units.try_into().unwrap(),
            received_at: jiff::Timestamp::from_second(day * 86_400).unwrap(),
            expires_at: None,
            unit_cost: cost.map(|minor| Money::from_minor(minor, eur())),
        }
    }

    fn out(units: i64, cost: Option<i64>) -> Withdrawal {
        Withdrawal { quantity: units.try_into().unwrap(), unit_cost: cost.map(|minor| Money::from_minor(minor, eur())) }
    }

    #[test]
    fn what_cannot_be_decided_is_refused() {
        let two = [lot("A", 5, 1, Some(100)), lot("B", 5, 1, Some(101))];
        let code = |withdrawals: &[Withdrawal]| {
            cost_of_goods(&two, withdrawals, Costing::Strict {}, eur()).unwrap_err().code()
        };
        assert_eq!(code(&[out(2, None)]), Code::LotsAmbiguous);
        assert_eq!(code(&[out(2, Some(102))]), Code::LotsUnmatched);
        assert_eq!(code(&[out(6, Some(100))]), Code::LotsShort);
        assert_eq!(code(&[out(4, Some(100)), out(4, Some(100))]), Code::LotsShort, "they compete");
        let all = cost_of_goods(&two, &[out(10, None)], Costing::Strict {}, eur()).unwrap();
        assert_eq!((all.cost.minor(), all.left.len()), (1_005, 0), "all of all of them is no choice");
        let unknown = [lot("A", 5, 1, None)];
        let refusal = cost_of_goods(&unknown, &[out(1, None)], Costing::InOrder(LotOrder::Fifo), eur()).unwrap_err();
        assert_eq!(refusal.code(), Code::LotsInvalid);
        let twice = [lot("A", 5, 1, Some(100)), lot("A", 4, 2, Some(900))];
        let refusal = cost_of_goods(&twice, &[out(4, None)], Costing::InOrder(LotOrder::Lifo), eur()).unwrap_err();
        assert_eq!(refusal.code(), Code::LotsInvalid, "its units would leave at the cost of the other");
    }

    proptest! {
        /// What is taken and what is left are together what was there, and so is what they cost.
        #[test]
        fn units_and_what_they_cost_are_conserved(
            lots in collection::vec((1_i64..20, 0_i64..9, 0_i64..500), 1..6),
            withdrawals in collection::vec(1_i64..30, 0..4),
            order in prop::sample::select(vec![LotOrder::Fifo, LotOrder::Lifo, LotOrder::LowestCost, LotOrder::HighestCost]),
        ) {
            let lots: Vec<Lot> = (0..).zip(lots).map(|(at, (units, day, cost))| lot(&format!("L{at}"), units, day, Some(cost))).collect();
            let withdrawals: Vec<Withdrawal> = withdrawals.into_iter().map(|units| out(units, None)).collect();
            let wanted: i64 = withdrawals.iter().map(|withdrawal| withdrawal.quantity.units()).sum();
            let worth = |lots: &[Lot]| lots.iter().map(|lot| lot.quantity.units() * lot.unit_cost.unwrap().minor()).sum::<i64>();
            let units = |lots: &[Lot]| lots.iter().map(|lot| lot.quantity.units()).sum::<i64>();
            match cost_of_goods(&lots, &withdrawals, Costing::InOrder(order), eur()) {
                Ok(all) => {
                    prop_assert_eq!(all.taken.iter().map(|taken| taken.quantity.units()).sum::<i64>(), wanted);
                    prop_assert_eq!(units(&all.left) + wanted, units(&lots));
                    prop_assert_eq!(worth(&all.left) + all.cost.minor(), worth(&lots));
                }
                Err(refusal) => {
                    prop_assert_eq!(refusal.code(), Code::LotsShort);
                    prop_assert!(wanted > units(&lots));
                }
            }
        }
    }
}
