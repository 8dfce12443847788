//! One example of every command, outcome and event.

use fondaco::effect::EffectReport;
use fondaco::money::Money;
use fondaco::payment::RefundPart;
use fondaco::{Command, Envelope, Outcome};
use serde_json::json;

use crate::common::shop::{
    HOLD, add, address_in, authorize_until, cancel, cancel_lines, command, receive_return, request_return, rules,
    units, variants,
};
use crate::common::{Shop, euros, uuid};
use crate::kits::{define, kit};

pub(crate) fn commands() -> Vec<Command> {
    let amount: Money = euros("24.00");
    let channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
        "locations": ["genova", "pisa"], "hold_seconds": HOLD});
    let lines = json!([{"sku": "novel", "quantity": 2}]);
    let mut open = json!({"do": "open_cart", "channel": "web", "lines": lines, "address": address_in("IT")});
    open["customer"] = "00000000-0000-0000-0000-000000000007".into();
    let id = uuid::<fondaco::TransferId>(9);
    let lot = json!({"lot": "L7", "quantity": 1, "expires_at": "2027-01-01T00:00:00Z"});
    let receive = json!({"do": "receive_stock", "location": "genova", "reference": "DN 7", "inbound": id,
        "lines": [{"sku": "novel", "quantity": 1, "unit_cost": amount, "lots": [lot]}]});
    vec![
        command(json!({"do": "define_variants", "variants": variants()})),
        define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]),
        command(json!({"do": "define_channel", "channel": channel})),
        crate::documents::series("orders", "O-", 1),
        crate::sellers::seller("ada", json!({"orders": "orders"})),
        command(json!({"do": "define_price_book", "rules": rules("retail", "inclusive")})),
        crate::carriage::define(),
        command(json!({"do": "define_coupons", "coupons": [{"code": "ONCE", "uses": 1}]})),
        command(json!({"do": "issue_gift_card", "card": {"code": "CARD", "amount": amount}})),
        crate::stock::location(
            "genova",
            json!({"priority": 1, "capabilities": ["ships"], "cost": amount, "place": {
            "country": "IT", "region": "GE", "postal_code": "16121",
            "point": {"latitude": 44_407_186, "longitude": 8_933_983}}}),
        ),
        command(receive),
        command(json!({"do": "define_stock_terms", "location": "genova", "skus": ["novel", "pen"],
            "terms": {"safety": 1, "backorder": 10, "low": 5, "restored": 8}})),
        command(json!({"do": "set_aside", "location": "genova", "sku": "novel", "reason": "damaged", "by": -2})),
        command(json!({"do": "check_stock", "location": "genova", "sku": "novel"})),
        command(
            json!({"do": "adjust_stock", "location": "genova", "lines": [{"sku": "novel", "by": -1, "lots": [lot]}],
            "reason": "other", "note": "the cat"}),
        ),
        command(json!({"do": "count_stock", "location": "genova", "reference": "C 1",
            "lines": [{"sku": "novel", "counted": 7, "expected": 8}]})),
        command(json!({"do": "write_off_stock", "location": "genova", "lines": lines, "reason": "damaged",
            "note": "rain", "aside": "damaged"})),
        command(json!({"do": "send_transfer", "from": "genova", "to": "pisa", "lines": lines, "reference": "CMR 1"})),
        command(json!({"do": "receive_transfer", "transfer": id, "lines": lines})),
        command(json!({"do": "return_transfer", "transfer": id, "lines": lines})),
        command(json!({"do": "write_off_transfer", "transfer": id, "lines": lines, "reason": "lost", "note": "sea"})),
        command(json!({"do": "announce_inbound", "location": "genova", "lines": lines, "reference": "PO 1",
            "due_at": "2026-11-25T12:00:00Z"})),
        command(json!({"do": "change_inbound", "inbound": id, "lines": lines, "due_at": "2026-11-26T12:00:00Z"})),
        command(json!({"do": "cancel_inbound", "inbound": id})),
        command(open),
        add(uuid(1), "novel", 1),
        Command::ChangeLine { cart: uuid(1), line: 1, quantity: 3.try_into().unwrap() },
        Command::RemoveLine { cart: uuid(1), line: 1 },
        Command::SetAddress { cart: uuid(1), address: address_in("DE") },
        Command::SendLine {
            cart: uuid(1),
            line: 1,
            to: Some("office".parse().unwrap()),
            quantity: Some(1.try_into().unwrap()),
        },
        Command::NoteLine { cart: uuid(1), line: 1, note: Some("for Marco".into()) },
        Command::SaveLine { cart: uuid(1), line: 1 },
        Command::RestoreLine { cart: uuid(1), line: 1 },
        Command::AcceptPrices { cart: uuid(1) },
        command(json!({"do": "put_address", "cart": uuid::<fondaco::CartId>(1),
            "address": {"code": "office", "address": address_in("IT")}})),
        Command::RemoveAddress { cart: uuid(1), address: "office".parse().unwrap() },
        command(json!({"do": "describe_cart", "cart": uuid::<fondaco::CartId>(1), "note": "ring twice",
            "custom": {"campaign": "autumn"}})),
        Command::AssignCart { cart: uuid(1), customer: uuid(7) },
        Command::MergeCarts { guest: uuid(1), existing: uuid(9), by: fondaco::cart::MergeBy::GuestIfExistingEmpty },
        Command::ExpireCart { cart: uuid(1) },
        Command::ReopenCart { cart: uuid(1) },
        command(json!({"do": "set_buyer", "cart": uuid::<fondaco::CartId>(1),
            "buyer": {"key": "session-7", "groups": ["readers"], "orders": 3, "tax": "reverse_charge"}})),
        command(json!({"do": "set_billing", "cart": uuid::<fondaco::CartId>(1),
            "billing": {"address": address_in("FR"), "tax_id": "FR12345678901"}})),
        command(json!({"do": "set_charges", "cart": uuid::<fondaco::CartId>(1), "charges": [
            {"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": amount, "tax": {"category": "standard"}}]})),
        crate::carriage::choose(uuid(1), Some("post")),
        command(json!({"do": "set_taxes", "cart": uuid::<fondaco::CartId>(1), "answer": tax_answer()})),
        command(json!({"do": "apply_coupon", "cart": uuid::<fondaco::CartId>(1), "coupon": "ONCE"})),
        command(json!({"do": "remove_coupon", "cart": uuid::<fondaco::CartId>(1), "coupon": "ONCE"})),
        Command::ExpireCouponUse { coupon_use: uuid(8) },
        command(json!({"do": "apply_gift_card", "cart": uuid::<fondaco::CartId>(1), "gift_card": "CARD"})),
        command(json!({"do": "remove_gift_card", "cart": uuid::<fondaco::CartId>(1), "gift_card": "CARD"})),
        Command::ReserveCart { cart: uuid(1) },
        command(
            json!({"do": "reserve_stock", "holder": "house", "lines": [{"sku": "novel", "quantity": 2, "location": "pisa"}],
            "locations": ["genova", "pisa"], "sourcing": ["nearest", "fewest_parcels"], "keep": "line",
            "collect_at": "pisa", "hold_seconds": 60, "replaces": uuid::<fondaco::ReservationId>(2)}),
        ),
        Command::ExtendReservation { reservation: uuid(2), hold_seconds: 60 },
        Command::CommitReservation { reservation: uuid(2), reference: Some("DN 8".into()) },
        Command::FillBackorder { backorder: uuid(9) },
        Command::ReleaseReservation { reservation: uuid(2) },
        Command::ExpireReservation { reservation: uuid(2) },
        Command::PlaceOrder { cart: uuid(1), total: Some(amount) },
        command(
            json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address_in("IT"), "total": amount}),
        ),
        Command::HoldOrder { order: uuid(3), reason: "the address looks odd".into() },
        Command::ReleaseOrder { order: uuid(3) },
        crate::documents::issue(uuid(3), &[(1, 2)]),
        Command::IssueCreditNote { order: uuid(3), seller: None },
        Command::IssueCreditNote { order: uuid(3), seller: Some("ada".parse().unwrap()) },
        cancel(uuid(3)),
        cancel_lines(uuid(3), &[(1, 2)]),
        command(json!({"do": "amend_order", "order": uuid::<fondaco::OrderId>(3), "changes": [
            {"add_line": lines[0]}, {"set_quantity": {"line": 1, "quantity": 1}}, {"remove_line": {"line": 2}},
            {"set_price": {"line": 1, "price": {"unit": amount, "per": 2}}}, {"set_address": address_in("IT")}, {"set_charges": []}], "shown": {"difference": amount}})),
        request_return(uuid(3), &[(1, 2)]),
        Command::ApproveReturn { return_id: uuid(9), location: "genova".parse().unwrap() },
        Command::RefuseReturn { return_id: uuid(9), reason: "worn".into() },
        Command::CancelReturn { return_id: uuid(9) },
        receive_return(uuid(9), &[(1, 1, 1)]),
        command(json!({"do": "refund_return", "return_id": uuid::<fondaco::ReturnId>(9), "lines": units(&[(1, 2)]),
            "charges": ["parcel"], "fee": euros("1.50"), "store_credit": "EX-1"})),
        Command::RequestPayment { order: uuid(3), amount: None, method: None },
        authorize_until(uuid(4), amount, crate::common::shop::START.parse().unwrap()),
        Command::CapturePayment { payment: uuid(4), amount, reference: None, last: false },
        Command::FailPayment { payment: uuid(4), reason: "declined".into() },
        Command::VoidPayment { payment: uuid(4) },
        Command::RefundPayment { payment: uuid(4), amount, reference: None },
        Command::RequestPayment { order: uuid(3), amount: Some(amount), method: Some("card".into()) },
        Command::CapturePayment { payment: uuid(4), amount, reference: Some("ch-1".into()), last: true },
        Command::RefundPayment { payment: uuid(4), amount, reference: Some("re-1".into()) },
        Command::ExpirePayment { payment: uuid(4) },
        Command::OpenDispute { payment: uuid(4), dispute: "dp-1".into(), amount },
        Command::WinDispute { payment: uuid(4), dispute: "dp-1".into() },
        Command::LoseDispute { payment: uuid(4), dispute: "dp-1".into() },
        Command::RequestCapture { payment: uuid(4), amount: Some(amount), last: true },
        Command::RequestRefund { payment: uuid(4), amount: Some(amount) },
        Command::RefundOrder { order: uuid(3), amount, start: Some(uuid(4)) },
        Command::ClaimEffect { effect: uuid(9) },
        Command::AnswerEffect {
            effect: uuid(9),
            attempt: 1,
            answer: EffectReport::Done { reference: "ch-1".into(), expires_at: None },
        },
        Command::RetryEffect { effect: uuid(9) },
        Command::ShipOrder {
            order: uuid(3),
            lines: Vec::new(),
            from: Some("genova".parse().unwrap()),
            tracking: Some("T1".into()),
        },
        crate::tracking::track(
            uuid(5),
            json!([{"id": "1", "at": "2026-11-22T08:00:00Z", "status": "delivery_failed", "reason": "consignee_not_home",
                "code": "NH", "place": "Genova", "text": "nobody was there", "estimated_at": "2026-11-23T08:00:00Z",
                "reopens": true}]),
        ),
        crate::labels::request(uuid(5), 2),
        Command::VoidLabel { shipment: uuid(5), booking: uuid(9) },
        Command::DeliverShipment { shipment: uuid(5) },
    ]
    .into_iter()
    .chain(crate::ledger::examples())
    .chain(crate::trades::examples())
    .chain(crate::settlements::examples())
    .collect()
}

