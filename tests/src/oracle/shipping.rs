//! Shipping: eligibility, prices and zones of methods, told as rules of a book.

use fondaco::money::{Currency, Money};
use fondaco::shipping::{ShippingBook, ShippingOffers, ShippingQuery, ShippingRules, WeightUnit};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable, plain};
use super::{Answer, Case, shipping_lines, shipping_rules as rules};

/// Answers a case about shipping; `None` where it is about something else.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let topic = case.topic.as_str();
    let of: fn(&str, &Fields<'_>) -> Answer = match topic {
        "shipping/postal-range" => |_, given| rules::postal(given),
        "shipping/rule-operators" => |_, given| rules::operators(given),
        "eligibility.numeric_compare" => |_, given| rules::compared(given),
        "zone.match" => |_, given| rules::zone(given),
        "zone.specificity" => |_, given| rules::specific(given),
        "surcharge.stack" => |_, given| stacked(given),
        "split/shipping-lines" => |_, given| shipping_lines::assigned(given),
        "shipping/eligibility" => |_, given| rules::eligible(given),
        _ if topic.starts_with("eligibility.") => rules::eligibility,
        "shipping/rate" => |_, given| listed(given),
        _ if topic.starts_with("rate.") => rate,
        _ => return None,
    };
    Some(Fields::of("given", &case.given).and_then(|given| {
        let answer = of(topic, &given)?;
        given.done()?;
        Ok(answer)
    }))
}

/// A book of some methods, with whatever else its rules say.
pub(super) fn offers(rules: Value, query: Value) -> Result<ShippingOffers, Miss> {
    Ok(book(rules)?.explain(&read::<ShippingQuery>(query)?)?)
}

pub(super) fn book(mut rules: Value) -> Result<ShippingBook, Miss> {
    if rules.get("tax_display").is_none() {
        rules["tax_display"] = json!("inclusive");
    }
    Ok(ShippingBook::compile(read::<ShippingRules>(rules)?)?)
}

pub(super) fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Miss> {
    serde_json::from_value(value).map_err(|error| not_applicable(format!("not said in fondaco's words: {error}")))
}

pub(super) fn query(currency: Currency) -> Value {
    json!({"currency": currency.to_string(), "to": {"country": "US"}, "lines": []})
}

/// A line of goods worth so much together.
pub(super) fn line(sku: &str, quantity: i64, worth: Money) -> Value {
    json!({"sku": sku, "quantity": quantity, "net": worth, "gross": worth})
}

pub(super) fn method(code: &str, price: &Value, when: &Value) -> Value {
    json!({"code": code, "title": code, "when": when, "rates": [{"price": price}]})
}

pub(super) fn always() -> Value {
    json!({"all": []})
}

/// An amount in major units, as text or as a number.
pub(super) fn major(given: &Fields<'_>, name: &str, currency: Currency) -> Result<Option<Money>, Miss> {
    given.value(name).map(|value| Ok(exact(&plain(value), currency)?)).transpose()
}

/// A decimal as an amount, where it has no more decimals than the currency; zeros at its end do not count.
pub(super) fn exact(text: &str, currency: Currency) -> Result<Money, fondaco::Refusal> {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    let text = if text.is_empty() { "0" } else { text };
    Money::parse(text, currency)
}

pub(super) fn asked(given: &Fields<'_>, name: &str, currency: Currency) -> Result<Money, Miss> {
    major(given, name, currency)?.ok_or_else(|| not_applicable(format!("given: `{name}` is not given")))
}

pub(super) fn grams(text: &str, unit: WeightUnit) -> Result<u32, Miss> {
    let decimal: Decimal = text.parse().map_err(|_| not_applicable(format!("`{text}` is no weight")))?;
    Ok(unit.grams(decimal)?)
}

/// What the only method costs; null where it is not offered.
fn total(price: &Value, query: Value) -> Result<Option<Money>, Miss> {
    let offers = offers(json!({"methods": [method("m", price, &always())]}), query)?;
    Ok(offers.offers.first().map(|offer| offer.total))
}

