//! Sourcing: the rules by which places are put in order, and why a place was chosen.

use core::fmt;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::Allocation;
use crate::id::LocationCode;

/// A rule that puts places in order. The first rule that tells two places apart decides between them; places that all rules
/// leave equal keep the order of the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sourcing {
    /// The place of the lowest priority.
    Priority,
    /// The place nearest to the destination, along a great circle. A place whose position is not known comes last; with no
    /// position of the destination, all are equal.
    Nearest,
    /// Places of the smallest set that serves all that is on hand, before others.
    FewestParcels,
    /// For each line, the place with the most of it on hand.
    MostStock,
    /// The place from which a parcel costs least; a place whose cost is not known comes last.
    Cheapest,
    /// A place that has the whole order on hand, before others.
    KeepTogether,
}

/// What may not be split over places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// A line: all of its units come from one place.
    Line,
    /// An order: all of its lines come from one place.
    Order,
}

/// Goods that a plan takes from a place, and why from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// What is taken, from where.
    pub goods: Allocation,
    /// Why from there.
    pub because: Because,
}

/// Why a place was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// No other place could still give any of it.
    OnlyPlace,
    /// The goods are to be collected there.
    CollectionPoint,
    /// A rule put it before the next place that could give some.
    Rule {
        /// The number of the rule, from 1.
        rule: u32,
        /// The place that it was put before.
        before: LocationCode,
    },
    /// The rules leave it equal to the next place that could give some, and the channel names it first.
    ChannelOrder {
        /// The place that stands behind it.
        before: LocationCode,
    },
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { goods, because } = self;
        write!(f, "line {}: {} of `{}` from `{}`, ", goods.line, goods.quantity, goods.sku, goods.location)?;
        match because {
            Because::OnlyPlace => f.write_str("the only place with any left"),
            Because::CollectionPoint => f.write_str("where they are collected"),
            Because::Rule { rule, before } => write!(f, "before `{before}` by rule {rule}"),
            Because::ChannelOrder { before } => write!(f, "before `{before}` by the order of the channel"),
        }
    }
}
