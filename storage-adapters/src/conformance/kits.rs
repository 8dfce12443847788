//! Promises about kits: sold at one price, taken from the stock of their parts.

use fondaco::catalog::{Part, Variant};
use fondaco::order::Order;
use fondaco::port::Fact;
use fondaco::{Code, Command, Failure, World};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{BOOK, Placed, Shop, TICKET, variant};
use super::trial::{Snapshot, Trial, busy_engine, counters, stock};

/// A kit of two tickets and a book for 27.00 EUR, which are 32.50 EUR by themselves.
const EVENING: &str = "EVENING";

/// A shop that has the kit.
async fn with_kit(shop: Shop) -> Shop {
    let part = |sku: &str, units: i64| Part { sku: sku.parse().unwrap(), quantity: units.try_into().unwrap() };
    let parts = vec![part(TICKET, 2), part(BOOK, 1)];
    let kit = Variant { parts, ..variant(EVENING, "Evening for two", "standard", "27.00", 0).unwrap() };
    shop.run(&Command::DefineVariants { variants: vec![kit] }).await.unwrap();
    shop
}

/// A kit goes all the way as any goods do, its parts in its place: held, ordered, cancelled, sent; what was promised
/// comes back as it was, and the log gives what is stored.
pub async fn a_kit_is_kept_as_what_it_is_made_of(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_kit_is_kept_as_what_it_is_made_of").await;
    let shop = with_kit(trial.shop().await).await;
    shop.receive(TICKET, 7).await.unwrap();
    assert_eq!(shop.stock(EVENING).await.unwrap().available(), 3);
    let cart = shop.cart(&[(EVENING, 2), (TICKET, 3)]).await.unwrap();
    shop.reserve(cart).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [7, 7], "what is in the kit and what is beside it");
    assert_eq!(shop.stock(EVENING).await.unwrap().available(), 0);
    let cancelled = shop.order(cart).await.unwrap();
    shop.run(&Command::CancelOrder { order: cancelled.order, reason: "rain".into() }).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [7, 0]);
    assert_eq!(counters(&trial.store, &stock(BOOK)).await, [1_000, 0]);

    let placed = shop.buy(&[(EVENING, 3)]).await.unwrap();
    let short = shop.buy(&[(EVENING, 1)]).await.unwrap_err();
    assert_eq!(short.code(), Code::StockShort, "a ticket is left, which is no evening for two");
    shop.pay(placed).await.unwrap();
    shop.ship(placed.order).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [1, 0]);
    assert_eq!(counters(&trial.store, &stock(EVENING)).await, [0, 0], "a kit has no stock of its own");

    let order = trial.engine(&trial.again().await).get::<Order>(&placed.order).await.unwrap();
    let sold = &order.receipt.kits[0];
    assert_eq!((sold.sku.as_str(), sold.quantity.units(), sold.unit_price.minor()), (EVENING, 3, 2_700));
    let parts = order.receipt.lines.iter().filter(|line| line.kit == Some(sold.line));
    assert_eq!(parts.map(|line| line.subtotal.minor()).sum::<i64>(), 3 * 2_700);
    let Snapshot { facts, events } = Snapshot::of(&trial.store).await;
    let world = World::replay(events.iter().map(|recorded| &recorded.envelope)).unwrap();
    for (key, stored) in world.records {
        assert_eq!(facts.get(&key), Some(&Fact::Record(stored)), "{key}");
    }
    for (key, row) in world.counters {
        assert_eq!(facts.get(&key), Some(&Fact::Counters(row)), "{key}");
    }
}

/// Those who want a kit and those who want a part of it alone, all at the same time, get what there is and no more.
pub async fn kits_and_their_parts_share_the_last_units(subject: &dyn Subject) {
    const UNITS: i64 = 50;
    let trial = Trial::new(subject, "kits_and_their_parts_share_the_last_units").await;
    let shop = with_kit(trial.busy_shop().await).await;
    shop.receive(TICKET, UNITS).await.unwrap();
    let handles = [trial.store.clone(), trial.again().await];
    let mut shopping = JoinSet::new();
    for (number, store) in (0..120).zip(handles.iter().cycle()) {
        let shop = shop.through(busy_engine(store));
        let (sku, takes) = if number % 3 == 0 { (EVENING, 2) } else { (TICKET, 1) };
        shopping.spawn(async move { (takes, shop.buy(&[(sku, 1)]).await) });
    }
    let (mut sold, mut others): (i64, Vec<Failure>) = (0, Vec::new());
    while let Some(done) = shopping.join_next().await {
        let (takes, bought): (i64, Result<Placed, Failure>) = done.unwrap();
        match bought {
            Ok(_) => sold += takes,
            Err(failure) if failure.code() == Code::StockShort => {}
            Err(failure) => others.push(failure),
        }
    }
    assert!(others.is_empty(), "{} gave up, the first because {}", others.len(), others[0]);
    assert_eq!(sold, UNITS, "tickets that were sold");
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [UNITS, UNITS]);
}
