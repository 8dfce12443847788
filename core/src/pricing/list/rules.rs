//! Price lists as data.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::id::{ArmCode, ChannelCode, CountryCode, ExperimentCode, GroupCode, PriceListCode, RegionCode, Sku};
use crate::money::Money;

/// A list of prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    /// Names it.
    pub code: PriceListCode,
    /// What it does beside the base prices.
    #[serde(default)]
    pub kind: ListKind,
    /// For whom; everybody when absent.
    #[serde(default, rename = "for", skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
    /// In force from this instant, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// In force until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The prices.
    pub prices: Vec<ListedPrice>,
}

/// What a list does beside the base prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Base prices.
    #[default]
    Base,
    /// Reduced prices: the base price stays, to compare with. Where it is lower, it is the price.
    Sale,
    /// Other prices: the base price is not shown.
    Override,
}

/// For whom prices are: everything that is said must hold, of each list one entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// Who buys in one of these channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelCode>,
    /// Whose goods go to one of these countries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<CountryCode>,
    /// Whose goods go to one of these regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    /// Who belongs to one of these groups or clubs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupCode>,
    /// Whose context has, for each attribute, one of the values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// Who is in one of these arms of experiments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<(ExperimentCode, ArmCode)>,
}

impl Audience {
    /// Whether it leaves nobody out.
    pub fn is_everybody(&self) -> bool {
        *self == Self::default()
    }
}

/// The price of a SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPrice {
    /// What.
    pub sku: Sku,
    /// The price of `per` whole units. Zero is a price.
    pub price: Money,
    /// How many whole units the price is for; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// For whom; everybody that the list is for when absent.
    #[serde(default, rename = "for", skip_serializing_if = "Audience::is_everybody")]
    pub audience: Audience,
    /// From this many smallest units, inclusive; from the first when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_quantity: Option<i64>,
    /// Up to this many smallest units, inclusive; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_quantity: Option<i64>,
    /// Other prices by quantity, the smallest quantity first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// What the tiers mean.
    #[serde(default)]
    pub tier_mode: TierMode,
    /// Which quantity decides the tier.
    #[serde(default)]
    pub tier_by: TierBy,
    /// The price before it was reduced, to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Money>,
    /// No discount goes below this price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
}

/// A price from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// From this many smallest units, inclusive; more than one.
    pub from: i64,
    /// The price of `per` whole units.
    pub price: Money,
}

/// What tiers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierMode {
    /// All units take the price of the tier that is reached.
    #[default]
    Volume,
    /// Each unit takes the price of the tier that it lies in.
    Graduated,
}

/// Which quantity decides a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierBy {
    /// That of the line.
    #[default]
    Line,
    /// That of all lines of its product; of the line where it has no product.
    Product,
    /// That of all lines of the basket.
    Basket,
}