pub(crate) fn outcomes() -> Vec<Outcome> {
    vec![
        Outcome::Done {},
        Outcome::Trade { trade: uuid(11) },
        Outcome::Settlement { settlement: uuid(12) },
        crate::settlements::settled(),
        Outcome::Movement { movement: uuid(6) },
        Outcome::Count { movement: uuid(6), lines: Vec::new() },
        Outcome::Transfer { transfer: uuid(9) },
        Outcome::Inbound { inbound: uuid(10) },
        Outcome::Cart { cart: uuid(1) },
        Outcome::Line { line: 1 },
        Outcome::LineClamped {
            line: 1,
            asked: 5.try_into().unwrap(),
            granted: 3.try_into().unwrap(),
            quantity: 4.try_into().unwrap(),
        },
        Outcome::CartMerged {
            cart: uuid(9),
            left_out: vec![fondaco::cart::LeftOut { sku: "novel".parse().unwrap(), quantity: 2.try_into().unwrap() }],
        },
        Outcome::Reservation { reservation: uuid(2), expires_at: crate::common::shop::START.parse().unwrap() },
        Outcome::Order { order: uuid(3), payment: uuid(4), total: euros("24.00") },
        Outcome::Payment { payment: uuid(4) },
        Outcome::Shipment { shipment: uuid(5) },
        Outcome::Booking { booking: uuid(9) },
        Outcome::Refund {
            parts: vec![
                RefundPart::Payment { payment: uuid(4), amount: euros("20.00") },
                RefundPart::GiftCard { gift_card: "CARD".parse().unwrap(), amount: euros("4.00") },
            ],
        },
        Outcome::Claim { attempt: Some(1) },
        Outcome::Invoice { invoice: uuid(11), number: "I-0001".into(), total: euros("24.00") },
        Outcome::CreditNote { credit_note: uuid(12), number: "C-0001".into(), total: euros("12.00") },
        Outcome::Return { return_id: uuid(9) },
        Outcome::Credited { amount: euros("22.50") },
        Outcome::Entries { entries: vec![uuid(13), uuid(14)] },
        Outcome::Amended { total: euros("13.99"), difference: euros("-10.01"), payment: Some(uuid(10)) },
    ]
}

