//! Which goods a rule is about.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::id::{CategoryCode, ProductCode, Sku};
use crate::money::Money;

/// A choice of goods: everything that is said must hold, of each list one entry. `{}` is all goods.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Goods {
    /// One of these SKUs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// A variant of one of these products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductCode>,
    /// In one of these categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryCode>,
    /// For each attribute one of the values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// None of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Goods>,
    /// Whose unit price, before promotions on the line, lies within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Bounds>,
    /// Whose line, before promotions on it, costs within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_total: Option<Bounds>,
    /// Only goods that a promotion of the catalog or a sale list has made cheaper, or only goods that none has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduced: Option<bool>,
}

/// A range of amounts. All that is said must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounds {
    /// This much or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// More than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Money>,
    /// This much or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Money>,
    /// Less than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Money>,
}

impl Bounds {
    /// This much or more.
    pub fn at_least(amount: Money) -> Self {
        Self { at_least: Some(amount), ..Self::default() }
    }

    /// More than this.
    pub fn above(amount: Money) -> Self {
        Self { above: Some(amount), ..Self::default() }
    }

    /// What is wrong with it, and what would be right.
    pub(crate) fn problems(&self) -> impl Iterator<Item = &'static str> {
        let currencies = || self.amounts().map(|amount| amount.currency());
        let one = currencies().all(|currency| Some(currency) == currencies().next());
        let minor = |amount: Option<Money>| amount.map(|amount| i128::from(amount.minor()));
        let least = minor(self.at_least).max(minor(self.above).map(|above| above.saturating_add(1)));
        let ends = [minor(self.at_most), minor(self.below).map(|below| below.saturating_sub(1))];
        let most = ends.into_iter().flatten().min();
        let holds = least.zip(most).is_none_or(|(least, most)| least <= most);
        let needs = [
            (self.amounts().next().is_some(), "takes at least one bound"),
            (one, "takes amounts of one currency"),
            (self.amounts().all(|amount| !amount.is_negative()), "takes amounts of zero or more"),
            (holds, "holds no amount: its lower bound is above its upper one"),
        ];
        needs.into_iter().filter(|(holds, _)| !holds).map(|(_, problem)| problem)
    }

    /// The amounts that it names.
    pub(crate) fn amounts(&self) -> impl Iterator<Item = Money> {
        [self.at_least, self.above, self.at_most, self.below].into_iter().flatten()
    }
}

/// A range of whole numbers: units, grams, orders. All that is said must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Count {
    /// This many or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// This many or fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

impl Count {
    /// This many or more.
    pub fn at_least(count: i64) -> Self {
        Self { at_least: Some(count), at_most: None }
    }

    /// Exactly this many.
    pub fn exactly(count: i64) -> Self {
        Self { at_least: Some(count), at_most: Some(count) }
    }

    /// Whether a number lies within.
    pub fn holds(&self, count: i64) -> bool {
        self.at_least.is_none_or(|least| count >= least) && self.at_most.is_none_or(|most| count <= most)
    }
}
