//! What two whole numbers have in common: fractions in their lowest terms.

/// The greatest number that divides both, at least 1.
pub(crate) fn greatest_common_divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).unwrap_or_default());
    }
    one.saturating_abs().max(1)
}

/// The least number that both divide, where it has no more than 18 digits.
pub(crate) fn common_multiple(one: i64, other: i64) -> Option<i64> {
    let divisor = greatest_common_divisor(one.into(), other.into());
    let multiple = i128::from(one).checked_div(divisor)?.checked_mul(other.into())?;
    i64::try_from(multiple).ok().filter(|multiple| *multiple < 1_000_000_000_000_000_000)
}
