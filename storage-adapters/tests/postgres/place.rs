//! A database of its own for each test.

use std::sync::Arc;

use fondaco::Tenant;
use fondaco::port::{Pending, Store};
use fondaco_storage::conformance::Subject;
use fondaco_storage::{PostgresOptions, PostgresStore};
use sqlx::PgPool;

/// A fresh database.
pub(crate) struct Place {
    pub(crate) url: String,
}

impl Place {
    /// `None` where there is no server; a line on stderr has said so.
    pub(crate) fn new() -> Option<Self> {
        Some(Self { url: fondaco_cluster::database()? })
    }

    pub(crate) async fn open(&self) -> PostgresStore {
        PostgresStore::connect(&self.url, PostgresOptions::default()).await.unwrap()
    }

    /// The database as anybody sees it.
    pub(crate) async fn sql(&self) -> PgPool {
        PgPool::connect(&self.url).await.unwrap()
    }
}

impl Subject for Place {
    fn open<'a>(&'a self, tenant: &'a Tenant) -> Pending<'a, Arc<dyn Store>> {
        Box::pin(async move {
            let store: Arc<dyn Store> = Arc::new(Self::open(self).await.for_tenant(tenant));
            store
        })
    }
}
