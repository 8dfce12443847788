//! Promotions as data: when, what off what, beside which others, and how often.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::condition::{Condition, is_all};
use super::goods::Goods;
use crate::id::{ChargeCode, GroupCode, PromotionCode, Sku, TaxCategory};
use crate::money::{Money, Rate};
use crate::omit::is_default;
use crate::title::Title;

/// A promotion. Without actions it would do nothing, so it has at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// Names it.
    pub code: PromotionCode,
    /// What the shopper reads.
    pub title: Title,
    /// When it applies; always when absent.
    #[serde(default, skip_serializing_if = "Condition::is_always")]
    pub when: Condition,
    /// What it does.
    pub actions: Vec<Action>,
    /// The higher comes first. Of equal ones, the earlier in the rules.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: i32,
    /// Lanes run one after the other, the lowest first; see `on_one_line` of the policy.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lane: i32,
    /// Beside which others it applies.
    #[serde(default, skip_serializing_if = "Stacking::is_combinable")]
    pub stacking: Stacking,
    /// How much it may take off.
    #[serde(default, skip_serializing_if = "Caps::is_none")]
    pub caps: Caps,
    /// How often it may be used, and what it may cost.
    #[serde(default, skip_serializing_if = "Limits::is_none")]
    pub limits: Limits,
    /// Leaves alone goods that a promotion of the catalog or a sale list has made cheaper.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub spares_reduced: bool,
    /// Applies from this instant, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Applies until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Promotion {
    /// A promotion that always applies, with one action.
    pub fn new(code: PromotionCode, title: impl Into<Title>, action: Action) -> Self {
        Self {
            code,
            title: title.into(),
            when: Condition::default(),
            actions: alloc::vec![action],
            priority: 0,
            lane: 0,
            stacking: Stacking::Combinable,
            caps: Caps::default(),
            limits: Limits::default(),
            spares_reduced: false,
            from: None,
            until: None,
        }
    }
}

/// What a promotion does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::large_enum_variant, reason = "actions are few, and boxes would be in the way of whoever writes one")]
pub enum Action {
    /// Takes something off.
    Discount(Discount),
    /// Buy some, get some cheaper.
    BuyGet(BuyGet),
    /// A price for a set of goods.
    Bundle(Bundle),
    /// Adds goods that cost nothing.
    Gift(Gift),
}

/// Something off units, lines, the order or its shipping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// Off what.
    pub on: Target,
    /// How much.
    pub off: Off,
    /// Only these goods: they are reduced, and nothing else counts or shares.
    #[serde(default, skip_serializing_if = "is_all")]
    pub goods: Goods,
    /// Only some units of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Units>,
    /// Only these charges, for shipping; all of them when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeCode>,
}

impl Discount {
    /// A discount without further restriction.
    pub fn new(on: Target, off: Off) -> Self {
        Self { on, off, goods: Goods::default(), units: None, charges: Vec::new() }
    }
}

/// What a discount is taken off. It decides the phase that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The price itself, before anything else: what the shop window shows. Phase: catalog.
    Price,
    /// Each unit. Phase: line.
    Unit,
    /// Each line once. Phase: line.
    Line,
    /// The goods together, shared by their lines. Phase: order.
    Order,
    /// The goods and the shipping together, shared by them. Phase: order.
    OrderAndShipping,
    /// Each charge for shipping. Phase: shipping.
    Shipping,
    /// The charges for shipping together, shared by them. Phase: shipping.
    ShippingTogether,
}

/// How much is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Off {
    /// A share, above 0 and at most 1: `0.10` is 10 %.
    Percent(Rate),
    /// An amount, one for each currency; nothing in others.
    Amount(Vec<Money>),
    /// All above a price, one for each currency; nothing in others.
    Price(Vec<Money>),
    /// By steps of what the goods come to, the highest that is reached.
    Steps(Steps),
    /// An amount for the first unit and another for each further one, off the line.
    Units {
        /// For the first.
        first: Vec<Money>,
        /// For each further one.
        further: Vec<Money>,
        /// How many units at most; all when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<i64>,
    },
}

/// Steps of a discount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// What decides the step.
    pub by: StepBy,
    /// What applies below the first step; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<StepOff>,
    /// The steps, the lowest first.
    pub steps: Vec<Step>,
}

/// What decides a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepBy {
    /// What all goods of the basket are worth, before discounts, in minor units.
    OrderTotal,
    /// What the goods of the discount are worth, before discounts, in minor units.
    GoodsTotal,
    /// What the line is worth, before discounts, in minor units.
    LineTotal,
    /// How many units of the goods of the discount there are.
    Quantity,
    /// How many units the line has.
    LineQuantity,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// From this on, inclusive: minor units or units, as `by` says.
    pub from: i64,
    /// How much is taken off.
    pub off: StepOff,
}