/// A day on which everything happens that can.
pub(crate) fn full_day() -> Shop {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 2), ("tea", 1250), ("pen", 3)]);
    shop.must(&Command::ChangeLine { cart, line: 1, quantity: 4.try_into().unwrap() });
    shop.must(&Command::RemoveLine { cart, line: 3 });
    shop.must(&Command::SetAddress { cart, address: address_in("IT") });
    let reservation = shop.reserve(cart);
    shop.must(&Command::ReleaseReservation { reservation });
    shop.reserve(cart);
    let placed = shop.place(cart);
    shop.must(&Command::FailPayment { payment: placed.payment, reason: "declined".into() });
    let request = Command::RequestPayment { order: placed.order, amount: None, method: None };
    let Outcome::Payment { payment } = shop.must(&request) else { panic!("no payment") };
    let end = shop.now() + jiff::SignedDuration::from_hours(24);
    shop.must(&authorize_until(payment, placed.total, end));
    let shipment = shop.ship(placed.order);
    shop.must(&Command::DeliverShipment { shipment });
    shop.must(&Command::CapturePayment { payment, amount: placed.total, reference: None, last: false });
    shop.must(&Command::RefundPayment { payment, amount: euros("1.00"), reference: None });
    let given_up = shop.placed();
    shop.must(&cancel(given_up.order));
    let house = json!({"do": "reserve_stock", "holder": "house", "lines": [{"sku": "novel", "quantity": 1}],
        "locations": ["pisa"], "hold_seconds": 60});
    let Outcome::Reservation { reservation, .. } = shop.must(&command(house)) else { panic!("no hold") };
    shop.must(&Command::ExtendReservation { reservation, hold_seconds: 90 });
    shop.must(&Command::CommitReservation { reservation, reference: Some("DN 8".into()) });
    day_of_returns(&shop);
    day_of_terms(&shop);
    crate::carts::day_of_carts(&shop);
    crate::stock::full_day(&shop);
    let forgotten = shop.filled(&[("atlas", 1)]);
    shop.reserve(forgotten);
    shop.clock.pass(HOLD);
    shop.tick();
    crate::payments::day_of_payments(&shop);
    crate::documents::day_of_documents(&shop);
    crate::sellers::day_of_sellers(&shop);
    crate::ledger::day_of_books(&shop);
    crate::carriage::day_of_sending(&shop);
    crate::tracking::day_of_tracking(&shop);
    crate::labels::day_of_labels(&shop);
    shop
}

