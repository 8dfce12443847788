//! Payments: several captures, refunds, disputes; reports in every order; and the effects by which a gateway is asked.

use std::collections::BTreeMap;

use fondaco::effect::{Act, Effect, EffectReport, EffectState};
use fondaco::money::Money;
use fondaco::payment::{Balance, Payment, PaymentStanding, PaymentState, RefundPart, spread};
use fondaco::{Code, Command, EffectId, FailureKind, Outcome, PaymentId, Refusal, immediately};
use serde_json::json;

use crate::common::shop::{HOLD, authorize, authorize_until, cancel, capture, command};
use crate::common::{Placed, Shop, euros, uuid};
use crate::refusals::refusals;

/// A channel whose payments go through a gateway.
pub(crate) fn with_gateway(shop: &Shop) {
    let channel = json!({"code": "pay", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": ["genova", "pisa"], "hold_seconds": HOLD, "gateway": "bank"});
    shop.must(&command(json!({"do": "define_channel", "channel": channel})));
}

/// An order of two novels for 24.00 on that channel.
pub(crate) fn placed(shop: &Shop) -> Placed {
    shop.place(shop.filled_on("pay", &[("novel", 2)]))
}

/// An order of that channel whose gateway holds the money.
pub(crate) fn authorized_by_gateway(shop: &Shop) -> Placed {
    with_gateway(shop);
    let placed = placed(shop);
    shop.must(&authorize(placed.payment, placed.total));
    placed
}

pub(crate) fn paying() -> (Shop, Placed) {
    let shop = Shop::new();
    with_gateway(&shop);
    let placed = placed(&shop);
    (shop, placed)
}

/// The effect that a payment waits for.
pub(crate) fn asked(shop: &Shop, payment: PaymentId, act: Act) -> EffectId {
    let asks = &shop.payment(payment).asks;
    asks.iter().find(|asked| asked.act == act).unwrap_or_else(|| panic!("{act:?} is not asked: {asks:?}")).effect
}

pub(crate) fn claim(shop: &Shop, effect: EffectId) -> u32 {
    match shop.must(&Command::ClaimEffect { effect }) {
        Outcome::Claim { attempt: Some(attempt) } => attempt,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn answer(shop: &Shop, effect: EffectId, attempt: u32, answer: EffectReport) {
    shop.must(&Command::AnswerEffect { effect, attempt, answer });
}

pub(crate) fn done(reference: &str) -> EffectReport {
    EffectReport::Done { reference: reference.into(), expires_at: None }
}

pub(crate) fn unknown() -> EffectReport {
    EffectReport::Unknown { reason: "no answer".into() }
}

/// Performs what a payment waits for, as a gateway that does what it is asked.
pub(crate) fn perform(shop: &Shop, payment: PaymentId, act: Act, reference: &str) {
    let effect = asked(shop, payment, act);
    let attempt = claim(shop, effect);
    answer(shop, effect, attempt, done(reference));
}

pub(crate) fn captured(payment: PaymentId, amount: &str, reference: &str) -> Command {
    Command::CapturePayment { payment, amount: euros(amount), reference: Some(reference.into()), last: false }
}

pub(crate) fn standing(shop: &Shop, placed: &Placed) -> PaymentStanding {
    let order = shop.order(placed.order);
    let payments: Vec<_> = order.payments.iter().map(|id| shop.payment(*id)).collect();
    PaymentStanding::of(order.due().unwrap(), payments.iter().map(|payment| &**payment), shop.now()).unwrap()
}

/// Everything that can happen to payments and effects.
pub(crate) fn day_of_payments(shop: &Shop) {
    with_gateway(shop);
    let lapsing = shop.placed();
    shop.must(&authorize_until(lapsing.payment, lapsing.total, shop.now() + jiff::SignedDuration::from_secs(60)));
    let Placed { payment, .. } = shop.captured();
    for (dispute, end) in [("dp-1", "win_dispute"), ("dp-2", "lose_dispute")] {
        let amount = euros("2.00");
        shop.must(&Command::OpenDispute { payment, dispute: dispute.into(), amount });
        shop.must(&command(json!({"do": end, "payment": payment, "dispute": dispute})));
    }
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "CARD"})));
    let with_card = shop.place(cart);
    shop.must(&Command::RefundOrder { order: with_card.order, amount: euros("5.00"), start: None });
    let first = placed(shop);
    let effect = asked(shop, first.payment, Act::Authorize);
    let attempt = claim(shop, effect);
    answer(shop, effect, attempt, EffectReport::NotNow { reason: "busy".into() });
    shop.clock.pass(60);
    shop.tick();
    perform(shop, first.payment, Act::Authorize, "au-1");
    shop.must(&Command::RequestCapture { payment: first.payment, amount: None, last: false });
    let effect = asked(shop, first.payment, Act::Capture);
    let attempt = claim(shop, effect);
    answer(shop, effect, attempt, EffectReport::Declined { reason: "closed".into() });
    let second = placed(shop);
    let effect = asked(shop, second.payment, Act::Authorize);
    shop.must(&cancel(second.order));
    assert_eq!(shop.must(&Command::ClaimEffect { effect }), Outcome::Claim { attempt: None });
    let effect = asked(shop, placed(shop).payment, Act::Authorize);
    park(shop, effect);
    shop.must(&Command::RetryEffect { effect });
}

