//! Why a promotion took nothing off.

use alloc::sync::Arc;
use core::fmt;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::{ExperimentCode, PromotionCode};
use crate::money::{Currency, Money};

/// Why a promotion took nothing off. Of several reasons it is the first that was found, in the order of its condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RejectedReason {
    /// The goods it looks at are worth less than it needs.
    MinimumNotMet {
        /// From which value on it applies; more than this where `exclusive`.
        needs: Money,
        /// What they are worth.
        has: Money,
        /// The value needed is not enough by itself.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        exclusive: bool,
    },
    /// The goods it looks at are worth more than it allows.
    MaximumPassed {
        /// Up to which value it applies.
        most: Money,
        /// What they are worth.
        has: Money,
    },
    /// There are too few units of the goods it looks at.
    TooFew {
        /// How many it needs.
        needs: i64,
        /// How many there are.
        has: i64,
    },
    /// There are too many units of the goods it looks at.
    TooMany {
        /// Up to how many it applies.
        most: i64,
        /// How many there are.
        has: i64,
    },
    /// The goods it looks at weigh too little or too much.
    WeightDiffers {
        /// How many grams they weigh.
        has: i64,
    },
    /// Its amounts are in other currencies than the basket.
    OtherCurrency {
        /// A currency that it is for.
        needs: Currency,
    },
    /// It has not started, or has ended.
    NotNow {},
    /// It is for other hours or days of the week.
    NotAtThisTime {},
    /// It is for other channels.
    OtherChannel {},
    /// It is for other countries or regions.
    OtherDestination {},
    /// It is for groups or clubs that the buyer is not in.
    NotInGroup {},
    /// The context has not the attribute that it asks for.
    OtherAttribute {
        /// Which.
        name: Arc<str>,
    },
    /// It is for another of the customer's orders, such as the first.
    OtherOrderNumber {
        /// Which this one would be; unknown when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        has: Option<i64>,
    },
    /// None of its coupon codes was given.
    NoCoupon {},
    /// The buyer is in another arm of its experiment, or in none.
    OtherArm {
        /// Which experiment.
        experiment: ExperimentCode,
    },
    /// Another promotion must have taken something off, and did not.
    NeedsPromotion {
        /// Which.
        promotion: PromotionCode,
    },
    /// Something holds that must not.
    Forbidden {},
    /// No goods and no charges of the basket are what it reduces.
    NothingChosen {},
    /// It has nothing left to reduce, or its share rounds to nothing.
    NothingToTakeOff {},
    /// Another promotion excludes it.
    ExcludedBy {
        /// Which.
        promotion: PromotionCode,
    },
    /// Another promotion takes more off each of its lines.
    LessThanOthers {},
    /// It has been used as often as it may.
    UsedUp {},
    /// It would take off more than is left of its budget.
    BudgetPassed {
        /// What is left.
        left: Money,
        /// What it would take off.
        would: Money,
    },
}

impl fmt::Display for RejectedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinimumNotMet { needs, has, exclusive: false } => write!(f, "needs goods of {needs}, has {has}"),
            Self::MinimumNotMet { needs, has, exclusive: true } => {
                write!(f, "needs goods of more than {needs}, has {has}")
            }
            Self::MaximumPassed { most, has } => write!(f, "is for goods of up to {most}, has {has}"),
            Self::TooFew { needs, has } => write!(f, "needs {needs} units, has {has}"),
            Self::TooMany { most, has } => write!(f, "is for up to {most} units, has {has}"),
            Self::WeightDiffers { has } => write!(f, "is for another weight than {has} g"),
            Self::OtherCurrency { needs } => write!(f, "is for baskets in {needs}"),
            Self::NotNow {} => f.write_str("is not running now"),
            Self::NotAtThisTime {} => f.write_str("is for other hours or days"),
            Self::OtherChannel {} => f.write_str("is for other channels"),
            Self::OtherDestination {} => f.write_str("is for other destinations"),
            Self::NotInGroup {} => f.write_str("is for other groups of customers"),
            Self::OtherAttribute { name } => write!(f, "is for another `{name}`"),
            Self::OtherOrderNumber { has: Some(has) } => {
                write!(f, "is for another order of the customer than number {has}")
            }
            Self::OtherOrderNumber { has: None } => f.write_str("is for customers whose orders are counted"),
            Self::NoCoupon {} => f.write_str("needs a coupon code"),
            Self::OtherArm { experiment } => write!(f, "is for another arm of experiment {experiment}"),
            Self::NeedsPromotion { promotion } => write!(f, "needs {promotion}, which takes nothing off"),
            Self::Forbidden {} => f.write_str("is not for baskets like this"),
            Self::NothingChosen {} => f.write_str("reduces nothing that is here"),
            Self::NothingToTakeOff {} => f.write_str("has nothing to take off"),
            Self::ExcludedBy { promotion } => write!(f, "is excluded by {promotion}"),
            Self::LessThanOthers {} => f.write_str("takes off less than others"),
            Self::UsedUp {} => f.write_str("has been used as often as it may"),
            Self::BudgetPassed { left, would } => {
                write!(f, "would take off {would}, and {left} are left of its budget")
            }
        }
    }
}
