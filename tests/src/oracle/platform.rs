//! Whose case it is: the preset that it is priced under, and what its words for choices mean.

use fondaco::money::{Remainder, Rounding};
use fondaco::pricing::{AcrossZones, Base, Exclusive, PricingPolicy, Sequence, SpreadBy, Target, TaxScope, Untaxed};
use serde::Deserialize;
use serde_json::Value;

use super::given::{Fields, Miss, not_applicable, plain};

/// Whose case it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Platform {
    /// Sylius.
    Sylius,
    /// Vendure.
    Vendure,
    /// Solidus.
    Solidus,
    /// Saleor.
    Saleor,
    /// Medusa.
    Medusa,
    /// commercetools.
    Commercetools,
    /// Docs of others, and figures of issues.
    Other,
}

impl Platform {
    /// The platform of a file, by the first word of its name.
    pub fn of(file: &str) -> Option<Self> {
        Some(match file.split('-').next()? {
            "sylius" => Self::Sylius,
            "vendure" => Self::Vendure,
            "solidus" => Self::Solidus,
            "saleor" => Self::Saleor,
            "medusa" => Self::Medusa,
            "commercetools" => Self::Commercetools,
            "other" | "issues" => Self::Other,
            _ => return None,
        })
    }

    /// Its preset. Of others it is only said that goods without a rate are not taxed.
    pub(super) fn policy(self) -> PricingPolicy {
        let preset = match self {
            Self::Sylius => PricingPolicy::sylius(),
            Self::Vendure => PricingPolicy::vendure(),
            Self::Solidus => PricingPolicy::solidus(),
            Self::Saleor => PricingPolicy::saleor(),
            Self::Medusa => PricingPolicy::medusa(),
            Self::Commercetools => PricingPolicy::commercetools(),
            Self::Other => PricingPolicy::default(),
        };
        PricingPolicy { untaxed: Untaxed::Free, ..preset }
    }
}

/// The choices of a case: its platform's, but for those that it states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices {
    pub(super) policy: PricingPolicy,
    /// What a discount on the order is taken off.
    pub(super) order: Target,
}

impl Choices {
    /// Reads everything that a case states about how it is to be priced.
    pub(super) fn read(platform: Platform, given: &Fields<'_>) -> Result<Self, Miss> {
        let mut choices = Self { policy: platform.policy(), order: Target::Order };
        if let Some(policy) = given.object("policy")? {
            let named = given.value("policy").and_then(Value::as_object);
            for (name, _) in named.into_iter().flatten() {
                if let Some(value) = policy.value(name) {
                    choices.state(name, value, &policy)?;
                }
            }
        }
        if let Some(tax) = given.object("tax")? {
            for name in ["rounding", "rounding_scope", "tax_base"] {
                if let Some(value) = tax.value(name) {
                    choices.tax(name, value, &tax)?;
                }
            }
            tax.done()?;
        }
        for name in ["rounding", "rounding_scope", "level"] {
            if let Some(value) = given.value(name) {
                choices.tax(name, value, given)?;
                if name == "rounding" && plain(value) != "none" {
                    choices.policy.discount_rounding = rounding(&plain(value), given)?;
                }
            }
        }
        for (name, word) in [
            ("distribution", "distribution"),
            ("cross_zone_policy", "cross_zone_policy"),
            ("stacking", "order_stacking"),
        ] {
            if let Some(value) = given.value(name) {
                choices.state(word, value, given)?;
            }
        }
        Ok(choices)
    }

    fn tax(&mut self, name: &str, value: &Value, given: &Fields<'_>) -> Result<(), Miss> {
        let word = plain(value);
        match (name, word.as_str()) {
            // The platform does not round; what it comes to is compared after rounding.
            ("rounding", "none") | ("tax_base", "after_discounts") => {}
            ("rounding", word) => self.policy.tax_rounding = rounding(word, given)?,
            (_, "unit") => self.policy.tax_scope = TaxScope::Unit,
            (_, "line") => self.policy.tax_scope = TaxScope::Line,
            (_, "order" | "total") => self.policy.tax_scope = TaxScope::Total,
            _ => return Err(given.unknown(name, word)),
        }
        Ok(())
    }

