//! Holds on stock and what becomes of them; stock through the life of an order.

use fondaco::inventory::{Reservation, ReservationState};
use fondaco::order::FulfilmentStanding;
use fondaco::payment::PaymentStanding;
use fondaco::port::{Page, Scan};
use fondaco::{CartId, Code, Command, Event, Kind, Outcome, immediately};
use serde_json::json;

use crate::common::Shop;
use crate::common::shop::{HOLD, add, authorize, cancel, capture, command};

#[test]
fn a_hold_keeps_every_line_until_its_end_for_nobody_else() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 100), ("pen", 3)]);
    let Outcome::Reservation { reservation, expires_at } = shop.must(&Command::ReserveCart { cart }) else {
        panic!("no hold")
    };
    assert_eq!(expires_at, shop.now() + jiff::SignedDuration::from_secs(HOLD));
    assert_eq!(shop.cart(cart).reservation, Some(reservation));
    assert_eq!((shop.stock("novel", "genova"), shop.stock("pen", "genova")), ((100, 100), (100, 3)));
    // Another buyer is served from the other place, and then not at all.
    shop.place(shop.filled(&[("novel", 100)]));
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None });
    assert_eq!(short.code(), Code::StockShort);
    assert_eq!(short.detail()["available"], 0);
    shop.check_replay();
}

#[test]
fn a_hold_is_all_lines_or_none() {
    let shop = Shop::new();
    let cart = shop.filled(&[("pen", 5), ("novel", 201)]);
    assert_eq!(shop.refuse(&Command::ReserveCart { cart }).code(), Code::StockShort);
    assert_eq!(shop.row("pen", "genova"), [100, 0]);
}

#[test]
fn a_hold_past_its_end_holds_nothing_even_before_the_tick_that_marks_it() {
    let shop = Shop::new();
    let reservation = shop.reserve(shop.filled(&[("novel", 100)]));
    let end = shop.hold(reservation).expires_at;
    shop.clock.set(end - jiff::SignedDuration::from_nanos(1000));
    assert_eq!(shop.stock("novel", "genova"), (100, 100));
    shop.clock.set(end);
    // Its row still counts it, the answer does not; and a buyer who needs it gets it.
    assert_eq!((shop.row("novel", "genova"), shop.stock("novel", "genova")), ([100, 100], (100, 0)));
    let (one, two) = (shop.filled(&[("novel", 100)]), shop.filled(&[("novel", 100)]));
    shop.place(one);
    shop.place(two);
    assert_eq!(shop.hold(reservation).state, ReservationState::Expired);
    assert_eq!((shop.row("novel", "genova"), shop.row("novel", "pisa")), ([100, 100], [100, 100]));
    assert_eq!(shop.tick(), 0);
    shop.check_replay();
}

#[test]
fn the_tick_marks_all_that_is_due_and_nothing_else() {
    let shop = Shop::new();
    let due: Vec<_> = (0..150).map(|_| shop.reserve(shop.filled(&[("pen", 1)]))).collect();
    shop.clock.pass(HOLD);
    let later = shop.reserve(shop.filled(&[("pen", 1)]));
    assert_eq!(immediately(shop.engine.tick(7)).unwrap(), Ok(7));
    assert_eq!(shop.tick(), 143);
    assert_eq!(shop.tick(), 0);
    assert!(due.iter().all(|id| shop.hold(*id).state == ReservationState::Expired));
    assert_eq!(shop.hold(later).state, ReservationState::Held);
    assert_eq!(shop.row("pen", "genova")[1] + shop.row("pen", "pisa")[1], 1);
    shop.check_replay();
}

#[test]
fn a_command_id_like_that_of_a_hold_does_not_keep_the_hold_alive() {
    let shop = Shop::new();
    let reservation = shop.reserve(shop.filled(&[("novel", 100)]));
    let id = fondaco::CommandId::from(uuid::Uuid::from(reservation));
    shop.send(id, &command(json!({"do": "open_cart", "channel": "web"}))).unwrap();
    shop.clock.pass(HOLD);
    shop.place(shop.filled(&[("novel", 100)]));
    shop.place(shop.filled(&[("novel", 100)]));
    assert_eq!(shop.hold(reservation).state, ReservationState::Expired);
}

