//! Receipts: what is to be paid, and where every cent of it comes from.

use alloc::sync::Arc;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::rules::TaxDisplay;
use crate::id::{BookCode, CountryCode, PromotionCode, Sku, TaxCategory};
use crate::money::{Currency, Money, Rate};
use crate::quantity::Quantity;

/// A priced basket. `total = net + tax`, and each of them is the sum over the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The price book that it was made by.
    pub book: BookCode,
    /// Whether the prices shown contain tax.
    pub tax_display: TaxDisplay,
    /// Where the goods go.
    pub country: CountryCode,
    /// What every amount is counted in.
    pub currency: Currency,
    /// The lines, in the order of the basket.
    pub lines: Vec<ReceiptLine>,
    /// Promotions that took something off.
    pub applied: Vec<AppliedPromotion>,
    /// Promotions that did not, and why.
    pub rejected: Vec<RejectedPromotion>,
    /// Taxes by name and rate, in the order of the lines.
    pub taxes: Vec<TaxTotal>,
    /// Goods at their prices, before discounts.
    pub goods: Money,
    /// What the promotions take off; zero or more.
    pub discount: Money,
    /// What is to be paid, without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
}

/// One line: `subtotal` less its discounts is `net + tax` where prices contain tax, and `net` where they do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptLine {
    /// Its number in the cart.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Arc<str>,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Decimals of the unit that the price is for.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decimals: u8,
    /// The price of one whole unit.
    pub unit_price: Money,
    /// Price times quantity.
    pub subtotal: Money,
    /// Its part of each promotion that applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<LineDiscount>,
    /// The tax on what remains.
    pub tax: LineTax,
    /// What remains, without tax.
    pub net: Money,
    /// What remains, with tax.
    pub gross: Money,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(decimals: &u8) -> bool {
    *decimals == 0
}

/// A line's part of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineDiscount {
    /// Which promotion.
    pub promotion: PromotionCode,
    /// How much is taken off; zero or more.
    pub amount: Money,
}

/// The tax of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineTax {
    /// The category that chose the rate.
    pub category: TaxCategory,
    /// How the tax is called.
    pub name: Arc<str>,
    /// The share of the net amount.
    pub rate: Rate,
    /// How much.
    pub amount: Money,
}

/// A promotion that took something off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppliedPromotion {
    /// Which.
    pub promotion: PromotionCode,
    /// What the shopper reads.
    pub title: Arc<str>,
    /// The share it takes off.
    pub rate: Rate,
    /// What the share was taken of.
    pub base: Money,
    /// How much is taken off.
    pub amount: Money,
}

/// A promotion that took nothing off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectedPromotion {
    /// Which.
    pub promotion: PromotionCode,
    /// What the shopper reads.
    pub title: Arc<str>,
    /// Why it took nothing off.
    pub reason: RejectedReason,
}

/// Why a promotion took nothing off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RejectedReason {
    /// The goods are worth less than its minimum.
    MinimumNotMet {
        /// The value of goods from which it applies.
        needs: Money,
        /// The value of these goods.
        has: Money,
    },
    /// Its minimum is in another currency than the basket.
    OtherCurrency {
        /// The currency of its minimum.
        needs: Currency,
    },
    /// It has not started, or has ended.
    NotNow {},
    /// Its share of these goods rounds to nothing.
    NothingToTakeOff {},
}

/// What is due of one tax.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxTotal {
    /// How the tax is called.
    pub name: Arc<str>,
    /// The share of the net amount.
    pub rate: Rate,
    /// The net amount that it is due on.
    pub base: Money,
    /// How much.
    pub amount: Money,
}
