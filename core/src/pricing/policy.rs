//! Policies: every choice on which shops and platforms differ, as a named value.

use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::money::{Remainder, Rounding};

/// How prices are worked out where more than one way is right. Every field has a default, so `{}` is a policy.
///
/// The presets reproduce platforms that shops come from; each names what it differs in from [`PricingPolicy::default`].
///
/// ```
/// use fondaco::pricing::{PricingPolicy, Sequence};
///
/// let policy: PricingPolicy = serde_json::from_str(r#"{"sequence": "priority"}"#)?;
/// assert_eq!(policy, PricingPolicy { sequence: Sequence::Priority, ..PricingPolicy::default() });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PricingPolicy {
    /// How a price times a quantity becomes minor units, where it does not come out even.
    pub price_rounding: Rounding,
    /// How a percentage off becomes minor units.
    pub discount_rounding: Rounding,
    /// How a tax becomes minor units.
    pub tax_rounding: Rounding,
    /// Where taxes are rounded.
    pub tax_scope: TaxScope,
    /// Several taxes on one line: each rounded by itself, or rounded once and shared.
    pub tax_parts: TaxParts,
    /// In which order promotions are applied.
    pub sequence: Sequence,
    /// Which promotions of the catalog reduce a price.
    pub catalog: CatalogChoice,
    /// What several promotions of one lane do to one line.
    pub on_one_line: OnOneLine,
    /// What an exclusive promotion excludes.
    pub exclusive: Exclusive,
    /// Which promotion of an exclusive group is applied.
    pub group: Choice,
    /// What a percentage off a unit or line is taken of.
    pub line_base: Base,
    /// What a percentage off the order is taken of.
    pub order_base: Base,
    /// Which amounts the thresholds of conditions look at.
    pub threshold: Base,
    /// Whether thresholds that do not say so count tax.
    pub threshold_tax: TaxView,
    /// Where a percentage off units is rounded.
    pub unit_rounding: UnitRounding,
    /// How a discount on the order is shared by its lines.
    pub spread: Remainder,
    /// By what a discount on the order is shared.
    pub spread_by: SpreadBy,
    /// What happens to prices that contain tax where the buyer's taxes differ from those at home.
    pub across_zones: AcrossZones,
    /// What happens where no tax rate is in force.
    pub untaxed: Untaxed,
    /// What gift cards and credit do to the total.
    pub stored_value: StoredValue,
}

impl Default for PricingPolicy {
    fn default() -> Self {
        Self {
            price_rounding: Rounding::HalfUp,
            discount_rounding: Rounding::HalfUp,
            tax_rounding: Rounding::HalfUp,
            tax_scope: TaxScope::Line,
            tax_parts: TaxParts::Each,
            sequence: Sequence::Phases,
            catalog: CatalogChoice::All,
            on_one_line: OnOneLine::All,
            exclusive: Exclusive::Alone,
            group: Choice::Priority,
            line_base: Base::Running,
            order_base: Base::Running,
            threshold: Base::Running,
            threshold_tax: TaxView::AsPriced,
            unit_rounding: UnitRounding::Unit,
            spread: Remainder::LargestRemainder,
            spread_by: SpreadBy::Amount,
            across_zones: AcrossZones::KeepGross,
            untaxed: Untaxed::Refuse,
            stored_value: StoredValue::Payment,
        }
    }
}

impl PricingPolicy {
    /// As Vendure prices: a line's discount rounded once, a half in favour of the shop; discounts on the order shared by
    /// what lines cost with tax; several taxes of a line added up and rounded once; net prices kept across zones; no rate, no tax.
    pub fn vendure() -> Self {
        Self {
            discount_rounding: Rounding::HalfDown,
            tax_parts: TaxParts::Together,
            unit_rounding: UnitRounding::Line,
            spread_by: SpreadBy::Gross,
            across_zones: AcrossZones::KeepNet,
            untaxed: Untaxed::Free,
            ..Self::default()
        }
    }

    /// As Sylius prices: promotions by priority whatever they act on; percentages off a unit always of its price before
    /// discounts; shares rounded half toward zero, the first lines taking what is left; no rate, no tax.
    pub fn sylius() -> Self {
        Self {
            sequence: Sequence::Priority,
            line_base: Base::Original,
            spread: Remainder::HalfDownThenInOrder,
            untaxed: Untaxed::Free,
            ..Self::default()
        }
    }

    /// As Solidus prices: lane by lane whatever promotions act on, in each lane the best discount of each line only;
    /// shares cut from the last line up, the first taking what is left; net prices kept across zones; no rate, no tax.
    pub fn solidus() -> Self {
        Self {
            sequence: Sequence::Priority,
            on_one_line: OnOneLine::Best,
            spread: Remainder::CutFromLast,
            across_zones: AcrossZones::KeepNet,
            untaxed: Untaxed::Free,
            ..Self::default()
        }
    }