#[test]
fn a_hold_that_ends_later_within_the_same_microsecond_neither_expires_nor_stops_the_shop() {
    let shop = Shop::new();
    let nanos = jiff::SignedDuration::from_nanos;
    shop.clock.set(shop.now() + nanos(700));
    let cart = shop.filled(&[("novel", 100)]);
    let reservation = shop.reserve(cart);
    shop.place(shop.filled(&[("novel", 100)]));
    shop.clock.set(shop.hold(reservation).expires_at - nanos(400));
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None });
    assert_eq!(short.code(), Code::StockShort);
    assert_eq!(shop.tick(), 0);
    assert_eq!(shop.hold(reservation).state, ReservationState::Held);
}

#[test]
fn what_a_buyer_holds_is_not_counted_against_them() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 100)]);
    let reservation = shop.reserve(cart);
    let placed = shop.place(cart);
    assert_eq!(shop.hold(reservation).state, ReservationState::Committed);
    assert_eq!(shop.row("novel", "genova"), [100, 100]);
    assert_eq!(shop.order(placed.order).allocations[0].goods.location.as_str(), "genova");
    shop.check_replay();
}

#[test]
fn a_second_hold_replaces_the_first_in_one_commit() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 60)]);
    let first = shop.reserve(cart);
    shop.must(&command(json!({"do": "change_line", "cart": cart, "line": 1, "quantity": 90})));
    let before = shop.state().transactions;
    let second = shop.reserve(cart);
    assert_eq!(shop.state().transactions, before + 1);
    assert_eq!((shop.hold(first).state, shop.hold(second).state), (ReservationState::Released, ReservationState::Held));
    assert_eq!((shop.row("novel", "genova"), shop.row("novel", "pisa")), ([100, 90], [100, 0]));
    // One that has run out is not given up but expires.
    shop.clock.pass(HOLD);
    let third = shop.reserve(cart);
    assert_eq!((shop.hold(second).state, shop.hold(third).state), (ReservationState::Expired, ReservationState::Held));
    assert_eq!(shop.row("novel", "genova"), [100, 90]);
    shop.check_replay();
}

#[test]
fn a_second_hold_that_cannot_be_had_leaves_the_first() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 60)]);
    let first = shop.reserve(cart);
    shop.must(&add(cart, "novel", 141));
    assert_eq!(shop.refuse(&Command::ReserveCart { cart }).code(), Code::StockShort);
    assert_eq!(shop.hold(first).state, ReservationState::Held);
}

#[test]
fn a_cart_that_changed_after_its_hold_is_ordered_as_it_is_now() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 10), ("pen", 5)]);
    shop.reserve(cart);
    shop.must(&Command::RemoveLine { cart, line: 2 });
    shop.must(&add(cart, "novel", 20));
    shop.must(&add(cart, "tea", 250));
    shop.place(cart);
    assert_eq!([shop.row("novel", "genova"), shop.row("pen", "genova")], [[100, 30], [100, 0]]);
    assert_eq!(shop.row("tea", "genova"), [50_000, 250]);
    shop.check_replay();
}

#[test]
fn an_order_after_its_hold_ran_out_succeeds_while_the_stock_is_there_and_not_after() {
    for taken_meanwhile in [false, true] {
        let shop = Shop::new();
        let cart = shop.filled(&[("novel", 100)]);
        shop.reserve(cart);
        shop.clock.pass(HOLD + 1);
        if taken_meanwhile {
            shop.place(shop.filled(&[("novel", 100)]));
            shop.place(shop.filled(&[("novel", 100)]));
            assert_eq!(shop.refuse(&Command::PlaceOrder { cart, total: None }).code(), Code::StockShort);
        } else {
            shop.place(cart);
        }
        shop.check_replay();
    }
}