/// Tries an effect until it is parked.
fn park(shop: &Shop, effect: EffectId) {
    for attempt in 1..=10 {
        assert_eq!(claim(shop, effect), attempt);
        answer(shop, effect, attempt, unknown());
        shop.clock.pass(3600);
    }
    assert_eq!(shop.get::<Effect>(&effect).state, EffectState::Parked);
}

refusals! {
    another_payment_of_more_than_is_left_is_refused: PaymentExceeds, |shop| {
        let placed = shop.placed();
        shop.must(&Command::VoidPayment { payment: placed.payment });
        let request = |amount| Command::RequestPayment { order: placed.order, amount: Some(euros(amount)), method: None };
        shop.must(&request("20.00"));
        let refusal = shop.refuse(&request("4.01"));
        assert_eq!(refusal.detail()["left"], "4.00 EUR");
        assert_eq!(shop.refuse(&request("0.00")).code(), Code::PaymentExceeds);
        refusal
    };
    an_authorization_of_what_was_given_up_is_to_be_voided: PaymentGivenUp, |shop| {
        let placed = shop.placed();
        shop.must(&Command::VoidPayment { payment: placed.payment });
        let refusal = shop.refuse(&authorize(placed.payment, placed.total));
        assert!(refusal.reason().contains("void the authorization at the gateway"), "{refusal}");
        refusal
    };
    an_authorization_that_holds_does_not_expire: PaymentNotDue, |shop| {
        let placed = shop.placed();
        shop.must(&authorize_until(placed.payment, placed.total, shop.now() + jiff::SignedDuration::from_secs(1)));
        shop.refuse(&Command::ExpirePayment { payment: placed.payment })
    };
    no_gateway_captures_what_is_reported_by_hand: PaymentByHand, |shop| {
        let payment = shop.authorized().payment;
        shop.refuse(&Command::RequestCapture { payment, amount: None, last: false })
    };
    no_gateway_pays_back_what_is_reported_by_hand: PaymentByHand, |shop| {
        let payment = shop.captured().payment;
        shop.refuse(&Command::RequestRefund { payment, amount: None })
    };
    a_report_through_a_gateway_takes_a_reference: PaymentReferenceMissing, |shop| {
        with_gateway(shop);
        let payment = placed(shop).payment;
        perform(shop, payment, Act::Authorize, "au-1");
        shop.refuse(&capture(payment, euros("24.00")))
    };
    a_lapsed_authorization_is_not_asked_to_be_captured: PaymentExpired, |shop| {
        with_gateway(shop);
        let payment = placed(shop).payment;
        let (effect, end) = (asked(shop, payment, Act::Authorize), shop.now() + jiff::SignedDuration::from_secs(60));
        let attempt = claim(shop, effect);
        answer(shop, effect, attempt, EffectReport::Done { reference: "au-1".into(), expires_at: Some(end) });
        shop.clock.set(end);
        let refusal = shop.refuse(&Command::RequestCapture { payment, amount: None, last: false });
        assert_eq!(refusal.detail()["expired_at"], end.to_string());
        refusal
    };
    more_than_is_held_is_not_asked_to_be_captured: CaptureExceeds, |shop| {
        with_gateway(shop);
        let payment = placed(shop).payment;
        let request = |amount| Command::RequestCapture { payment, amount: Some(euros(amount)), last: false };
        assert_eq!(shop.refuse(&request("1.00")).code(), Code::CaptureExceeds, "nothing is held yet");
        perform(shop, payment, Act::Authorize, "au-1");
        shop.must(&request("20.00"));
        let refusal = shop.refuse(&request("4.01"));
        assert_eq!(refusal.detail()["left"], "4.00 EUR");
        refusal
    };
    a_dispute_that_was_not_opened_does_not_end: DisputeUnknown, |shop| {
        let payment = shop.captured().payment;
        shop.refuse(&Command::LoseDispute { payment, dispute: "dp-1".into() })
    };
    a_dispute_over_more_than_was_captured_is_refused: DisputeExceeds, |shop| {
        let payment = shop.captured().payment;
        let refusal = shop.refuse(&Command::OpenDispute { payment, dispute: "d".into(), amount: euros("24.01") });
        assert_eq!(refusal.detail()["left"], "24.00 EUR");
        refusal
    };
    a_report_under_a_known_name_with_another_amount_is_refused: PaymentAmount, |shop| {
        let payment = shop.authorized().payment;
        shop.must(&captured(payment, "10.00", "ch-1"));
        shop.refuse(&captured(payment, "9.00", "ch-1"))
    };
    a_refund_of_an_order_beyond_what_was_paid_is_refused: RefundExceeds, |shop| {
        let order = shop.captured().order;
        let refusal = shop.refuse(&Command::RefundOrder { order, amount: euros("24.01"), start: None });
        assert_eq!(refusal.detail()["left"], "24.00 EUR");
        refusal
    };
    a_refund_does_not_start_with_a_payment_of_another_order: PaymentUnknown, |shop| {
        let (order, start) = (shop.captured().order, Some(shop.captured().payment));
        shop.refuse(&Command::RefundOrder { order, amount: euros("1.00"), start })
    };
    an_unknown_effect_is_not_claimed: EffectUnknown, |shop| shop.refuse(&Command::ClaimEffect { effect: uuid(1) });
    an_effect_that_somebody_performs_is_not_claimed: EffectNotDue, |shop| {
        with_gateway(shop);
        let effect = asked(shop, placed(shop).payment, Act::Authorize);
        claim(shop, effect);
        shop.refuse(&Command::ClaimEffect { effect })
    };
    an_effect_that_was_answered_is_not_claimed: StateForbidden, |shop| {
        with_gateway(shop);
        let payment = placed(shop).payment;
        let effect = asked(shop, payment, Act::Authorize);
        perform(shop, payment, Act::Authorize, "au-1");
        shop.refuse(&Command::ClaimEffect { effect })
    };
    an_effect_that_is_not_parked_is_not_retried: StateForbidden, |shop| {
        with_gateway(shop);
        let effect = asked(shop, placed(shop).payment, Act::Authorize);
        shop.refuse(&Command::RetryEffect { effect })
    };
}

