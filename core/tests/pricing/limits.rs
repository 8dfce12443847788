//! How large things may be: past a limit there is a clear refusal, never a panic.

use fondaco::money::Money;
use fondaco::pricing::{
    Action, Basket, BasketLine, Condition, Discount, Off, PriceBook, PriceRules, Promotion, Target, TaxDisplay,
};
use fondaco::{Code, Refusal};
use serde_json::{Value, json};

use crate::common::{
    amount, basket, book, compiled, context, currency, eur, line, off, percent, promotion, rules, shipped, tenth,
};

fn refused(book: &PriceBook, basket: &Basket) -> Refusal {
    book.price(basket, &context()).unwrap_err()
}

fn plain() -> PriceBook {
    book(json!([]))
}

#[test]
fn a_basket_has_at_most_a_thousand_lines() {
    let lines =
        |count: u32| Basket::new(currency("EUR"), (1..=count).map(|number| line(number, "a", 1, "1.00")).collect());
    let most = plain().price(&lines(1_000), &context()).unwrap();
    assert_eq!((most.lines.len(), most.total), (1_000, eur("1000.00")));
    let refusal = refused(&plain(), &lines(1_001));
    assert_eq!((refusal.code(), &refusal.detail()["most"]), (Code::LimitExceeded, &json!(1_000)));
}

#[test]
fn a_basket_has_at_most_a_hundred_charges_coupons_and_gift_cards() {
    let codes: Vec<String> = (0..=100).map(|n| format!("c{n}")).collect();
    let charges: Vec<(&str, &str)> = codes.iter().map(|code| (code.as_str(), "1.00")).collect();
    assert_eq!(plain().price(&shipped(&[], &charges[..100]), &context()).unwrap().total, eur("100.00"));
    assert_eq!(refused(&plain(), &shipped(&[], &charges)).code(), Code::LimitExceeded);
    let coupons = Basket { coupons: codes.iter().map(|code| code.parse().unwrap()).collect(), ..basket(&[]) };
    assert_eq!(refused(&plain(), &coupons).code(), Code::LimitExceeded);
    let cards = codes.iter().map(|code| json!({"code": code, "balance": eur("1.00")}));
    let cards = Basket { credits: cards.map(|card| serde_json::from_value(card).unwrap()).collect(), ..basket(&[]) };
    assert_eq!(refused(&plain(), &cards).code(), Code::LimitExceeded);
}

/// Rules whose promotion has a condition so many negations deep.
fn deep(negations: usize) -> PriceRules {
    let mut rules = PriceRules::new("b".parse().unwrap(), TaxDisplay::Inclusive);
    let tenth = Discount::new(Target::Order, Off::Percent("0.1".parse().unwrap()));
    let mut promotion = Promotion::new("p".parse().unwrap(), "P", Action::Discount(tenth));
    for _ in 0..negations {
        promotion.when = Condition::Not(Box::new(promotion.when));
    }
    rules.promotions.push(promotion);
    rules
}

#[test]
fn a_condition_is_at_most_32_deep_and_one_without_end_is_refused_like_one_a_little_too_deep() {
    PriceBook::compile(deep(31)).unwrap();
    for negations in [32, 33, 10_000] {
        let refusal = PriceBook::compile(deep(negations)).unwrap_err();
        assert_eq!(refusal.code(), Code::RulesInvalid);
        let problem = json!([{"path": "promotions[0].when", "problem": "is more than 32 deep"}]);
        assert_eq!(refusal.detail()["problems"], problem, "{negations}");
    }
}

#[test]
fn a_condition_without_end_is_refused_as_text_too() {
    let text = |negations: usize| {
        let (open, close) = (r#"{"not":"#.repeat(negations), "}".repeat(negations));
        format!(
            r#"{{"code":"b","tax_display":"inclusive","promotions":[{{"code":"p","title":"P","when":{open}{{"all":[]}}{close},
                "actions":[{{"discount":{{"on":"order","off":{{"percent":"0.1"}}}}}}]}}]}}"#
        )
    };
    let read: PriceBook = serde_json::from_str(&text(31)).unwrap();
    assert_eq!(read.rules().promotions.len(), 1);
    let error = serde_json::from_str::<PriceBook>(&text(40)).unwrap_err().to_string();
    assert!(error.contains("is more than 32 deep"), "{error}");
    let error = serde_json::from_str::<PriceBook>(&text(10_000)).unwrap_err().to_string();
    assert!(error.contains("recursion limit"), "{error}");
}

