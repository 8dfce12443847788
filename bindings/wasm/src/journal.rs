//! A store in memory that hands out what was committed, so that the host keeps it, and takes it back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Put, Recorded, Scan, Store, StoreError};
use fondaco::{
    Adjustment, Code, Digest, Envelope, Key, Kind, Record, Refusal, Version, Versioned, World, added, immediately,
};
use fondaco_contract::{WireFailure, wire};
use fondaco_storage::MemoryStore;
use serde::Deserialize;
use serde_json::Value;

/// The store, and the commits that the host has not seen. Clones see the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal {
    memory: MemoryStore,
    unseen: Arc<Mutex<Vec<String>>>,
}

/// A commit as it was handed out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    basis: Vec<(Key, Option<Version>)>,
    puts: Vec<EntryPut>,
    adjustments: Vec<Adjustment>,
    events: Vec<Envelope>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryPut {
    key: Key,
    version: Version,
    head: Digest,
    record: Value,
}

impl Journal {
    /// What was committed since the last time, each commit as JSON.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.unseen())
    }

    /// Makes commits true again, in their order; refused with `log.broken` where one does not follow from those before it,
    /// or says otherwise than its events.
    pub(crate) fn replay(&self, entries: &[u8]) -> Result<(), WireFailure> {
        for entry in wire::read::<Vec<Entry>>(entries)? {
            let commit = entry.into_commit()?;
            self.check(&commit)?;
            if immediately(self.memory.commit(&commit)) != Some(Ok(())) {
                return Err(broken("it does not follow from those before it"));
            }
        }
        Ok(())
    }

    /// Whether the records and counters of a commit are those that its events come to.
    fn check(&self, commit: &Commit) -> Result<(), WireFailure> {
        let streams = commit.events.iter().map(|event| &event.stream);
        let keys: Vec<Key> = streams.chain(commit.adjustments.iter().map(|one| &one.key)).cloned().collect();
        let facts = immediately(self.memory.load(&keys)).and_then(Result::ok).unwrap_or_default();
        let mut world = World::default();
        for (key, fact) in keys.into_iter().zip(facts) {
            match fact {
                Fact::Record(found) => drop(world.records.insert(key, found)),
                Fact::Counters(row) => drop(world.counters.insert(key, row)),
                Fact::Absent => {}
            }
        }
        let mut counters = world.counters.clone();
        for Adjustment { key, deltas, .. } in &commit.adjustments {
            let row = counters.entry(key.clone()).or_default();
            *row = added(row, deltas).ok_or_else(|| broken("a counter overflows"))?;
        }
        commit.events.iter().try_for_each(|event| world.apply(event))?;
        let puts = commit.puts.iter().filter(|put| put.record.kind() != Kind::ProcessedCommand);
        let records = puts.map(|Put { key, version, head, record }| {
            (key.clone(), Versioned { version: *version, head: *head, record: record.clone() })
        });
        if records.collect::<BTreeMap<_, _>>() != world.records || counters != world.counters {
            return Err(broken("its records or counters are not what its events come to"));
        }
        Ok(())
    }

    fn unseen(&self) -> MutexGuard<'_, Vec<String>> {
        self.unseen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn into_commit(self) -> Result<Commit, WireFailure> {
        let puts = self.puts.into_iter().map(EntryPut::into_put).collect::<Result<_, _>>()?;
        Ok(Commit { basis: self.basis, puts, adjustments: self.adjustments, events: self.events })
    }
}

impl EntryPut {
    fn into_put(self) -> Result<Put, WireFailure> {
        let Self { key, version, head, record } = self;
        let kind = key.kind().ok_or_else(|| broken("it puts a record where counters are"))?;
        let record = Record::parse(kind, &record.to_string()).map_err(|error| broken(&error.to_string()))?;
        Ok(Put { key, version, head, record })
    }
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
            let entry = serde_json::to_string(commit).map_err(|error| StoreError::Fault(error.to_string()))?;
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
