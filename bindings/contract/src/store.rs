//! Stores by their address: `memory:`, `sqlite:PATH`, `postgres://…`.

use std::sync::Arc;

use fondaco::port::Store;
use fondaco::{Code, Refusal};
use fondaco_storage::MemoryStore;

use crate::WireFailure;
use crate::host::Host;

/// A store and where its futures run.
pub(crate) struct Opened {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) host: Host,
    /// The same store, to be closed.
    pub(crate) closing: Closing,
}

/// How a store is closed.
#[derive(Clone)]
pub(crate) enum Closing {
    /// By letting it go.
    Dropped,
    #[cfg(feature = "sqlite")]
    Sqlite(fondaco_storage::SqliteStore),
    #[cfg(feature = "postgres")]
    Postgres(fondaco_storage::PostgresStore),
}

impl Closing {
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres")),
        expect(clippy::unused_async, reason = "one signature")
    )]
    pub(crate) async fn close(self) {
        match self {
            Self::Dropped => {}
            #[cfg(feature = "sqlite")]
            Self::Sqlite(store) => store.close().await,
            #[cfg(feature = "postgres")]
            Self::Postgres(store) => store.close().await,
        }
    }
}

impl Opened {
    /// A store that the host brings.
    pub(crate) fn given(store: Arc<dyn Store>) -> Self {
        #[cfg(any(feature = "sqlite", feature = "postgres"))]
        let host = Host::inline();
        #[cfg(not(any(feature = "sqlite", feature = "postgres")))]
        let host = Host;
        Self { store, host, closing: Closing::Dropped }
    }

    /// Opens the store of an address; refused with `store.unknown` if none that is built in has one like it.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres")),
        expect(clippy::unused_async, reason = "one signature")
    )]
    pub(crate) async fn at(address: &str) -> Result<Self, WireFailure> {
        match address.split_once(':') {
            Some(("memory", "")) => Ok(Self::given(Arc::new(MemoryStore::new()))),
            #[cfg(feature = "sqlite")]
            Some(("sqlite", _)) => sqlite(address).await,
            #[cfg(feature = "postgres")]
            Some(("postgres" | "postgresql", _)) => postgres(address).await,
            _ => Err(unknown(address)),
        }
    }
}

#[cfg(feature = "sqlite")]
async fn sqlite(address: &str) -> Result<Opened, WireFailure> {
    use fondaco_storage::{SqliteOptions, SqliteStore};

    let host = Host::runtime()?;
    let location = address.to_owned();
    let opening = host.run(async move { SqliteStore::open(&location, SqliteOptions::default()).await }).await?;
    let store = opening.map_err(fondaco::Failure::from)?;
    Ok(Opened { store: Arc::new(store.clone()), host, closing: Closing::Sqlite(store) })
}

#[cfg(feature = "postgres")]
async fn postgres(address: &str) -> Result<Opened, WireFailure> {
    use fondaco_storage::{PostgresOptions, PostgresStore};

    let host = Host::runtime()?;
    let url = address.to_owned();
    let opening = host.run(async move { PostgresStore::connect(&url, PostgresOptions::default()).await }).await?;
    let store = opening.map_err(fondaco::Failure::from)?;
    Ok(Opened { store: Arc::new(store.clone()), host, closing: Closing::Postgres(store) })
}

fn unknown(address: &str) -> WireFailure {
    let built_in = [
        Some("memory:"),
        cfg!(feature = "sqlite").then_some("sqlite:PATH"),
        cfg!(feature = "postgres").then_some("postgres://HOST/DATABASE"),
    ];
    let built_in: Vec<&str> = built_in.into_iter().flatten().collect();
    // What follows the scheme may hold a password: it is not repeated.
    let scheme: String = address.split(':').next().unwrap_or_default().chars().take(20).collect();
    let reason = format!("`{scheme}` is the address of no store that is built in: take {}", built_in.join(", "));
    Refusal::new(Code::StoreUnknown, reason).with("stores", built_in).into()
}
