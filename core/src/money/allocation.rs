//! Splitting money: the only code that does it.

mod plain;

use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::{Money, Rounding, divide};
use crate::{Code, Refusal};

pub(crate) use plain::allocate_noting;

/// Names who gets the minor units that are left when every part has its share rounded down.
///
/// With *n* parts of non-zero weight there are fewer than *n* such units. A part of zero weight never gets one.
/// Serialised in snake case: `"largest_remainder"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Remainder {
    /// One unit each to the parts that lost most by rounding down; of equal losses the first in order. Every part
    /// is then less than one unit away from its exact share (the Hamilton method).
    #[default]
    LargestRemainder,
    /// All units to the first part of non-zero weight.
    First,
    /// All units to the last part of non-zero weight.
    Last,
    /// One unit each to the parts of non-zero weight, in the order in which they are given, until none is left.
    InOrder,
    /// Shares are rounded to the nearest, a half toward zero; what is then left or too much goes to the parts of non-zero
    /// weight one unit each, in the order in which they are given (as Sylius shares).
    HalfDownThenInOrder,
    /// Shares are rounded to the nearest, a half up, but never more than what is left; the last part of non-zero weight
    /// takes the rest (as Saleor shares). For weights of one sign.
    HalfUpThenLast,
    /// From the last part to the first, each takes its share of what is left, rounded down; the first takes the rest (as
    /// Solidus shares, by Ruby's Money).
    CutFromLast,
}

/// Splits an amount by weights: part *i* is `whole × weight / sum of weights`, and the parts sum to the whole, exactly.
///
/// - Shares are rounded down (toward minus infinity) and the units left over go where `remainder` says.
/// - A zero weight gets nothing. If **all** weights are zero the split is equal, by the same remainder rule.
/// - A negative whole is split as the mirror image of the positive one, so a refund undoes a charge part by part.
/// - Weights of mixed signs are allowed, as those of an order with a line that was taken back: the formula is the
///   same, so parts of the lesser sign have the opposite sign of the whole. Turning all signs round changes nothing.
///
/// Time grows in proportion to the number of parts, to which there is no limit. (Weights that sum to more than 64 bits
/// take some seventy times as long.)
///
/// # Errors
///
/// - `allocation.impossible`: there are no weights, or they are not all zero and yet sum to zero;
/// - `money.overflow`: weights of mixed signs nearly cancel out and a part does not fit. It cannot happen with
///   weights of one sign.
///
/// ```
/// use fondaco::money::{Currency, Money, Remainder, allocate};
///
/// let discount = Money::parse("-10.00", Currency::iso("EUR")?)?;
/// let parts = allocate(discount, &[4300, 1400, 2300], Remainder::LargestRemainder)?;
/// assert_eq!(parts.iter().map(Money::minor).collect::<Vec<_>>(), [-538, -175, -287]);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn allocate(whole: Money, weights: &[i64], remainder: Remainder) -> Result<Vec<Money>, Refusal> {
    let mut parts = vec![0; weights.len()];
    allocate_minor(whole.minor(), weights, remainder, &mut parts)?;
    Ok(parts.into_iter().map(|minor| Money::from_minor(minor, whole.currency())).collect())
}

/// Does what [`allocate`] does with plain minor units, into a buffer of the caller's, without an allocation.
///
/// What the buffer held before does not matter. After a refusal its content is not to be used.
///
/// # Errors
///
/// As [`allocate`], and `allocation.impossible` if the buffer is not exactly as long as the weights.
///
/// ```
/// use fondaco::money::{Remainder, allocate_minor};
///
/// let mut parts = [0; 3];
/// allocate_minor(100, &[1, 1, 1], Remainder::Last, &mut parts)?;
/// assert_eq!(parts, [33, 33, 34]);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn allocate_minor(whole: i64, weights: &[i64], remainder: Remainder, parts: &mut [i64]) -> Result<(), Refusal> {
    let split = Split::new(whole, weights)?;
    if parts.len() != weights.len() {
        return Err(impossible("the parts are not as many as the weights"));
    }
    match remainder {
        Remainder::LargestRemainder => split.by_loss(weights, parts),
        Remainder::First | Remainder::Last | Remainder::InOrder => split.by_place(remainder, weights, parts),
        Remainder::HalfDownThenInOrder => split.by_nearest(weights, parts),
        Remainder::HalfUpThenLast => split.by_rest(weights, parts),
        Remainder::CutFromLast => split.by_turn(weights, parts),
    }
}

/// A split that is possible, turned so that the whole and the sum of the weights are both positive.
struct Split {
    /// The size of the whole.
    whole: i128,
    /// -1 if the whole is negative: every part is then negated.
    sign: i128,
    /// -1 if the weights sum to less than zero: every weight is then negated.
    weight_sign: i128,
    /// The sum of the weights, more than zero.
    sum: i128,
    /// All weights are zero, and count as one each.
    equal: bool,
}

