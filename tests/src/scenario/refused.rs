//! Every way in which a command is refused that one vector can show.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const NOBODY: &str = "0199c1d2-0000-7000-8000-00000000dead";

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

fn long() -> String {
    "x".repeat(501)
}

/// A value with some fields changed.
pub(super) fn with(base: &Value, change: Value) -> Value {
    let mut changed = base.clone();
    if let (Some(map), Value::Object(change)) = (changed.as_object_mut(), change) {
        map.extend(change);
    }
    changed
}

/// Setting up: variants, channels, books, stock, coupons, gift cards.
fn set_up() -> Vec<(&'static str, Value)> {
    let variant = json!({"sku": "new", "title": "New", "tax_category": "book", "prices": []});
    let variants = |list: Value| json!({"do": "define_variants", "variants": list});
    let one = |change: Value| variants(json!([with(&variant, change)]));
    let channel = json!({"code": "new", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["venice"], "hold_seconds": 60});
    let place = |change: Value| json!({"do": "define_channel", "channel": with(&channel, change)});
    let goods = |lines: Value| json!({"do": "receive_stock", "location": "venice", "lines": lines});
    let coupon = |change: Value| json!({"do": "define_coupons", "coupons": [with(&json!({"code": "C"}), change)]});
    let card =
        |code: &str, amount: &str| json!({"do": "issue_gift_card", "card": {"code": code, "amount": eur(amount)}});
    let days = json!(["2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"]);
    vec![
        ("a variant without a title", one(json!({"title": ""}))),
        ("a title that is too long", one(json!({"title": long()}))),
        ("a title with the character zero", one(json!({"title": "a\u{0}b"}))),
        ("a unit of too many decimals", one(json!({"decimals": 7}))),
        ("a price below zero", one(json!({"prices": [eur("-0.01")]}))),
        ("two prices in one currency", one(json!({"prices": [eur("1.00"), eur("2.00")]}))),
        ("a variant twice in one command", variants(json!([variant, variant]))),
        ("too many categories", one(json!({"categories": vec!["c"; 101]}))),
        ("a channel without a location", place(json!({"locations": []}))),
        ("a channel of too many locations", place(json!({"locations": vec!["venice"; 101]}))),
        ("a hold of no time", place(json!({"hold_seconds": 0}))),
        ("a hold of more than a week", place(json!({"hold_seconds": 604_801}))),
        ("a receipt of nothing", goods(json!([]))),
        ("a receipt of an unknown SKU", goods(json!([{"sku": "NONE", "quantity": 1}]))),
        (
            "a reference that is too long",
            with(&goods(json!([{"sku": "COFFEE", "quantity": 1}])), json!({"reference": long()})),
        ),
        ("a coupon of no use", coupon(json!({"uses": 0}))),
        ("a coupon that ends before it begins", coupon(json!({"from": days[0], "until": days[1]}))),
        ("a gift card with nothing on it", card("EMPTY", "0.00")),
        ("a gift card with less than nothing on it", card("LESS", "-1.00")),
    ]
}

