//! Every way in which holding, ordering, paying and sending is refused, and what the kernel and the shell refuse.

use fondaco::catalog::Variant;
use fondaco::money::{Currency, Money, Rate, Remainder, Rounding, allocate};
use fondaco::port::{Page, Scan, StoreError};
use fondaco::{
    Command, CommandId, Failure, Kind, OrderId, PaymentId, Quantity, Refusal, ReservationId, Sku, Timestamp, World,
    immediately,
};
use serde_json::json;

use crate::common::shop::{HOLD, add, authorize, authorize_until, cancel, capture, command, ship};
use crate::common::{Shop, cents, euros, uuid};
use crate::refusals::refusals;

fn buy_now(channel: &str, lines: serde_json::Value) -> Command {
    let address = crate::common::shop::address_in("IT");
    command(json!({"do": "buy_now", "channel": channel, "lines": lines, "address": address}))
}

fn place(cart: fondaco::CartId) -> Command {
    Command::PlaceOrder { cart, total: None }
}

fn refund(payment: PaymentId, amount: Money) -> Command {
    Command::RefundPayment { payment, amount, reference: None }
}

fn fail(payment: PaymentId) -> Command {
    Command::FailPayment { payment, reason: "declined".into() }
}

fn long() -> String {
    "x".repeat(501)
}

fn find(shop: &Shop, scan: &Scan, page: &Page) -> Refusal {
    let found = immediately(shop.engine.find::<fondaco::cart::Cart>(scan, page)).unwrap();
    found.map(|_| ()).unwrap_err().into_refusal()
}