impl Split {
    fn new(whole: i64, weights: &[i64]) -> Result<Self, Refusal> {
        if weights.is_empty() {
            return Err(impossible("there is nothing to split an amount over"));
        }
        // 2^64 weights would be needed before this could saturate.
        let sum = weights.iter().fold(0_i128, |sum, weight| sum.saturating_add((*weight).into()));
        let equal = sum == 0 && weights.iter().all(|weight| *weight == 0);
        if sum == 0 && !equal {
            return Err(impossible("the weights cancel out"));
        }
        let sum_of_ones = || i128::try_from(weights.len()).unwrap_or(i128::MAX);
        Ok(Self {
            whole: i128::from(whole).saturating_abs(),
            sign: if whole < 0 { -1 } else { 1 },
            weight_sign: if sum < 0 { -1 } else { 1 },
            sum: if equal { sum_of_ones() } else { sum.saturating_abs() },
            equal,
        })
    }

    /// The share of a weight, rounded down, and what it lost by that in units of `1 / sum`.
    fn share(&self, weight: i64) -> (i128, i128) {
        // At most 2^63 × 2^63, so the product fits.
        let weight = if self.equal { 1 } else { i128::from(weight).saturating_mul(self.weight_sign) };
        let exact = self.whole.saturating_mul(weight);
        // In 64 bits where both numbers fit: several times faster.
        let share = match (i64::try_from(exact), i64::try_from(self.sum)) {
            (Ok(exact), Ok(sum)) => exact.checked_div_euclid(sum).map(i128::from),
            _ => exact.checked_div_euclid(self.sum),
        };
        let share = share.unwrap_or_default();
        (share, exact.wrapping_sub(share.wrapping_mul(self.sum)))
    }

    /// The weight of a part, turned like the sum.
    fn turned(&self, weight: i64) -> i128 {
        if self.equal { 1 } else { i128::from(weight).saturating_mul(self.weight_sign) }
    }

    /// Shares to the nearest; what is left or too much one unit each, in order.
    fn by_nearest(&self, weights: &[i64], parts: &mut [i64]) -> Result<(), Refusal> {
        let nearest = |weight: i64| {
            let exact = self.whole.saturating_mul(self.turned(weight));
            divide(exact, self.sum, Rounding::HalfDown).unwrap_or_default()
        };
        let mut left = weights.iter().fold(self.whole, |left, weight| left.saturating_sub(nearest(*weight)));
        for (weight, part) in weights.iter().zip(parts) {
            let unit = if self.equal || *weight != 0 { left.signum() } else { 0 };
            left = left.saturating_sub(unit);
            *part = self.part(nearest(*weight).saturating_add(unit))?;
        }
        Ok(())
    }

    /// Shares to the nearest; the last part takes the rest.
    fn by_rest(&self, weights: &[i64], parts: &mut [i64]) -> Result<(), Refusal> {
        let last = weights.iter().rposition(|weight| self.equal || *weight != 0);
        // Of weights of mixed signs, a part may well be more than the whole.
        let is_mixed = weights.iter().any(|weight| self.turned(*weight) < 0);
        let mut left = self.whole;
        for (at, (weight, part)) in weights.iter().zip(parts).enumerate() {
            let exact = self.whole.saturating_mul(self.turned(*weight));
            let nearest = divide(exact, self.sum, Rounding::HalfUp).unwrap_or_default();
            let most = if is_mixed { nearest } else { nearest.min(left) };
            let share = if last == Some(at) { left } else { most };
            left = left.saturating_sub(share);
            *part = self.part(share)?;
        }
        Ok(())
    }

    /// From the last part to the first, each its share of what is left.
    fn by_turn(&self, weights: &[i64], parts: &mut [i64]) -> Result<(), Refusal> {
        let (mut left, mut sum) = (self.whole, self.sum);
        for (weight, part) in weights.iter().zip(parts).rev() {
            let weight = self.turned(*weight);
            let share = divide(left.saturating_mul(weight), sum, Rounding::Down).unwrap_or_default();
            (left, sum) = (left.saturating_sub(share), sum.saturating_sub(weight));
            *part = self.part(share)?;
        }
        Ok(())
    }

    /// A part as it is given out: with the sign of the whole.
    fn part(&self, share: i128) -> Result<i64, Refusal> {
        i64::try_from(share.saturating_mul(self.sign)).map_err(|_| {
            let reason = "a part does not fit in 64 bits of minor units: the weights nearly cancel out";
            Refusal::new(Code::MoneyOverflow, reason)
        })
    }

