//! Checked arithmetic, short enough to read a formula through it.

use crate::money::{Rounding, divide};
use crate::refusal::{Code, Refusal};

/// An amount that does not fit in 64 bits of minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overflow;

impl From<Overflow> for Refusal {
    fn from(_: Overflow) -> Self {
        Refusal::new(Code::MoneyOverflow, "an amount of this basket does not fit in 64 bits of minor units")
    }
}

/// The sum.
pub(crate) fn add(a: i64, b: i64) -> Result<i64, Overflow> {
    a.checked_add(b).ok_or(Overflow)
}

/// The difference.
pub(crate) fn sub(a: i64, b: i64) -> Result<i64, Overflow> {
    a.checked_sub(b).ok_or(Overflow)
}

/// The product.
pub(crate) fn mul(a: i64, b: i64) -> Result<i64, Overflow> {
    a.checked_mul(b).ok_or(Overflow)
}

/// `amount × numerator / denominator`, rounded once.
#[inline]
pub(crate) fn ratio(amount: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Result<i64, Overflow> {
    if denominator == 1 {
        return mul(amount, numerator);
    }
    ratio_of(amount, numerator, denominator, rounding)
}

#[inline(never)]
fn ratio_of(amount: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Result<i64, Overflow> {
    let product = i128::from(amount).checked_mul(numerator.into()).ok_or(Overflow)?;
    divide(product, denominator.into(), rounding).and_then(|share| i64::try_from(share).ok()).ok_or(Overflow)
}

/// A place in a list, in four bytes: what is kept for every line of many baskets is kept short. No list of a basket is
/// longer.
#[inline]
pub(crate) fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A place that was kept short.
#[inline]
pub(crate) fn long(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The sum of many.
pub(crate) fn sum(amounts: impl IntoIterator<Item = i64>) -> Result<i64, Overflow> {
    amounts.into_iter().try_fold(0, add)
}
