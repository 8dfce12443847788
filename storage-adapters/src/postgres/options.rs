//! How a PostgreSQL database is connected to.

use std::str::FromStr as _;

use fondaco::port::StoreError;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Postgres};

use crate::sql::lease::Connections;
use crate::sql::{Names, fault};

/// How a PostgreSQL database is connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresOptions {
    /// Where the store's tables stand.
    pub names: Names,
    /// How many connections at most.
    pub connections: u32,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self { names: Names::new(), connections: 8 }
    }
}

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 256;

/// What a connection is told once. Every statement of the store finds its rows by the keys that it is given, however
/// few rows the planner believes a table to have: so it plans once, and never to read a table from its start. A server
/// that does not know a setting does without.
const SETTINGS: [&str; 3] = ["SET plan_cache_mode = force_generic_plan", "SET enable_seqscan = off", "SET jit = off"];

impl PostgresOptions {
    pub(super) fn connections(&self, url: &str) -> Result<Connections<Postgres>, StoreError> {
        // An address may hold a password: it is not repeated.
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(fault("this is not the address of a PostgreSQL database: it begins with `postgres://`"));
        }
        let target = PgConnectOptions::from_str(url)
            .map_err(|error| fault(format!("this is not the address of a PostgreSQL database: {error}")))?
            .statement_cache_capacity(STATEMENTS)
            .disable_statement_logging();
        Ok(Connections::own(self.connections, move || {
            let target = target.clone();
            Box::pin(async move { prepared(target.connect().await?).await })
        }))
    }
}

async fn prepared(mut connection: PgConnection) -> Result<PgConnection, sqlx::Error> {
    for setting in SETTINGS {
        match sqlx::raw_sql(setting).execute(&mut connection).await {
            Ok(_) | Err(sqlx::Error::Database(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(connection)
}
