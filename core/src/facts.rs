//! Facts: what a decision has been shown.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::Cell;
use core::hash::{Hash, Hasher};

use crate::counter::Counters;
use crate::id::{LocationCode, Sku};
use crate::port::Fact;
use crate::record::{Entity, Key, Version, Versioned};
use crate::refusal::Refusal;

/// Why a decision stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It has to see these first, in the order in which it asks for them.
    Need(Vec<Key>),
    /// A rule said no.
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What a decision has been shown. It remembers what the decision looked at, which is what the decision rests on;
/// facts that were never looked at change nothing.
#[derive(Debug, Default)]
pub struct Facts {
    known: Vec<Known>,
    places: Places,
}

#[derive(Debug)]
struct Known {
    mark: u64,
    key: Key,
    fact: Fact,
    /// Whether the decision at hand has looked at it.
    rested_on: Cell<bool>,
}

impl Facts {
    /// No facts.
    pub const fn new() -> Self {
        Self { known: Vec::new(), places: Places(Vec::new()) }
    }

    /// Takes in what a store has loaded.
    pub fn learn(&mut self, loaded: impl IntoIterator<Item = (Key, Fact)>) {
        let loaded = loaded.into_iter();
        let least = loaded.size_hint().0;
        self.known.reserve(least);
        self.places.reserve(self.known.len().saturating_add(least), &self.known);
        for (key, fact) in loaded {
            let mark = key.mark();
            let place = self.place(mark, |other| *other == key);
            if let Some(known) = place.and_then(|place| self.known.get_mut(place)) {
                known.fact = fact;
            } else {
                self.places.reserve(self.known.len().saturating_add(1), &self.known);
                self.places.insert(mark, self.known.len());
                self.known.push(Known { mark, key, fact, rested_on: Cell::new(false) });
            }
        }
    }

    /// Forgets everything: the world has moved.
    pub fn forget(&mut self) {
        self.known.clear();
        self.places.0.clear();
    }

    /// Asks for all of these at once, so that they are loaded in one round trip.
    pub fn show(&self, keys: impl IntoIterator<Item = Key>) -> Result<(), Stop> {
        let mut keys = keys.into_iter().filter(|key| !self.is_shown(key));
        let Some(first) = keys.next() else { return Ok(()) };
        // Room for two more: the first, and the command's own.
        let mut missing = Vec::with_capacity(keys.size_hint().1.unwrap_or(0).saturating_add(2));
        missing.push(first);
        missing.extend(keys);
        Err(Stop::Need(missing))
    }

    /// Asks for a key and for all that will be asked for beside it, unless the key has been shown already: then so have
    /// the others, and looking for each of them would be work twice done.
    pub(crate) fn show_beside<T>(&self, key: &Key, others: impl FnOnce() -> T) -> Result<(), Stop>
    where
        T: IntoIterator<Item = Key>,
    {
        if self.is_shown(key) { Ok(()) } else { self.show(others().into_iter().chain([key.clone()])) }
    }

    /// The entity of an id, if there is one. From here on the decision rests on it, or on its absence.
    pub fn get<T: Entity>(&self, id: &T::Id) -> Result<Option<&T>, Stop> {
        Ok(self.entity::<T>(id)?.map(|entity| &**entity))
    }

    /// The entity of an id; refused as unknown if there is none.
    pub fn known<T: Entity>(&self, id: &T::Id) -> Result<&T, Stop> {
        self.get::<T>(id)?.ok_or_else(|| T::unknown(id).into())
    }

    /// The entity of an id, to be kept; refused as unknown if there is none.
    pub(crate) fn shared<T: Entity>(&self, id: &T::Id) -> Result<Arc<T>, Stop> {
        self.entity::<T>(id)?.cloned().ok_or_else(|| T::unknown(id).into())
    }

