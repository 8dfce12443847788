//! The same tables through the engine: real records, brought into each state by commands, then every command that
//! takes a step.

use fondaco::cart::{CART, CartState, CartStep, MergeBy, NewLine};
use fondaco::inventory::{RESERVATION, ReservationState, ReservationStep};
use fondaco::order::{ORDER, OrderState, OrderStep};
use fondaco::payment::{PAYMENT, PaymentState, PaymentStep};
use fondaco::port::Fact;
use fondaco::shipping::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};
use fondaco::{Code, Command, Facts, Key, Machine, Record, ReservationId, Stop, decide};
use serde::Serialize;
use serde_json::json;
use std::fmt::Debug;
use std::sync::Arc;

use crate::common::shop::{HOLD, authorize_until, cancel, capture, ship};
use crate::common::{Placed, Shop, address, cents, euros};
use crate::machines::open_words;

/// Sends a command that takes a step, and sees that it is carried out exactly where the table lists the pair.
fn take<S, T>(shop: &Shop, machine: &Machine<S, T>, from: S, step: T, command: &Command) -> Option<S>
where
    S: Copy + PartialEq + Debug + Serialize + 'static,
    T: Copy + PartialEq + Debug + Serialize + 'static,
{
    let listed = machine.table.iter().find(|(state, by, _)| *state == from && *by == step);
    if let Some((_, _, to)) = listed {
        shop.must(command);
        shop.check_replay();
        return Some(*to);
    }
    let refusal = shop.refuse(command);
    assert_eq!(refusal.code(), Code::StateForbidden, "{from:?}, {step:?}: {refusal}");
    assert_eq!(refusal.detail()["machine"], machine.name);
    assert_eq!(refusal.detail()["open"], json!(open_words(machine, from)));
    None
}

/// A payment in a state, with room for every step that the state allows: 20.00 of 24.00 are captured where something is.
fn payment_in(shop: &Shop, state: PaymentState, step: PaymentStep) -> Placed {
    use PaymentState as S;
    let placed = shop.placed();
    let payment = placed.payment;
    let taken = |last| Command::CapturePayment { payment, amount: euros("20.00"), reference: None, last };
    let refund = |amount| Command::RefundPayment { payment, amount: euros(amount), reference: None };
    let dispute = |amount| Command::OpenDispute { payment, dispute: "d-1".into(), amount: euros(amount) };
    let end = shop.now() + jiff::SignedDuration::from_secs(60);
    // What is authorized late was captured before.
    let is_held = step != PaymentStep::Authorize || !matches!(state, S::PartlyCaptured | S::Disputed);
    let held = is_held.then(|| authorize_until(payment, placed.total, end));
    let then = match state {
        S::Created => vec![],
        S::Authorized => vec![held],
        S::PartlyCaptured => vec![held, Some(taken(false))],
        S::Captured => vec![held, Some(taken(true))],
        S::PartlyRefunded => vec![held, Some(taken(true)), Some(refund("1.00"))],
        S::Refunded => vec![held, Some(taken(true)), Some(refund("20.00"))],
        S::Disputed => vec![held, Some(taken(false)), Some(dispute("10.00"))],
        S::Lost => {
            let lost = Command::LoseDispute { payment, dispute: "d-1".into() };
            vec![held, Some(taken(true)), Some(refund("10.00")), Some(dispute("10.00")), Some(lost)]
        }
        S::Voided => vec![held, Some(Command::VoidPayment { payment })],
        S::Failed => vec![held, Some(Command::FailPayment { payment, reason: "declined".into() })],
        S::Expired => {
            shop.must(&held.unwrap());
            shop.clock.set(end);
            vec![Some(Command::ExpirePayment { payment })]
        }
    };
    then.iter().flatten().for_each(|command| drop(shop.must(command)));
    if step == PaymentStep::Expire {
        shop.clock.set(end);
    }
    assert_eq!(shop.payment(payment).state, state);
    placed
}

