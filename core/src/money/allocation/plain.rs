//! Splits of what is plain: neither the whole nor a weight is less than zero, and nothing takes more than 64 bits.

use alloc::vec::Vec;
use core::num::NonZeroU64;

use super::{Remainder, allocate_minor};
use crate::Refusal;

/// Does what [`allocate_minor`] does, several times faster where whole and weights are zero or more and not huge, as those
/// of a discount are: with room to note in who lost how much by rounding down, one division for each part is enough.
pub(crate) fn allocate_noting(
    whole: i64,
    weights: &[i64],
    remainder: Remainder,
    parts: &mut [i64],
    notes: &mut Vec<u64>,
) -> Result<(), Refusal> {
    if remainder == Remainder::LargestRemainder
        && parts.len() == weights.len()
        && let Some((whole, sum)) = plain(whole, weights)
    {
        by_noted_loss(whole, sum, weights, parts, notes);
        return Ok(());
    }
    allocate_minor(whole, weights, remainder, parts)
}

/// How many lower bits of a note hold the place of its part.
const PLACE: u32 = 16;

/// The last place.
const LAST: u64 = (1 << PLACE) - 1;

/// Up to so many parts, comparing each with each is faster than to select: there is no branch to be mispredicted.
const FEW: usize = 24;

/// The whole and the sum of the weights, if neither they nor any weight is less than zero, no product of theirs takes more
/// than 64 bits, and a note has room for what is lost and for the place.
fn plain(whole: i64, weights: &[i64]) -> Option<(u64, NonZeroU64)> {
    let (mut sum, mut signs) = (0_i64, whole);
    for weight in weights {
        sum = sum.saturating_add(*weight);
        signs |= *weight;
    }
    let (whole, sum) = (u64::try_from(whole).ok()?, NonZeroU64::new(u64::try_from(sum).ok()?)?);
    let fits = signs >= 0 && sum.leading_zeros() > PLACE && weights.len() >> PLACE == 0;
    (fits && whole.checked_mul(sum.get()).is_some()).then_some((whole, sum))
}

/// [`Remainder::LargestRemainder`] for what is plain. A note is what a part lost, above its place from the end: of two
/// notes the larger gets a unit first.
fn by_noted_loss(whole: u64, sum: NonZeroU64, weights: &[i64], parts: &mut [i64], notes: &mut Vec<u64>) {
    notes.clear();
    let mut left = whole;
    // All at once, so that room is made once.
    notes.extend(weights.iter().zip(parts.iter_mut()).zip(0..).map(|((weight, part), place)| {
        let exact = whole.wrapping_mul(weight.cast_unsigned());
        let share = exact / sum;
        let lost = exact.wrapping_sub(share.wrapping_mul(sum.get()));
        left = left.wrapping_sub(share);
        *part = share.cast_signed();
        (lost << PLACE) | LAST.wrapping_sub(place)
    }));
    if notes.len() <= FEW {
        for (note, part) in notes.iter().zip(parts) {
            let before = notes.iter().fold(0_u64, |count, other| count.wrapping_add((other > note).into()));
            *part = part.wrapping_add((before < left).into());
        }
        return;
    }
    let last = usize::try_from(left).ok().filter(|left| *left > 0).and_then(|left| notes.len().checked_sub(left));
    let Some(last) = last else { return };
    let (_, last, larger) = notes.select_nth_unstable(last);
    for note in larger.iter().chain([&*last]) {
        let place = LAST.wrapping_sub(note & LAST);
        if let Some(part) = usize::try_from(place).ok().and_then(|place| parts.get_mut(place)) {
            *part = part.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn compare(whole: i64, weights: &[i64]) -> Result<(), TestCaseError> {
        let (mut plain, mut long) = (vec![7; weights.len()], vec![0; weights.len()]);
        allocate_noting(whole, weights, Remainder::LargestRemainder, &mut plain, &mut Vec::new()).unwrap();
        allocate_minor(whole, weights, Remainder::LargestRemainder, &mut long).unwrap();
        prop_assert_eq!(plain, long);
        Ok(())
    }

    proptest! {
        #[test]
        fn plain_splits_come_to_what_all_splits_do(
            whole in 0_i64..1_000_000, weights in proptest::collection::vec(0_i64..100_000, 1..80),
        ) {
            compare(whole, &weights)?;
        }

        #[test]
        fn equal_losses_go_to_the_first(whole in 0_i64..200, weights in proptest::collection::vec(0_i64..4, 1..80)) {
            compare(whole, &weights)?;
        }

        #[test]
        fn what_is_not_plain_takes_the_long_way(
            whole in any::<i64>(), shift in 0_u32..63, weights in proptest::collection::vec(1..i64::MAX / 64, 1..60),
        ) {
            compare(whole >> shift, &weights)?;
        }
    }
}
