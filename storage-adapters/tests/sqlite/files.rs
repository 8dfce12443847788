//! What a file promises besides: it can be opened again, and shared.

use std::sync::Arc;

use fondaco::port::{Cursor, Fact, Store, StoreError};
use fondaco::{Engine, Failure};
use fondaco_storage::conformance::shop::{BOOK, LAMP, PEPPER, Shop};
use fondaco_storage::{Durability, Names, SqliteOptions, SqliteStore, SystemClock};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::place::Place;

async fn shop(store: &SqliteStore, seed: u64) -> Shop {
    Shop::open(Engine::new(Arc::new(store.clone()), Arc::new(SystemClock::new())), seed).await.unwrap()
}

async fn sql(place: &Place) -> SqlitePool {
    SqlitePool::connect_with(SqliteConnectOptions::new().filename(place.file("shop.db"))).await.unwrap()
}

#[tokio::test]
async fn a_file_that_is_opened_again_has_everything() {
    let place = Place::new();
    let store = place.open().await;
    let placed = shop(&store, 1).await.buy(&[(LAMP, 2), (PEPPER, 250)]).await.unwrap();
    let before = store.events(&Cursor::default(), 100).await.unwrap();
    store.close().await;
    drop(store);

    let again = place.open().await;
    assert_eq!(again.events(&Cursor::default(), 100).await.unwrap(), before);
    assert!(before.iter().all(|event| event.envelope.is_intact()));
    let key = [placed.order.into()];
    assert!(matches!(again.load(&key).await.unwrap()[0], Fact::Record(_)));
}

#[tokio::test]
async fn two_stores_on_one_file_sell_every_unit_once() {
    let place = Place::new();
    let (one, two) = (place.open().await, place.open().await);
    let first = shop(&one, 1).await;
    let second = first.through(Engine::new(Arc::new(two), Arc::new(SystemClock::new())));
    let mut shopping = tokio::task::JoinSet::new();
    for n in 0..60 {
        let shop = if n % 2 == 0 { first.clone() } else { second.clone() };
        shopping.spawn(async move { shop.buy(&[(BOOK, 20)]).await });
    }
    let bought = shopping.join_all().await.into_iter().flatten().count();
    assert_eq!(bought, 50, "a thousand books, twenty at a time");
    assert_eq!(first.stock(BOOK).await.unwrap().available(), 0);
}

#[tokio::test]
async fn a_body_that_is_broken_is_a_fault_that_names_its_key() {
    let place = Place::new();
    let store = place.open().await;
    let cart = shop(&store, 1).await.cart(&[(LAMP, 1)]).await.unwrap();
    sqlx::query("UPDATE fondaco_carts SET body = '{\"id\":'").execute(&sql(&place).await).await.unwrap();
    match store.load(&[cart.into()]).await {
        Err(StoreError::Fault(why)) => assert!(why.contains(&format!("cart/{cart}")), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_reference_record_that_changed_elsewhere_is_read_anew() {
    let place = Place::new();
    let (one, two) = (place.open().await, place.open().await);
    let (here, there) = (shop(&one, 1).await, shop(&two, 2).await);
    let key = [LAMP.parse::<fondaco::Sku>().unwrap().into()];
    let seen = here.engine().get::<fondaco::catalog::Variant>(&LAMP.parse().unwrap()).await.unwrap();
    let mut changed = (*seen).clone();
    changed.title = "Another lamp".into();
    there.run(&fondaco::Command::DefineVariants { variants: vec![changed.clone()] }).await.unwrap();
    let Fact::Record(found) = one.load(&key).await.unwrap().remove(0) else { panic!("it is there") };
    assert_eq!(found.record, fondaco::Record::Variant(Arc::new(changed)));

    // Even if the version is the one that is known, as after a backup was put in place.
    sqlx::query("UPDATE fondaco_variants SET head = zeroblob(32), body = json_set(body, '$.title', 'Restored')")
        .execute(&sql(&place).await)
        .await
        .unwrap();
    let Fact::Record(found) = one.load(&key).await.unwrap().remove(0) else { panic!("it is there") };
    let fondaco::Record::Variant(variant) = found.record else { panic!("it is a variant") };
    assert_eq!(&*variant.title, "Restored");
}

#[tokio::test]
async fn shops_with_prefixes_of_their_own_share_a_file() {
    let place = Place::new();
    let open = async |prefix: &str| {
        let names = Names::new().prefixed(prefix).unwrap();
        SqliteStore::open(&place.file("shop.db"), SqliteOptions { names, ..SqliteOptions::default() }).await.unwrap()
    };
    let (one, two) = (open("one_").await, open("two_").await);
    shop(&one, 1).await.buy(&[(LAMP, 1)]).await.unwrap();
    assert!(two.events(&Cursor::default(), 10).await.unwrap().is_empty());
    let orders: i64 =
        sqlx::query_scalar("SELECT count(*) FROM one_orders").fetch_one(&sql(&place).await).await.unwrap();
    assert_eq!(orders, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_that_open_a_new_file_at_once_all_come_up() {
    let place = Arc::new(Place::new());
    let mut opening = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let place = place.clone();
        opening.spawn(async move { place.open().await });
    }
    assert_eq!(opening.join_all().await.len(), 8);
    let run: i64 =
        sqlx::query_scalar("SELECT count(*) FROM fondaco_migrations").fetch_one(&sql(&place).await).await.unwrap();
    place.open().await;
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite")).unwrap().count();
    assert_eq!(usize::try_from(run), Ok(files));
}

#[tokio::test]
async fn what_is_wrong_with_a_location_is_said() {
    let place = Place::new();
    std::fs::write(place.file("letter.txt"), "Dear Sir or Madam, this is not a database. ".repeat(100)).unwrap();
    for (location, part) in [
        (place.file("missing/shop.db"), "the folder"),
        (place.file(""), "is a folder"),
        (place.file("letter.txt"), "not a database"),
        ("postgres://localhost/shop".into(), "not the address of a SQLite file"),
        ("sqlite:shop.db?mode=often".into(), "not the address of a SQLite file"),
    ] {
        match SqliteStore::open(&location, SqliteOptions::default()).await {
            Err(StoreError::Fault(why)) => assert!(why.contains(part), "{location}: {why}"),
            other => panic!("{location}: {other:?}"),
        }
    }
    let names = Names::new().in_schema("shop").unwrap();
    assert!(SqliteStore::open(":memory:", SqliteOptions { names, ..SqliteOptions::default() }).await.is_err());
}

#[tokio::test]
async fn a_pool_of_the_host_and_a_database_in_memory_will_do() {
    let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    let hosted = SqliteStore::with_pool(pool, Names::new()).await.unwrap();
    let options = SqliteOptions { durability: Durability::Full, ..SqliteOptions::default() };
    let own = SqliteStore::open(":memory:", options).await.unwrap();
    for store in [hosted, own] {
        shop(&store, 1).await.buy(&[(LAMP, 1)]).await.unwrap();
    }
}

#[tokio::test]
async fn a_caller_that_goes_away_breaks_nothing_for_the_others() -> Result<(), Failure> {
    let place = Place::new();
    let shop = shop(&place.open().await, 1).await;
    for n in 0..40 {
        let going = shop.clone();
        let task = tokio::spawn(async move { going.buy(&[(LAMP, 1)]).await });
        tokio::time::sleep(std::time::Duration::from_micros(100 * n)).await;
        task.abort();
        shop.buy(&[(BOOK, 1)]).await?;
    }
    assert_eq!(shop.stock(BOOK).await?.available(), 960);
    Ok(())
}
