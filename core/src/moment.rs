//! Everything that is not deterministic, captured once per command.

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// The instant of a command and its share of randomness: the same moment gives the same ids.
///
/// ```
/// use fondaco::{CartId, Moment, Timestamp};
///
/// let moment = Moment { now: "2026-11-21T12:00:00Z".parse::<Timestamp>()?, seed: 42 };
/// assert_eq!(moment.id::<CartId>(0), moment.id::<CartId>(0));
/// assert!(moment.id::<CartId>(0) < moment.id::<CartId>(1));
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The time of the decision, UTC.
    pub now: Timestamp,
    /// The randomness of the command.
    pub seed: u64,
}

impl Moment {
    /// The n-th id of this command: a UUIDv7 (RFC 9562), the same on every run, ascending in `n` below 4096.
    pub fn id<T: From<Uuid>>(&self, n: u16) -> T {
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let mixed = spread(self.seed).to_be_bytes();
        let mut bytes = [0_u8; 16];
        for (slot, byte) in bytes.iter_mut().zip(millis.to_be_bytes().into_iter().skip(2)) {
            *slot = byte;
        }
        // `n` fills the bits right after the clock, so ids of one command sort in the order they were made.
        let count = n.to_be_bytes();
        let tail = count.into_iter().chain(mixed);
        for (slot, byte) in bytes.iter_mut().skip(6).zip(tail) {
            *slot = byte;
        }
        let mut layout = u128::from_be_bytes(bytes);
        // 12 bits of `n` stand before the variant; its upper 4 bits are kept by folding them into the tail.
        layout ^= u128::from(n >> 12) << 48;
        layout &= !(0xF_u128 << 76);
        layout |= 0x7_u128 << 76;
        layout &= !(0x3_u128 << 62);
        layout |= 0x2_u128 << 62;
        T::from(Uuid::from_u128(layout))
    }
}

/// Spreads a seed over 64 bits (the finaliser of SplitMix64), so that neighbouring seeds share nothing.
pub(crate) fn spread(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    fn moment(seed: u64) -> Moment {
        Moment { now: Timestamp::from_millisecond(1_795_000_000_123).unwrap(), seed }
    }

    #[test]
    fn every_id_is_a_version_7_uuid_of_its_instant() {
        for n in [0, 1, 4095, 4096, u16::MAX] {
            let uuid: Uuid = moment(7).id(n);
            assert_eq!(uuid.get_version_num(), 7);
            assert_eq!(uuid.as_u128() >> 80, 1_795_000_000_123);
        }
    }

    #[test]
    fn ids_of_one_command_and_of_neighbouring_seeds_differ() {
        let mut seen = BTreeSet::new();
        for seed in 0..64 {
            for n in 0..5000 {
                assert!(seen.insert(moment(seed).id::<Uuid>(n)));
            }
        }
    }
}
