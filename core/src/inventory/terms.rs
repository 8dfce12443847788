//! Terms of stock: what a shop keeps back of a SKU at a location, what it promises beyond what is there, and when it
//! wants to be told.
//!
//! Units that are set aside are promised by the shop to itself: they count as reserved in the row of counters, so that
//! no guard has to know of them, and this record says how many of those they are and why.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::level::StockLevel;
use super::stocked;
use crate::allowance::{Draw, of_backorder};
use crate::apply::stock_delta;
use crate::counter::Adjustment;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku, StockCode};
use crate::limits;
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// What holds for a SKU at a location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Units that are never promised, whatever is there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub safety: i64,
    /// Units that may be promised before they are there, all such promises together; at most [`Quantity::MOST`], which is
    /// as good as no limit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub backorder: i64,
    /// Stock is low when no more than this is available; nobody is told when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<i64>,
    /// Stock is ample again when this is available, more than `low`; one more than `low` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<i64>,
}

/// The terms of a SKU at a location, what is set aside there, and how its stock stood when that was last looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockTerms {
    /// Of what.
    pub sku: Sku,
    /// Where.
    pub location: LocationCode,
    /// The terms.
    pub terms: Terms,
    /// Units that are there and not for sale, by reason; safety stock is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Aside>,
    /// How much there was, by its marks.
    #[serde(default, skip_serializing_if = "StockLevel::is_ample")]
    pub level: StockLevel,
}

/// Units that are set aside for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// Why.
    pub reason: AsideReason,
    /// How many.
    pub quantity: Quantity,
}

/// Why units are there and not for sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AsideReason {
    /// They are damaged.
    Damaged,
    /// Their quality is being looked at.
    QualityControl,
    /// They are shown, or lent.
    Display,
    /// They are kept for somebody.
    Kept,
    /// Something else.
    Other,
}

impl StockTerms {
    /// Those of a SKU at a location of which nothing has been said.
    pub(crate) fn new(sku: &Sku, location: &LocationCode) -> Self {
        let (terms, level) = (Terms::default(), StockLevel::Ample);
        Self { sku: sku.clone(), location: location.clone(), terms, aside: Vec::new(), level }
    }

    /// Units that are set aside for a reason.
    pub fn aside_for(&self, reason: AsideReason) -> i64 {
        self.aside.iter().find(|aside| aside.reason == reason).map_or(0, |aside| aside.quantity.units())
    }

    /// Units that are there and not for sale, safety stock among them.
    pub fn kept_back(&self) -> i64 {
        let aside = self.aside.iter().fold(0_i64, |sum, aside| sum.saturating_add(aside.quantity.units()));
        aside.saturating_add(self.terms.safety)
    }

    /// With so many more set aside for a reason, or fewer; refused with `stock.short` below none.
    fn with_aside(mut self, reason: AsideReason, by: i64) -> Result<Self, Refusal> {
        let units = self.aside_for(reason).saturating_add(by);
        self.aside.retain(|aside| aside.reason != reason);
        match units {
            0 => {}
            below if below < 0 => {
                let text =
                    format!("fewer units of `{}` are set aside at `{}` than are wanted", self.sku, self.location);
                let left = below.saturating_sub(by);
                return Err(Refusal::new(Code::StockShort, text)
                    .with("sku", self.sku.as_str())
                    .with("wanted", by.saturating_neg())
                    .with("available", left));
            }
            units => {
                self.aside.push(Aside { reason, quantity: Quantity::new(units)? });
                self.aside.sort_by_key(|aside| aside.reason);
            }
        }
        Ok(self)
    }

    /// The record after units were set aside or put back, or its level changed.
    pub(crate) fn after(before: Option<&Self>, event: &Event) -> Result<Self, Refusal> {
        if let Event::StockSetAside { sku, location, reason, by } = event {
            let before = before.cloned().unwrap_or_else(|| Self::new(sku, location));
            return before.with_aside(*reason, *by);
        }
        let before =
            before.cloned().ok_or_else(|| Refusal::new(Code::Defect, "an event happened to no stock terms"))?;
        Ok(if let Event::StockLevelChanged { level, .. } = event { Self { level: *level, ..before } } else { before })
    }
}

impl Terms {
    fn check(&self) -> Result<(), Refusal> {
        let within = |units: &i64| (0..=Quantity::MOST).contains(units);
        let marks = [self.low, self.restored];
        if ![self.safety, self.backorder].iter().chain(marks.iter().flatten()).all(within) {
            return Err(invalid(&format!("terms take numbers from 0 to {}", Quantity::MOST)));
        }
        match (self.low, self.restored) {
            (None, Some(_)) => Err(invalid("a mark for ample stock needs one for low stock")),
            (Some(low), Some(restored)) if restored <= low => {
                Err(invalid("stock is ample again only above the mark where it is low"))
            }
            _ => Ok(()),
        }
    }
}

fn invalid(reason: &str) -> Refusal {
    Refusal::new(Code::StockTermsInvalid, reason)
}

