//! What a tax service is asked, and why it may not answer. The port is [`TaxProvider`](crate::port::TaxProvider).

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::rules::PricedItem;
use crate::id::{Sku, TaxCategory};
use crate::money::{Currency, Money};
use crate::pricing::basket::{Destination, TaxStatus};
use crate::pricing::rules::TaxDisplay;
use crate::title::Title;

/// A basket, as a tax service needs to know it: what is left of each line and charge after discounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxQuery {
    /// The instant whose rates are asked for.
    pub at: Timestamp,
    /// Where the goods go.
    pub destination: Destination,
    /// Whether the buyer owes tax.
    pub buyer: TaxStatus,
    /// What the service tells buyers apart by: who holds a certificate of exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buyer_key: Option<Arc<str>>,
    /// What every amount is counted in.
    pub currency: Currency,
    /// Whether the amounts contain tax.
    pub tax_display: TaxDisplay,
    /// The lines and charges that may be taxed.
    pub items: Vec<TaxQueryItem>,
}

/// A line or charge of a basket whose taxes are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxQueryItem {
    /// Which.
    pub of: PricedItem,
    /// What the shopper reads.
    pub title: Title,
    /// What goods it is of; absent for a charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    /// Its tax category; absent for a charge that is taxed as goods are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<TaxCategory>,
    /// How many smallest units; 1 for a charge.
    pub quantity: i64,
    /// What is to be paid for it after discounts, as prices are: with tax where they contain it.
    pub amount: Money,
}

/// Why a tax service gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// Not now: ask again.
    #[error("the tax service is unavailable: {0}")]
    Unavailable(String),
    /// It does not know the destination, a category, or the buyer: ask otherwise.
    #[error("the tax service refused: {0}")]
    Refused(String),
    /// It, or its adapter, did something that it should not.
    #[error("the tax service is at fault: {0}")]
    Fault(String),
}
