//! Promises about stock: never sold twice, held as long as was said and no longer.

use std::time::Duration;

use fondaco::inventory::{Reservation, ReservationState};
use fondaco::{Code, Failure};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{HOLD_SECONDS, TICKET};
use super::trial::{Snapshot, Trial, busy_engine, counters, stock};

/// A thousand shoppers at the same time want one each of five hundred: five hundred get it, five hundred are told that
/// there is none, nobody gives up, and the counters say so.
pub async fn the_last_units_are_sold_once(subject: &dyn Subject) {
    const SHOPPERS: usize = 1_000;
    const UNITS: i64 = 500;
    let trial = Trial::new(subject, "the_last_units_are_sold_once").await;
    let shop = trial.busy_shop().await;
    shop.receive(TICKET, UNITS).await.unwrap();
    let handles = [trial.store.clone(), trial.again().await];
    let mut shopping = JoinSet::new();
    for (_, store) in (0..SHOPPERS).zip(handles.iter().cycle()) {
        let shop = shop.through(busy_engine(store));
        shopping.spawn(async move { shop.buy(&[(TICKET, 1)]).await });
    }
    let (mut sold, mut short) = (0, 0);
    let mut others: Vec<Failure> = Vec::new();
    while let Some(done) = shopping.join_next().await {
        match done.unwrap() {
            Ok(_) => sold += 1,
            Err(failure) if failure.code() == Code::StockShort => short += 1,
            Err(failure) => others.push(failure),
        }
    }
    assert!(others.is_empty(), "{} gave up, the first because {}", others.len(), others[0]);
    assert_eq!((sold, short), (500, 500), "sold and refused");
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [UNITS, UNITS]);
    Snapshot::of(&trial.store).await;
}

/// A hold that is past its time holds nothing, before any tick has marked it: it is not counted as reserved, and an
/// order finds its stock.
pub async fn a_hold_past_its_time_holds_nothing(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_hold_past_its_time_holds_nothing").await;
    let shop = trial.shop().await;
    shop.receive(TICKET, 5).await.unwrap();
    let (slow, quick) = (shop.cart(&[(TICKET, 5)]).await.unwrap(), shop.cart(&[(TICKET, 3)]).await.unwrap());
    let hold = shop.reserve(slow).await.unwrap();
    trial.clock.advance(Duration::from_secs(u64::from(HOLD_SECONDS) - 1));
    assert_eq!(shop.stock(TICKET).await.unwrap().available(), 0);
    assert_eq!(shop.order(quick).await.unwrap_err().code(), Code::StockShort, "the hold has a second left");

    trial.clock.advance(Duration::from_secs(1));
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [5, 5], "nobody has marked it");
    assert_eq!(shop.stock(TICKET).await.unwrap().available(), 5, "stock is judged when it is read");
    shop.order(quick).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [5, 3]);
    let hold = shop.engine().get::<Reservation>(&hold).await.unwrap();
    assert_eq!(hold.state, ReservationState::Expired);
    assert_eq!(shop.order(slow).await.unwrap_err().code(), Code::StockShort);
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [5, 3]);
}

/// A tick marks the holds that are due and gives their stock back, leaves the others, and does it once.
pub async fn a_tick_marks_what_is_due(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_tick_marks_what_is_due").await;
    let shop = trial.shop().await;
    shop.receive(TICKET, 10).await.unwrap();
    let mut due = Vec::new();
    for _ in 0..3 {
        due.push(shop.reserve(shop.cart(&[(TICKET, 2)]).await.unwrap()).await.unwrap());
    }
    trial.clock.advance(Duration::from_secs(1));
    let later = shop.reserve(shop.cart(&[(TICKET, 1)]).await.unwrap()).await.unwrap();
    assert_eq!(shop.engine().tick(100).await.unwrap(), 0, "nothing is due");
    trial.clock.advance(Duration::from_secs(u64::from(HOLD_SECONDS) - 1));
    assert_eq!(shop.engine().tick(100).await.unwrap(), 3);
    assert_eq!(shop.engine().tick(100).await.unwrap(), 0, "a hold runs out once");
    assert_eq!(counters(&trial.store, &stock(TICKET)).await, [10, 1]);
    for hold in due {
        let hold = shop.engine().get::<Reservation>(&hold).await.unwrap();
        assert_eq!(hold.state, ReservationState::Expired);
    }
    let later = shop.engine().get::<Reservation>(&later).await.unwrap();
    assert_eq!(later.state, ReservationState::Held);
}