/// Defines the terms of SKUs at a location, or defines them anew. What is promised beyond a lower limit stays promised.
pub(crate) fn define(location: &LocationCode, skus: &[Sku], terms: &Terms, facts: &Facts) -> Result<Decision, Stop> {
    limits::count("SKUs", skus.len(), limits::BATCH)?;
    terms.check()?;
    let codes = skus.iter().map(|sku| StockCode::of(sku, location)).collect::<Result<Vec<_>, _>>()?;
    let variants = skus.iter().map(|sku| sku.clone().into());
    facts.show(variants.chain(codes.iter().map(|code| code.clone().into())))?;
    let mut decision = Decision::new(Outcome::Done {});
    let mut seen = BTreeSet::new();
    for (sku, code) in skus.iter().zip(codes) {
        stocked(sku, facts)?;
        if !seen.insert(sku) {
            return Err(invalid("a SKU stands twice in one command").with("sku", sku.as_str()).into());
        }
        let before = facts.get::<StockTerms>(&code)?.cloned().unwrap_or_else(|| StockTerms::new(sku, location));
        let amount = terms.backorder.saturating_sub(before.terms.backorder);
        let grants = if amount == 0 { Vec::new() } else { vec![Draw { from: of_backorder(sku, location)?, amount }] };
        let safety = terms.safety.saturating_sub(before.terms.safety);
        let after = StockTerms { terms: *terms, ..before };
        decision.record(code, Event::StockTermsDefined { terms: after.into(), safety, grants });
    }
    Ok(decision)
}

/// Sets units aside, or puts them back: they stay where they are, and are not for sale meanwhile.
pub(crate) fn set_aside(
    location: &LocationCode,
    sku: &Sku,
    reason: AsideReason,
    by: i64,
    facts: &Facts,
) -> Result<Decision, Stop> {
    if by == 0 || by.checked_abs().is_none_or(|units| units > Quantity::MOST) {
        let text = format!("`{by}` units cannot be set aside: it takes 1 to {} or as many fewer", Quantity::MOST);
        return Err(Refusal::new(Code::QuantityInvalid, text).with("given", by).with("most", Quantity::MOST).into());
    }
    let code = StockCode::of(sku, location)?;
    facts.show([sku.clone().into(), code.clone().into()])?;
    stocked(sku, facts)?;
    let before = facts.get::<StockTerms>(&code)?;
    check_aside(before, sku, location, reason, by)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(code, aside_event(sku, location, reason, by));
    Ok(decision)
}

/// Refuses with `stock.short` to put back more than is set aside for a reason.
pub(super) fn check_aside(
    before: Option<&StockTerms>,
    sku: &Sku,
    location: &LocationCode,
    reason: AsideReason,
    by: i64,
) -> Result<(), Refusal> {
    let before = before.cloned().unwrap_or_else(|| StockTerms::new(sku, location));
    before.with_aside(reason, by).map(drop)
}

/// What happens when units are set aside, or no longer.
pub(super) fn aside_event(sku: &Sku, location: &LocationCode, reason: AsideReason, by: i64) -> Event {
    Event::StockSetAside { sku: sku.clone(), location: location.clone(), reason, by }
}

/// So many more units that the shop keeps for itself, as a delta. It is a fact, not a wish: no guard stands before it, and
/// where more is kept than is free, nothing is for sale.
pub(crate) fn kept_delta(sku: &Sku, location: &LocationCode, by: i64) -> Adjustment {
    stock_delta(sku, location, [0, by])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn novel() -> StockTerms {
        StockTerms::new(&"novel".parse().unwrap(), &"genova".parse().unwrap())
    }

    #[test]
    fn what_is_set_aside_is_counted_by_reason_and_never_below_none() {
        let some = novel().with_aside(AsideReason::QualityControl, 2).unwrap();
        let more = some.with_aside(AsideReason::Damaged, 3).unwrap().with_aside(AsideReason::Damaged, 1).unwrap();
        assert_eq!((more.aside_for(AsideReason::Damaged), more.aside_for(AsideReason::Display)), (4, 0));
        assert_eq!((more.kept_back(), more.aside[0].reason), (6, AsideReason::Damaged));
        let refusal = more.clone().with_aside(AsideReason::Damaged, -5).unwrap_err();
        assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::StockShort, &4.into()));
        let none = more.with_aside(AsideReason::Damaged, -4).unwrap();
        assert_eq!(none.aside.len(), 1);
    }

    #[test]
    fn marks_that_contradict_each_other_are_refused() {
        let terms = |low, restored| Terms { low, restored, ..Terms::default() };
        assert_eq!(terms(Some(5), Some(6)).check(), Ok(()));
        assert_eq!(terms(Some(0), None).check(), Ok(()));
        for (low, restored) in [(None, Some(1)), (Some(5), Some(5)), (Some(-1), None), (Some(i64::MAX), None)] {
            assert_eq!(terms(low, restored).check().unwrap_err().code(), Code::StockTermsInvalid, "{low:?}");
        }
    }
}
