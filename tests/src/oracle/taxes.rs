//! Taxes that come from elsewhere, and taxes across zones.

use fondaco::money::{Money, Rate};
use fondaco::pricing::{AnsweredTax, LinePrice, PricedItem, TaxAnswer, TaxDisplay};
use fondaco::{TaxCategory, Timestamp};
use serde_json::{Map, Value};

use super::answer;
use super::cart::external;
use super::given::{Fields, Miss, not_applicable};
use super::platform::{Choices, Platform};
use super::shop::{Line, Shop};

/// A price that contains the tax of one zone, sold into another.
pub(super) fn across(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    shop.rules.tax_display = TaxDisplay::Inclusive;
    let category: TaxCategory = "goods".parse()?;
    if let Some(rate) = given.rate("home_rate")? {
        shop.tax_in("DE", &category, "home", rate, true)?;
    }
    if let Some(rate) = given.rate("destination_rate")? {
        let included = given.may("destination_included")?.unwrap_or(true);
        shop.tax_in("RO", &category, "destination", rate, included)?;
    }
    shop.rules.home = Some("DE".parse()?);
    shop.context.destination.country = "RO".parse()?;
    let price = LinePrice { unit: Some(shop.money(given.get("home_gross")?)), ..LinePrice::default() };
    let quantity = given.may("qty")?.unwrap_or(1);
    given.done()?;
    shop.line_of(Line { price, quantity, ..Line::default() }, category)?;
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// Lines whose net and gross amounts are known: their taxes are answered from outside.
pub(super) fn parts(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    let mut items = Vec::new();
    for (number, part) in given.each("parts")?.iter().enumerate() {
        let (net, gross): (i64, i64) = (part.get("net")?, part.get("gross")?);
        let rate = part.rate("rate")?.unwrap_or(Rate::ZERO);
        part.done()?;
        shop.simple(None, net, 1, Vec::new())?;
        let of = PricedItem::Line(u32::try_from(number + 1).map_err(not_applicable)?);
        let amount = Some(shop.money(gross - net));
        items.push(AnsweredTax { of, name: "tax".into(), rate, included: Some(false), amount });
    }
    given.done()?;
    let (at, until) = (shop.context.at, Timestamp::MAX);
    shop.context.taxes = Some(TaxAnswer { provider: "caller".into(), at, until, items });
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// A gross amount and its rate, both from outside.
pub(super) fn gross(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    shop.simple(None, given.get("external_gross")?, 1, Vec::new())?;
    let rate = given.rate("external_rate")?.unwrap_or(Rate::ZERO);
    given.done()?;
    external(&mut shop, rate, true, None);
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}

/// Lines that bear exactly these taxes, in major units: a line of 9.13 at 10 % bears 0.913.
pub(super) fn exact(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    let taxes: Vec<String> = given.get("line_taxes_exact")?;
    given.done()?;
    let decimals = |text: &String| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let finest = taxes.iter().map(decimals).max().unwrap_or_default().max(shop.currency.exponent().into());
    let finer = u32::try_from(finest).map_err(not_applicable)? - u32::from(shop.currency.exponent());
    // One unit of the finest decimal: 0.1 where a tax has one decimal more than the currency.
    let digits = usize::try_from(finer).unwrap_or_default();
    let rate = if digits == 0 { Rate::ONE } else { Rate::parse(&format!("0.{:0>digits$}", 1))? };
    for tax in &taxes {
        let padded = format!("{}{}", tax.replace('.', ""), "0".repeat(finest - decimals(tax)));
        let amount: i64 = padded.parse().map_err(not_applicable)?;
        let price = Money::from_minor(amount, shop.currency);
        shop.simple(None, price.minor(), 1, vec![(rate, false)])?;
    }
    let receipt = shop.price()?;
    answer::of(platform, &shop, &receipt)
}