/// Units are cancelled, come back, and do not.
fn day_of_returns(shop: &Shop) {
    let placed = shop.bought(&[("novel", 6)]);
    shop.must(&cancel_lines(placed.order, &[(1, 1)]));
    shop.ship(placed.order);
    let credited = shop.approved(placed.order, &[(1, 2)]);
    shop.must(&receive_return(credited, &[(1, 1, 1)]));
    shop.must(&command(json!({"do": "refund_return", "return_id": credited})));
    let refused = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&receive_return(refused, &[(1, 0, 1)]));
    shop.must(&Command::RefuseReturn { return_id: refused, reason: "worn".into() });
    let kept = shop.approved(placed.order, &[(1, 1)]);
    shop.must(&Command::CancelReturn { return_id: kept });
    let placed = shop.bought(&[("novel", 2)]);
    let changes = json!([{"set_quantity": {"line": 1, "quantity": 1}}, {"add_line": {"sku": "pen", "quantity": 1}},
        {"set_price": {"line": 1, "price": {"unit": euros("11.00")}}}]);
    shop.must(&command(json!({"do": "amend_order", "order": placed.order, "changes": changes,
        "shown": {"total": euros("12.99")}})));
}

/// What a tax service answers for two novels.
pub(crate) fn tax_answer() -> serde_json::Value {
    json!({"provider": "Tax & Co", "at": "2026-11-21T11:00:00Z", "until": "2026-11-22T11:00:00Z",
        "items": [{"of": {"line": 1}, "name": "State tax", "rate": "0.2"}]})
}