/// What the shell makes of a store that fails.
fn failing(shop: &Shop, error: StoreError) -> Refusal {
    let cart = shop.filled(&[("novel", 1)]);
    *shop.store.broken.lock().unwrap() = Some(error);
    let failures = [
        shop.run(&place(cart)).unwrap_err(),
        immediately(shop.engine.price(cart)).unwrap().unwrap_err(),
        immediately(shop.engine.tick(1)).unwrap().unwrap_err(),
        immediately(shop.engine.events(&fondaco::port::Cursor::default(), 1)).unwrap().unwrap_err(),
    ];
    assert!(failures.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(failures[0].reason(), failures[0].to_string());
    assert_eq!(failures[0].kind(), failures[0].code().kind());
    failures[0].clone().into_refusal()
}

refusals! {
    // Holds.
    a_hold_for_an_unknown_cart_is_refused: CartUnknown,
        |shop| shop.refuse(&Command::ReserveCart { cart: uuid(1) });
    a_hold_for_an_empty_cart_is_refused: CartEmpty,
        |shop| shop.refuse(&Command::ReserveCart { cart: shop.filled(&[]) });
    a_hold_on_more_than_there_is_is_refused_with_what_there_is: StockShort, |shop| {
        let cart = shop.filled(&[("pen", 1), ("novel", 201)]);
        let refusal = shop.refuse(&Command::ReserveCart { cart });
        let detail = ["sku", "wanted", "available"].map(|name| refusal.detail()[name].clone());
        assert_eq!(detail, [json!("novel"), json!(201), json!(200)]);
        refusal
    };
    a_hold_past_the_end_of_time_is_refused: TimeOutOfRange, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        shop.clock.set(Timestamp::MAX);
        shop.refuse(&Command::ReserveCart { cart })
    };
    releasing_an_unknown_hold_is_refused: ReservationUnknown,
        |shop| shop.refuse(&Command::ReleaseReservation { reservation: uuid(1) });
    expiring_an_unknown_hold_is_refused: ReservationUnknown,
        |shop| shop.refuse(&Command::ExpireReservation { reservation: uuid(1) });
    a_hold_that_is_not_due_does_not_expire: ReservationNotDue, |shop| {
        let reservation = shop.reserve(shop.filled(&[("novel", 1)]));
        shop.clock.pass(HOLD - 1);
        let refusal = shop.refuse(&Command::ExpireReservation { reservation });
        assert_eq!(refusal.detail()["due"], "2026-11-21T12:15:00Z");
        refusal
    };

    // Orders.
    an_order_of_an_unknown_cart_is_refused: CartUnknown, |shop| shop.refuse(&place(uuid(1)));
    an_order_of_an_empty_cart_is_refused: CartEmpty, |shop| shop.refuse(&place(shop.filled(&[])));
    an_order_without_an_address_is_refused: AddressMissing, |shop| {
        let lines = json!([{"sku": "novel", "quantity": 1}]);
        let open = command(json!({"do": "open_cart", "channel": "web", "lines": lines}));
        let fondaco::Outcome::Cart { cart } = shop.must(&open) else { panic!("no cart") };
        shop.refuse(&place(cart))
    };
    goods_are_not_bought_now_in_an_unknown_channel: ChannelUnknown, |shop| {
        shop.refuse(&buy_now("nowhere", json!([{"sku": "novel", "quantity": 1}])))
    };
    an_unknown_thing_is_not_bought_now: VariantUnknown,
        |shop| shop.refuse(&buy_now("web", json!([{"sku": "none", "quantity": 1}])));
    nothing_is_not_bought_now: CartEmpty, |shop| shop.refuse(&buy_now("web", json!([])));
    too_many_lines_are_not_bought_now: LimitExceeded, |shop| {
        let lines: Vec<_> = (0..1001).map(|_| json!({"sku": "novel", "quantity": 1})).collect();
        shop.refuse(&buy_now("web", lines.into()))
    };
    more_than_there_is_is_not_bought_now: StockShort, |shop| {
        // Repeated SKUs are added up before stock is looked at.
        shop.refuse(&buy_now("web", json!([{"sku": "novel", "quantity": 160}, {"sku": "novel", "quantity": 41}])))
    };
    an_order_of_more_than_there_is_is_refused: StockShort,
        |shop| shop.refuse(&place(shop.filled(&[("novel", 201)])));
    an_order_at_another_price_than_was_shown_is_refused: PriceChanged, |shop| {
        let cart = shop.filled(&[("novel", 2)]);
        let refusal = shop.refuse(&Command::PlaceOrder { cart, total: Some(euros("23.99")) });
        assert_eq!((&refusal.detail()["seen"], &refusal.detail()["now"]), (&json!("23.99 EUR"), &json!("24.00 EUR")));
        refusal
    };
    an_order_shown_in_another_currency_is_refused: PriceChanged, |shop| {
        let cart = shop.filled(&[("novel", 2)]);
        let total = Money::parse("24.00", Currency::iso("USD").unwrap()).unwrap();
        shop.refuse(&Command::PlaceOrder { cart, total: Some(total) })
    };
    an_order_without_a_price_in_its_currency_is_refused: PriceMissing, |shop| {
        let refusal = shop.refuse(&place(shop.filled_on("usa", &[("novel", 1), ("pen", 1)])));
        assert_eq!((&refusal.detail()["sku"], &refusal.detail()["currency"]), (&json!("pen"), &json!("USD")));
        refusal
    };
    an_order_to_a_country_without_a_tax_rate_is_refused: TaxUnknown, |shop| {
        let cart = shop.filled(&[("novel", 1)]);
        let address = crate::common::shop::address_in("FR");
        shop.must(&Command::SetAddress { cart, address });
        let refusal = shop.refuse(&place(cart));
        assert_eq!((&refusal.detail()["country"], &refusal.detail()["category"]), (&json!("FR"), &json!("book")));
        refusal
    };
    an_order_on_a_channel_without_its_book_is_refused: BookUnknown, |shop| {
        let channel = json!({"code": "bare", "currency": "EUR", "country": "IT", "book": "ghost",
            "locations": ["genova"], "hold_seconds": 60});
        shop.must(&command(json!({"do": "define_channel", "channel": channel})));
        shop.refuse(&place(shop.filled_on("bare", &[("novel", 1)])))
    };
    an_order_too_dear_to_count_is_refused: MoneyOverflow, |shop| {
        let price = json!({"amount": "92233720368547758.07", "currency": "EUR"});
        let variant = json!({"sku": "star", "title": "A Star", "tax_category": "book", "prices": [price]});
        shop.must(&command(json!({"do": "define_variants", "variants": [variant]})));
        shop.receive("genova", "star", 2);
        shop.refuse(&place(shop.filled(&[("star", 2)])))
    };
    cancelling_an_unknown_order_is_refused: OrderUnknown, |shop| shop.refuse(&cancel(uuid(1)));
    a_reason_that_is_too_long_does_not_cancel: LimitExceeded, |shop| {
        shop.refuse(&Command::CancelOrder { order: shop.placed().order, reason: long() })
    };
    an_order_whose_goods_have_left_is_not_cancelled: OrderShipped, |shop| {
        let placed = shop.authorized();
        let shipment = shop.ship(placed.order);
        let refusal = shop.refuse(&cancel(placed.order));
        assert_eq!(refusal.detail()["shipments"], json!([shipment]));
        refusal
    };
    an_order_is_not_cancelled_twice: StateForbidden, |shop| {
        let placed = shop.placed();
        shop.must(&cancel(placed.order));
        shop.refuse(&cancel(placed.order))
    };

    // Payments.
    another_payment_for_an_unknown_order_is_refused: OrderUnknown,
        |shop| shop.refuse(&Command::RequestPayment { order: uuid(1), amount: None, method: None });
    another_payment_for_a_cancelled_order_is_refused: OrderCancelled, |shop| {
        let order = shop.placed().order;
        shop.must(&cancel(order));
        let refusal = shop.refuse(&Command::RequestPayment { order, amount: None, method: None });
        assert_eq!(refusal.detail()["order"], order.to_string());
        refusal
    };
    another_payment_beside_one_that_is_asked_for_is_refused: PaymentOpen,
        |shop| shop.refuse(&Command::RequestPayment { order: shop.placed().order, amount: None, method: None });
    another_payment_beside_one_that_is_authorized_is_refused: PaymentOpen,
        |shop| shop.refuse(&Command::RequestPayment { order: shop.authorized().order, amount: None, method: None });
    another_payment_for_what_is_paid_is_refused: PaymentOpen,
        |shop| shop.refuse(&Command::RequestPayment { order: shop.captured().order, amount: None, method: None });
    another_payment_for_what_was_refunded_is_refused: PaymentOpen, |shop| {
        let placed = shop.captured();
        shop.must(&refund(placed.payment, placed.total));
        shop.refuse(&Command::RequestPayment { order: placed.order, amount: None, method: None })
    };
    authorizing_an_unknown_payment_is_refused: PaymentUnknown, |shop| shop.refuse(&authorize(uuid(1), cents(1)));
    authorizing_another_amount_is_refused: PaymentAmount, |shop| {
        let placed = shop.placed();
        let refusal = shop.refuse(&authorize(placed.payment, euros("24.01")));
        let detail = ["given", "expected"].map(|name| refusal.detail()[name].clone());
        assert_eq!(detail, [json!("24.01 EUR"), json!("24.00 EUR")]);
        refusal
    };
    an_authorization_that_has_ended_already_is_refused: PaymentExpired, |shop| {
        let placed = shop.placed();
        shop.refuse(&authorize_until(placed.payment, placed.total, shop.now()))
    };
    a_gateway_reference_that_is_too_long_is_refused: LimitExceeded, |shop| {
        let placed = shop.placed();
        let (payment, amount) = (placed.payment, placed.total);
        shop.refuse(&Command::AuthorizePayment { payment, amount, reference: long(), expires_at: None })
    };
    capturing_an_unknown_payment_is_refused: PaymentUnknown, |shop| shop.refuse(&capture(uuid(1), cents(1)));
    capturing_more_than_is_authorized_is_refused: CaptureExceeds, |shop| {
        let placed = shop.authorized();
        shop.must(&capture(placed.payment, euros("20.00")));
        let refusal = shop.refuse(&capture(placed.payment, euros("4.01")));
        assert_eq!(refusal.detail()["left"], "4.00 EUR");
        refusal
    };
    capturing_nothing_is_refused: CaptureExceeds, |shop| shop.refuse(&capture(shop.authorized().payment, cents(0)));
    failing_an_unknown_payment_is_refused: PaymentUnknown, |shop| shop.refuse(&fail(uuid(1)));
    a_reason_that_is_too_long_does_not_fail_a_payment: LimitExceeded, |shop| {
        shop.refuse(&Command::FailPayment { payment: shop.placed().payment, reason: long() })
    };
    voiding_an_unknown_payment_is_refused: PaymentUnknown,
        |shop| shop.refuse(&Command::VoidPayment { payment: uuid(1) });
    refunding_an_unknown_payment_is_refused: PaymentUnknown, |shop| shop.refuse(&refund(uuid(1), cents(1)));
    a_refund_of_more_than_was_captured_is_refused: RefundExceeds, |shop| {
        let placed = shop.captured();
        shop.must(&refund(placed.payment, euros("20.00")));
        let refusal = shop.refuse(&refund(placed.payment, euros("4.01")));
        assert_eq!(refusal.detail()["left"], "4.00 EUR");
        refusal
    };
    a_refund_of_nothing_is_refused: RefundExceeds, |shop| shop.refuse(&refund(shop.captured().payment, cents(0)));
    a_refund_below_zero_is_refused: RefundExceeds, |shop| shop.refuse(&refund(shop.captured().payment, cents(-1)));
    a_refund_too_far_below_zero_to_count_is_refused: MoneyOverflow,
        |shop| shop.refuse(&refund(shop.captured().payment, cents(i64::MIN)));
    a_refund_in_another_currency_is_refused: CurrencyMismatch, |shop| {
        let dollar = Money::from_minor(100, Currency::iso("USD").unwrap());
        shop.refuse(&refund(shop.captured().payment, dollar))
    };

    // Goods.
    sending_an_unknown_order_is_refused: OrderUnknown, |shop| shop.refuse(&ship(uuid(1)));
    goods_that_are_not_paid_do_not_leave: OrderUnpaid, |shop| {
        let refusal = shop.refuse(&ship(shop.placed().order));
        assert_eq!(refusal.detail()["standing"], "unpaid");
        refusal
    };
    goods_on_an_authorization_that_has_ended_do_not_leave: OrderUnpaid, |shop| {
        let placed = shop.placed();
        let end = shop.now() + jiff::SignedDuration::from_secs(60);
        shop.must(&authorize_until(placed.payment, placed.total, end));
        shop.clock.set(end);
        shop.refuse(&ship(placed.order))
    };
    goods_whose_money_has_all_gone_back_do_not_leave: OrderUnpaid, |shop| {
        let placed = shop.captured();
        shop.must(&refund(placed.payment, placed.total));
        let refusal = shop.refuse(&ship(placed.order));
        assert_eq!(refusal.detail()["standing"], "refunded");
        refusal
    };
    goods_do_not_leave_twice: NothingToShip, |shop| {
        let placed = shop.authorized();
        shop.ship(placed.order);
        let refusal = shop.refuse(&ship(placed.order));
        assert_eq!(refusal.detail()["order"], placed.order.to_string());
        refusal
    };
    goods_do_not_leave_from_where_they_are_not: NothingToShip, |shop| {
        let order = shop.authorized().order;
        shop.refuse(&Command::ShipOrder { order, lines: Vec::new(), from: Some("pisa".parse().unwrap()), tracking: None })
    };
    a_tracking_number_that_is_too_long_is_refused: LimitExceeded, |shop| {
        shop.refuse(&Command::ShipOrder { order: shop.authorized().order, lines: Vec::new(), from: None, tracking: Some(long()) })
    };
    an_unknown_shipment_does_not_arrive: ShipmentUnknown,
        |shop| shop.refuse(&Command::DeliverShipment { shipment: uuid(1) });

    // The loop and the queries.
    a_command_id_is_not_used_for_another_command: CommandReused, |shop| {
        let (cart, id) = (shop.filled(&[]), shop.next_id());
        shop.send(id, &add(cart, "novel", 1)).unwrap();
        let before = shop.state();
        let refusal = shop.send(id, &add(cart, "novel", 2)).unwrap_err().into_refusal();
        assert!(shop.state() == before);
        assert_eq!(refusal.detail()["id"], id.to_string());
        refusal
    };
    the_outcome_of_a_command_that_never_was_is_unknown: CommandUnknown, |shop| {
        let id: CommandId = uuid(1);
        immediately(shop.engine.get::<fondaco::ProcessedCommand>(&id)).unwrap().unwrap_err().into_refusal()
    };
    a_moment_that_is_used_twice_overwrites_nothing: Defect, |shop| {
        let seed = shop.clock.seed();
        shop.filled(&[]);
        shop.clock.turn_back(seed);
        shop.refuse(&command(json!({"do": "open_cart", "channel": "web"})))
    };
    a_scan_for_another_kind_is_refused: ScanInvalid,
        |shop| find(shop, &Scan::of(Kind::Order), &Page::first(1));
    a_scan_by_an_unknown_column_is_refused: ScanInvalid,
        |shop| find(shop, &Scan::of(Kind::Cart).with("colour", "red"), &Page::first(1));
    a_scan_of_a_text_by_an_instant_is_refused: ScanInvalid,
        |shop| find(shop, &Scan::of(Kind::Cart).until("state", Timestamp::MAX), &Page::first(1));
    a_page_of_nothing_is_refused: ScanInvalid, |shop| find(shop, &Scan::of(Kind::Cart), &Page::first(0));
    a_page_that_is_too_large_is_refused: ScanInvalid, |shop| find(shop, &Scan::of(Kind::Cart), &Page::first(1001));
    a_page_after_another_kind_of_record_is_refused: ScanInvalid, |shop| {
        let after = Some(uuid::<OrderId>(1).into());
        find(shop, &Scan::of(Kind::Cart), &Page { after, limit: 1 })
    };
    a_commit_that_finds_the_world_moved_each_time_gives_up: StoreContended, |shop| {
        shop.store.stale.store(u32::MAX, std::sync::atomic::Ordering::Relaxed);
        shop.refuse(&command(json!({"do": "open_cart", "channel": "web"})))
    };
    a_store_that_cannot_answer_is_unavailable: StoreUnavailable,
        |shop| failing(shop, StoreError::Unavailable("the disk is away".into()));
    a_store_that_cannot_read_is_at_fault: StoreFault,
        |shop| failing(shop, StoreError::Fault("a row is not JSON".into()));
    a_log_with_a_gap_is_broken: LogBroken, |shop| {
        let log = shop.state().log;
        let gap = log.iter().skip(1).map(|recorded| &recorded.envelope);
        let mut twice: Vec<_> = gap.collect();
        twice.push(twice[0]);
        let refusal = World::replay(twice).unwrap_err();
        assert_eq!(refusal.detail()["version"], 1);
        refusal
    };

    // The kernel.
    an_unknown_currency_is_refused: CurrencyUnknown, |_| Currency::iso("EU").unwrap_err();
    a_custom_currency_under_a_code_of_iso_is_refused: CurrencyInvalid, |_| Currency::custom("EUR", 2).unwrap_err();
    an_amount_that_is_no_decimal_is_refused: MoneyMalformed,
        |_| Money::parse("1,00", Currency::iso("EUR").unwrap()).unwrap_err();
    an_amount_finer_than_its_currency_is_refused: MoneyTooPrecise,
        |_| Money::parse("1.005", Currency::iso("EUR").unwrap()).unwrap_err();
    a_rate_that_cannot_be_contained_is_refused: RateInvalid,
        |_| Rate::parse("-1").unwrap().contained_in(cents(100), Rounding::HalfUp).unwrap_err();
    a_split_over_nothing_is_refused: AllocationImpossible,
        |_| allocate(cents(1), &[], Remainder::First).unwrap_err();
    a_code_outside_its_alphabet_is_refused: CodeMalformed, |_| Sku::new("a b").unwrap_err();
    an_id_that_is_no_uuid_is_refused: IdMalformed, |_| "42".parse::<ReservationId>().unwrap_err();
    a_quantity_of_zero_is_refused: QuantityInvalid, |_| Quantity::new(0).unwrap_err();
    a_quantity_below_zero_is_refused: QuantityInvalid, |_| Quantity::new(-1).unwrap_err();
    a_quantity_past_the_limit_is_refused: QuantityInvalid, |_| Quantity::new(1_000_000_001).unwrap_err();
}

