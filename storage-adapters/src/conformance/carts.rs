//! Promises about carts: two become one in one commit, and those that nobody touches end.

use std::sync::Arc;
use std::time::Duration;

use fondaco::cart::{Cart, CartPolicy, CartState, MergeBy};
use fondaco::catalog::Channel;
use fondaco::inventory::{Reservation, ReservationState};
use fondaco::{Code, Command};

use super::Subject;
use super::shop::{CHANNEL, HOLD_SECONDS, LAMP};
use super::trial::{Trial, counters, stock};

/// A merge gives the hold of the cart that is put away back in its own commit, and a merge that is sent again changes
/// nothing.
pub async fn a_merge_gives_back_what_was_held(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_merge_gives_back_what_was_held").await;
    let shop = trial.shop().await;
    let (guest, existing) = (shop.cart(&[(LAMP, 7)]).await.unwrap(), shop.cart(&[(LAMP, 2)]).await.unwrap());
    let held = shop.reserve(guest).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 7]);
    let (id, merge) = (shop.command_id(), Command::MergeCarts { guest, existing, by: MergeBy::Sum });
    let engine = trial.engine(&trial.store);
    let first = engine.execute(id, &merge).await.unwrap();
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 0]);
    assert_eq!(engine.execute(id, &merge).await.unwrap(), first);
    let again = trial.engine(&trial.again().await);
    assert_eq!(again.get::<Reservation>(&held).await.unwrap().state, ReservationState::Released);
    assert_eq!(again.get::<Cart>(&guest).await.unwrap().merged_into, Some(existing));
    let merged = again.get::<Cart>(&existing).await.unwrap();
    assert_eq!(merged.lines.iter().map(|line| line.quantity.units()).collect::<Vec<_>>(), [9]);
    assert_eq!(shop.reserve(guest).await.unwrap_err().code(), Code::StateForbidden);
}

/// A tick marks the carts whose time has run out, in batches, and leaves those that were touched since.
pub async fn a_tick_marks_carts_that_nobody_touched(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_tick_marks_carts_that_nobody_touched").await;
    let shop = trial.shop().await;
    let engine = trial.engine(&trial.store);
    let channel = engine.get::<Channel>(&CHANNEL.parse().unwrap()).await.unwrap();
    let carts = CartPolicy { idle_seconds: Some(HOLD_SECONDS), ..CartPolicy::default() };
    let channel = Channel { carts, ..Arc::unwrap_or_clone(channel) };
    shop.run(&Command::DefineChannel { channel }).await.unwrap();
    let mut forgotten = Vec::new();
    for _ in 0..5 {
        forgotten.push(shop.cart(&[(LAMP, 1)]).await.unwrap());
    }
    let touched = shop.cart(&[(LAMP, 1)]).await.unwrap();
    trial.clock.advance(Duration::from_secs(u64::from(HOLD_SECONDS) - 1));
    shop.reserve(touched).await.unwrap();
    assert_eq!(engine.tick(100).await.unwrap(), 0);
    trial.clock.advance(Duration::from_secs(1));
    assert_eq!(engine.tick(2).await.unwrap(), 2);
    assert_eq!(engine.tick(100).await.unwrap(), 3);
    for cart in forgotten {
        assert_eq!(engine.get::<Cart>(&cart).await.unwrap().state, CartState::Expired);
        shop.run(&Command::ReopenCart { cart }).await.unwrap();
    }
    assert_eq!(engine.tick(100).await.unwrap(), 0);
    shop.order(touched).await.unwrap();
}