pub(super) fn said(values: Vec<(&str, Value)>) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Prices in major units, of `shipping-rates`.
fn rate(topic: &str, given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let zero = Money::zero(currency);
    let mut query = query(currency);
    let quantity: i64 = given.may("qty")?.unwrap_or(1);
    query["lines"] = json!([line("a", quantity.max(1), zero)]);
    let price = match topic {
        "rate.flat" => json!({"flat": asked(given, "amount", currency)?}),
        "rate.per_item" => json!({"per_item": asked(given, "amount", currency)?}),
        "rate.percent" => return percent(given, currency, query),
        "rate.flexi.repeat_every_max" | "rate.flexi.cap_charged_units" => {
            let most: u32 = given.may("max_items")?.unwrap_or_default();
            let mode = match (most, topic) {
                (0, _) => json!("any"),
                (most, "rate.flexi.cap_charged_units") => json!({"charged": most}),
                (most, _) => json!({"first_again_after": most}),
            };
            let (first, further) = (asked(given, "first", currency)?, asked(given, "additional", currency)?);
            json!({"flexi": {"first": first, "further": further, "most": mode}})
        }
        "rate.price_sack" => {
            query["lines"] = json!([line("a", 1, asked(given, "item_total", currency)?)]);
            let (below, price) = (asked(given, "minimal_amount", currency)?, asked(given, "normal_amount", currency)?);
            json!({"sack": {"below": below, "price": price, "otherwise": asked(given, "discount_amount", currency)?}})
        }
        "rate.shipping_class" => by_class(given, currency, &mut query)?,
        "rate.expression" => expression(given, currency, &mut query)?,
        "rate.free_above" => return free_above(given, currency, query),
        "rate.tier.score" | "rate.tier.score_function" => scored(given, currency, &mut query)?,
        "rate.weight_tier" => return by_weight(given, currency, query),
        _ => return Err(not_applicable(format!("`{topic}` is no price of this version"))),
    };
    let total = total(&price, query)?;
    let minor = total.map(|total| total.minor());
    let cost = total.map_or(Value::Null, |total| json!(total.amount().as_str()));
    Ok(said(vec![("cost", cost), ("cent_amount", json!(minor))]))
}

/// A share of lines whose prices may be finer than the currency: it is taken of the exact total.
fn percent(given: &Fields<'_>, currency: Currency, mut query: Value) -> Answer {
    let fine = Currency::custom("XFI", 6)?;
    let mut worth = Money::zero(fine);
    for line in given.each("lines")? {
        worth = worth.plus(asked(&line, "unit_price", fine)?.times(line.get("qty")?)?)?;
    }
    let rate = given.percent("percent")?.ok_or_else(|| not_applicable("given: `percent` is not given"))?;
    query["currency"] = json!(fine.to_string());
    query["lines"] = json!([line("a", 1, worth)]);
    let price = json!({"percent": {"rate": rate, "least": Money::zero(fine)}});
    let total = total(&price, query)?.ok_or_else(|| not_applicable("no price"))?;
    Ok(said(vec![("cost", json!(in_currency(total, currency)?.amount().as_str()))]))
}

/// A fine amount in the currency that is paid in, rounded once.
fn in_currency(fine: Money, currency: Currency) -> Result<Money, Miss> {
    let parts = 10_i128.pow((fine.currency().exponent() - currency.exponent()).into());
    let minor = fondaco::money::divide(fine.minor().into(), parts, fondaco::money::Rounding::HalfUp);
    let minor = minor.and_then(|minor| i64::try_from(minor).ok()).ok_or_else(|| not_applicable("too much"))?;
    Ok(Money::from_minor(minor, currency))
}

fn by_class(given: &Fields<'_>, currency: Currency, query: &mut Value) -> Result<Value, Miss> {
    let base = major(given, "base", currency)?.unwrap_or(Money::zero(currency));
    let costs: Map<String, Value> = given.get("class_costs")?;
    let mut prices = Vec::new();
    for (class, cost) in &costs {
        prices.push(json!({"category": class, "price": {"flat": exact(&plain(cost), currency)?}}));
    }
    let classes: Vec<String> = given.get("cart_classes")?;
    let lines = classes.iter().map(|class| {
        let mut line = line(class, 1, Money::zero(currency));
        line["categories"] = json!([class]);
        line
    });
    query["lines"] = lines.collect();
    let mode: String = given.get("mode")?;
    let take = match mode.as_str() {
        "per_class_sum" => "sum",
        "per_order_max" => "dearest",
        _ => return Err(given.unknown("mode", mode)),
    };
    let by = json!({"by_category": {"prices": prices, "others": Money::zero(currency), "take": take}});
    Ok(json!({"sum": [{"flat": base}, by]}))
}

