//! A store in one SQLite file: phones, tills, notebooks, and servers that are one machine.
//!
//! What this module promises: one writer at a time, by the database's own lock, also across processes; readers that
//! never wait for it (WAL); a commit is on its way to the disk when it returns, and on it with [`Durability::Full`].

mod options;
mod read;
mod trouble;
mod write;

use std::fmt;
use std::sync::Arc;

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::{Key, Tenant};
use sqlx::{Sqlite, SqlitePool};

use crate::sql::cached::Cached;
use crate::sql::lease::Connections;
use crate::sql::queue::Queue;
use crate::sql::{MAIN, Names, fault, migrate};

pub use options::{Durability, SqliteOptions};

crate::sql::migrate::scripts!("sqlite");

/// Keeps the records, counters and events of a tenant in a SQLite file. Clones share everything.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
/// use fondaco::Engine;
/// use fondaco_storage::{SqliteOptions, SqliteStore, SystemClock};
///
/// let store = SqliteStore::open(":memory:", SqliteOptions::default()).await?;
/// let engine = Engine::new(Arc::new(store), Arc::new(SystemClock::new()));
/// assert!(engine.events(&Default::default(), 10).await?.is_empty());
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct SqliteStore {
    file: Arc<File>,
    tenant: Arc<str>,
    cached: Arc<Cached>,
    queue: Queue<write::SqliteWriter>,
}

/// The file, for all of its tenants.
struct File {
    names: Names,
    readers: Connections<Sqlite>,
    writer: Connections<Sqlite>,
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("tenant", &self.tenant)
            .field("names", &self.file.names)
            .finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens a file, makes it if there is none, and brings its tables up to date. `location` is a path, `:memory:`, or
    /// an address such as `sqlite:shop.db`. The tenant is `main`; [`SqliteStore::for_tenant`] opens others.
    ///
    /// A fault says what is wrong with the location: its folder is missing, it is no database.
    pub async fn open(location: &str, options: SqliteOptions) -> Result<Self, StoreError> {
        let (readers, writer) = options.connections(location)?;
        Self::prepared(File { names: options.names, readers, writer }).await
    }

    /// A store over a pool that the host has already, whose settings stay the host's: WAL and a busy timeout are
    /// advised.
    pub async fn with_pool(pool: SqlitePool, names: Names) -> Result<Self, StoreError> {
        Self::prepared(File { names, readers: Connections::Host(pool.clone()), writer: Connections::Host(pool) }).await
    }

    async fn prepared(file: File) -> Result<Self, StoreError> {
        if file.names.schema().is_some() {
            return Err(fault("SQLite has no schemas: choose a prefix"));
        }
        let mut connection = trouble::patiently(|| file.writer.lend()).await?;
        migrate::run(&mut *connection, &file.names, SCRIPTS).await?;
        connection.keep();
        Ok(Self::of(Arc::new(file), MAIN.into()))
    }

    fn of(file: Arc<File>, tenant: Arc<str>) -> Self {
        let queue = Queue::new(write::SqliteWriter { file: file.clone(), tenant: tenant.clone() });
        Self { file, tenant, cached: Arc::default(), queue }
    }

    /// A handle to another tenant of the same file. It shares connections and nothing else.
    #[must_use]
    pub fn for_tenant(&self, tenant: &Tenant) -> Self {
        Self::of(self.file.clone(), tenant.as_str().into())
    }

    /// Where its tables stand.
    pub fn names(&self) -> &Names {
        &self.file.names
    }

    /// Closes the connections that the store opened itself, so that the file can be moved or deleted. They are opened
    /// again when the store is used again.
    pub async fn close(&self) {
        self.file.readers.close().await;
        self.file.writer.close().await;
    }
}

impl Store for SqliteStore {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        Box::pin(self.read_facts(keys))
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        Box::pin(self.queue.commit(commit))
    }

    fn commit_all<'a>(&'a self, commits: &'a [Commit]) -> Pending<'a, Vec<Result<(), CommitError>>> {
        Box::pin(self.queue.commit_all(commits))
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        Box::pin(self.read_keys(scan, page))
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        Box::pin(self.read_log(after, limit))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_migration_is_one_change_in_its_place() {
        crate::sql::migrate::tests::check(super::SCRIPTS);
    }
}
