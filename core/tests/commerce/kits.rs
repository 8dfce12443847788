//! Kits: one line of a cart, sold at one price, made of goods that are priced, taxed, held and sent.

use fondaco::inventory::Allocation;
use fondaco::order::{FulfilmentStanding, Order, OrderState};
use fondaco::pricing::{Receipt, ReceiptLine};
use fondaco::{CartId, Code, Command, Outcome};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::shop::{HOLD, add, authorize, cancel, command, rules, ship};
use crate::common::{Shop, address, cents, euros};

/// A kit by itself: a title, parts, a price in euro.
pub(crate) fn kit(sku: &str, price: &str, parts: &[(&str, i64)]) -> Value {
    let part = |(sku, quantity): &(&str, i64)| json!({"sku": sku, "quantity": quantity});
    json!({"sku": sku, "title": "A Set", "tax_category": "standard",
        "prices": [{"amount": price, "currency": "EUR"}], "parts": parts.iter().map(part).collect::<Vec<_>>()})
}

pub(crate) fn define(variants: &[Value]) -> Command {
    command(json!({"do": "define_variants", "variants": variants}))
}

/// The shop with a set of a novel and two pens for 14.00, of which 12.00 and 3.98 are worth 10.51 and 3.49.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    shop
}

/// The lines of a receipt: number, SKU, units, subtotal in cents, the kit.
fn lines(receipt: &Receipt) -> Vec<(u32, &str, i64, i64, Option<u32>)> {
    let row = |line: &ReceiptLine| (line.line, line.quantity.units(), line.subtotal.minor(), line.kit);
    receipt
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), row(line)))
        .map(|(sku, (n, q, s, k))| (n, sku, q, s, k))
        .collect()
}

fn goods(allocations: &[Allocation]) -> Vec<(u32, &str, &str, i64)> {
    let row = |item: &Allocation| (item.line, item.quantity.units());
    allocations
        .iter()
        .map(|item| (row(item), item.sku.as_str(), item.location.as_str()))
        .map(|((line, units), sku, place)| (line, sku, place, units))
        .collect()
}

fn promised(order: &Order) -> Vec<Allocation> {
    order.allocations.iter().map(|item| item.goods.clone()).collect()
}

pub(crate) fn buy_now(lines: Value) -> Command {
    command(json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address()}))
}

#[test]
fn a_kit_is_one_line_of_a_cart_and_on_the_receipt_the_lines_of_its_parts() {
    let shop = shop();
    let cart = shop.filled(&[("atlas", 1), ("set", 2)]);
    assert_eq!(shop.cart(cart).lines.len(), 2);
    let receipt = shop.price(cart);
    assert_eq!(
        lines(&receipt),
        [(1, "atlas", 1, 4999, None), (1_000_002, "novel", 2, 2102, Some(2)), (2_000_002, "pen", 4, 698, Some(2)),]
    );
    let shown = &receipt.kits[0];
    assert_eq!((shown.line, shown.sku.as_str(), shown.quantity.units()), (2, "set", 2));
    assert_eq!((shown.unit_price, shown.list.as_ref()), (euros("14.00"), None));
    let taxes: Vec<&str> = receipt.lines.iter().map(|line| line.tax_category.as_str()).collect();
    assert_eq!(taxes, ["book", "book", "standard"], "each part is taxed by its own category");
}

#[test]
fn a_kit_is_added_changed_and_removed_as_one_line() {
    let shop = shop();
    let cart = shop.filled(&[("set", 1)]);
    assert_eq!(shop.must(&add(cart, "set", 2)), Outcome::Line { line: 1 });
    shop.must(&Command::ChangeLine { cart, line: 1, quantity: 4.try_into().unwrap() });
    assert_eq!(shop.price(cart).goods, euros("56.00"));
    shop.must(&add(cart, "pen", 1));
    shop.must(&Command::RemoveLine { cart, line: 1 });
    assert_eq!(lines(&shop.price(cart)), [(2, "pen", 1, 199, None)]);
}

#[test]
fn the_numbers_of_parts_stay_while_other_lines_come_and_go() {
    let shop = shop();
    let cart = shop.filled(&[("tea", 500), ("set", 1)]);
    let of_kit = |cart: CartId| {
        let receipt = shop.price(cart);
        receipt.lines.iter().filter(|line| line.kit.is_some()).map(|line| line.line).collect::<Vec<_>>()
    };
    let before = of_kit(cart);
    shop.must(&Command::RemoveLine { cart, line: 1 });
    shop.must(&add(cart, "atlas", 1));
    shop.must(&add(cart, "set", 3));
    assert_eq!((of_kit(cart), before), (vec![1_000_002, 2_000_002], vec![1_000_002, 2_000_002]));
}

