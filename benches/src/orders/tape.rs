//! The commits of a run, kept as the rows that they are in SQL.

use std::sync::{Arc, Mutex};

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::{Cell, Key, immediately};
use fondaco_storage::MemoryStore;

use super::shop;

/// A memory store that remembers what was committed to it.
#[derive(Default)]
struct Tape {
    store: MemoryStore,
    commits: Mutex<Vec<Commit>>,
}

impl Store for Tape {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        self.store.load(keys)
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        if let Ok(mut commits) = self.commits.lock() {
            commits.push(commit.clone());
        }
        self.store.commit(commit)
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        self.store.scan(scan, page)
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        self.store.events(after, limit)
    }
}

/// A value to be bound to a statement.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Bytes(Vec<u8>),
    Null,
}

/// One statement: what it does to which table, and its values. `columns` are in the order of the values.
#[derive(Debug, Clone)]
pub(super) enum Statement {
    /// Inserts a row.
    Insert { table: String, columns: Vec<&'static str>, values: Vec<Value> },
    /// Writes a record anew; the last value is its id.
    Update { table: String, columns: Vec<&'static str>, values: Vec<Value> },
    /// Adds to a row of stock, if enough is there: two deltas and its id.
    Adjust { values: Vec<Value> },
}

/// What each command of some orders writes, as bare statements; the transaction of an event is left to the writer.
pub(super) fn record(orders: u64) -> Result<Vec<Vec<Statement>>, String> {
    Ok(commits(orders)?.iter().map(statements).collect())
}

/// What each command of some orders commits.
pub(super) fn commits(orders: u64) -> Result<Vec<Commit>, String> {
    let tape = Arc::new(Tape::default());
    let engine = shop::engine(tape.clone());
    let waited = || "the memory store waited".to_owned();
    immediately(shop::open(&engine)).ok_or_else(waited)?.map_err(|failure| failure.to_string())?;
    tape.commits.lock().map_err(|error| error.to_string())?.clear();
    for n in 0..orders {
        let purchase = shop::buy_now(n).map_err(|refusal| refusal.to_string())?;
        immediately(shop::buy(&engine, shop::ids(n), &purchase))
            .ok_or_else(waited)?
            .map_err(|failure| failure.to_string())?;
    }
    let commits = tape.commits.lock().map_err(|error| error.to_string())?;
    Ok(commits.clone())
}

fn statements(commit: &Commit) -> Vec<Statement> {
    let puts = commit.puts.iter().map(|put| {
        let kind = put.record.kind();
        let text = |value: &dyn ToString| Value::Text(value.to_string());
        let number = |value: u64| Value::Number(i64::try_from(value).unwrap_or(i64::MAX));
        let mut columns = vec!["version", "head", "body"];
        let body = serde_json::to_string(&put.record).unwrap_or_default();
        let mut values = vec![number(put.version), Value::Bytes(put.head.bytes().to_vec()), Value::Text(body)];
        for (column, cell) in kind.columns().iter().zip(put.record.cells()) {
            columns.push(column.name);
            values.push(match cell {
                Some(Cell::Text(text)) => Value::Text(text),
                Some(Cell::Instant(at)) => Value::Number(at),
                None => Value::Null,
            });
        }
        columns.push("id");
        values.push(text(&put.key.id()));
        let table = format!("fondaco_{}", kind.table());
        let is_new = commit.basis.iter().any(|(key, version)| *key == put.key && version.is_none());
        if is_new { Statement::Insert { table, columns, values } } else { Statement::Update { table, columns, values } }
    });
    let adjustments = commit.adjustments.iter().map(|adjustment| Statement::Adjust {
        values: vec![
            Value::Number(adjustment.deltas[0]),
            Value::Number(adjustment.deltas[1]),
            Value::Text(adjustment.key.id()),
        ],
    });
    puts.chain(adjustments).chain(commit.events.iter().map(event)).collect()
}

fn event(envelope: &fondaco::Envelope) -> Statement {
    let text = |value: &dyn ToString| Value::Text(value.to_string());
    let event = serde_json::to_value(&envelope.event).unwrap_or_default();
    let columns =
        vec!["stream", "version", "id", "at", "type", "data", "actor", "command", "previous", "hash", "tx", "sequence"];
    let values = vec![
        text(&envelope.stream),
        Value::Number(i64::try_from(envelope.version).unwrap_or(i64::MAX)),
        text(&envelope.id),
        text(&envelope.at),
        Value::Text(event["type"].as_str().unwrap_or_default().to_owned()),
        Value::Text(event["data"].to_string()),
        text(&envelope.actor),
        text(&envelope.command),
        Value::Bytes(envelope.previous.bytes().to_vec()),
        Value::Bytes(envelope.hash.bytes().to_vec()),
    ];
    Statement::Insert { table: "fondaco_events".to_owned(), columns, values }
}
