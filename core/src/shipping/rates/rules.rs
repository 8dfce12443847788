//! Rules of shipping as data: zones, methods, rates, surcharges.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::formula::Formula;
use super::restriction::{CarrierService, Restriction};
use super::when::{Measure, ShippingRule, SizeBounds};
use crate::id::{CategoryCode, ChargeCode, CountryCode, LocationCode, RegionCode, RouteCode, ZoneCode};
use crate::money::{Money, Rate, Rounding};
use crate::omit::is_default;
use crate::pricing::{ChargeTax, TaxDisplay, TaxView};
use crate::shipping::{DateRules, HazardClass, TransitDays};
use crate::title::Title;

/// Everything that says by which methods goods can be sent, and for how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingRules {
    /// Whether what goods are worth is looked at with tax where a rule does not say.
    pub tax_display: TaxDisplay,
    /// Which zone counts of several that a destination lies in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub zone_choice: ZoneChoice,
    /// Places that share rates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<ShippingZone>,
    /// How far stations lie apart, either way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distances: Vec<StationDistance>,
    /// Ways to send goods, in the order in which they are offered.
    pub methods: Vec<ShippingMethod>,
    /// What may not be sent, or not so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restrictions: Vec<Restriction>,
    /// When goods leave and arrive; without it no offer has a date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dates: DateRules,
}

impl ShippingRules {
    /// Methods, without zones.
    pub fn new(tax_display: TaxDisplay, methods: Vec<ShippingMethod>) -> Self {
        let zone_choice = ZoneChoice::MostSpecific;
        Self {
            tax_display,
            zone_choice,
            zones: Vec::new(),
            distances: Vec::new(),
            methods,
            restrictions: Vec::new(),
            dates: DateRules::default(),
        }
    }
}

/// Which zone counts of several that a destination lies in. A method takes the first one that it has a rate for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneChoice {
    /// The one that says most: a station, then a postal code, a city, a region, a country, anywhere; then the first.
    #[default]
    MostSpecific,
    /// The first in the order of the rules.
    First,
}

/// Places that share rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingZone {
    /// Names it.
    pub code: ZoneCode,
    /// What lies in it.
    pub places: Vec<ShippingPlace>,
    /// What does not, although it lies in one of the places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<ShippingPlace>,
}

/// A place: everything that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShippingPlace {
    /// The country; any when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// The region in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// The city in it; case does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Arc<str>>,
    /// The postal code: `?` is any one character, `*` at the end any rest, `from..to` a range, `from..` one without end. Codes of
    /// the United Kingdom, its islands and Ireland are compared part by part, others as text. Spaces, hyphens and case do not
    /// count; a ZIP+4 of the United States counts as its ZIP too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal: Option<Arc<str>>,
    /// A station of your own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<LocationCode>,
}

/// How far two stations lie apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationDistance {
    /// One of them.
    pub from: LocationCode,
    /// The other.
    pub to: LocationCode,
    /// How far, in metres or whatever else all distances are in.
    pub distance: u64,
}

/// A way to send goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingMethod {
    /// Names it, and the charge that it comes to.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// When it is offered. It looks at goods, never at what shipping costs.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: ShippingRule,
    /// How what it costs is taxed.
    #[serde(default, skip_serializing_if = "ChargeTax::is_none")]
    pub tax: ChargeTax,
    /// For staff only.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub hidden: bool,
    /// What it costs, by zone and currency.
    pub rates: Vec<ShippingRate>,
    /// What comes on top, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surcharges: Vec<Surcharge>,
    /// How long it takes, as it is told where no date is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<TransitDays>,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<CarrierService>,
    /// Dangerous goods that it takes: those of these classes, and no others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardClass>,
    /// The way that goods take, by which dates are promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteCode>,
}

/// What a method costs in a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShippingRate {
    /// Where; wherever no other rate of the method is for, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneCode>,
    /// How much.
    pub price: ShippingPrice,
    /// Nothing, surcharges included, where goods are worth this much or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_above: Option<Money>,
    /// The way that goods take there; that of the method when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteCode>,
}

