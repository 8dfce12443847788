//! Vouchers, discounts of the staff and gift cards as Saleor knows them.

use fondaco::money::{Money, Rate};
use fondaco::pricing::{Condition, Credit, Discount, Goods, LinePrice, Pick, Target, Units};
use serde_json::{Map, Value, json};

use super::answer;
use super::calculators::short;
use super::cart::external;
use super::given::{Fields, Miss, not_applicable};
use super::platform::{Choices, Platform};
use super::promotions::{at_least, quantity};
use super::shop::{Line, Shop, percent_off};

/// A voucher on a checkout.
pub(super) fn voucher(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    for line in given.each("lines")? {
        let (id, unit, units) = (line.may("id")?, line.get("unit_price")?, line.may("qty")?.unwrap_or(1));
        line.done()?;
        shop.simple(id, unit, units, Vec::new())?;
    }
    if let Some(total) = given.may::<i64>("total")? {
        let quantity: i64 = given.may("total_qty")?.unwrap_or(1);
        let per = u32::try_from(quantity).ok().filter(|per| *per > 1);
        let price = LinePrice { unit: Some(shop.money(total)), per, ..LinePrice::default() };
        shop.line(Line { price, quantity, ..Line::default() })?;
    }
    if let Some(amount) = given.may::<i64>("shipping")? {
        shop.shipping("shipping", shop.money(amount), &[])?;
    }
    if let Some(country) = given.may::<String>("country")? {
        shop.context.destination.country = country.parse()?;
    }
    let voucher = given.object("voucher")?.ok_or_else(|| not_applicable("no voucher is given"))?;
    let discount = discount(&mut shop, &voucher)?;
    let when = minima(&shop, &voucher)?;
    voucher.done()?;
    given.done()?;
    shop.promote("voucher", when, discount)?;
    let receipt = shop.price()?;
    let mut answer = answer::of(platform, &shop, &receipt)?;
    let applicable = answer::was_taken(&receipt, "voucher");
    answer.insert("applicable".to_owned(), json!(applicable));
    if !applicable {
        answer.insert("error".to_owned(), json!("not_applicable"));
    }
    Ok(answer)
}

/// What a voucher takes off. Where it is not said how much, only whether it applies is asked.
fn discount(shop: &mut Shop, voucher: &Fields<'_>) -> Result<Discount, Miss> {
    let scope: String = voucher.get("scope")?;
    let once = voucher.may("once_per_order")?.unwrap_or(false);
    let (name, which) = scope.split_once(' ').unwrap_or((&scope, ""));
    let on = match name {
        "entire_order" if !once => Target::Order,
        "entire_order" | "specific_products" => Target::Unit,
        "shipping" => Target::Shipping,
        other => return Err(voucher.unknown("scope", other)),
    };
    let goods = if on == Target::Unit { self::which(shop, which, voucher)? } else { Goods::default() };
    let discount = if voucher.has("value") { short(shop, voucher, on)? } else { percent_off(on, Rate::ONE) };
    let units = (once && on == Target::Unit).then_some(Units::AtMost { count: 1, pick: Pick::Cheapest });
    Ok(Discount { goods, units, ..discount })
}

/// The products that a voucher is for, in the words of the case.
fn which(shop: &mut Shop, word: &str, voucher: &Fields<'_>) -> Result<Goods, Miss> {
    if let Some(ids) = voucher.may::<Vec<String>>("ids")? {
        let skus = ids.iter().map(|id| shop.sku(id)).collect::<Result<_, _>>()?;
        return Ok(Goods { skus, ..Goods::default() });
    }
    let place = match word.trim_matches(['(', ')']) {
        "" | "all" | "both" => return Ok(Goods::default()),
        "first" => 0,
        "second" => 1,
        "third" => 2,
        other => return Err(voucher.unknown("scope", other)),
    };
    let sku = shop.basket.lines.get(place).map(|line| line.sku.clone());
    Ok(Goods { skus: sku.into_iter().collect(), ..Goods::default() })
}

/// What must hold: all minima, on what goods cost before discounts, and one of the countries.
fn minima(shop: &Shop, voucher: &Fields<'_>) -> Result<Condition, Miss> {
    let mut all = Vec::new();
    if let Some(total) = voucher.may("min_total")? {
        all.push(at_least(shop, total, Goods::default(), Some(fondaco::pricing::Base::Original), None));
    }
    if let Some(units) = voucher.may("min_qty")? {
        all.push(quantity(Goods::default(), units, false));
    }
    let countries: Vec<String> = voucher.may("countries")?.unwrap_or_default();
    if !countries.is_empty() {
        all.push(Condition::Country(countries.iter().map(|code| code.parse()).collect::<Result<_, _>>()?));
    }
    Ok(Condition::All(all))
}

/// A discount of the staff, over goods and shipping.
pub(super) fn split(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    shop.simple(None, given.get("subtotal")?, 1, Vec::new())?;
    let carriage = shop.money(given.get("shipping")?);
    shop.shipping("shipping", carriage, &[])?;
    let one = given.object("discount")?.ok_or_else(|| not_applicable("no discount is given"))?;
    let discount = short(&shop, &one, Target::OrderAndShipping)?;
    one.done()?;
    given.done()?;
    shop.promote("staff", Condition::default(), discount)?;
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// A gift card against a total that is known.
pub(super) fn gift_card(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    let (net, gross): (i64, i64) = (given.get("total_net")?, given.get("total_gross")?);
    let balance: Money = shop.money(given.get("gift_card_balance")?);
    given.done()?;
    shop.simple(None, net, 1, Vec::new())?;
    let tax = shop.money(gross - net);
    external(&mut shop, Rate::ZERO, false, Some(tax));
    shop.basket.credits.push(Credit { code: "card".parse()?, balance });
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}
