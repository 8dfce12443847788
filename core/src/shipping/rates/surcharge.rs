//! What comes on top of the price of a method.

use alloc::vec::Vec;

use super::condition::Condition;
use super::offer::{OfferItem, OfferItemKind};
use super::reason::ShippingReason;
use super::rules::{Surcharge, SurchargeAmount, SurchargeBasis, SurchargeKind};
use super::scene::Scene;
use crate::money::{Money, Rate, Rounding};

/// A surcharge, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extra {
    pub(super) rule: Surcharge,
    pub(super) when: Condition,
    /// The places of those that supersede it.
    pub(super) superseded_by: Vec<usize>,
}

impl Extra {
    /// Whether it is due at all: its condition and its currency.
    fn is_open(&self, scene: &Scene<'_>) -> bool {
        let known = match &self.rule.amount {
            SurchargeAmount::Fixed(amounts) => amounts.iter().any(|fixed| fixed.currency() == scene.query.currency),
            SurchargeAmount::Percent { .. } => true,
        };
        known && self.when.holds(scene).is_ok()
    }

    /// Whether it is due for a parcel, by its place; for all of them, or for none.
    fn hits(&self, parcel: Option<usize>, scene: &Scene<'_>) -> bool {
        let parcel = parcel.and_then(|at| scene.query.parcels.get(at));
        self.rule.parcels.is_empty()
            || parcel.is_some_and(|parcel| self.rule.parcels.iter().any(|bounds| bounds.holds(parcel)))
    }
}

/// Adds what is due on top of a price.
pub(super) fn add(
    extras: &[Extra],
    price: i64,
    items: &mut Vec<OfferItem>,
    scene: &Scene<'_>,
) -> Result<i64, ShippingReason> {
    let currency = scene.query.currency;
    let mut running = price;
    for extra in extras {
        let times = if extra.is_open(scene) { times(extra, extras, scene) } else { 0 };
        if times == 0 {
            continue;
        }
        let amount = one(&extra.rule.amount, price, running, scene).and_then(|amount| amount.checked_mul(times));
        let most = extra.rule.most.filter(|most| most.currency() == currency);
        let amount = amount.map(|amount| most.map_or(amount, |most| amount.min(most.minor())));
        let total = amount.and_then(|amount| running.checked_add(amount));
        let (Some(amount), Some(total)) = (amount, total) else { return Err(ShippingReason::NoPrice {}) };
        running = total;
        let kind = match extra.rule.kind {
            SurchargeKind::Surcharge => OfferItemKind::Surcharge,
            SurchargeKind::Handling => OfferItemKind::Handling,
        };
        let Surcharge { code, title, .. } = &extra.rule;
        let amount = Money::from_minor(amount, currency);
        items.push(OfferItem { code: code.clone(), title: title.clone(), kind, amount });
    }
    Ok(running)
}

/// How many times it is due: once, or for each parcel that it is due for and nothing supersedes it.
fn times(extra: &Extra, extras: &[Extra], scene: &Scene<'_>) -> i64 {
    let superseded = |parcel: Option<usize>| {
        let mut others = extra.superseded_by.iter().filter_map(|at| extras.get(*at));
        others.any(|other| {
            let hit = match parcel {
                Some(_) => other.hits(parcel, scene),
                None => (0..scene.query.parcels.len()).any(|at| other.hits(Some(at), scene)) || other.hits(None, scene),
            };
            hit && other.is_open(scene)
        })
    };
    if extra.rule.parcels.is_empty() {
        return i64::from(!superseded(None));
    }
    let due = |at: &usize| extra.hits(Some(*at), scene) && !superseded(Some(*at));
    i64::try_from((0..scene.query.parcels.len()).filter(due).count()).unwrap_or(i64::MAX)
}

fn one(amount: &SurchargeAmount, price: i64, running: i64, scene: &Scene<'_>) -> Option<i64> {
    let share = |rate: Rate, of: i64, rounding: Rounding| rate.of_minor(of, rounding).ok();
    match amount {
        SurchargeAmount::Fixed(amounts) => {
            amounts.iter().find(|fixed| fixed.currency() == scene.query.currency).map(Money::minor)
        }
        SurchargeAmount::Percent { rate, of, rounding } => match of {
            SurchargeBasis::Price => share(*rate, price, *rounding),
            SurchargeBasis::Running => share(*rate, running, *rounding),
            SurchargeBasis::Goods => share(*rate, scene.worth(&scene.sums(0), None), *rounding),
        },
    }
}
