//! Orders that are kept in parts: sent in parts, cancelled in parts.

use fondaco::order::{FulfilmentStanding, Order, OrderState};
use fondaco::payment::PaymentStanding;
use fondaco::{Code, Command, Outcome};
use serde_json::json;

use crate::common::shop::{cancel, cancel_lines, capture, command, ship, ship_lines};
use crate::common::{Shop, address, cents};
use crate::kits::{define, kit};

/// The rows of an order: line, units, and whether they have left.
fn rows(order: &Order) -> Vec<(u32, i64, bool)> {
    let row = |row: &fondaco::order::OrderAllocation| (row.goods.line, row.goods.quantity.units(), !row.waits());
    order.allocations.iter().map(row).collect()
}

#[test]
fn an_order_is_sent_in_parts_by_line_and_quantity() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 5), ("pen", 3)]);
    let Outcome::Shipment { shipment: first } = shop.must(&ship_lines(placed.order, &[(1, 2)])) else { panic!() };
    assert_eq!(rows(&shop.order(placed.order)), [(1, 2, true), (1, 3, false), (2, 3, false)]);
    assert_eq!(shop.row("novel", "genova"), [98, 3]);
    assert_eq!(FulfilmentStanding::of(&shop.order(placed.order)), FulfilmentStanding::PartlyShipped);
    let refusal = shop.refuse(&ship_lines(placed.order, &[(1, 4)]));
    assert_eq!((refusal.code(), &refusal.detail()["left"]), (Code::UnitsExceed, &json!(3)));
    shop.must(&ship_lines(placed.order, &[(2, 3), (1, 1)]));
    let last = shop.ship(placed.order);
    assert_eq!(shop.get::<fondaco::shipping::Shipment>(&last).goods[0].quantity.units(), 2);
    assert_eq!(FulfilmentStanding::of(&shop.order(placed.order)), FulfilmentStanding::Shipped);
    shop.must(&Command::DeliverShipment { shipment: first });
    assert_eq!(FulfilmentStanding::of(&shop.order(placed.order)), FulfilmentStanding::PartlyDelivered);
    assert_eq!(shop.refuse(&ship(placed.order)).code(), Code::NothingToShip);
    assert_eq!(shop.row("novel", "genova"), [95, 0]);
    shop.check_replay();
}

#[test]
fn a_kit_is_sent_whole_by_its_own_line() {
    let shop = Shop::new();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    let placed = shop.bought(&[("set", 3)]);
    shop.must(&ship_lines(placed.order, &[(1, 2)]));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([98, 1], [96, 2]));
    let refusal = shop.refuse(&ship_lines(placed.order, &[(1_000_001, 1)]));
    assert_eq!((refusal.code(), &refusal.detail()["kit"]), (Code::KitKeptWhole, &json!(1)));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([98, 0], [96, 0]));
    let order = shop.order(placed.order);
    assert_eq!(order.total().unwrap(), cents(2800), "two kits of 14.00 are left");
}

#[test]
fn what_a_count_has_missed_does_not_leave() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 5)]);
    let row = fondaco::Key::Stock("novel".parse().unwrap(), "genova".parse().unwrap());
    shop.store.lock().counters.insert(row, fondaco::pair([3, 5]));
    let refusal = shop.refuse(&ship(placed.order));
    assert_eq!((refusal.code(), &refusal.detail()["available"]), (Code::StockShort, &json!(3)));
    shop.must(&ship_lines(placed.order, &[(1, 3)]));
}

#[test]
fn cancelled_units_give_back_their_stock_and_their_share_of_the_price() {
    let shop = Shop::new();
    // 5 × 12.00 less ten percent: 54.00.
    let placed = shop.bought(&[("novel", 5)]);
    assert_eq!(placed.total, cents(5400));
    shop.must(&cancel_lines(placed.order, &[(1, 2)]));
    let order = shop.order(placed.order);
    assert_eq!((order.total().unwrap(), order.due().unwrap()), (cents(3240), cents(3240)));
    assert_eq!((order.credited(1), order.state), (2, OrderState::Placed));
    assert_eq!(shop.row("novel", "genova"), [100, 3]);
    let credit = &order.credits[0];
    assert_eq!((credit.units[0].share.discount, credit.amount), (cents(240), cents(2160)));
    shop.must(&ship_lines(placed.order, &[(1, 2)]));
    assert_eq!(shop.refuse(&cancel_lines(placed.order, &[(1, 2)])).code(), Code::UnitsExceed);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let shipments = shop.order(placed.order).allocations[0].shipment.unwrap();
    shop.must(&Command::DeliverShipment { shipment: shipments });
    assert_eq!(shop.order(placed.order).state, OrderState::Completed);
    shop.check_replay();
}