#[test]
fn the_lists_price_a_kit_as_any_line_and_what_its_parts_are_worth() {
    let shop = shop();
    let eur = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    let mut book = rules("retail", "inclusive");
    book["lists"] = json!([
        {"code": "base", "prices": [{"sku": "set", "price": eur("13.00"), "minimum": eur("12.00"),
            "tiers": [{"from": 3, "price": eur("12.00")}]}]},
        {"code": "pens", "prices": [{"sku": "pen", "price": eur("6.00")}]}]);
    shop.must(&command(json!({"do": "define_price_book", "rules": book})));
    let receipt = shop.price(shop.filled(&[("set", 1)]));
    // A novel is worth 12.00 and two pens, by the list, as much: half each.
    assert_eq!(lines(&receipt), [(1_000_001, "novel", 1, 650, Some(1)), (2_000_001, "pen", 2, 650, Some(1))]);
    assert_eq!(receipt.kits[0].list.as_ref().unwrap().as_str(), "base");
    assert_eq!(shop.price(shop.filled(&[("set", 3)])).goods, euros("36.00"), "three reach the tier");
    // A tenth off from 50.00 stops at the lowest price of the list.
    let dear = shop.price(shop.filled(&[("atlas", 1), ("set", 1)]));
    assert_eq!(dear.lines[1].subtotal.minus(dear.lines[1].discount), Ok(euros("6.00")));
}

#[test]
fn a_kit_on_sale_says_what_it_cost_before_and_its_tiers_count_the_cart_as_the_shopper_sees_it() {
    let shop = shop();
    let eur = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    let other = kit("other", "9.00", &[("gift", 5)]);
    let of_product = |mut kit: Value| {
        kit["product"] = "sets".into();
        kit
    };
    shop.must(&define(&[of_product(other), of_product(kit("set", "14.00", &[("novel", 1), ("pen", 2)]))]));
    let price = |by: &str, lines: &[(&str, i64)]| {
        let mut book = rules("retail", "inclusive");
        let tiers = json!([{"from": 3, "price": eur("10.00")}]);
        book["lists"] = json!([{"code": "autumn", "kind": "sale",
            "prices": [{"sku": "set", "price": eur("13.00"), "tiers": tiers, "tier_by": by}]}]);
        shop.must(&command(json!({"do": "define_price_book", "rules": book})));
        let receipt = shop.price(shop.filled(lines));
        assert_eq!(receipt.kits[0].compare_at, Some(euros("14.00")));
        receipt.kits[0].unit_price
    };
    let lines = [("set", 1), ("other", 1), ("pen", 1)];
    assert_eq!(["line", "product", "basket"].map(|by| price(by, &lines)), ["13.00", "13.00", "10.00"].map(euros));
    let lines = [("set", 1), ("other", 2)];
    assert_eq!(["line", "product"].map(|by| price(by, &lines)), ["13.00", "10.00"].map(euros));
}

#[test]
fn a_hold_keeps_the_parts_and_those_beside_them_are_added_up() {
    let shop = shop();
    let cart = shop.filled(&[("set", 30), ("pen", 40)]);
    let hold = shop.reserve(cart);
    assert_eq!(
        goods(&shop.hold(hold).lines),
        [(1_000_001, "novel", "genova", 30), (2_000_001, "pen", "genova", 60), (2, "pen", "genova", 40)]
    );
    assert_eq!((shop.row("pen", "genova"), shop.row("set", "genova")), ([100, 100], [0, 0]));
    // What is held already is not counted against the buyer, and one pen more is served from elsewhere.
    shop.must(&Command::ChangeLine { cart, line: 2, quantity: 41.try_into().unwrap() });
    shop.reserve(cart);
    assert_eq!((shop.row("pen", "genova"), shop.row("pen", "pisa")), ([100, 100], [100, 1]));
    shop.must(&Command::ChangeLine { cart, line: 2, quantity: 141.try_into().unwrap() });
    let short = shop.refuse(&Command::ReserveCart { cart });
    assert_eq!(
        (short.code(), &short.detail()["sku"], &short.detail()["line"]),
        (Code::StockShort, &"pen".into(), &2.into())
    );
    shop.check_replay();
}

