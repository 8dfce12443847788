//! Promises about shipments: what carriers tell of them comes to one standing, however it comes in.

use fondaco::shipping::{Shipment, ShipmentState, TrackingEvent, TrackingStatus};
use tokio::task::JoinSet;

use super::Subject;
use super::shop::LAMP;
use super::trial::{Snapshot, Trial, busy_engine};

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
    let placed = shop.buy(&[(LAMP, 1)]).await.unwrap();
    shop.pay(placed).await.unwrap();
    let shipment = shop.ship(placed.order).await.unwrap();
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
