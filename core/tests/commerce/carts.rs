//! Carts over their life: two become one, lines are told apart, set aside and sent to several places, prices change, time
//! runs out.

use fondaco::cart::{CartState, LeftOut, MergeBy};
use fondaco::inventory::ReservationState;
use fondaco::{CartId, Code, Command, CustomerId, Outcome, Quantity, immediately};
use serde_json::{Value, json};

use crate::common::shop::{HOLD, add, address_in, command, euros, off_from, rules, uuid};
use crate::common::{Shop, address};

/// The channel `web` with a policy for its carts.
pub(crate) fn policy(carts: Value) -> Command {
    command(json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "IT",
        "book": "retail", "locations": ["genova", "pisa"], "hold_seconds": HOLD, "carts": carts}}))
}

/// A novel that may be ordered in some quantities only, at a price.
pub(crate) fn novel(price: &str, order_quantity: Value) -> Command {
    command(json!({"do": "define_variants", "variants": [{"sku": "novel", "title": "A Novel", "tax_category": "book",
        "prices": [euros(price)], "weight_grams": 350, "order_quantity": order_quantity}]}))
}

fn ada() -> CustomerId {
    uuid(7)
}

/// Sends a command about a cart.
pub(crate) fn on(shop: &Shop, cart: CartId, step: &str, more: Value) -> Outcome {
    shop.must(&about(cart, step, more))
}

/// A command about a cart.
pub(crate) fn about(cart: CartId, step: &str, more: Value) -> Command {
    let mut asked = json!({"do": step, "cart": cart});
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    command(asked)
}

fn of_ada(shop: &Shop, lines: &[(&str, i64)]) -> CartId {
    let cart = shop.filled(lines);
    shop.must(&Command::AssignCart { cart, customer: ada() });
    cart
}

fn merge(shop: &Shop, guest: CartId, existing: CartId, by: MergeBy) -> Vec<LeftOut> {
    match shop.must(&Command::MergeCarts { guest, existing, by }) {
        Outcome::CartMerged { cart, left_out } => {
            assert_eq!(cart, existing);
            left_out
        }
        other => panic!("{other:?}"),
    }
}

/// What a cart has: SKUs and quantities, in order.
fn lines(shop: &Shop, cart: CartId) -> Vec<(String, i64)> {
    shop.cart(cart).lines.iter().map(|line| (line.sku.to_string(), line.quantity.units())).collect()
}

fn owned(lines: &[(&str, i64)]) -> Vec<(String, i64)> {
    lines.iter().map(|(sku, units)| ((*sku).to_owned(), *units)).collect()
}

/// What can happen to carts beside what happens to most.
pub(crate) fn day_of_carts(shop: &Shop) {
    shop.must(&policy(json!({"idle_seconds": HOLD})));
    let (cart, guest) = (of_ada(shop, &[("novel", 3), ("pen", 1)]), shop.filled(&[("novel", 1)]));
    on(shop, guest, "apply_coupon", json!({"coupon": "OPEN"}));
    merge(shop, guest, cart, MergeBy::Sum);
    on(shop, cart, "put_address", json!({"address": {"code": "office", "address": address()}}));
    on(shop, cart, "put_address", json!({"address": {"code": "old", "address": address()}}));
    on(shop, cart, "remove_address", json!({"address": "old"}));
    on(shop, cart, "send_line", json!({"line": 1, "to": "office", "quantity": 1}));
    on(shop, cart, "describe_cart", json!({"note": "ring twice", "custom": {"campaign": "autumn"}}));
    on(shop, cart, "save_line", json!({"line": 2}));
    shop.place(cart);
    let (held, other) = (shop.filled(&[("pen", 1)]), shop.filled(&[("pen", 1)]));
    shop.must(&command(json!({"do": "define_coupons", "coupons": [{"code": "ONCE", "uses": 9}]})));
    on(shop, held, "apply_coupon", json!({"coupon": "ONCE"}));
    merge(shop, held, other, MergeBy::Max);
    let forgotten = shop.filled(&[("pen", 1)]);
    shop.clock.pass(HOLD);
    shop.tick();
    on(shop, forgotten, "reopen_cart", json!({}));
}

