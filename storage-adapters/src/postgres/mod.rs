//! A store in PostgreSQL: the team's own database, beside the team's own tables.
//!
//! What this module promises: commits of other processes are waited for row by row, never table by table; the log shows
//! an event only once no earlier one can still appear; a connection that breaks is an `Unavailable`, after which the
//! same command can be sent again.

mod call;
mod lock;
mod options;
mod read;
mod trouble;
mod write;

use std::fmt;
use std::sync::Arc;

use fondaco::port::{Commit, CommitError, Cursor, Fact, Page, Paged, Pending, Recorded, Scan, Store, StoreError};
use fondaco::{Key, Tenant};
use sqlx::{PgPool, Postgres};

use crate::sql::cached::Cached;
use crate::sql::desk::Desk;
use crate::sql::lease::Connections;
use crate::sql::queue::Queue;
use crate::sql::{MAIN, Names, migrate};

pub use options::PostgresOptions;

crate::sql::migrate::scripts!("postgres");

/// Keeps the records, counters and events of a tenant in a PostgreSQL database. Clones share everything.
///
/// ```no_run
/// # async fn open() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
/// use fondaco::Engine;
/// use fondaco_storage::{PostgresOptions, PostgresStore, SystemClock};
///
/// let store = PostgresStore::connect("postgres://shop@localhost/shop", PostgresOptions::default()).await?;
/// let engine = Engine::new(Arc::new(store), Arc::new(SystemClock::new()));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct PostgresStore {
    database: Arc<Database>,
    tenant: Arc<str>,
    desk: Desk<read::PostgresReader>,
    queue: Queue<write::PostgresWriter>,
}

/// The database, for all of its tenants.
struct Database {
    names: Names,
    connections: Connections<Postgres>,
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = &self.database.names;
        f.debug_struct("PostgresStore").field("tenant", &self.tenant).field("names", names).finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// Connects to a database and brings the store's tables up to date. The tenant is `main`;
    /// [`PostgresStore::for_tenant`] opens others.
    ///
    /// A fault says that the address is none, or that the database refuses it; `Unavailable`, that nobody answers.
    pub async fn connect(url: &str, options: PostgresOptions) -> Result<Self, StoreError> {
        let connections = options.connections(url)?;
        Self::prepared(Database { names: options.names, connections }).await
    }

    /// A store over a pool that the host has already.
    ///
    /// The store's own connections forbid the planner to read whole tables, see `docs/schema.md`; those of a pool are
    /// taken as they are.
    pub async fn with_pool(pool: PgPool, names: Names) -> Result<Self, StoreError> {
        Self::prepared(Database { names, connections: Connections::Host(pool) }).await
    }

    async fn prepared(database: Database) -> Result<Self, StoreError> {
        let mut connection = database.connections.lend().await.map_err(trouble::of_read)?;
        migrate::run(&mut *connection, &database.names, SCRIPTS).await?;
        connection.keep();
        Ok(Self::of(Arc::new(database), MAIN.into()))
    }

    fn of(database: Arc<Database>, tenant: Arc<str>) -> Self {
        let queue = Queue::new(write::PostgresWriter::new(database.clone(), tenant.clone()));
        let desk = Desk::new(read::PostgresReader {
            database: database.clone(),
            tenant: tenant.clone(),
            cached: Cached::default(),
        });
        Self { database, tenant, desk, queue }
    }

    /// A handle to another tenant of the same database. It shares connections and nothing else.
    #[must_use]
    pub fn for_tenant(&self, tenant: &Tenant) -> Self {
        Self::of(self.database.clone(), tenant.as_str().into())
    }

    /// Where its tables stand.
    pub fn names(&self) -> &Names {
        &self.database.names
    }

    /// Closes the connections that the store opened itself. They are opened again when the store is used again.
    pub async fn close(&self) {
        self.database.connections.close().await;
    }
}

impl Store for PostgresStore {
    fn load<'a>(&'a self, keys: &'a [Key]) -> Pending<'a, Result<Vec<Fact>, StoreError>> {
        Box::pin(self.desk.load(keys))
    }

    fn commit<'a>(&'a self, commit: &'a Commit) -> Pending<'a, Result<(), CommitError>> {
        Box::pin(self.queue.commit(commit))
    }

    fn commit_all<'a>(&'a self, commits: &'a [Commit]) -> Pending<'a, Vec<Result<(), CommitError>>> {
        Box::pin(self.queue.commit_all(commits))
    }

    fn scan<'a>(&'a self, scan: &'a Scan, page: &'a Page) -> Pending<'a, Result<Paged<Key>, StoreError>> {
        Box::pin(self.desk.reader().read_keys(scan, page))
    }

    fn events<'a>(&'a self, after: &'a Cursor, limit: u32) -> Pending<'a, Result<Vec<Recorded>, StoreError>> {
        Box::pin(self.desk.reader().read_log(after, limit))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_migration_is_one_change_in_its_place() {
        crate::sql::migrate::tests::check(super::SCRIPTS);
    }
}
