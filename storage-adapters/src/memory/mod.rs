//! A store in the memory of the process.
//!
//! What this module promises: it never waits, so every future is ready when it is first polled; a commit happens under
//! one lock of its tenant, all of it or nothing; tenants share nothing.

mod index;
mod log;
mod vault;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::{Key, Tenant};

use vault::Vault;

/// Keeps records, counters and events in memory, of one tenant or of many. Clones see the same data, from any thread.
///
/// ```
/// use std::sync::Arc;
/// use fondaco::port::Cursor;
/// use fondaco::{Engine, immediately};
/// use fondaco_storage::{MemoryStore, SystemClock};
///
/// let engine = Engine::new(Arc::new(MemoryStore::new()), Arc::new(SystemClock::new()));
/// let events = immediately(engine.events(&Cursor::default(), 10)).expect("it never waits")?;
/// assert!(events.is_empty());
/// # Ok::<(), fondaco::Failure>(())
/// ```
#[derive(Debug, Clone)]
pub struct MemoryStore {
    vault: Arc<Mutex<Vault>>,
    tenants: Arc<Mutex<BTreeMap<Tenant, Arc<Mutex<Vault>>>>>,
}

impl MemoryStore {
    /// An empty store, of a tenant without a name. [`MemoryStore::for_tenant`] opens it to others.
    pub fn new() -> Self {
        Self { vault: Arc::default(), tenants: Arc::default() }
    }

    /// A handle to a tenant of this store: the same one each time, which shares nothing with any other.
    #[must_use]
    pub fn for_tenant(&self, tenant: &Tenant) -> Self {
        // A thread that died while it held this lock left the map whole: an entry is made in one step.
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        let vault = tenants.entry(tenant.clone()).or_default().clone();
        drop(tenants);
        Self { vault, tenants: self.tenants.clone() }
    }

    /// The data, for this thread alone.
    fn vault(&self) -> Result<MutexGuard<'_, Vault>, StoreError> {
        self.vault.lock().map_err(|_| StoreError::Fault("a thread died in the middle of a change".into()))
    }

    fn commit_one(&self, commit: &Commit) -> Result<(), CommitError> {
        vault::check(commit)?;
        self.vault()?.commit(commit)
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl Store for MemoryStore {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        Box::pin(async move {
            let vault = self.vault()?;
            Ok(keys.iter().map(|key| vault.fact(key)).collect())
        })
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        Box::pin(async move { self.commit_one(commit) })
    }

    fn commit_all<'a>(&'a self, commits: &'a [Commit]) -> Pending<'a, Vec<Result<(), CommitError>>> {
        Box::pin(async move {
            match self.vault() {
                Ok(mut vault) => {
                    let each =
                        |commit| vault::check(commit).map_err(CommitError::from).and_then(|()| vault.commit(commit));
                    commits.iter().map(each).collect()
                }
                Err(error) => vec![Err(error.into()); commits.len()],
            }
        })
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        Box::pin(async move { self.vault()?.scan(scan, page) })
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        Box::pin(async move { Ok(self.vault()?.events(after, limit)) })
    }
}
