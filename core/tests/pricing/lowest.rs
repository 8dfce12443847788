//! The lowest price of the 30 days before a reduction, with all that sets prices in the shop window.

use fondaco::money::Money;
use fondaco::pricing::{BasketLine, LinePrice, PriceBook};
use serde_json::{Value, json};

use crate::common::{basket, compiled, context, eur, line, off, percent, promotion, rules};

/// A list with a price of the SKU `tee`.
fn list(code: &str, price: &str, change: Value) -> Value {
    let mut list = json!({"code": code, "prices": [{"sku": "tee", "price": eur(price)}]});
    list.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    list
}

fn sale(code: &str, price: &str, from: &str, until: &str) -> Value {
    list(
        code,
        price,
        json!({"kind": "sale", "from": format!("{from}T00:00:00Z"), "until": format!("{until}T00:00:00Z")}),
    )
}

fn listed(lists: Value) -> PriceBook {
    compiled(rules(json!([]), json!({"lists": lists})))
}

/// 7.50 until October 20th, 10.00 since; 8.00 in the first week of November, 6.00 on Black Friday.
fn seasons() -> PriceBook {
    listed(json!([
        list("old", "7.50", json!({"until": "2026-10-20T00:00:00Z"})),
        list("new", "10.00", json!({"from": "2026-10-20T00:00:00Z"})),
        sale("week", "8.00", "2026-11-01", "2026-11-08"),
        sale("friday", "6.00", "2026-11-27", "2026-11-30"),
    ]))
}

/// A tee without a price of its own.
fn tee() -> BasketLine {
    BasketLine { price: LinePrice::default(), ..line(1, "tee", 1, "0.00") }
}

fn lowest_of(book: &PriceBook, tee: &BasketLine, at: &str) -> Option<i64> {
    let mut context = context();
    context.at = at.parse().unwrap();
    book.lowest_before(tee, &basket(&[]), &context).unwrap()
}

fn lowest(book: &PriceBook, at: &str) -> Option<i64> {
    lowest_of(book, &tee(), at)
}

#[test]
fn the_lowest_price_of_thirty_days_before_a_sale_counts_earlier_sales() {
    assert_eq!(lowest(&seasons(), "2026-11-28T00:00:00Z"), Some(800));
    // The base price before it went up counts too.
    assert_eq!(lowest(&seasons(), "2026-11-02T00:00:00Z"), Some(750));
}

#[test]
fn a_sale_that_ended_before_the_thirty_days_does_not_count() {
    let later = |from: &str| {
        listed(json!([
            list("base", "10.00", json!({})),
            sale("week", "8.00", "2026-11-01", "2026-11-08"),
            sale("next", "6.00", from, "2027-01-01")
        ]))
    };
    // Thirty days before December 7th, until midnight of November 8th, the price was 8.00; a day later it was not.
    assert_eq!(lowest(&later("2026-12-07"), "2026-12-20T00:00:00Z"), Some(800));
    assert_eq!(lowest(&later("2026-12-08"), "2026-12-20T00:00:00Z"), Some(1000));
}

#[test]
fn without_a_reduction_there_is_no_earlier_price() {
    assert_eq!(lowest(&seasons(), "2026-11-20T00:00:00Z"), None);
    assert_eq!(lowest(&seasons(), "2026-11-30T00:00:00Z"), None);
}

#[test]
fn new_goods_have_no_earlier_price() {
    let book = listed(json!([
        list("base", "10.00", json!({"from": "2026-11-27T00:00:00Z"})),
        sale("friday", "6.00", "2026-11-27", "2026-11-30"),
    ]));
    assert_eq!(lowest(&book, "2026-11-28T00:00:00Z"), None);
}

#[test]
fn the_own_price_of_a_line_counts_as_one_that_always_stood() {
    let book = listed(json!([sale("friday", "6.00", "2026-11-27", "2026-11-30")]));
    assert_eq!(lowest_of(&book, &line(1, "tee", 1, "10.00"), "2026-11-28T00:00:00Z"), Some(1000));
    assert_eq!(lowest(&book, "2026-11-28T00:00:00Z"), None);
}

