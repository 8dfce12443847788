//! Receipts: what is to be paid, and where every cent of it comes from.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::basket::{ChargeKind, TaxStatus};
use super::kit::KitLine;
use super::reason::RejectedReason;
use super::rules::TaxDisplay;
use super::tax::PricedItem;
use crate::digest::Digest;
use crate::id::{
    ArmCode, BookCode, ChargeCode, CountryCode, CouponCode, ExperimentCode, GiftCardCode, PriceListCode, PromotionCode,
    Sku, TaxCategory,
};
use crate::money::{Currency, Money, Rate};
use crate::omit::is_default;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::title::Title;

/// A priced basket.
///
/// `total = net + tax`, and each of them is the sum over lines and charges; what a promotion takes off and what a tax
/// comes to are each the sum of their parts; `due` is what gift cards and credit leave of the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The price book that it was made by.
    pub book: BookCode,
    /// The fingerprint of the rules of the book.
    pub version: Digest,
    /// The instant whose prices, promotions and taxes it shows.
    pub at: Timestamp,
    /// Whether the prices shown contain tax.
    pub tax_display: TaxDisplay,
    /// Where the goods go.
    pub country: CountryCode,
    /// What every amount is counted in.
    pub currency: Currency,
    /// The lines, in the order of the basket; gifts at the end.
    pub lines: Vec<ReceiptLine>,
    /// Shipping, fees and donations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ReceiptCharge>,
    /// Prices that promotions of the catalog reduced, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub catalog: Vec<CatalogPrice>,
    /// Promotions that took something off, in the order in which they did.
    pub applied: Vec<AppliedPromotion>,
    /// Promotions that had to do with the basket and took nothing off, and why.
    pub rejected: Vec<RejectedPromotion>,
    /// Coupon codes that no promotion asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_coupons: Vec<CouponCode>,
    /// The arms of experiments that the buyer was in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<(ExperimentCode, ArmCode)>,
    /// Why no tax is due, where the buyer owes none to the seller.
    #[serde(default)]
    pub tax_status: TaxStatus,
    /// Taxes by name and rate, in the order of the lines.
    pub taxes: Vec<TaxTotal>,
    /// Goods at their prices, before discounts.
    pub goods: Money,
    /// What the promotions take off goods; zero or more.
    pub discount: Money,
    /// Shipping, fees and donations, after discounts, as prices are.
    pub charged: Money,
    /// What is to be paid, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
    /// What gift cards and credit pay of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<UsedCredit>,
    /// By how much gift cards lower net and tax, where they lower the total rather than pay (`stored_value: reduction`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Reduction>,
    /// What is left to be paid.
    pub due: Money,
    /// The kits that some of the lines are parts of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kits: Vec<KitLine>,
}

/// One line: `subtotal - discount` is what is left of it, that is `net` and the taxes that prices contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptLine {
    /// Its number in the cart; of a part of a kit, a number above all of the cart; of a gift, the next after the others.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Decimals of the unit that the price is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimals: u8,
    /// The price of `per` whole units.
    pub unit_price: Money,
    /// How many whole units the price is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// The price before it was reduced, to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Money>,
    /// The list that the price is from; the variant's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<PriceListCode>,
    /// Which tax rates apply to it.
    pub tax_category: TaxCategory,
    /// The line of the kit that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kit: Option<u32>,
    /// The promotion that gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<PromotionCode>,
    /// Price times quantity.
    pub subtotal: Money,
    /// What the promotions take off it; zero or more.
    pub discount: Money,
    /// What is to be paid for it, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What is to be paid for it.
    pub gross: Money,
}

/// A charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptCharge {
    /// Names it.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// What kind it is.
    pub kind: ChargeKind,
    /// How much it is, before discounts.
    pub amount: Money,
    /// What the promotions take off it; zero or more.
    pub discount: Money,
    /// What is to be paid for it, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What is to be paid for it.
    pub gross: Money,
}

/// A price that a promotion of the catalog reduced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogPrice {
    /// The line.
    pub line: u32,
    /// Which promotion.
    pub promotion: PromotionCode,
    /// The price before it.
    pub from: Money,
    /// The price after it.
    pub to: Money,
}

/// A promotion that took something off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppliedPromotion {
    /// Which.
    pub promotion: PromotionCode,
    /// What the shopper reads.
    pub title: Title,
    /// How much is taken off; the sum of the parts.
    pub amount: Money,
    /// How much off each line and charge.
    pub parts: Vec<DiscountPart>,
}

/// A part of what a promotion takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscountPart {
    /// Off what.
    pub of: PricedItem,
    /// How much; more than zero.
    pub amount: Money,
}

/// A promotion that took nothing off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectedPromotion {
    /// Which.
    pub promotion: PromotionCode,
    /// What the shopper reads.
    pub title: Title,
    /// Why it took nothing off.
    pub reason: RejectedReason,
}

/// What is due of one tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxTotal {
    /// How the tax is called.
    pub name: Arc<str>,
    /// The share of what it is due on.
    pub rate: Rate,
    /// Whether prices contain it.
    pub included: bool,
    /// What it is due on; the sum of the parts.
    pub base: Money,
    /// How much; the sum of the parts.
    pub amount: Money,
    /// How much on each line and charge.
    pub parts: Vec<TaxPart>,
}