    /// As Saleor prices: the best promotion of the catalog only; the last line takes what rounding leaves of a discount on the order; gift cards lower the total.
    pub fn saleor() -> Self {
        Self {
            catalog: CatalogChoice::Best,
            spread: Remainder::HalfUpThenLast,
            untaxed: Untaxed::Free,
            stored_value: StoredValue::Reduction,
            ..Self::default()
        }
    }

    /// As commercetools prices: half-even prices and taxes, discounts half-down; the first promotion of the catalog
    /// only; promotions by sort order, an exclusive one the last.
    pub fn commercetools() -> Self {
        Self {
            price_rounding: Rounding::HalfEven,
            discount_rounding: Rounding::HalfDown,
            tax_rounding: Rounding::HalfEven,
            tax_parts: TaxParts::Together,
            sequence: Sequence::Priority,
            catalog: CatalogChoice::First,
            exclusive: Exclusive::StopAfter,
            untaxed: Untaxed::Free,
            ..Self::default()
        }
    }

    /// As Medusa prices, rounded to the currency: buy-and-get promotions before all others.
    pub fn medusa() -> Self {
        Self {
            sequence: Sequence::BuyGetFirst,
            unit_rounding: UnitRounding::Line,
            untaxed: Untaxed::Free,
            ..Self::default()
        }
    }

    /// A preset by the name of its platform: `vendure`, `sylius`, `solidus`, `saleor`, `commercetools` or `medusa`.
    pub fn preset(platform: &str) -> Option<Self> {
        match platform {
            "vendure" => Some(Self::vendure()),
            "sylius" => Some(Self::sylius()),
            "solidus" => Some(Self::solidus()),
            "saleor" => Some(Self::saleor()),
            "commercetools" => Some(Self::commercetools()),
            "medusa" => Some(Self::medusa()),
            _ => None,
        }
    }
}

/// Defines choices: plain enums, written in snake case.
macro_rules! choices {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $meaning:literal])+ $value:ident,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[doc = $meaning])+ $value,)+ }
    )+};
}

choices! {
    /// Where taxes are rounded.
    TaxScope {
        /// On each unit; a line's tax is the sum over its units, of which the first bear the larger shares of its discounts.
        Unit,
        /// On each line.
        Line,
        /// Once on all that one tax is due on; the lines share it by largest remainder.
        Total,
    }
    /// Several taxes on one line.
    TaxParts {
        /// Each is rounded by itself.
        Each,
        /// Their rates are added up, the tax is rounded once and shared by largest remainder.
        Together,
    }
    /// In which order promotions are applied. Ties go to the higher priority, then to the place in the rules.
    Sequence {
        /// Catalog, then line, then order, then shipping actions, each phase by lane and priority.
        Phases,
        /// By lane and priority, all actions of a promotion together. Catalog actions still come first: they set prices.
        Priority,
        /// As phases, and in the line phase buy-and-get before everything else.
        BuyGetFirst,
    }
    /// Which promotions of the catalog reduce a price.
    CatalogChoice {
        /// All, one after the other, the highest priority first.
        All,
        /// The one that reduces it most.
        Best,
        /// The first that reduces it.
        First,
    }
    /// What several promotions of one lane do to one line.
    OnOneLine {
        /// Each takes its discount off.
        All,
        /// Only the largest discount is taken; of equal ones the first.
        Best,
    }
    /// What an exclusive promotion excludes.
    Exclusive {
        /// Every other: the eligible exclusive promotion of the highest priority is applied alone.
        Alone,
        /// All that would come after it.
        StopAfter,
        /// Every other, if alone it takes off more than all that are not exclusive together: best for the customer.
        Best,
    }
    /// Which promotion of an exclusive group is applied.
    Choice {
        /// The first that takes something off, by priority.
        Priority,
        /// The one that takes off most: best for the customer.
        Best,
    }
    /// Which amounts are looked at.
    Base {
        /// What earlier promotions have left.
        Running,
        /// What stood before any of them; those of the catalog count as prices.
        Original,
    }
    /// Amounts with or without tax.
    TaxView {
        /// As the prices are: with tax where they contain it.
        AsPriced,
        /// Without tax.
        Net,
        /// With tax.
        Gross,
    }
    /// Where a percentage off units is rounded.
    UnitRounding {
        /// On each unit.
        Unit,
        /// Once on the line.
        Line,
    }
    /// By what a discount on the order is shared.
    SpreadBy {
        /// By what is left of each line, as prices are.
        Amount,
        /// By what is left of each line, with tax.
        Gross,
    }
    /// What happens to prices that contain tax where the buyer's taxes differ from those at home.
    AcrossZones {
        /// The price stays, its net part varies.
        KeepGross,
        /// The net price stays, what is paid varies.
        KeepNet,
    }
    /// What happens where no tax rate is in force.
    Untaxed {
        /// The basket is refused with `tax.unknown`.
        Refuse,
        /// No tax is due.
        Free,
    }
    /// What gift cards and credit do to the total.
    StoredValue {
        /// They pay: the total and its taxes stay, what is due is less.
        Payment,
        /// They lower the total, and net and tax in proportion.
        Reduction,
    }
}
