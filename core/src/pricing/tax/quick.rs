//! The straight path: one tax on an amount, rounded half up, without a division.

use crate::pricing::kernel::arith::{long, short};

/// One tax, ready to be multiplied by. Half a fetch of memory: each basket that is kept has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quick {
    /// Where it stands in the table of the basket.
    rate: u32,
    /// Prices contain it.
    pub(super) included: bool,
    /// Twice that of its fraction.
    numerator: u64,
    /// Twice that of its fraction.
    denominator: u64,
    /// 2^64 over the denominator, rounded down.
    reciprocal: u64,
}

impl Quick {
    /// The straight path for the tax at a place in the table, which is this fraction of what is left of an item.
    pub(super) fn new(rate: usize, included: bool, numerator: i64, denominator: i64) -> Option<Self> {
        let (numerator, half) = (u64::try_from(numerator).ok()?, u64::try_from(denominator).ok()?);
        let (numerator, denominator) = (numerator.checked_mul(2)?, half.checked_mul(2)?);
        Some(Self {
            rate: short(rate),
            included,
            numerator,
            denominator,
            reciprocal: u64::MAX.checked_div(denominator)?,
        })
    }

    /// Where it stands in the table of the basket.
    pub(super) fn rate(&self) -> usize {
        long(self.rate)
    }

    /// The tax of an amount, a half rounded away from zero; `None` where twice the product takes more than 64 bits.
    #[inline]
    pub(super) fn of(&self, amount: i64) -> Option<i64> {
        // Rounding half up is adding a half and rounding down.
        let dividend = amount.unsigned_abs().checked_mul(self.numerator)?.checked_add(self.denominator >> 1_u32)?;
        // The high half of dividend × reciprocal is the quotient or one less.
        let wide = u128::from(dividend).wrapping_mul(self.reciprocal.into()) >> 64_u32;
        let quotient = u64::try_from(wide).unwrap_or_default();
        let rest = dividend.wrapping_sub(quotient.wrapping_mul(self.denominator));
        let quotient = quotient.wrapping_add(u64::from(rest >= self.denominator));
        let tax = i64::try_from(quotient).ok()?;
        Some(if amount < 0 { tax.wrapping_neg() } else { tax })
    }
}

#[cfg(test)]
mod tests {
    use super::super::class::tests::class;
    use crate::money::Rounding;
    use crate::pricing::kernel::arith::ratio;
    use alloc::format;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_straight_path_comes_to_what_the_long_one_does(
            units in 0_u64..=1_000_000_000_000, decimals in 0_usize..=10, included: bool, amount: i64, shift in 0_u32..60,
        ) {
            let (whole, rest) = (units / 10_u64.pow(10), units % 10_u64.pow(10));
            let rest = &format!("{rest:010}")[..decimals];
            let rate = if decimals == 0 { format!("{whole}") } else { format!("{whole}.{rest}") };
            let class = class(&[&format!("{rate} {}", if included { "i" } else { "" })]);
            let (levy, amount) = (&class.levies[0], amount >> shift);
            let (numerator, denominator) = class.share(0, levy);
            let long = ratio(amount, numerator, denominator, Rounding::HalfUp).unwrap();
            if let Some(tax) = class.quick().unwrap().of(amount) {
                prop_assert_eq!(tax, long);
            } else {
                let twice = i128::from(amount).abs() * i128::from(numerator) * 2 + i128::from(denominator);
                prop_assert!(u64::try_from(twice).is_err());
            }
        }
    }
}
