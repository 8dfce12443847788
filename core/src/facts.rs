//! Facts: what a decision has been shown.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::Cell;

use crate::counter::Counters;
use crate::port::Fact;
use crate::record::{Entity, Key, Version, Versioned};
use crate::refusal::Refusal;

/// Why a decision stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It has to see these first.
    Need(BTreeSet<Key>),
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
    known: BTreeMap<Key, Known>,
}

#[derive(Debug)]
struct Known {
    fact: Fact,
    /// Whether the decision at hand has looked at it.
    rested_on: Cell<bool>,
}

impl Facts {
    /// No facts.
    pub const fn new() -> Self {
        Self { known: BTreeMap::new() }
    }

    /// Takes in what a store has loaded.
    pub fn learn(&mut self, loaded: Vec<(Key, Fact)>) {
        let known = |(key, fact)| (key, Known { fact, rested_on: Cell::new(false) });
        self.known.extend(loaded.into_iter().map(known));
    }

    /// Forgets everything: the world has moved.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Asks for all of these at once, so that they are loaded in one round trip.
    pub fn show(&self, keys: impl IntoIterator<Item = Key>) -> Result<(), Stop> {
        let missing: BTreeSet<Key> = keys.into_iter().filter(|key| !self.known.contains_key(key)).collect();
        if missing.is_empty() { Ok(()) } else { Err(Stop::Need(missing)) }
    }

    /// The entity of an id, if there is one. From here on the decision rests on it, or on its absence.
    pub fn get<T: Entity>(&self, id: &T::Id) -> Result<Option<&T>, Stop> {
        Ok(self.versioned(&id.clone().into())?.and_then(|found| T::of(&found.record)).map(|entity| &**entity))
    }

    /// The entity of an id; refused as unknown if there is none.
    pub fn known<T: Entity>(&self, id: &T::Id) -> Result<&T, Stop> {
        self.get::<T>(id)?.ok_or_else(|| T::unknown(id).into())
    }

    /// The entity of an id, to be kept; refused as unknown if there is none.
    pub(crate) fn shared<T: Entity>(&self, id: &T::Id) -> Result<Arc<T>, Stop> {
        let found = self.versioned(&id.clone().into())?.and_then(|found| T::of(&found.record));
        found.cloned().ok_or_else(|| T::unknown(id).into())
    }

    /// The counters of a row; zeros if there is none. A decision does not rest on them: they are guarded in the commit.
    pub(crate) fn counters(&self, key: &Key) -> Result<Counters, Stop> {
        match self.look(key)? {
            Fact::Counters(row) => Ok(*row),
            Fact::Record(_) | Fact::Absent => Ok(Counters::default()),
        }
    }

    /// A record with its version; the decision rests on it.
    pub(crate) fn versioned(&self, key: &Key) -> Result<Option<&Versioned>, Stop> {
        match self.look(key)? {
            Fact::Record(found) => Ok(Some(found)),
            Fact::Absent | Fact::Counters(_) => Ok(None),
        }
    }

    fn look(&self, key: &Key) -> Result<&Fact, Stop> {
        let known = self.known.get(key).ok_or_else(|| Stop::Need(BTreeSet::from([key.clone()])))?;
        known.rested_on.set(true);
        Ok(&known.fact)
    }

    /// Starts to remember anew what is looked at.
    pub(crate) fn fresh_look(&self) {
        self.known.values().for_each(|known| known.rested_on.set(false));
    }

    /// The records that were looked at, with their versions; `None` where there must be none.
    pub(crate) fn basis(&self) -> Vec<(Key, Option<Version>)> {
        let looked_at = self.known.iter().filter(|(key, known)| known.rested_on.get() && key.kind().is_some());
        looked_at.map(|(key, known)| (key.clone(), known.fact.version())).collect()
    }
}
