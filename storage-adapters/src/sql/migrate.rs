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

/// Embeds the migrations of a dialect. Every dialect has the same ones, each in its own words.
macro_rules! scripts {
    ($dialect:literal) => {
        $crate::sql::migrate::scripts! { $dialect:
            1 "0001_commands",
            2 "0002_variants",
            3 "0003_channels",
            4 "0004_price_books",
            5 "0005_movements",
            6 "0006_carts",
            7 "0007_reservations",
            8 "0008_orders",
            9 "0009_payments",
            10 "0010_shipments",
            11 "0011_stock_levels",
            12 "0012_events",
            13 "0013_reservations_due",
            14 "0014_orders_by_customer",
            15 "0015_carts_by_customer",
            16 "0016_payments_by_order",
            17 "0017_shipments_by_order",
            18 "0018_order_overview",
            19 "0019_order_lines",
            20 "0020_stock",
            21 "0021_coupons",
            22 "0022_coupon_uses",
            23 "0023_tallies",
            24 "0024_gift_cards",
            25 "0025_allowances",
            26 "0026_coupon_uses_due",
            27 "0027_returns",
            28 "0028_returns_by_order",
            29 "0029_carts_end",
            30 "0030_carts_due",
            31 "0031_locations",
            32 "0032_stock_terms",
            33 "0033_shelves",
            34 "0034_transfers",
            35 "0035_inbounds",
            36 "0036_drop_stock",
            37 "0037_stock_by_terms",
            38 "0038_inbounds_open",
            39 "0039_backorders",
            40 "0040_backorders_waiting",
            41 "0041_effects",
            42 "0042_effects_due",
            43 "0043_payments_lapse",
            44 "0044_payments_lapsed",
            45 "0045_series",
            46 "0046_orders_number",
            47 "0047_orders_by_number",
            48 "0048_orders_held",
            49 "0049_orders_held_at",
            50 "0050_invoices",
            51 "0051_invoices_by_order",
            52 "0052_invoices_by_number",
            53 "0053_credit_notes",
            54 "0054_credit_notes_by_order",
            55 "0055_credit_notes_by_number",
            56 "0056_sellers",
            57 "0057_seller_orders",
            58 "0058_seller_orders_by_seller",
            59 "0059_seller_orders_by_number",
            60 "0060_balances",
            61 "0061_accounts",
            62 "0062_accounts_by_asset",
            63 "0063_entries",
            64 "0064_entries_by_debit",
            65 "0065_entries_by_credit",
            66 "0066_entries_by_reference",
            67 "0067_entries_due",
            68 "0068_ledger",
            69 "0069_trades",
            70 "0070_trades_by_buyer",
            71 "0071_trades_by_seller",
            72 "0072_trades_by_state",
            73 "0073_trades_due",
            74 "0074_settlements",
            75 "0075_settlements_by_state",
            76 "0076_settlements_by_reference",
            77 "0077_settlements_due",
            78 "0078_shipping_books",
        }
    };
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
