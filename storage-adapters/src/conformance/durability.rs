//! Promises about what stays: for each tenant its own, over a restart, and to be rebuilt from the log.

use std::collections::BTreeMap;

use fondaco::cart::NewLine;
use fondaco::order::{OrderChange, ShownAmendment};
use fondaco::port::{Cursor, Fact};
use fondaco::shipping::{TrackingEvent, TrackingStatus};
use fondaco::{Code, Command, Key, Kind, Outcome, Tenant, World};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{self, BOOK, LAMP, PEPPER, Shop, TICKET};
use super::trial::{Snapshot, Trial, busy_engine, counters, fact, records, stock};

/// Tenants share nothing: not a record, a counter, an event or an id, even where all of them are named alike.
pub async fn tenants_see_nothing_of_each_other(subject: &dyn Subject) {
    let trial = Trial::new(subject, "tenants_see_nothing_of_each_other").await;
    let other = Tenant::new("tenants_see_nothing_of_each_other.2").unwrap();
    let other = subject.open(&other).await;
    let shop = trial.shop().await;
    shop.buy(&[(LAMP, 5)]).await.unwrap();
    let first = Snapshot::of(&trial.store).await;
    assert!(records(&other).await.is_empty(), "records of another tenant");
    assert!(other.events(&Cursor::default(), 10).await.unwrap().is_empty(), "events of another tenant");
    for key in first.facts.keys() {
        assert_eq!(fact(&other, key).await, Fact::Absent, "{key} of another tenant");
    }

    // The same seed: the same ids of commands, which are all free here.
    let same = Shop::open(trial.engine(&other), 1).await.unwrap();
    same.buy(&[(LAMP, 7)]).await.unwrap();
    assert_eq!(counters(&other, &stock(LAMP)).await, [1_000, 7]);
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 5]);
    assert_eq!(Snapshot::of(&trial.store).await, first, "a tenant was changed by another");
    assert_eq!(Snapshot::of(&other).await.events.len(), first.events.len());
}

/// A command that is sent again, one time after the other or many at the same time, also after a restart, answers what
/// it answered first and changes nothing.
pub async fn a_command_sent_twice_happens_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_command_sent_twice_happens_once").await;
    let shop = trial.busy_shop().await;
    let cart = shop.cart(&[(LAMP, 1)]).await.unwrap();
    let (id, command) = (shop.command_id(), Command::PlaceOrder { cart, total: None });
    let handles = [trial.store.clone(), trial.again().await];
    let mut sending = JoinSet::new();
    for (_, store) in (0..8).zip(handles.iter().cycle()) {
        let (engine, command) = (busy_engine(store), command.clone());
        sending.spawn(async move { engine.execute(id, &command).await.unwrap() });
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    while let Some(outcome) = sending.join_next().await {
        outcomes.push(outcome.unwrap());
    }
    assert!(outcomes.windows(2).all(|pair| pair[0] == pair[1]), "one command, several outcomes: {outcomes:?}");
    let before = Snapshot::of(&trial.store).await;
    let again = busy_engine(&trial.again().await).execute(id, &command).await.unwrap();
    assert_eq!(again, outcomes[0]);
    assert_eq!(Snapshot::of(&trial.store).await, before);
    assert_eq!(counters(&trial.store, &stock(LAMP)).await, [1_000, 1]);
}

/// An id that was used for one command is refused for another, also after a restart; and nothing changes.
pub async fn an_id_with_another_command_is_refused(subject: &dyn Subject) {
    let trial = Trial::new(subject, "an_id_with_another_command_is_refused").await;
    let shop = trial.shop().await;
    let id = shop.command_id();
    let engine = shop.engine();
    engine.execute(id, &shop::receive(&[(LAMP, 1)]).unwrap()).await.unwrap();
    let before = Snapshot::of(&trial.store).await;
    for engine in [engine.clone(), trial.engine(&trial.again().await)] {
        let failure = engine.execute(id, &shop::receive(&[(LAMP, 2)]).unwrap()).await.unwrap_err();
        assert_eq!(failure.code(), Code::CommandReused, "{failure}");
    }
    assert_eq!(Snapshot::of(&trial.store).await, before);
}

