//! Tracking: how goods stand depends on what was told of them alone, not on when, how often or in which order it was told.

use fondaco::order::{FulfilmentStanding, OrderState};
use fondaco::shipping::{
    Shipment, ShipmentState, ShipmentTracking, TrackingEvent, TrackingReason, TrackingStanding, TrackingStatus,
};
use fondaco::{Command, Event, ShipmentId, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::shop::command;
use crate::common::{Shop, uuid};
use crate::refusals::refusals;

/// An event of one of few names and instants, so that many share theirs.
fn event() -> impl Strategy<Value = TrackingEvent> {
    let reason = prop::option::of(prop::sample::select(&TrackingReason::ALL[..4]));
    let estimated = prop::option::of(0_i64..40);
    (0_u8..12, 0_i64..8, prop::sample::select(&TrackingStatus::ALL[..]), reason, estimated, prop::bool::weighted(0.1))
        .prop_map(|(id, hour, status, reason, estimated, reopens)| TrackingEvent {
            reason,
            estimated_at: estimated.map(hours),
            reopens,
            ..TrackingEvent::new(format!("scan-{id}"), hours(hour), status)
        })
}

fn hours(hours: i64) -> Timestamp {
    Timestamp::from_second(1_795_262_400 + hours * 3_600).unwrap()
}

fn told<'a>(events: impl IntoIterator<Item = &'a TrackingEvent>) -> ShipmentTracking {
    let mut tracking = ShipmentTracking::default();
    for event in events {
        let lacked = tracking.lacks(event);
        assert_eq!(tracking.take(event.clone()).unwrap(), lacked);
    }
    tracking
}

