//! Which place serves what; holds without a cart; promises of goods that are still to come.

use std::sync::Arc;

use fondaco::inventory::{Backorder, BackorderState, ReservationState};
use fondaco::port::{Page, Scan};
use fondaco::{Code, Command, Key, Kind, OrderId, Outcome, ReservationId, immediately};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::{HOLD, add, address_in, cancel, command, uuid};
use crate::refusals::refusals;

/// Lets so many units be promised at a place before they are there.
pub(crate) fn let_wait(shop: &Shop, sku: &str, place: &str, units: i64) {
    let terms = json!({"backorder": units});
    shop.must(&command(json!({"do": "define_stock_terms", "location": place, "skus": [sku], "terms": terms})));
}

fn row(shop: &Shop, allowance: &str) -> [i64; 2] {
    shop.pair(&Key::Allowance(allowance.parse().unwrap()))
}

/// What holds stock without a cart, for the house itself.
fn hold(lines: Value, more: Value) -> Command {
    let mut asked = json!({"do": "reserve_stock", "holder": "house", "lines": lines, "locations": ["genova", "pisa"],
        "hold_seconds": HOLD});
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(asked)
}

fn held(shop: &Shop, asked: &Command) -> ReservationId {
    match shop.must(asked) {
        Outcome::Reservation { reservation, .. } => reservation,
        other => panic!("{other:?}"),
    }
}

/// The rows of a hold: line, place, units.
fn rows(shop: &Shop, hold: ReservationId) -> Vec<(u32, String, i64)> {
    let lines = &shop.hold(hold).lines;
    lines.iter().map(|goods| (goods.line, goods.location.to_string(), goods.quantity.units())).collect()
}

/// The rows of an order: place, what stands behind the promise, units.
fn promises(shop: &Shop, order: OrderId) -> Vec<(String, String, i64)> {
    let order = shop.order(order);
    let row = |goods: &fondaco::inventory::Allocation| {
        (goods.location.to_string(), fondaco::word(&goods.supply), goods.quantity.units())
    };
    order.allocations.iter().map(|item| row(&item.goods)).collect()
}

fn promise(place: &str, supply: &str, units: i64) -> (String, String, i64) {
    (place.into(), supply.into(), units)
}

fn backorders(shop: &Shop) -> Vec<Arc<Backorder>> {
    immediately(shop.engine.find::<Backorder>(&Scan::of(Kind::Backorder), &Page::first(100))).unwrap().unwrap().items
}

refusals! {
    a_destination_that_is_not_on_the_earth_is_refused: PositionInvalid, |shop| {
        let mut address = serde_json::to_value(address_in("IT")).unwrap();
        address["position"] = json!({"latitude": 90_000_001, "longitude": 0});
        let cart = shop.filled(&[]);
        shop.refuse(&command(json!({"do": "set_address", "cart": cart, "address": address})))
    };
    a_hold_that_ran_out_is_not_extended: ReservationExpired, |shop| {
        let reservation = held(shop, &hold(json!([{"sku": "novel", "quantity": 1}]), json!({})));
        shop.clock.pass(HOLD);
        shop.refuse(&Command::ExtendReservation { reservation, hold_seconds: 60 })
    };
    a_hold_of_another_is_not_replaced: ReservationForeign, |shop| {
        let lines = json!([{"sku": "novel", "quantity": 1}]);
        let replaces = held(shop, &hold(lines.clone(), json!({})));
        shop.refuse(&hold(lines, json!({"holder": "another", "replaces": replaces})))
    };
    a_hold_of_a_cart_is_not_committed_without_its_order: ReservationForeign, |shop| {
        let reservation = shop.reserve(shop.filled(&[("novel", 1)]));
        shop.refuse(&Command::CommitReservation { reservation, reference: None })
    };
    a_hold_for_ever_is_refused: LimitExceeded, |shop| {
        shop.refuse(&hold(json!([{"sku": "novel", "quantity": 1}]), json!({"hold_seconds": 604_801})))
    };
    a_hold_of_nothing_is_refused: LinesMissing, |shop| shop.refuse(&hold(json!([]), json!({})));
    a_backorder_that_is_not_there_is_not_filled: BackorderUnknown, |shop| {
        shop.refuse(&Command::FillBackorder { backorder: uuid(1) })
    };
    lines_of_one_sku_are_added_up: StockShort, |shop| {
        let line = json!({"sku": "novel", "quantity": 60, "location": "pisa"});
        shop.refuse(&hold(json!([line, line]), json!({})))
    };
    what_may_be_promised_beyond_what_is_there_has_an_end: StockShort, |shop| {
        let_wait(shop, "novel", "pisa", 5);
        shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 206)]), total: None })
    };
    goods_that_are_still_to_come_are_not_sent: NothingToShip, |shop| {
        let placed = waiting_order(shop);
        shop.ship(placed.order);
        shop.refuse(&Command::ShipOrder { order: placed.order, lines: Vec::new(), from: None, tracking: None })
    };
    a_backorder_is_not_filled_from_nothing: StockShort, |shop| {
        waiting_order(shop);
        shop.refuse(&Command::FillBackorder { backorder: backorders(shop)[0].id })
    };
}

