//! What the table of a receipt looks like.

use alloc::vec;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::*;
use crate::id::{CountryCode, Sku, TaxCategory};
use crate::money::{Currency, Money};
use crate::pricing::{Basket, BasketLine, Context, PriceBook};
use crate::quantity::Quantity;

fn eur(amount: &str) -> Money {
    Money::parse(amount, Currency::iso("EUR").unwrap()).unwrap()
}

/// A percentage off the goods together.
fn promotion(code: &str, rate: &str, minimum: &str) -> Value {
    json!({"code": code, "title": format!("{rate} off for {code}"),
        "when": {"total": {"within": [{"at_least": eur(minimum)}], "base": "original"}},
        "actions": [{"discount": {"on": "order", "off": {"percent": rate}}}]})
}

fn line(line: u32, title: &str, units: i64, decimals: u8, price: &str) -> BasketLine {
    let (sku, quantity) = (Sku::new(&format!("sku-{line}")).unwrap(), Quantity::new(units).unwrap());
    let tax_category = TaxCategory::new("standard").unwrap();
    BasketLine { title: title.into(), decimals, ..BasketLine::new(line, sku, quantity, eur(price), tax_category) }
}

fn basket(lines: Vec<BasketLine>) -> Basket {
    Basket::new(Currency::iso("EUR").unwrap(), lines)
}

fn context() -> Context {
    Context::new(CountryCode::new("IT").unwrap(), Timestamp::UNIX_EPOCH)
}

/// A book whose taxes are those of Italy; `change` says more of its rules.
fn book(tax_display: TaxDisplay, change: &Value) -> PriceBook {
    let mut rules = json!({"code": "shop", "tax_display": tax_display, "taxes": [
        {"zone": "IT", "category": "standard", "name": "IVA", "rate": "0.22", "from": "1970-01-01T00:00:00Z"},
    ]});
    rules.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(rules).unwrap()
}

fn receipt(tax_display: TaxDisplay) -> Receipt {
    let promotions = json!([promotion("all", "0.10", "0"), promotion("many", "0.05", "500")]);
    let lines = vec![
        line(1, "Parmigiano by the kilogram", 1_250, 3, "20.00"),
        line(2, "A title that is much too long to be shown in the width of a column", 3, 0, "10.00"),
    ];
    book(tax_display, &json!({"promotions": promotions})).price(&basket(lines), &context()).unwrap()
}

/// The lines of a table, without the spaces at their ends.
fn shown(receipt: &Receipt) -> Vec<String> {
    receipt.render().lines().map(|line| line.trim_end().to_string()).collect()
}

#[test]
fn where_prices_contain_tax_the_total_is_told_apart() {
    let table = "\
goods                                                qty  price    EUR
──────────────────────────────────────────────────────────────────────
Parmigiano by the kilogram                         1.250  20.00  25.00
  0.10 off for all                                               -2.50
  sku-1 · 22.50 contains 4.06 IVA 22 %
A title that is much too long to be shown in the…      3  10.00  30.00
  0.10 off for all                                               -3.00
  sku-2 · 27.00 contains 4.87 IVA 22 %
──────────────────────────────────────────────────────────────────────
goods                                                            55.00
0.10 off for all                                                 -5.50
──────────────────────────────────────────────────────────────────────
total                                                            49.50
  of which net                                                   40.57
  of which IVA 22 % on 40.57                                      8.93
not applied: 0.05 off for many
  needs goods of 500.00 EUR, has 55.00 EUR
";
    assert_eq!(receipt(TaxDisplay::Inclusive).render(), table);
}

#[test]
fn where_tax_is_added_the_total_is_the_last_sum() {
    let table = receipt(TaxDisplay::Exclusive).render();
    let totals: Vec<&str> = table.lines().skip(9).map(str::trim_end).collect();
    let expected = [
        "goods                                                            55.00",
        "0.10 off for all                                                 -5.50",
        "net                                                              49.50",
        "IVA 22 % on 49.50                                                10.89",
        "──────────────────────────────────────────────────────────────────────",
        "total                                                            60.39",
    ];
    assert_eq!(totals[..6], expected);
    assert!(table.contains("  sku-1 · 22.50 plus 4.95 IVA 22 %\n"), "{table}");
}

#[test]
fn charges_stand_below_the_goods_with_what_is_taken_off_them() {
    let free = json!({"code": "ship", "title": "Half the shipping",
        "actions": [{"discount": {"on": "shipping", "off": {"percent": "0.5"}}}]});
    let charges = json!([
        {"code": "dhl", "title": "Parcel", "kind": "shipping", "amount": eur("8.00"), "tax": {"category": "standard"}},
        {"code": "wrap", "title": "Wrapping", "kind": "fee", "amount": eur("1.50")},
        {"code": "return", "title": "Deposit back", "kind": "fee", "amount": eur("-0.50")},
    ]);
    let basket =
        Basket { charges: serde_json::from_value(charges).unwrap(), ..basket(vec![line(1, "Lamp", 1, 0, "25.00")]) };
    let receipt = book(TaxDisplay::Inclusive, &json!({"promotions": [free]})).price(&basket, &context()).unwrap();
    let expected = [
        "goods                       qty  price    EUR",
        "─────────────────────────────────────────────",
        "Lamp                          1  25.00  25.00",
        "  sku-1 · 25.00 contains 4.51 IVA 22 %",
        "─────────────────────────────────────────────",
        "goods                                   25.00",
        "Parcel                                   8.00",
        "  Half the shipping                     -4.00",
        "  4.00 contains 0.72 IVA 22 %",
        "Wrapping                                 1.50",
        "Deposit back                            -0.50",
        "─────────────────────────────────────────────",
        "total                                   30.00",
        "  of which net                          24.77",
        "  of which IVA 22 % on 23.77             5.23",
    ];
    assert_eq!(shown(&receipt), expected);
}

