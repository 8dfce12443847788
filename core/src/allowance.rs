//! Allowances: what there is only so much of — uses of coupons and promotions, budgets, money on gift cards.
//!
//! What is granted and what is drawn are counters, so that thousands can draw at once and nobody draws what is not there.
//! How often one customer drew is a record, a tally, which only that customer's commands touch.

use alloc::format;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::counter::{Adjustment, CounterKind, NOT_SHORT, UNGUARDED, pair};
use crate::facts::{Facts, Stop};
use crate::id::{
    AllowanceCode, BookCode, CouponCode, CustomerId, GiftCardCode, LocationCode, PromotionCode, Sku, TallyCode,
};
use crate::money::Currency;
use crate::record::Key;
use crate::refusal::Refusal;

/// Something drawn from an allowance, or granted to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// From which.
    pub from: AllowanceCode,
    /// How many uses, or how much in minor units.
    pub amount: i64,
}

/// How often a customer has used something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// What and who.
    pub code: TallyCode,
    /// How often.
    pub uses: i64,
}

impl Tally {
    /// The count after `by` more uses, or fewer.
    pub(crate) fn after(before: Option<&Self>, code: &TallyCode, by: i64) -> Self {
        Self { code: code.clone(), uses: before.map_or(0, |tally| tally.uses).saturating_add(by) }
    }
}

/// The allowance of a coupon: its uses.
pub(crate) fn of_coupon(coupon: &CouponCode) -> Result<AllowanceCode, Refusal> {
    AllowanceCode::new(&format!("coupon/{coupon}"))
}

/// The allowance of a gift card: its money.
pub(crate) fn of_gift_card(card: &GiftCardCode) -> Result<AllowanceCode, Refusal> {
    AllowanceCode::new(&format!("gift_card/{card}"))
}

/// The allowance of a SKU at a location: units that may be promised before they are there.
pub(crate) fn of_backorder(sku: &Sku, location: &LocationCode) -> Result<AllowanceCode, Refusal> {
    AllowanceCode::new(&format!("backorder/{sku}@{location}"))
}

/// The allowance of a promotion's uses.
pub(crate) fn of_uses(book: &BookCode, promotion: &PromotionCode) -> Result<AllowanceCode, Refusal> {
    AllowanceCode::new(&format!("uses/{book}/{promotion}"))
}

/// The allowance of a promotion's budget.
pub(crate) fn of_budget(
    book: &BookCode,
    promotion: &PromotionCode,
    currency: Currency,
) -> Result<AllowanceCode, Refusal> {
    AllowanceCode::new(&format!("budget/{book}/{promotion}/{}", currency.code()))
}

/// The tally of a customer's uses of a coupon.
pub(crate) fn tally_of_coupon(coupon: &CouponCode, customer: CustomerId) -> Result<TallyCode, Refusal> {
    TallyCode::new(&format!("coupon/{coupon}/{customer}"))
}

/// The tally of a customer's uses of a promotion.
pub(crate) fn tally_of_uses(
    book: &BookCode,
    promotion: &PromotionCode,
    customer: CustomerId,
) -> Result<TallyCode, Refusal> {
    TallyCode::new(&format!("uses/{book}/{promotion}/{customer}"))
}

/// What is left of an allowance.
pub(crate) fn left(of: &AllowanceCode, facts: &Facts) -> Result<i64, Stop> {
    let [granted, drawn, ..] = facts.counters(&Key::Allowance(of.clone()))?;
    Ok(granted.saturating_sub(drawn))
}

/// How often a customer has used something.
pub(crate) fn tallied(code: &TallyCode, facts: &Facts) -> Result<i64, Stop> {
    Ok(facts.get::<Tally>(code)?.map_or(0, |tally| tally.uses))
}

/// Draws as deltas: what is drawn is guarded, what goes back is not.
pub(crate) fn adjustments(draws: &[Draw], sign: i64) -> impl Iterator<Item = Adjustment> {
    draws.iter().map(move |draw| Adjustment {
        key: Key::Allowance(draw.from.clone()),
        kind: CounterKind::Allowance,
        deltas: pair([0, draw.amount.saturating_mul(sign)]),
        least: if sign > 0 { NOT_SHORT } else { UNGUARDED },
    })
}

/// Grants as deltas: what is granted may be less than what was drawn already, then nothing more is drawn.
pub(crate) fn grants(draws: &[Draw]) -> impl Iterator<Item = Adjustment> {
    draws.iter().map(|draw| Adjustment {
        key: Key::Allowance(draw.from.clone()),
        kind: CounterKind::Allowance,
        deltas: pair([draw.amount, 0]),
        least: UNGUARDED,
    })
}
