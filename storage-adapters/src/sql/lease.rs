//! Connections: of the store's own, or of a pool that the host has already.
//!
//! sqlx's pool asks each connection whether it is alive whenever it is lent or comes back: a round trip for each. A
//! store does nothing but short calls, so its own connections are lent as they are, and one that fails is dropped.

use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fondaco::port::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a call waits for a connection.
const PATIENCE: Duration = Duration::from_secs(30);

type Opening<C> = Pin<Box<dyn Future<Output = Result<C, sqlx::Error>> + Send>>;

/// Where connections come from.
pub(crate) enum Connections<DB: Database> {
    /// The store's own.
    Own(Arc<Own<DB>>),
    /// The host's.
    Host(Pool<DB>),
}

/// Connections of the store's own, opened as they are needed and kept.
pub(crate) struct Own<DB: Database> {
    open: Box<dyn Fn() -> Opening<DB::Connection> + Send + Sync>,
    idle: Mutex<Vec<DB::Connection>>,
    permits: Arc<Semaphore>,
}

impl<DB: Database> Clone for Connections<DB> {
    fn clone(&self) -> Self {
        match self {
            Self::Own(own) => Self::Own(own.clone()),
            Self::Host(pool) => Self::Host(pool.clone()),
        }
    }
}

impl<DB: Database> Own<DB> {
    fn idle(&self) -> MutexGuard<'_, Vec<DB::Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<DB: Database> Connections<DB> {
    /// Up to `most` connections of the store's own.
    pub(crate) fn own(most: u32, open: impl Fn() -> Opening<DB::Connection> + Send + Sync + 'static) -> Self {
        let permits = usize::try_from(most.max(1)).unwrap_or(1);
        Self::Own(Arc::new(Own {
            open: Box::new(open),
            idle: Mutex::default(),
            permits: Arc::new(Semaphore::new(permits)),
        }))
    }

    /// Lends a connection.
    pub(crate) async fn lend(&self) -> Result<Lease<DB>, sqlx::Error> {
        let own = match self {
            Self::Host(pool) => return Ok(Lease::Host(Some(pool.acquire().await?))),
            Self::Own(own) => own.clone(),
        };
        let waiting = tokio::time::timeout(PATIENCE, own.permits.clone().acquire_owned());
        let Ok(Ok(permit)) = waiting.await else { return Err(sqlx::Error::PoolTimedOut) };
        let idle = own.idle().pop();
        let used = idle.is_some();
        let connection = match idle {
            Some(connection) => connection,
            None => (own.open)().await?,
        };
        Ok(Lease::Own { connection: Some(connection), home: own, used, _permit: permit })
    }

    /// Drops the connections that wait: where one was cut off, the others were too.
    #[cfg(feature = "postgres")]
    pub(crate) fn drop_idle(&self) {
        if let Self::Own(own) = self {
            own.idle().clear();
        }
    }

    /// Closes the store's own connections that nobody uses. Those of the host are the host's.
    pub(crate) async fn close(&self) {
        if let Self::Own(own) = self {
            let idle = std::mem::take(&mut *own.idle());
            for connection in idle {
                // It is gone either way.
                let _ = sqlx::Connection::close(connection).await;
            }
        }
    }
}

/// A connection on loan. It goes back by [`Lease::keep`]; dropped before that, in the middle of something, it is closed.
pub(crate) enum Lease<DB: Database> {
    Own {
        connection: Option<DB::Connection>,
        home: Arc<Own<DB>>,
        #[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "a file does not hang up"))]
        used: bool,
        _permit: OwnedSemaphorePermit,
    },
    Host(Option<PoolConnection<DB>>),
}

impl<DB: Database> Lease<DB> {
    /// Whether it was lent before: then it may have been cut off meanwhile.
    #[cfg(feature = "postgres")]
    pub(crate) fn is_used(&self) -> bool {
        matches!(self, Self::Own { used: true, .. })
    }

    /// Gives it back, sound.
    pub(crate) fn keep(mut self) {
        match &mut self {
            Self::Own { connection, home, .. } => {
                if let Some(connection) = connection.take() {
                    home.idle().push(connection);
                }
            }
            Self::Host(connection) => drop(connection.take()),
        }
    }
}

impl<DB: Database> Drop for Lease<DB> {
    fn drop(&mut self) {
        if let Self::Host(Some(connection)) = self {
            connection.close_on_drop();
        }
    }
}

const LENT: &str = "a lease holds its connection until it ends";

impl<DB: Database> Deref for Lease<DB> {
    type Target = DB::Connection;

    #[expect(clippy::expect_used, reason = "only `keep` takes the connection out, and it takes the lease with it")]
    fn deref(&self) -> &DB::Connection {
        match self {
            Self::Own { connection, .. } => connection.as_ref().expect(LENT),
            Self::Host(connection) => connection.as_ref().expect(LENT),
        }
    }
}

impl<DB: Database> DerefMut for Lease<DB> {
    #[expect(clippy::expect_used, reason = "only `keep` takes the connection out, and it takes the lease with it")]
    fn deref_mut(&mut self) -> &mut DB::Connection {
        match self {
            Self::Own { connection, .. } => connection.as_mut().expect(LENT),
            Self::Host(connection) => connection.as_mut().expect(LENT),
        }
    }
}

/// A failure that passes, or at least is not of the store's making.
pub(crate) fn unavailable(error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
