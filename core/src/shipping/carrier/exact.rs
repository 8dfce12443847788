//! Sizes as carriers measure them: exact to a micrometre, so that an inch stays an inch.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::money::{Rounding, divide};
use crate::refusal::{Code, Refusal};
use crate::shipping::{LengthUnit, Size, WeightUnit};

/// How large a parcel is, in micrometres: 25,400 are an inch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactSize {
    /// The sides, the shortest first.
    sides: [u64; 3],
}

/// The longest side that is measured: a thousand metres.
const LONGEST: u64 = 1_000_000_000;

/// The heaviest weight that is measured: a thousand tonnes.
const HEAVIEST: u64 = 1_000_000_000_000_000;

impl ExactSize {
    /// Three sides in a unit.
    ///
    /// # Errors
    ///
    /// `measure.invalid` if a side is below zero, or longer than a thousand metres.
    ///
    /// ```
    /// use fondaco::shipping::{ExactSize, LengthUnit};
    ///
    /// let size = ExactSize::new(["30", "10", "10"].map(|side| side.parse().unwrap()), LengthUnit::In)?;
    /// assert_eq!(size.girth(LengthUnit::In).to_string(), "40");
    /// assert_eq!(size.length_and_girth(LengthUnit::In).to_string(), "70");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn new(sides: [Decimal; 3], unit: LengthUnit) -> Result<Self, Refusal> {
        let [first, second, third] = sides;
        let one = |side: Decimal| fine("a side", side, unit.micrometres(), LONGEST);
        Ok(Self::sorted([one(first)?, one(second)?, one(third)?]))
    }

    /// A size in whole millimetres, as items are packed by.
    pub fn of(size: Size) -> Self {
        Self::sorted(size.sides().map(|side| u64::from(side).saturating_mul(1_000).min(LONGEST)))
    }

    fn sorted(mut sides: [u64; 3]) -> Self {
        sides.sort_unstable();
        Self { sides }
    }

    /// The sides in micrometres, the shortest first.
    pub fn sides(self) -> [u64; 3] {
        self.sides
    }

    /// The sides in a unit, the shortest first.
    pub fn sides_in(self, unit: LengthUnit) -> [Decimal; 3] {
        self.sides.map(|side| over(side.into(), unit.micrometres().into()))
    }

    /// The volume in cubic micrometres.
    pub(super) fn volume(self) -> i128 {
        self.sides.into_iter().fold(1, |volume, side| volume.saturating_mul(side.into()))
    }

    /// The volume in cubes of a unit.
    pub fn volume_in(self, unit: LengthUnit) -> Decimal {
        over(self.volume(), unit.cube())
    }

    /// The girth: twice the two shorter sides.
    pub fn girth(self, unit: LengthUnit) -> Decimal {
        over(self.girth_exact().into(), unit.micrometres().into())
    }

    /// The longest side and the girth.
    pub fn length_and_girth(self, unit: LengthUnit) -> Decimal {
        over(self.length_and_girth_exact().into(), unit.micrometres().into())
    }

    fn girth_exact(self) -> u64 {
        let [short, second, _] = self.sides;
        short.saturating_add(second).saturating_mul(2)
    }

    pub(super) fn length_and_girth_exact(self) -> u64 {
        let [_, _, longest] = self.sides;
        self.girth_exact().saturating_add(longest)
    }

    /// The girth of a roll as long as the longest side: its circumference at the mean of the two others.
    pub fn roll_girth(self, unit: LengthUnit) -> Decimal {
        let [short, second, _] = self.sides;
        let twice = i128::from(short).saturating_add(second.into());
        over(twice.saturating_mul(PI.0), PI.1.saturating_mul(2).saturating_mul(unit.micrometres().into()))
    }

    /// The volume of such a roll.
    pub fn roll_volume(self, unit: LengthUnit) -> Decimal {
        let [short, second, longest] = self.sides;
        let twice = i128::from(short).saturating_add(second.into());
        let square = twice.saturating_mul(twice).saturating_mul(longest.into());
        over(square, unit.cube()).checked_mul(over(PI.0, PI.1.saturating_mul(16))).unwrap_or(Decimal::MAX)
    }
}