#[test]
fn cancelling_what_was_still_to_come_completes_an_order_that_has_arrived() {
    let shop = Shop::new();
    let placed = shop.bought(&[("novel", 3)]);
    let Outcome::Shipment { shipment } = shop.must(&ship_lines(placed.order, &[(1, 2)])) else { panic!() };
    shop.must(&Command::DeliverShipment { shipment });
    assert_eq!(shop.order(placed.order).state, OrderState::Placed);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!(shop.order(placed.order).state, OrderState::Completed);
}

#[test]
fn cancelling_every_unit_cancels_the_order() {
    let shop = Shop::new();
    let placed = shop.placed();
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    let order = shop.order(placed.order);
    assert_eq!((order.state, order.total().unwrap()), (OrderState::Cancelled, cents(0)));
    assert_eq!(shop.row("novel", "genova"), [100, 0]);
}

#[test]
fn what_is_more_than_is_due_goes_back_onto_the_cards_that_paid_the_last_used_first() {
    let shop = Shop::new();
    for (code, amount) in [("FIRST", "20.00"), ("SECOND", "30.00")] {
        let card = json!({"code": code, "amount": {"amount": amount, "currency": "EUR"}});
        shop.must(&command(json!({"do": "issue_gift_card", "card": card})));
    }
    let left = |code: &str| fondaco::immediately(shop.engine.balance(&code.parse().unwrap())).unwrap().unwrap().minor();
    let open =
        json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "novel", "quantity": 5}], "address": address()});
    let Outcome::Cart { cart } = shop.must(&command(open)) else { panic!() };
    for code in ["FIRST", "SECOND"] {
        shop.must(&command(json!({"do": "apply_gift_card", "cart": cart, "gift_card": code})));
    }
    let placed = shop.place(cart);
    assert_eq!(placed.total, cents(400), "54.00 less two cards of 50.00 together");
    // 10.80 fall off: 4.00 that were due, and 6.80 onto the second card.
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    assert_eq!((shop.order(placed.order).due().unwrap(), left("FIRST"), left("SECOND")), (cents(0), 0, 680));
    // 32.40 more: the rest of the second card, then the first.
    shop.must(&cancel_lines(placed.order, &[(1, 3)]));
    assert_eq!((left("FIRST"), left("SECOND")), (920, 3000));
    shop.must(&cancel(placed.order));
    assert_eq!((left("FIRST"), left("SECOND")), (2000, 3000), "nothing comes back twice");
    shop.check_replay();
}

#[test]
fn charges_fall_off_once_and_whole() {
    let shop = Shop::new();
    let parcel = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping",
        "amount": {"amount": "5.00", "currency": "EUR"}, "tax": "as_goods"}]);
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "novel", "quantity": 3}],
        "address": address(), "charges": parcel});
    let Outcome::Order { order, payment, total } = shop.must(&command(buy)) else { panic!() };
    assert_eq!(total, cents(4100));
    let with_parcel = json!({"do": "cancel_lines", "order": order, "lines": [{"line": 1, "quantity": 1}],
        "charges": ["parcel"], "reason": "late"});
    shop.must(&command(with_parcel.clone()));
    assert_eq!(shop.order(order).total().unwrap(), cents(2400));
    assert_eq!(shop.refuse(&command(with_parcel)).code(), Code::ChargeUnknown);
    let standing = |shop: &Shop| {
        PaymentStanding::of(shop.order(order).due().unwrap(), [&*shop.payment(payment)], shop.now()).unwrap()
    };
    assert_eq!(standing(&shop), PaymentStanding::Unpaid);
    shop.must(&crate::common::shop::authorize(payment, total));
    shop.must(&capture(payment, total));
    assert_eq!(standing(&shop), PaymentStanding::Overpaid);
}
