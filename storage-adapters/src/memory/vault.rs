//! The data of one tenant, and the rules of a commit.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use foldhash::HashMap;
use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Put, Recorded, Scan, StoreError};
use fondaco::{Counters, Key, Kind, Versioned, added};

use super::index::Index;
use super::log::Log;

/// Records, counters and events of one tenant.
#[derive(Debug, Default)]
pub(super) struct Vault {
    records: HashMap<Key, Row>,
    /// Where each row of counters stands in `counters`.
    places: HashMap<Key, usize>,
    counters: Vec<Counters>,
    log: Log,
    /// What scans look up, for each kind that has columns.
    indexes: BTreeMap<Kind, Index>,
    /// Records that changed since their index last looked, each once.
    changed: BTreeMap<Kind, Vec<Key>>,
    /// Rows of counters as a commit leaves them, kept from call to call for its room.
    after: Vec<(Option<usize>, Counters)>,
}

/// A record, and whether its index has yet to look at it.
#[derive(Debug)]
struct Row {
    stored: Versioned,
    changed: bool,
}

impl Vault {
    /// What is stored under a key.
    pub(super) fn fact(&self, key: &Key) -> Fact {
        if key.kind().is_some() {
            return self.records.get(key).map_or(Fact::Absent, |row| Fact::Record(row.stored.clone()));
        }
        let row = self.places.get(key).and_then(|place| self.counters.get(*place));
        row.map_or(Fact::Absent, |row| Fact::Counters(*row))
    }

    /// Makes a commit true that [`check`] has let pass. Everything is checked before anything is changed.
    pub(super) fn commit(&mut self, commit: &Commit) -> Result<(), CommitError> {
        for (key, version) in &commit.basis {
            if self.records.get(key).map(|row| row.stored.version) != *version {
                return Err(CommitError::Stale);
            }
        }
        self.adjusted(commit)?;
        for (adjustment, (place, row)) in commit.adjustments.iter().zip(&self.after) {
            if let Some(old) = place.and_then(|place| self.counters.get_mut(place)) {
                *old = *row;
            } else {
                self.places.insert(adjustment.key.clone(), self.counters.len());
                self.counters.push(*row);
            }
        }
        for put in &commit.puts {
            self.put(put);
        }
        self.log.append(&commit.events);
        Ok(())
    }

    /// Works out every row of counters as it will be; stale if one of them may not be so.
    fn adjusted(&mut self, commit: &Commit) -> Result<(), CommitError> {
        self.after.clear();
        for adjustment in &commit.adjustments {
            let place = self.places.get(&adjustment.key).copied();
            let before = place.and_then(|place| self.counters.get(place)).copied().unwrap_or_default();
            let Some(row) = added(&before, &adjustment.deltas) else {
                return Err(StoreError::Fault(format!("the counters of `{}` overflow", adjustment.key)).into());
            };
            if !adjustment.kind.allows(&row, &adjustment.least) {
                return Err(CommitError::Stale);
            }
            self.after.push((place, row));
        }
        Ok(())
    }

    fn put(&mut self, put: &Put) {
        let kind = put.record.kind();
        let indexed = !kind.columns().is_empty();
        let stored = Versioned { version: put.version, head: put.head, record: put.record.clone() };
        let known = match self.records.entry(put.key.clone()) {
            Entry::Occupied(mut row) => {
                let before = row.insert(Row { stored, changed: indexed });
                before.changed
            }
            Entry::Vacant(place) => {
                place.insert(Row { stored, changed: indexed });
                false
            }
        };
        if indexed && !known {
            self.changed.entry(kind).or_default().push(put.key.clone());
        }
    }

    /// The keys of records that match. The index learns first what has changed since the last scan of its kind, so
    /// commits do not pay for scans that nobody makes.
    pub(super) fn scan(&mut self, scan: &Scan, page: &Page) -> Result<Paged<Key>, StoreError> {
        let index = self.indexes.entry(scan.kind).or_insert_with(|| Index::new(scan.kind));
        if scan.kind.columns().is_empty() {
            let keys = self.records.keys().filter(|key| key.kind() == Some(scan.kind));
            return index.among(keys, scan, page);
        }
        for key in self.changed.remove(&scan.kind).unwrap_or_default() {
            if let Some(row) = self.records.get_mut(&key) {
                row.changed = false;
                index.learn(key, row.stored.record.cells());
            }
        }
        index.find(scan, page)
    }

    /// Events after a cursor.
    pub(super) fn events(&self, after: &Cursor, limit: u32) -> Vec<Recorded> {
        self.log.after(after, limit)
    }
}

/// Refuses a commit that no store can make true, whatever it holds.
pub(super) fn check(commit: &Commit) -> Result<(), StoreError> {
    let sorted = commit.basis.is_sorted_by(|left, right| left.0 < right.0);
    let in_basis = |key: &Key| {
        if sorted {
            commit.basis.binary_search_by(|(known, _)| known.cmp(key)).is_ok()
        } else {
            commit.basis.iter().any(|(known, _)| known == key)
        }
    };
    let fault = |what: &str, key: &Key| Err(StoreError::Fault(format!("{what}: `{key}`")));
    if let Some((key, _)) = commit.basis.iter().find(|(key, _)| key.kind().is_none()) {
        return fault("counters have no version to rest on", key);
    }
    for put in &commit.puts {
        if put.key.kind() != Some(put.record.kind()) {
            return fault("a record is put under a key of another kind", &put.key);
        }
        if !in_basis(&put.key) {
            return fault("a record is put that the commit does not rest on", &put.key);
        }
    }
    let mut last: Option<&Key> = None;
    for adjustment in &commit.adjustments {
        if adjustment.key.counter() != Some(adjustment.kind) {
            return fault("no counters stand under this key", &adjustment.key);
        }
        if last.is_some_and(|last| *last >= adjustment.key) {
            return fault("adjustments stand one a row, in the order of keys", &adjustment.key);
        }
        last = Some(&adjustment.key);
    }
    Ok(())
}
