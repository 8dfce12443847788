//! Returns: goods that come back, and the money that goes back for them.

use fondaco::order::{FulfilmentStanding, OrderState, Return, ReturnState};
use fondaco::{Code, Command, Outcome, ReturnId, immediately};
use serde_json::{Value, json};

use crate::common::shop::{cancel_lines, capture, command, receive_return, request_return, ship};
use crate::common::{Placed, Shop, address, cents};
use crate::kits::{define, kit};

/// Five novels for 54.00, sent and arrived.
fn arrived(shop: &Shop) -> Placed {
    let placed = shop.bought(&[("novel", 5)]);
    let shipment = shop.ship(placed.order);
    shop.must(&Command::DeliverShipment { shipment });
    placed
}

fn refund(return_id: ReturnId, more: Value) -> Command {
    let mut asked = json!({"do": "refund_return", "return_id": return_id});
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(asked)
}

#[test]
fn a_return_goes_its_way_in_parts_and_by_condition() {
    let shop = Shop::new();
    let placed = arrived(&shop);
    assert_eq!(shop.row("novel", "genova"), [95, 0]);
    let id = shop.approved(placed.order, &[(1, 3)]);
    shop.must(&receive_return(id, &[(1, 1, 0)]));
    assert_eq!(shop.get::<Return>(&id).state, ReturnState::Received);
    shop.must(&receive_return(id, &[(1, 0, 1)]));
    assert_eq!(shop.row("novel", "genova"), [96, 0], "one is for sale again, one is written off");
    let refusal = shop.refuse(&receive_return(id, &[(1, 2, 0)]));
    assert_eq!((refusal.code(), &refusal.detail()["left"]), (Code::UnitsExceed, &json!(1)));
    assert_eq!(shop.must(&refund(id, json!({}))), Outcome::Credited { amount: cents(2160) });
    let order = shop.order(placed.order);
    assert_eq!((order.total().unwrap(), order.state), (cents(3240), OrderState::Completed));
    assert_eq!(order.credits[0].of_return, Some(id));
    assert_eq!(FulfilmentStanding::of(&order), FulfilmentStanding::PartlyReturned);
    assert_eq!(shop.get::<Return>(&id).credited, Some(cents(2160)));
    shop.check_replay();
}

#[test]
fn units_are_returned_once() {
    let shop = Shop::new();
    let placed = arrived(&shop);
    let first = shop.approved(placed.order, &[(1, 3)]);
    let left = |units| shop.refuse(&request_return(placed.order, &[(1, units)])).detail()["left"].clone();
    assert_eq!(left(3), json!(2));
    shop.must(&Command::CancelReturn { return_id: first });
    let second = shop.approved(placed.order, &[(1, 5)]);
    assert_eq!(left(1), json!(0));
    shop.must(&receive_return(second, &[(1, 5, 0)]));
    shop.must(&Command::RefuseReturn { return_id: second, reason: "worn".into() });
    let third = shop.approved(placed.order, &[(1, 5)]);
    shop.must(&receive_return(third, &[(1, 5, 0)]));
    shop.must(&refund(third, json!({})));
    let order = shop.order(placed.order);
    assert_eq!((order.total().unwrap(), FulfilmentStanding::of(&order)), (cents(0), FulfilmentStanding::Returned));
}

#[test]
fn what_has_not_left_cannot_come_back() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 5)]);
    assert_eq!(shop.refuse(&request_return(placed.order, &[(1, 1)])).detail()["left"], json!(0));
    shop.must(&crate::common::shop::ship_lines(placed.order, &[(1, 2)]));
    assert_eq!(shop.refuse(&request_return(placed.order, &[(1, 3)])).code(), Code::UnitsExceed);
    shop.approved(placed.order, &[(1, 2)]);
}

#[test]
fn a_fee_is_kept_and_shipping_is_refunded_where_the_shop_says_so() {
    let shop = Shop::new();
    let parcel = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping",
        "amount": {"amount": "5.00", "currency": "EUR"}, "tax": "as_goods"}]);
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "novel", "quantity": 2}],
        "address": address(), "charges": parcel});
    let Outcome::Order { order, payment, total } = shop.must(&command(buy)) else { panic!() };
    shop.must(&crate::common::shop::authorize(payment, total));
    shop.must(&capture(payment, total));
    shop.must(&ship(order));
    let id = shop.approved(order, &[(1, 1)]);
    shop.must(&receive_return(id, &[(1, 1, 0)]));
    let euros = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    for fee in ["17.01", "-0.01"] {
        let refusal = shop.refuse(&refund(id, json!({"charges": ["parcel"], "fee": euros(fee)})));
        assert_eq!(refusal.code(), Code::ReturnFee);
    }
    let credited = shop.must(&refund(id, json!({"charges": ["parcel"], "fee": euros("1.50")})));
    assert_eq!(credited, Outcome::Credited { amount: cents(1550) }, "12.00 and 5.00, less 1.50");
    assert_eq!(shop.order(order).due().unwrap(), cents(1350));
}

#[test]
fn an_exchange_is_a_return_onto_store_credit_that_buys_something_else() {
    let shop = Shop::new();
    let placed = arrived(&shop);
    let id = shop.approved(placed.order, &[(1, 2)]);
    shop.must(&receive_return(id, &[(1, 2, 0)]));
    shop.must(&refund(id, json!({"store_credit": "EX-1"})));
    let order = shop.order(placed.order);
    assert_eq!(
        (order.total().unwrap(), order.due().unwrap()),
        (cents(3240), cents(5400)),
        "the payment keeps its money"
    );
    let left = || immediately(shop.engine.balance(&"EX-1".parse().unwrap())).unwrap().unwrap();
    assert_eq!(left(), cents(2160));
    // Something dearer: the difference is due.
    let cart = shop.filled(&[("atlas", 1)]);
    shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": "EX-1"})));
    assert_eq!((shop.place(cart).total, left()), (cents(4999 - 2160), cents(0)));
    // The same code is not issued twice.
    let other = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(other, &[(1, 1, 0)]));
    assert_eq!(shop.refuse(&refund(other, json!({"store_credit": "EX-1"}))).code(), Code::GiftCardInvalid);
    shop.check_replay();
}

#[test]
fn cancelled_and_returned_units_are_together_the_line_to_the_cent() {
    // Three novels at 12.00 and an atlas at 49.99, less ten percent: shares that do not divide.
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 3), ("atlas", 1)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let shipment = shop.ship(placed.order);
    shop.must(&Command::DeliverShipment { shipment });
    for lines in [&[(1, 1)][..], &[(2, 1), (1, 1)]] {
        let id = shop.approved(placed.order, lines);
        let back: Vec<_> = lines.iter().map(|(line, units)| (*line, *units, 0)).collect();
        shop.must(&receive_return(id, &back));
        shop.must(&refund(id, json!({})));
    }
    assert_eq!(shop.order(placed.order).total().unwrap(), cents(0));
}

#[test]
fn a_kit_comes_back_whole_and_its_parts_in_their_own_condition() {
    let shop = Shop::new();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("set", 2)]);
    shop.must(&ship(placed.order));
    assert_eq!(shop.refuse(&request_return(placed.order, &[(1_000_001, 1)])).code(), Code::KitKeptWhole);
    let id = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(id, &[(1_000_001, 1, 0), (2_000_001, 1, 1)]));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([99, 0], [97, 0]));
    assert_eq!(shop.must(&refund(id, json!({}))), Outcome::Credited { amount: cents(1400) });
}
