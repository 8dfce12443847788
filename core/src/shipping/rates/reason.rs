//! Why a method is not offered.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::restriction::RefusedGoods;
use crate::id::ChargeCode;
use crate::money::{Currency, Money};

/// A method that is not offered, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotOffered {
    /// Which.
    pub method: ChargeCode,
    /// Why.
    pub reason: ShippingReason,
}

/// Why a method is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShippingReason {
    /// It is for staff.
    Hidden {},
    /// It has no rate for the destination.
    OtherDestination {},
    /// It has a rate for the destination, in other currencies.
    OtherCurrency {
        /// One that it has.
        needs: Currency,
    },
    /// Goods are worth too little.
    MinimumNotMet {
        /// At least this much, or more than it.
        needs: Money,
        /// What they are worth.
        has: Money,
    },
    /// Goods are worth too much.
    MaximumPassed {
        /// At most this much, or less than it.
        most: Money,
        /// What they are worth.
        has: Money,
    },
    /// There are too few units.
    TooFew {
        /// At least so many.
        needs: i64,
        /// There are.
        has: i64,
    },
    /// There are too many units.
    TooMany {
        /// At most so many.
        most: i64,
        /// There are.
        has: i64,
    },
    /// Goods weigh too little or too much.
    WeightDiffers {
        /// What they weigh, in grams.
        has: i64,
    },
    /// Goods go not far enough, too far, or nobody knows how far.
    DistanceDiffers {
        /// How far, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        has: Option<i64>,
    },
    /// Some goods are not such as it takes.
    OtherGoods {},
    /// No goods are such as it takes.
    GoodsMissing {},
    /// A parcel is too large, too small, too heavy or too light.
    ParcelUnfit {
        /// Which, by its place in the query.
        parcel: usize,
    },
    /// The basket is filled in another channel.
    OtherChannel {},
    /// The customer is in none of the groups.
    NotInGroup {},
    /// An attribute or number is absent or another.
    OtherAttribute {
        /// Which.
        name: Arc<str>,
    },
    /// What it excludes is the case.
    Forbidden {},
    /// It may not carry some of the goods, or not so.
    Restricted {
        /// Which, each with the rule that says so.
        refused: Vec<RefusedGoods>,
    },
    /// Its rate has no price for so little or so much.
    NoBand {
        /// What was measured.
        has: i64,
    },
    /// Its rate has no price for goods of some category.
    NoCategory {},
    /// Its price cannot be worked out: a number is past its ends, below zero, or divided by zero.
    NoPrice {},
    /// Its route comes to no date: nothing is open in time, or nothing leaves any more.
    NoDate {},
}
