//! Promises about places: lines are divided over them, and what is still to come is promised to its limit and given out in
//! turn.

use std::sync::Arc;

use fondaco::catalog::Channel;
use fondaco::inventory::{Backorder, BackorderState, StockLine, Supply, Terms};
use fondaco::order::Order;
use fondaco::port::{Page, Scan, Store};
use fondaco::{Code, Command, Failure, Key, Kind};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{CHANNEL, Shop, TICKET};
use super::trial::{Snapshot, Trial, busy_engine, counters, stock};

/// A second place.
const BARN: &str = "barn";

/// Lets so many tickets be promised before they are there.
pub(super) fn let_wait(units: i64) -> Command {
    let terms = Terms { backorder: units, ..Terms::default() };
    Command::DefineStockTerms { location: "main".parse().unwrap(), skus: vec![TICKET.parse().unwrap()], terms }
}

fn waiting() -> Key {
    Key::Allowance(format!("backorder/{TICKET}@main").parse().unwrap())
}

async fn row(store: &Arc<dyn Store>, place: &str) -> [i64; 2] {
    counters(store, &Key::Stock(TICKET.parse().unwrap(), place.parse().unwrap())).await
}

/// Counts what was sold, and what was refused because nothing is left; nobody gives up.
async fn tally(mut shopping: JoinSet<Result<(), Failure>>) -> (i64, i64) {
    let (mut sold, mut short) = (0, 0);
    while let Some(done) = shopping.join_next().await {
        match done.unwrap() {
            Ok(()) => sold += 1,
            Err(failure) if failure.code() == Code::StockShort => short += 1,
            Err(failure) => panic!("gave up: {failure}"),
        }
    }
    (sold, short)
}

/// Many shoppers at the same time want three each of what lies at two places in odd numbers: lines are divided, planned
/// again where somebody was faster, and every unit is sold once.
pub async fn lines_are_divided_over_places_to_the_last_unit(subject: &dyn Subject) {
    let trial = Trial::new(subject, "lines_are_divided_over_places_to_the_last_unit").await;
    let shop = trial.busy_shop().await;
    let channel = shop.engine().get::<Channel>(&CHANNEL.parse().unwrap()).await.unwrap();
    let mut channel = Arc::unwrap_or_clone(channel);
    channel.locations.push(BARN.parse().unwrap());
    shop.run(&Command::DefineChannel { channel }).await.unwrap();
    shop.receive(TICKET, 31).await.unwrap();
    let (sku, quantity) = (TICKET.parse().unwrap(), 29.try_into().unwrap());
    let lines = vec![StockLine { sku, quantity, lots: Vec::new(), unit_cost: None }];
    let location = BARN.parse().unwrap();
    let elsewhere = Command::ReceiveStock { location, lines, reference: None, inbound: None };
    shop.run(&elsewhere).await.unwrap();
    let mut shopping = JoinSet::new();
    for _ in 0..30 {
        let shop = shop.through(busy_engine(&trial.store));
        shopping.spawn(async move { shop.buy(&[(TICKET, 3)]).await.map(drop) });
    }
    assert_eq!(tally(shopping).await, (20, 10), "sold and refused");
    assert_eq!((row(&trial.store, "main").await, row(&trial.store, BARN).await), ([31, 31], [29, 29]));
    Snapshot::of(&trial.store).await;
}

/// Many shoppers at the same time want what is not there yet: as many as the limit allows are promised it, the others are
/// told that there is none.
pub async fn no_more_is_promised_than_is_to_come(subject: &dyn Subject) {
    let trial = Trial::new(subject, "no_more_is_promised_than_is_to_come").await;
    let shop = trial.busy_shop().await;
    shop.receive(TICKET, 5).await.unwrap();
    shop.run(&let_wait(10)).await.unwrap();
    let mut shopping = JoinSet::new();
    for _ in 0..30 {
        let shop = shop.through(busy_engine(&trial.store));
        shopping.spawn(async move { shop.buy(&[(TICKET, 1)]).await.map(drop) });
    }
    assert_eq!(tally(shopping).await, (15, 15), "promised and refused");
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [5, 5]);
    assert_eq!(counters(&trial.store, &waiting()).await, [10, 10]);
    Snapshot::of(&trial.store).await;
}

/// What comes in goes to those who wait, the oldest first; a tick finds nothing more to do, and does nothing twice.
pub async fn who_waits_longest_is_served_first(subject: &dyn Subject) {
    let trial = Trial::new(subject, "who_waits_longest_is_served_first").await;
    let shop = trial.shop().await;
    shop.run(&let_wait(10)).await.unwrap();
    let mut orders = Vec::new();
    for units in [2, 3, 1] {
        orders.push(shop.buy(&[(TICKET, units)]).await.unwrap().order);
        trial.clock.advance(std::time::Duration::from_secs(1));
    }
    shop.receive(TICKET, 4).await.unwrap();
    assert_eq!(
        [there(&shop, orders[0]).await, there(&shop, orders[1]).await, there(&shop, orders[2]).await],
        [2, 2, 0]
    );
    assert_eq!(shop.engine().tick(100).await.unwrap(), 0);
    shop.receive(TICKET, 9).await.unwrap();
    assert_eq!([there(&shop, orders[1]).await, there(&shop, orders[2]).await], [3, 1]);
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [13, 6]);
    assert_eq!(counters(&trial.store, &waiting()).await, [10, 0]);
    let all = shop.engine().find::<Backorder>(&Scan::of(Kind::Backorder), &Page::first(10)).await.unwrap().items;
    assert!(all.iter().all(|backorder| backorder.state == BackorderState::Filled && backorder.waiting() == 0));
    Snapshot::of(&trial.store).await;
}

/// How many units of an order are on hand.
async fn there(shop: &Shop, order: fondaco::OrderId) -> i64 {
    let order = shop.engine().get::<Order>(&order).await.unwrap();
    let there = order.allocations.iter().filter(|item| item.goods.supply == Supply::OnHand);
    there.map(|item| item.goods.quantity.units()).sum()
}