#[test]
fn every_command_on_a_payment_succeeds_exactly_where_the_table_says() {
    for from in PAYMENT.states {
        for step in PAYMENT.steps {
            let shop = Shop::new();
            let Placed { payment, total, .. } = payment_in(&shop, *from, *step);
            let dispute = String::from("d-1");
            let command = match step {
                PaymentStep::Authorize => {
                    let reference = "gw-2".into();
                    Command::AuthorizePayment { payment, amount: total, reference, expires_at: None }
                }
                PaymentStep::Fail => Command::FailPayment { payment, reason: "declined".into() },
                PaymentStep::Void => Command::VoidPayment { payment },
                PaymentStep::Expire => Command::ExpirePayment { payment },
                PaymentStep::Capture => capture(payment, cents(100)),
                PaymentStep::Refund => Command::RefundPayment { payment, amount: cents(100), reference: None },
                PaymentStep::Dispute => Command::OpenDispute { payment, dispute: "d-2".into(), amount: cents(100) },
                PaymentStep::Win => Command::WinDispute { payment, dispute },
                PaymentStep::Lose => Command::LoseDispute { payment, dispute },
            };
            let elsewhere = match (from, step) {
                // Nothing to end, or it has ended so already.
                (PaymentState::Disputed, PaymentStep::Win | PaymentStep::Lose) => None,
                (PaymentState::Lost, PaymentStep::Win | PaymentStep::Lose) => continue,
                (_, PaymentStep::Win | PaymentStep::Lose) => Some(Code::DisputeUnknown),
                (PaymentState::Voided, PaymentStep::Authorize) => Some(Code::PaymentGivenUp),
                _ => None,
            };
            if let Some(code) = elsewhere {
                assert_eq!(shop.refuse(&command).code(), code);
                continue;
            }
            let is_open = take(&shop, &PAYMENT, *from, *step, &command).is_some();
            let reached = shop.payment(payment).state;
            assert!(if is_open { PAYMENT.reach(*from, *step, reached).is_ok() } else { reached == *from });
        }
    }
}

fn order_in(shop: &Shop, state: OrderState) -> Placed {
    match state {
        OrderState::Placed => shop.captured(),
        OrderState::Completed => shop.completed().0,
        OrderState::Cancelled => {
            let placed = shop.captured();
            shop.must(&cancel(placed.order));
            placed
        }
    }
}

#[test]
fn an_order_is_sent_and_cancelled_exactly_where_the_table_says() {
    for from in ORDER.states {
        for (step, command) in [
            (OrderStep::Ship, ship as fn(_) -> _),
            (OrderStep::Cancel, cancel),
            (OrderStep::Hold, crate::documents::hold),
            (OrderStep::Invoice, |order| crate::documents::issue(order, &[])),
        ] {
            let shop = Shop::new();
            crate::documents::numbered(&shop);
            let placed = order_in(&shop, *from);
            let to = take(&shop, &ORDER, *from, step, &command(placed.order));
            assert_eq!(shop.order(placed.order).state, to.unwrap_or(*from));
        }
    }
}

#[test]
fn goods_of_an_order_that_is_no_longer_open_do_not_arrive() {
    // No command leads there, so the order is shown to the decision as it could only be after a defect.
    for from in ORDER.states {
        let shop = Shop::new();
        let placed = shop.captured();
        let shipment = shop.ship(placed.order);
        let mut facts = Facts::new();
        for (key, mut stored) in shop.state().records {
            if let Record::Order(order) = &mut stored.record {
                Arc::make_mut(order).state = *from;
            }
            facts.learn(vec![(key, Fact::Record(stored))]);
        }
        let moment = fondaco::Moment { now: shop.now(), seed: 1 };
        let answer = decide(&Command::DeliverShipment { shipment }, &moment, &facts);
        match ORDER.step(*from, OrderStep::Deliver) {
            Ok(_) => assert!(answer.is_ok()),
            Err(refusal) => assert_eq!(answer.unwrap_err(), Stop::Refused(refusal)),
        }
    }
}

#[test]
fn an_order_completes_once_with_its_last_delivery_or_its_payment_whichever_is_later() {
    for paid_first in [true, false] {
        let shop = Shop::new();
        let placed = shop.authorized();
        let shipment = shop.ship(placed.order);
        let mut last_two = [capture(placed.payment, placed.total), Command::DeliverShipment { shipment }];
        if !paid_first {
            last_two.reverse();
        }
        shop.must(&last_two[0]);
        assert_eq!(shop.order(placed.order).state, OrderState::Placed);
        shop.must(&last_two[1]);
        assert_eq!(shop.order(placed.order).state, OrderState::Completed);
        shop.check_replay();
    }
}

#[test]
fn a_shipment_arrives_exactly_where_the_table_says() {
    for from in SHIPMENT.states {
        let shop = Shop::new();
        let (placed, shipment) = match from {
            ShipmentState::Shipped => {
                let placed = shop.captured();
                (placed, shop.ship(placed.order))
            }
            ShipmentState::Delivered => shop.completed(),
        };
        let command = Command::DeliverShipment { shipment };
        let to = take(&shop, &SHIPMENT, *from, ShipmentStep::Deliver, &command);
        let stored = shop.get::<Shipment>(&shipment);
        assert_eq!(stored.state, to.unwrap_or(*from));
        assert_eq!(stored.delivered_at, Some(shop.now()));
        assert_eq!(shop.order(placed.order).state, OrderState::Completed);
    }
}