/// A paid order of 203 novels, of which 200 are there.
fn waiting_order(shop: &Shop) -> crate::common::shop::Placed {
    let_wait(shop, "novel", "pisa", 5);
    let placed = shop.place(shop.filled(&[("novel", 203)]));
    shop.authorize(&placed);
    placed
}

#[test]
fn a_line_is_served_from_several_places_and_each_sends_its_own() {
    let shop = Shop::new();
    let placed = shop.place(shop.filled(&[("novel", 120), ("pen", 1)]));
    let there = [promise("genova", "on_hand", 100), promise("pisa", "on_hand", 20), promise("genova", "on_hand", 1)];
    assert_eq!(promises(&shop, placed.order), there);
    shop.authorize(&placed);
    let from = |place: &str| {
        let from = Some(place.parse().unwrap());
        shop.must(&Command::ShipOrder { order: placed.order, lines: Vec::new(), from, tracking: None })
    };
    from("pisa");
    assert_eq!([shop.row("novel", "genova"), shop.row("novel", "pisa")], [[100, 100], [80, 0]]);
    from("genova");
    assert_eq!([shop.row("novel", "genova"), shop.row("pen", "genova")], [[0, 0], [99, 0]]);
    shop.check_replay();
}

#[test]
fn a_channel_says_by_which_rules_its_places_serve_and_what_it_keeps_together() {
    let shop = Shop::new();
    let channel = |more: Value| {
        let mut channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
            "locations": ["genova", "pisa"], "hold_seconds": HOLD});
        channel.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        shop.must(&command(json!({"do": "define_channel", "channel": channel})));
    };
    shop.receive("pisa", "novel", 50);
    channel(json!({"sourcing": ["most_stock"]}));
    let order = shop.place(shop.filled(&[("novel", 20)])).order;
    assert_eq!(promises(&shop, order), [promise("pisa", "on_hand", 20)]);
    channel(json!({"sourcing": ["fewest_parcels"], "keep": "order"}));
    let order = shop.place(shop.filled(&[("novel", 110), ("pen", 1)])).order;
    assert_eq!(promises(&shop, order), [promise("pisa", "on_hand", 110), promise("pisa", "on_hand", 1)]);
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 101)]), total: None });
    assert_eq!((short.code(), short.detail()["available"].as_i64()), (Code::StockShort, Some(100)));
    shop.check_replay();
}

#[test]
fn an_untracked_variant_is_always_there_and_no_row_counts_it() {
    let shop = Shop::without_stock();
    let price = json!([{"amount": "5.00", "currency": "EUR"}]);
    let wrap =
        json!({"sku": "wrap", "title": "Wrapping", "tax_category": "standard", "prices": price, "untracked": true});
    shop.must(&command(json!({"do": "define_variants", "variants": [wrap]})));
    let placed = shop.place(shop.filled(&[("wrap", 1_000)]));
    assert_eq!(promises(&shop, placed.order), [promise("genova", "untracked", 1_000)]);
    assert!(shop.state().counters.is_empty());
    shop.authorize(&placed);
    shop.ship(placed.order);
    shop.check_replay();
}

#[test]
fn a_hold_without_a_cart_is_replaced_extended_and_committed() {
    let shop = Shop::new();
    let lines = json!([{"sku": "novel", "quantity": 90}, {"sku": "novel", "quantity": 90}, {"sku": "pen", "quantity": 7, "location": "pisa"}]);
    let first = held(&shop, &hold(lines, json!({})));
    let row = |line, place: &str, units| (line, place.into(), units);
    assert_eq!(rows(&shop, first), [row(1, "genova", 90), row(2, "genova", 10), row(2, "pisa", 80), row(3, "pisa", 7)]);
    assert_eq!(shop.hold(first).holder.as_ref().map(ToString::to_string).as_deref(), Some("house"));
    // Raised from 180 to 200 of 200: its own units do not stand in its way, and no more than 20 are taken.
    let second = held(&shop, &hold(json!([{"sku": "novel", "quantity": 200}]), json!({"replaces": first})));
    assert_eq!(
        (shop.hold(first).state, shop.row("novel", "pisa"), shop.row("pen", "pisa")),
        (ReservationState::Released, [100, 100], [100, 0])
    );
    shop.clock.pass(HOLD - 1);
    shop.must(&Command::ExtendReservation { reservation: second, hold_seconds: 10 });
    shop.clock.pass(9);
    assert!(shop.hold(second).holds(shop.now()));
    // A shorter one does not shorten it.
    let before = shop.hold(second).expires_at;
    shop.must(&Command::ExtendReservation { reservation: second, hold_seconds: 1 });
    assert_eq!(shop.hold(second).expires_at, before);
    shop.must(&Command::CommitReservation { reservation: second, reference: Some("DN 9".into()) });
    assert_eq!([shop.row("novel", "genova"), shop.row("novel", "pisa")], [[0, 0], [0, 0]]);
    assert_eq!(shop.hold(second).state, ReservationState::Committed);
    shop.check_replay();
}

