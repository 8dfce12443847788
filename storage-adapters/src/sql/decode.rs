//! Rows as core knows them. What cannot be read is a fault that names its key.

use std::str::FromStr;

use fondaco::port::{Cursor, Paged, Recorded, StoreError};
use fondaco::{Digest, Envelope, Event, Key, Kind, Record, Versioned};

use super::{fault, unsigned};

/// The key of a row.
pub(crate) fn key(kind: Kind, id: &str) -> Result<Key, StoreError> {
    Key::new(kind, id).map_err(|refusal| broken(&format!("{}/{id}", kind.name()), &refusal.reason()))
}

/// A record of a row.
pub(crate) fn versioned(key: &Key, kind: Kind, version: i64, head: &[u8], body: &str) -> Result<Versioned, StoreError> {
    let record = Record::parse(kind, body).map_err(|error| broken(&key.to_string(), &error))?;
    Ok(Versioned { version: unsigned(version)?, head: digest(key, head)?, record })
}

/// A fingerprint of a row.
pub(crate) fn digest(of: &dyn std::fmt::Display, bytes: &[u8]) -> Result<Digest, StoreError> {
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| broken(&of.to_string(), &"a fingerprint takes 32 bytes"))?;
    Ok(bytes.into())
}

/// A row of the log, as its columns give it.
pub(crate) struct LogRow<'r> {
    pub(crate) tx: i64,
    pub(crate) sequence: i64,
    pub(crate) stream: &'r str,
    pub(crate) version: i64,
    pub(crate) id: &'r str,
    pub(crate) at: &'r str,
    pub(crate) name: &'r str,
    pub(crate) actor: &'r str,
    pub(crate) command: &'r str,
    pub(crate) data: &'r str,
    pub(crate) previous: &'r [u8],
    pub(crate) hash: &'r [u8],
}

/// An event of a row.
pub(crate) fn recorded(row: &LogRow<'_>) -> Result<Recorded, StoreError> {
    let place = format!("{} event {}", row.stream, row.version);
    let event: Event = serde_json::from_str(&format!(r#"{{"type":"{}","data":{}}}"#, row.name, row.data))
        .map_err(|error| broken(&place, &error))?;
    let envelope = Envelope {
        id: read(&place, row.id)?,
        stream: read(&place, row.stream)?,
        version: unsigned(row.version)?,
        at: read(&place, row.at)?,
        actor: read(&place, row.actor)?,
        command: read(&place, row.command)?,
        event,
        previous: digest(&place, row.previous)?,
        hash: digest(&place, row.hash)?,
    };
    let sequence = u32::try_from(row.sequence).map_err(|error| broken(&place, &error))?;
    Ok(Recorded { cursor: Cursor { transaction: unsigned(row.tx)?, sequence }, envelope })
}

fn read<T: FromStr>(place: &str, text: &str) -> Result<T, StoreError>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| broken(place, &error))
}

fn broken(place: &str, why: &dyn std::fmt::Display) -> StoreError {
    fault(format!("`{place}` cannot be read: {why}"))
}

/// Refuses a column that records of this kind are not found by.
pub(crate) fn check_column(kind: Kind, name: &str) -> Result<(), StoreError> {
    if kind.columns().iter().any(|column| column.name == name) {
        return Ok(());
    }
    Err(fault(format!("`{name}` is no column of a {}", kind.name())))
}

/// The id after which a page starts.
pub(crate) fn after_id(kind: Kind, after: &Key) -> Result<String, StoreError> {
    if after.kind() == Some(kind) {
        return Ok(after.id());
    }
    Err(fault(format!("a page of {} cannot start after `{after}`", kind.name())))
}

/// A page of what was found, one more than fits of which says that there is another page.
pub(crate) fn paged(mut keys: Vec<Key>, limit: u32) -> Paged<Key> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = keys.len() > limit;
    keys.truncate(limit);
    let next = if more { keys.last().cloned() } else { None };
    Paged { items: keys, next }
}