/// Things that are not there.
fn unknown() -> Vec<(&'static str, Value)> {
    let of = |step: &str, name: &str| {
        let mut command = json!({"do": step});
        command[name] = json!(NOBODY);
        command
    };
    let amount = json!({"amount": eur("1.00")});
    vec![
        (
            "a line for a cart that is not there",
            with(&of("add_line", "cart"), json!({"line": {"sku": "COFFEE", "quantity": 1}})),
        ),
        ("a change of a cart that is not there", with(&of("change_line", "cart"), json!({"line": 1, "quantity": 1}))),
        ("a line out of a cart that is not there", with(&of("remove_line", "cart"), json!({"line": 1}))),
        ("a buyer for a cart that is not there", with(&of("set_buyer", "cart"), json!({"buyer": {}}))),
        ("nobody is billed for a cart that is not there", of("set_billing", "cart")),
        ("charges for a cart that is not there", with(&of("set_charges", "cart"), json!({"charges": []}))),
        ("a hold for a cart that is not there", of("reserve_cart", "cart")),
        ("a coupon for a cart that is not there", with(&of("apply_coupon", "cart"), json!({"coupon": "C"}))),
        ("a coupon out of a cart that is not there", with(&of("remove_coupon", "cart"), json!({"coupon": "C"}))),
        ("a gift card for a cart that is not there", with(&of("apply_gift_card", "cart"), json!({"gift_card": "G"}))),
        (
            "a gift card out of a cart that is not there",
            with(&of("remove_gift_card", "cart"), json!({"gift_card": "G"})),
        ),
        ("a hold that is not there is given up", of("release_reservation", "reservation")),
        ("a hold that is not there expires", of("expire_reservation", "reservation")),
        ("a use that is not there expires", of("expire_coupon_use", "coupon_use")),
        ("an order that is not there is paid again", of("request_payment", "order")),
        ("an order that is not there is shipped", of("ship_order", "order")),
        (
            "a payment that is not there is authorized",
            with(&of("authorize_payment", "payment"), with(&amount, json!({"reference": "r"}))),
        ),
        ("a payment that is not there is captured", with(&of("capture_payment", "payment"), amount.clone())),
        ("a payment that is not there fails", with(&of("fail_payment", "payment"), json!({"reason": "r"}))),
        ("a payment that is not there is refunded", with(&of("refund_payment", "payment"), amount.clone())),
        ("a payment that is not there expires", of("expire_payment", "payment")),
        ("a payment that is not there is asked to be captured", of("request_capture", "payment")),
        ("a payment that is not there is asked back", of("request_refund", "payment")),
        (
            "a payment that is not there is disputed",
            with(&of("open_dispute", "payment"), with(&amount, json!({"dispute": "d"}))),
        ),
        (
            "a dispute of a payment that is not there is won",
            with(&of("win_dispute", "payment"), json!({"dispute": "d"})),
        ),
        ("an order that is not there is refunded", with(&of("refund_order", "order"), amount)),
        ("an effect that is not there is tried again", of("retry_effect", "effect")),
    ]
}

/// What is asked of a cart that is there, and cannot be.
fn of_cart(cart: &Value) -> Vec<(&'static str, Value)> {
    let of = |step: &str, change: Value| with(&json!({"do": step, "cart": cart}), change);
    let address = json!({"name": "Ada", "street": "Unter den Linden 1", "city": "Berlin", "country": "DE"});
    let sent = |change: Value| of("set_address", json!({"address": with(&address, change)}));
    let fee = json!({"code": "fee", "title": "Fee", "kind": "fee", "amount": eur("1.00")});
    let charges = |list: Value| of("set_charges", json!({"charges": list}));
    let answer =
        |until: &str| json!({"answer": {"provider": "T", "at": "2026-11-21T12:00:00Z", "until": until, "items": []}});
    vec![
        ("an unknown SKU for a cart", of("add_line", json!({"line": {"sku": "NONE", "quantity": 1}}))),
        (
            "a line past the largest quantity",
            of("add_line", json!({"line": {"sku": "COFFEE", "quantity": 1_000_000_000}})),
        ),
        ("an address without a name", sent(json!({"name": " "}))),
        ("an address without a street", sent(json!({"street": ""}))),
        ("an address without a city", sent(json!({"city": ""}))),
        ("a postal code that is too long", sent(json!({"postal_code": long()}))),
        (
            "a shipping that is less than nothing",
            charges(json!([with(&fee, json!({"kind": "shipping", "amount": eur("-1.00")}))])),
        ),
        ("a charge twice", charges(json!([fee, fee]))),
        (
            "a charge in another currency",
            charges(json!([with(&fee, json!({"amount": {"amount": "1.00", "currency": "USD"}}))])),
        ),
        ("more charges than a cart takes", charges(json!(vec![fee.clone(); 101]))),
        ("too many groups of a buyer", of("set_buyer", json!({"buyer": {"groups": vec!["g"; 101]}}))),
        ("taxes that hold no longer", of("set_taxes", answer("2026-11-21T12:00:00Z"))),
        ("a coupon that nobody asks for", of("apply_coupon", json!({"coupon": "NONE"}))),
        ("a coupon that is not in the cart", of("remove_coupon", json!({"coupon": "WELCOME"}))),
        ("a gift card that is not there", of("apply_gift_card", json!({"gift_card": "NONE"}))),
        ("a gift card that is not in the cart", of("remove_gift_card", json!({"gift_card": "GIFT-1"}))),
        ("a gift card in another currency", of("apply_gift_card", json!({"gift_card": "DOLLARS"}))),
        ("a coupon that has not begun", of("apply_coupon", json!({"coupon": "LATER"}))),
    ]
}