/// A store that is opened again shows the same records, counters, outcomes and events, and goes on from there.
pub async fn a_restart_changes_nothing(subject: &dyn Subject) {
    let mut trial = Trial::new(subject, "a_restart_changes_nothing").await;
    let shop = trial.shop().await;
    let cart = shop.cart(&[(LAMP, 1), (PEPPER, 1_250)]).await.unwrap();
    shop.reserve(cart).await.unwrap();
    let before = Snapshot::of(&trial.store).await;
    trial.store = trial.again().await;
    assert_eq!(Snapshot::of(&trial.store).await, before);

    let shop = shop.through(trial.engine(&trial.store));
    shop.order(cart).await.unwrap();
    let after = Snapshot::of(&trial.again().await).await;
    assert_eq!(after.events[..before.events.len()], before.events);
    assert!(after.events.len() > before.events.len());
    assert_eq!(Snapshot::of(&trial.store).await, after);
}

/// The log alone gives every record and every counter as they are stored.
pub async fn replaying_the_log_gives_the_stored_state(subject: &dyn Subject) {
    let trial = Trial::new(subject, "replaying_the_log_gives_the_stored_state").await;
    let shop = trial.shop().await;
    live(&trial, &shop).await;
    let Snapshot { facts, events } = Snapshot::of(&trial.store).await;
    let world = World::replay(events.iter().map(|recorded| &recorded.envelope)).unwrap();
    let rebuilt = world.records.into_iter().map(|(key, found)| (key, Fact::Record(found)));
    let counted = world.counters.into_iter().map(|(key, row)| (key, Fact::Counters(row)));
    let rebuilt: BTreeMap<Key, Fact> = rebuilt.chain(counted).collect();
    let is_state = |key: &Key| key.kind() != Some(Kind::ProcessedCommand);
    let stored: BTreeMap<Key, Fact> = facts.into_iter().filter(|(key, _)| is_state(key)).collect();
    assert!(stored.len() > 20, "enough has happened");
    assert_eq!(rebuilt, stored);
}

/// A day at the shop: goods come in, orders are kept, given up, paid in two tries, paid back; holds run out.
async fn live(trial: &Trial<'_>, shop: &Shop) {
    shop.receive(TICKET, 5).await.unwrap();
    let kept = shop.buy(&[(LAMP, 2), (BOOK, 1), (PEPPER, 1_250)]).await.unwrap();
    shop.pay(kept).await.unwrap();
    let shipment = shop.ship(kept.order).await.unwrap();
    let scan = |id: &str, status| TrackingEvent::new(id, trial.clock.now(), status);
    shop.track(shipment, vec![scan("2", TrackingStatus::OnHold), scan("1", TrackingStatus::PickedUp)]).await.unwrap();
    shop.track(shipment, vec![scan("3", TrackingStatus::Delivered)]).await.unwrap();
    let amount = kept.total;
    shop.run(&Command::RefundPayment { payment: kept.payment, amount, reference: None }).await.unwrap();

    let given_up = shop.buy(&[(TICKET, 2)]).await.unwrap();
    shop.run(&Command::CancelOrder { order: given_up.order, reason: "changed her mind".into() }).await.unwrap();

    let amended = shop.buy(&[(BOOK, 3)]).await.unwrap().order;
    let added = NewLine::new(LAMP.parse().unwrap(), 1.try_into().unwrap());
    let changes =
        vec![OrderChange::SetQuantity { line: 1, quantity: 2.try_into().unwrap() }, OrderChange::AddLine(added)];
    let preview = shop.engine().preview_amendment(amended, &changes).await.unwrap();
    let shown = ShownAmendment::Total(preview.receipt.total);
    shop.run(&Command::AmendOrder { order: amended, changes, shown }).await.unwrap();

    let failed = shop.buy(&[(BOOK, 3)]).await.unwrap();
    shop.run(&Command::FailPayment { payment: failed.payment, reason: "card declined".into() }).await.unwrap();
    shop.run(&Command::RequestPayment { order: failed.order, amount: None, method: None }).await.unwrap();

    let cart = shop.cart(&[(TICKET, 3)]).await.unwrap();
    shop.reserve(cart).await.unwrap();
    let second = shop.reserve(cart).await.unwrap();
    shop.run(&Command::ReleaseReservation { reservation: second }).await.unwrap();
    shop.run(&Command::ChangeLine { cart, line: 1, quantity: 4.try_into().unwrap() }).await.unwrap();
    shop.reserve(cart).await.unwrap();
    trial.clock.advance(std::time::Duration::from_secs(shop::HOLD_SECONDS.into()));
    shop.buy(&[(TICKET, 5)]).await.unwrap();
    shop.run(&Command::RemoveLine { cart, line: 1 }).await.unwrap();
}
