//! Where things stand in a list, found by marks of their keys.

use alloc::vec::Vec;
use core::hash::{Hash, Hasher};

/// Where things stand in a list, spread by the marks of their keys: a table with open addressing, at most half full.
/// A place is counted from 1; 0 is free.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<u32>);

/// The least room that there is.
const LEAST: usize = 16;

impl Places {
    /// Nothing stands anywhere.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Forgets where everything stands.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Makes room for so many in all, those that stand there already by their marks.
    pub(crate) fn reserve(&mut self, all: usize, marks: impl Iterator<Item = u64>) {
        let room = all.saturating_mul(2).next_power_of_two().max(LEAST);
        if room > self.0.len() {
            self.0.clear();
            self.0.resize(room, 0);
            for (place, mark) in marks.enumerate() {
                self.insert(mark, place);
            }
        }
    }

    /// Notes where something stands; there must be room for it.
    pub(crate) fn insert(&mut self, mark: u64, place: usize) {
        let number = u32::try_from(place.saturating_add(1)).unwrap_or(0);
        let mut at = self.first(mark);
        while self.0.get(at).is_some_and(|taken| *taken != 0) {
            at = self.next(at);
        }
        if let Some(free) = self.0.get_mut(at) {
            *free = number;
        }
    }

    /// Where something of this mark stands: the first place that is the one.
    pub(crate) fn find(&self, mark: u64, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = self.first(mark);
        loop {
            let place = usize::try_from(self.0.get(at)?.checked_sub(1)?).ok()?;
            if is_it(place) {
                return Some(place);
            }
            at = self.next(at);
        }
    }

    /// Where the search for a mark starts. A multiplication mixes upwards only, and codes that are counted, `account/0017`, differ
    /// in the highest bytes of their last word: those are folded down and mixed once more.
    pub(crate) fn first(&self, mark: u64) -> usize {
        let mixed = (mark ^ (mark >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 32).unwrap_or(0) & self.0.len().saturating_sub(1)
    }

    /// The slot after another, around the end; their number is a power of two.
    fn next(&self, at: usize) -> usize {
        at.wrapping_add(1) & self.0.len().saturating_sub(1)
    }
}

/// A number that is the same for equal ids, and seldom for others.
pub(crate) fn mark<T: Hash>(id: &T) -> u64 {
    let mut mark = Mark(0);
    id.hash(&mut mark);
    mark.0
}

/// Mixes 8 bytes at a time by a multiplication; nothing depends on marks but speed.
struct Mark(u64);

impl Hasher for Mark {
    fn write(&mut self, bytes: &[u8]) {
        // The rest is read as a whole word as well, some of its bytes a second time.
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if rest.is_empty() {
            return;
        }
        if let Some(last) = bytes.last_chunk::<8>() {
            self.write_u64(u64::from_le_bytes(*last));
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            self.write_u64((u64::from(u32::from_le_bytes(*first)) << 32) | u64::from(u32::from_le_bytes(*last)));
        } else {
            self.write_u64(rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(u64::try_from(number).unwrap_or(u64::MAX));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
