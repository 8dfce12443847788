//! Payments that are needed no more: less is captured than was authorized where less is due, and what nobody is to pay is given up.

use fondaco::effect::Act;
use fondaco::money::Money;
use fondaco::payment::{PaymentStanding, PaymentState};
use fondaco::{Code, Command, OrderId, Outcome, PaymentId};
use serde_json::{Value, json};

use crate::common::shop::{cancel_lines, command, receive_return};
use crate::common::{Shop, euros};
use crate::payments::{captured, paying, perform, standing};

fn price(order: OrderId, unit: &str) -> Command {
    let changes: Value = json!([{"set_price": {"line": 1, "price": {"unit": euros(unit)}}}]);
    let two = Money::from_minor(euros(unit).minor() * 2, euros(unit).currency());
    command(json!({"do": "amend_order", "order": order, "changes": changes, "shown": {"total": two}}))
}

fn request(order: OrderId, amount: &str) -> Command {
    Command::RequestPayment { order, amount: Some(euros(amount)), method: None }
}

fn asks(shop: &Shop, payment: PaymentId) -> Vec<(Act, Money)> {
    shop.payment(payment).asks.iter().map(|asked| (asked.act, asked.amount)).collect()
}

#[test]
fn no_more_is_captured_than_is_due_and_the_rest_is_let_go() {
    for is_amended in [false, true] {
        let (shop, placed) = paying();
        perform(&shop, placed.payment, Act::Authorize, "au-1");
        let less = if is_amended { price(placed.order, "6.00") } else { cancel_lines(placed.order, &[(1, 1)]) };
        shop.must(&less);
        assert_eq!(shop.payment(placed.payment).state, PaymentState::Authorized, "a part of it is due");
        let take = |amount| Command::RequestCapture { payment: placed.payment, amount, last: false };
        let refusal = shop.refuse(&take(Some(euros("12.01"))));
        assert_eq!((refusal.code(), &refusal.detail()["left"]), (Code::CaptureExceeds, &json!("12.00 EUR")));
        shop.must(&take(Some(euros("5.00"))));
        shop.must(&take(None));
        assert_eq!(shop.refuse(&take(None)).code(), Code::CaptureExceeds, "what is asked counts");
        assert_eq!(asks(&shop, placed.payment), [(Act::Capture, euros("5.00")), (Act::Capture, euros("7.00"))]);
        perform(&shop, placed.payment, Act::Capture, "ch-1");
        perform(&shop, placed.payment, Act::Capture, "ch-2");
        assert_eq!(asks(&shop, placed.payment), [(Act::Void, euros("12.00"))]);
        perform(&shop, placed.payment, Act::Void, "vo-1");
        assert_eq!(shop.payment(placed.payment).state, PaymentState::Captured);
        assert_eq!(standing(&shop, &placed), PaymentStanding::Paid);
        shop.check_replay();
    }
}

#[test]
fn where_nothing_is_due_any_more_what_is_held_is_let_go() {
    let (shop, placed) = paying();
    perform(&shop, placed.payment, Act::Authorize, "au-1");
    shop.must(&price(placed.order, "0.00"));
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Voided);
    assert_eq!(asks(&shop, placed.payment), [(Act::Void, euros("24.00"))]);
    assert_eq!(standing(&shop, &placed), PaymentStanding::Void);
    shop.ship(placed.order);
    shop.check_replay();
}

#[test]
fn what_is_only_asked_for_goes_before_what_is_held_and_the_latest_first() {
    use PaymentState::{Authorized, Created, Voided};
    let (shop, placed) = paying();
    shop.must(&Command::VoidPayment { payment: placed.payment });
    let asked = |amount: &str| match shop.must(&request(placed.order, amount)) {
        Outcome::Payment { payment } => payment,
        other => panic!("{other:?}"),
    };
    let [open, held, late] = ["4.00", "10.00", "10.00"].map(asked);
    perform(&shop, held, Act::Authorize, "au-1");
    perform(&shop, late, Act::Authorize, "au-2");
    let states = || [open, held, late].map(|payment| shop.payment(payment).state);
    shop.must(&price(placed.order, "11.00"));
    assert_eq!(states(), [Created, Authorized, Authorized], "22.00 are due, 20.00 are held");
    shop.must(&price(placed.order, "7.00"));
    assert_eq!(states(), [Voided, Authorized, Authorized], "14.00 are due: neither of the two held is enough");
    shop.must(&price(placed.order, "5.00"));
    assert_eq!(states(), [Voided, Authorized, Voided], "10.00 are due: the earlier covers them");
    assert_eq!(asks(&shop, late), [(Act::Void, euros("10.00"))]);
}

#[test]
fn what_is_paid_otherwise_is_asked_for_no_more() {
    let (shop, placed) = paying();
    shop.must(&Command::FailPayment { payment: placed.payment, reason: "timed out".into() });
    let Outcome::Payment { payment } = shop.must(&request(placed.order, "24.00")) else { panic!("no payment") };
    perform(&shop, payment, Act::Authorize, "au-2");
    shop.must(&captured(placed.payment, "24.00", "ch-1"));
    assert_eq!(shop.payment(payment).state, PaymentState::Voided, "the first was captured after all");
    assert_eq!(asks(&shop, payment), [(Act::Void, euros("24.00"))]);
    shop.check_replay();
}

#[test]
fn what_is_credited_for_a_return_is_held_no_more() {
    let shop = Shop::new();
    let placed = shop.placed();
    shop.authorize(&placed);
    shop.ship(placed.order);
    let back = shop.approved(placed.order, &[(1, 2)]);
    shop.must(&receive_return(back, &[(1, 2, 0)]));
    shop.must(&command(json!({"do": "refund_return", "return_id": back})));
    assert_eq!(shop.payment(placed.payment).state, PaymentState::Voided);
    shop.check_replay();
}