/// How a price of shipping is worked out. All amounts of a rate are in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ShippingPrice {
    /// The same for whatever is sent.
    Flat(Money),
    /// So much for each unit; goods that are weighed or measured are one.
    PerItem(Money),
    /// So much for each step of a measure that is begun, a first one apart.
    PerStep {
        /// Of what.
        by: Measure,
        /// How much a step is.
        step: u64,
        /// What each costs.
        price: Money,
        /// What comes before the first step, and what it costs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        first: Option<FirstStep>,
    },
    /// By the band that a measure lies in; not offered below the first one, nor from `until` on.
    Bands {
        /// Of what.
        by: Measure,
        /// Each with its least, rising; the last one that is reached counts.
        bands: Vec<Band>,
        /// Not offered for this much or more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
    /// A share of what goods are worth.
    Percent {
        /// The share.
        rate: Rate,
        /// No less than this; an amount of zero where any share will do. It says what currency the rate is in.
        least: Money,
        /// No more than this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<Money>,
        /// With or without tax; as the rules say when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tax: Option<TaxView>,
        /// How it is rounded.
        #[serde(default = "half_up", skip_serializing_if = "is_half_up")]
        rounding: Rounding,
    },
    /// One price for the first unit, another for each further one; goods that are weighed or measured are one.
    Flexi {
        /// For the first.
        first: Money,
        /// For each further one.
        further: Money,
        /// What happens with many.
        #[serde(default, skip_serializing_if = "is_default")]
        most: FlexiMost,
    },
    /// One price for goods worth less than an amount, another from there on.
    Sack {
        /// Goods worth less than this.
        below: Money,
        /// Cost this.
        price: Money,
        /// All others this.
        otherwise: Money,
    },
    /// By the categories that lines are of, each counted once: a line is of the first one here that it is in.
    ByCategory {
        /// What each costs.
        prices: Vec<CategoryPrice>,
        /// What lines of none of them cost; not offered where there are such when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        others: Option<Money>,
        /// The sum of all, or the dearest alone.
        #[serde(default, skip_serializing_if = "is_default")]
        take: Take,
    },
    /// Worked out by a formula.
    Formula {
        /// What the formula counts in: with `1.00` it counts in whole units of the currency, with `0.01` in cents.
        unit: Money,
        /// The formula.
        formula: Formula,
    },
    /// All of these together.
    Sum(Vec<ShippingPrice>),
    /// The least of these.
    Least(Vec<ShippingPrice>),
    /// The most of these.
    Most(Vec<ShippingPrice>),
}

/// What comes before the steps of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstStep {
    /// Up to this much.
    pub up_to: u64,
    /// Costs this.
    pub price: Money,
}

/// A band of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// From this much on, included: grams, minor units, units, distance, score.
    pub from: i64,
    /// What it costs.
    pub price: ShippingPrice,
}

/// What happens with many units where the first costs another price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FlexiMost {
    /// Each is charged.
    #[default]
    Any,
    /// After so many the next is a first one again (Solidus).
    FirstAgainAfter(u32),
    /// No more than so many are charged (Spree).
    Charged(u32),
}

/// What a category costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryPrice {
    /// Which.
    pub category: CategoryCode,
    /// How much, of the goods in it alone.
    pub price: ShippingPrice,
}

/// What counts of several prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// All together.
    #[default]
    Sum,
    /// The dearest alone.
    Dearest,
}

/// Something on top of the price of a method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surcharge {
    /// Names it.
    pub code: ChargeCode,
    /// What the shopper reads.
    pub title: Title,
    /// What kind it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: SurchargeKind,
    /// When it is due.
    #[serde(default, skip_serializing_if = "is_default")]
    pub when: ShippingRule,
    /// Due for each parcel that one of these holds, rather than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<SizeBounds>,
    /// How much.
    pub amount: SurchargeAmount,
    /// No more than this, all parcels together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Money>,
    /// Those that are not due where this one is: for the parcels that it is due for, or at all. One that is
    /// superseded itself still supersedes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<ChargeCode>,
}

/// What something on top is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurchargeKind {
    /// The carrier asks for it.
    #[default]
    Surcharge,
    /// The shop asks for it: handling, packing.
    Handling,
}

/// How much something on top is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SurchargeAmount {
    /// The amount in the currency of the rate; not due in others.
    Fixed(Vec<Money>),
    /// A share.
    Percent {
        /// The share.
        rate: Rate,
        /// Of what.
        #[serde(default, skip_serializing_if = "is_default")]
        of: SurchargeBasis,
        /// How it is rounded.
        #[serde(default = "half_up", skip_serializing_if = "is_half_up")]
        rounding: Rounding,
    },
}

/// What a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurchargeBasis {
    /// The price of the rate: shares do not compound.
    #[default]
    Price,
    /// The price and what was put on top before.
    Running,
    /// What goods are worth.
    Goods,
}

fn half_up() -> Rounding {
    Rounding::HalfUp
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_half_up(rounding: &Rounding) -> bool {
    *rounding == Rounding::HalfUp
}