/// Pi to seven figures: 355 / 113 (Zu Chongzhi, fifth century).
const PI: (i128, i128) = (355, 113);

/// A weight in micrograms: 453,592,370 are a pound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExactWeight(u64);

impl ExactWeight {
    /// So many of a unit.
    ///
    /// # Errors
    ///
    /// `measure.invalid` if it is below zero, or more than a thousand tonnes.
    pub fn new(weight: Decimal, unit: WeightUnit) -> Result<Self, Refusal> {
        // An ounce has half a microgram: it is counted in thousandths of one.
        fine("a weight", weight, unit.nanograms(), HEAVIEST.saturating_mul(1_000))
            .map(|weight| Self(weight.div_ceil(1_000)))
    }

    /// The weight in micrograms.
    pub fn micrograms(self) -> u64 {
        self.0
    }
}

/// So many of a unit in whole small ones, rounded up.
fn fine(what: &'static str, measure: Decimal, times: u64, most: u64) -> Result<u64, Refusal> {
    let refused = || Refusal::new(Code::MeasureInvalid, alloc::format!("{what} of `{measure}` cannot be measured"));
    let product = measure.mantissa().checked_mul(times.into());
    let parts = 10_i128.checked_pow(measure.scale());
    let number = product.zip(parts).and_then(|(product, parts)| divide(product, parts, Rounding::Up));
    let number = number.and_then(|number| number.to_u64()).filter(|number| *number <= most);
    number.ok_or_else(refused)
}

/// A quotient as a decimal, of 28 figures at most.
pub(super) fn over(numerator: i128, denominator: i128) -> Decimal {
    let decimal = |number: i128| Decimal::try_from_i128_with_scale(number, 0).unwrap_or(Decimal::MAX);
    decimal(numerator).checked_div(decimal(denominator)).unwrap_or(Decimal::MAX).normalize()
}

impl LengthUnit {
    /// How many micrometres it is.
    pub fn micrometres(self) -> u64 {
        match self {
            Self::Mm => 1_000,
            Self::Cm => 10_000,
            Self::M => 1_000_000,
            Self::In => 25_400,
            Self::Ft => 304_800,
        }
    }

    pub(super) fn cube(self) -> i128 {
        let side = i128::from(self.micrometres());
        side.saturating_mul(side).saturating_mul(side)
    }

    /// So many of this unit in another, exactly where that ends within 28 figures.
    pub fn convert(self, length: Decimal, to: Self) -> Option<Decimal> {
        convert(length, self.micrometres().into(), to.micrometres().into())
    }

    /// So many cubes of this unit in those of another.
    pub fn convert_cubes(self, volume: Decimal, to: Self) -> Option<Decimal> {
        convert(volume, self.cube(), to.cube())
    }
}

impl WeightUnit {
    /// How many nanograms it is.
    pub fn nanograms(self) -> u64 {
        match self {
            Self::G => 1_000_000_000,
            Self::Kg => 1_000_000_000_000,
            Self::Oz => 28_349_523_125,
            Self::Lb => 453_592_370_000,
        }
    }

    /// So many of this unit in another, exactly where that ends within 28 figures.
    pub fn convert(self, weight: Decimal, to: Self) -> Option<Decimal> {
        convert(weight, self.nanograms().into(), to.nanograms().into())
    }
}

fn convert(measure: Decimal, from: i128, to: i128) -> Option<Decimal> {
    let decimal = |number: i128| Decimal::try_from_i128_with_scale(number, 0).ok();
    Some(measure.checked_mul(decimal(from)?)?.checked_div(decimal(to)?)?.normalize())
}