#[test]
fn a_kit_comes_whole_from_one_location_and_what_is_short_of_it_is_said() {
    let shop = Shop::without_stock();
    shop.must(&define(&[kit("set", "14.00", &[("novel", 1), ("pen", 2)])]));
    shop.receive("genova", "novel", 9);
    shop.receive("pisa", "pen", 9);
    shop.receive("pisa", "novel", 2);
    let place = |kits| Command::PlaceOrder { cart: shop.filled(&[("set", kits)]), total: None };
    // Genova has novels and no pens: three kits would lack all their pens there, and one novel at Pisa.
    let short = shop.refuse(&place(3));
    let detail = |name: &str| short.detail()[name].clone();
    assert_eq!(short.code(), Code::StockShort);
    assert_eq!(
        (detail("line"), detail("sku"), detail("wanted"), detail("available")),
        (1.into(), "novel".into(), 3.into(), 2.into())
    );
    assert_eq!(short.reason(), "3 of `novel` are wanted for the kit `set` and 2 can be promised");
    let Outcome::Order { order, .. } = shop.must(&place(2)) else { panic!("no order") };
    assert_eq!(goods(&promised(&shop.order(order))), [(1_000_001, "novel", "pisa", 2), (2_000_001, "pen", "pisa", 4)]);
}

#[test]
fn the_stock_of_a_kit_is_what_its_scarcest_part_allows() {
    let shop = shop();
    assert_eq!((shop.stock("set", "genova"), shop.stock("set", "nowhere")), ((50, 0), (0, 0)));
    shop.reserve(shop.filled(&[("pen", 31)]));
    assert_eq!(shop.stock("set", "genova"), (50, 16), "of 69 pens 34 kits can be made");
    shop.clock.pass(HOLD);
    assert_eq!(shop.stock("set", "genova"), (50, 0), "a hold past its time holds nothing");
    shop.reserve(shop.filled(&[("novel", 99)]));
    assert_eq!(shop.stock("set", "genova"), (50, 49));
}

#[test]
fn an_order_lists_the_kit_and_its_parts_and_sends_them_together() {
    let shop = shop();
    let cart = shop.filled(&[("set", 2)]);
    shop.reserve(cart);
    let placed = shop.place(cart);
    let order = shop.order(placed.order);
    assert_eq!(lines(&order.receipt), [(1_000_001, "novel", 2, 2102, Some(1)), (2_000_001, "pen", 4, 698, Some(1))]);
    assert_eq!((order.receipt.kits[0].sku.as_str(), order.receipt.total), ("set", euros("28.00")));
    shop.authorize(&placed);
    let shipment = shop.ship(placed.order);
    assert_eq!(shop.get::<fondaco::shipping::Shipment>(&shipment).goods, promised(&order));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([98, 0], [96, 0]));
    shop.must(&Command::DeliverShipment { shipment });
    assert_eq!(FulfilmentStanding::of(&shop.order(placed.order)), FulfilmentStanding::Delivered);
    shop.check_replay();
}

#[test]
fn parts_of_a_cancelled_order_come_back() {
    let shop = shop();
    let placed = shop.place(shop.filled(&[("set", 5), ("pen", 1)]));
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 5], [100, 11]));
    shop.must(&cancel(placed.order));
    assert_eq!(shop.order(placed.order).state, OrderState::Cancelled);
    assert_eq!((shop.row("novel", "genova"), shop.row("pen", "genova")), ([100, 0], [100, 0]));
    shop.check_replay();
}

#[test]
fn a_kit_is_bought_without_a_cart_as_with_one() {
    let shop = shop();
    let by_cart = shop.place(shop.filled(&[("set", 3), ("tea", 250)]));
    let bought = shop.must(&buy_now(json!([{"sku": "set", "quantity": 3}, {"sku": "tea", "quantity": 250}])));
    let Outcome::Order { order, payment, total } = bought else { panic!("no order") };
    let (one, other) = (shop.order(by_cart.order), shop.order(order));
    assert_eq!((&one.receipt, promised(&one)), (&other.receipt, promised(&other)));
    shop.must(&authorize(payment, total));
    shop.must(&ship(order));
    assert_eq!(shop.row("pen", "genova"), [94, 6]);
}