#[test]
fn an_order_keeps_whom_its_invoices_are_made_out_to_and_so_does_a_merge() {
    let shop = Shop::new();
    let billing = |country: &str, tax_id: &str| json!({"billing": {"address": address_in(country), "tax_id": tax_id}});
    let tax_id = |cart| shop.cart(cart).billing.as_ref().and_then(|billing| billing.tax_id.clone());
    let (guest, cart) = (shop.filled(&[("pen", 1)]), of_ada(&shop, &[("novel", 1)]));
    on(&shop, guest, "set_billing", billing("FR", "FR1"));
    merge(&shop, guest, cart, MergeBy::Sum);
    assert_eq!(tax_id(cart).as_deref(), Some("FR1"));
    let other = shop.filled(&[("pen", 1)]);
    on(&shop, other, "set_billing", billing("DE", "DE2"));
    merge(&shop, other, cart, MergeBy::Existing);
    assert_eq!(tax_id(cart).as_deref(), Some("FR1"), "it has said so already");
    let order = shop.order(shop.place(cart).order);
    assert_eq!(order.details.billing.as_ref().unwrap().address, address_in("FR"));
    let nobody = shop.filled(&[("pen", 1)]);
    on(&shop, nobody, "set_billing", billing("DE", "DE2"));
    on(&shop, nobody, "set_billing", json!({}));
    assert_eq!(tax_id(nobody), None);
    shop.check_replay();
}

#[test]
fn two_carts_become_one_as_the_strategy_says() {
    let guest = [("novel", 2), ("pen", 1)];
    let existing = [("novel", 1), ("atlas", 3)];
    let cases: &[(MergeBy, &[(&str, i64)])] = &[
        (MergeBy::Guest, &guest),
        (MergeBy::Existing, &existing),
        (MergeBy::GuestIfExistingEmpty, &existing),
        (MergeBy::Sum, &[("novel", 3), ("atlas", 3), ("pen", 1)]),
        (MergeBy::Max, &[("novel", 2), ("atlas", 3), ("pen", 1)]),
    ];
    for (by, expected) in cases {
        let shop = Shop::new();
        let (from, into) = (shop.filled(&guest), of_ada(&shop, &existing));
        assert_eq!(merge(&shop, from, into, *by), []);
        assert_eq!(lines(&shop, into), owned(expected), "{by:?}");
        let (from, into) = (shop.cart(from), shop.cart(into));
        assert_eq!((from.state, from.merged_into), (CartState::Merged, Some(into.id)));
        assert_eq!((into.state, into.customer), (CartState::Open, Some(ada())));
        // Numbers of lines are never used again.
        let numbers: std::collections::BTreeSet<u32> = into.lines.iter().map(|line| line.line).collect();
        assert_eq!(numbers.len(), into.lines.len());
        assert!(numbers.iter().all(|number| *number < into.next_line));
        shop.check_replay();
    }
}

#[test]
fn a_cart_without_lines_replaces_nothing_and_takes_what_a_guest_has() {
    for by in [MergeBy::Guest, MergeBy::GuestIfExistingEmpty] {
        let shop = Shop::new();
        let (from, into) = (shop.filled(&[]), of_ada(&shop, &[("novel", 1)]));
        merge(&shop, from, into, by);
        assert_eq!(lines(&shop, into), owned(&[("novel", 1)]));
        let (from, into) = (shop.filled(&[("pen", 2)]), of_ada(&shop, &[]));
        merge(&shop, from, into, by);
        assert_eq!(lines(&shop, into), owned(&[("pen", 2)]));
    }
}

#[test]
fn whoever_is_to_be_asked_is_told_which_lines_differ_and_nothing_has_changed() {
    let shop = Shop::new();
    let (from, into) = (shop.filled(&[("pen", 1), ("novel", 2)]), of_ada(&shop, &[("novel", 1), ("pen", 1)]));
    let ask = Command::MergeCarts { guest: from, existing: into, by: MergeBy::Ask };
    let refusal = shop.refuse(&ask);
    assert_eq!(refusal.code(), Code::CartDiffers);
    assert_eq!(refusal.detail()["lines"], json!([{"sku": "novel", "line": 1, "existing": 1, "guest": 2}]));
    shop.must(&Command::ChangeLine { cart: from, line: 2, quantity: Quantity::new(1).unwrap() });
    shop.must(&ask);
    assert_eq!(lines(&shop, into), owned(&[("novel", 1), ("pen", 1)]));
}

