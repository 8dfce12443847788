//! The fewest parcels: the smallest set of places that has all that is wanted of what is on hand.

use alloc::vec;
use alloc::vec::Vec;

/// Up to so many places the smallest set is found exactly, by looking at every set.
const EXACT: usize = 12;

/// The places of the smallest set that serves, of each SKU, what is wanted as far as all places together can. Of sets of
/// one size the one of earlier places. A row a SKU: what each place has, and what is wanted.
///
/// Exact up to 12 places: 4,096 sets, each SKU adding one number a set. Beyond, greedy: the place that serves most of what
/// is not served yet, then the next; such a set can be larger than need be, by no more than the factor of a harmonic number
/// (Wolsey 1982).
pub(super) fn fewest(rows: &[(Vec<i64>, i64)], places: usize) -> Vec<usize> {
    if places <= EXACT { exact(rows, places) } else { greedy(rows, places) }
}

fn exact(rows: &[(Vec<i64>, i64)], places: usize) -> Vec<usize> {
    let sets = 1_usize.checked_shl(u32::try_from(places).unwrap_or(u32::MAX)).unwrap_or(1);
    let mut serves = vec![true; sets];
    let mut sums = vec![0_i64; sets];
    for (has, wanted) in rows {
        let all = has.iter().fold(0_i64, |sum, units| sum.saturating_add(*units));
        let needed = all.min(*wanted);
        for set in 1..sets {
            // A set has what it has without its first place, and what that place has.
            let without = sums.get(set & set.wrapping_sub(1)).copied().unwrap_or(0);
            let first = usize::try_from(set.trailing_zeros()).ok().and_then(|first| has.get(first));
            if let Some(sum) = sums.get_mut(set) {
                *sum = without.saturating_add(first.copied().unwrap_or(0));
            }
        }
        for (serves, sum) in serves.iter_mut().zip(&sums) {
            *serves &= *sum >= needed;
        }
    }
    // Earlier places are lower bits; turned around, a set of earlier places is the greater number.
    let sets = (0..sets).filter(|set| serves.get(*set).is_some_and(|serves| *serves));
    let best = sets.min_by_key(|set| (set.count_ones(), core::cmp::Reverse(set.reverse_bits()))).unwrap_or(0);
    (0..places)
        .filter(|place| best.checked_shr(u32::try_from(*place).unwrap_or(u32::MAX)).unwrap_or(0) & 1 == 1)
        .collect()
}

fn greedy(rows: &[(Vec<i64>, i64)], places: usize) -> Vec<usize> {
    let mut left: Vec<i64> = rows.iter().map(|(_, wanted)| *wanted).collect();
    let mut chosen = Vec::new();
    let mut open: Vec<usize> = (0..places).collect();
    loop {
        let gain = |place: usize| {
            let gains =
                rows.iter().zip(&left).map(|((has, _), left)| has.get(place).map_or(0, |units| *units.min(left)));
            gains.fold(0_i64, i64::saturating_add)
        };
        let best = open
            .iter()
            .map(|place| (gain(*place), *place))
            .max_by_key(|(gain, place)| (*gain, core::cmp::Reverse(*place)));
        let Some((1.., place)) = best else { return chosen };
        for ((has, _), left) in rows.iter().zip(&mut left) {
            *left = left.saturating_sub(has.get(place).map_or(0, |units| *units.min(left)));
        }
        open.retain(|other| *other != place);
        chosen.push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_set_is_found_where_the_greedy_one_is_larger() {
        // The greedy choice takes the third place first (4 of 6) and then needs both others.
        let has = |row: [i64; 3]| (row.to_vec(), 1);
        let rows = [[1, 0, 1], [1, 0, 1], [1, 0, 0], [0, 1, 1], [0, 1, 1], [0, 1, 0]].map(has);
        assert_eq!(exact(&rows, 3), [0, 1]);
        assert_eq!(greedy(&rows, 3), [2, 0, 1]);
    }

    #[test]
    fn of_sets_of_one_size_the_earlier_places_win() {
        assert_eq!(exact(&[(vec![1, 1, 1], 2)], 3), [0, 1]);
        assert_eq!(exact(&[(vec![0, 1, 1], 2)], 3), [1, 2]);
        assert_eq!(exact(&[(vec![2, 1, 3], 9)], 3), [0, 1, 2], "as far as all can");
        assert_eq!(exact(&[], 3), [0_usize; 0]);
    }
}
