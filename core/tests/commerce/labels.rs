//! Labels: what a carrier is asked, by runners that stop, repeat and give up, and what it answers.

use std::sync::Mutex;

use fondaco::effect::{Ask, Effect, EffectReport, EffectState};
use fondaco::port::{
    CarriageRequest, Carrier, CarrierError, CarrierQuote, LabelAnswer, LabelRequest, Outside, Page, Pending, Scan,
    VoidRequest,
};
use fondaco::shipping::{Booking, BookingState, ParcelLabel, Shipment, TrackingEvent};
use fondaco::{CarrierCode, Code, Command, EffectId, Kind, Outcome, ShipmentId, immediately};
use serde_json::{Value, json};

use crate::common::shop::command;
use crate::common::{Shop, euros, uuid};
use crate::payments::{answer, claim, done, paying, unknown};
use crate::refusals::refusals;

/// Asks a carrier for labels for so many parcels.
pub(crate) fn request(shipment: ShipmentId, parcels: usize) -> Command {
    let parcels = vec![json!({"grams": 700, "size": {"length": 300, "width": 200, "height": 100}}); parcels];
    command(
        json!({"do": "request_label", "shipment": shipment, "carrier": "gls", "service": "ground", "parcels": parcels}),
    )
}

fn requested(shop: &Shop, parcels: usize) -> (ShipmentId, EffectId) {
    let shipment = shop.ship(shop.captured().order);
    match shop.must(&request(shipment, parcels)) {
        Outcome::Booking { booking } => (shipment, booking),
        other => panic!("{other:?}"),
    }
}

fn labels(count: usize) -> Vec<ParcelLabel> {
    (1..=count).map(|number| ParcelLabel { tracking: format!("T{number}"), label: format!("{number}.pdf") }).collect()
}

fn labelled(count: usize) -> EffectReport {
    EffectReport::Labelled { reference: "B-1".into(), labels: labels(count), cost: Some(euros("4.20")) }
}

fn booking(shop: &Shop, shipment: ShipmentId) -> Booking {
    shop.get::<Shipment>(&shipment).bookings[0].clone()
}

/// The effect by which labels are asked back.
fn voiding(shop: &Shop) -> EffectId {
    let waiting = Scan::of(Kind::Effect).with("state", "waiting");
    let found = immediately(shop.engine.find::<Effect>(&waiting, &Page::first(100))).unwrap().unwrap().items;
    found.iter().find(|effect| matches!(effect.ask, Ask::VoidLabel { .. })).unwrap().id
}

fn void(shipment: ShipmentId, booking: EffectId) -> Command {
    Command::VoidLabel { shipment, booking }
}

/// A day on which a carrier gives labels, refuses some, and takes some back.
pub(crate) fn day_of_labels(shop: &Shop) {
    let (shipment, booking) = requested(shop, 2);
    let attempt = claim(shop, booking);
    answer(shop, booking, attempt, labelled(2));
    shop.must(&void(shipment, booking));
    let back = voiding(shop);
    let attempt = claim(shop, back);
    answer(shop, back, attempt, done("B-1"));
    let (_, refused) = requested(shop, 1);
    let attempt = claim(shop, refused);
    answer(shop, refused, attempt, EffectReport::Declined { reason: "too large".into() });
}

#[test]
fn a_shipment_has_its_labels_once_the_carrier_has_given_them_whoever_tells_it_how_often() {
    let shop = Shop::new();
    let (shipment, id) = requested(&shop, 2);
    assert_eq!(booking(&shop, shipment).state, BookingState::Asked);
    let attempt = claim(&shop, id);
    answer(&shop, id, attempt, unknown());
    shop.clock.pass(60);
    let attempt = claim(&shop, id);
    answer(&shop, id, attempt, labelled(2));
    answer(&shop, id, 1, labelled(2));
    let found = booking(&shop, shipment);
    assert_eq!((found.state, found.labels, found.cost), (BookingState::Booked, labels(2), Some(euros("4.20"))));
    assert_eq!(shop.get::<Shipment>(&shipment).tracking.as_deref(), Some("T1"), "its number is that of the first");
    // They are taken back, unless the carrier does not.
    shop.must(&void(shipment, id));
    assert_eq!(shop.refuse(&void(shipment, id)).code(), Code::StateForbidden);
    let back = voiding(&shop);
    let attempt = claim(&shop, back);
    answer(&shop, back, attempt, EffectReport::Declined { reason: "it has left".into() });
    let kept = booking(&shop, shipment);
    assert_eq!((kept.state, kept.problem.as_deref()), (BookingState::Booked, Some("it has left")));
    shop.must(&void(shipment, id));
    let back = voiding(&shop);
    let attempt = claim(&shop, back);
    answer(&shop, back, attempt, done("B-1"));
    assert_eq!(booking(&shop, shipment).state, BookingState::Voided);
    shop.check_replay();
}

#[test]
fn a_carrier_that_refuses_leaves_the_shipment_without_labels_and_says_why() {
    let shop = Shop::new();
    let (shipment, id) = requested(&shop, 1);
    let attempt = claim(&shop, id);
    answer(&shop, id, attempt, EffectReport::Declined { reason: "too large".into() });
    let found = booking(&shop, shipment);
    assert_eq!((found.state, found.problem.as_deref()), (BookingState::Declined, Some("too large")));
    assert_eq!(shop.get::<Shipment>(&shipment).tracking, None);
    shop.must(&request(shipment, 1));
}