#[test]
fn a_merged_cart_holds_nothing_and_names_the_one_it_went_into() {
    let shop = Shop::new();
    crate::terms::stock_terms(&shop);
    let (from, into) = (shop.filled(&[("novel", 100)]), of_ada(&shop, &[("pen", 1)]));
    on(&shop, from, "apply_coupon", json!({"coupon": "ONCE"}));
    on(&shop, from, "apply_gift_card", json!({"gift_card": "CARD"}));
    let hold = shop.reserve(from);
    let before = shop.state().transactions;
    merge(&shop, from, into, MergeBy::Max);
    assert_eq!(shop.state().transactions, before + 1);
    assert_eq!(shop.hold(hold).state, ReservationState::Released);
    assert_eq!(shop.row("novel", "genova"), [100, 0]);
    // The use of the coupon is still held, for the cart that has it now: nobody else gets it.
    let other = shop.filled(&[("pen", 1)]);
    let taken = shop.refuse(&about(other, "apply_coupon", json!({"coupon": "ONCE"})));
    assert_eq!(taken.code(), Code::CouponUsedUp);
    let cart = shop.cart(into);
    assert_eq!((cart.coupons.len(), cart.gift_cards.len()), (1, 1));
    let coupon_use = shop.get::<fondaco::coupon::CouponUse>(&cart.coupons[0].held.unwrap());
    assert_eq!(coupon_use.cart, into);
    // Changes of the cart that went away are refused, and say where it went.
    let refusal = shop.refuse(&add(from, "pen", 1));
    assert_eq!(refusal.code(), Code::StateForbidden);
    assert_eq!(refusal.detail()["into"], json!(into));
    shop.place(into);
    shop.check_replay();
}

#[test]
fn a_strategy_that_drops_the_guests_lines_gives_their_coupons_up() {
    let shop = Shop::new();
    crate::terms::stock_terms(&shop);
    let (from, into) = (shop.filled(&[("novel", 1)]), of_ada(&shop, &[("pen", 1)]));
    on(&shop, from, "apply_coupon", json!({"coupon": "ONCE"}));
    merge(&shop, from, into, MergeBy::Existing);
    assert_eq!(shop.cart(into).coupons, []);
    on(&shop, into, "apply_coupon", json!({"coupon": "ONCE"}));
    // And one that replaces gives up what the cart held.
    let (from, hold) = (shop.filled(&[("atlas", 1)]), shop.reserve(into));
    merge(&shop, from, into, MergeBy::Guest);
    assert_eq!(shop.hold(hold).state, ReservationState::Released);
    let again = shop.filled(&[("pen", 1)]);
    on(&shop, again, "apply_coupon", json!({"coupon": "ONCE"}));
    shop.check_replay();
}

#[test]
fn goods_of_another_currency_and_more_than_may_be_ordered_do_not_come_along() {
    let shop = Shop::new();
    let (from, into) = (shop.filled_on("usa", &[("novel", 2)]), of_ada(&shop, &[("pen", 1)]));
    let left = merge(&shop, from, into, MergeBy::Guest);
    assert_eq!(left, [LeftOut { sku: "novel".parse().unwrap(), quantity: 2.try_into().unwrap() }]);
    assert_eq!(lines(&shop, into), owned(&[("pen", 1)]));
    shop.must(&novel("12.00", json!({"most": 5})));
    let (from, into) = (shop.filled(&[("novel", 4)]), of_ada(&shop, &[("novel", 3)]));
    let left = merge(&shop, from, into, MergeBy::Sum);
    assert_eq!(left, [LeftOut { sku: "novel".parse().unwrap(), quantity: 2.try_into().unwrap() }]);
    assert_eq!(lines(&shop, into), owned(&[("novel", 5)]));
}

#[test]
fn a_merge_sent_again_answers_the_same_and_changes_nothing() {
    let shop = Shop::new();
    let (guest, existing) = (shop.filled(&[("novel", 1)]), of_ada(&shop, &[("novel", 1)]));
    let (id, command) = (shop.next_id(), Command::MergeCarts { guest, existing, by: MergeBy::Sum });
    let first = shop.send(id, &command).unwrap();
    assert_eq!(shop.send(id, &command).unwrap(), first);
    assert_eq!(lines(&shop, existing), owned(&[("novel", 2)]));
}