    /// The policies that only look at the place of a part.
    fn by_place(&self, remainder: Remainder, weights: &[i64], parts: &mut [i64]) -> Result<(), Refusal> {
        let able = |weight: &i64| self.equal || *weight != 0;
        let lone = match remainder {
            Remainder::First => weights.iter().position(able),
            Remainder::Last => weights.iter().rposition(able),
            Remainder::InOrder
            | Remainder::LargestRemainder
            | Remainder::HalfDownThenInOrder
            | Remainder::HalfUpThenLast
            | Remainder::CutFromLast => None,
        };
        let mut left = weights.iter().fold(self.whole, |left, weight| left.saturating_sub(self.share(*weight).0));
        for (at, (weight, part)) in weights.iter().zip(parts).enumerate() {
            let units = match lone {
                Some(lone) if lone == at => left,
                None if able(weight) => left.min(1),
                Some(_) | None => 0,
            };
            left = left.saturating_sub(units);
            *part = self.part(self.share(*weight).0.saturating_add(units))?;
        }
        Ok(())
    }

    /// [`Remainder::LargestRemainder`]: finds the smallest loss that still gets a unit, then gives.
    fn by_loss(&self, weights: &[i64], parts: &mut [i64]) -> Result<(), Refusal> {
        // The buffer for the parts is free until they are known: it holds the losses, if they are not too wide.
        let mut left = self.whole;
        for (weight, place) in weights.iter().zip(parts.iter_mut()) {
            let (share, lost) = self.share(*weight);
            left = left.saturating_sub(share);
            *place = i64::try_from(lost).unwrap_or(i64::MAX);
        }
        let (bound, above) = match usize::try_from(left) {
            Ok(0) | Err(_) => (self.sum, 0),
            Ok(left) if self.sum <= i64::MAX.into() => bound_by_selection(left, parts),
            Ok(_) => self.bound_by_bisection(left, weights),
        };
        // Who lost more than the bound gets a unit; of those that lost just as much, the first ones, until none is left.
        let mut ties = left.saturating_sub(above);
        for (weight, part) in weights.iter().zip(parts) {
            let (share, lost) = self.share(*weight);
            let level = lost == bound && ties > 0;
            ties = ties.saturating_sub(level.into());
            *part = self.part(share.saturating_add((level || lost > bound).into()))?;
        }
        Ok(())
    }

    /// The `left`-th largest loss and how many are larger, where they do not fit in the buffer: halves the range in
    /// which it lies.
    fn bound_by_bisection(&self, left: i128, weights: &[i64]) -> (i128, i128) {
        let count_above = |bound: i128| {
            let count = weights.iter().filter(|weight| self.share(**weight).1 > bound).count();
            i128::try_from(count).unwrap_or(i128::MAX)
        };
        // Invariant: at least `left` parts lost more than `low`, and fewer than `left` lost more than `high`.
        let (mut low, mut high) = (0_i128, self.sum);
        while high.saturating_sub(low) > 1 {
            let middle = low.saturating_add(high) >> 1_u32;
            if count_above(middle) >= left { low = middle } else { high = middle }
        }
        (high, count_above(high))
    }
}

/// The `left`-th largest loss and how many are larger.
fn bound_by_selection(left: usize, losses: &mut [i64]) -> (i128, i128) {
    // Units are left, and fewer than there are parts: the index is in range.
    let index = losses.len().saturating_sub(left.max(1));
    let (_, bound, larger) = losses.select_nth_unstable(index);
    let above = larger.iter().filter(|loss| *loss > bound).count();
    ((*bound).into(), i128::try_from(above).unwrap_or(i128::MAX))
}

fn impossible(reason: &str) -> Refusal {
    Refusal::new(Code::AllocationImpossible, reason)
}

#[cfg(test)]
mod tests {
    use super::Remainder::{CutFromLast, First, HalfDownThenInOrder, HalfUpThenLast, InOrder, LargestRemainder, Last};
    use super::*;

    const ALL: [Remainder; 7] =
        [LargestRemainder, First, Last, InOrder, HalfDownThenInOrder, HalfUpThenLast, CutFromLast];

    fn split(whole: i64, weights: &[i64], remainder: Remainder) -> Vec<i64> {
        let mut parts = vec![i64::MAX; weights.len()];
        allocate_minor(whole, weights, remainder, &mut parts).unwrap();
        parts
    }

    #[test]
    fn the_largest_remainders_get_the_units_that_are_left_and_ties_go_to_the_first() {
        // Figures of Vendure's and Sylius' own tests (prorate.spec.ts, ProportionalIntegerDistributorSpec.php).
        assert_eq!(split(299, &[4300, 1400, 2300], LargestRemainder), [161, 52, 86]);
        assert_eq!(split(95, &[10, 20, 10, 30, 50, 20, 10, 40], LargestRemainder), [5, 10, 5, 15, 25, 10, 5, 20]);
        assert_eq!(split(93, &[10, 20, 10, 30, 50, 20, 10, 40], LargestRemainder), [5, 10, 5, 15, 24, 10, 5, 19]);
        assert_eq!(split(300, &[4000, 2000, 2000], LargestRemainder), [150, 75, 75]);
        assert_eq!(split(100, &[1, 1, 1], LargestRemainder), [34, 33, 33]);
    }