/// A basket of prices in cents, each with a quantity.
fn huge(lines: &[(i64, i64)]) -> Basket {
    let line = |(number, (price, quantity)): (u32, &(i64, i64))| BasketLine {
        price: fondaco::pricing::LinePrice {
            unit: Some(Money::from_minor(*price, currency("EUR"))),
            ..fondaco::pricing::LinePrice::default()
        },
        ..line(number, "a", *quantity, "0.00")
    };
    Basket::new(currency("EUR"), (1..).zip(lines).map(line).collect())
}

#[test]
fn the_largest_amount_is_priced_and_one_more_is_refused() {
    let most = plain().price(&huge(&[(i64::MAX, 1)]), &context()).unwrap();
    assert_eq!(most.total.minor(), i64::MAX);
    for lines in
        [&[(i64::MAX, 2)][..], &[(i64::MAX, 1), (1, 1)], &[(i64::MAX / 1_000 + 1, 1_000)], &[(i64::MAX, 1_000_000_000)]]
    {
        assert_eq!(refused(&plain(), &huge(lines)).code(), Code::MoneyOverflow, "{lines:?}");
    }
}

#[test]
fn near_the_end_of_the_range_every_action_is_refused_or_right() {
    let actions = [
        off("unit", percent("0.5"), json!({})),
        off("line", amount("1.00"), json!({})),
        off("order", percent("1"), json!({})),
        off("order_and_shipping", price_of(1), json!({})),
        off("price", percent("0.5"), json!({})),
        json!({"buy_get": {"buy_quantity": 1, "get_quantity": 1}}),
        json!({"bundle": {"parts": [{"goods": {}, "quantity": 2}], "off": percent("0.5")}}),
        json!({"gift": {"sku": "g", "title": "G", "prices": [Money::from_minor(i64::MAX, currency("EUR"))], "tax_category": "c", "quantity": 3}}),
        off(
            "line",
            json!({"units": {"first": [Money::from_minor(i64::MAX, currency("EUR"))], "further": [Money::from_minor(i64::MAX, currency("EUR"))]}}),
            json!({}),
        ),
    ];
    for policy in ["default", "vendure", "sylius", "solidus", "saleor", "commercetools", "medusa"] {
        let policy = fondaco::pricing::PricingPolicy::preset(policy).unwrap_or_default();
        for action in &actions {
            let vat = json!([{"zone": "IT", "category": "standard", "name": "T", "rate": "1", "from": "1970-01-01T00:00:00Z"},
                {"zone": "IT", "category": "c", "name": "T", "rate": "1", "from": "1970-01-01T00:00:00Z"}]);
            for (taxes, display) in [(json!([]), "inclusive"), (vat.clone(), "inclusive"), (vat, "exclusive")] {
                let mut policy = json!(policy);
                policy["untaxed"] = "free".into();
                let change = json!({"policy": policy, "taxes": taxes, "tax_display": display});
                let book = compiled(rules(json!([promotion("p", action.clone(), json!({}))]), change));
                for lines in [
                    &[(i64::MAX, 1)][..],
                    &[(i64::MAX / 2, 2)],
                    &[(i64::MAX - 1, 1), (1, 1)],
                    &[(i64::MAX, 2)],
                    &[(i64::MAX / 3, 3), (1, 1)],
                ] {
                    match book.price(&huge(lines), &context()) {
                        Ok(receipt) => assert_eq!(receipt.total, receipt.net.plus(receipt.tax).unwrap()),
                        Err(refusal) => assert_eq!(refusal.code(), Code::MoneyOverflow, "{refusal}"),
                    }
                }
            }
        }
    }
}

fn price_of(minor: i64) -> Value {
    json!({"price": [Money::from_minor(minor, currency("EUR"))]})
}