#[test]
fn lines_with_other_options_or_another_address_stay_apart() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 1)]);
    on(&shop, cart, "put_address", json!({"address": {"code": "office", "address": address_in("IT")}}));
    let more = |line: Value| on(&shop, cart, "add_line", json!({"line": line}));
    let engraved = json!({"sku": "novel", "quantity": 2, "options": {"engraving": "A. B."}, "note": "thin letters"});
    assert_eq!(more(engraved.clone()), Outcome::Line { line: 2 });
    assert_eq!(more(engraved), Outcome::Line { line: 2 });
    assert_eq!(more(json!({"sku": "novel", "quantity": 1, "to": "office"})), Outcome::Line { line: 3 });
    assert_eq!(more(json!({"sku": "novel", "quantity": 1})), Outcome::Line { line: 1 });
    assert_eq!(lines(&shop, cart), owned(&[("novel", 2), ("novel", 4), ("novel", 1)]));
    on(&shop, cart, "note_line", json!({"line": 1, "note": "for Marco"}));
    on(&shop, cart, "describe_cart", json!({"note": "ring twice", "custom": {"campaign": "autumn"}}));
    // The order keeps what was said.
    let details = shop.order(shop.place(cart).order).details.clone();
    assert_eq!((details.note.as_deref(), details.custom.len()), (Some("ring twice"), 1));
    assert_eq!(details.addresses[0].code.as_str(), "office");
    let said: Vec<_> = details.lines.iter().map(|line| (line.line, line.options.len(), line.note.as_deref())).collect();
    assert_eq!(said, [(1, 0, Some("for Marco")), (2, 1, Some("thin letters")), (3, 0, None)]);
    shop.check_replay();
}

#[test]
fn a_line_is_split_between_addresses_and_each_shipment_goes_to_one() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 5), ("pen", 1)]);
    on(&shop, cart, "put_address", json!({"address": {"code": "office", "address": address_in("IT")}}));
    let direct = |more: Value| on(&shop, cart, "send_line", more);
    assert_eq!(direct(json!({"line": 1, "to": "office", "quantity": 2})), Outcome::Line { line: 3 });
    assert_eq!(direct(json!({"line": 1, "to": "office", "quantity": 1})), Outcome::Line { line: 3 });
    assert_eq!(lines(&shop, cart), owned(&[("novel", 2), ("pen", 1), ("novel", 3)]));
    // And back, all of it: one line again.
    assert_eq!(direct(json!({"line": 3})), Outcome::Line { line: 1 });
    assert_eq!(lines(&shop, cart), owned(&[("novel", 5), ("pen", 1)]));
    direct(json!({"line": 2, "to": "office"}));
    let placed = shop.place(cart);
    shop.authorize(&placed);
    let shipped =
        [shop.ship(placed.order), shop.ship(placed.order)].map(|id| shop.get::<fondaco::shipping::Shipment>(&id));
    let sent = shipped
        .each_ref()
        .map(|shipment| (shipment.goods[0].sku.as_str(), shipment.to.as_ref().map(fondaco::AddressCode::as_str)));
    assert_eq!(sent, [("novel", None), ("pen", Some("office"))]);
    shop.check_replay();
}

#[test]
fn a_saved_line_is_neither_priced_nor_held_nor_ordered_and_outlives_the_order() {
    let shop = Shop::new();
    let cart = shop.filled(&[("novel", 2), ("pen", 3)]);
    on(&shop, cart, "save_line", json!({"line": 2}));
    assert_eq!(shop.price(cart).total, euros("24.00"));
    shop.reserve(cart);
    assert_eq!(shop.row("pen", "genova"), [100, 0]);
    // Back, and aside again: one line of a SKU.
    shop.must(&add(cart, "pen", 1));
    assert_eq!(on(&shop, cart, "restore_line", json!({"line": 2})), Outcome::Line { line: 3 });
    assert_eq!(lines(&shop, cart), owned(&[("novel", 2), ("pen", 4)]));
    assert_eq!(shop.cart(cart).saved, []);
    on(&shop, cart, "save_line", json!({"line": 3}));
    shop.place(cart);
    let ordered = shop.cart(cart);
    assert_eq!((ordered.state, ordered.saved.len()), (CartState::Ordered, 0));
    let next = ordered.successor.unwrap();
    assert_eq!(lines(&shop, next), []);
    assert_eq!(on(&shop, next, "restore_line", json!({"line": 3})), Outcome::Line { line: 3 });
    assert_eq!(lines(&shop, next), owned(&[("pen", 4)]));
    on(&shop, next, "save_line", json!({"line": 3}));
    on(&shop, next, "remove_line", json!({"line": 3}));
    assert_eq!(shop.cart(next).saved, []);
    shop.check_replay();
}