/// How much a step takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StepOff {
    /// A share.
    Percent(Rate),
    /// An amount, one for each currency.
    Amount(Vec<Money>),
    /// All above a price, one for each currency.
    Price(Vec<Money>),
}

/// Which units of the goods a discount reaches. Goods sold by weight or length count as one unit a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Units {
    /// This many at most, of all the goods.
    AtMost {
        /// How many.
        count: i64,
        /// Which first.
        pick: Pick,
    },
    /// This many at most of each line.
    OfEachLine(i64),
    /// Whole groups of this many, of all the goods; what is left over is not reduced.
    Groups {
        /// How many make a group.
        of: i64,
        /// Which first.
        pick: Pick,
    },
}

/// Which units come first. Ties go by the place of their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// The cheapest.
    #[default]
    Cheapest,
    /// The dearest.
    Dearest,
    /// Those of the line with most units.
    LargestLine,
    /// In the order of the basket.
    InOrder,
}

/// Buy some, get some cheaper. Goods sold by weight or length take no part.
///
/// How it is worked out, without gaps: the units that may trigger are those of `buy`, those that may be rewarded of
/// `get`. A set takes `buy_quantity` of the former and `get_quantity` of the latter, no unit twice (where
/// `triggers_may_be_rewarded`, a unit may be both). There are as many sets as the units allow, at most `sets`. Rewards are
/// picked in the order of `pick`, passing over a unit that is still needed as a trigger. Where `partial`, one more set is
/// begun whose triggers are complete and whose rewards are not. Where `uses_up`, units of a set take part in no later
/// buy-and-get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyGet {
    /// What triggers it.
    #[serde(default, skip_serializing_if = "is_all")]
    pub buy: Goods,
    /// How many units trigger a set.
    pub buy_quantity: i64,
    /// What is rewarded.
    #[serde(default, skip_serializing_if = "is_all")]
    pub get: Goods,
    /// How many units a set rewards.
    pub get_quantity: i64,
    /// How much is taken off each rewarded unit; all of it when absent.
    #[serde(default = "everything")]
    pub off: StepOff,
    /// Which units are rewarded first.
    #[serde(default)]
    pub pick: Pick,
    /// How many sets at most in one order; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<i64>,
    /// Rewards what there is when a set's triggers are there and its rewards are too few.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub partial: bool,
    /// A unit that triggers may be rewarded itself.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub triggers_may_be_rewarded: bool,
    /// Its units take part in no later buy-and-get.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub uses_up: bool,
}

fn everything() -> StepOff {
    StepOff::Percent(Rate::ONE)
}

/// A price for a set of goods, as often as the set is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// What makes a set, each at least once. A unit is counted for the first part that it fits.
    pub parts: Vec<BundlePart>,
    /// How much is taken off a set; its units share it by their prices.
    pub off: StepOff,
    /// How many sets at most in one order; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<i64>,
}

/// A part of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundlePart {
    /// Which goods fit.
    pub goods: Goods,
    /// How many units.
    pub quantity: i64,
}

/// Goods that are added and cost nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    /// What.
    pub sku: Sku,
    /// What the shopper reads.
    pub title: Title,
    /// What one costs otherwise, one price for each currency; nothing is given in others.
    pub prices: Vec<Money>,
    /// Which tax rates apply to it.
    pub tax_category: TaxCategory,
    /// How many.
    pub quantity: i64,
    /// One more for every so many units of goods: 2 gives one gift for two units, two for four.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_every: Option<ForEvery>,
}

/// A gift for every so many units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForEvery {
    /// How many units.
    pub quantity: i64,
    /// Of which goods.
    #[serde(default, skip_serializing_if = "is_all")]
    pub of: Goods,
}

/// Beside which other promotions one applies. Promotions of the catalog set prices and exclude nothing but each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Stacking {
    /// Beside all.
    #[default]
    Combinable,
    /// Beside none; see `exclusive` of the policy.
    Exclusive,
    /// Beside none of its group; see `group` of the policy.
    ExclusiveIn(GroupCode),
}

impl Stacking {
    fn is_combinable(&self) -> bool {
        *self == Self::Combinable
    }
}

/// How much a promotion may take off; one amount for each currency, no cap in others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Caps {
    /// Off one line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<Money>,
    /// Off one order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Money>,
}

impl Caps {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// How often a promotion may be used, and what it may cost. The counting is the store's; see [`Context::left`].
///
/// [`Context::left`]: super::Context::left
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Orders in total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses: Option<i64>,
    /// Orders of one customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses_per_customer: Option<i64>,
    /// What it may take off in total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// What happens when an order would take off more than is left of the budget.
    #[serde(skip_serializing_if = "Overrun::is_skip")]
    pub overrun: Overrun,
}

impl Limits {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What happens when an order would take off more than is left of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overrun {
    /// The promotion is left out.
    #[default]
    Skip,
    /// It takes off what is left.
    Cut,
}

impl Overrun {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_skip(&self) -> bool {
        *self == Self::Skip
    }
}