/// What is promised of every standing, whatever was told.
fn holds_of(standing: &TrackingStanding, events: &[TrackingEvent]) {
    assert_ne!(standing.status, TrackingStatus::Unknown);
    assert_eq!(standing.delivered_at.is_some(), standing.status == TrackingStatus::Delivered);
    assert!(standing.returned_at.is_none() || standing.status == TrackingStatus::ReturnToSender);
    assert!(!standing.has_ended() || standing.estimated_at.is_none());
    assert_eq!(standing.since.is_none(), events.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_in_which_events_are_told_changes_nothing(
        (events, shuffled) in prop::collection::vec(event(), 0..24)
            .prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
    ) {
        let tracking = told(&events);
        prop_assert_eq!(&tracking, &told(&shuffled));
        prop_assert_eq!(&tracking, &told(events.iter().rev()));
        holds_of(tracking.standing(), &events);
    }

    #[test]
    fn events_that_are_told_again_change_nothing(
        (events, again) in prop::collection::vec(event(), 1..24).prop_flat_map(|events| {
            let again = prop::collection::vec(prop::sample::select(events.clone()), 0..24);
            (Just(events), again)
        }),
    ) {
        let tracking = told(&events);
        prop_assert_eq!(&tracking, &told(events.iter().chain(&again)));
        prop_assert_eq!(&tracking, &told(again.iter().chain(&events)));
        // What is kept says all of it: what is told from it stands the same.
        prop_assert_eq!(&tracking, &told(tracking.events()));
    }
}

/// What UPS tells of a shipment.
pub(crate) fn track(shipment: ShipmentId, events: Value) -> Command {
    command(json!({"do": "track_shipment", "shipment": shipment, "carrier": "ups", "events": events}))
}

fn scan(id: &str, hour: u8, code: &str) -> Value {
    json!({"id": id, "at": format!("2026-11-22T{hour:02}:00:00Z"), "code": code})
}

/// The notices of a shipment: status and reason.
fn notices(shop: &Shop) -> Vec<(TrackingStatus, Option<TrackingReason>)> {
    let events = shop.state().log.into_iter().map(|recorded| recorded.envelope.event);
    let notice = |event| {
        let Event::ShipmentException { status, reason, .. } = event else { return None };
        Some((status, reason))
    };
    events.filter_map(notice).collect()
}

fn standing(shop: &Shop, shipment: ShipmentId) -> TrackingStanding {
    *shop.get::<Shipment>(&shipment).tracked.as_ref().unwrap().standing()
}

/// A day on which a carrier tells what it can.
pub(crate) fn day_of_tracking(shop: &Shop) {
    let placed = shop.bought(&[("novel", 1)]);
    let shipment = shop.ship(placed.order);
    shop.must(&track(shipment, json!([scan("1", 8, "PU"), scan("2", 12, "RF")])));
    shop.must(&track(shipment, json!([scan("3", 18, "KB")])));
}

#[test]
fn goods_that_were_handed_over_deliver_the_shipment_as_if_somebody_had_said_so() {
    let shop = Shop::new();
    let placed = shop.captured();
    let shipment = shop.ship(placed.order);
    // Given what the carrier tells out of order, and twice,
    shop.must(&track(shipment, json!([scan("2", 12, "OF")])));
    shop.must(&track(shipment, json!([scan("1", 8, "PU"), scan("2", 12, "OF")])));
    assert_eq!(standing(&shop, shipment).status, TrackingStatus::OutForDelivery);
    assert_eq!(shop.get::<Shipment>(&shipment).state, ShipmentState::Shipped);
    // When it tells that they were handed over, then the order completes.
    shop.must(&track(shipment, json!([scan("3", 15, "KB")])));
    assert_eq!(shop.get::<Shipment>(&shipment).state, ShipmentState::Delivered);
    let order = shop.order(placed.order);
    assert_eq!((FulfilmentStanding::of(&order), order.state), (FulfilmentStanding::Delivered, OrderState::Completed));
    // What is known changes nothing, and what comes late does not set back what was delivered.
    let before = shop.state().log.len();
    shop.must(&track(shipment, json!([scan("3", 15, "KB"), scan("1", 8, "PU")])));
    assert_eq!(shop.state().log.len(), before);
    shop.must(&track(shipment, json!([scan("0", 7, "M"), scan("4", 16, "AR")])));
    assert_eq!(standing(&shop, shipment).status, TrackingStatus::Delivered);
    assert_eq!(shop.state().log.len(), before + 1);
    shop.check_replay();
}

#[test]
fn a_shipment_that_was_reported_by_hand_is_not_delivered_twice() {
    let shop = Shop::new();
    let (_, shipment) = shop.completed();
    shop.must(&track(shipment, json!([scan("1", 15, "KB")])));
    assert_eq!(standing(&shop, shipment).status, TrackingStatus::Delivered);
    shop.check_replay();
}

#[test]
fn a_notice_is_raised_once_where_goods_come_to_stand_badly() {
    let shop = Shop::new();
    let shipment = shop.ship(shop.captured().order);
    let tell = |events: Value| shop.must(&track(shipment, events));
    tell(json!([scan("1", 8, "PU")]));
    assert_eq!(notices(&shop), []);
    tell(json!([scan("2", 10, "RF")]));
    tell(json!([scan("2", 10, "RF")]));
    let refused = (TrackingStatus::DeliveryFailed, Some(TrackingReason::ConsigneeRefused));
    assert_eq!(notices(&shop), [refused]);
    // What was late already when it was told tells nobody anything new.
    tell(json!([scan("0", 9, "HD")]));
    assert_eq!(notices(&shop), [refused]);
    // Another reason does, and so does the way back.
    let home =
        json!({"id": "3", "at": "2026-11-22T11:00:00Z", "status": "delivery_failed", "reason": "consignee_not_home"});
    tell(json!([home]));
    tell(json!([scan("4", 20, "RT")]));
    let (again, back) = (Some(TrackingReason::ConsigneeNotHome), (TrackingStatus::ReturnToSender, None));
    assert_eq!(notices(&shop), [refused, (TrackingStatus::DeliveryFailed, again), back]);
    // Goods that come home have not arrived.
    tell(json!([scan("5", 23, "KB")]));
    assert!(standing(&shop, shipment).returned_at.is_some());
    assert_eq!(shop.get::<Shipment>(&shipment).state, ShipmentState::Shipped);
    shop.check_replay();
}

#[test]
fn an_event_says_what_it_means_or_its_code_is_read() {
    let shop = Shop::new();
    let shipment = shop.ship(shop.captured().order);
    let own = json!({"id": "1", "at": "2026-11-22T08:00:00Z", "code": "KB", "status": "in_transit",
        "estimated_at": "2026-11-24T12:00:00Z"});
    shop.must(&track(shipment, json!([own])));
    let first = standing(&shop, shipment);
    assert_eq!(first.status, TrackingStatus::InTransit);
    assert_eq!(first.estimated_at, Some("2026-11-24T12:00:00Z".parse().unwrap()));
    let unread = json!({"do": "track_shipment", "shipment": shipment, "events": [scan("2", 9, "KB")]});
    shop.must(&command(unread));
    assert_eq!(standing(&shop, shipment), first);
    assert_eq!(shop.get::<Shipment>(&shipment).state, ShipmentState::Shipped);
}

fn shipped(shop: &Shop) -> ShipmentId {
    shop.ship(shop.captured().order)
}

refusals! {
    nothing_is_told_of_a_shipment_that_is_not_there: ShipmentUnknown, |shop| shop.refuse(&track(uuid(5), json!([])));
    an_event_without_a_name_is_not_taken_in: TrackingInvalid,
        |shop| shop.refuse(&track(shipped(shop), json!([scan("", 8, "PU")])));
    more_events_than_a_shipment_can_have_are_not_taken_in: LimitExceeded, |shop| {
        let many: Vec<Value> = (0..=fondaco::limits::TRACKED).map(|number| scan(&number.to_string(), 8, "AR")).collect();
        shop.refuse(&track(shipped(shop), json!(many)))
    };
}