#[test]
fn an_authorization_is_captured_in_parts_and_the_last_one_lets_the_rest_go() {
    let shop = Shop::new();
    let placed = shop.authorized();
    let payment = placed.payment;
    shop.must(&captured(payment, "10.00", "ch-1"));
    let part = shop.payment(payment);
    assert_eq!((part.state, part.held(shop.now())), (PaymentState::PartlyCaptured, euros("14.00")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::Authorized);
    let reference = Some("ch-2".into());
    shop.must(&Command::CapturePayment { payment, amount: euros("4.00"), reference, last: true });
    let all = shop.payment(payment);
    assert_eq!((all.state, all.captured), (PaymentState::Captured, euros("14.00")));
    assert!(all.held(shop.now()).is_zero() && all.capturable().is_zero());
    assert_eq!(standing(&shop, &placed), PaymentStanding::PartlyPaid);
    // What is not paid can be asked for anew, and no more.
    let request = Command::RequestPayment { order: placed.order, amount: None, method: Some("cash".into()) };
    let Outcome::Payment { payment: rest } = shop.must(&request) else { panic!("no payment") };
    assert_eq!(shop.payment(rest).amount, euros("10.00"));
    shop.must(&capture(rest, euros("10.00")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::Paid);
    shop.ship(placed.order);
    shop.check_replay();
}

#[test]
fn less_may_be_authorized_than_was_asked_for_and_the_rest_is_asked_of_another_means() {
    let shop = Shop::new();
    let placed = shop.placed();
    shop.must(&authorize(placed.payment, euros("20.00")));
    assert_eq!(shop.payment(placed.payment).authorized, Some(euros("20.00")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::Unpaid);
    let request = Command::RequestPayment { order: placed.order, amount: None, method: None };
    let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
    assert_eq!(shop.payment(payment).amount, euros("4.00"));
    shop.must(&authorize(payment, euros("4.00")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::Authorized);
}

#[test]
fn an_order_that_needs_no_money_stands_paid_from_the_start_and_asks_no_gateway() {
    let shop = Shop::new();
    with_gateway(&shop);
    crate::terms::stock_terms(&shop);
    let cart = shop.filled_on("pay", &[("novel", 1)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "CARD"})));
    let by_card = shop.place(cart);
    let free = shop.place(shop.filled_on("pay", &[("gift", 1)]));
    for placed in [by_card, free] {
        let payment = shop.payment(placed.payment);
        assert!(payment.amount.is_zero() && payment.asks.is_empty());
        assert_eq!((payment.state, standing(&shop, &placed)), (PaymentState::Captured, PaymentStanding::Paid));
        shop.ship(placed.order);
    }
    let refund = Command::RefundOrder { order: by_card.order, amount: euros("12.00"), start: None };
    let Outcome::Refund { parts } = shop.must(&refund) else { panic!("no refund") };
    assert_eq!(parts, [RefundPart::GiftCard { gift_card: "CARD".parse().unwrap(), amount: euros("12.00") }]);
    assert_eq!(shop.refuse(&refund).code(), Code::RefundExceeds);
    let balance = immediately(shop.engine.balance(&"CARD".parse().unwrap())).unwrap().unwrap();
    assert_eq!(balance, euros("20.00"));
    shop.check_replay();
}

#[test]
fn a_refund_goes_back_to_payments_oldest_first_and_then_to_cards() {
    let shop = Shop::new();
    crate::terms::stock_terms(&shop);
    let cart = shop.filled(&[("novel", 3)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "CARD"})));
    let placed = shop.place(cart);
    assert_eq!(placed.total, euros("16.00"));
    shop.must(&Command::VoidPayment { payment: placed.payment });
    let request = |amount| {
        let request = Command::RequestPayment { order: placed.order, amount: Some(euros(amount)), method: None };
        let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
        shop.must(&capture(payment, euros(amount)));
        payment
    };
    let (first, second) = (request("6.00"), request("10.00"));
    let onto_card = |amount| RefundPart::GiftCard { gift_card: "CARD".parse().unwrap(), amount: euros(amount) };
    let part = |payment, amount| RefundPart::Payment { payment, amount: euros(amount) };
    let refund =
        |amount, start| match shop.must(&Command::RefundOrder { order: placed.order, amount: euros(amount), start }) {
            Outcome::Refund { parts } => parts,
            other => panic!("{other:?}"),
        };
    assert_eq!(refund("3.00", Some(second)), [part(second, "3.00")]);
    assert_eq!(refund("7.00", None), [part(first, "6.00"), part(second, "1.00")]);
    assert_eq!(refund("8.00", None), [part(second, "6.00"), onto_card("2.00")]);
    // What went back onto the card is not given back again by a cancellation.
    shop.must(&cancel(placed.order));
    let balance = immediately(shop.engine.balance(&"CARD".parse().unwrap())).unwrap().unwrap();
    assert_eq!(balance, euros("20.00"));
    assert_eq!(standing(&shop, &placed), PaymentStanding::Refunded);
    shop.check_replay();
}

