//! Effects: what a gateway is asked, by runners that stop, repeat and give up.

use std::sync::Mutex;

use fondaco::effect::{Act, Effect, EffectReport, EffectState};
use fondaco::payment::{PaymentStanding, PaymentState};
use fondaco::port::{Gateway, GatewayAnswer, GatewayError, GatewayRequest, Outside, Page, Pending, Scan};
use fondaco::{Code, Command, Kind, Outcome, immediately};

use crate::common::shop::cancel;
use crate::common::{Shop, euros};
use crate::payments::{answer, asked, captured, claim, done, paying, perform, standing, unknown};

#[test]
fn an_answer_counts_once_whoever_tells_it_and_from_whichever_attempt() {
    let (shop, placed) = paying();
    perform(&shop, placed.payment, Act::Authorize, "au-1");
    shop.must(&Command::RequestCapture { payment: placed.payment, amount: Some(euros("10.00")), last: false });
    let effect = asked(&shop, placed.payment, Act::Capture);
    let first = claim(&shop, effect);
    shop.clock.pass(60);
    let second = claim(&shop, effect);
    assert_eq!((first, second), (1, 2), "a lease ends");
    // The slow one answers after all; that it did not know is no news.
    answer(&shop, effect, first, unknown());
    assert_eq!(shop.refuse(&Command::ClaimEffect { effect }).code(), Code::EffectNotDue);
    shop.must(&captured(placed.payment, "10.00", "ch-1"));
    answer(&shop, effect, first, done("ch-1"));
    let after = shop.payment(placed.payment);
    answer(&shop, effect, second, done("ch-1"));
    answer(&shop, effect, second, EffectReport::Declined { reason: "late".into() });
    shop.must(&captured(placed.payment, "10.00", "ch-1"));
    assert_eq!((shop.payment(placed.payment), after.captured), (after.clone(), euros("10.00")));
    assert_eq!(shop.get::<Effect>(&effect).state, EffectState::Done);
    shop.check_replay();
}

/// A gateway that answers from a list, and then does what it is asked.
#[derive(Debug, Default)]
struct Scripted {
    answers: Mutex<Vec<Result<GatewayAnswer, GatewayError>>>,
    asked: Mutex<Vec<GatewayRequest>>,
}

impl Gateway for Scripted {
    fn perform<'a>(&'a self, request: &'a GatewayRequest) -> Pending<'a, Result<GatewayAnswer, GatewayError>> {
        self.asked.lock().unwrap().push(request.clone());
        let scripted = self.answers.lock().unwrap().pop();
        let done = || Ok(GatewayAnswer { reference: format!("gw-{}", request.key), expires_at: None });
        Box::pin(std::future::ready(scripted.unwrap_or_else(done)))
    }
}

fn run(shop: &Shop, gateway: &Scripted) -> u32 {
    immediately(shop.engine.run_effects(&Outside::gateway(gateway), 10)).unwrap().unwrap()
}

#[test]
fn a_runner_asks_under_one_key_until_it_is_answered_later_each_time() {
    let (shop, placed) = paying();
    let effect = asked(&shop, placed.payment, Act::Authorize);
    let gateway = Scripted::default();
    let (busy, lost) = (GatewayError::NotNow("busy".into()), GatewayError::Unknown("no answer".into()));
    *gateway.answers.lock().unwrap() = vec![Err(lost), Err(busy)];
    let mut waits = Vec::new();
    for _ in 0..2 {
        assert_eq!((run(&shop, &gateway), run(&shop, &gateway)), (1, 0), "it is not due again at once");
        let waiting = shop.get::<Effect>(&effect);
        waits.push(waiting.due_at.duration_since(shop.now()).as_millis());
        shop.clock.set(waiting.due_at);
    }
    assert!((2_500..=5_000).contains(&waits[0]) && (5_000..=10_000).contains(&waits[1]), "{waits:?}");
    assert_eq!((run(&shop, &gateway), run(&shop, &gateway)), (1, 0));
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Authorized);
    let asked = gateway.asked.lock().unwrap();
    assert!(asked.iter().all(|request| request.key == effect && request.gateway.as_str() == "bank"));
    assert_eq!(asked.iter().map(|request| request.attempt).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn an_effect_that_fails_each_time_is_parked_where_it_is_seen_and_can_be_tried_again() {
    let (shop, placed) = paying();
    let gateway = Scripted::default();
    *gateway.answers.lock().unwrap() = vec![Err(GatewayError::NotNow("x".repeat(600))); 10];
    for _ in 0..20 {
        run(&shop, &gateway);
        shop.clock.pass(3600);
    }
    let parked = Scan::of(Kind::Effect).with("state", "parked");
    let found = immediately(shop.engine.find::<Effect>(&parked, &Page::first(9))).unwrap().unwrap().items;
    assert_eq!((found.len(), found[0].attempts, found[0].problem.as_ref().unwrap().len()), (1, 10, 500));
    assert_eq!(gateway.asked.lock().unwrap().len(), 10);
    shop.must(&Command::RetryEffect { effect: found[0].id });
    assert_eq!(run(&shop, &gateway), 1);
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Authorized);
}

