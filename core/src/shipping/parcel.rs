//! Parcels: units that are sent together, none of them heavier than it may be.

use alloc::vec::Vec;
use core::cmp::Reverse;

/// Units that are packed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Which units: their places among those that were given.
    pub units: Vec<usize>,
    /// What they weigh together, in grams.
    pub grams: u64,
}

/// Packs units by their weights in grams, at most `most` grams a parcel. A unit that is heavier by itself goes alone.
///
/// The heaviest unit is packed first, each into the parcel that is lightest by then, the earliest of several, and into a new
/// one where it is too heavy for that: so parcels come out about as heavy as each other. This is the rule of worst fit over
/// falling weights; it can take more parcels than need be, at most twice the fewest.
///
/// ```
/// use fondaco::shipping::parcels_by_weight;
///
/// let parcels = parcels_by_weight(&[200, 900, 300], 1_000);
/// assert_eq!(parcels.len(), 2);
/// assert_eq!((parcels[0].units.as_slice(), parcels[0].grams), (&[1][..], 900));
/// assert_eq!((parcels[1].units.as_slice(), parcels[1].grams), (&[2, 0][..], 500));
/// ```
pub fn parcels_by_weight(units: &[u32], most: u64) -> Vec<Parcel> {
    let mut units: Vec<(usize, u64)> = units.iter().map(|grams| u64::from(*grams)).enumerate().collect();
    units.sort_by_key(|(_, grams)| Reverse(*grams));
    let mut parcels: Vec<Parcel> = Vec::new();
    for (unit, grams) in units {
        let lightest = parcels.iter_mut().min_by_key(|parcel| parcel.grams);
        match lightest.filter(|parcel| parcel.grams.saturating_add(grams) <= most) {
            Some(parcel) => {
                parcel.units.push(unit);
                parcel.grams = parcel.grams.saturating_add(grams);
            }
            None => parcels.push(Parcel { units: [unit].into(), grams }),
        }
    }
    parcels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_parcel_is_too_heavy_unless_one_unit_is_and_every_unit_is_in_one() {
        let units = [700, 1_200, 50, 50, 300, 0, 999, 1_000, 450];
        let parcels = parcels_by_weight(&units, 1_000);
        assert!(parcels.iter().all(|parcel| parcel.grams <= 1_000 || parcel.units == [1]));
        let mut packed: Vec<usize> = parcels.iter().flat_map(|parcel| parcel.units.clone()).collect();
        packed.sort_unstable();
        assert_eq!(packed, (0..units.len()).collect::<Vec<_>>());
        assert_eq!(parcels.iter().map(|parcel| parcel.grams).sum::<u64>(), 4_749);
    }

    #[test]
    fn units_go_to_the_lightest_parcel() {
        let grams: Vec<u64> = parcels_by_weight(&[400, 400, 100, 100], 500).iter().map(|parcel| parcel.grams).collect();
        assert_eq!(grams, [500, 500]);
        assert!(parcels_by_weight(&[], 500).is_empty());
    }
}