/// An expression of a shop's flat rate in the words of a formula.
fn expression(given: &Fields<'_>, currency: Currency, query: &mut Value) -> Result<Value, Miss> {
    let text: String = given.get("expression")?;
    let cost = major(given, "cost", currency)?.unwrap_or(Money::zero(currency));
    query["lines"] = json!([line("a", given.may("qty")?.unwrap_or(1), cost)]);
    let mut formula = text.replace("[qty]", "qty").replace("[cost]", "cost");
    while let Some(start) = formula.find("[fee") {
        let end = formula[start..].find(']').ok_or_else(|| given.unknown("expression", &text))? + start;
        let part = |name: &str| {
            let from = formula[start..end].find(&format!("{name}=\""))? + start + name.len() + 2;
            let to = formula[from..end].find('"')? + from;
            Some(formula[from..to].trim().to_owned()).filter(|value| !value.is_empty())
        };
        let share = format!("({} / 100 * cost)", part("percent").unwrap_or_else(|| "0".into()));
        let share = part("max_fee").map_or(share.clone(), |most| format!("min({share}, {most})"));
        let share = part("min_fee").map_or(share.clone(), |least| format!("max({share}, {least})"));
        formula.replace_range(start..=end, &share);
    }
    let unit = Money::parse("1", currency)?;
    Ok(json!({"formula": {"unit": unit, "formula": formula}}))
}

fn free_above(given: &Fields<'_>, currency: Currency, mut query: Value) -> Answer {
    let amount = |name: &str| given.money(name, currency)?.ok_or_else(|| not_applicable(format!("no `{name}`")));
    let mut method = method("m", &json!({"flat": amount("price")?}), &always());
    method["rates"][0]["free_above"] = json!(amount("free_above")?);
    query["lines"] = json!([line("a", 1, amount("line_total")?)]);
    let offers = offers(json!({"methods": [method]}), query)?;
    Ok(said(vec![("cent_amount", json!(offers.offers.first().map(|offer| offer.total.minor())))]))
}

/// Tiers by score, in minor units.
fn scored(given: &Fields<'_>, currency: Currency, query: &mut Value) -> Result<Value, Miss> {
    query["score"] = json!(given.may::<i64>("score")?.unwrap_or_default());
    let cent = Money::from_minor(1, currency);
    let formula = |text: String| json!({"formula": {"unit": cent, "formula": text}});
    if let Some(text) = given.may::<String>("function")? {
        return Ok(formula(text));
    }
    let mut bands = Vec::new();
    if let Some(price) = given.money("default_price", currency)? {
        bands.push(json!({"from": 0, "price": {"flat": price}}));
    }
    for tier in given.each("tiers")? {
        let price = match tier.may::<String>("function")? {
            Some(text) => formula(text),
            None => json!({"flat": tier.money("price", currency)?}),
        };
        let from: i64 = tier.get("score")?;
        bands.retain(|band: &Value| band["from"] != json!(from));
        bands.push(json!({"from": from, "price": price}));
        tier.done()?;
    }
    bands.sort_by_key(|band| band["from"].as_i64());
    Ok(json!({"bands": {"by": "score", "bands": bands}}))
}

/// Bands by weight: each from its least on, none at or above the last one's most.
fn by_weight(given: &Fields<'_>, currency: Currency, mut query: Value) -> Answer {
    let (mut bands, mut until) = (Vec::new(), 0);
    for tier in given.each("tiers_kg")? {
        let from = grams(&tier.get::<String>("min")?, WeightUnit::Kg)?;
        until = grams(&tier.get::<String>("max")?, WeightUnit::Kg)?;
        bands.push(json!({"from": from, "price": {"flat": asked(&tier, "rate", currency)?}}));
        tier.done()?;
    }
    let weight = match (given.value("weight_lb"), given.value("weight_kg")) {
        (Some(pounds), None) => grams(&plain(pounds), WeightUnit::Lb)?,
        (None, Some(kilos)) => grams(&plain(kilos), WeightUnit::Kg)?,
        _ => return Err(not_applicable("given: no weight")),
    };
    query["lines"][0]["grams"] = json!(weight);
    let price = json!({"bands": {"by": "weight", "bands": bands, "until": until}});
    let rate = total(&price, query)?.map_or(Value::Null, |total| json!(total.amount().as_str()));
    Ok(said(vec![("rate", rate.clone()), ("rate_exact", rate)]))
}

