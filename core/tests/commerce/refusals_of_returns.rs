//! Every way in which parts of orders and returns are refused.

use fondaco::{Command, OrderId, ReturnId};
use serde_json::json;

use crate::common::shop::{cancel_lines, command, receive_return, request_return, ship_lines};
use crate::common::{Shop, uuid};
use crate::kits::{define, kit};
use crate::refusals::refusals;

/// A return of two novels that has come back.
fn received(shop: &Shop) -> ReturnId {
    let order = sent(shop);
    let id = shop.approved(order, &[(1, 2)]);
    shop.must(&receive_return(id, &[(1, 2, 0)]));
    id
}

fn sent(shop: &Shop) -> OrderId {
    let placed = shop.captured();
    shop.ship(placed.order);
    placed.order
}

refusals! {
    more_units_than_are_waiting_do_not_leave: UnitsExceed,
        |shop| shop.refuse(&ship_lines(shop.authorized().order, &[(1, 3)]));
    an_unknown_line_does_not_leave: LineUnknown, |shop| shop.refuse(&ship_lines(shop.authorized().order, &[(7, 1)]));
    a_line_that_is_named_twice_does_not_leave: LineRepeated,
        |shop| shop.refuse(&ship_lines(shop.authorized().order, &[(1, 1), (1, 1)]));
    a_part_of_a_kit_does_not_leave_by_itself: KitKeptWhole, |shop| {
        shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
        let placed = shop.bought(&[("set", 1)]);
        shop.refuse(&ship_lines(placed.order, &[(2_000_001, 2)]))
    };
    lines_to_two_addresses_do_not_leave_together: AddressMixed, |shop| {
        let cart = shop.filled(&[("novel", 1), ("pen", 1)]);
        let office = json!({"code": "office", "address": crate::common::address()});
        shop.must(&command(json!({"do": "put_address", "cart": cart, "address": office})));
        shop.must(&command(json!({"do": "send_line", "cart": cart, "line": 2, "to": "office"})));
        let placed = shop.place(cart);
        shop.authorize(&placed);
        shop.refuse(&ship_lines(placed.order, &[(1, 1), (2, 1)]))
    };
    no_units_are_cancelled_of_no_lines: LinesMissing, |shop| shop.refuse(&cancel_lines(shop.placed().order, &[]));
    units_of_an_unknown_order_are_not_cancelled: OrderUnknown, |shop| shop.refuse(&cancel_lines(uuid(1), &[(1, 1)]));
    units_of_a_cancelled_order_are_not_cancelled: StateForbidden, |shop| {
        let placed = shop.placed();
        shop.must(&crate::common::shop::cancel(placed.order));
        shop.refuse(&cancel_lines(placed.order, &[(1, 1)]))
    };
    a_charge_that_an_order_has_not_does_not_fall_off: ChargeUnknown, |shop| {
        let order = shop.placed().order;
        shop.refuse(&command(json!({"do": "cancel_lines", "order": order, "lines": [{"line": 1, "quantity": 1}],
            "charges": ["parcel"], "reason": ""})))
    };
    an_order_of_which_something_was_credited_is_not_amended: OrderFixed, |shop| {
        let placed = shop.placed();
        shop.must(&cancel_lines(placed.order, &[(1, 1)]));
        let changes = json!([{"add_line": {"sku": "pen", "quantity": 1}}]);
        shop.refuse(&command(json!({"do": "amend_order", "order": placed.order, "changes": changes,
            "shown": {"difference": {"amount": "1.99", "currency": "EUR"}}})))
    };
    goods_of_an_unknown_order_do_not_come_back: OrderUnknown, |shop| shop.refuse(&request_return(uuid(1), &[(1, 1)]));
    no_goods_do_not_come_back: LinesMissing, |shop| shop.refuse(&request_return(sent(shop), &[]));
    goods_that_are_named_twice_do_not_come_back: LineRepeated,
        |shop| shop.refuse(&request_return(sent(shop), &[(1, 1), (1, 1)]));
    an_unknown_return_is_not_agreed_to: ReturnUnknown,
        |shop| shop.refuse(&Command::ApproveReturn { return_id: uuid(1), location: "genova".parse().unwrap() });
    nothing_comes_back_of_a_return: LinesMissing, |shop| {
        let id = shop.approved(sent(shop), &[(1, 2)]);
        shop.refuse(&receive_return(id, &[(1, 0, 0)]))
    };
    less_than_nothing_does_not_come_back: QuantityInvalid, |shop| {
        let id = shop.approved(sent(shop), &[(1, 2)]);
        shop.refuse(&receive_return(id, &[(1, 2, -1)]))
    };
    a_line_that_is_not_in_the_return_does_not_come_back: LineUnknown, |shop| {
        let id = shop.approved(sent(shop), &[(1, 2)]);
        shop.refuse(&receive_return(id, &[(2, 1, 0)]))
    };
    more_than_came_back_is_not_refunded: UnitsExceed, |shop| {
        let lines = json!([{"line": 1, "quantity": 3}]);
        shop.refuse(&command(json!({"do": "refund_return", "return_id": received(shop), "lines": lines})))
    };
    a_line_is_not_refunded_twice_at_once: LineRepeated, |shop| {
        let lines = json!([{"line": 1, "quantity": 1}, {"line": 1, "quantity": 1}]);
        shop.refuse(&command(json!({"do": "refund_return", "return_id": received(shop), "lines": lines})))
    };
    goods_that_are_not_paid_do_not_become_store_credit: OrderUnpaid, |shop| {
        let placed = shop.authorized();
        shop.ship(placed.order);
        let id = shop.approved(placed.order, &[(1, 1)]);
        shop.must(&receive_return(id, &[(1, 1, 0)]));
        shop.refuse(&command(json!({"do": "refund_return", "return_id": id, "store_credit": "EX-1"})))
    };
    money_that_has_gone_back_does_not_become_store_credit: OrderUnpaid, |shop| {
        let placed = shop.captured();
        shop.ship(placed.order);
        let id = shop.approved(placed.order, &[(1, 1)]);
        shop.must(&receive_return(id, &[(1, 1, 0)]));
        shop.must(&Command::RefundPayment { payment: placed.payment, amount: crate::common::cents(1), reference: None });
        shop.refuse(&command(json!({"do": "refund_return", "return_id": id, "store_credit": "EX-1"})))
    };
    a_fee_is_not_more_than_what_it_is_kept_of: ReturnFee, |shop| {
        let fee = json!({"amount": "24.01", "currency": "EUR"});
        shop.refuse(&command(json!({"do": "refund_return", "return_id": received(shop), "fee": fee})))
    };
}
