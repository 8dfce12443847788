use super::*;

/// Events at hours of one day, told in this order.
fn told(events: &[(i8, TrackingStatus)]) -> ShipmentTracking {
    let mut tracking = ShipmentTracking::default();
    for (number, (hour, status)) in events.iter().enumerate() {
        tracking.take(TrackingEvent::new(alloc::format!("{number}"), at(*hour), *status)).unwrap();
    }
    tracking
}

fn at(hour: i8) -> Timestamp {
    jiff::civil::date(2026, 11, 21).at(hour, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

use TrackingStatus::{
    Cancelled, Delivered, DeliveryFailed, InTransit, OnHold, OutForDelivery, Pending, PickedUp, ReturnToSender, Unknown,
};

#[test]
fn a_late_event_takes_the_place_that_its_time_gives_it() {
    let tracking = told(&[(3, OutForDelivery), (1, PickedUp), (2, InTransit)]);
    assert_eq!((tracking.standing().status, tracking.standing().since), (OutForDelivery, Some(at(3))));
    let ids: Vec<&str> = tracking.events().iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "0"]);
}

#[test]
fn what_tells_how_the_way_began_sets_nothing_back() {
    assert_eq!(told(&[(1, InTransit), (2, Pending), (3, PickedUp), (4, Unknown)]).standing().since, Some(at(1)));
    assert_eq!(told(&[(1, Pending), (2, Pending)]).standing().status, Pending);
}

#[test]
fn goods_of_which_something_unreadable_is_told_have_left() {
    assert_eq!(told(&[]).standing(), &TrackingStanding::NONE);
    assert_eq!(told(&[(1, Unknown)]).standing().status, InTransit);
    assert_eq!(told(&[(1, OnHold), (2, Unknown)]).standing().status, OnHold);
}

#[test]
fn a_way_that_has_ended_is_opened_by_nothing_but_an_event_that_says_so() {
    let mut tracking = told(&[(1, Delivered), (2, InTransit), (3, DeliveryFailed), (4, Cancelled)]);
    assert_eq!((tracking.standing().status, tracking.standing().delivered_at), (Delivered, Some(at(1))));
    tracking.take(TrackingEvent { reopens: true, ..TrackingEvent::new("r", at(5), ReturnToSender) }).unwrap();
    let standing = *tracking.standing();
    assert_eq!((standing.status, standing.delivered_at, standing.since), (ReturnToSender, None, Some(at(5))));
    tracking.take(TrackingEvent::new("d", at(6), Delivered)).unwrap();
    assert_eq!((tracking.standing().status, tracking.standing().returned_at), (ReturnToSender, Some(at(6))));
    assert_eq!(told(&[(1, Cancelled), (2, Delivered)]).standing().status, Cancelled);
}

#[test]
fn goods_that_go_back_are_not_delivered_by_coming_home() {
    let standing = *told(&[(1, ReturnToSender), (2, InTransit), (3, OutForDelivery), (4, Delivered)]).standing();
    assert_eq!((standing.status, standing.delivered_at, standing.returned_at), (ReturnToSender, None, Some(at(4))));
    assert_eq!(standing.since, Some(at(1)));
    // Unless they turn around again.
    let mut tracking = told(&[(1, ReturnToSender), (4, Delivered)]);
    tracking.take(TrackingEvent { reopens: true, ..TrackingEvent::new("again", at(2), InTransit) }).unwrap();
    assert_eq!((tracking.standing().status, tracking.standing().delivered_at), (Delivered, Some(at(4))));
}

#[test]
fn the_last_reckoning_of_the_arrival_counts_until_the_way_has_ended() {
    let mut tracking = ShipmentTracking::default();
    let reckoned = |hour: i8, arrives: i8| TrackingEvent {
        estimated_at: Some(at(arrives)),
        ..TrackingEvent::new(alloc::format!("{hour}"), at(hour), InTransit)
    };
    tracking.take(reckoned(2, 20)).unwrap();
    tracking.take(reckoned(1, 18)).unwrap();
    tracking.take(TrackingEvent::new("3", at(3), OnHold)).unwrap();
    assert_eq!(tracking.standing().estimated_at, Some(at(20)));
    tracking.take(TrackingEvent::new("4", at(4), Delivered)).unwrap();
    assert_eq!(tracking.standing().estimated_at, None);
}

#[test]
fn the_reason_is_the_last_that_was_told_with_the_status() {
    let why = |id: &str, hour: i8, reason| TrackingEvent { reason, ..TrackingEvent::new(id, at(hour), DeliveryFailed) };
    let mut tracking = ShipmentTracking::default();
    tracking.take(why("2", 2, Some(TrackingReason::ConsigneeNotHome))).unwrap();
    tracking.take(why("1", 1, Some(TrackingReason::ConsigneeBusinessClosed))).unwrap();
    tracking.take(why("3", 3, None)).unwrap();
    let standing = *tracking.standing();
    assert_eq!((standing.reason, standing.since), (Some(TrackingReason::ConsigneeNotHome), Some(at(1))));
}

#[test]
fn of_two_bodies_under_one_name_the_later_counts_whichever_is_told_first() {
    let (early, late) = (TrackingEvent::new("x", at(1), InTransit), TrackingEvent::new("x", at(2), OnHold));
    let both = [[early.clone(), late.clone()], [late.clone(), early]].map(|events| {
        let mut tracking = ShipmentTracking::default();
        for event in events {
            tracking.take(event).unwrap();
        }
        tracking
    });
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].events(), [late]);
}

#[test]
fn more_events_than_a_way_can_have_are_refused_and_a_known_one_is_not() {
    let mut tracking = ShipmentTracking::default();
    for number in 0..limits::TRACKED {
        tracking.take(TrackingEvent::new(alloc::format!("{number}"), at(1), InTransit)).unwrap();
    }
    let before = tracking.clone();
    let refusal = tracking.take(TrackingEvent::new("more", at(1), InTransit)).unwrap_err();
    assert_eq!((refusal.code(), &tracking), (crate::Code::LimitExceeded, &before));
    assert!(!tracking.take(TrackingEvent::new("0", at(1), InTransit)).unwrap());
    assert!(tracking.take(TrackingEvent::new("0", at(2), InTransit)).unwrap());
}

#[test]
fn an_event_without_a_name_is_refused() {
    let refusal = ShipmentTracking::default().take(TrackingEvent::new("", at(1), InTransit)).unwrap_err();
    assert_eq!(refusal.code(), crate::Code::TrackingInvalid);
}
