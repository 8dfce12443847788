//! Rules of pricing as data: what is stored, sent and versioned.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::list::PriceList;
use super::policy::PricingPolicy;
use super::promotion::Promotion;
use super::tax::{TaxRate, TaxZone};
use crate::id::{ArmCode, BookCode, ExperimentCode, ZoneCode};

/// Whether shown prices contain their tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxDisplay {
    /// Prices contain tax, as consumers in Europe are shown them.
    Inclusive,
    /// Tax is added to prices, as in the United States and between businesses.
    Exclusive,
}

/// Everything that turns a basket into a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceRules {
    /// Names the rules.
    pub code: BookCode,
    /// Whether prices contain tax.
    pub tax_display: TaxDisplay,
    /// Choices on which shops differ.
    #[serde(default)]
    pub policy: PricingPolicy,
    /// Prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<PriceList>,
    /// Promotions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// Places that share taxes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<TaxZone>,
    /// Taxes by zone, category and time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxRate>,
    /// Whose taxes the prices contain where they contain tax: the seller's home. Asked for by `across_zones: keep_net`, and
    /// for buyers who owe no tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<ZoneCode>,
    /// Experiments with prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub experiments: Vec<Experiment>,
}

impl PriceRules {
    /// Rules without prices, promotions and taxes.
    pub fn new(code: BookCode, tax_display: TaxDisplay) -> Self {
        Self {
            code,
            tax_display,
            policy: PricingPolicy::default(),
            lists: Vec::new(),
            promotions: Vec::new(),
            zones: Vec::new(),
            taxes: Vec::new(),
            home: None,
            experiments: Vec::new(),
        }
    }
}

/// An experiment: buyers fall into its arms by a stable hash of their key, in proportion to the weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Names it, and is hashed with the key: the arms of two experiments have nothing to do with each other.
    pub code: ExperimentCode,
    /// Its arms.
    pub arms: Vec<Arm>,
    /// Runs from this instant, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Runs until this instant, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// An arm of an experiment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Names it.
    pub code: ArmCode,
    /// Its share of the buyers is its weight over the sum of the weights.
    pub weight: u32,
}

/// Whether an instant lies in a span that includes its start and excludes its end.
pub(crate) fn within(at: Timestamp, from: Option<Timestamp>, until: Option<Timestamp>) -> bool {
    from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
}

/// One thing that is wrong with a set of rules, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProblem {
    /// Where: `promotions[2].actions[0].off`.
    pub path: String,
    /// What, and what would be right.
    pub problem: String,
}
