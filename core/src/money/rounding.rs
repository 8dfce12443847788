//! The named roundings, and the one division that uses them.

use fondaco_derive::Deserialize;
use serde::Serialize;

/// Names how a quotient becomes a whole number. There is no default: a rounding is always somebody's decision.
///
/// | exact | half-up | half-even | half-down | up | down | floor | ceiling |
/// |---|---|---|---|---|---|---|---|
/// | 2.5 | 3 | 2 | 2 | 3 | 2 | 2 | 3 |
/// | 1.5 | 2 | 2 | 1 | 2 | 1 | 1 | 2 |
/// | 1.2 | 1 | 1 | 1 | 2 | 1 | 1 | 2 |
/// | −1.2 | −1 | −1 | −1 | −2 | −1 | −2 | −1 |
/// | −1.5 | −2 | −2 | −1 | −2 | −1 | −2 | −1 |
/// | −2.5 | −3 | −2 | −2 | −3 | −2 | −3 | −2 |
///
/// All but floor and ceiling treat −x as the mirror image of x, so a refund undoes a charge to the minor unit.
/// Serialised in snake case: `"half_up"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; a half goes away from zero, for negative numbers too.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour ("banker's rounding").
    HalfEven,
    /// To the nearest; a half goes toward zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Toward zero: decimals are cut off.
    Down,
    /// Toward minus infinity.
    Floor,
    /// Toward plus infinity.
    Ceiling,
}

/// Divides and rounds: the only place in fondaco where a fraction becomes a whole number.
///
/// `None` if the denominator is zero, or the quotient does not fit (only `i128::MIN / -1`).
///
/// ```
/// use fondaco::money::{Rounding, divide};
///
/// assert_eq!(divide(-5, 2, Rounding::HalfUp), Some(-3));
/// assert_eq!(divide(-5, 2, Rounding::Ceiling), Some(-2));
/// assert_eq!(divide(1, 0, Rounding::Down), None);
/// ```
pub fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> Option<i128> {
    let (quotient, rest) = divide_cut(numerator, denominator)?;
    if rest == 0 {
        return Some(quotient);
    }
    let negative = (numerator < 0) != (denominator < 0);
    // Twice the rest against the denominator, without doubling: |rest| < |denominator|, so nothing wraps.
    let rest = rest.unsigned_abs();
    let against_half = rest.cmp(&denominator.unsigned_abs().wrapping_sub(rest));
    let away = match rounding {
        Rounding::HalfUp => against_half.is_ge(),
        Rounding::HalfDown => against_half.is_gt(),
        Rounding::HalfEven => against_half.is_gt() || (against_half.is_eq() && quotient & 1 == 1),
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Floor => negative,
        Rounding::Ceiling => !negative,
    };
    match (away, negative) {
        (false, _) => Some(quotient),
        (true, false) => quotient.checked_add(1),
        (true, true) => quotient.checked_sub(1),
    }
}

/// Quotient toward zero and what is left, in 64 bits where both numbers fit: several times faster.
fn divide_cut(numerator: i128, denominator: i128) -> Option<(i128, i128)> {
    if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator))
        && let (Some(quotient), Some(rest)) = (numerator.checked_div(denominator), numerator.checked_rem(denominator))
    {
        return Some((quotient.into(), rest.into()));
    }
    let quotient = numerator.checked_div(denominator)?;
    // The rest is smaller than the denominator, so it is exact whatever the product does.
    Some((quotient, numerator.wrapping_sub(quotient.wrapping_mul(denominator))))
}

/// `amount × numerator / denominator`, exact until the one rounding; `None` if the result does not fit.
pub(super) fn scaled(amount: i64, numerator: i64, denominator: i128, rounding: Rounding) -> Option<i64> {
    let product = i128::from(amount).checked_mul(i128::from(numerator))?;
    i64::try_from(divide(product, denominator, rounding)?).ok()
}

#[cfg(test)]
mod tests {
    use super::Rounding::{Ceiling, Down, Floor, HalfDown, HalfEven, HalfUp, Up};
    use super::*;

    const ALL: [Rounding; 7] = [HalfUp, HalfEven, HalfDown, Up, Down, Floor, Ceiling];

    #[test]
    fn each_rounding_does_what_the_table_in_its_docs_says() {
        let table = [
            (25, [3, 2, 2, 3, 2, 2, 3]),
            (15, [2, 2, 1, 2, 1, 1, 2]),
            (12, [1, 1, 1, 2, 1, 1, 2]),
            (-12, [-1, -1, -1, -2, -1, -2, -1]),
            (-15, [-2, -2, -1, -2, -1, -2, -1]),
            (-25, [-3, -2, -2, -3, -2, -3, -2]),
        ];
        for (tenths, expected) in table {
            for (rounding, expected) in ALL.into_iter().zip(expected) {
                assert_eq!(divide(tenths, 10, rounding), Some(expected), "{tenths} {rounding:?}");
                assert_eq!(divide(-tenths, -10, rounding), Some(expected), "{tenths} {rounding:?}");
            }
        }
    }

    #[test]
    fn what_divides_evenly_is_never_rounded() {
        for rounding in ALL {
            assert_eq!(divide(-12, 4, rounding), Some(-3));
            assert_eq!(divide(0, -4, rounding), Some(0));
        }
    }

    #[test]
    fn the_ends_of_the_range_are_exact_or_none() {
        for rounding in ALL {
            assert_eq!(divide(1, 0, rounding), None);
            assert_eq!(divide(i128::MIN, -1, rounding), None);
            assert_eq!(divide(i128::MIN, 1, rounding), Some(i128::MIN));
            assert_eq!(divide(i128::from(i64::MIN), -1, rounding), Some(1 << 63));
        }
        assert_eq!(divide(i128::MAX, i128::MIN, HalfUp), Some(-1));
        assert_eq!(divide(i128::MIN, i128::MAX, Floor), Some(-2));
        assert_eq!(divide(1, i128::MIN, HalfUp), Some(0));
        assert_eq!(divide(i128::MIN / 2, i128::MIN, HalfUp), Some(1));
        assert_eq!(divide(i128::MIN / 2, i128::MIN, HalfDown), Some(0));
    }

    #[test]
    fn roundings_are_written_in_snake_case() {
        assert_eq!(
            serde_json::to_string(&ALL).unwrap(),
            r#"["half_up","half_even","half_down","up","down","floor","ceiling"]"#
        );
    }
}
