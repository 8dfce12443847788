//! A file of its own for each test.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fondaco::Tenant;
use fondaco::port::{Pending, Store};
use fondaco_storage::conformance::Subject;
use fondaco_storage::{SqliteOptions, SqliteStore};

/// A folder that goes when the test does.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fondaco-sqlite-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub(crate) async fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.file("shop.db"), SqliteOptions::default()).await.unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
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
