//! Receipts worked out by hand.

use fondaco::Timestamp;
use fondaco::money::{Currency, Money, Rounding};
use fondaco::pricing::{
    Basket, BasketLine, Context, PriceBook, PricedItem, Receipt, RejectedReason, TaxDisplay, TaxDisplay::Exclusive,
    TaxDisplay::Inclusive,
};
use serde_json::{Value, json};

use crate::common::shop::{address_in, command, off_from, rules};
use crate::common::{Shop, euros};

pub(crate) const EVERY_ROUNDING: [Rounding; 7] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Up,
    Rounding::Down,
    Rounding::Floor,
    Rounding::Ceiling,
];

/// A book with taxes of 0, 4, 10 and 22 % in Italy, in categories named by them.
pub(crate) fn book(display: TaxDisplay, rounding: Rounding, promotions: &Value) -> PriceBook {
    let taxes: Vec<Value> = ["0", "4", "10", "22"]
        .iter()
        .map(|percent| {
            let rate = fondaco::money::Rate::percent(percent).unwrap();
            json!({"zone": "IT", "category": percent, "name": format!("IVA {percent}"), "rate": rate,
                "from": "2000-01-01T00:00:00Z"})
        })
        .collect();
    let policy = json!({"price_rounding": rounding, "discount_rounding": rounding, "tax_rounding": rounding});
    let rules = json!({"code": "b", "tax_display": display, "policy": policy, "promotions": promotions,
        "taxes": taxes});
    serde_json::from_value(rules).unwrap()
}

/// Lines of a unit price, a quantity, decimals of the unit, and the tax category.
pub(crate) fn basket(lines: &[(Money, i64, u8, &str)]) -> Basket {
    let line = |(number, (unit_price, quantity, decimals, category)): (u32, &(Money, i64, u8, &str))| {
        let (sku, quantity) = (format!("sku-{number}").parse().unwrap(), (*quantity).try_into().unwrap());
        let line = BasketLine::new(number, sku, quantity, *unit_price, category.parse().unwrap());
        BasketLine { title: format!("Thing {number}").into(), decimals: *decimals, ..line }
    };
    Basket::new(Currency::iso("EUR").unwrap(), (1..).zip(lines).map(line).collect())
}

/// A guest in a country, at an instant.
fn context_in(country: &str, at: Timestamp) -> Context {
    Context::new(country.parse().unwrap(), at)
}

/// A guest in Italy, today.
pub(crate) fn context() -> Context {
    context_in("IT", "2026-11-21T12:00:00Z".parse().unwrap())
}

fn off(rate: &str) -> Value {
    json!([off_from("p", "P", rate, None)])
}

/// Net, tax and gross of each line, as text.
fn lines_of(receipt: &Receipt) -> Vec<[String; 3]> {
    let amounts = receipt.lines.iter().map(|line| [line.net, line.tax, line.gross]);
    amounts.map(|amounts| amounts.map(|amount| amount.amount().to_string())).collect()
}

/// Goods, discount, net, tax and total, as text.
fn totals_of(receipt: &Receipt) -> [String; 5] {
    [receipt.goods, receipt.discount, receipt.net, receipt.tax, receipt.total].map(|sum| sum.amount().to_string())
}

#[test]
fn prices_that_contain_tax_stay_and_the_tax_is_taken_out_of_each_line() {
    // 24.00 × 4/104 = 0.923 and 5.97 × 22/122 = 1.0766.
    let basket = basket(&[(euros("12.00"), 2, 0, "4"), (euros("1.99"), 3, 0, "22")]);
    let receipt = book(Inclusive, Rounding::HalfUp, &json!([])).price(&basket, &context()).unwrap();
    assert_eq!(lines_of(&receipt), [["23.08", "0.92", "24.00"], ["4.89", "1.08", "5.97"]]);
    assert_eq!(totals_of(&receipt), ["29.97", "0.00", "27.97", "2.00", "29.97"]);
}

#[test]
fn tax_is_added_to_prices_that_do_not_contain_it() {
    // 24.00 × 4 % = 0.96 and 5.97 × 22 % = 1.3134.
    let basket = basket(&[(euros("12.00"), 2, 0, "4"), (euros("1.99"), 3, 0, "22")]);
    let receipt = book(Exclusive, Rounding::HalfUp, &json!([])).price(&basket, &context()).unwrap();
    assert_eq!(lines_of(&receipt), [["24.00", "0.96", "24.96"], ["5.97", "1.31", "7.28"]]);
    assert_eq!(totals_of(&receipt), ["29.97", "0.00", "29.97", "2.27", "32.24"]);
}