/// A carrier that answers from a list, and then does what it is asked.
#[derive(Debug, Default)]
struct Scripted {
    answers: Mutex<Vec<CarrierError>>,
    asked: Mutex<Vec<LabelRequest>>,
}

impl Carrier for Scripted {
    fn quote<'a>(&'a self, _: &'a CarriageRequest) -> Pending<'a, Result<Vec<CarrierQuote>, CarrierError>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn label<'a>(&'a self, request: &'a LabelRequest) -> Pending<'a, Result<LabelAnswer, CarrierError>> {
        self.asked.lock().unwrap().push(request.clone());
        let given = LabelAnswer { reference: "B-1".into(), labels: labels(request.carriage.parcels.len()), cost: None };
        let answer = self.answers.lock().unwrap().pop().map_or(Ok(given), Err);
        Box::pin(std::future::ready(answer))
    }

    fn void<'a>(&'a self, request: &'a VoidRequest) -> Pending<'a, Result<(), CarrierError>> {
        assert_eq!(request.reference, "B-1");
        let answer = self.answers.lock().unwrap().pop().map_or(Ok(()), Err);
        Box::pin(std::future::ready(answer))
    }

    fn track<'a>(&'a self, _: &'a CarrierCode, _: &'a str) -> Pending<'a, Result<Vec<TrackingEvent>, CarrierError>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

fn run(shop: &Shop, outside: &Outside<'_>) -> u32 {
    immediately(shop.engine.run_effects(outside, 10)).unwrap().unwrap()
}

#[test]
fn a_runner_asks_the_carrier_under_one_key_from_the_place_to_the_address() {
    let shop = Shop::new();
    let (shipment, id) = requested(&shop, 2);
    let carrier = Scripted::default();
    let (busy, lost) = (CarrierError::NotNow("busy".into()), CarrierError::Unknown("no answer".into()));
    *carrier.answers.lock().unwrap() = vec![lost, busy];
    for _ in 0..3 {
        assert_eq!(run(&shop, &Outside::carrier(&carrier)), 1);
        shop.clock.set(shop.get::<Effect>(&id).due_at);
    }
    assert_eq!(booking(&shop, shipment).state, BookingState::Booked);
    shop.must(&void(shipment, id));
    assert_eq!(run(&shop, &Outside::carrier(&carrier)), 1);
    assert_eq!(booking(&shop, shipment).state, BookingState::Voided);
    let asked = carrier.asked.lock().unwrap();
    assert_eq!(asked.iter().map(|request| request.attempt).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(asked.iter().all(|request| request.key == id && request.shipment == shipment));
    let carriage = &asked[0].carriage;
    assert_eq!((carriage.carrier.as_str(), carriage.from.as_str(), carriage.parcels.len()), ("gls", "genova", 2));
    assert_eq!(carriage.to, crate::common::address());
    shop.check_replay();
}

#[test]
fn what_nobody_who_is_there_is_asked_waits_for_another_runner_and_keeps_nobody_waiting() {
    let (shop, placed) = paying();
    let sent = shop.get::<Effect>(&crate::payments::asked(&shop, placed.payment, fondaco::effect::Act::Authorize));
    let carrier = Scripted::default();
    assert_eq!(run(&shop, &Outside::carrier(&carrier)), 0);
    assert_eq!(run(&shop, &Outside::default()), 0);
    let left = shop.get::<Effect>(&sent.id);
    assert_eq!((left.state, left.attempts), (EffectState::Waiting, 0));
}

fn unanswered(shop: &Shop, report: Value) -> fondaco::Refusal {
    let (_, effect) = requested(shop, 2);
    let attempt = claim(shop, effect);
    shop.refuse(&command(json!({"do": "answer_effect", "effect": effect, "attempt": attempt, "answer": report})))
}

refusals! {
    no_label_is_asked_for_a_shipment_that_is_not_there: ShipmentUnknown, |shop| shop.refuse(&request(uuid(5), 1));
    no_label_is_asked_for_no_parcel: LinesMissing, |shop| shop.refuse(&request(uuid(5), 0));
    no_label_is_asked_for_more_parcels_than_a_booking_has: LimitExceeded,
        |shop| shop.refuse(&request(uuid(5), fondaco::limits::PARCELS + 1));
    no_label_is_asked_for_what_has_arrived: StateForbidden, |shop| shop.refuse(&request(shop.completed().1, 1));
    a_booking_that_is_not_there_is_not_voided: BookingUnknown, |shop| shop.refuse(&void(shop.completed().1, uuid(9)));
    a_booking_that_the_carrier_has_not_answered_is_not_voided: StateForbidden, |shop| {
        let (shipment, booking) = requested(shop, 1);
        shop.refuse(&void(shipment, booking))
    };
    what_was_not_asked_is_no_answer: EffectAnswerInvalid,
        |shop| unanswered(shop, json!({"came": "done", "reference": "B-1"}));
    labels_are_one_for_each_parcel: EffectAnswerInvalid,
        |shop| unanswered(shop, json!({"came": "labelled", "reference": "B-1", "labels": [{"tracking": "T1", "label": "1.pdf"}]}));
    a_payment_is_not_labelled: EffectAnswerInvalid, |shop| {
        crate::payments::with_gateway(shop);
        let placed = crate::payments::placed(shop);
        let effect = crate::payments::asked(shop, placed.payment, fondaco::effect::Act::Authorize);
        let attempt = claim(shop, effect);
        shop.refuse(&Command::AnswerEffect { effect, attempt, answer: labelled(1) })
    };
}