#[test]
fn what_stands_exactly_at_a_limit_is_accepted() {
    let shop = Shop::new();
    let reference = "x".repeat(500);
    let lines: Vec<_> = (0..1000).map(|_| json!({"sku": "novel", "quantity": 1_000_000_000})).collect();
    shop.must(&command(json!({"do": "receive_stock", "location": "genova", "lines": lines, "reference": reference})));
    assert_eq!(shop.row("novel", "genova"), [1_000_000_000_100, 0]);
    let cart = shop.filled(&[("novel", 999_999_999)]);
    shop.must(&add(cart, "novel", 1));
    let channel = json!({"code": "long", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": vec!["genova"; 100], "hold_seconds": 604_800});
    shop.must(&command(json!({"do": "define_channel", "channel": channel})));
    let free = json!({"sku": "fine", "title": "F", "tax_category": "book", "decimals": 6, "prices": []});
    shop.must(&command(json!({"do": "define_variants", "variants": [free]})));
    assert!(immediately(shop.engine.get::<Variant>(&"fine".parse().unwrap())).unwrap().is_ok());
}

#[test]
fn a_failure_says_its_code_kind_and_reason_whatever_failed() {
    let contended = Failure::Contended { attempts: 3 };
    assert_eq!(contended.code().as_str(), "store.contended");
    assert!(contended.reason().contains("3 times"));
    let refused = Failure::from(Sku::new("").unwrap_err());
    assert_eq!(
        (refused.code().as_str(), refused.reason()),
        ("code.malformed", refused.clone().into_refusal().reason().into())
    );
}