    #[test]
    fn the_first_or_the_last_part_of_non_zero_weight_takes_all_that_is_left() {
        assert_eq!(split(11, &[0, 1, 1, 1, 1, 0], First), [0, 5, 2, 2, 2, 0]);
        assert_eq!(split(11, &[0, 1, 1, 1, 1, 0], Last), [0, 2, 2, 2, 5, 0]);
    }

    #[test]
    fn in_order_gives_one_unit_each_and_skips_zero_weights() {
        assert_eq!(split(11, &[1, 0, 1, 1, 0, 1], InOrder), [3, 0, 3, 3, 0, 2]);
    }

    #[test]
    fn shares_of_platforms_come_out_as_theirs() {
        // Sylius, ProportionalIntegerDistributorSpec.php; Saleor, test_base_calculations.py; Ruby's Money#allocate.
        assert_eq!(split(300, &[4300, 1400, 2300], HalfDownThenInOrder), [162, 52, 86]);
        assert_eq!(split(299, &[4300, 1400, 2300], HalfDownThenInOrder), [161, 52, 86]);
        assert_eq!(split(1000, &[1, 1, 1], HalfUpThenLast), [333, 333, 334]);
        assert_eq!(split(1000, &[1, 1, 1], CutFromLast), [334, 333, 333]);
        assert_eq!(split(2, &[1, 1, 1, 1], HalfUpThenLast), [1, 1, 0, 0]);
    }

    #[test]
    fn a_negative_whole_is_the_mirror_image() {
        for remainder in ALL {
            let mirrored: Vec<i64> = split(299, &[43, 0, 14, 23], remainder).iter().map(|part| -part).collect();
            assert_eq!(split(-299, &[43, 0, 14, 23], remainder), mirrored);
        }
    }

    #[test]
    fn zero_weights_get_nothing_unless_all_are_zero_then_the_split_is_equal() {
        assert_eq!(split(10, &[0, 3, 0], LargestRemainder), [0, 10, 0]);
        assert_eq!(split(11, &[0, 0, 0], LargestRemainder), [4, 4, 3]);
        assert_eq!(split(-11, &[0, 0, 0], First), [-5, -3, -3]);
        assert_eq!(split(11, &[0, 0, 0], Last), [3, 3, 5]);
        assert_eq!(split(11, &[0, 0, 0], InOrder), [4, 4, 3]);
        assert_eq!(split(0, &[5, 7], InOrder), [0, 0]);
    }

    #[test]
    fn weights_of_mixed_signs_follow_the_same_formula() {
        for remainder in [LargestRemainder, First, Last, InOrder] {
            assert_eq!(split(100, &[3, -1], remainder), [150, -50]);
            assert_eq!(split(100, &[-3, 1], remainder), [150, -50]);
            assert_eq!(split(-100, &[3, -1], remainder), [-150, 50]);
            assert_eq!(split(100, &[-1, -3], remainder), [25, 75]);
        }
        // 16.67 and -6.67: rounded down 16 and -7, and the one unit left goes to the larger loss.
        assert_eq!(split(10, &[5, -2], LargestRemainder), [17, -7]);
        assert_eq!(split(10, &[5, -2], Last), [16, -6]);
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        let refuse = |whole, weights: &[i64], length| {
            allocate_minor(whole, weights, LargestRemainder, &mut vec![0; length]).unwrap_err().code()
        };
        assert_eq!(refuse(1, &[], 0), Code::AllocationImpossible);
        assert_eq!(refuse(0, &[], 0), Code::AllocationImpossible);
        assert_eq!(refuse(1, &[2, -2], 2), Code::AllocationImpossible);
        assert_eq!(refuse(1, &[1, 1], 3), Code::AllocationImpossible);
        assert_eq!(refuse(i64::MAX, &[i64::MAX, 1 - i64::MAX], 2), Code::MoneyOverflow);
    }

    #[test]
    fn the_ends_of_the_range_split_exactly() {
        for remainder in ALL {
            for weight in [i64::MIN, i64::MAX, 1, -1, 0] {
                assert_eq!(split(i64::MIN, &[weight], remainder), [i64::MIN]);
                assert_eq!(split(i64::MAX, &[weight], remainder), [i64::MAX]);
                for whole in [i64::MIN, i64::MAX] {
                    let parts = split(whole, &vec![weight; 10_000], remainder);
                    assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(whole));
                }
            }
        }
    }
}
