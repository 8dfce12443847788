//! Conditions: when a promotion applies, as a typed tree.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::civil;
use serde::Serialize;

use super::goods::{Bounds, Count, Goods};
use super::policy::{Base, TaxView};
use crate::id::{ArmCode, ChannelCode, CountryCode, CouponCode, ExperimentCode, GroupCode, PromotionCode, RegionCode};

/// Holds where at least one does; where none does, why the first does not, or `none` where there is not even one.
pub(crate) fn any_holds<T, R>(tests: &[T], none: R, holds: impl Fn(&T) -> Result<(), R>) -> Result<(), R> {
    let mut first = Err(none);
    for (at, test) in tests.iter().enumerate() {
        match holds(test) {
            Ok(()) => return Ok(()),
            Err(reason) if at == 0 => first = Err(reason),
            Err(_) => {}
        }
    }
    first
}

/// What must hold. At most [`crate::limits::CONDITION_DEPTH`] deep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one of these; an empty list holds.
    All(Vec<Condition>),
    /// At least one of these; an empty list does not hold.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// Goods are worth this much.
    Total(TotalTest),
    /// There are this many units of goods.
    Quantity(QuantityTest),
    /// Goods weigh this much.
    Weight(WeightTest),
    /// The basket is filled in one of these channels.
    Channel(Vec<ChannelCode>),
    /// The goods go to one of these countries.
    Country(Vec<CountryCode>),
    /// The goods go to one of these regions.
    Region(Vec<RegionCode>),
    /// The customer belongs to one of these groups or clubs.
    Group(Vec<GroupCode>),
    /// The context has this attribute with one of these values.
    Attribute {
        /// Which.
        name: Arc<str>,
        /// One of these.
        values: Vec<Arc<str>>,
    },
    /// The order would be the customer's n-th; cancelled ones do not count. The first is 1.
    OrderNumber(Count),
    /// One of these coupon codes was given.
    Coupon(Vec<CouponCode>),
    /// The clock shows this, somewhere.
    Clock(ClockTest),
    /// The buyer is in this arm of an experiment.
    Arm {
        /// Which experiment.
        experiment: ExperimentCode,
        /// Which arm.
        arm: ArmCode,
    },
    /// Another promotion, which comes earlier, took something off.
    Applied(PromotionCode),
}

impl Default for Condition {
    /// Always.
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Condition {
    /// Whether it holds without looking.
    pub fn is_always(&self) -> bool {
        matches!(self, Self::All(all) if all.is_empty())
    }

    /// How deep it is: 1 for a test, one more for each list or negation around it. Looks no deeper than `most`, so that
    /// it ends well before a condition without end.
    pub fn depth(&self, most: usize) -> usize {
        let Some(further) = most.checked_sub(1) else { return 1 };
        let deepest = self.inner().iter().map(|inner| inner.depth(further)).max();
        deepest.unwrap_or_default().saturating_add(1)
    }

    /// The conditions that it is made of, if it is a list or a negation.
    pub(super) fn inner(&self) -> &[Self] {
        if let Self::All(list) | Self::Any(list) = self {
            list
        } else if let Self::Not(inner) = self {
            core::slice::from_ref(inner)
        } else {
            &[]
        }
    }
}

/// What goods are worth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TotalTest {
    /// Which goods; all when absent.
    #[serde(skip_serializing_if = "is_all")]
    pub of: Goods,
    /// One range for each currency that the promotion is for.
    pub within: Vec<Bounds>,
    /// Which amounts; the policy's `threshold` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// With or without tax; the policy's `threshold_tax` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxView>,
}

/// How many units there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuantityTest {
    /// Of which goods; all when absent.
    #[serde(skip_serializing_if = "is_all")]
    pub of: Goods,
    /// How many, in smallest units.
    pub within: Count,
    /// On one line rather than together.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub on_one_line: bool,
}

/// What goods weigh.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WeightTest {
    /// Which goods; all when absent.
    #[serde(skip_serializing_if = "is_all")]
    pub of: Goods,
    /// How many grams.
    pub within: Count,
}

/// Which time of the week it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockTest {
    /// On one of these days; any when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// From this minute of the day, inclusive: 1080 is 18:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_minute: Option<u16>,
    /// Until this minute of the day, exclusive. Before `from_minute` it means the next day: a night from 22:00 to 02:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_minute: Option<u16>,
    /// Whose clock, as a POSIX time zone with its rule for summer time: `CET-1CEST,M3.5.0,M10.5.0/3` is most of Europe,
    /// `UTC0` is UTC (IEEE Std 1003.1, 8.3).
    pub zone: Arc<str>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the days say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    pub(crate) fn of(day: civil::Weekday) -> Self {
        match day {
            civil::Weekday::Monday => Self::Monday,
            civil::Weekday::Tuesday => Self::Tuesday,
            civil::Weekday::Wednesday => Self::Wednesday,
            civil::Weekday::Thursday => Self::Thursday,
            civil::Weekday::Friday => Self::Friday,
            civil::Weekday::Saturday => Self::Saturday,
            civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

pub(super) fn is_all(goods: &Goods) -> bool {
    *goods == Goods::default()
}
