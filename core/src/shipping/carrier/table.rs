//! What carriers reckon by, as dated rows: divisors, roundings, limits, freight classes. No number of a carrier stands in code.

use alloc::sync::Arc;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::exact::{ExactSize, ExactWeight, over};
use crate::money::{Rounding, divide};
use crate::omit::is_default;
use crate::refusal::{Code, Refusal};
use crate::shipping::{LengthUnit, WeightUnit};
use crate::wire::from_json;

/// Rows of many carriers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CarrierTables {
    /// How volume counts as weight.
    pub dimensional: Vec<DimensionalRule>,
    /// What is due for large or heavy parcels.
    pub sizes: Vec<SizeRule>,
    /// Classes of freight.
    pub freight: Vec<FreightTable>,
}

/// When a row is in force, for whom, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// Whose.
    pub carrier: Arc<str>,
    /// Of which service; of every other when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Arc<str>>,
    /// From this day, included.
    pub from: Date,
    /// Until this day, excluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Where it is written.
    pub source: Arc<str>,
}

impl Validity {
    fn holds(&self, carrier: &str, service: Option<&str>, on: Date) -> bool {
        let served = self.service.is_none() || self.service.as_deref() == service;
        *self.carrier == *carrier && served && self.from <= on && self.until.is_none_or(|until| on < until)
    }

    /// A row of the service comes before one of all, a later one before an earlier.
    fn rank(&self) -> (bool, Date) {
        (self.service.is_some(), self.from)
    }
}

/// How volume counts as weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionalRule {
    /// When, for whom.
    pub valid: Validity,
    /// What sides are measured in.
    pub length: LengthUnit,
    /// What is billed in.
    pub weight: WeightUnit,
    /// How each side is rounded to a whole unit; not at all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Rounding>,
    /// How many cubes of the unit count as one unit of weight.
    pub divisor: u32,
    /// Only for volumes above this many cubes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub above: u64,
    /// What weights are rounded up to a multiple of, in thousandths of the unit: 1,000 is a whole one, 500 a half.
    #[serde(default = "whole")]
    pub step: u32,
}

fn whole() -> u32 {
    1_000
}

/// What a parcel is billed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BilledWeight {
    /// Whether volume counts.
    pub applies: bool,
    /// The volume, of sides as they are rounded, in cubes of the unit.
    pub volume: Decimal,
    /// The weight by volume before it is rounded.
    pub exact: Decimal,
    /// The weight by volume, rounded up.
    pub dimensional: Decimal,
    /// What is billed: the greater of the two weights, each rounded up.
    pub billed: Decimal,
}

impl DimensionalRule {
    /// The sides as they are reckoned with.
    pub fn rounded(&self, size: ExactSize) -> ExactSize {
        let Some(rounding) = self.sides else { return size };
        let unit = self.length.micrometres();
        let one = |side: u64| {
            let units = divide(side.into(), unit.into(), rounding).and_then(|units| u64::try_from(units).ok());
            Decimal::from(units.unwrap_or_default())
        };
        ExactSize::new(size.sides().map(one), self.length).unwrap_or(size)
    }

    /// What a parcel is billed for. A heavier or larger one is never billed less.
    pub fn weigh(&self, size: ExactSize, weight: ExactWeight) -> BilledWeight {
        let rounded = self.rounded(size);
        let per = self.length.cube().saturating_mul(self.divisor.max(1).into());
        let applies = rounded.volume() > self.length.cube().saturating_mul(self.above.into());
        let step = i128::from(self.step.max(1));
        let steps = |numerator: i128, denominator: i128| {
            let times = numerator.checked_mul(1_000).zip(denominator.checked_mul(step));
            let steps = times.and_then(|(numerator, denominator)| divide(numerator, denominator, Rounding::Up));
            over(steps.unwrap_or(i128::MAX).saturating_mul(step), 1_000)
        };
        let dimensional = steps(rounded.volume(), per);
        let nanograms = i128::from(weight.micrograms()).saturating_mul(1_000);
        let actual = steps(nanograms, self.weight.nanograms().into());
        BilledWeight {
            applies,
            volume: rounded.volume_in(self.length),
            exact: over(rounded.volume(), per),
            dimensional,
            billed: if applies { actual.max(dimensional) } else { actual },
        }
    }
}