#[test]
fn a_line_is_served_from_the_first_locations_that_have_some() {
    let shop = Shop::new();
    shop.place(shop.filled(&[("novel", 95)]));
    let order = shop.order(shop.place(shop.filled(&[("novel", 6), ("pen", 1), ("atlas", 5)])).order);
    let places: Vec<&str> = order.allocations.iter().map(|item| item.goods.location.as_str()).collect();
    assert_eq!(places, ["genova", "pisa", "genova", "genova"]);
    shop.place(shop.filled(&[("novel", 90)]));
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 10)]), total: None });
    assert_eq!((&short.detail()["wanted"], &short.detail()["available"]), (&json!(10), &json!(9)));
}

#[test]
fn a_sku_put_into_a_cart_twice_is_one_line_and_a_line_number_is_never_used_again() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 1), ("pen", 2), ("novel", 3)]);
    let lines = |cart| {
        let cart = shop.cart(cart);
        cart.lines.iter().map(|line| (line.line, line.sku.to_string(), line.quantity.units())).collect::<Vec<_>>()
    };
    assert_eq!(lines(cart), [(1, "novel".into(), 4), (2, "pen".into(), 2)]);
    shop.must(&Command::RemoveLine { cart, line: 2 });
    assert_eq!(shop.must(&add(cart, "pen", 1)), Outcome::Line { line: 3 });
    assert_eq!(shop.must(&add(cart, "novel", 1)), Outcome::Line { line: 1 });
    assert_eq!(lines(cart), [(1, "novel".into(), 5), (3, "pen".into(), 1)]);
}

#[test]
fn a_hold_that_is_given_up_gives_its_stock_back_at_once() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 100)]);
    let reservation = shop.reserve(cart);
    shop.must(&Command::ReleaseReservation { reservation });
    assert_eq!(shop.row("novel", "genova"), [100, 0]);
    shop.place(cart);
    shop.check_replay();
}

#[test]
fn a_cancelled_order_gives_its_stock_back_and_gives_up_what_is_not_captured() {
    let shop = Shop::new();
    for captured in [false, true] {
        let placed = if captured { shop.captured() } else { shop.authorized() };
        assert_eq!(shop.row("novel", "genova"), [100, 2]);
        shop.must(&cancel(placed.order));
        assert_eq!(shop.row("novel", "genova"), [100, 0]);
        assert_eq!(shop.order(placed.order).cancelled_because.as_deref(), Some("changed their mind"));
        let payment = shop.payment(placed.payment);
        assert_eq!(fondaco::word(&payment.state), if captured { "captured" } else { "voided" });
        if captured {
            shop.must(&Command::RefundPayment { payment: payment.id, amount: placed.total, reference: None });
        }
    }
    shop.check_replay();
}

#[test]
fn goods_that_leave_are_neither_on_hand_nor_promised_any_more() {
    let shop = Shop::new();
    shop.place(shop.filled(&[("novel", 99)]));
    let placed = shop.place(shop.filled(&[("novel", 2), ("pen", 3)]));
    shop.authorize(&placed);
    let standing = || FulfilmentStanding::of(&shop.order(placed.order));
    assert_eq!(standing(), FulfilmentStanding::Unfulfilled);
    let from = |place: &str| {
        let from = Some(place.parse().unwrap());
        let sending = Command::ShipOrder { order: placed.order, lines: Vec::new(), from, tracking: Some("T1".into()) };
        let Outcome::Shipment { shipment } = shop.must(&sending) else { panic!("no shipment") };
        shipment
    };
    let first = from("pisa");
    assert_eq!((shop.row("novel", "pisa"), shop.row("pen", "genova")), ([99, 0], [100, 3]));
    assert_eq!(standing(), FulfilmentStanding::PartlyShipped);
    shop.must(&Command::DeliverShipment { shipment: first });
    assert_eq!(standing(), FulfilmentStanding::PartlyShipped);
    let second = from("genova");
    assert_eq!(shop.row("pen", "genova"), [97, 0]);
    assert_eq!(standing(), FulfilmentStanding::PartlyDelivered);
    shop.must(&capture(placed.payment, placed.total));
    shop.must(&Command::DeliverShipment { shipment: second });
    assert_eq!(
        (standing(), fondaco::word(&shop.order(placed.order).state)),
        (FulfilmentStanding::Delivered, "completed".into())
    );
    shop.check_replay();
}