/// Steps that an order does not allow.
fn of_order(placed: &Value) -> Vec<(&'static str, Value)> {
    let paid = |step: &str, amount: &Value| json!({"do": step, "payment": placed["payment"], "amount": amount});
    let order = |step: &str, change: Value| with(&json!({"do": step, "order": placed["order"]}), change);
    vec![
        (
            "more than the whole is authorized",
            with(&paid("authorize_payment", &eur("1000.00")), json!({"reference": "r"})),
        ),
        ("a second payment beside one that is open", order("request_payment", json!({}))),
        ("a reason that is too long", order("cancel_order", json!({"reason": long()}))),
        ("an unpaid order does not leave", order("ship_order", json!({}))),
    ]
}

/// What an order that has left does not allow.
fn of_shipped(story: &mut Story, placed: &Value) -> Result<(), String> {
    let pay = |step: &str, amount: &Value| json!({"do": step, "payment": placed["payment"], "amount": amount});
    let authorize = with(
        &pay("authorize_payment", &placed["total"]),
        json!({"reference": "r", "expires_at": "2026-11-21T13:00:00Z"}),
    );
    story.tell("a payment is authorized for an hour", authorize.clone())?;
    story.tell("told twice, it changes nothing", authorize.clone())?;
    let other = with(&authorize, json!({"reference": "s"}));
    story.tell("it is not authorized twice", other.clone())?;
    story.tell("more than the whole is captured", pay("capture_payment", &eur("1000.00")))?;
    let now = story.now;
    story.at("2026-11-21T13:00:00Z")?;
    story.tell("an authorization that has ended already", other)?;
    story.now = now;
    story.tell("captured in time", pay("capture_payment", &placed["total"]))?;
    let ship = |change: Value| with(&json!({"do": "ship_order", "order": placed["order"]}), change);
    story.tell("nothing waits at that location", ship(json!({"from": "mestre"})))?;
    let sent = story.tell("an order leaves", ship(json!({"from": "venice"})))?;
    story.tell("nothing is left to leave", ship(json!({})))?;
    let cancel = json!({"do": "cancel_order", "order": placed["order"], "reason": "too late"});
    story.tell("an order that has left is not cancelled", cancel)?;
    let deliver = json!({"do": "deliver_shipment", "shipment": sent["shipment"]});
    story.tell("a shipment arrives", deliver.clone())?;
    story.tell("a shipment arrives once", deliver)?;
    story.tell("nothing goes back of nothing", pay("refund_payment", &eur("0.00")))?;
    story.tell("more goes back than came", pay("refund_payment", &eur("1000.00")))?;
    Ok(())
}

impl Story {
    /// Moves the clock.
    pub(super) fn at(&mut self, instant: &str) -> Result<(), String> {
        self.now = instant.parse().map_err(|error| format!("{error}"))?;
        Ok(())
    }