    fn state(&mut self, name: &str, value: &Value, given: &Fields<'_>) -> Result<(), Miss> {
        let word = plain(value);
        let policy = &mut self.policy;
        match (name, word.as_str()) {
            ("sequence", "priority_desc") => policy.sequence = Sequence::Priority,
            ("sequence", "creation order") => policy.sequence = Sequence::Phases,
            ("sequence", word)
                if word.starts_with("all item actions of all promotions per line, then order actions") =>
            {
                policy.sequence = Sequence::Phases;
            }
            ("exclusive", "highest_priority_exclusive_alone") => policy.exclusive = Exclusive::Alone,
            ("exclusive", "stop_after_this_discount") => policy.exclusive = Exclusive::StopAfter,
            ("exclusive", "best_deal") => policy.exclusive = Exclusive::Best,
            ("stacking_base", word) => {
                for part in word.split(';') {
                    match part.split_once(':') {
                        Some(("order", base)) => policy.order_base = self::base(base, given)?,
                        Some(("unit" | "line", base)) => policy.line_base = self::base(base, given)?,
                        _ => return Err(given.unknown(name, part)),
                    }
                }
            }
            ("percent_stacking", "compounding on running price") => policy.line_base = Base::Running,
            ("order_stacking", "parallel_same_base") => policy.order_base = Base::Original,
            ("order_stacking", "sequential" | "compounding" | "sequential_running_base") => {
                policy.order_base = Base::Running;
            }
            ("price_rounding", "line: half_up(unrounded_unit*qty)") => policy.price_rounding = Rounding::HalfUp,
            ("percent_rounding" | "rounding", word) => {
                policy.discount_rounding = rounding(word.strip_suffix(" of the final parts").unwrap_or(word), given)?;
            }
            ("distribution", word) => {
                let plain = word.strip_suffix(" weighted by gross line totals");
                policy.spread_by = if plain.is_some() { SpreadBy::Gross } else { policy.spread_by };
                policy.spread = remainder(plain.unwrap_or(word))?;
            }
            ("tax_rounding_scope", _) => return self.tax("rounding_scope", value, given),
            ("shipping_counts_for_order_discount", "true") => self.order = Target::OrderAndShipping,
            ("cross_zone_policy", "keep_net") => policy.across_zones = AcrossZones::KeepNet,
            ("cross_zone_policy", "keep_gross") => policy.across_zones = AcrossZones::KeepGross,
            ("unit_split", "larger_shares_first")
            | ("floor", "zero_or_min_unit_price" | "line_total_zero")
            | ("discount_before_tax", "true")
            | ("shipping_counts_for_order_discount", "false")
            | ("tax_base", "after_discounts")
            | ("order_discount_unit", "same basis as list prices (net when prices exclude tax)")
            | ("voucher_base", "subtotal only")
            | ("manual_base", "subtotal and shipping")
            | ("base", "running_price_starting_at_original_price") => {}
            _ => return Err(given.unknown(name, word)),
        }
        Ok(())
    }
}

/// A rounding by its name.
pub(super) fn rounding(word: &str, given: &Fields<'_>) -> Result<Rounding, Miss> {
    Rounding::deserialize(Value::from(word)).map_err(|_| given.unknown("rounding", word))
}

fn base(word: &str, given: &Fields<'_>) -> Result<Base, Miss> {
    match word {
        _ if word.starts_with("running") => Ok(Base::Running),
        _ if word.starts_with("original") => Ok(Base::Original),
        _ => Err(given.unknown("stacking_base", word)),
    }
}

/// What is done with what is left of a distribution, by the name of its algorithm.
pub(super) fn remainder(word: &str) -> Result<Remainder, Miss> {
    match word {
        "half_down_then_unit_remainder_to_first" | "proportional_capped_recursive" => {
            Ok(Remainder::HalfDownThenInOrder)
        }
        "floor_then_largest_remainder_ties_first" => Ok(Remainder::LargestRemainder),
        "trunc_sequential_from_last" => Ok(Remainder::CutFromLast),
        "half_up_last_line_absorbs" => Ok(Remainder::HalfUpThenLast),
        "remainder_to_last" => Ok(Remainder::Last),
        "remainder_to_first" => Ok(Remainder::First),
        "larger_shares_first" => Ok(Remainder::InOrder),
        _ => Err(not_applicable(format!("`{word}` is no distribution of this version"))),
    }
}