#[test]
fn a_spread_is_refused_with_what_is_left() {
    let means = [RefundPart::Payment { payment: uuid(1), amount: euros("5.00") }];
    let refusal = spread(euros("5.01"), &means, None).unwrap_err();
    assert_eq!((refusal.code(), &refusal.detail()["left"]), (Code::RefundExceeds, &json!("5.00 EUR")));
    assert_eq!(spread(euros("0.00"), &means, None).unwrap_err().code(), Code::RefundExceeds);
}

#[test]
fn a_dispute_takes_money_away_and_no_late_report_brings_it_back() {
    let shop = Shop::new();
    let placed = shop.authorized();
    let payment = placed.payment;
    shop.must(&captured(payment, "24.00", "ch-1"));
    let open = Command::OpenDispute { payment, dispute: "dp-1".into(), amount: euros("20.00") };
    shop.must(&open);
    assert_eq!(standing(&shop, &placed), PaymentStanding::Disputed);
    assert_eq!(shop.refuse(&crate::common::shop::ship(placed.order)).code(), Code::OrderUnpaid);
    // Only what is not under dispute is asked back by a refund of the order.
    let refund = |amount| Command::RefundOrder { order: placed.order, amount: euros(amount), start: None };
    assert_eq!(shop.refuse(&refund("4.01")).detail()["left"], "4.00 EUR");
    shop.must(&Command::LoseDispute { payment, dispute: "dp-1".into() });
    let lost = shop.payment(payment);
    assert_eq!((lost.state, lost.lost()), (PaymentState::PartlyRefunded, euros("20.00")));
    // Repeated, and late: nothing changes.
    shop.must(&captured(payment, "24.00", "ch-1"));
    shop.must(&open);
    shop.must(&Command::LoseDispute { payment, dispute: "dp-1".into() });
    assert_eq!(shop.payment(payment), lost);
    let won = shop.refuse(&Command::WinDispute { payment, dispute: "dp-1".into() });
    assert_eq!((won.code(), &won.detail()["machine"]), (Code::StateForbidden, &json!("dispute")));
    assert_eq!(standing(&shop, &placed), PaymentStanding::PartlyRefunded);
    shop.must(&refund("4.00"));
    assert_eq!((shop.payment(payment).state, standing(&shop, &placed)), (PaymentState::Lost, PaymentStanding::Lost));
    // Lost money may be asked for again.
    let request = Command::RequestPayment { order: placed.order, amount: None, method: None };
    let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
    assert_eq!(shop.payment(payment).amount, euros("20.00"));
    shop.check_replay();
}