#[test]
fn what_a_runner_cannot_take_in_is_kept_as_a_problem() {
    let (shop, placed) = paying();
    let gateway = Scripted::default();
    let endless = GatewayAnswer { reference: "x".repeat(501), expires_at: None };
    *gateway.answers.lock().unwrap() = vec![Ok(endless)];
    assert_eq!(run(&shop, &gateway), 1);
    let waiting = shop.get::<Effect>(&asked(&shop, placed.payment, Act::Authorize));
    assert_eq!(waiting.state, EffectState::Waiting);
    assert!(waiting.problem.as_ref().unwrap().starts_with("limit.exceeded"), "{waiting:?}");
}

#[test]
fn a_runner_that_never_comes_back_parks_what_it_took() {
    let (shop, placed) = paying();
    let effect = asked(&shop, placed.payment, Act::Authorize);
    for attempt in 1..=10 {
        assert_eq!(claim(&shop, effect), attempt);
        shop.clock.pass(60);
    }
    assert_eq!(shop.must(&Command::ClaimEffect { effect }), Outcome::Claim { attempt: None });
    assert_eq!(shop.get::<Effect>(&effect).state, EffectState::Parked);
    // An answer that comes after all is taken in.
    answer(&shop, effect, 3, done("au-1"));
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Authorized);
}

#[test]
fn an_authorization_that_nobody_tried_is_withdrawn_with_its_payment() {
    let (shop, placed) = paying();
    let effect = asked(&shop, placed.payment, Act::Authorize);
    shop.must(&cancel(placed.order));
    let gateway = Scripted::default();
    assert_eq!((run(&shop, &gateway), run(&shop, &gateway)), (1, 0));
    assert!(gateway.asked.lock().unwrap().is_empty());
    assert_eq!(shop.get::<Effect>(&effect).state, EffectState::Withdrawn);
    assert!(shop.payment(placed.payment).asks.is_empty());
    shop.check_replay();
}

#[test]
fn what_is_declined_fails_the_payment_or_leaves_the_money_where_it_is() {
    let (shop, placed) = paying();
    let decline = |act| {
        let effect = asked(&shop, placed.payment, act);
        let attempt = claim(&shop, effect);
        answer(&shop, effect, attempt, EffectReport::Declined { reason: "no".into() });
        assert_eq!(shop.get::<Effect>(&effect).state, EffectState::Declined);
    };
    perform(&shop, placed.payment, Act::Authorize, "au-1");
    let request =
        |amount| Command::RequestCapture { payment: placed.payment, amount: Some(euros(amount)), last: false };
    shop.must(&request("10.00"));
    perform(&shop, placed.payment, Act::Capture, "ch-1");
    shop.must(&Command::RequestRefund { payment: placed.payment, amount: None });
    decline(Act::Refund);
    assert_eq!(shop.payment(placed.payment).refundable(), euros("10.00"));
    shop.must(&request("14.00"));
    decline(Act::Capture);
    let payment = shop.payment(placed.payment);
    assert_eq!((payment.state, payment.captured), (PaymentState::Captured, euros("10.00")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::PartlyPaid);
}

#[test]
fn a_capture_that_was_asked_before_its_order_was_held_waits_until_it_is_released() {
    let (shop, placed) = paying();
    let gateway = Scripted::default();
    run(&shop, &gateway);
    shop.must(&crate::common::shop::command(serde_json::json!({"do": "request_capture", "payment": placed.payment})));
    shop.must(&crate::documents::hold(placed.order));
    let asked = gateway.asked.lock().unwrap().len();
    run(&shop, &gateway);
    assert_eq!(gateway.asked.lock().unwrap().len(), asked, "the gateway is not asked");
    shop.must(&Command::ReleaseOrder { order: placed.order });
    shop.clock.pass(600);
    run(&shop, &gateway);
    assert_eq!(gateway.asked.lock().unwrap().len(), asked + 1);
    assert_eq!(shop.payment(placed.payment).captured, placed.total);
}
