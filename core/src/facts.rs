//! Facts: what a decision has been shown.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::Cell;

use crate::counter::Counters;
use crate::id::{LocationCode, Sku};
use crate::places::{Places, mark};
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
        Self { known: Vec::new(), places: Places::new() }
    }

    /// Takes in what a store has loaded.
    pub fn learn(&mut self, loaded: impl IntoIterator<Item = (Key, Fact)>) {
        let loaded = loaded.into_iter();
        let least = loaded.size_hint().0;
        self.known.reserve(least);
        self.places.reserve(self.known.len().saturating_add(least), self.known.iter().map(|known| known.mark));
        for (key, fact) in loaded {
            let mark = key.mark();
            let place = self.place(mark, |other| *other == key);
            if let Some(known) = place.and_then(|place| self.known.get_mut(place)) {
                known.fact = fact;
            } else {
                let marks = self.known.iter().map(|known| known.mark);
                self.places.reserve(self.known.len().saturating_add(1), marks);
                self.places.insert(mark, self.known.len());
                self.known.push(Known { mark, key, fact, rested_on: Cell::new(false) });
            }
        }
    }

    /// Forgets everything: the world has moved.
    pub fn forget(&mut self) {
        self.known.clear();
        self.places.clear();
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

    /// Gathers what is missing, to ask for all of it at once.
    pub(crate) const fn missing(&self) -> Missing<'_> {
        Missing { facts: self, keys: Vec::new(), places: Places::new() }
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
        Ok(self.entity_at(self.place_of::<T>(id)?))
    }

    /// The place of an entity of this id among all facts, or of its absence. To know the place is not to look.
    pub(crate) fn place_of<T: Entity>(&self, id: &T::Id) -> Result<usize, Stop> {
        self.place(mark(id), |key| T::is_named(key, id)).ok_or_else(|| need(id.clone().into()))
    }

    /// The entity at a place, if there is one. From here on the decision rests on it, or on its absence.
    pub(crate) fn at<T: Entity>(&self, place: usize) -> Option<&T> {
        self.entity_at(place).map(|entity| &**entity)
    }

    fn entity_at<T: Entity>(&self, place: usize) -> Option<&Arc<T>> {
        let known = self.known.get(place)?;
        known.rested_on.set(true);
        known.fact.record().and_then(|found| T::of(&found.record))
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
        let is_record = |known: &&Known| known.rested_on.get() && known.key.kind().is_some();
        let mut rested: Vec<&Known> = Vec::with_capacity(self.known.len());
        rested.extend(self.known.iter().filter(is_record));
        rested.sort_unstable_by(|left, right| left.key.cmp(&right.key));
        rested.into_iter().map(|known| (known.key.clone(), known.fact.version())).collect()
    }
}

/// What was not shown, each once.
pub(crate) struct Missing<'a> {
    facts: &'a Facts,
    keys: Vec<Key>,
    places: Places,
}

impl Missing<'_> {
    /// Asks for one more, unless it was shown or asked for.
    pub(crate) fn ask(&mut self, key: Key) {
        let mark = key.mark();
        let is_asked = |place: usize| self.keys.get(place).is_some_and(|other| *other == key);
        if self.facts.place(mark, |other| *other == key).is_none() && self.places.find(mark, is_asked).is_none() {
            self.places.reserve(self.keys.len().saturating_add(1), self.keys.iter().map(Key::mark));
            self.places.insert(mark, self.keys.len());
            self.keys.push(key);
        }
    }

    /// Stops a decision that lacks something; `None` if nothing was missing.
    pub(crate) fn stop(self) -> Option<Stop> {
        if self.keys.is_empty() { None } else { Some(Stop::Need(self.keys)) }
    }
}

fn row(fact: &Fact) -> Counters {
    if let Fact::Counters(row) = fact { *row } else { Counters::default() }
}

fn need(key: Key) -> Stop {
    Stop::Need(vec![key])
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