#[test]
fn a_price_that_applied_to_other_buyers_only_does_not_count() {
    let club = json!({"kind": "sale", "for": {"groups": ["club"]}, "until": "2026-11-20T00:00:00Z"});
    let book = listed(json!([
        list("base", "10.00", json!({})),
        list("club", "5.00", club),
        sale("friday", "6.00", "2026-11-27", "2026-11-30"),
    ]));
    assert_eq!(lowest(&book, "2026-11-28T00:00:00Z"), Some(1000));
    let mut member = context();
    member.buyer.groups = vec!["club".parse().unwrap()];
    member.at = "2026-11-28T00:00:00Z".parse().unwrap();
    assert_eq!(book.lowest_before(&tee(), &basket(&[]), &member).unwrap(), Some(500));
}

/// A promotion of the catalog that runs from midnight to midnight.
fn reduction(code: &str, rate: &str, from: &str, until: &str) -> Value {
    let span = json!({"from": format!("{from}T00:00:00Z"), "until": format!("{until}T00:00:00Z")});
    promotion(code, off("price", percent(rate), json!({})), span)
}

#[test]
fn promotions_of_the_catalog_are_reductions_and_earlier_prices() {
    let book = compiled(rules(
        json!([
            reduction("autumn", "0.3", "2026-11-10", "2026-11-12"),
            reduction("friday", "0.2", "2026-11-27", "2026-11-30")
        ]),
        json!({"lists": [list("base", "10.00", json!({}))]}),
    ));
    assert_eq!(lowest(&book, "2026-11-28T00:00:00Z"), Some(700));
    assert_eq!(lowest(&book, "2026-11-11T00:00:00Z"), Some(1000));
    assert_eq!(lowest(&book, "2026-11-20T00:00:00Z"), None);
}

#[test]
fn a_reduction_that_grows_step_by_step_is_compared_with_the_price_before_its_first_step() {
    // Article 6a, paragraph 5: the price before the first application of a progressive reduction.
    let book = compiled(rules(
        json!([
            reduction("one", "0.1", "2026-11-10", "2026-11-20"),
            reduction("two", "0.2", "2026-11-20", "2026-11-30")
        ]),
        json!({"lists": [list("base", "10.00", json!({}))]}),
    ));
    assert_eq!(lowest(&book, "2026-11-25T00:00:00Z"), Some(1000));
}

#[test]
fn a_sale_and_a_promotion_of_the_catalog_count_together() {
    let book = compiled(rules(
        json!([reduction("more", "0.5", "2026-11-02", "2026-11-03")]),
        json!({"lists": [list("base", "10.00", json!({})), sale("week", "8.00", "2026-11-01", "2026-11-08"),
            sale("friday", "6.00", "2026-11-27", "2026-11-30")]}),
    ));
    // On November 2nd half of the 10.00 before any reduction.
    assert_eq!(lowest(&book, "2026-11-28T00:00:00Z"), Some(500));
}

#[test]
fn the_price_is_that_of_as_many_units_as_the_price_now_is_for() {
    let hundred = json!({"code": "sale", "kind": "sale", "from": "2026-11-20T00:00:00Z",
        "prices": [{"sku": "tee", "price": eur("99.00"), "per": 100}]});
    let book = listed(json!([list("base", "1.02", json!({})), hundred]));
    let mut now = context();
    now.at = "2026-11-21T00:00:00Z".parse().unwrap();
    assert_eq!(book.lowest_before(&tee(), &basket(&[]), &now).unwrap(), Some(10_200));
    let receipt = book.price(&fondaco::pricing::Basket { lines: vec![tee()], ..basket(&[]) }, &now).unwrap();
    let (price, before): (Money, _) = (receipt.lines[0].unit_price, receipt.lines[0].compare_at);
    assert_eq!((price, before, receipt.lines[0].per), (eur("99.00"), Some(eur("102.00")), Some(100)));
}