#[test]
fn gift_cards_pay_after_the_total_or_lower_it() {
    let credits = json!([{"code": "CARD-1", "balance": eur("5.00")}, {"code": "CARD-2", "balance": eur("90.00")}]);
    let basket =
        Basket { credits: serde_json::from_value(credits).unwrap(), ..basket(vec![line(1, "Lamp", 1, 0, "12.20")]) };
    let paid = book(TaxDisplay::Inclusive, &json!({})).price(&basket, &context()).unwrap();
    let expected = [
        "total                                   12.20",
        "  of which net                          10.00",
        "  of which IVA 22 % on 10.00             2.20",
        "paid by CARD-1                          -5.00",
        "paid by CARD-2                          -7.20",
        "due                                      0.00",
    ];
    assert_eq!(shown(&paid)[7..], expected);

    let lowered = book(TaxDisplay::Inclusive, &json!({"policy": {"stored_value": "reduction"}}));
    let basket = Basket { credits: basket.credits[..1].to_vec(), ..basket };
    let expected = [
        "goods                                   12.20",
        "net                                     10.00",
        "IVA 22 % on 10.00                        2.20",
        "paid by CARD-1                          -5.00",
        "─────────────────────────────────────────────",
        "total                                    7.20",
        "  of which net                           5.90",
        "  of which tax                           1.30",
    ];
    assert_eq!(shown(&lowered.price(&basket, &context()).unwrap())[5..], expected);
}

#[test]
fn a_reduced_price_says_what_it_was_and_by_what_it_is_lower() {
    let sale = json!({"code": "summer", "title": "Summer",
        "actions": [{"discount": {"on": "price", "off": {"percent": "0.2"}}}]});
    let book = book(TaxDisplay::Inclusive, &json!({"promotions": [sale]}));
    let table = shown(&book.price(&basket(vec![line(1, "Lamp", 2, 0, "25.00")]), &context()).unwrap());
    let expected = [
        "Lamp                          2  20.00  40.00",
        "  instead of 25.00, summer",
        "  sku-1 · 40.00 contains 7.21 IVA 22 %",
    ];
    assert_eq!(table[2..5], expected);
}

#[test]
fn a_gift_is_a_line_that_is_taken_off_again() {
    let gift = json!({"code": "tote", "title": "A bag for you", "actions": [{"gift": {"sku": "TOTE", "title": "Tote bag",
        "prices": [eur("15.00")], "tax_category": "standard", "quantity": 1}}]});
    let book = book(TaxDisplay::Inclusive, &json!({"promotions": [gift]}));
    let table = shown(&book.price(&basket(vec![line(1, "Lamp", 1, 0, "25.00")]), &context()).unwrap());
    let expected = [
        "Tote bag                      1  15.00   15.00",
        "  a gift of tote",
        "  A bag for you                         -15.00",
        "  TOTE · 0.00 contains 0.00 IVA 22 %",
        "──────────────────────────────────────────────",
        "goods                                    40.00",
        "A bag for you                           -15.00",
        "──────────────────────────────────────────────",
        "total                                    25.00",
    ];
    assert_eq!(table[4..13], expected);
}

#[test]
fn a_buyer_who_owes_no_tax_here_is_told_so() {
    let book = book(TaxDisplay::Inclusive, &json!({"home": "IT"}));
    let basket = basket(vec![line(1, "Lamp", 1, 0, "24.40")]);
    for (status, note) in [
        (TaxStatus::ReverseCharge, "no tax: the buyer owes it (reverse charge)"),
        (TaxStatus::Exempt, "no tax: the buyer is exempt"),
    ] {
        let mut context = context();
        context.buyer.tax = status;
        let width = note.chars().count();
        let row = |left: &str, amount: &str| format!("{left:<width$}  {amount}");
        let rule = "─".repeat(width + 7);
        let expected = [
            rule.clone(),
            row("goods", "20.00"),
            rule,
            row("total", "20.00"),
            row("  of which net", "20.00"),
            note.to_string(),
        ];
        let table = shown(&book.price(&basket, &context).unwrap());
        assert_eq!(table[3], "  sku-1 · 20.00");
        assert_eq!(table[4..], expected);
    }
}

#[test]
fn several_taxes_and_a_price_for_many_stand_apart() {
    let tax = |name: &str, rate: &str| {
        json!({"zone": "IT", "category": "standard", "name": name, "rate": rate,
        "from": "1970-01-01T00:00:00Z"})
    };
    let book = book(TaxDisplay::Exclusive, &json!({"taxes": [tax("State", "0.04"), tax("City", "0.045")]}));
    let mut screws = line(1, "Screws", 250, 0, "8.00");
    screws.price.per = Some(100);
    let table = shown(&book.price(&basket(vec![screws]), &context()).unwrap());
    let expected =
        ["Screws   250  8.00 / 100  20.00", "  sku-1 · 20.00", "    plus 0.80 State 4 %", "    plus 0.90 City 4.5 %"];
    assert_eq!(table[2..6], expected);
    assert_eq!(table[table.len() - 1], "total                     21.70");
}

#[test]
fn a_rate_is_named_once() {
    let rate = |percent: &str| Rate::percent(percent).unwrap();
    assert_eq!(named("USt 7 %", rate("7")), "USt 7 %");
    assert_eq!(named("VAT 5.5%", rate("5.5")), "VAT 5.5%");
    assert_eq!(named("VAT 15 %", rate("5")), "VAT 15 % 5 %");
    assert_eq!(named("VAT 5.5 %", rate("5")), "VAT 5.5 % 5 %");
    assert_eq!(named("IVA", rate("22")), "IVA 22 %");
}