#[test]
fn a_variant_is_ordered_in_its_quantities_over_all_lines() {
    let shop = Shop::new();
    shop.must(&novel("12.00", json!({"least": 6, "most": 24, "step": 6})));
    let cart = shop.filled(&[("novel", 6)]);
    let wrong = shop.refuse(&add(cart, "novel", 5));
    assert_eq!((wrong.code(), &wrong.detail()["wanted"]), (Code::QuantityUnfit, &json!(11)));
    assert_eq!(shop.refuse(&add(cart, "novel", 24)).code(), Code::QuantityUnfit);
    shop.must(&add(cart, "novel", 18));
    on(&shop, cart, "put_address", json!({"address": {"code": "office", "address": address()}}));
    on(&shop, cart, "send_line", json!({"line": 1, "to": "office", "quantity": 5}));
    // What remains when a line is taken out is looked at when it is ordered.
    on(&shop, cart, "remove_line", json!({"line": 2}));
    assert_eq!(shop.refuse(&Command::PlaceOrder { cart, total: None }).code(), Code::QuantityUnfit);
    let lower = |quantity: i64| Command::ChangeLine { cart, line: 1, quantity: quantity.try_into().unwrap() };
    assert_eq!(shop.refuse(&lower(3)).code(), Code::QuantityUnfit);
    shop.must(&lower(6));
    shop.place(cart);
}

#[test]
fn too_much_is_refused_or_cut_as_the_channel_says() {
    let shop = Shop::without_stock();
    shop.receive("genova", "novel", 5);
    shop.must(&policy(json!({"on_short": "refuse"})));
    let cart = shop.filled(&[("novel", 4)]);
    let short = shop.refuse(&add(cart, "novel", 2));
    assert_eq!((short.code(), &short.detail()["available"]), (Code::StockShort, &json!(5)));
    shop.must(&add(cart, "novel", 1));
    // Less is never too much.
    let other = shop.filled(&[("novel", 5)]);
    shop.place(cart);
    shop.must(&Command::ChangeLine { cart: other, line: 1, quantity: 2.try_into().unwrap() });
    shop.receive("genova", "novel", 7);
    shop.must(&policy(json!({"on_short": "clamp"})));
    let cart = shop.filled(&[("novel", 4)]);
    let quantity = |units: i64| Quantity::new(units).unwrap();
    let cut = |asked: i64, granted: i64, quantity: i64| {
        let [asked, granted, quantity] = [asked, granted, quantity].map(|units| Quantity::new(units).unwrap());
        Outcome::LineClamped { line: 1, asked, granted, quantity }
    };
    assert_eq!(shop.must(&add(cart, "novel", 9)), cut(9, 3, 7));
    assert_eq!(shop.refuse(&add(cart, "novel", 1)).code(), Code::StockShort);
    shop.must(&Command::ChangeLine { cart, line: 1, quantity: quantity(1) });
    assert_eq!(shop.must(&Command::ChangeLine { cart, line: 1, quantity: quantity(50) }), cut(50, 7, 7));
    // Its own hold is not in the way.
    shop.reserve(cart);
    shop.must(&Command::ChangeLine { cart, line: 1, quantity: quantity(1) });
    assert_eq!(shop.must(&Command::ChangeLine { cart, line: 1, quantity: quantity(8) }), cut(8, 7, 7));
    // Steps are kept where something is cut.
    shop.must(&novel("12.00", json!({"step": 2})));
    let even = shop.filled(&[]);
    shop.must(&Command::ReleaseReservation { reservation: shop.cart(cart).reservation.unwrap() });
    assert_eq!(shop.must(&add(even, "novel", 9)), cut(9, 6, 6));
    shop.check_replay();
}

#[test]
fn a_kept_price_holds_for_its_time_and_then_follows() {
    let shop = Shop::new();
    shop.must(&policy(json!({"prices": "keep", "keep_seconds": 3600})));
    let mut book = rules("retail", "inclusive");
    book["lists"] = json!([{"code": "sale", "kind": "sale", "prices": [{"sku": "novel", "price": euros("10.00")}]}]);
    book["promotions"] = json!([off_from("half", "Half off", "0.5", None)]);
    let cart = shop.filled(&[("novel", 2)]);
    shop.must(&novel("20.00", json!({})));
    // Neither the variant nor a list changes it; promotions work on it.
    assert_eq!(shop.price(cart).total, euros("24.00"));
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    assert_eq!(shop.price(cart).total, euros("12.00"));
    // What is added to the line has its price; what is new has today's.
    shop.must(&add(cart, "novel", 1));
    assert_eq!(shop.price(cart).total, euros("18.00"));
    assert_eq!(shop.price(shop.filled(&[("novel", 2)])).total, euros("10.00"));
    shop.clock.pass(3600);
    assert_eq!(shop.price(cart).total, euros("15.00"));
    shop.place(cart);
    shop.check_replay();
}