#[test]
fn a_discount_is_spread_by_the_largest_remainders_and_tax_is_due_on_what_remains() {
    // 3.7375 % of 80.00 is 2.99; its exact parts are 1.607, 0.523 and 0.860: the cent goes to the first and third.
    let lines = [(euros("43.00"), 1, 0, "22"), (euros("7.00"), 2, 0, "22"), (euros("23.00"), 1, 0, "22")];
    let book = book(Exclusive, Rounding::HalfUp, &off("0.037375"));
    let receipt = book.price(&basket(&lines), &context()).unwrap();
    let parts: Vec<_> = (1..=3).flat_map(|line| receipt.discounts_of(line)).map(|(_, amount)| amount).collect();
    assert_eq!(parts, [euros("1.61"), euros("0.52"), euros("0.86")]);
    assert_eq!(
        lines_of(&receipt),
        [["41.39", "9.11", "50.50"], ["13.48", "2.97", "16.45"], ["22.14", "4.87", "27.01"]]
    );
    assert_eq!(totals_of(&receipt), ["80.00", "2.99", "77.01", "16.95", "93.96"]);
    let applied = &receipt.applied[0];
    let of: Vec<_> = applied.parts.iter().map(|part| (part.of.clone(), part.amount)).collect();
    let lines: Vec<_> = (1..=3).map(PricedItem::Line).zip(parts).collect();
    assert_eq!((receipt.applied.len(), of, applied.amount), (1, lines, euros("2.99")));
}

#[test]
fn a_discount_on_prices_that_contain_tax_lowers_the_tax_as_well() {
    // 10 % of 61.99 is 6.199; 5.00 to the books, 1.20 to the pens: 45.00 × 4/104 = 1.731, 10.79 × 22/122 = 1.9457.
    let lines = [(euros("12.50"), 4, 0, "4"), (euros("11.99"), 1, 0, "22")];
    let receipt = book(Inclusive, Rounding::HalfUp, &off("0.10")).price(&basket(&lines), &context()).unwrap();
    assert_eq!(lines_of(&receipt), [["43.27", "1.73", "45.00"], ["8.84", "1.95", "10.79"]]);
    assert_eq!(totals_of(&receipt), ["61.99", "6.20", "52.11", "3.68", "55.79"]);
}

#[test]
fn each_promotion_takes_its_share_of_what_the_ones_before_have_left() {
    let two = json!([off_from("a", "A", "0.1", None), off_from("b", "B", "0.1", None)]);
    let receipt =
        book(Inclusive, Rounding::HalfUp, &two).price(&basket(&[(euros("100.00"), 1, 0, "0")]), &context()).unwrap();
    // A tenth of 100.00, and a tenth of the 90.00 that it leaves.
    let applied: Vec<_> = receipt.applied.iter().map(|one| (one.promotion.as_str(), one.amount)).collect();
    assert_eq!(applied, [("a", euros("10.00")), ("b", euros("9.00"))]);
    let of_line: Vec<_> =
        receipt.discounts_of(1).map(|(applied, amount)| (applied.promotion.as_str(), amount)).collect();
    assert_eq!(of_line, applied);
    assert_eq!(totals_of(&receipt), ["100.00", "19.00", "81.00", "0.00", "81.00"]);
}

#[test]
fn everything_can_be_taken_off_and_nothing_more() {
    let lines = [(euros("0.01"), 1, 0, "22"), (euros("9.99"), 3, 0, "4")];
    for display in [Inclusive, Exclusive] {
        let receipt = book(display, Rounding::Up, &off("1")).price(&basket(&lines), &context()).unwrap();
        assert_eq!(totals_of(&receipt), ["29.98", "29.98", "0.00", "0.00", "0.00"]);
        assert_eq!(lines_of(&receipt), [["0.00", "0.00", "0.00"], ["0.00", "0.00", "0.00"]]);
    }
}

#[test]
fn a_price_of_nothing_is_a_price_and_gets_no_part_of_a_discount() {
    let lines = [(euros("0.00"), 5, 0, "22"), (euros("10.00"), 1, 0, "22")];
    let receipt = book(Inclusive, Rounding::HalfUp, &off("0.5")).price(&basket(&lines), &context()).unwrap();
    assert_eq!(lines_of(&receipt), [["0.00", "0.00", "0.00"], ["4.10", "0.90", "5.00"]]);
    assert_eq!(receipt.discounts_of(1).count(), 0);

    let receipt = book(Inclusive, Rounding::HalfUp, &off("0.5")).price(&basket(&lines[..1]), &context()).unwrap();
    assert_eq!(totals_of(&receipt), ["0.00", "0.00", "0.00", "0.00", "0.00"]);
    assert_eq!(receipt.rejected[0].reason, RejectedReason::NothingToTakeOff {});
}