#[test]
fn a_part_of_the_money_that_goes_back_stops_neither_the_goods_nor_the_completion() {
    let shop = Shop::new();
    let placed = shop.captured();
    let standing = |payment| {
        let payment = shop.payment(payment);
        PaymentStanding::of(placed.total, [&*payment], shop.now()).unwrap()
    };
    assert_eq!(standing(placed.payment), PaymentStanding::Paid);
    shop.must(&Command::RefundPayment {
        payment: placed.payment,
        amount: crate::common::euros("1.00"),
        reference: None,
    });
    assert_eq!(standing(placed.payment), PaymentStanding::PartlyRefunded);
    let shipment = shop.ship(placed.order);
    shop.must(&Command::RefundPayment {
        payment: placed.payment,
        amount: crate::common::euros("23.00"),
        reference: None,
    });
    assert_eq!(standing(placed.payment), PaymentStanding::Refunded);
    shop.must(&Command::DeliverShipment { shipment });
    assert_eq!(fondaco::word(&shop.order(placed.order).state), "completed");
}

#[test]
fn an_order_of_nothing_to_pay_is_paid_from_the_start() {
    let shop = Shop::new();
    let placed = shop.place(shop.filled(&[("gift", 1)]));
    assert!(placed.total.is_zero());
    let shipment = shop.ship(placed.order);
    shop.must(&Command::DeliverShipment { shipment });
    assert_eq!(fondaco::word(&shop.order(placed.order).state), "completed");
    shop.check_replay();
}

#[test]
fn a_payment_that_failed_or_was_given_up_can_be_asked_for_again() {
    let shop = Shop::new();
    let placed = shop.authorized();
    shop.must(&Command::VoidPayment { payment: placed.payment });
    let request = Command::RequestPayment { order: placed.order, amount: None, method: None };
    let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
    shop.must(&Command::FailPayment { payment, reason: "declined".into() });
    let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
    shop.must(&authorize(payment, placed.total));
    shop.ship(placed.order);
    assert_eq!(shop.order(placed.order).payments.len(), 3);
    shop.check_replay();
}

#[test]
fn records_are_found_by_their_columns_a_page_at_a_time() {
    let shop = Shop::new();
    let holds: Vec<_> = (0..5).map(|_| shop.reserve(shop.filled(&[("pen", 1)]))).collect();
    shop.must(&Command::ReleaseReservation { reservation: holds[0] });
    let scan = Scan::of(Kind::Reservation).with("state", "held");
    let (mut found, mut page) = (Vec::new(), Page::first(2));
    loop {
        let paged = immediately(shop.engine.find::<Reservation>(&scan, &page)).unwrap().unwrap();
        found.extend(paged.items.iter().map(|hold| hold.id));
        match paged.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    let mut expected = holds[1..].to_vec();
    expected.sort();
    assert_eq!(found, expected);
    let cart: CartId = shop.hold(holds[2]).cart.unwrap();
    let of_cart = Scan::of(Kind::Reservation).with("cart", cart.to_string());
    assert_eq!(
        immediately(shop.engine.find::<Reservation>(&of_cart, &Page::first(9))).unwrap().unwrap().items.len(),
        1
    );
}

#[test]
fn the_order_of_events_says_what_went_before_what() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 1)]);
    shop.reserve(cart);
    let before = shop.state().log.len();
    shop.place(cart);
    let log = shop.state().log;
    let happened: Vec<&Event> = log[before..].iter().map(|recorded| &recorded.envelope.event).collect();
    assert!(matches!(
        happened[..],
        [
            Event::ReservationCommitted { .. },
            Event::OrderPlaced { .. },
            Event::PaymentRequested { .. },
            Event::CartOrdered { .. }
        ]
    ));
}
