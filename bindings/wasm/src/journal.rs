//! A store in memory that hands out what was committed, so that the host keeps it, and takes it back.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::wire::to_json;
use fondaco::{Code, Counters, Key, Kind, Refusal, Versioned, World, immediately};
use fondaco_contract::{WireFailure, wire};
use fondaco_storage::MemoryStore;

/// The store, and the commits that the host has not seen. Clones see the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    memory: MemoryStore,
    unseen: Arc<Mutex<Vec<String>>>,
}

impl Journal {
    /// What was committed since the last time, each commit as JSON.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.unseen())
    }

    /// Makes commits true again that this shop made itself, in their order; refused with `log.broken` where one does not
    /// follow from those before it.
    pub(crate) fn replay(&self, entries: &[u8]) -> Result<(), WireFailure> {
        wire::read::<Vec<Commit>>(entries)?.iter().try_for_each(|commit| self.make(commit))
    }

    /// Makes the commits of another shop true, from its first; refused with `log.broken` too where its records and counters
    /// are not what its events come to.
    pub(crate) fn import(&self, entries: &[u8]) -> Result<(), WireFailure> {
        let mut world = World::default();
        let mut touched = BTreeSet::new();
        for commit in wire::read::<Vec<Commit>>(entries)? {
            commit.events.iter().try_for_each(|event| world.apply(event))?;
            self.make(&commit)?;
            touched.extend(commit.adjustments.into_iter().map(|adjustment| adjustment.key));
            let records = commit.puts.into_iter().filter(|put| put.record.kind() != Kind::ProcessedCommand);
            touched.extend(records.map(|put| put.key));
        }
        touched.extend(world.records.keys().chain(world.counters.keys()).cloned());
        let touched: Vec<Key> = touched.into_iter().collect();
        let facts = immediately(self.memory.load(&touched)).and_then(Result::ok).unwrap_or_default();
        for (key, fact) in touched.iter().zip(facts) {
            let is_right = match fact {
                Fact::Record(found) => world.records.get(key).is_some_and(|known| is_same(known, &found)),
                Fact::Counters(row) => world.counters.get(key) == Some(&row),
                // A row whose changes cancel out within each commit is never stored.
                Fact::Absent => world.counters.get(key) == Some(&Counters::default()),
            };
            if !is_right {
                return Err(broken(&format!("`{key}` is not what its events come to")));
            }
        }
        Ok(())
    }

    fn make(&self, commit: &Commit) -> Result<(), WireFailure> {
        match immediately(self.memory.commit(commit)) {
            Some(Ok(())) => Ok(()),
            _ => Err(broken("it does not follow from those before it")),
        }
    }

    fn unseen(&self) -> MutexGuard<'_, Vec<String>> {
        self.unseen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether two records are written alike.
fn is_same(one: &Versioned, other: &Versioned) -> bool {
    let written = |found: &Versioned| to_json(&found.record).ok();
    (one.version, one.head) == (other.version, other.head) && written(one) == written(other)
}

fn broken(why: &str) -> WireFailure {
    Refusal::new(Code::LogBroken, format!("a commit cannot be made true again: {why}")).into()
}

impl Store for Journal {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        self.memory.load(keys)
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        Box::pin(async move {
            let entry = to_json(commit).map_err(|error| StoreError::Fault(error.to_string()))?;
            self.memory.commit(commit).await?;
            self.unseen().push(entry);
            Ok(())
        })
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        self.memory.scan(scan, page)
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        self.memory.events(after, limit)
    }
}