#[test]
fn a_lapsed_authorization_holds_nothing_before_the_tick_marks_it() {
    let shop = Shop::new();
    let placed = shop.placed();
    shop.must(&authorize_until(placed.payment, placed.total, shop.now() + jiff::SignedDuration::from_secs(60)));
    shop.must(&captured(placed.payment, "4.00", "ch-1"));
    shop.clock.pass(60);
    assert_eq!(standing(&shop, &placed), PaymentStanding::PartlyPaid);
    assert_eq!(shop.payment(placed.payment).state, PaymentState::PartlyCaptured);
    assert_eq!((shop.tick(), shop.tick()), (1, 0));
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Captured);
    shop.check_replay();
}

/// Every order of some things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    if things.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in things.iter().enumerate() {
        let rest: Vec<T> =
            things.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| it.clone()).collect();
        all.extend(orders(&rest).into_iter().map(|order| [vec![first.clone()], order].concat()));
    }
    all
}

/// Reports as a gateway sends them: each twice, and again as long as it is refused and something else was taken in.
fn report(shop: &Shop, reports: &[Command]) -> Vec<Refusal> {
    let mut waiting: Vec<&Command> = reports.iter().flat_map(|report| [report, report]).collect();
    loop {
        let (mut refused, mut why) = (Vec::new(), Vec::new());
        for report in &waiting {
            if let Err(failure) = shop.run(report) {
                assert_eq!(failure.kind(), FailureKind::Refused);
                refused.push(*report);
                why.push(failure.into_refusal());
            }
        }
        if refused.len() == waiting.len() {
            return why;
        }
        waiting = refused;
    }
}

