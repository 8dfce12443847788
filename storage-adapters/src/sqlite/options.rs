//! How a SQLite file is opened.

use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use fondaco::port::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Sqlite};

use crate::sql::lease::Connections;
use crate::sql::{Names, fault};

/// When a commit is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// It survives a crash of the program; the last ones before a power cut may be lost, whole, and never the file.
    #[default]
    Normal,
    /// It survives a power cut: each transaction waits for the disk.
    Full,
}

/// How a SQLite file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteOptions {
    /// What its tables are called.
    pub names: Names,
    /// When a commit is on the disk.
    pub durability: Durability,
    /// How long a writer waits for one of another process.
    pub busy_timeout: Duration,
    /// How many connections read at the same time.
    pub readers: u32,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { names: Names::new(), durability: Durability::Normal, busy_timeout: Duration::from_secs(5), readers: 4 }
    }
}

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 256;

/// Pages that a connection keeps in memory: 16 MiB, as SQLite says it in KiB.
const CACHE: &str = "-16384";

/// Pages of the write-ahead log after which they are moved into the file: 16 MiB.
const CHECKPOINT: &str = "4096";

impl SqliteOptions {
    /// Connections that read and connections that write; the same where the database is in memory.
    pub(super) fn connections(&self, location: &str) -> Result<(Connections<Sqlite>, Connections<Sqlite>), StoreError> {
        let (target, in_memory) = target(location)?;
        let target = target
            .create_if_missing(true)
            .busy_timeout(self.busy_timeout)
            .statement_cache_capacity(STATEMENTS)
            .row_buffer_size(1_000)
            .pragma("cache_size", CACHE)
            .pragma("wal_autocheckpoint", CHECKPOINT)
            .disable_statement_logging();
        if in_memory {
            // A second connection would see another database.
            let one = connections(1, target);
            return Ok((one.clone(), one));
        }
        let target = target.journal_mode(SqliteJournalMode::Wal).synchronous(match self.durability {
            Durability::Normal => SqliteSynchronous::Normal,
            Durability::Full => SqliteSynchronous::Full,
        });
        Ok((connections(self.readers, target.clone()), connections(1, target)))
    }
}

fn connections(most: u32, target: SqliteConnectOptions) -> Connections<Sqlite> {
    Connections::own(most, move || {
        let target = target.clone();
        Box::pin(async move { target.connect().await })
    })
}

/// What to connect to, and whether it is in memory.
fn target(location: &str) -> Result<(SqliteConnectOptions, bool), StoreError> {
    let given = if location == ":memory:" { "sqlite::memory:" } else { location };
    if given.starts_with("sqlite:") {
        let target = SqliteConnectOptions::from_str(given)
            .map_err(|error| fault(format!("`{location}` is not the address of a SQLite file: {error}")))?;
        let in_memory = given.contains(":memory:") || given.contains("mode=memory");
        if !in_memory {
            check_folder(target.get_filename())?;
        }
        return Ok((target, in_memory));
    }
    if given.is_empty() || given.contains("://") {
        return Err(fault(format!("`{location}` is not the address of a SQLite file: give a path or `sqlite:PATH`")));
    }
    let path = Path::new(given);
    check_folder(path)?;
    Ok((SqliteConnectOptions::new().filename(path), false))
}

fn check_folder(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(fault(format!("`{}` is a folder, not a SQLite file", path.display())));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(fault(format!("the folder `{}` of the SQLite file does not exist", folder.display())))
        }
        _ => Ok(()),
    }
}