    fn entity<T: Entity>(&self, id: &T::Id) -> Result<Option<&Arc<T>>, Stop> {
        let known = self.find(mark(id), |key| T::is_named(key, id)).ok_or_else(|| need(id.clone().into()))?;
        known.rested_on.set(true);
        Ok(known.fact.record().and_then(|found| T::of(&found.record)))
    }

    /// The counters of a row; zeros if there is none. A decision does not rest on them: they are guarded in the commit.
    pub(crate) fn counters(&self, key: &Key) -> Result<Counters, Stop> {
        Ok(row(self.look(key)?))
    }

    /// The counters of stock of a SKU at a location, likewise.
    pub(crate) fn stock(&self, sku: &Sku, location: &LocationCode) -> Result<Counters, Stop> {
        let is_meant = |key: &Key| matches!(key, Key::Stock(own, place) if own == sku && place == location);
        let known = self.find(mark(&(sku, location)), is_meant);
        Ok(row(&known.ok_or_else(|| need(Key::Stock(sku.clone(), location.clone())))?.fact))
    }

    /// How many facts there are.
    pub(crate) fn count(&self) -> usize {
        self.known.len()
    }

    /// The place of a fact among all, and the record with its version; the decision rests on it.
    pub(crate) fn versioned(&self, key: &Key) -> Result<(usize, Option<&Versioned>), Stop> {
        let place = self.place(key.mark(), |other| other == key);
        let (place, known) =
            place.zip(place.and_then(|place| self.known.get(place))).ok_or_else(|| need(key.clone()))?;
        known.rested_on.set(true);
        Ok((place, known.fact.record()))
    }

    fn look(&self, key: &Key) -> Result<&Fact, Stop> {
        let known = self.find(key.mark(), |other| other == key).ok_or_else(|| need(key.clone()))?;
        known.rested_on.set(true);
        Ok(&known.fact)
    }

    fn is_shown(&self, key: &Key) -> bool {
        self.find(key.mark(), |other| other == key).is_some()
    }

    /// The fact whose key has this mark and is the one that is meant.
    fn find(&self, mark: u64, is_meant: impl Fn(&Key) -> bool) -> Option<&Known> {
        self.known.get(self.place(mark, is_meant)?)
    }

    fn place(&self, mark: u64, is_meant: impl Fn(&Key) -> bool) -> Option<usize> {
        let is_it = |place: usize| self.known.get(place).is_some_and(|it| it.mark == mark && is_meant(&it.key));
        self.places.find(mark, is_it)
    }

    /// Starts to remember anew what is looked at.
    pub(crate) fn fresh_look(&self) {
        self.known.iter().for_each(|known| known.rested_on.set(false));
    }

    /// The records that were looked at, in the order of keys, with their versions; `None` where there must be none.
    pub(crate) fn basis(&self) -> Vec<(Key, Option<Version>)> {
        let mut basis = Vec::with_capacity(self.known.len());
        for Known { key, fact, rested_on, .. } in &self.known {
            if rested_on.get() && key.kind().is_some() {
                basis.push((key.clone(), fact.version()));
            }
        }
        basis.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        basis
    }
}

fn row(fact: &Fact) -> Counters {
    if let Fact::Counters(row) = fact { *row } else { Counters::default() }
}

/// Where facts stand in their list, spread by the marks of their keys: a table with open addressing, at most half full.
/// A place is counted from 1; 0 is free.
#[derive(Debug, Default)]
struct Places(Vec<u32>);

impl Places {
    /// Makes room for so many facts in all.
    fn reserve(&mut self, facts: usize, known: &[Known]) {
        let room = facts.saturating_mul(2).next_power_of_two();
        if room > self.0.len() {
            self.0.clear();
            self.0.resize(room, 0);
            for (place, known) in known.iter().enumerate() {
                self.insert(known.mark, place);
            }
        }
    }