/// Coupons, gift cards, charges, buyers and taxes.
fn day_of_terms(shop: &Shop) {
    crate::terms::stock_terms(shop);
    let ada = "00000000-0000-0000-0000-000000000007";
    let on = |cart: fondaco::CartId, step: &str, more: serde_json::Value| {
        let mut asked = json!({"do": step, "cart": cart});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        shop.must(&command(asked));
    };
    let coupon = |code: &str| json!({"coupon": code});
    let open = json!({"do": "open_cart", "channel": "web", "customer": ada, "address": address_in("IT"),
        "lines": [{"sku": "novel", "quantity": 2}]});
    let opened = || match shop.must(&command(open.clone())) {
        Outcome::Cart { cart } => cart,
        other => panic!("{other:?}"),
    };
    let cart = opened();
    on(cart, "set_buyer", json!({"buyer": {"groups": ["readers"]}}));
    on(cart, "set_billing", json!({"billing": {"address": address_in("IT"), "tax_id": "IT01234567890"}}));
    on(
        cart,
        "set_charges",
        json!({"charges": [
        {"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros("5.00"), "tax": "as_goods"}]}),
    );
    on(cart, "apply_coupon", coupon("ONCE"));
    on(cart, "apply_coupon", coupon("EACH"));
    on(cart, "apply_gift_card", json!({"gift_card": "CREDIT"}));
    on(cart, "apply_gift_card", json!({"gift_card": "CARD"}));
    on(cart, "remove_gift_card", json!({"gift_card": "CREDIT"}));
    on(cart, "set_taxes", json!({"answer": tax_answer()}));
    let placed = shop.place(cart);
    shop.must(&cancel(placed.order));
    let other = opened();
    on(other, "apply_coupon", coupon("ONCE"));
    on(other, "remove_coupon", coupon("ONCE"));
    on(other, "apply_coupon", coupon("ONCE"));
}

/// Days on which every kind of record comes about.
pub(crate) fn days() -> [Shop; 4] {
    let (trading, settling) = (crate::trades::day_of_trading(), crate::settlements::day_of_settling());
    [full_day(), crate::allocation::day_of_waiting(), trading, settling]
}

/// The first event of each type of those days, in order of type.
pub(crate) fn envelopes() -> Vec<Envelope> {
    let mut first: std::collections::BTreeMap<String, Envelope> = std::collections::BTreeMap::new();
    for recorded in days().iter().flat_map(|shop| shop.state().log) {
        let kind = serde_json::to_value(&recorded.envelope.event).unwrap()["type"].as_str().unwrap().to_owned();
        first.entry(kind).or_insert(recorded.envelope);
    }
    first.into_values().collect()
}