#[test]
fn a_hold_that_ran_out_gives_its_stock_to_a_hold_of_another() {
    let shop = Shop::new();
    let lines = json!([{"sku": "novel", "quantity": 200}]);
    let first = held(&shop, &hold(lines.clone(), json!({})));
    shop.clock.pass(HOLD);
    let second = held(&shop, &hold(lines, json!({"holder": "another"})));
    assert_eq!((shop.hold(first).state, shop.hold(second).state), (ReservationState::Expired, ReservationState::Held));
    shop.check_replay();
}

#[test]
fn what_is_to_come_is_promised_up_to_its_limit_and_filled_on_receipt_the_oldest_first() {
    let shop = Shop::new();
    let placed = waiting_order(&shop);
    let there = [promise("genova", "on_hand", 100), promise("pisa", "on_hand", 100), promise("pisa", "backorder", 3)];
    assert_eq!(promises(&shop, placed.order), there);
    shop.clock.pass(1);
    let later = shop.place(shop.filled(&[("novel", 2)]));
    assert_eq!(row(&shop, "backorder/novel@pisa"), [5, 5]);
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None });
    assert_eq!((short.code(), short.detail()["available"].as_i64()), (Code::StockShort, Some(0)));
    // Elsewhere it does not help; two come where they are waited for, and go to the older order.
    shop.receive("genova", "pen", 1);
    shop.receive("pisa", "novel", 2);
    assert_eq!(promises(&shop, placed.order)[2..], [promise("pisa", "on_hand", 2), promise("pisa", "backorder", 1)]);
    assert_eq!(promises(&shop, later.order), [promise("pisa", "backorder", 2)]);
    assert_eq!((shop.row("novel", "pisa"), row(&shop, "backorder/novel@pisa")), ([102, 102], [5, 3]));
    shop.receive("pisa", "novel", 10);
    assert_eq!(promises(&shop, placed.order)[2..], [promise("pisa", "on_hand", 2), promise("pisa", "on_hand", 1)]);
    assert_eq!(promises(&shop, later.order), [promise("pisa", "on_hand", 2)]);
    assert_eq!((shop.row("novel", "pisa"), row(&shop, "backorder/novel@pisa")), ([112, 105], [5, 0]));
    assert!(backorders(&shop).iter().all(|backorder| backorder.state == BackorderState::Filled));
    shop.ship(placed.order);
    assert_eq!(shop.row("novel", "pisa"), [9, 2]);
}

#[test]
fn what_a_cancelled_order_gives_back_goes_to_those_who_wait_by_the_tick() {
    let shop = Shop::new();
    let placed = shop.place(shop.filled(&[("novel", 200)]));
    let_wait(&shop, "novel", "genova", 5);
    let [early, late] = [2, 3].map(|units| {
        shop.clock.pass(1);
        shop.place(shop.filled(&[("novel", units)]))
    });
    shop.must(&cancel(early.order));
    assert_eq!((backorders(&shop)[0].state, row(&shop, "backorder/novel@genova")), (BackorderState::Cancelled, [5, 3]));
    assert_eq!(shop.tick(), 0, "nothing is there");
    shop.must(&cancel(placed.order));
    assert_eq!((shop.tick(), shop.tick()), (1, 0));
    assert_eq!(promises(&shop, late.order), [promise("genova", "on_hand", 3)]);
    assert_eq!((shop.row("novel", "genova"), row(&shop, "backorder/novel@genova")), ([100, 3], [5, 0]));
}

#[test]
fn what_a_cart_holds_of_goods_to_come_is_its_own_when_it_is_ordered() {
    let shop = Shop::without_stock();
    let_wait(&shop, "novel", "pisa", 5);
    let cart = shop.filled(&[("novel", 5)]);
    shop.reserve(cart);
    assert_eq!(row(&shop, "backorder/novel@pisa"), [5, 5]);
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("novel", 1)]), total: None });
    assert_eq!(short.code(), Code::StockShort);
    let order = shop.place(cart).order;
    assert_eq!(promises(&shop, order), [promise("pisa", "backorder", 5)]);
    assert_eq!(row(&shop, "backorder/novel@pisa"), [5, 5]);
    shop.must(&add(shop.filled(&[]), "novel", 1));
}

