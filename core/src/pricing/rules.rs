//! Rules of pricing as data: what is stored, sent and versioned.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{BookCode, CountryCode, PromotionCode, TaxCategory};
use crate::money::{Money, Rate, Rounding};

/// Whether shown prices contain their tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxDisplay {
    /// Prices contain tax, as consumers in Europe are shown them.
    Inclusive,
    /// Tax is added to prices, as in the United States and between businesses.
    Exclusive,
}

/// Everything that turns a basket into a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceRules {
    /// Names the rules.
    pub code: BookCode,
    /// Whether prices contain tax.
    pub tax_display: TaxDisplay,
    /// How discounts and taxes are rounded to minor units; each once, discounts on the order and taxes on the line.
    pub rounding: Rounding,
    /// Promotions, applied in this order, each to what the ones before have left.
    #[serde(default)]
    pub promotions: Vec<Promotion>,
    /// Taxes by country, category and time.
    #[serde(default)]
    pub taxes: Vec<TaxRate>,
}

/// A percentage off the goods of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// Names it.
    pub code: PromotionCode,
    /// What the shopper reads.
    pub title: Arc<str>,
    /// The share taken off, above 0 and at most 1: `0.10` is 10 %.
    pub rate: Rate,
    /// The value of goods before any discount from which it applies, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
    /// Applies from this instant, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Applies until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The rate of a tax in a country for a category, over a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// Where.
    pub country: CountryCode,
    /// On what.
    pub category: TaxCategory,
    /// How it is called on the receipt.
    pub name: Arc<str>,
    /// The share of the net amount: `0.22` is 22 %. From 0 to 1.
    pub rate: Rate,
    /// In force from this instant, inclusive.
    pub from: Timestamp,
    /// In force until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl TaxRate {
    /// Whether the rate is in force at an instant.
    pub fn in_force(&self, at: Timestamp) -> bool {
        within(at, Some(self.from), self.until)
    }
}

/// Whether an instant lies in a span that includes its start and excludes its end.
pub(crate) fn within(at: Timestamp, from: Option<Timestamp>, until: Option<Timestamp>) -> bool {
    from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
}

/// One thing that is wrong with a set of rules, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProblem {
    /// Where: `promotions[2].rate`.
    pub path: String,
    /// What, and what would be right.
    pub problem: String,
}