#[test]
fn thresholds_at_the_ends_of_the_range_hold_what_they_say() {
    let most = Money::from_minor(i64::MAX, currency("EUR"));
    let when = json!({"total": {"within": [{"above": most}]}});
    let receipt = book(json!([tenth("p", json!({"when": when}))])).price(&huge(&[(i64::MAX, 1)]), &context()).unwrap();
    assert_eq!(receipt.applied.len(), 0);
    let empty = json!({"total": {"within": [{"above": most, "at_most": most}]}});
    let rules: PriceRules =
        serde_json::from_value(rules(json!([tenth("p", json!({"when": empty}))]), json!({}))).unwrap();
    assert_eq!(PriceBook::compile(rules).unwrap_err().code(), Code::RulesInvalid);
}

#[test]
fn a_price_is_zero_or_more() {
    for change in ["unit", "compare_at", "minimum"] {
        let mut wrong = json!(basket(&[("a", 1, "1.00")]));
        wrong["lines"][0]["price"][change] = json!(eur("-0.01"));
        let refusal = refused(&plain(), &serde_json::from_value(wrong).unwrap());
        assert_eq!(
            (refusal.code(), refusal.reason()),
            (Code::BasketInvalid, "line 1 has the price -0.01 EUR: a price is zero or more")
        );
    }
}

#[test]
fn a_basket_that_contradicts_itself_is_refused() {
    let mut per = basket(&[("a", 1, "1.00")]);
    per.lines[0].price.per = Some(0);
    let mut fine = basket(&[("a", 1, "1.00")]);
    fine.lines[0].decimals = 7;
    let mut twice = basket(&[("a", 1, "1.00"), ("b", 1, "1.00")]);
    twice.lines[1].line = 1;
    let charges = shipped(&[], &[("dhl", "1.00"), ("dhl", "2.00")]);
    let negative = shipped(&[], &[("dhl", "-1.00")]);
    let mut card = json!(basket(&[]));
    card["credits"] = json!([{"code": "card", "balance": eur("-1.00")}]);
    for wrong in [per, fine, twice, charges, negative, serde_json::from_value(card).unwrap()] {
        assert_eq!(refused(&plain(), &wrong).code(), Code::BasketInvalid);
    }
    let mut fee = shipped(&[("a", 1, "3.00")], &[("refund", "-1.00")]);
    fee.charges[0].kind = fondaco::pricing::ChargeKind::Fee;
    assert_eq!(plain().price(&fee, &context()).unwrap().total, eur("2.00"));
}

#[test]
fn amounts_of_another_currency_than_the_basket_are_refused() {
    let dollar = json!({"amount": "1.00", "currency": "USD"});
    let mut base = json!(shipped(&[("a", 1, "1.00")], &[("dhl", "1.00")]));
    base["credits"] = json!([{"code": "card", "balance": eur("1.00")}]);
    for pointer in ["/lines/0/price/unit", "/charges/0/amount", "/credits/0/balance"] {
        let mut wrong = base.clone();
        *wrong.pointer_mut(pointer).unwrap() = dollar.clone();
        let refusal = refused(&plain(), &serde_json::from_value(wrong).unwrap());
        assert_eq!(refusal.code(), Code::CurrencyMismatch, "{pointer}");
    }
}

#[test]
fn a_currency_that_is_none_is_refused_when_it_is_read() {
    let mut wrong = json!(basket(&[("a", 1, "1.00")]));
    wrong["currency"] = "XQZ".into();
    assert!(serde_json::from_value::<Basket>(wrong).unwrap_err().to_string().contains("XQZ"));
    let mut wrong = json!(basket(&[("a", 1, "1.00")]));
    wrong["lines"][0]["price"]["unit"]["currency"] = "euro".into();
    assert!(serde_json::from_value::<Basket>(wrong).unwrap_err().to_string().contains("euro"));
    let wrong = rules(
        json!([promotion(
            "p",
            off("line", json!({"amount": [{"amount": "1.00", "currency": "XQZ"}]}), json!({})),
            json!({})
        )]),
        json!({}),
    );
    assert!(serde_json::from_value::<PriceBook>(wrong).unwrap_err().to_string().contains("XQZ"));
}

#[test]
fn a_basket_made_ready_for_other_rules_is_refused() {
    let goods = basket(&[("a", 1, "1.00")]);
    let prepared = plain().prepare(&goods, &context()).unwrap();
    let other = book(json!([tenth("p", json!({}))]));
    let refusal = other.totals(&prepared, &mut fondaco::pricing::Workspace::new()).unwrap_err();
    assert_eq!(refusal.code(), Code::BasketInvalid);
}