#[test]
fn a_preorder_says_when_its_goods_are_expected() {
    let shop = Shop::without_stock();
    let price = json!([{"amount": "20.00", "currency": "EUR"}]);
    let sequel = json!({"sku": "sequel", "title": "Sequel", "tax_category": "book", "prices": price,
        "expected_at": "2027-03-01T00:00:00Z"});
    shop.must(&command(json!({"do": "define_variants", "variants": [sequel]})));
    let_wait(&shop, "sequel", "pisa", 10);
    let short = shop.refuse(&Command::PlaceOrder { cart: shop.filled(&[("sequel", 11)]), total: None });
    assert_eq!(short.detail()["available"], 10);
    shop.place(shop.filled(&[("sequel", 10)]));
    let expected = backorders(&shop)[0].expected_at.map(|at| at.to_string());
    assert_eq!(expected.as_deref(), Some("2027-03-01T00:00:00Z"));
}

#[test]
fn units_that_wait_and_are_cancelled_in_part_are_not_waited_for_any_more() {
    let shop = Shop::without_stock();
    let_wait(&shop, "novel", "pisa", 5);
    let placed = shop.place(shop.filled(&[("novel", 5)]));
    let part =
        json!({"do": "cancel_lines", "order": placed.order, "lines": [{"line": 1, "quantity": 2}], "reason": "less"});
    shop.must(&command(part));
    assert_eq!(row(&shop, "backorder/novel@pisa"), [5, 3]);
    shop.receive("pisa", "novel", 4);
    assert_eq!(promises(&shop, placed.order), [promise("pisa", "on_hand", 3)]);
    assert_eq!(shop.row("novel", "pisa"), [4, 3]);
    // The rest of the backorder is closed by the tick, and no more is taken for it.
    shop.tick();
    assert_eq!((backorders(&shop)[0].state, shop.row("novel", "pisa")), (BackorderState::Cancelled, [4, 3]));
    shop.check_replay();
}

#[test]
fn a_place_that_is_not_for_sale_gives_only_where_it_is_named() {
    let shop = Shop::new();
    let closed = json!({"code": "genova", "title": "Genova", "inactive": true});
    shop.must(&command(json!({"do": "define_location", "location": closed})));
    let order = shop.place(shop.filled(&[("novel", 1)])).order;
    assert_eq!(promises(&shop, order), [promise("pisa", "on_hand", 1)]);
    let line = json!([{"sku": "novel", "quantity": 1, "location": "genova"}]);
    assert_eq!(rows(&shop, held(&shop, &hold(line, json!({})))), [(1, "genova".into(), 1)]);
    shop.check_replay();
}

#[test]
fn the_nearest_the_cheapest_and_the_first_by_priority_are_read_from_locations() {
    let shop = Shop::new();
    for (code, latitude, longitude, cost, priority) in
        [("genova", 44_411_000, 8_933_000, "4.00", 2), ("pisa", 43_716_000, 10_397_000, "5.00", 1)]
    {
        let place = json!({"country": "IT", "point": {"latitude": latitude, "longitude": longitude}});
        let cost = json!({"amount": cost, "currency": "EUR"});
        let location = json!({"code": code, "title": code, "priority": priority, "place": place, "cost": cost});
        shop.must(&command(json!({"do": "define_location", "location": location})));
    }
    let mut address = serde_json::to_value(address_in("IT")).unwrap();
    address["position"] = json!({"latitude": 43_770_000, "longitude": 11_256_000});
    for (rule, place) in [("nearest", "pisa"), ("cheapest", "genova"), ("priority", "pisa")] {
        let channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "retail",
            "locations": ["genova", "pisa"], "hold_seconds": HOLD, "sourcing": [rule]});
        shop.must(&command(json!({"do": "define_channel", "channel": channel})));
        let cart = shop.filled(&[("novel", 1)]);
        shop.must(&command(json!({"do": "set_address", "cart": cart, "address": address})));
        assert_eq!(promises(&shop, shop.place(cart).order), [promise(place, "on_hand", 1)], "{rule}");
    }
    shop.check_replay();
}

/// Events of a day on which goods are waited for.
pub(crate) fn day_of_waiting() -> Shop {
    let shop = Shop::without_stock();
    let_wait(&shop, "novel", "pisa", 3);
    shop.place(shop.filled(&[("novel", 1)]));
    let given_up = shop.place(shop.filled(&[("novel", 2)]));
    shop.must(&cancel(given_up.order));
    shop.receive("pisa", "novel", 1);
    shop
}