    /// Notes where a fact stands; there must be room for it.
    fn insert(&mut self, mark: u64, place: usize) {
        let number = u32::try_from(place.saturating_add(1)).unwrap_or(0);
        let mut at = self.first(mark);
        while self.0.get(at).is_some_and(|taken| *taken != 0) {
            at = self.next(at);
        }
        if let Some(free) = self.0.get_mut(at) {
            *free = number;
        }
    }

    /// Where a fact of this mark stands: the first place that is the one.
    fn find(&self, mark: u64, is_it: impl Fn(usize) -> bool) -> Option<usize> {
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
    fn first(&self, mark: u64) -> usize {
        let mixed = (mark ^ (mark >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> 32).unwrap_or(0) & self.0.len().saturating_sub(1)
    }

    /// The slot after another, around the end; their number is a power of two.
    fn next(&self, at: usize) -> usize {
        at.wrapping_add(1) & self.0.len().saturating_sub(1)
    }
}

fn need(key: Key) -> Stop {
    Stop::Need(vec![key])
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::Cart;
    use crate::id::CartId;
    use crate::order::Order;
    use crate::refusal::Code;
    use alloc::vec;
    use uuid::Uuid;

    fn cart(number: u128) -> CartId {
        Uuid::from_u128(number).into()
    }

    fn stock() -> Key {
        Key::Stock("novel".parse().unwrap(), "here".parse().unwrap())
    }

    #[test]
    fn codes_that_are_counted_do_not_crowd_in_one_place() {
        let code = |number: u32| Key::Account(alloc::format!("account/{number:04}").parse().unwrap());
        let mut facts = Facts::new();
        facts.learn((0..1_000).map(|number| (code(number), Fact::Absent)));
        let steps = |number: u32| {
            let looked = core::cell::Cell::new(0_u32);
            let key = code(number);
            facts.place(key.mark(), |other| {
                looked.set(looked.get() + 1);
                *other == key
            });
            looked.get()
        };
        assert_eq!((0..1_000).map(steps).max(), Some(1), "marks of different codes are different");
        let starts: alloc::collections::BTreeSet<usize> =
            (0..1_000).map(|number| facts.places.first(code(number).mark())).collect();
        assert!(starts.len() > 700, "{} places for 1,000 codes", starts.len());
    }

    #[test]
    fn what_was_not_shown_is_asked_for_all_at_once() {
        let mut facts = Facts::new();
        facts.learn(vec![(cart(1).into(), Fact::Absent)]);
        let wanted = [cart(1).into(), stock(), cart(2).into()];
        let missing = vec![stock(), cart(2).into()];
        assert_eq!(facts.show(wanted), Err(Stop::Need(missing)));
        assert_eq!(facts.get::<Cart>(&cart(1)), Ok(None));
        assert!(matches!(facts.get::<Cart>(&cart(2)), Err(Stop::Need(keys)) if keys.contains(&cart(2).into())));
        let Err(Stop::Refused(refusal)) = facts.known::<Cart>(&cart(1)) else { panic!("it is known to be absent") };
        assert_eq!(refusal.code(), Code::CartUnknown);
    }

    #[test]
    fn a_decision_rests_on_the_records_that_it_looked_at_and_on_their_absence() {
        let mut facts = Facts::new();
        let order = Uuid::from_u128(9).into();
        let keys: [Key; 4] = [cart(1).into(), cart(2).into(), Key::Order(order), stock()];
        facts.learn(keys.iter().map(|key| (key.clone(), Fact::Absent)));
        facts.show(keys).unwrap();
        assert_eq!(facts.basis(), [], "asking is not looking");
        facts.get::<Cart>(&cart(2)).unwrap();
        facts.get::<Order>(&order).unwrap();
        assert_eq!(facts.counters(&stock()), Ok(Counters::default()));
        assert_eq!(facts.basis(), [(Key::Cart(cart(2)), None), (Key::Order(order), None)]);
        facts.fresh_look();
        assert_eq!(facts.basis(), []);
        facts.forget();
        assert!(matches!(facts.get::<Cart>(&cart(2)), Err(Stop::Need(_))));
    }
}
