//! Carts: lines, shipping, surcharges and promotions under one set of choices.

use fondaco::money::{Money, Rate};
use fondaco::pricing::{
    AnsweredTax, ChargeKind, ChargeTax, LinePrice, PricedItem, Receipt, TaxAnswer, TaxDisplay, TaxZone,
};
use fondaco::{Timestamp, pricing::Place};
use serde_json::{Map, Value, json};

use super::answer;
use super::given::{Fields, Miss, not_applicable, plain};
use super::platform::{Choices, Platform};
use super::promotions;
use super::shop::{Line, Shop, Tax, instant};

/// Prices a cart and says what came of it.
pub(super) fn answer(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let shop = open(platform, given)?;
    given.done()?;
    let receipt = shop.price()?;
    let mut answer = answer::of(platform, &shop, &receipt)?;
    coupon(&shop, &receipt, &mut answer);
    Ok(answer)
}

/// Whether the coupon of a cart was taken.
fn coupon(shop: &Shop, receipt: &Receipt, answer: &mut Map<String, Value>) {
    if shop.basket.coupons.is_empty() {
        return;
    }
    answer.insert("accepted".to_owned(), json!(answer::was_taken(receipt, "coupon")));
}

/// Reads a cart.
pub(super) fn open(platform: Platform, given: &Fields<'_>) -> Result<Shop, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    match given.may::<String>("taxes")?.as_deref() {
        None | Some("none") => {}
        Some(other) => return Err(given.unknown("taxes", other)),
    }
    let mut included = None;
    for name in ["prices_include_tax", "included", "tax_included"] {
        included = given.may::<bool>(name)?.or(included);
    }
    let included = included.unwrap_or(false);
    if included {
        shop.rules.tax_display = TaxDisplay::Inclusive;
    }
    if given.value("rates").and_then(Value::as_array).is_some_and(|rates| rates.iter().any(Value::is_object)) {
        zones(&mut shop, given, included)?;
    } else if given.has("lines") {
        lines(&mut shop, given, included)?;
    } else {
        single(&mut shop, given, included)?;
    }
    shipping(&mut shop, given, included)?;
    surcharges(&mut shop, given, included)?;
    // A rate that is not valid ended when rates began.
    if given.may::<bool>("rate_valid")? == Some(false) {
        let ended = Timestamp::from_second(1).map_err(not_applicable)?;
        shop.rules.taxes.iter_mut().for_each(|rate| rate.until = Some(ended));
    }
    if let Some(now) = given.may::<String>("now")? {
        shop.context.at = instant(&now)?;
    }
    customer(&mut shop, given)?;
    promotions::add(&mut shop, given)?;
    promotions::coupon(&mut shop, given)?;
    Ok(shop)
}

/// The one line of a case that gives its figures beside everything else.
fn single(shop: &mut Shop, given: &Fields<'_>, included: bool) -> Result<(), Miss> {
    let mut price = None;
    for name in ["amount", "unit_price", "taxable_total"] {
        price = given.may::<i64>(name)?.or(price);
    }
    let quantity = given.may("qty")?.unwrap_or(1);
    let mut rates: Vec<Rate> = given.rate("rate")?.into_iter().collect();
    for rate in given.may::<Vec<Value>>("rates")?.unwrap_or_default() {
        rates.push(Rate::parse(&plain(&rate))?);
    }
    let price = price.ok_or_else(|| not_applicable("no amount is given"))?;
    let taxes: Vec<Tax> = rates.into_iter().map(|rate| (rate, included)).collect();
    shop.simple(None, price, quantity, taxes)?;
    if let Some(rate) = given.rate("external_rate")? {
        external(shop, rate, included, None);
    }
    Ok(())
}

/// What a tax service answers for the first line.
pub(super) fn external(shop: &mut Shop, rate: Rate, included: bool, amount: Option<Money>) {
    let (of, name) = (PricedItem::Line(1), "tax".into());
    let tax = AnsweredTax { of, name, rate, included: Some(included), amount };
    shop.context.taxes =
        Some(TaxAnswer { provider: "caller".into(), at: shop.context.at, until: Timestamp::MAX, items: vec![tax] });
}

fn lines(shop: &mut Shop, given: &Fields<'_>, included: bool) -> Result<(), Miss> {
    let plain_amounts = given.value("lines").and_then(Value::as_array).map(|list| list.iter().all(Value::is_i64));
    if plain_amounts == Some(true) {
        for amount in given.get::<Vec<i64>>("lines")? {
            shop.simple(None, amount, 1, Vec::new())?;
        }
        return Ok(());
    }
    for line in given.each("lines")? {
        let read = self::line(shop, &line, included)?;
        line.done()?;
        shop.line(read)?;
    }
    Ok(())
}