/// What is due for large or heavy parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeRule {
    /// When, for whom.
    pub valid: Validity,
    /// What it is called: `additional_handling`, `large_package`.
    pub code: Arc<str>,
    /// What sides are measured in.
    pub length: LengthUnit,
    /// What weights are measured in.
    pub weight: WeightUnit,
    /// Due where one of these is exceeded.
    pub over: SizeLimits,
    /// No less than this weight is billed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least_billed: Option<u32>,
    /// What is not due where this is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<Arc<str>>,
}

/// Limits of a parcel; each is exceeded by what is strictly more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SizeLimits {
    /// The longest side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<u32>,
    /// The second side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<u32>,
    /// The longest side and the girth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_and_girth: Option<u32>,
    /// The volume in cubes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<u32>,
    /// The weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
}

impl SizeRule {
    /// Whether a parcel exceeds one of its limits.
    pub fn is_due(&self, size: ExactSize, weight: ExactWeight) -> bool {
        let [_, second, longest] = size.sides();
        let SizeLimits { longest: long, second: wide, length_and_girth, volume, weight: heavy } = self.over;
        let exceeds = |has: i128, unit: i128, limit: Option<u32>| {
            limit.is_some_and(|limit| has > unit.saturating_mul(limit.into()))
        };
        let unit = i128::from(self.length.micrometres());
        let nanograms = i128::from(weight.micrograms()).saturating_mul(1_000);
        exceeds(longest.into(), unit, long)
            || exceeds(second.into(), unit, wide)
            || exceeds(size.length_and_girth_exact().into(), unit, length_and_girth)
            || exceeds(size.volume(), self.length.cube(), volume)
            || exceeds(nanograms, self.weight.nanograms().into(), heavy)
    }
}

/// Classes of freight by density.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreightTable {
    /// When, for whom.
    pub valid: Validity,
    /// Classes, each from a density on, falling.
    pub classes: Vec<FreightClass>,
}

/// A class of freight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreightClass {
    /// From this many pounds a cubic foot on, included.
    pub from: Decimal,
    /// What it is called.
    pub class: Arc<str>,
}

impl FreightTable {
    /// The density in pounds a cubic foot, and the class.
    pub fn class(&self, size: ExactSize, weight: ExactWeight) -> (Decimal, Option<&str>) {
        let nanograms = i128::from(weight.micrograms()).saturating_mul(1_000);
        let pounds = over(nanograms, WeightUnit::Lb.nanograms().into());
        let feet = size.volume_in(LengthUnit::Ft);
        let density = pounds.checked_div(feet).unwrap_or(Decimal::MAX);
        let found = self.classes.iter().find(|row| row.from <= density);
        (density, found.map(|row| &*row.class))
    }
}

impl CarrierTables {
    /// The rows that come with fondaco, each with its source. They are public and third-party pages of 2025 and 2026: check them against your contract.
    ///
    /// # Errors
    ///
    /// `fondaco.defect` if they cannot be read: a test reads them.
    pub fn published() -> Result<Self, Refusal> {
        from_json(include_str!("tables.json"))
            .map_err(|error| Refusal::new(Code::Defect, alloc::format!("the tables of carriers: {error}")))
    }

    /// How volume counts as weight on a day; none where it does not.
    pub fn dimensional(&self, carrier: &str, service: Option<&str>, on: Date) -> Option<&DimensionalRule> {
        let rows = self.dimensional.iter().filter(|row| row.valid.holds(carrier, service, on));
        rows.max_by_key(|row| row.valid.rank())
    }

    /// What is due for a parcel on a day, without what is superseded.
    pub fn sizes(
        &self,
        carrier: &str,
        service: Option<&str>,
        on: Date,
        size: ExactSize,
        weight: ExactWeight,
    ) -> Vec<&SizeRule> {
        let valid: Vec<&SizeRule> = self.sizes.iter().filter(|row| row.valid.holds(carrier, service, on)).collect();
        // Of one name the row of the service counts rather than that of every other.
        let counts = |row: &&SizeRule| {
            valid.iter().all(|other| other.code != row.code || other.valid.rank() <= row.valid.rank())
        };
        let mut due: Vec<&SizeRule> =
            valid.iter().copied().filter(counts).filter(|row| row.is_due(size, weight)).collect();
        let superseded: Vec<&str> = due.iter().flat_map(|row| row.supersedes.iter().map(|code| &**code)).collect();
        due.retain(|row| !superseded.contains(&&*row.code));
        due
    }

    /// The classes of freight on a day.
    pub fn freight(&self, carrier: &str, on: Date) -> Option<&FreightTable> {
        self.freight.iter().filter(|row| row.valid.holds(carrier, None, on)).max_by_key(|row| row.valid.rank())
    }
}

#[cfg(test)]
mod tests;