#[test]
fn every_command_on_a_cart_succeeds_exactly_where_the_table_says() {
    for from in CART.states {
        let line = NewLine::new("pen".parse().unwrap(), 1.try_into().unwrap());
        let commands = |cart, other| {
            [
                (CartStep::Merge, Command::MergeCarts { guest: cart, existing: other, by: MergeBy::Max }),
                (CartStep::Expire, Command::ExpireCart { cart }),
                (CartStep::Reopen, Command::ReopenCart { cart }),
                (CartStep::Change, Command::MergeCarts { guest: other, existing: cart, by: MergeBy::Max }),
                (CartStep::Change, Command::SaveLine { cart, line: 1 }),
                (
                    CartStep::Change,
                    Command::DescribeCart { cart, note: None, custom: std::collections::BTreeMap::new() },
                ),
                (CartStep::Change, Command::AddLine { cart, line: line.clone() }),
                (CartStep::Change, Command::ChangeLine { cart, line: 1, quantity: 3.try_into().unwrap() }),
                (CartStep::Change, Command::RemoveLine { cart, line: 1 }),
                (CartStep::Change, Command::SetAddress { cart, address: address() }),
                (CartStep::Change, Command::ReserveCart { cart }),
                (CartStep::Order, Command::PlaceOrder { cart, total: None }),
            ]
        };
        for index in 0..12 {
            let shop = Shop::new();
            shop.must(&crate::carts::policy(json!({"idle_seconds": HOLD})));
            let cart = shop.filled(&[("novel", 2)]);
            match from {
                CartState::Open => {}
                CartState::Ordered => drop(shop.place(cart)),
                CartState::Merged => {
                    let guest = Command::MergeCarts { guest: cart, existing: shop.filled(&[]), by: MergeBy::Sum };
                    drop(shop.must(&guest));
                }
                CartState::Expired => {
                    shop.clock.pass(HOLD);
                    assert_eq!(shop.tick(), 1);
                }
            }
            let other = shop.filled(&[("pen", 1)]);
            let (step, command) = &commands(cart, other)[index];
            if *step == CartStep::Expire {
                shop.clock.pass(HOLD);
            }
            let to = take(&shop, &CART, *from, *step, command);
            assert_eq!(shop.cart(cart).state, to.unwrap_or(*from));
        }
    }
}

/// A reservation in a state; its time has run out, so that only the table can refuse its expiry.
fn hold_in(shop: &Shop, state: ReservationState) -> ReservationId {
    let cart = shop.filled(&[("novel", 2)]);
    let reservation = shop.reserve(cart);
    match state {
        ReservationState::Held => shop.clock.pass(HOLD),
        ReservationState::Committed => {
            shop.place(cart);
            shop.clock.pass(HOLD);
        }
        ReservationState::Released => {
            shop.must(&Command::ReleaseReservation { reservation });
            shop.clock.pass(HOLD);
        }
        ReservationState::Expired => {
            shop.clock.pass(HOLD);
            assert_eq!(shop.tick(), 1);
        }
    }
    assert_eq!(shop.hold(reservation).state, state);
    reservation
}

#[test]
fn every_command_on_a_reservation_succeeds_exactly_where_the_table_says() {
    for from in RESERVATION.states {
        let release = |reservation| Command::ReleaseReservation { reservation };
        let expire = |reservation| Command::ExpireReservation { reservation };
        let commands: [(ReservationStep, &dyn Fn(ReservationId) -> Command); 2] =
            [(ReservationStep::Release, &release), (ReservationStep::Expire, &expire)];
        for (step, command) in commands {
            let shop = Shop::new();
            let reservation = hold_in(&shop, *from);
            let to = take(&shop, &RESERVATION, *from, step, &command(reservation));
            assert_eq!(shop.hold(reservation).state, to.unwrap_or(*from));
        }
    }
}

#[test]
fn an_order_takes_a_hold_only_while_it_holds() {
    for (from, expected) in [
        (ReservationState::Released, ReservationState::Released),
        (ReservationState::Expired, ReservationState::Expired),
        (ReservationState::Held, ReservationState::Expired),
    ] {
        // Given a hold past its time or given up, when its cart is ordered, then the hold is not what is taken.
        let shop = Shop::new();
        let reservation = hold_in(&shop, from);
        let cart = shop.hold(reservation).cart.unwrap();
        shop.place(cart);
        assert_eq!(shop.hold(reservation).state, expected);
        assert_eq!(shop.row("novel", "genova"), [100, 2]);
        shop.check_replay();
    }
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 2)]);
    let reservation = shop.reserve(cart);
    shop.place(cart);
    assert_eq!(shop.hold(reservation).state, ReservationState::Committed);
    assert!(shop.state().records.contains_key(&Key::from(reservation)));
}
