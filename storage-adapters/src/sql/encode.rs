//! A commit as rows, made ready by its caller before it waits for the database.

use fondaco::port::{Commit, StoreError};
use fondaco::{Adjustment, Cell, Envelope, Key, Kind, Version};

use super::{fault, signed};

/// A commit whose texts are written: what remains is to judge it and to send it.
#[derive(Debug)]
pub(crate) struct Encoded {
    /// The records that it rests on.
    pub(crate) basis: Vec<(Key, Option<Version>)>,
    /// The records that it writes.
    pub(crate) rows: Vec<Row>,
    /// What it adds to counters.
    pub(crate) adjustments: Vec<Adjustment>,
    /// What it appends to the log.
    pub(crate) events: Vec<EventRow>,
}

/// A row of a table of records.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) key: Key,
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) version: Version,
    pub(crate) head: [u8; 32],
    pub(crate) cells: Vec<Option<Cell>>,
    pub(crate) body: String,
}

/// A row of the log, without its place in it.
#[derive(Debug)]
pub(crate) struct EventRow {
    pub(crate) stream: String,
    pub(crate) version: i64,
    pub(crate) id: String,
    pub(crate) at: String,
    pub(crate) name: String,
    pub(crate) actor: String,
    pub(crate) command: String,
    pub(crate) data: String,
    pub(crate) previous: [u8; 32],
    pub(crate) hash: [u8; 32],
}

impl Encoded {
    /// Writes the texts of a commit; a fault for one that no store can make true.
    pub(crate) fn of(commit: &Commit) -> Result<Self, StoreError> {
        check(commit)?;
        let rows = commit.puts.iter().map(|put| {
            let body = serde_json::to_string(&put.record).map_err(|error| fault(format!("`{}`: {error}", put.key)))?;
            signed(put.version)?;
            Ok(Row {
                key: put.key.clone(),
                kind: put.record.kind(),
                id: put.key.id(),
                version: put.version,
                head: *put.head.bytes(),
                cells: put.record.cells(),
                body,
            })
        });
        Ok(Self {
            rows: rows.collect::<Result<_, StoreError>>()?,
            events: commit.events.iter().map(EventRow::of).collect::<Result<_, _>>()?,
            basis: commit.basis.clone(),
            adjustments: commit.adjustments.clone(),
        })
    }

    /// How many rows it touches: what a transaction's size is counted in.
    pub(crate) fn weight(&self) -> usize {
        self.rows.len() + self.adjustments.len() + self.events.len()
    }
}

impl EventRow {
    fn of(envelope: &Envelope) -> Result<Self, StoreError> {
        let (name, data) = tagged(envelope)?;
        Ok(Self {
            stream: envelope.stream.to_string(),
            version: signed(envelope.version)?,
            id: envelope.id.to_string(),
            at: envelope.at.to_string(),
            name,
            actor: envelope.actor.to_string(),
            command: envelope.command.to_string(),
            data,
            previous: *envelope.previous.bytes(),
            hash: *envelope.hash.bytes(),
        })
    }
}

/// The name of an event and the JSON of what it says, cut out of `{"type":"…","data":…}`.
fn tagged(envelope: &Envelope) -> Result<(String, String), StoreError> {
    let broken = || fault(format!("an event of `{}` cannot be written", envelope.stream));
    let mut json = serde_json::to_string(&envelope.event).map_err(|_| broken())?;
    let rest = json.strip_prefix("{\"type\":\"").ok_or_else(broken)?;
    let (name, data) = rest.split_once("\",\"data\":").ok_or_else(broken)?;
    let (name, start) = (name.to_owned(), json.len() - data.len());
    json.pop();
    json.drain(..start);
    Ok((name, json))
}

/// A fault for a commit that no store can make true, whatever it holds.
fn check(commit: &Commit) -> Result<(), StoreError> {
    let refuse = |what: &str, key: &Key| Err(fault(format!("{what}: `{key}`")));
    let sorted = commit.basis.is_sorted_by(|left, right| left.0 < right.0);
    let in_basis = |key: &Key| {
        if sorted {
            commit.basis.binary_search_by(|(known, _)| known.cmp(key)).is_ok()
        } else {
            commit.basis.iter().any(|(known, _)| known == key)
        }
    };
    if let Some((key, _)) = commit.basis.iter().find(|(key, _)| key.kind().is_none()) {
        return refuse("counters have no version to rest on", key);
    }
    for put in &commit.puts {
        if put.key.kind() != Some(put.record.kind()) {
            return refuse("a record is put under a key of another kind", &put.key);
        }
        if !in_basis(&put.key) {
            return refuse("a record is put that the commit does not rest on", &put.key);
        }
    }
    if let Some(wrong) = commit.adjustments.iter().find(|item| item.key.counter() != Some(item.kind)) {
        return refuse("no counters stand under this key", &wrong.key);
    }
    if !commit.adjustments.is_sorted_by(|left, right| left.key < right.key) {
        let last = &commit.adjustments[commit.adjustments.len() - 1];
        return refuse("adjustments stand one a row, in the order of keys", &last.key);
    }
    Ok(())
}