#[test]
fn a_sku_sold_by_weight_costs_its_share_of_a_whole_unit_rounded_once() {
    // 25.00 a kilogram: 1250 g are 31.25, 333 g are 8.325, 1 g is 0.025.
    for (rounding, grams, expected) in [
        (Rounding::HalfUp, 1250, "31.25"),
        (Rounding::HalfUp, 333, "8.33"),
        (Rounding::HalfEven, 333, "8.32"),
        (Rounding::Down, 333, "8.32"),
        (Rounding::HalfUp, 1, "0.03"),
        (Rounding::HalfDown, 1, "0.02"),
    ] {
        let lines = [(euros("25.00"), grams, 3, "10")];
        let receipt = book(Inclusive, rounding, &json!([])).price(&basket(&lines), &context()).unwrap();
        assert_eq!(receipt.lines[0].subtotal, euros(expected), "{grams} g, {rounding:?}");
    }
}

#[test]
fn each_rounding_gives_the_tax_that_its_name_says() {
    // 5 % as half of 10 %: of 0.05 exclusive at 10 % is 0.005, of 0.15 is 0.015, of 0.12 is 0.012.
    for (rounding, expected) in EVERY_ROUNDING.into_iter().zip([
        ["0.01", "0.02", "0.01"],
        ["0.00", "0.02", "0.01"],
        ["0.00", "0.01", "0.01"],
        ["0.01", "0.02", "0.02"],
        ["0.00", "0.01", "0.01"],
        ["0.00", "0.01", "0.01"],
        ["0.01", "0.02", "0.02"],
    ]) {
        let lines = [(euros("0.05"), 1, 0, "10"), (euros("0.15"), 1, 0, "10"), (euros("0.12"), 1, 0, "10")];
        let receipt = book(Exclusive, rounding, &json!([])).price(&basket(&lines), &context()).unwrap();
        let taxes: Vec<String> = receipt.lines.iter().map(|line| line.tax.amount().to_string()).collect();
        assert_eq!(taxes, expected, "{rounding:?}");
    }
}

#[test]
fn taxes_are_summed_by_name_and_rate_in_the_order_of_the_lines() {
    let lines = [
        (euros("10.00"), 1, 0, "22"),
        (euros("5.00"), 1, 0, "4"),
        (euros("2.00"), 1, 0, "22"),
        (euros("1.00"), 1, 0, "0"),
    ];
    let receipt = book(Exclusive, Rounding::HalfUp, &json!([])).price(&basket(&lines), &context()).unwrap();
    let taxes: Vec<[String; 4]> = receipt
        .taxes
        .iter()
        .map(|tax| [tax.name.to_string(), tax.rate.to_string(), tax.base.to_string(), tax.amount.to_string()])
        .collect();
    assert_eq!(
        taxes,
        [
            ["IVA 22", "0.22", "12.00 EUR", "2.64 EUR"],
            ["IVA 4", "0.04", "5.00 EUR", "0.20 EUR"],
            ["IVA 0", "0", "1.00 EUR", "0.00 EUR"]
        ]
    );
}

#[test]
fn a_promotion_applies_from_exactly_its_minimum_and_below_it_says_what_is_missing() {
    let ten = json!([off_from("ten", "Ten", "0.1", Some(euros("50.00")))]);
    let book = book(Inclusive, Rounding::HalfUp, &ten);
    let at = book.price(&basket(&[(euros("50.00"), 1, 0, "4")]), &context()).unwrap();
    assert_eq!((at.discount, at.rejected.len()), (euros("5.00"), 0));
    let below = book.price(&basket(&[(euros("49.99"), 1, 0, "4")]), &context()).unwrap();
    assert_eq!((below.discount, below.applied.len()), (euros("0.00"), 0));
    let reason = RejectedReason::MinimumNotMet { needs: euros("50.00"), has: euros("49.99"), exclusive: false };
    assert_eq!(below.rejected[0].reason, reason);
    assert!(below.render().contains("needs goods of 50.00 EUR, has 49.99 EUR"), "{}", below.render());
}

#[test]
fn a_minimum_looks_at_goods_before_any_discount_and_in_its_own_currency_only() {
    let promotions = json!([
        off_from("half", "Half", "0.5", None),
        off_from("more", "More", "0.1", Some(euros("100.00"))),
        off_from("usd", "Dollars", "0.1", Some("1.00 USD".parse().unwrap())),
    ]);
    let book = book(Inclusive, Rounding::HalfUp, &promotions);
    let receipt = book.price(&basket(&[(euros("100.00"), 1, 0, "4")]), &context()).unwrap();
    assert_eq!(totals_of(&receipt)[..2], ["100.00", "55.00"]);
    let needs = Currency::iso("USD").unwrap();
    assert_eq!(receipt.rejected[0].reason, RejectedReason::OtherCurrency { needs });
}

