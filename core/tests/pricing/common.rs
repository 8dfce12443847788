//! Baskets and books, and short ways to see what a promotion takes off.

use fondaco::money::{Currency, Money};
use fondaco::pricing::{
    Basket, BasketLine, ChargeKind, Context, PriceBook, PricedItem, Receipt, RejectedReason, TaxDisplay,
};
use serde_json::{Value, json};

/// Saturday, noon in Genova.
pub(crate) const AT: &str = "2026-11-21T12:00:00Z";

pub(crate) fn currency(code: &str) -> Currency {
    Currency::iso(code).unwrap()
}

pub(crate) fn eur(text: &str) -> Money {
    Money::parse(text, currency("EUR")).unwrap()
}

/// A line of pieces of no product and category.
pub(crate) fn line(number: u32, sku: &str, quantity: i64, price: &str) -> BasketLine {
    let (quantity, price) = (quantity.try_into().unwrap(), eur(price));
    BasketLine::new(number, sku.parse().unwrap(), quantity, price, "standard".parse().unwrap())
}

/// A basket of pieces: SKU, quantity, price of one.
pub(crate) fn basket(lines: &[(&str, i64, &str)]) -> Basket {
    let line = |(number, (sku, quantity, price)): (u32, &(&str, i64, &str))| line(number, sku, *quantity, price);
    Basket::new(currency("EUR"), (1..).zip(lines).map(line).collect())
}

/// The same with shipping charges.
pub(crate) fn shipped(lines: &[(&str, i64, &str)], charges: &[(&str, &str)]) -> Basket {
    let kind = ChargeKind::Shipping;
    let charges =
        charges.iter().map(|(code, amount)| json!({"code": code, "title": code, "kind": kind, "amount": eur(amount)}));
    Basket { charges: charges.map(|charge| serde_json::from_value(charge).unwrap()).collect(), ..basket(lines) }
}

/// A guest in Italy.
pub(crate) fn context() -> Context {
    Context::new("IT".parse().unwrap(), AT.parse().unwrap())
}

/// Rules where no tax is due, and what else is said of them.
pub(crate) fn rules(promotions: Value, change: Value) -> Value {
    let mut rules = json!({"code": "b", "tax_display": TaxDisplay::Inclusive, "policy": {"untaxed": "free"},
        "promotions": promotions});
    rules.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    rules
}

pub(crate) fn compiled(rules: Value) -> PriceBook {
    serde_json::from_value(rules).unwrap()
}

/// A book of promotions where no tax is due.
pub(crate) fn book(promotions: Value) -> PriceBook {
    compiled(rules(promotions, json!({})))
}

/// The same with a policy.
pub(crate) fn book_with(policy: Value, promotions: Value) -> PriceBook {
    let mut all = json!({"untaxed": "free"});
    all.as_object_mut().unwrap().extend(policy.as_object().unwrap().clone());
    compiled(rules(promotions, json!({"policy": all})))
}

/// A promotion of one action, and what else is said of it.
pub(crate) fn promotion(code: &str, action: Value, change: Value) -> Value {
    let mut promotion = json!({"code": code, "title": code.to_uppercase(), "actions": [action]});
    promotion.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    promotion
}

/// A discount, and what else is said of it.
pub(crate) fn off(on: &str, off: Value, change: Value) -> Value {
    let mut discount = json!({"on": on, "off": off});
    discount.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!({"discount": discount})
}

pub(crate) fn percent(rate: &str) -> Value {
    json!({"percent": rate})
}

pub(crate) fn amount(text: &str) -> Value {
    json!({"amount": [eur(text)]})
}

pub(crate) fn price(text: &str) -> Value {
    json!({"price": [eur(text)]})
}

/// A tenth off the goods together.
pub(crate) fn tenth(code: &str, change: Value) -> Value {
    promotion(code, off("order", percent("0.1"), json!({})), change)
}

/// The receipt for a guest in Italy.
pub(crate) fn receipt(book: &PriceBook, basket: &Basket) -> Receipt {
    let receipt = book.price(basket, &context()).unwrap();
    book.verify(basket, &context(), &receipt).unwrap();
    receipt
}

/// What is taken off each line.
pub(crate) fn taken(receipt: &Receipt) -> Vec<String> {
    receipt.lines.iter().map(|line| line.discount.amount().to_string()).collect()
}

/// What is taken off each charge.
pub(crate) fn taken_off_charges(receipt: &Receipt) -> Vec<String> {
    receipt.charges.iter().map(|charge| charge.discount.amount().to_string()).collect()
}

/// What one action takes off each line of a basket.
pub(crate) fn takes(action: Value, basket: &Basket) -> Vec<String> {
    taken(&receipt(&book(json!([promotion("p", action, json!({}))])), basket))
}

/// Why one action takes nothing off a basket.
pub(crate) fn rejects(action: Value, basket: &Basket) -> RejectedReason {
    reason(&receipt(&book(json!([promotion("p", action, json!({}))])), basket))
}

/// Why the only promotion that was rejected was.
pub(crate) fn reason(receipt: &Receipt) -> RejectedReason {
    assert_eq!((receipt.rejected.len(), receipt.discount), (1, eur("0.00")), "{}", receipt.explain());
    receipt.rejected[0].reason.clone()
}

/// What each promotion took off, in order.
pub(crate) fn applied(receipt: &Receipt) -> Vec<(&str, String)> {
    receipt.applied.iter().map(|one| (one.promotion.as_str(), one.amount.amount().to_string())).collect()
}

/// Why each promotion took nothing off, in order.
pub(crate) fn rejected(receipt: &Receipt) -> Vec<(&str, RejectedReason)> {
    receipt.rejected.iter().map(|one| (one.promotion.as_str(), one.reason.clone())).collect()
}

pub(crate) fn of_line(number: u32) -> PricedItem {
    PricedItem::Line(number)
}
