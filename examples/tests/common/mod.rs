//! What several programs' tests need.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use fondaco::limits::PAGE;
use fondaco::port::{Cursor, Recorded, Store};
use fondaco_storage::{PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};
use tokio::runtime::Runtime;

/// A SQLite file of one test, new when it begins and gone when it ends.
pub(crate) struct File(PathBuf);

impl File {
    /// The file of a test of this name, which no other test of any program has.
    pub(crate) fn new(name: &str) -> Self {
        let file = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db")));
        file.remove();
        file
    }

    /// How `--store` names it.
    pub(crate) fn store(&self) -> String {
        format!("sqlite:{}", self.0.display())
    }

    fn remove(&self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(suffix);
            match fs::remove_file(path) {
                Ok(()) => {}
                Err(error) => assert_eq!(error.kind(), io::ErrorKind::NotFound, "{error}"),
            }
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        self.remove();
    }
}

/// A store as somebody sees it who stands beside the program.
pub(crate) struct Bystander {
    runtime: Runtime,
    store: Arc<dyn Store>,
}

impl Bystander {
    pub(crate) fn of(address: &str) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let store = runtime.block_on(async {
            let store: Arc<dyn Store> = match address.strip_prefix("sqlite:") {
                Some(path) => Arc::new(SqliteStore::open(path, SqliteOptions::default()).await.unwrap()),
                None => Arc::new(PostgresStore::connect(address, PostgresOptions::default()).await.unwrap()),
            };
            store
        });
        Self { runtime, store }
    }

    /// The whole log.
    pub(crate) fn events(&self) -> Vec<Recorded> {
        self.runtime.block_on(async {
            let mut events: Vec<Recorded> = Vec::new();
            loop {
                let after = events.last().map_or(Cursor::default(), |last| last.cursor);
                let page = self.store.events(&after, PAGE).await.unwrap();
                if page.is_empty() {
                    return events;
                }
                events.extend(page);
            }
        })
    }
}
