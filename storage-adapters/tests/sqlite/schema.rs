//! The tables and views, as `docs/schema.md` describes them.

use std::sync::Arc;

use fondaco::ledger::{Account, EntryStep, Layer, NewEntry, Side};
use fondaco::{Command, CounterKind, Engine, Holds, Kind};
use fondaco_storage::SystemClock;
use fondaco_storage::conformance::shop::{LAMP, PEPPER, Shop};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{AssertSqlSafe, Row as _};

use super::place::Place;

async fn sql(place: &Place) -> SqlitePool {
    SqlitePool::connect_with(SqliteConnectOptions::new().filename(place.file("shop.db"))).await.unwrap()
}

#[tokio::test]
async fn tables_have_the_columns_that_core_declares() {
    let place = Place::new();
    place.open().await;
    let sql = sql(&place).await;
    let columns = async |table: &str| {
        let text = format!("SELECT name, type FROM pragma_table_info('fondaco_{table}') ORDER BY cid");
        let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&sql).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect::<Vec<(String, String)>>()
    };
    let column = |name: &str, holds: &str| (name.to_owned(), holds.to_owned());
    for kind in Kind::ALL {
        let mut expected = vec![column("tenant", "TEXT"), column("id", "TEXT"), column("version", "INTEGER")];
        expected.push(column("head", "BLOB"));
        expected.extend(kind.columns().iter().map(|one| match one.holds {
            Holds::Text => column(one.name, "TEXT"),
            Holds::Instant => column(one.name, "INTEGER"),
        }));
        expected.push(column("body", "TEXT"));
        assert_eq!(sorted(columns(kind.table()).await), sorted(expected), "write a migration for `{}`", kind.table());
    }
    for kind in CounterKind::ALL {
        let mut expected = vec![column("tenant", "TEXT"), column("id", "TEXT")];
        expected.extend(kind.columns().iter().map(|name| column(name, "INTEGER")));
        assert_eq!(sorted(columns(kind.table()).await), sorted(expected), "write a migration for `{}`", kind.table());
    }
}

#[tokio::test]
async fn views_answer_in_plain_sql() {
    let place = Place::new();
    let engine = Engine::new(Arc::new(place.open().await), Arc::new(SystemClock::new()));
    let shop = Shop::open(engine, 1).await.unwrap();
    let placed = shop.buy(&[(LAMP, 2), (PEPPER, 250)]).await.unwrap();
    let sql = sql(&place).await;
    let order = sqlx::query("SELECT id, state, placed_at, currency, total, lines, country FROM fondaco_order_overview")
        .fetch_one(&sql)
        .await
        .unwrap();
    assert_eq!(order.get::<String, _>("id"), placed.order.to_string());
    assert_eq!(order.get::<String, _>("state"), "placed");
    assert_eq!(
        format!("{} {}", order.get::<String, _>("total"), order.get::<String, _>("currency")),
        placed.total.to_string()
    );
    assert_eq!(order.get::<i64, _>("lines"), 2);
    let stored = shop.engine().get::<fondaco::order::Order>(&placed.order).await.unwrap();
    let placed_at: fondaco::Timestamp = order.get::<String, _>("placed_at").parse().unwrap();
    assert_eq!(placed_at.as_microsecond(), stored.placed_at.as_microsecond());

    let lines = sqlx::query("SELECT line, sku, quantity, gross FROM fondaco_order_lines ORDER BY line").fetch_all(&sql);
    let lines = lines.await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[1].get::<String, _>("sku"), lines[1].get::<i64, _>("quantity")), (PEPPER.to_owned(), 250));

    let terms = fondaco::inventory::Terms { safety: 5, backorder: 3, low: None, restored: None };
    let (location, skus) = ("main".parse().unwrap(), vec![LAMP.parse().unwrap()]);
    shop.run(&Command::DefineStockTerms { location, skus, terms }).await.unwrap();
    let stock = sqlx::query("SELECT * FROM fondaco_stock WHERE sku = ?").bind(LAMP);
    let stock = stock.fetch_one(&sql).await.unwrap();
    assert_eq!(stock.get::<String, _>("location"), "main");
    let numbers = ["on_hand", "reserved", "available", "aside", "backorder", "overpromised"];
    assert_eq!(numbers.map(|name| stock.get::<i64, _>(name)), [1_000, 2, 993, 5, 3, 0]);
}

#[tokio::test]
async fn the_ledger_answers_in_plain_sql() {
    let place = Place::new();
    let engine = Engine::new(Arc::new(place.open().await), Arc::new(SystemClock::new()));
    let shop = Shop::open(engine, 1).await.unwrap();
    let account = |code: &str| Account::new(code.parse().unwrap(), "EUR".parse().unwrap());
    let bank = Account { normal: Side::Debit, ceiling: Some(5_000), ..account("bank") };
    let accounts = vec![bank, Account { floor: Some(0), ..account("ada") }, account("fees")];
    shop.run(&Command::DefineAccounts { accounts }).await.unwrap();
    let enter = |id: &str, from: &str, to: &str, amount| {
        NewEntry::new(id.parse().unwrap(), from.parse().unwrap(), to.parse().unwrap(), amount)
    };
    let paid = enter("0199c1d2-0000-7000-8000-000000000001", "bank", "ada", 1_000);
    let held = enter("0199c1d2-0000-7000-8000-000000000002", "ada", "bank", 300);
    let set_aside = enter("0199c1d2-0000-7000-8000-000000000003", "ada", "bank", 2_000);
    let steps = vec![
        EntryStep::Enter(paid),
        EntryStep::Enter(NewEntry { layer: Layer::Pending, ..held }),
        EntryStep::Enter(NewEntry { layer: Layer::Encumbered, ..set_aside }),
    ];
    shop.run(&Command::RecordEntries { steps }).await.unwrap();
    let sql = sql(&place).await;
    let rows = sqlx::query("SELECT * FROM fondaco_ledger ORDER BY account").fetch_all(&sql).await.unwrap();
    let texts = ["account", "asset", "normal"];
    let limits = ["floor", "ceiling"];
    let numbers = [
        "debits_encumbered",
        "debits_pending",
        "debits_posted",
        "credits_encumbered",
        "credits_pending",
        "credits_posted",
        "balance",
        "pending_balance",
        "encumbered_balance",
        "available",
    ];
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let limits = limits.map(|name| row.get::<Option<i64>, _>(name));
            (texts.map(|name| row.get::<String, _>(name)), limits, numbers.map(|name| row.get::<i64, _>(name)))
        })
        .collect();
    let named = |texts: [&str; 3]| texts.map(str::to_owned);
    let expected = [
        (named(["ada", "EUR", "credit"]), [Some(0), None], [2_000, 300, 0, 0, 0, 1_000, 1_000, 700, -1_300, 700]),
        (named(["bank", "EUR", "debit"]), [None, Some(5_000)], [0, 0, 1_000, 2_000, 300, 0, 1_000, 700, -1_300, 700]),
        (named(["fees", "EUR", "credit"]), [None, None], [0; 10]),
    ];
    assert_eq!(rows, expected);
}

/// A column that a later migration adds stands last, wherever core declares it.
fn sorted(mut columns: Vec<(String, String)>) -> Vec<(String, String)> {
    columns.sort();
    columns
}
