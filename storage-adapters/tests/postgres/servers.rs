//! What a server promises besides: names of the host's choice, many processes, connections that break.

use std::sync::Arc;
use std::time::Duration;

use fondaco::port::{Cursor, Store, StoreError};
use fondaco::{Command, Engine, Failure, Outcome};
use fondaco_storage::conformance::shop::{BOOK, LAMP, Shop, open_cart};
use fondaco_storage::{Names, PostgresOptions, PostgresStore, SystemClock};
use sqlx::{AssertSqlSafe, PgPool};

use super::place::Place;

async fn shop(store: &PostgresStore, seed: u64) -> Shop {
    Shop::open(Engine::new(Arc::new(store.clone()), Arc::new(SystemClock::new())), seed).await.unwrap()
}

#[tokio::test]
async fn a_body_that_is_broken_is_a_fault_that_names_its_key() {
    let Some(place) = Place::new() else { return };
    let store = place.open().await;
    let cart = shop(&store, 1).await.cart(&[(LAMP, 1)]).await.unwrap();
    sqlx::query("UPDATE fondaco_carts SET body = '{\"id\": 7}'").execute(&place.sql().await).await.unwrap();
    match store.load(&[cart.into()]).await {
        Err(StoreError::Fault(why)) => assert!(why.contains(&format!("cart/{cart}")), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn shops_with_names_of_their_own_share_a_database() {
    let Some(place) = Place::new() else { return };
    let open = async |names: Names| {
        PostgresStore::connect(&place.url, PostgresOptions { names, ..PostgresOptions::default() }).await.unwrap()
    };
    let one = open(Names::new().prefixed("one_").unwrap()).await;
    let two = open(Names::new().prefixed("").unwrap().in_schema("user").unwrap()).await;
    shop(&one, 1).await.buy(&[(LAMP, 1)]).await.unwrap();
    assert!(two.events(&Cursor::default(), 10).await.unwrap().is_empty());
    shop(&two, 1).await.buy(&[(LAMP, 1)]).await.unwrap();
    for table in ["one_orders", "\"user\".orders", "one_order_overview", "\"user\".order_overview"] {
        let count = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let orders: i64 = sqlx::query_scalar(count).fetch_one(&place.sql().await).await.unwrap();
        assert_eq!(orders, 1, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_that_migrate_a_database_at_once_all_come_up() {
    let Some(place) = Place::new() else { return };
    let mut opening = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let url = place.url.clone();
        let names = Names::new().in_schema("shop").unwrap();
        let options = PostgresOptions { names, ..PostgresOptions::default() };
        opening.spawn(async move { PostgresStore::connect(&url, options).await.unwrap() });
    }
    assert_eq!(opening.join_all().await.len(), 6);
    let run: i64 =
        sqlx::query_scalar("SELECT count(*) FROM shop.fondaco_migrations").fetch_one(&place.sql().await).await.unwrap();
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres")).unwrap().count();
    assert_eq!(usize::try_from(run), Ok(files));
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_said_without_its_password() {
    for (url, fault) in
        [("mysql://u:secret@localhost/x", true), ("postgres://u:secret@127.0.0.1:1/x", false), ("shop.db", true)]
    {
        let error = PostgresStore::connect(url, PostgresOptions::default()).await.unwrap_err();
        assert_eq!(matches!(error, StoreError::Fault(_)), fault, "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let Some(place) = Place::new() else { return };
    let missing = fondaco_cluster::with_database(&place.url, "there_is_none");
    let error = PostgresStore::connect(&missing, PostgresOptions::default()).await.unwrap_err();
    assert!(matches!(error, StoreError::Fault(_)), "{error}");
}

#[tokio::test]
async fn a_pool_of_the_host_will_do() {
    let Some(place) = Place::new() else { return };
    let store = PostgresStore::with_pool(place.sql().await, Names::new()).await.unwrap();
    shop(&store, 1).await.buy(&[(LAMP, 1), (BOOK, 3)]).await.unwrap();
}

/// Ends every connection to the database but the one that asks.
async fn cut_off(sql: &PgPool) {
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(sql)
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_is_cut_off_is_unavailable_and_happens_once_when_sent_again() {
    let Some(place) = Place::new() else { return };
    let shop = shop(&place.open().await, 1).await;
    let cart = shop.cart(&[(LAMP, 2)]).await.unwrap();
    let (id, command) = (shop.command_id(), Command::PlaceOrder { cart, total: None });

    // Somebody holds the cart, so the order waits in the middle of its commit; then its connection dies.
    let sql = place.sql().await;
    let mut holder = sql.begin().await.unwrap();
    sqlx::query("SELECT 1 FROM fondaco_carts FOR UPDATE").execute(&mut *holder).await.unwrap();
    let (engine, sent) = (shop.engine().clone(), command.clone());
    let ordering = tokio::spawn(async move { engine.execute(id, &sent).await });
    let waiting =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&mut *holder).await.unwrap() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    .execute(&mut *holder)
    .await
    .unwrap();
    match ordering.await.unwrap() {
        Err(Failure::Store(StoreError::Unavailable(_))) => {}
        other => panic!("{other:?}"),
    }
    holder.rollback().await.unwrap();

    let first = shop.engine().execute(id, &command).await.unwrap();
    assert!(matches!(first, Outcome::Order { .. }));
    assert_eq!(shop.engine().execute(id, &command).await.unwrap(), first);
    let orders: i64 = sqlx::query_scalar("SELECT count(*) FROM fondaco_orders").fetch_one(&sql).await.unwrap();
    assert_eq!(orders, 1);
    assert_eq!(shop.stock(LAMP).await.unwrap().reserved, 2);
}

#[tokio::test]
async fn connections_that_died_while_nobody_used_them_are_replaced_unseen() {
    let Some(place) = Place::new() else { return };
    let shop = shop(&place.open().await, 1).await;
    let sql = PgPool::connect(&place.url).await.unwrap();
    for _ in 0..3 {
        shop.buy(&[(LAMP, 1)]).await.unwrap();
        cut_off(&sql).await;
    }
    shop.buy(&[(LAMP, 1)]).await.unwrap();
    assert_eq!(shop.stock(LAMP).await.unwrap().reserved, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_are_cut_off_all_the_time_lose_and_double_nothing() {
    let Some(place) = Place::new() else { return };
    let shop = shop(&place.open().await, 1).await;
    let sql = PgPool::connect(&place.url).await.unwrap();
    let mut shopping = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let shop = shop.clone();
        shopping.spawn(async move {
            let opening = open_cart(None, &[(BOOK, 1)]).unwrap();
            let Outcome::Cart { cart } = until_available(&shop, &opening).await else { panic!("a cart was opened") };
            until_available(&shop, &Command::PlaceOrder { cart, total: None }).await;
        });
    }
    for _ in 0..10 {
        tokio::time::sleep(Duration::from_millis(7)).await;
        cut_off(&sql).await;
    }
    shopping.join_all().await;
    let orders: i64 = sqlx::query_scalar("SELECT count(*) FROM fondaco_orders").fetch_one(&sql).await.unwrap();
    assert_eq!(orders, 40);
    assert_eq!(shop.stock(BOOK).await.unwrap().reserved, 40);
}

/// Sends a command until it is answered, always under the same id.
async fn until_available(shop: &Shop, command: &Command) -> Outcome {
    let id = shop.command_id();
    loop {
        match shop.engine().execute(id, command).await {
            Ok(outcome) => return outcome,
            Err(Failure::Store(StoreError::Unavailable(_))) => tokio::time::sleep(Duration::from_millis(3)).await,
            Err(failure) => panic!("{failure}"),
        }
    }
}
