//! Reference records as they were parsed last. The database is asked whether they are still the same, not what they
//! are: a price book of a thousand rules is read once a version.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fondaco::{Key, Versioned};

/// How many records are kept at most. Past it everything is forgotten, which is simple and rare.
const MOST: usize = 20_000;

/// Parsed reference records of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Cached(Mutex<HashMap<Key, Versioned>>);

impl Cached {
    fn known(&self) -> MutexGuard<'_, HashMap<Key, Versioned>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of these keys. It holds as long as the database has the same fingerprint.
    pub(crate) fn get(&self, keys: &[&Key]) -> Vec<Option<Versioned>> {
        let known = self.known();
        keys.iter().map(|key| known.get(*key).cloned()).collect()
    }

    /// Keeps a record that many read.
    pub(crate) fn keep(&self, key: &Key, found: &Versioned) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key.clone(), found.clone());
    }
}
