//! Taxes as data: zones, and the rates in force there.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::id::{ChargeCode, CountryCode, RegionCode, TaxCategory, ZoneCode};
use crate::money::{Money, Rate};

/// Places that share taxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxZone {
    /// Names it. The code of a country names that country where no zone is declared by it.
    pub code: ZoneCode,
    /// What lies in it.
    pub places: Vec<Place>,
    /// What does not, although it lies in one of the places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Place>,
}

/// A place: everything that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The country; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// The region in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range of codes of one length.
    /// Spaces, hyphens and case do not count; a ZIP+4 of the United States counts as its ZIP too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal: Option<Arc<str>>,
}

/// The rate of a tax in a zone for a category, over a span of time. Taxes of different names add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// Where.
    pub zone: ZoneCode,
    /// On what.
    pub category: TaxCategory,
    /// How it is called on the receipt.
    pub name: Arc<str>,
    /// The share of the net amount: `0.22` is 22 %. From 0 to 1.
    pub rate: Rate,
    /// Whether prices contain it; as the book's `tax_display` says when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub included: Option<bool>,
    /// Due on the net amount and the taxes that stand before it in the rules, rather than on the net amount alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub compound: bool,
    /// In force from this instant, inclusive.
    pub from: Timestamp,
    /// In force until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl TaxRate {
    /// Whether the rate is in force at an instant.
    pub fn in_force(&self, at: Timestamp) -> bool {
        super::super::rules::within(at, Some(self.from), self.until)
    }
}

/// What a tax service answered for a basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxAnswer {
    /// Who answered.
    pub provider: Arc<str>,
    /// When.
    pub at: Timestamp,
    /// Holds until this instant, exclusive; a basket priced later is refused with `tax.stale`.
    pub until: Timestamp,
    /// For each line and charge that is taxed. What is not named bears no tax.
    pub items: Vec<AnsweredTax>,
}

/// The tax of a line or charge, from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnsweredTax {
    /// Of what.
    pub of: PricedItem,
    /// How it is called on the receipt.
    pub name: Arc<str>,
    /// The share of the net amount.
    pub rate: Rate,
    /// Whether the price contains it; as the book's `tax_display` says when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub included: Option<bool>,
    /// How much it is, whatever the rate comes to; worked out from the rate when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// A line or a charge of a basket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PricedItem {
    /// A line, by its number.
    Line(u32),
    /// A charge, by its code.
    Charge(ChargeCode),
}
