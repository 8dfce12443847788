//! Migrations: embedded files, one change of the schema each, run by sqlx under names of the host's choice.

use std::time::Duration;

use fondaco::port::StoreError;
use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Protocol, WorkerCrashed};
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::names::Names;
use super::queue::jittered;
use super::{fault, lease};

/// A migration as it is embedded: its version, its description, its SQL.
pub(crate) type Script = (i64, &'static str, &'static str);

/// Embeds the migrations of a dialect.
macro_rules! scripts {
    ($dialect:literal: $($version:literal $name:literal,)+) => {
        /// Every migration of this dialect, in order.
        pub(crate) const SCRIPTS: &[$crate::sql::migrate::Script] = &[$((
            $version,
            $name,
            include_str!(concat!("../../migrations/", $dialect, "/", $name, ".sql")),
        ),)+];
    };
}
pub(crate) use scripts;

/// How often a race with another process is lost before it counts as a fault.
const ATTEMPTS: u32 = 60;

/// Brings the tables up to date.
///
/// No lock is held meanwhile: not every database that speaks SQL has one to offer. Each migration is a transaction that
/// records itself, so of two processes that run one at the same time one fails, and finds it done when it looks again.
pub(crate) async fn run<C: Migrate>(connection: &mut C, names: &Names, scripts: &[Script]) -> Result<(), StoreError> {
    let migrator = migrator(names, scripts);
    let mut attempt = 0;
    loop {
        match migrator.run_direct(None, connection, false).await {
            Ok(()) => return Ok(()),
            Err(error) if attempt == ATTEMPTS || is_final(&error) => return Err(explained(&error)),
            Err(_) => {
                attempt += 1;
                tokio::time::sleep(jittered(Duration::from_millis(5), attempt.min(5))).await;
            }
        }
    }
}

fn migrator(names: &Names, scripts: &[Script]) -> Migrator {
    let migration = |(version, name, sql): &Script| {
        let sql = AssertSqlSafe(names.render(sql)).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    };
    let mut migrator = Migrator::with_migrations(scripts.iter().map(migration).collect());
    // A database that a later release has moved on is left as it is: later releases only add.
    migrator.set_locking(false).set_ignore_missing(true);
    migrator.dangerous_set_table_name(names.table("migrations"));
    if let Some(schema) = names.schema() {
        migrator.create_schema(format!("\"{schema}\""));
    }
    migrator
}

/// Whether trying again cannot help.
fn is_final(error: &MigrateError) -> bool {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => match error {
            sqlx::Error::Database(error) => is_denied(error.code().as_deref()),
            _ => true,
        },
        MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => true,
        _ => false,
    }
}

/// Codes that say no for good: no right to do so, a database that is read only, a file that is no database.
fn is_denied(code: Option<&str>) -> bool {
    matches!(code, Some("42501" | "25006" | "42601" | "8" | "11" | "26" | "14"))
}

fn explained(error: &MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error @ (Io(_) | Protocol(_) | PoolTimedOut | PoolClosed | WorkerCrashed))
        | MigrateError::ExecuteMigration(
            error @ (Io(_) | Protocol(_) | PoolTimedOut | PoolClosed | WorkerCrashed),
            _,
        ) => lease::unavailable(error),
        MigrateError::VersionMismatch(version) => {
            fault(format!("migration {version} was run in another form: these tables are not the ones of this release"))
        }
        error => fault(format!("the tables could not be brought up to date: {error}")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Checks what holds of the scripts of every dialect.
    pub(crate) fn check(scripts: &[Script]) {
        for (index, (version, name, sql)) in scripts.iter().enumerate() {
            assert_eq!(usize::try_from(*version).unwrap(), index + 1, "{name}");
            assert!(name.starts_with(&format!("{version:04}_")), "{name}");
            assert!(sql.contains("{prefix}"), "{name}");
            let code = sql.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
            assert_eq!(code.matches(';').count(), 1, "{name}: one change of the schema a migration");
        }
    }
}
