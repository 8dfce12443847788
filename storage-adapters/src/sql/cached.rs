//! Reference records as they were parsed last. The database is asked whether they are still the same, not what they
//! are: a price book of a thousand rules is read once a version.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fondaco::port::StoreError;
use fondaco::{Key, Kind, Version, Versioned};

use super::decode;

/// How many records are kept at most. Past it everything is forgotten, which is simple and rare.
const MOST: usize = 20_000;

/// Parsed reference records of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Cached(Mutex<HashMap<Key, Versioned>>);

impl Cached {
    fn known(&self) -> MutexGuard<'_, HashMap<Key, Versioned>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The versions that are known of these keys.
    pub(crate) fn versions<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Vec<Option<Version>> {
        let known = self.known();
        keys.map(|key| known.get(key).map(|found| found.version)).collect()
    }

    /// The record of a row; its body is absent where the version was known. `None` if another record is known by it.
    pub(crate) fn record(
        &self,
        key: &Key,
        kind: Kind,
        version: i64,
        head: &[u8],
        body: Option<&str>,
    ) -> Result<Option<Versioned>, StoreError> {
        let Some(body) = body else {
            return Ok(self.known().get(key).filter(|found| found.head.bytes() == head).cloned());
        };
        let found = decode::versioned(key, kind, version, head, body)?;
        if kind.is_reference() {
            let mut known = self.known();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(key.clone(), found.clone());
        }
        Ok(Some(found))
    }

    /// Forgets records.
    pub(crate) fn forget(&self, keys: &[Key]) {
        let mut known = self.known();
        for key in keys {
            known.remove(key);
        }
    }
}
