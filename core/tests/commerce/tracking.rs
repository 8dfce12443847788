//! Tracking: how goods stand depends on what was told of them alone, not on when, how often or in which order it was told.

use fondaco::Timestamp;
use fondaco::shipping::{Tracking, TrackingEvent, TrackingReason, TrackingStanding, TrackingStatus};
use proptest::prelude::*;

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

fn told<'a>(events: impl IntoIterator<Item = &'a TrackingEvent>) -> Tracking {
    let mut tracking = Tracking::default();
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