/// Prices in minor units, of the platforms.
fn listed(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let mut query = query(currency);
    if let Some(text) = given.may::<String>("function")? {
        query["score"] = json!(given.get::<i64>("x")?);
        let price = json!({"formula": {"unit": Money::from_minor(1, currency), "formula": text}});
        return shipping(total(&price, query)?, None);
    }
    if given.has("cart_value_tiers") {
        let worth = given.money("cart_value", currency)?.unwrap_or(Money::zero(currency));
        query["lines"] = json!([line("a", 1, worth)]);
        let mut bands = vec![json!({"from": 0, "price": {"flat": given.money("default", currency)?}})];
        for tier in given.each("cart_value_tiers")? {
            bands.push(json!({"from": tier.get::<i64>("min")?, "price": {"flat": tier.money("price", currency)?}}));
            tier.done()?;
        }
        let price = json!({"bands": {"by": "value", "bands": bands}});
        return shipping(total(&price, query)?, None);
    }
    let goods = given.money("items_total", currency)?;
    let quantity: i64 = given.may("qty")?.unwrap_or(1);
    query["lines"] = json!([line("a", quantity, goods.unwrap_or(Money::zero(currency)))]);
    if let Some(method) = given.object("method")? {
        let price = calculator(&method, currency, &mut query)?;
        method.done()?;
        return shipping(total(&price, query)?, goods);
    }
    if let Some(text) = given.may::<String>("items_total_exact")? {
        let fine = Currency::custom("XFI", 6)?;
        query["currency"] = json!(fine.to_string());
        query["lines"] = json!([line("a", 1, exact(&text, fine)?)]);
        given.get::<String>("calculator")?;
        let rate = given.percent("percent")?.ok_or_else(|| not_applicable("given: `percent` is not given"))?;
        let price = json!({"percent": {"rate": rate, "least": Money::zero(fine)}});
        let total = total(&price, query)?.ok_or_else(|| not_applicable("no price"))?;
        return shipping(Some(in_currency(total, currency)?), None);
    }
    let price = calculator(given, currency, &mut query)?;
    shipping(total(&price, query)?, None)
}

fn shipping(total: Option<Money>, goods: Option<Money>) -> Answer {
    let mut answer = said(vec![("shipping", json!(total.map(|total| total.minor())))]);
    if let (Some(total), Some(goods)) = (total, goods) {
        answer.insert("total".into(), json!(total.plus(goods)?.minor()));
    }
    Ok(answer)
}

fn calculator(given: &Fields<'_>, currency: Currency, query: &mut Value) -> Result<Value, Miss> {
    let amount = |name: &str| given.money(name, currency)?.ok_or_else(|| not_applicable(format!("no `{name}`")));
    let kind: String = given.get("calculator")?;
    Ok(match kind.as_str() {
        "flat" | "flat_rate" => json!({"flat": amount("amount")?}),
        "per_item" | "per_unit" => json!({"per_item": amount("amount")?}),
        "flexi" | "flexi_rate" => {
            let most = given.may::<u32>("max_items")?.filter(|most| *most > 0);
            let most = most.map_or(json!("any"), |most| json!({"first_again_after": most}));
            json!({"flexi": {"first": amount("first_item")?, "further": amount("additional_item")?, "most": most}})
        }
        "price_sack" => {
            if let Some(worth) = given.money("items_total", currency)?.or(given.money("item_total", currency)?) {
                query["lines"] = json!([line("a", 1, worth)]);
            }
            let (below, price) = (amount("minimal_amount")?, amount("normal_amount")?);
            json!({"sack": {"below": below, "price": price, "otherwise": amount("discount_amount")?}})
        }
        "percent_of_items" => {
            let rate = given.percent("percent")?.ok_or_else(|| not_applicable("given: `percent` is not given"))?;
            json!({"percent": {"rate": rate, "least": Money::zero(currency)}})
        }
        _ => return Err(given.unknown("calculator", kind)),
    })
}

/// What is put on top of a price: each share is of the price alone.
fn stacked(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let (total, exact) = (stack(given, currency)?, stack(given, Currency::custom("XFI", 6)?)?);
    Ok(said(vec![("total", json!(total.amount().as_str())), ("exact", json!(exact.amount().as_str()))]))
}

fn stack(given: &Fields<'_>, currency: Currency) -> Result<Money, Miss> {
    let mut surcharges = Vec::new();
    for (at, surcharge) in given.each("surcharges")?.iter().enumerate() {
        let kind: String = surcharge.get("kind")?;
        let amount = match kind.as_str() {
            "fixed" => json!({"fixed": [asked(surcharge, "value", currency)?]}),
            "percent" => json!({"percent": {"rate": surcharge.percent("value")?}}),
            _ => return Err(surcharge.unknown("kind", kind)),
        };
        surcharges.push(json!({"code": format!("s{at}"), "title": "s", "amount": amount}));
        surcharge.done()?;
    }
    let mut method = method("m", &json!({"flat": asked(given, "base", currency)?}), &always());
    method["surcharges"] = json!(surcharges);
    let offers = offers(json!({"methods": [method]}), query(currency))?;
    offers.offers.first().map(|offer| offer.total).ok_or_else(|| not_applicable("not offered"))
}
