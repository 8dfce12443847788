//! Eligibility: when a method is offered, or a surcharge is due, as a typed tree.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::query::ParcelMeasure;
use crate::id::{ChannelCode, GroupCode, ZoneCode};
use crate::omit::is_default;
use crate::pricing::{Bounds, Count, Goods, QuantityTest, TaxView, WeightTest};

/// What must hold. At most [`crate::limits::CONDITION_DEPTH`] deep. Bounds are included; nothing in it can ask what shipping costs,
/// so that no method comes and goes by its own price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShippingRule {
    /// Every one of these; an empty list holds.
    All(Vec<ShippingRule>),
    /// At least one of these; an empty list does not hold.
    Any(Vec<ShippingRule>),
    /// Not this.
    Not(Box<ShippingRule>),
    /// Goods are worth this much, after discounts.
    Total(GoodsTotal),
    /// There are this many units of goods.
    Quantity(QuantityTest),
    /// Goods weigh this many grams.
    Weight(WeightTest),
    /// All goods are such.
    Only(Goods),
    /// Some goods are such.
    Contains(Goods),
    /// The goods go so far.
    Distance(Count),
    /// The destination lies in one of these zones.
    Zone(Vec<ZoneCode>),
    /// The basket is filled in one of these channels.
    Channel(Vec<ChannelCode>),
    /// The customer belongs to one of these groups.
    Group(Vec<GroupCode>),
    /// The query has this attribute with one of these values.
    Attribute {
        /// Which.
        name: Arc<str>,
        /// One of these.
        values: Vec<Arc<str>>,
    },
    /// The query has this number, and it lies within.
    Number {
        /// Which.
        name: Arc<str>,
        /// How much.
        within: Count,
    },
    /// Every parcel is within. A query that says no parcels fits.
    Fits(SizeBounds),
}

impl Default for ShippingRule {
    /// Always.
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl ShippingRule {
    /// The rules that it is made of, if it is a list or a negation.
    pub(super) fn inner(&self) -> &[Self] {
        if let Self::All(list) | Self::Any(list) = self {
            list
        } else if let Self::Not(inner) = self {
            core::slice::from_ref(inner)
        } else {
            &[]
        }
    }

    /// How deep it is, looking no deeper than `most`.
    pub(super) fn depth(&self, most: usize) -> usize {
        let Some(further) = most.checked_sub(1) else { return 1 };
        let deepest = self.inner().iter().map(|inner| inner.depth(further)).max();
        deepest.unwrap_or_default().saturating_add(1)
    }
}

/// What goods are worth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GoodsTotal {
    /// Which goods; all when absent.
    #[serde(skip_serializing_if = "is_default")]
    pub of: Goods,
    /// One range for each currency.
    pub within: Vec<Bounds>,
    /// With or without tax; as the rules say when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxView>,
}

/// What is measured of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// What they weigh, or what a carrier bills for, in grams.
    Weight,
    /// What they are worth, in the smallest unit of the currency of the rate.
    Value,
    /// How many units; goods that are weighed or measured are one.
    Quantity,
    /// How far they go.
    Distance,
    /// The score of the query, 0 when it has none.
    Score,
}

/// What a parcel may measure: what is said must hold, bounds included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SizeBounds {
    /// Its longest side, in millimetres.
    #[serde(skip_serializing_if = "is_default")]
    pub longest: Count,
    /// Its second side.
    #[serde(skip_serializing_if = "is_default")]
    pub second: Count,
    /// Its longest side and its girth.
    #[serde(skip_serializing_if = "is_default")]
    pub length_and_girth: Count,
    /// Its volume in cubic millimetres.
    #[serde(skip_serializing_if = "is_default")]
    pub volume: Count,
    /// Its weight in grams.
    #[serde(skip_serializing_if = "is_default")]
    pub grams: Count,
}

impl SizeBounds {
    /// Whether a parcel lies within.
    pub fn holds(&self, parcel: &ParcelMeasure) -> bool {
        let within = |count: Count, has: u64| count.holds(i64::try_from(has).unwrap_or(i64::MAX));
        within(self.longest, parcel.longest())
            && within(self.second, parcel.second())
            && within(self.length_and_girth, parcel.length_and_girth())
            && within(self.volume, parcel.volume())
            && within(self.grams, parcel.grams)
    }
}