#[test]
fn reports_come_to_the_same_in_every_order_and_twice() {
    for by_hand in [true, false] {
        let mut ends: BTreeMap<String, usize> = BTreeMap::new();
        let all = orders(&[0, 1, 2, 3, 4, 5]);
        for order in all.iter().step_by(if by_hand { 5 } else { 1 }) {
            let shop = Shop::without_stock();
            shop.receive("genova", "novel", 2);
            with_gateway(&shop);
            let placed = if by_hand { shop.placed() } else { placed(&shop) };
            let payment = placed.payment;
            let reports = [
                authorize(payment, placed.total),
                captured(payment, "10.00", "ch-1"),
                captured(payment, "14.00", "ch-2"),
                Command::RefundPayment { payment, amount: euros("6.00"), reference: Some("re-1".into()) },
                Command::OpenDispute { payment, dispute: "dp-1".into(), amount: euros("10.00") },
                Command::LoseDispute { payment, dispute: "dp-1".into() },
            ];
            let reports: Vec<Command> = order.iter().map(|at| reports[*at].clone()).collect();
            assert_eq!(report(&shop, &reports), [], "{order:?}");
            let Payment { state, captured, refunded, disputes, .. } = (*shop.payment(payment)).clone();
            let end = format!("{state:?} {captured} {refunded} {disputes:?} {:?}", standing(&shop, &placed));
            *ends.entry(end).or_default() += 1;
        }
        assert_eq!(ends.values().copied().collect::<Vec<_>>(), [if by_hand { 144 } else { 720 }], "{ends:?}");
    }
}

#[test]
fn a_late_authorization_of_a_cancelled_order_is_let_go_by_itself() {
    for reported in [None, Some("before"), Some("after")] {
        let (shop, placed) = paying();
        let effect = asked(&shop, placed.payment, Act::Authorize);
        let attempt = claim(&shop, effect);
        if reported == Some("before") {
            shop.must(&authorize(placed.payment, placed.total));
        }
        shop.must(&cancel(placed.order));
        assert_eq!(shop.payment(placed.payment).state, PaymentState::Voided);
        assert!(
            shop.payment(placed.payment).asks.iter().all(|asked| asked.act == Act::Authorize),
            "nothing is held yet"
        );
        if reported == Some("after") {
            shop.must(&authorize(placed.payment, placed.total));
        }
        answer(&shop, effect, attempt, done("gw-1"));
        let payment = shop.payment(placed.payment);
        let acts: Vec<Act> = payment.asks.iter().map(|asked| asked.act).collect();
        assert_eq!((payment.state, acts), (PaymentState::Voided, vec![Act::Void]));
        perform(&shop, placed.payment, Act::Void, "vo-1");
        assert!(shop.payment(placed.payment).asks.is_empty());
        assert_eq!(standing(&shop, &placed), PaymentStanding::Void);
        shop.check_replay();
    }
}

#[test]
fn a_capture_after_a_void_goes_back_by_itself_where_it_is_not_due() {
    for is_cancelled in [true, false] {
        let (shop, placed) = paying();
        perform(&shop, placed.payment, Act::Authorize, "au-1");
        shop.must(&Command::RequestCapture { payment: placed.payment, amount: Some(euros("20.00")), last: false });
        let effect = asked(&shop, placed.payment, Act::Capture);
        let attempt = claim(&shop, effect);
        let given_up = Command::VoidPayment { payment: placed.payment };
        shop.must(&if is_cancelled { cancel(placed.order) } else { given_up });
        answer(&shop, effect, attempt, done("ch-1"));
        let payment = shop.payment(placed.payment);
        assert_eq!((payment.state, payment.captured), (PaymentState::Captured, euros("20.00")));
        // The rest that is held is let go either way; what the buyer owes is kept.
        let acts: Vec<Act> = payment.asks.iter().map(|asked| asked.act).collect();
        let expected = if is_cancelled { vec![Act::Refund, Act::Void] } else { vec![Act::Void] };
        assert_eq!(acts, expected);
        perform(&shop, placed.payment, Act::Void, "vo-1");
        if is_cancelled {
            assert_eq!(standing(&shop, &placed), PaymentStanding::Overpaid);
            perform(&shop, placed.payment, Act::Refund, "re-1");
            assert_eq!(standing(&shop, &placed), PaymentStanding::Refunded);
        } else {
            assert_eq!(standing(&shop, &placed), PaymentStanding::PartlyPaid);
        }
        shop.check_replay();
    }
}