/// A part of a tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxPart {
    /// On what.
    pub of: PricedItem,
    /// What it is due on.
    pub base: Money,
    /// How much.
    pub amount: Money,
}

/// What a gift card or credit pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsedCredit {
    /// Which.
    pub code: GiftCardCode,
    /// How much; more than zero.
    pub amount: Money,
}

/// By how much gift cards lower net and tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reduction {
    /// The net amount.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

/// What some units of a line cost: a share of its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineShare {
    /// At their price, before discounts.
    pub subtotal: Money,
    /// What the promotions took off them.
    pub discount: Money,
    /// What was to be paid for them, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What was to be paid for them; `net + tax`.
    pub gross: Money,
}

impl LineShare {
    /// The sum of two shares.
    pub(crate) fn plus(self, other: Self) -> Result<Self, Refusal> {
        Ok(Self {
            subtotal: self.subtotal.plus(other.subtotal)?,
            discount: self.discount.plus(other.discount)?,
            net: self.net.plus(other.net)?,
            tax: self.tax.plus(other.tax)?,
            gross: self.gross.plus(other.gross)?,
        })
    }
}

impl Receipt {
    /// The fingerprint of the receipt: SHA-256 over its canonical encoding, the same on every target.
    pub fn digest(&self) -> Result<Digest, Refusal> {
        Digest::of(self)
    }

    /// The line of a number; refused with `line.unknown`.
    pub fn line(&self, number: u32) -> Result<&ReceiptLine, Refusal> {
        self.lines.iter().find(|line| line.line == number).ok_or_else(|| {
            Refusal::new(Code::LineUnknown, format!("the receipt has no line {number}")).with("line", number)
        })
    }

    /// What the promotions took off a line, one by one.
    pub fn discounts_of(&self, line: u32) -> impl Iterator<Item = (&AppliedPromotion, Money)> {
        let of = PricedItem::Line(line);
        self.applied.iter().filter_map(move |applied| {
            applied.parts.iter().find(|part| part.of == of).map(|part| (applied, part.amount))
        })
    }

    /// The taxes of a line, one by one.
    pub fn taxes_of(&self, line: u32) -> impl Iterator<Item = (&TaxTotal, &TaxPart)> {
        let of = PricedItem::Line(line);
        self.taxes.iter().filter_map(move |tax| tax.parts.iter().find(|part| part.of == of).map(|part| (tax, part)))
    }

    /// What `units` of a line cost when `before` of them are accounted for already: the table by which goods are
    /// refunded. Each amount of a line is shared evenly by its units, the first bearing what does not divide, and the tax
    /// is what the gross share is above the net one; so all units together are the line, to the minor unit, in whatever
    /// portions they are taken. A part of a kit is shared by the kits first, so that kits of one price are refunded alike.
    ///
    /// Refused with `line.unknown`, and with `quantity.invalid` if the line has not so many units.
    pub fn share(&self, line: u32, before: i64, units: i64) -> Result<LineShare, Refusal> {
        let found = self.line(line)?;
        let part = |amount: Money| self.shared(line, amount, before, units);
        let (net, gross) = (part(found.net)?, part(found.gross)?);
        Ok(LineShare {
            subtotal: part(found.subtotal)?,
            discount: part(found.discount)?,
            net,
            tax: gross.minus(net)?,
            gross,
        })
    }

    /// What `units` of a line bear of an amount of it when `before` of them are accounted for already; refused as
    /// [`Receipt::share`] is.
    pub(crate) fn shared(&self, line: u32, amount: Money, before: i64, units: i64) -> Result<Money, Refusal> {
        let line = self.line(line)?;
        let whole = line.quantity.units();
        let until = before.checked_add(units).filter(|until| before >= 0 && units >= 0 && *until <= whole);
        let until = until.ok_or_else(|| {
            let reason = format!("line {} has {whole} units: {units} more after {before} are too many", line.line);
            Refusal::new(Code::QuantityInvalid, reason).with("units", whole)
        })?;
        let kits = self.kits.iter().find(|kit| line.kit == Some(kit.line)).map_or(whole, |kit| kit.quantity.units());
        let first = |count: i64| first_of_kits(amount.minor(), kits, whole, count);
        Ok(Money::from_minor(first(until).saturating_sub(first(before)), amount.currency()))
    }
}

/// What the first of some units bear of an amount that is shared by kits, and in each kit by its units.
fn first_of_kits(amount: i64, kits: i64, units: i64, count: i64) -> i64 {
    let each = units.checked_div(kits).unwrap_or_default();
    let (full, more) = (count.checked_div(each).unwrap_or_default(), count.checked_rem(each).unwrap_or_default());
    let before = first_units(amount, kits, full);
    let next = first_units(amount, kits, full.saturating_add(1).min(kits)).saturating_sub(before);
    before.saturating_add(first_units(next, each, more))
}

/// What the first of some units bear of an amount that all share evenly, the first a minor unit more where it does not
/// divide.
fn first_units(amount: i64, units: i64, count: i64) -> i64 {
    let each = amount.checked_div(units).unwrap_or_default();
    let rest = amount.checked_rem(units).unwrap_or_default();
    // |each × count| is at most |amount|, and |rest| is less than the units.
    let more = rest.saturating_abs().min(count).saturating_mul(rest.signum());
    each.saturating_mul(count).saturating_add(more)
}