#[test]
fn a_kit_and_its_parts_may_be_defined_in_one_command_in_any_order() {
    let shop = Shop::new();
    let part = json!({"sku": "ink", "title": "Ink", "tax_category": "standard", "prices": [{"amount": "7.00", "currency": "EUR"}]});
    shop.must(&define(&[kit("ink-set", "8.00", &[("pen", 1), ("ink", 1)]), part]));
    assert_eq!(shop.price(shop.filled(&[("ink-set", 1)])).total, euros("8.00"));
    // What is defined beside it counts, not what was there: the old kit is none any more.
    let mut plain = kit("ink-set", "8.00", &[]);
    plain["title"] = "Ink in a Box".into();
    shop.must(&define(&[kit("box", "9.00", &[("ink-set", 1), ("novel", 1)]), plain]));
    assert_eq!(shop.price(shop.filled(&[("box", 1)])).lines.len(), 2);
}

#[test]
fn what_is_in_a_cart_follows_a_kit_that_is_defined_anew() {
    let shop = shop();
    let cart = shop.filled(&[("set", 1), ("novel", 1)]);
    shop.reserve(cart);
    shop.must(&define(&[
        kit("set", "50.00", &[("pen", 1), ("atlas", 1)]),
        kit("novel", "20.00", &[("pen", 2), ("gift", 1)]),
    ]));
    let skus: Vec<String> = shop.price(cart).lines.iter().map(|line| line.sku.to_string()).collect();
    assert_eq!(skus, ["pen", "atlas", "pen", "gift"]);
    shop.place(cart);
    let rows = ["novel", "pen", "atlas", "gift"].map(|sku| shop.row(sku, "genova")[1]);
    assert_eq!(rows, [0, 3, 1, 1], "the hold of what was in it is given back");
    shop.check_replay();
}

#[test]
fn a_part_without_a_price_is_asked_for_by_name() {
    let shop = shop();
    let cart = shop.filled_on("usa", &[("set", 1)]);
    let mut set = kit("set", "14.00", &[("novel", 1), ("pen", 2)]);
    let missing = |shop: &Shop| shop.refuse(&Command::PlaceOrder { cart, total: None });
    assert_eq!((missing(&shop).code(), &missing(&shop).detail()["sku"]), (Code::PriceMissing, &"set".into()));
    set["prices"][0]["currency"] = "USD".into();
    shop.must(&define(&[set]));
    assert_eq!((missing(&shop).code(), &missing(&shop).detail()["sku"]), (Code::PriceMissing, &"pen".into()));
}

#[test]
fn a_receipt_of_kits_is_shown_and_explained() {
    let shop = shop();
    let receipt = shop.price(shop.filled(&[("set", 2)]));
    let text = receipt.render();
    let rows: Vec<&str> = text.lines().skip(2).take(5).collect();
    assert_eq!(
        rows,
        [
            "A Set                         2     14.00",
            "  A Novel                     2     10.51  21.02",
            "    novel · 21.02 contains 0.81 IVA 4 4 %",
            "  A Pen                       4  3.49 / 2   6.98",
            "    pen · 6.98 contains 1.26 IVA 22 22 %",
        ]
    );
    let told = receipt.explain();
    assert!(told.contains("Line 1, A Set: 14.00 EUR each, shared by its parts."), "{told}");
    assert!(told.contains("Line 1000001, A Novel, part of line 1: 10.51 EUR each."), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_it_the_parts_of_a_kit_cost_what_it_costs_and_come_from_stock(
        price in 0_i64..100_000,
        kits in 1_i64..9,
        parts in (1_i64..5, 1_i64..5, 1_i64..900),
        beside in 1_i64..9,
    ) {
        let shop = Shop::new();
        let (novels, pens, tea) = parts;
        let price = cents(price).amount();
        shop.must(&define(&[kit("set", price.as_str(), &[("novel", novels), ("pen", pens), ("tea", tea)])]));
        let placed = shop.place(shop.filled(&[("pen", beside), ("set", kits)]));
        let order = shop.order(placed.order);
        let subtotals = order.receipt.lines.iter().filter(|line| line.kit == Some(2)).map(|line| line.subtotal.minor());
        let of_one = order.receipt.kits[0].unit_price.minor();
        prop_assert_eq!(subtotals.sum::<i64>(), kits * of_one);
        let held = ["novel", "pen", "tea"].map(|sku| shop.row(sku, "genova")[1]);
        prop_assert_eq!(held, [novels * kits, pens * kits + beside, tea * kits]);
    }
}
