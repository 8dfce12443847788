//! The store that an option names.

use std::sync::Arc;
use std::time::Duration;

use fondaco::port::{Store, StoreError};
use fondaco_storage::{MemoryStore, PostgresOptions, PostgresStore, SqliteOptions, SqliteStore};

use crate::trouble::Trouble;

/// How long a store may take to open.
const PATIENCE: Duration = Duration::from_secs(30);

/// A store that was opened.
pub(crate) struct Kept {
    name: String,
    opened: Opened,
}

enum Opened {
    Memory(MemoryStore),
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

impl Kept {
    /// Opens the store that an option names, or gives up after a while.
    pub(crate) async fn open(named: &str) -> Result<Self, Trouble> {
        let opened = tokio::time::timeout(PATIENCE, Self::opened(named)).await.unwrap_or_else(|_| {
            Err(StoreError::Unavailable(format!("no answer within {} seconds", PATIENCE.as_secs())).into())
        });
        opened.map_err(|trouble| trouble.about(&format!("cannot open `{}`", without_password(named))))
    }

    async fn opened(named: &str) -> Result<Self, Trouble> {
        let (name, opened) = match named.split_once(':') {
            None if named == "memory" => ("memory".into(), Opened::Memory(MemoryStore::new())),
            Some(("sqlite", path)) if !path.is_empty() => {
                (named.into(), Opened::Sqlite(SqliteStore::open(path, SqliteOptions::default()).await?))
            }
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => {
                // Both `postgres:URL` and the URL itself.
                let url = if rest.starts_with("//") { named } else { rest };
                let store = PostgresStore::connect(url, PostgresOptions::default()).await?;
                (without_password(url), Opened::Postgres(store))
            }
            _ => return Err(Trouble::new("store.malformed", "it takes `memory`, `sqlite:PATH` or `postgres:URL`")),
        };
        Ok(Self { name, opened })
    }

    /// What a person calls it, without passwords.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The store.
    pub(crate) fn store(&self) -> Arc<dyn Store> {
        match &self.opened {
            Opened::Memory(store) => Arc::new(store.clone()),
            Opened::Sqlite(store) => Arc::new(store.clone()),
            Opened::Postgres(store) => Arc::new(store.clone()),
        }
    }

    /// Closes what was opened: a SQLite file then stands alone, without its write-ahead log.
    pub(crate) async fn close(self) {
        match self.opened {
            Opened::Memory(_) => {}
            Opened::Sqlite(store) => store.close().await,
            Opened::Postgres(store) => store.close().await,
        }
    }
}

/// A URL as it may be shown: `postgres://user:***@host/shop`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.into() };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    match authority.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((name, _)) => format!("{scheme}://{name}:***@{host}{path}"),
            None => url.into(),
        },
        None => url.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = without_password("postgres://anna:s3c:ret@host:5432/shop?x=1");
        assert_eq!(shown, "postgres://anna:***@host:5432/shop?x=1");
        for url in ["postgres://host/shop", "postgres://anna@host/shop", "postgres:///shop?host=/run"] {
            assert_eq!(without_password(url), url);
        }
    }
}
