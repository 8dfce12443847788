//! The sums of a priced basket.

use fondaco::money::{Currency, Money};
use fondaco::pricing;
use fondaco_derive::Deserialize;
use serde::Serialize;

/// The sums of a priced basket, without its reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
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
    /// What is left to be paid after gift cards and credit.
    pub due: Money,
}

impl From<pricing::Totals> for Totals {
    fn from(totals: pricing::Totals) -> Self {
        let currency: Currency = totals.currency;
        let money = |minor| Money::from_minor(minor, currency);
        Self {
            goods: money(totals.goods),
            discount: money(totals.discount),
            charged: money(totals.charged),
            net: money(totals.net),
            tax: money(totals.tax),
            total: money(totals.total),
            due: money(totals.due),
        }
    }
}