#[test]
fn a_changed_price_is_told_and_accepted_before_the_order() {
    let shop = Shop::new();
    shop.must(&policy(json!({"prices": "tell"})));
    let cart = shop.filled(&[("novel", 2), ("pen", 1)]);
    let changed = || immediately(shop.engine.changed_prices(cart)).unwrap().unwrap();
    assert_eq!(changed(), []);
    shop.must(&novel("13.00", json!({})));
    let told = changed();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].line, told[0].before.unit, told[0].now), (1, euros("12.00"), euros("13.00")));
    // Today's price is what it costs, and more of it does not hide the change.
    shop.must(&add(cart, "novel", 1));
    assert_eq!((shop.price(cart).total, changed().len()), (euros("40.99"), 1));
    let place = Command::PlaceOrder { cart, total: None };
    let refusal = shop.refuse(&place);
    assert_eq!((refusal.code(), &refusal.detail()["lines"]), (Code::PriceChanged, &json!([1])));
    on(&shop, cart, "accept_prices", json!({}));
    assert_eq!(changed(), []);
    shop.must(&place);
    // Whoever orders at the total that they were shown has seen it.
    let cart = shop.filled(&[("novel", 1)]);
    shop.must(&novel("14.00", json!({})));
    shop.must(&Command::PlaceOrder { cart, total: Some(euros("14.00")) });
    shop.check_replay();
}

#[test]
fn a_price_that_changes_with_the_quantity_is_the_shoppers_own_doing() {
    let shop = Shop::new();
    let mut book = rules("retail", "inclusive");
    let tiers = json!([{"from": 10, "price": euros("9.00")}]);
    book["lists"] = json!([{"code": "many", "kind": "base", "prices": [{"sku": "novel", "price": euros("12.00"), "tiers": tiers}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    for prices in [json!({"prices": "tell"}), json!({"prices": "keep", "keep_seconds": 3600})] {
        shop.must(&policy(prices));
        let cart = shop.filled(&[("novel", 2)]);
        shop.must(&add(cart, "novel", 8));
        assert_eq!(immediately(shop.engine.changed_prices(cart)).unwrap(), Ok(Vec::new()));
        assert_eq!(shop.price(cart).goods, euros("90.00"));
        shop.place(cart);
    }
}

#[test]
fn a_cart_that_nobody_touches_ends_is_marked_by_the_tick_and_can_be_brought_back() {
    let shop = Shop::new();
    let idle = HOLD + 100;
    shop.must(&policy(json!({"idle_seconds": idle})));
    let cart = shop.filled(&[("novel", 2)]);
    shop.clock.pass(idle - 1);
    // A change gives it all of its time again.
    let hold = shop.reserve(cart);
    shop.clock.pass(idle - 1);
    assert_eq!((shop.tick(), shop.hold(hold).state), (1, ReservationState::Expired));
    assert_eq!(shop.cart(cart).state_at(shop.now()), CartState::Open);
    shop.clock.pass(1);
    // Past its end it is closed, marked or not.
    let refusal = shop.refuse(&add(cart, "pen", 1));
    assert_eq!((refusal.code(), &refusal.detail()["state"]), (Code::StateForbidden, &json!("expired")));
    assert_eq!(shop.refuse(&Command::PlaceOrder { cart, total: None }).code(), Code::StateForbidden);
    assert_eq!((shop.tick(), shop.tick()), (1, 0));
    assert_eq!(shop.cart(cart).state, CartState::Expired);
    assert_eq!(shop.refuse(&add(cart, "pen", 1)).detail()["open"], json!(["reopen"]));
    shop.must(&Command::ReopenCart { cart });
    shop.must(&add(cart, "pen", 1));
    // One that is due and not marked is brought back in one step.
    shop.clock.pass(idle);
    shop.must(&Command::ReopenCart { cart });
    shop.place(cart);
    assert_eq!(shop.tick(), 0);
    shop.check_replay();
}
