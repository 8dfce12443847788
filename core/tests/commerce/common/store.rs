//! A store in ordered maps, as plain as can be, that also checks what every commit promises; and a clock that stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};

use fondaco::port::{
    Clock, Commit, CommitError, Cursor, Fact, Filter, Page, Paged, Pending, Recorded, Scan, Store, StoreError, Test,
};
use fondaco::{Counters, Key, Kind, Moment, Timestamp, Versioned, World, added};

/// Everything that a store keeps.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct State {
    pub(crate) records: BTreeMap<Key, Versioned>,
    pub(crate) counters: BTreeMap<Key, Counters>,
    pub(crate) log: Vec<Recorded>,
    pub(crate) transactions: u64,
}

impl State {
    /// What a replay of the log must come to.
    pub(crate) fn world(&self) -> World {
        let is_state = |key: &Key| key.kind() != Some(Kind::ProcessedCommand);
        let records = self.records.iter().filter(|(key, _)| is_state(key));
        World {
            records: records.map(|(key, found)| (key.clone(), found.clone())).collect(),
            counters: self.counters.clone(),
        }
    }

    pub(crate) fn fact(&self, key: &Key) -> Fact {
        if key.kind().is_none() {
            return self.counters.get(key).map_or(Fact::Absent, |row| Fact::Counters(*row));
        }
        self.records.get(key).map_or(Fact::Absent, |found| Fact::Record(found.clone()))
    }

    fn apply(&mut self, commit: &Commit) -> Result<(), CommitError> {
        if commit.basis.iter().any(|(key, version)| self.fact(key).version() != *version) {
            return Err(CommitError::Stale);
        }
        let mut rows = Vec::new();
        for item in &commit.adjustments {
            let before = self.counters.get(&item.key).copied().unwrap_or_default();
            let after = added(&before, &item.deltas).filter(|row| item.kind.allows(row, &item.least));
            rows.push((item.key.clone(), after.ok_or(CommitError::Stale)?));
        }
        self.counters.extend(rows);
        for put in &commit.puts {
            let stored = Versioned { version: put.version, head: put.head, record: put.record.clone() };
            self.records.insert(put.key.clone(), stored);
        }
        self.transactions += 1;
        let log = (1..).zip(&commit.events).map(|(sequence, envelope)| Recorded {
            cursor: Cursor { transaction: self.transactions, sequence },
            envelope: envelope.clone(),
        });
        self.log.extend(log);
        Ok(())
    }
}

#[derive(Debug, Default)]
pub(crate) struct MemoryStore {
    state: Mutex<State>,
    /// How many round trips were made.
    pub(crate) loads: AtomicU32,
    /// How many commits were tried.
    pub(crate) commits: AtomicU32,
    /// How many of the next commits find that the world has moved.
    pub(crate) stale: AtomicU32,
    /// What every call from now on fails with.
    pub(crate) broken: Mutex<Option<StoreError>>,
}

impl MemoryStore {
    pub(crate) fn state(&self) -> State {
        self.lock().clone()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn works(&self) -> Result<(), StoreError> {
        self.broken.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

/// What `port.rs` says of every commit, whatever the store.
fn check_contract(commit: &Commit) {
    let basis: BTreeSet<&Key> = commit.basis.iter().map(|(key, _)| key).collect();
    assert_eq!(basis.len(), commit.basis.len(), "a key stands once in a basis");
    assert!(commit.puts.iter().all(|put| basis.contains(&put.key)), "each key that is put stands in the basis");
    assert!(commit.adjustments.windows(2).all(|pair| pair[0].key < pair[1].key), "one adjustment a row, in order");
    let put: BTreeSet<&Key> = commit.puts.iter().map(|put| &put.key).collect();
    assert_eq!(put.len(), commit.puts.len(), "a record is put once");
    assert!(commit.events.iter().all(|envelope| put.contains(&envelope.stream)), "each stream is put");
}

impl Store for MemoryStore {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        Box::pin(async move {
            self.works()?;
            self.loads.fetch_add(1, Ordering::Relaxed);
            let state = self.lock();
            Ok(keys.iter().map(|key| state.fact(key)).collect())
        })
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        Box::pin(async move {
            self.works()?;
            check_contract(commit);
            self.commits.fetch_add(1, Ordering::Relaxed);
            let moved = self.stale.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
            if moved.is_ok() {
                return Err(CommitError::Stale);
            }
            self.lock().apply(commit)
        })
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        Box::pin(async move {
            self.works()?;
            let state = self.lock();
            let found = state.records.iter().filter(|(key, stored)| {
                key.kind() == Some(scan.kind)
                    && page.after.as_ref().is_none_or(|after| *key > after)
                    && scan.filters.iter().all(|filter| passes(filter, stored))
            });
            let limit = usize::try_from(page.limit).unwrap();
            let mut items: Vec<Key> = found.map(|(key, _)| key.clone()).take(limit + 1).collect();
            let more = items.len() > limit;
            items.truncate(limit);
            Ok(Paged { next: items.last().filter(|_| more).cloned(), items })
        })
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        Box::pin(async move {
            self.works()?;
            let state = self.lock();
            let later = state.log.iter().filter(|recorded| recorded.cursor > *after);
            Ok(later.take(usize::try_from(limit).unwrap()).cloned().collect())
        })
    }
}

fn passes(filter: &Filter, stored: &Versioned) -> bool {
    let columns = stored.record.kind().columns();
    let at = columns.iter().position(|column| column.name == filter.column).unwrap();
    let cells = stored.record.cells();
    let Some(cell) = cells[at].as_ref() else { return false };
    match &filter.test {
        Test::Is(wanted) => cell == wanted,
        Test::AtMost(most) => cell <= most,
    }
}

/// A clock that stands until it is set; each moment has a seed of its own.
#[derive(Debug)]
pub(crate) struct FixedClock {
    now: Mutex<Timestamp>,
    seed: AtomicU64,
}

impl FixedClock {
    pub(crate) fn at(now: &str) -> Self {
        Self { now: Mutex::new(now.parse().unwrap()), seed: AtomicU64::new(1) }
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    pub(crate) fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap() = now;
    }

    pub(crate) fn pass_millis(&self, millis: i64) {
        self.set(self.now() + jiff::SignedDuration::from_millis(millis));
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.set(self.now() + jiff::SignedDuration::from_secs(seconds));
    }

    /// The next moments are the same as those after this seed.
    pub(crate) fn turn_back(&self, seed: u64) {
        self.seed.store(seed, Ordering::Relaxed);
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed.load(Ordering::Relaxed)
    }
}

impl Clock for FixedClock {
    fn moment(&self) -> Moment {
        Moment { now: self.now(), seed: self.seed.fetch_add(1, Ordering::Relaxed) }
    }
}