#[test]
fn a_promotion_runs_from_its_first_instant_until_just_before_its_last() {
    let (from, until) = ("2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z");
    let mut friday = off_from("bf", "Black Friday", "0.2", None);
    (friday["from"], friday["until"]) = (from.into(), until.into());
    let book = book(Inclusive, Rounding::HalfUp, &json!([friday]));
    let nano = jiff::SignedDuration::from_nanos(1);
    let [from, until] = [from, until].map(|at| at.parse::<Timestamp>().unwrap());
    for (at, applies) in [(from - nano, false), (from, true), (until - nano, true), (until, false)] {
        let receipt = book.price(&basket(&[(euros("10.00"), 1, 0, "4")]), &context_in("IT", at)).unwrap();
        assert_eq!(receipt.discount, euros(if applies { "2.00" } else { "0.00" }), "at {at}");
        assert_eq!(receipt.rejected.iter().any(|one| one.reason == RejectedReason::NotNow {}), !applies);
    }
}

#[test]
fn a_tax_rate_is_in_force_from_its_first_instant_until_just_before_its_last() {
    let book: PriceBook = serde_json::from_value(rules("retail", "inclusive")).unwrap();
    let nano = jiff::SignedDuration::from_nanos(1);
    let (cut, back) = ("2020-06-30T22:00:00Z", "2020-12-31T23:00:00Z");
    let [cut, back] = [cut, back].map(|at| at.parse::<Timestamp>().unwrap());
    for (at, tax) in [(cut - nano, "1.90"), (cut, "1.64"), (back - nano, "1.64"), (back, "1.90")] {
        let lines = [(euros("11.90"), 1, 0, "standard")];
        let priced = book.price(&basket(&lines), &context_in("DE", at));
        assert_eq!(priced.map(|receipt| receipt.taxes[0].amount), Ok(euros(tax)), "at {at}");
    }
    let before = context_in("DE", "2006-12-31T22:59:59.999999999Z".parse().unwrap());
    let basket = basket(&[(euros("1.00"), 1, 0, "standard")]);
    assert_eq!(book.price(&basket, &before).unwrap_err().code().as_str(), "tax.unknown");
}

#[test]
fn a_cart_is_priced_for_the_country_of_its_address_and_until_then_of_its_channel() {
    let shop = Shop::new();
    let open = json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "pen", "quantity": 10}]});
    let fondaco::Outcome::Cart { cart } = shop.must(&command(open)) else { panic!("no cart") };
    assert_eq!(&*shop.price(cart).taxes[0].name, "IVA 22");
    shop.must(&fondaco::Command::SetAddress { cart, address: address_in("DE") });
    let receipt = shop.price(cart);
    assert_eq!((&*receipt.taxes[0].name, receipt.total), ("USt 19", euros("19.90")));
}

#[test]
fn goods_bought_now_cost_and_promise_what_the_same_cart_would() {
    let shop = Shop::new();
    let cart = shop.filled(&[("atlas", 2), ("tea", 1250)]);
    let shown = shop.price(cart);
    let lines =
        json!([{"sku": "atlas", "quantity": 1}, {"sku": "tea", "quantity": 1250}, {"sku": "atlas", "quantity": 1}]);
    let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": shop.cart(cart).address,
        "total": shown.total});
    let fondaco::Outcome::Order { order, total, .. } = shop.must(&command(buy)) else { panic!("no order") };
    let order = shop.order(order);
    assert_eq!((total, &order.receipt, order.cart), (shown.total, &shown, None));
    assert_eq!(order.allocations.len(), 2);
    shop.check_replay();
}

#[test]
fn an_order_keeps_the_receipt_that_the_buyer_was_shown_whatever_the_shop_changes_later() {
    let shop = Shop::new();
    let cart = shop.filled(&[("atlas", 2), ("tea", 1250), ("gift", 1)]);
    let shown = shop.price(cart);
    // 13.12 off: 10.00 from the atlases and 3.12 from the tea; 89.98 × 4/104 = 3.461 and 28.13 × 10/110 = 2.557.
    assert_eq!(totals_of(&shown), ["131.23", "13.12", "112.09", "6.02", "118.11"]);
    let placed = shop.must(&fondaco::Command::PlaceOrder { cart, total: Some(shown.total) });
    let fondaco::Outcome::Order { order, .. } = placed else { panic!("no order") };
    let dearer = json!({"sku": "atlas", "title": "An Atlas", "tax_category": "book",
        "prices": [{"amount": "59.99", "currency": "EUR"}]});
    shop.must(&command(json!({"do": "define_variants", "variants": [dearer]})));
    assert_eq!(shop.order(order).receipt, shown);
    shop.check_replay();
}