#[test]
fn what_a_failed_payment_brings_after_all_counts_while_it_is_due_and_goes_back_otherwise() {
    for is_paid_otherwise in [false, true] {
        let (shop, placed) = paying();
        shop.must(&Command::FailPayment { payment: placed.payment, reason: "timed out".into() });
        if is_paid_otherwise {
            let request = Command::RequestPayment { order: placed.order, amount: None, method: None };
            let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
            perform(&shop, payment, Act::Authorize, "au-2");
            shop.must(&Command::RequestCapture { payment, amount: None, last: false });
            perform(&shop, payment, Act::Capture, "ch-2");
        }
        shop.must(&captured(placed.payment, "24.00", "ch-1"));
        let late = shop.payment(placed.payment);
        assert_eq!((late.state, late.captured), (PaymentState::Captured, euros("24.00")));
        assert_eq!(late.asks.iter().any(|asked| asked.act == Act::Refund), is_paid_otherwise);
        if is_paid_otherwise {
            assert_eq!(standing(&shop, &placed), PaymentStanding::Overpaid);
            perform(&shop, placed.payment, Act::Refund, "re-1");
        }
        assert_eq!(standing(&shop, &placed), PaymentStanding::Paid);
        shop.check_replay();
    }
}

#[test]
fn a_cancelled_order_gives_back_what_was_captured_and_lets_the_rest_go() {
    let (shop, placed) = paying();
    perform(&shop, placed.payment, Act::Authorize, "au-1");
    shop.must(&Command::RequestCapture { payment: placed.payment, amount: Some(euros("10.00")), last: false });
    perform(&shop, placed.payment, Act::Capture, "ch-1");
    shop.must(&cancel(placed.order));
    let asks = shop.payment(placed.payment).asks.clone();
    let asks: Vec<(Act, Money)> = asks.into_iter().map(|asked| (asked.act, asked.amount)).collect();
    assert_eq!(asks, [(Act::Void, euros("14.00")), (Act::Refund, euros("10.00"))]);
    perform(&shop, placed.payment, Act::Refund, "re-1");
    perform(&shop, placed.payment, Act::Void, "vo-1");
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Refunded);
    assert_eq!(standing(&shop, &placed), PaymentStanding::Refunded);
}

#[test]
fn every_balance_has_a_standing() {
    let (now, order) = (crate::common::shop::START.parse().unwrap(), uuid::<fondaco::OrderId>(1));
    let payment = |state: &str, authorized: Option<i64>, captured: i64, refunded: i64, lost: i64, open: i64| {
        let money = |units: i64| json!(crate::common::cents(units));
        let mut value = json!({"id": uuid::<PaymentId>(2), "order": order, "amount": money(4), "captured": money(captured),
            "refunded": money(refunded), "state": state, "disputes": [
                {"reference": "a", "amount": money(lost), "state": "lost"},
                {"reference": "b", "amount": money(open), "state": "open"}]});
        if let Some(authorized) = authorized {
            value["authorized"] = money(authorized);
        }
        serde_json::from_value::<Payment>(value).unwrap()
    };
    let mut seen = std::collections::BTreeSet::new();
    for due in 0..=4 {
        for bits in 0..5_i64.pow(4) {
            let part = |place: u32| bits / 5_i64.pow(place) % 5;
            let held = (part(0) > 0).then(|| part(0));
            let one = payment("captured", held, part(1), part(2), part(3), bits % 2);
            let balance = Balance::of(crate::common::cents(due), [&one], now).unwrap();
            seen.insert(balance.standing().unwrap());
            balance.left().unwrap();
            assert!(!balance.surplus().unwrap().is_negative());
        }
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
    let zero = crate::common::cents(0);
    assert_eq!(PaymentStanding::of(zero, [], now).unwrap(), PaymentStanding::Paid);
}
