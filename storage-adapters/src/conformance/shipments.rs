//! Promises about shipments: what carriers tell of them comes to one standing, however it comes in.

use fondaco::port::{Carrier as _, Outside};
use fondaco::shipping::{BookedParcel, BookingState, Shipment, ShipmentState, TrackingEvent, TrackingStatus};
use fondaco::{Command, Outcome, ShipmentId};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::{LAMP, Shop};
use super::trial::{Snapshot, Trial, busy_engine};
use crate::{Behaviour, TestCarrier};

/// What is told of one way, an hour apart.
const WAY: [TrackingStatus; 6] = [
    TrackingStatus::Pending,
    TrackingStatus::PickedUp,
    TrackingStatus::InTransit,
    TrackingStatus::DeliveryFailed,
    TrackingStatus::OutForDelivery,
    TrackingStatus::Delivered,
];

/// Reports of one shipment that come in at the same time, each twice and from several places, are all taken in once: it
/// arrives, and stands as if they had come one after the other.
pub async fn reports_of_a_shipment_that_come_at_once_come_to_one_standing(subject: &dyn Subject) {
    let trial = Trial::new(subject, "reports_of_a_shipment_that_come_at_once_come_to_one_standing").await;
    let shop = trial.busy_shop().await;
    let shipment = sent(&shop).await;
    let start = shop.engine().get::<Shipment>(&shipment).await.unwrap().shipped_at;
    let told = |number: usize, status| {
        let hours = std::time::Duration::from_secs(3_600 * u64::try_from(number).unwrap());
        TrackingEvent::new(format!("scan-{number}"), start.checked_add(hours).unwrap(), status)
    };
    let events: Vec<TrackingEvent> = WAY.into_iter().enumerate().map(|(number, status)| told(number, status)).collect();
    let mut telling = JoinSet::new();
    for events in [events.clone(), events.iter().rev().cloned().collect()] {
        let shop = shop.through(busy_engine(&trial.again().await));
        for event in events {
            let shop = shop.clone();
            telling.spawn(async move { shop.track(shipment, vec![event]).await });
        }
    }
    while let Some(done) = telling.join_next().await {
        done.unwrap().unwrap();
    }
    let found = shop.engine().get::<Shipment>(&shipment).await.unwrap();
    let tracked = found.tracked.as_ref().unwrap();
    assert_eq!((found.state, tracked.events()), (ShipmentState::Delivered, &events[..]));
    let arrived = events.last().map(|event| event.at);
    assert_eq!((tracked.standing().status, tracked.standing().delivered_at), (TrackingStatus::Delivered, arrived));
    Snapshot::of(&trial.store).await;
}

async fn sent(shop: &Shop) -> ShipmentId {
    let placed = shop.buy(&[(LAMP, 1)]).await.unwrap();
    shop.pay(placed).await.unwrap();
    shop.ship(placed.order).await.unwrap()
}

/// Labels are given once and taken back once, wherever a runner stops and whatever the carrier loses; and what it tells of their
/// numbers, in whatever order, delivers the shipment.
pub async fn a_label_is_bought_once_and_taken_back_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_label_is_bought_once_and_taken_back_once").await;
    let shop = trial.shop().await;
    let carrier = TestCarrier::seeded(7);
    let shipment = sent(&shop).await;
    let [code, service] = ["gls", "ground"];
    let ask = Command::RequestLabel {
        shipment,
        carrier: code.parse().unwrap(),
        service: service.parse().unwrap(),
        parcels: vec![BookedParcel { grams: 1_200, size: None }; 2],
    };
    let Outcome::Booking { booking } = shop.run(&ask).await.unwrap() else { panic!("a booking") };
    carrier.script([Behaviour::LoseAnswer, Behaviour::NotNow]);
    let settle = async |state: BookingState| {
        for _ in 0..20 {
            let engine = trial.engine(&trial.again().await);
            engine.run_effects(&Outside::carrier(&carrier), 10).await.unwrap();
            trial.clock.advance(std::time::Duration::from_mins(10));
        }
        let found = shop.engine().get::<Shipment>(&shipment).await.unwrap();
        assert_eq!(found.bookings[0].state, state);
        found
    };
    let found = settle(BookingState::Booked).await;
    assert_eq!((carrier.bookings(), found.bookings[0].labels.len()), ([booking].into(), 2));
    shop.run(&Command::VoidLabel { shipment, booking }).await.unwrap();
    carrier.script([Behaviour::LoseRequest, Behaviour::LoseAnswer]);
    settle(BookingState::Voided).await;
    assert!(carrier.bookings().is_empty());
    let number = found.tracking.as_deref().unwrap();
    for (id, status) in WAY.into_iter().enumerate() {
        carrier.scan(number, TrackingEvent::new(format!("{id}"), trial.clock.now(), status));
    }
    let events = carrier.track(&code.parse().unwrap(), number).await.unwrap();
    shop.track(shipment, events).await.unwrap();
    assert_eq!(shop.engine().get::<Shipment>(&shipment).await.unwrap().state, ShipmentState::Delivered);
    Snapshot::of(&trial.store).await;
}
