//! Lengths and weights in the units of the trade, as whole millimetres and grams.

use alloc::format;

use fondaco_derive::Deserialize;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::money::{Rounding, divide};
use crate::refusal::{Code, Refusal};

/// A unit of length. An inch is 25.4 mm exactly (international yard and pound agreement, 1959).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// A millimetre.
    Mm,
    /// A centimetre, 10 mm.
    Cm,
    /// A metre, 1,000 mm.
    M,
    /// An inch, 25.4 mm.
    In,
    /// A foot, 304.8 mm.
    Ft,
}

/// A unit of weight. A pound is 453.59237 g exactly (international yard and pound agreement, 1959).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightUnit {
    /// A gram.
    G,
    /// A kilogram, 1,000 g.
    Kg,
    /// An ounce, 28.349523125 g: a sixteenth of a pound.
    Oz,
    /// A pound, 453.59237 g.
    Lb,
}

impl LengthUnit {
    /// So many of this unit in whole millimetres, rounded up: nothing is taken for smaller than it is. The room inside a carton is
    /// to be rounded down, by [`Self::rounded`].
    ///
    /// ```
    /// use fondaco::shipping::LengthUnit;
    ///
    /// assert_eq!(LengthUnit::In.millimetres("11.1".parse().unwrap())?, 282);
    /// assert_eq!(LengthUnit::Cm.millimetres("20".parse().unwrap())?, 200);
    /// assert_eq!(LengthUnit::M.millimetres("-1".parse().unwrap()).unwrap_err().code().as_str(), "measure.invalid");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn millimetres(self, length: Decimal) -> Result<u32, Refusal> {
        self.rounded(length, Rounding::Up)
    }

    /// So many of this unit in whole millimetres, rounded as it is said: once, from the exact product.
    pub fn rounded(self, length: Decimal, rounding: Rounding) -> Result<u32, Refusal> {
        let (times, over) = match self {
            Self::Mm => (1, 1),
            Self::Cm => (10, 1),
            Self::M => (1_000, 1),
            Self::In => (254, 10),
            Self::Ft => (3_048, 10),
        };
        whole("a length", length, times, over, rounding)
    }
}

impl WeightUnit {
    /// So many of this unit in whole grams, rounded up: nothing is taken for lighter than it is.
    ///
    /// ```
    /// use fondaco::shipping::WeightUnit;
    ///
    /// assert_eq!(WeightUnit::Lb.grams("1.1".parse().unwrap())?, 499);
    /// assert_eq!(WeightUnit::Kg.grams("0.5".parse().unwrap())?, 500);
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn grams(self, weight: Decimal) -> Result<u32, Refusal> {
        self.rounded(weight, Rounding::Up)
    }

    /// So many of this unit in whole grams, rounded as it is said: once, from the exact product.
    pub fn rounded(self, weight: Decimal, rounding: Rounding) -> Result<u32, Refusal> {
        let (times, over) = match self {
            Self::G => (1, 1),
            Self::Kg => (1_000, 1),
            Self::Oz => (28_349_523_125, 1_000_000_000),
            Self::Lb => (45_359_237, 100_000),
        };
        whole("a weight", weight, times, over, rounding)
    }
}

fn whole(what: &'static str, measure: Decimal, times: i128, over: i128, rounding: Rounding) -> Result<u32, Refusal> {
    let refused = |problem: &str| {
        let reason = format!("{what} of `{measure}` {problem}");
        Refusal::new(Code::MeasureInvalid, reason).with("of", what).with("given", format!("{measure}"))
    };
    if measure.is_sign_negative() && !measure.is_zero() {
        return Err(refused("is below zero"));
    }
    let product = measure.mantissa().checked_mul(times);
    let parts = 10_i128.checked_pow(measure.scale()).and_then(|parts| parts.checked_mul(over));
    let number = product.zip(parts).and_then(|(product, parts)| divide(product, parts, rounding));
    number.and_then(|number| u32::try_from(number).ok()).ok_or_else(|| refused("is more than can be measured"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_not_whole_is_rounded_once_and_as_it_is_said() {
        assert_eq!(LengthUnit::Ft.millimetres(decimal("1")), Ok(305));
        assert_eq!(LengthUnit::Ft.rounded(decimal("1"), Rounding::Down), Ok(304));
        assert_eq!(LengthUnit::In.millimetres(decimal("10")), Ok(254));
        assert_eq!(LengthUnit::In.millimetres(decimal("0.0001")), Ok(1));
        assert_eq!(WeightUnit::Oz.grams(decimal("16")), WeightUnit::Lb.grams(decimal("1")));
        assert_eq!(WeightUnit::Lb.grams(decimal("1.10")), Ok(499), "and not half a kilogram");
        assert_eq!(WeightUnit::Lb.rounded(decimal("100000"), Rounding::HalfUp), Ok(45_359_237));
        assert_eq!(WeightUnit::G.grams(decimal("0")), Ok(0));
    }

    #[test]
    fn what_is_below_zero_or_too_much_is_refused() {
        for (unit, length) in
            [(LengthUnit::Mm, "-0.1"), (LengthUnit::M, "4294968"), (LengthUnit::Ft, "79228162514264337593543950335")]
        {
            let refusal = unit.millimetres(decimal(length)).unwrap_err();
            assert_eq!(refusal.code(), Code::MeasureInvalid, "{length}");
            assert_eq!(refusal.detail()["given"], length);
        }
        assert_eq!(WeightUnit::Oz.grams(decimal("0.0000000000000000000000000001")), Ok(1));
        assert_eq!(WeightUnit::Kg.grams(decimal("-1")).unwrap_err().code(), Code::MeasureInvalid);
    }
}