    pub(super) fn tell_all(&mut self, told: Vec<(&'static str, Value)>) -> Result<(), String> {
        told.into_iter().try_for_each(|(name, command)| self.tell(name, command).map(drop))
    }
}

pub(super) fn refused() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop_with_terms()?;
    // The shop itself is told elsewhere.
    story.vectors.clear();
    story.tell_all(set_up())?;
    story.tell_all(unknown())?;
    let dollars = json!({"code": "DOLLARS", "amount": {"amount": "10.00", "currency": "USD"}});
    story.tell("a gift card in dollars is issued", json!({"do": "issue_gift_card", "card": dollars}))?;
    story.tell("and not a second time", json!({"do": "issue_gift_card", "card": dollars}))?;
    let later = json!({"code": "WELCOME", "uses": 1, "uses_per_customer": 1});
    story.tell("a coupon is defined anew", json!({"do": "define_coupons", "coupons": [later]}))?;
    let cart = story.cart(&json!([{"sku": "COFFEE", "quantity": 500}]))?;
    story.tell_all(of_cart(&cart).into_iter().filter(|(name, _)| !name.contains("has not begun")).collect())?;
    terms_of_coupons(&mut story, &cart)?;
    let bookless = json!({"code": "fair", "currency": "EUR", "country": "IT", "book": "none", "locations": ["venice"], "hold_seconds": 60});
    story.tell(
        "a channel names a price book that is not there yet",
        json!({"do": "define_channel", "channel": bookless}),
    )?;
    let buy = json!({"do": "buy_now", "channel": "fair", "lines": [{"sku": "COFFEE", "quantity": 1}], "address": {
        "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT",
    }});
    story.tell("nothing is sold without a price book", buy)?;
    let empty = story.tell("a guest opens a cart", json!({"do": "open_cart", "channel": "web"}))?["cart"].clone();
    story.tell("an empty cart is not held", json!({"do": "reserve_cart", "cart": empty}))?;
    story.tell("an empty cart is not ordered", json!({"do": "place_order", "cart": empty}))?;
    let line = json!({"do": "add_line", "cart": empty, "line": {"sku": "COFFEE", "quantity": 1}});
    story.tell("a line for the guest", line)?;
    story.tell("a cart without an address is not ordered", json!({"do": "place_order", "cart": empty}))?;
    let placed = story.tell("an order is placed", json!({"do": "place_order", "cart": cart}))?;
    story.tell_all(of_order(&placed))?;
    of_shipped(&mut story, &placed)?;
    let other = story.cart(&json!([{"sku": "9780141439563", "quantity": 1}]))?;
    let second = story.tell("a second order is placed", json!({"do": "place_order", "cart": other}))?;
    let cancel = json!({"do": "cancel_order", "order": second["order"], "reason": "changed their mind"});
    story.tell("it is cancelled", cancel.clone())?;
    story.tell("it is cancelled once", cancel)?;
    story.tell("nothing is paid for what is cancelled", json!({"do": "request_payment", "order": second["order"]}))?;
    let third = story.cart(&json!([{"sku": "9780141439563", "quantity": 1}]))?;
    story.at("9999-12-30T22:00:00Z")?;
    story.tell("a hold past the end of time", json!({"do": "reserve_cart", "cart": third}))?;
    Ok(story.vectors)
}

/// Coupons with their times and limits.
fn terms_of_coupons(story: &mut Story, cart: &Value) -> Result<(), String> {
    let give = |cart: &Value| json!({"do": "apply_coupon", "cart": cart, "coupon": "WELCOME"});
    let define =
        |change: Value| json!({"do": "define_coupons", "coupons": [with(&json!({"code": "WELCOME"}), change)]});
    story.tell("a coupon is to begin later", define(json!({"from": "2026-12-01T00:00:00Z"})))?;
    story.tell("a coupon that has not begun", give(cart))?;
    story.tell("a coupon is to have ended", define(json!({"until": "2026-11-21T12:00:00Z"})))?;
    story.tell("a coupon that has ended", give(cart))?;
    story.tell("a coupon is for one order of each customer", define(json!({"uses": 1, "uses_per_customer": 1})))?;
    let guest = json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "COFFEE", "quantity": 100}]});
    let guest = story.tell("a guest opens a cart with coffee", guest)?["cart"].clone();
    story.tell("a coupon that is counted by customer, for a guest", give(&guest))?;
    story.tell("a use of a coupon is held", give(cart))?;
    story.tell("a coupon is given once", give(cart))?;
    let other = story.cart(&json!([{"sku": "COFFEE", "quantity": 100}]))?;
    story.tell("a coupon that is used up", give(&other))?;
    Ok(())
}
