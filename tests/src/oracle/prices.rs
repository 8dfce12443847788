//! Prices: from lists, by quantity, reduced by the catalog.

use std::collections::BTreeMap;

use fondaco::Sku;
use fondaco::money::{Currency, Money, Rate};
use fondaco::pricing::{
    Audience, Condition, LinePrice, ListKind, ListedPrice, Off, PriceList, Promotion, Stacking, Target, Tier, TierBy,
    TierMode,
};
use fondaco::{Code, Timestamp};
use serde_json::{Map, Value, json};

use super::answer;
use super::given::{Fields, Miss, not_applicable, plain};
use super::platform::{Choices, Platform};
use super::shop::{Line, Shop, amount_off, instant, percent_off};

/// A price that promotions of the catalog reduce.
pub(super) fn catalog(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    let original = given.money("original_price", shop.currency)?;
    let price = LinePrice {
        unit: Some(shop.money(given.get("price")?)),
        per: None,
        compare_at: original,
        minimum: given.money("min_price", shop.currency)?,
    };
    shop.line(Line { price, quantity: 1, ..Line::default() })?;
    if given.has_any(&["percent", "amount", "permyriad"]) {
        let off = super::calculators::short(&shop, given, Target::Price)?;
        shop.promote("discount", Condition::default(), off)?;
    }
    for name in ["promotions", "discounts", "rules"] {
        for (number, one) in given.each(name)?.iter().enumerate() {
            let id: Option<String> = one.may("id")?;
            let off = super::calculators::short(&shop, one, Target::Price)?;
            let off = match off.off {
                Off::Percent(rate) => percent_off(Target::Price, rate),
                Off::Amount(amounts) => amount_off(Target::Price, amounts.first().copied().unwrap_or(shop.money(0))),
                _ => off,
            };
            let made =
                shop.promotion(&id.unwrap_or_else(|| format!("promotion-{}", number + 1)), super::shop::actions(off))?;
            let priority = one.may("priority")?.or(sort_order(one)?).unwrap_or_default();
            let exclusive = one.may("exclusive")?.unwrap_or(false);
            one.done()?;
            let stacking = if exclusive { Stacking::Exclusive } else { Stacking::Combinable };
            shop.rules.promotions.extend(made.map(|made| Promotion { priority, stacking, ..made }));
        }
    }
    given.done()?;
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// A sort order as a priority: a number from 0 to 1, of which the higher comes first.
fn sort_order(one: &Fields<'_>) -> Result<Option<i32>, Miss> {
    const FINEST: i64 = 1_000_000;
    let scaled = |rate: Rate| i128::from(rate.numerator()) * i128::from(FINEST) / i128::from(rate.denominator());
    Ok(one.rate("sort_order")?.map(|rate| i32::try_from(scaled(rate)).unwrap_or(i32::MAX)))
}

/// A price by quantity.
pub(super) fn tiers(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    let sku = shop.sku("goods")?;
    let (mut steps, mut end): (Vec<Tier>, Option<i64>) = (Vec::new(), None);
    for tier in given.each("tiers")? {
        let from = tier.may("from")?.unwrap_or(1);
        let price = shop.money(tier.get("unit_price")?);
        end = tier.may("to")?;
        tier.done()?;
        steps.push(Tier { from, price });
    }
    let first = if steps.is_empty() { None } else { Some(steps.remove(0)) };
    let first = first.ok_or_else(|| not_applicable("no tiers are given"))?;
    let mode = match given.get::<String>("mode")?.as_str() {
        "volume" | "bulk" => TierMode::Volume,
        "graduated" | "tiered" => TierMode::Graduated,
        other => return Err(given.unknown("mode", other)),
    };
    let quantity = given.get("qty")?;
    given.done()?;
    let from = Some(first.from).filter(|from| *from > 1);
    let listed = ListedPrice {
        from_quantity: from,
        to_quantity: end,
        tiers: steps,
        tier_mode: mode,
        ..listed(sku, first.price)
    };
    shop.rules.lists.push(list("tiers", ListKind::Base, vec![listed])?);
    let price = LinePrice::default();
    shop.line(Line { id: Some("goods".to_owned()), price, quantity, ..Line::default() })?;
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// A price that changed while the line was in the cart.
pub(super) fn changed(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices { policy: platform.policy(), order: Target::Order }, given.currency()?)?;
    let (added, now): (i64, i64) = (given.get("price_when_added")?, given.get("current_price")?);
    let policy: String = given.get("policy")?;
    given.done()?;
    let sku = shop.sku("goods")?;
    match policy.as_str() {
        // The lists are asked whenever the cart is priced.
        "use_latest" | "latest" => {
            let listed = vec![listed(sku, shop.money(now))];
            shop.rules.lists.push(list("current", ListKind::Base, listed)?);
        }
        // The line keeps a price of its own: no list has one for it.
        "keep_original" | "original" => {}
        other => return Err(given.unknown("policy", other)),
    }
    let price = LinePrice { unit: Some(shop.money(added)), ..LinePrice::default() };
    shop.line(Line { id: Some("goods".to_owned()), price, quantity: 1, ..Line::default() })?;
    let receipt = shop.price()?;
    let mut answer = answer::of(platform, &shop, &receipt)?;
    let unit = receipt.line(1)?.unit_price.minor();
    answer.insert("change_since_added".to_owned(), json!(unit - added));
    Ok(answer)
}

/// The price of lists that a buyer gets.
pub(super) fn selection(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let context = given.object("context")?.ok_or_else(|| not_applicable("no context is given"))?;
    let Some(code) = context.may::<String>("currency")? else {
        return Ok(Map::from_iter([("error".to_owned(), json!("currency_required"))]));
    };
    let mut shop = Shop::new(Choices::read(platform, given)?, Currency::iso(&code)?)?;
    let sku = shop.sku("goods")?;
    for (number, price) in given.each("prices")?.iter().enumerate() {
        let id = price.may("id")?.unwrap_or_else(|| format!("price-{}", number + 1));
        let code = shop.code(&id);
        let listed = one(price, &sku)?;
        price.done()?;
        shop.rules.lists.push(list(&code, ListKind::Base, vec![listed])?);
    }
    for (number, given) in given.each("price_lists")?.iter().enumerate() {
        let id = given.may("id")?.unwrap_or_else(|| format!("list-{}", number + 1));
        let code = shop.code(&id);
        price_list(&mut shop, given, &code, &sku)?;
        given.done()?;
    }
    let quantity = context.may("quantity")?.or(context.may("qty")?).unwrap_or(1);
    if let Some(now) = context.may::<String>("now")? {
        shop.context.at = instant(&now)?;
    }
    for (name, value) in given.value("context").and_then(Value::as_object).into_iter().flatten() {
        if !["currency", "quantity", "qty", "now"].contains(&name.as_str()) && context.value(name).is_some() {
            shop.context.attributes.insert(name.as_str().into(), plain(value).into());
        }
    }
    context.done()?;
    given.done()?;
    shop.line(Line { id: Some("goods".to_owned()), quantity, ..Line::default() })?;
    let receipt = match shop.price() {
        // No price is nothing; zero is a price.
        Err(Miss::Refused(refusal)) if refusal.code() == Code::PriceMissing => {
            let none = |name: &str| (name.to_owned(), Value::Null);
            return Ok(Map::from_iter([none("price"), none("original_price"), none("price_id")]));
        }
        priced => priced?,
    };
    let mut answer = answer::of(platform, &shop, &receipt)?;
    let from = receipt.line(1)?.list.as_ref().map(|list| shop.name(list.as_str()));
    answer.insert("price_id".to_owned(), json!(from));
    Ok(answer)
}

fn price_list(shop: &mut Shop, given: &Fields<'_>, code: &str, sku: &Sku) -> Result<(), Miss> {
    let kind = match given.may::<String>("type")?.as_deref() {
        None | Some("sale") => ListKind::Sale,
        Some("override") => ListKind::Override,
        Some(other) => return Err(given.unknown("type", other)),
    };
    let mut prices = Vec::new();
    if given.has("amount") {
        prices.push(one_without_rules(given, sku)?);
    }
    for price in given.each("prices")? {
        prices.push(one(&price, sku)?);
        price.done()?;
    }
    let from: Option<String> = given.may("starts_at")?;
    let until: Option<String> = given.may("ends_at")?;
    let made = PriceList {
        audience: audience(given)?,
        from: from.as_deref().map(instant).transpose()?,
        until: until.as_deref().map(instant).transpose()?.map(after).transpose()?,
        ..list(code, kind, prices)?
    };
    match given.may::<String>("status")?.as_deref() {
        None | Some("active") => shop.rules.lists.push(made),
        // A draft is not published.
        Some("draft") => {}
        Some(other) => return Err(given.unknown("status", other)),
    }
    Ok(())
}

/// The instant after the last one of a window that includes its end.
fn after(end: Timestamp) -> Result<Timestamp, Miss> {
    end.checked_add(std::time::Duration::from_nanos(1)).map_err(not_applicable)
}

fn one(price: &Fields<'_>, sku: &Sku) -> Result<ListedPrice, Miss> {
    Ok(ListedPrice { audience: audience(price)?, ..one_without_rules(price, sku)? })
}

fn one_without_rules(price: &Fields<'_>, sku: &Sku) -> Result<ListedPrice, Miss> {
    let currency = Currency::iso(&price.get::<String>("currency")?)?;
    let amount = Money::from_minor(price.get("amount")?, currency);
    let from = price.may("min_qty")?;
    Ok(ListedPrice { from_quantity: from, to_quantity: price.may("max_qty")?, ..listed(sku.clone(), amount) })
}

/// Whom the rules of a price let have it: each names an attribute and what it may be.
fn audience(price: &Fields<'_>) -> Result<Audience, Miss> {
    let rules: BTreeMap<String, Value> = price.may("rules")?.unwrap_or_default();
    let values = |value: &Value| match value {
        Value::Array(list) => list.iter().map(|one| plain(one).into()).collect(),
        one => vec![plain(one).into()],
    };
    let attributes = rules.iter().map(|(name, value)| (name.as_str().into(), values(value))).collect();
    Ok(Audience { attributes, ..Audience::default() })
}

fn listed(sku: Sku, price: Money) -> ListedPrice {
    ListedPrice {
        sku,
        price,
        per: None,
        audience: Audience::default(),
        from_quantity: None,
        to_quantity: None,
        tiers: Vec::new(),
        tier_mode: TierMode::Volume,
        tier_by: TierBy::Line,
        compare_at: None,
        minimum: None,
    }
}

fn list(code: &str, kind: ListKind, prices: Vec<ListedPrice>) -> Result<PriceList, Miss> {
    Ok(PriceList { code: code.parse()?, kind, audience: Audience::default(), from: None, until: None, prices })
}

/// An amount with so many decimals, kept as it is.
pub(super) fn stored(given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let amount: String = given.get("amount")?;
    let decimals = amount.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    given.done()?;
    let currency = u8::try_from(decimals).ok().map(|exponent| Currency::custom("X.EXACT", exponent));
    let money = currency.and_then(Result::ok).and_then(|currency| Money::parse(&amount, currency).ok());
    let stored = money.map_or(Value::Null, |money| json!(money.amount().as_str()));
    Ok(Map::from_iter([("stored".to_owned(), stored)]))
}
