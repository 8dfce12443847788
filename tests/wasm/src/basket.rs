//! Baskets and their contexts, as JSON.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Value, json};

use crate::random::Random;

const CATEGORIES: [&str; 4] = ["gear", "toys", "food", "book"];

/// A basket like those of workload W1, going to the United States.
pub(crate) fn w1(random: &mut Random) -> [Value; 2] {
    let lines = random.between(1, 12);
    let lines: Vec<Value> = (1..=lines)
        .map(|line| {
            let category = random.pick(CATEGORIES);
            let sku = format!("{category}-{}", random.between(1, 40));
            let price = amount(random, "USD", 50, 20_000);
            json!({
                "line": line, "sku": sku, "title": sku, "quantity": random.between(1, 12), "price": {"unit": price},
                "tax_category": category, "categories": [category],
            })
        })
        .collect();
    let shipping = amount(random, "USD", 0, 1_500);
    let charge = json!({"code": "standard", "title": "Shipping", "kind": "shipping", "amount": shipping});
    [
        json!({"currency": "USD", "lines": lines, "charges": [charge]}),
        json!({"at": "2026-11-21T12:00:00Z", "destination": {"country": "US"}}),
    ]
}

/// A basket of any kind, and a context of any kind.
pub(crate) fn varied(random: &mut Random) -> [Value; 2] {
    let currency = random.pick(["USD", "USD", "USD", "EUR", "EUR", "POINTS:0"]);
    let lines: Vec<Value> = (1..=random.between(1, 9)).map(|number| line(random, currency, number)).collect();
    let mut charges = Vec::new();
    for code in ["standard", "express"] {
        if random.once_in(2) {
            let amount = amount(random, currency, 0, 2_500);
            let tax =
                random.pick([r#""free""#, r#""as_goods""#, r#""average""#, r#"{"category": "gear"}"#]).parse::<Value>();
            charges.push(json!({
                "code": code, "title": code, "kind": "shipping", "amount": amount, "tax": tax.unwrap_or_default(),
            }));
        }
    }
    if random.once_in(4) {
        let amount = amount(random, currency, 1, 300);
        charges.push(json!({"code": "wrapping", "title": "Wrapping", "kind": "fee", "amount": amount}));
    }
    let coupons = if random.once_in(5) { json!(["SAVE25", "NOTHING"]) } else { json!([]) };
    let credits = if random.once_in(4) {
        json!([{"code": "card-1", "balance": amount(random, currency, 1, 9_000)}])
    } else {
        json!([])
    };
    let basket =
        json!({"currency": currency, "lines": lines, "charges": charges, "coupons": coupons, "credits": credits});
    [basket, context(random)]
}

fn line(random: &mut Random, currency: &str, number: u32) -> Value {
    let category = random.pick(CATEGORIES);
    let listed = random.pick(["MUG", "TEA", "ROPE", "", "", "", "", ""]);
    let sku = match listed {
        "" => format!("{}-{}", category.to_uppercase(), random.between(1, 6)),
        listed => listed.into(),
    };
    let mut price = json!({"unit": amount(random, currency, 75, 25_000)});
    if random.once_in(6) {
        price["per"] = random.pick([3, 7, 100]).into();
    }
    if random.once_in(6) {
        price["compare_at"] = amount(random, currency, 25_000, 30_000);
    }
    if random.once_in(6) {
        price["minimum"] = amount(random, currency, 0, 75);
    }
    let decimals = if sku == "ROPE" { 2 } else { 0 };
    let quantity = if decimals == 2 { random.between(1, 5_000) } else { random.between(1, 45) };
    let mut line = json!({
        "line": number, "sku": sku, "title": sku, "quantity": quantity, "decimals": decimals, "price": price,
        "tax_category": category, "categories": [category], "weight_grams": random.between(1, 4_000),
    });
    if random.once_in(3) {
        line["product"] = random.pick(["lamp", "tea"]).into();
    }
    if random.once_in(2) {
        line["attributes"] = json!({"colour": random.pick(["red", "blue", "green"])});
    }
    line
}

fn context(random: &mut Random) -> Value {
    let destination = random.pick([
        ("US", "CA", "94110"),
        ("US", "NY", "90001-1234"),
        ("US", "TX", "73301"),
        ("US", "CA", "90210"),
        ("DE", "BY", "80331"),
        ("DE", "HH", "20095"),
        ("DE", "BY", "78166"),
        ("AT", "W", "1010"),
        ("FR", "IDF", "75001"),
    ]);
    let (country, region, postal_code) = destination;
    let instants = ["2026-11-21T12:00:00Z", "2026-11-19T20:15:00Z", "2026-12-24T00:30:00Z", "2027-01-01T00:00:00Z"];
    let mut buyer = json!({
        "key": format!("buyer-{}", random.between(1, 1_000)), "groups": random.pick([[].as_slice(), &["gold"], &["silver"]]),
    });
    if random.once_in(2) {
        buyer["orders"] = random.between(0, 2).into();
    }
    if random.once_in(8) {
        buyer["tax"] = random.pick(["exempt", "reverse_charge"]).into();
    }
    let mut context = json!({
        "at": random.pick(instants),
        "destination": {"country": country, "region": region, "postal_code": postal_code},
        "channel": random.pick(["web", "app", "wholesale"]),
        "buyer": buyer,
    });
    if random.once_in(3) {
        context["attributes"] = json!({"company": random.pick(["acme", "globex", "initech"])});
    }
    if random.once_in(3) {
        let budget = amount(random, "USD", 0, 900);
        context["left"] = json!([{"promotion": "first-order", "uses": random.between(0, 3), "budget": budget}]);
    }
    context
}

/// An amount, given in minor units.
fn amount(random: &mut Random, currency: &str, least: u32, most: u32) -> Value {
    let minor = random.between(least, most);
    let text: String =
        if currency.ends_with(":0") { format!("{minor}") } else { format!("{}.{:02}", minor / 100, minor % 100) };
    json!({"amount": text, "currency": currency})
}