/// A line with its own rate.
fn line(shop: &mut Shop, line: &Fields<'_>, included: bool) -> Result<Line, Miss> {
    let included = line.may("tax_included")?.unwrap_or(included);
    let rate = line.rate("tax_rate")?.or(line.rate("rate")?);
    let (unit, total) = (line.may::<i64>("unit_price")?, line.may::<i64>("total")?);
    let quantity: i64 = line.may("qty")?.unwrap_or(1);
    // A total is the price of all units together.
    let per = if unit.is_none() { u32::try_from(quantity).ok().filter(|per| *per > 1) } else { None };
    let unit = unit.or(total).ok_or_else(|| not_applicable("a line has no price"))?;
    let original = line.money("original_unit_price", shop.currency)?;
    let reduced = line.may("catalog_discounted")?.unwrap_or(false);
    let price = LinePrice {
        unit: Some(shop.money(unit)),
        per,
        compare_at: original.filter(|_| reduced),
        minimum: line.money("min_unit_price", shop.currency)?,
    };
    let mut tags: Vec<String> = line.may("tags")?.unwrap_or_default();
    tags.extend(line.may::<String>("product")?);
    let mut taxes: Vec<Tax> = rate.into_iter().map(|rate| (rate, included)).collect();
    for rate in line.may::<Vec<Value>>("tax_rates")?.unwrap_or_default() {
        taxes.push((Rate::parse(&plain(&rate))?, included));
    }
    Ok(Line { id: line.may("id")?, price, quantity, tags, taxes })
}

/// Lines with tax categories, whose rates are given by zone.
fn zones(shop: &mut Shop, given: &Fields<'_>, included: bool) -> Result<(), Miss> {
    let mut zones: Vec<String> = Vec::new();
    let home: Option<String> = given.may("default_zone")?;
    let mut buyer = None;
    for name in ["billing_zone", "shipping_zone"] {
        buyer = given.may::<String>(name)?.or(buyer);
    }
    for rate in given.each("rates")? {
        let zone: String = rate.get("zone")?;
        if !zones.contains(&zone) {
            let country = country(zones.len()).parse()?;
            let place = Place { country: Some(country), region: None, postal: None };
            let code = shop.code(&zone).parse()?;
            shop.rules.zones.push(TaxZone { code, places: vec![place], except: Vec::new() });
            zones.push(zone.clone());
        }
        let category: String = rate.get("category")?;
        let category = shop.code(&category).parse()?;
        let share = rate.rate("rate")?.ok_or_else(|| not_applicable("a rate without `rate`"))?;
        let own = rate.may("tax_included")?.or(rate.may("included")?).unwrap_or(included);
        rate.done()?;
        let zone = shop.code(&zone);
        shop.tax_in(&zone, &category, "tax", share, own)?;
    }
    if let Some(home) = home.as_ref().filter(|home| zones.contains(home)) {
        shop.rules.home = Some(shop.code(home).parse()?);
    }
    let here = buyer.or(home).and_then(|zone| zones.iter().position(|known| *known == zone));
    shop.context.destination.country = country(here.unwrap_or(zones.len())).parse()?;
    for line in given.each("lines")? {
        let category: String = line.get("tax_category")?;
        let category = shop.code(&category).parse()?;
        let read = self::line(shop, &line, included)?;
        line.done()?;
        shop.line_of(read, category)?;
    }
    Ok(())
}

/// A country that stands for a zone: AA to AZ, BA and on.
fn country(number: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    [letter(number / 26), letter(number)].iter().collect()
}

fn shipping(shop: &mut Shop, given: &Fields<'_>, included: bool) -> Result<(), Miss> {
    match given.value("shipping") {
        None => Ok(()),
        Some(Value::Number(_)) => {
            let amount = given.get("shipping")?;
            shop.shipping("shipping", shop.money(amount), &[])
        }
        Some(Value::Array(_)) => {
            for (number, one) in given.each("shipping")?.iter().enumerate() {
                self::carriage(shop, one, included, &format!("shipping-{}", number + 1))?;
            }
            Ok(())
        }
        Some(_) => match given.object("shipping")? {
            Some(one) => self::carriage(shop, &one, included, "shipping"),
            None => Ok(()),
        },
    }
}

fn carriage(shop: &mut Shop, one: &Fields<'_>, included: bool, name: &str) -> Result<(), Miss> {
    let name = one.may("id")?.unwrap_or_else(|| name.to_owned());
    let amount = shop.money(one.get("amount")?);
    let mut own = included;
    for name in ["tax_included", "included", "prices_include_tax"] {
        own = one.may(name)?.unwrap_or(own);
    }
    if one.value("rate").is_some_and(|rate| rate == "weighted") {
        one.done()?;
        return shop.charge(&name, ChargeKind::Shipping, amount, ChargeTax::Average);
    }
    let rate = one.rate("tax_rate")?.or(one.rate("rate")?);
    one.done()?;
    let taxes: Vec<Tax> = rate.into_iter().map(|rate| (rate, own)).collect();
    shop.shipping(&name, amount, &taxes)
}

fn surcharges(shop: &mut Shop, given: &Fields<'_>, included: bool) -> Result<(), Miss> {
    for (number, one) in given.each("surcharges")?.iter().enumerate() {
        let amount = shop.money(one.get("amount")?);
        let included = one.may("tax_included")?.unwrap_or(included);
        let rate = one.rate("tax_rate")?;
        one.done()?;
        let tax = match rate {
            Some(rate) => ChargeTax::Category(shop.category(&[(rate, included)])?),
            None => ChargeTax::Free,
        };
        shop.charge(&format!("surcharge-{}", number + 1), ChargeKind::Fee, amount, tax)?;
    }
    Ok(())
}

/// Who buys: the number of orders before this one, cancelled ones not counted.
fn customer(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    if !given.value("customer").is_some_and(Value::is_object) {
        return Ok(());
    }
    if let Some(customer) = given.object("customer")? {
        let placed: i64 = customer.may("placed_orders")?.unwrap_or_default();
        let cancelled: i64 = customer.may("cancelled_of_them")?.unwrap_or_default();
        customer.done()?;
        shop.context.buyer.orders = Some(placed - cancelled);
    }
    Ok(())
}
