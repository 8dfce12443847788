//! Distribution: an amount over weights, over units, over lines that can bear so much.

use fondaco::money::{Remainder, allocate_minor};
use fondaco::pricing::{Condition, LinePrice, Target};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss};
use super::platform::{Choices, Platform, remainder};
use super::shop::{Line, Shop, amount_off};

/// Shares an amount.
pub(super) fn answer(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let amount: i64 = given.get("amount")?;
    let currency = given.currency()?;
    let word: String = given.get("algorithm")?;
    let remainder = remainder(&word)?;
    let mut choices = Choices { policy: platform.policy(), order: Target::Order };
    choices.policy.spread = remainder;
    let mut shop = Shop::new(choices, currency)?;
    let mut weights: Vec<i64> = given.may("weights")?.unwrap_or_default();
    if let Some(parts) = given.may::<usize>("parts")? {
        weights = vec![1; parts];
    }
    let bounded = given.has("lines");
    for line in given.each("lines")? {
        let (total, quantity): (i64, i64) = (line.get("total")?, line.may("qty")?.unwrap_or(1));
        let per = u32::try_from(quantity).ok().filter(|per| *per > 1);
        let least = line.may::<i64>("min_unit_price")?.map(|minor| minor * i64::from(per.unwrap_or(1)));
        line.done()?;
        let price = LinePrice {
            unit: Some(shop.money(total)),
            per,
            minimum: least.map(|minor| shop.money(minor)),
            ..LinePrice::default()
        };
        shop.line(Line { price, quantity, ..Line::default() })?;
    }
    given.done()?;
    // Saleor and Sylius share what lines can bear of a discount; an amount beyond that Sylius shares all the same.
    let nothing = weights.iter().all(|weight| *weight == 0);
    let capped = remainder == Remainder::HalfUpThenLast || (remainder == Remainder::HalfDownThenInOrder && nothing);
    let shares = if bounded || capped {
        discount(&mut shop, amount, &weights)?
    } else {
        let mut shares = vec![0; weights.len()];
        allocate_minor(amount, &weights, remainder, &mut shares)?;
        shares
    };
    Ok(Map::from_iter([("shares".to_owned(), json!(shares))]))
}

/// Shares an amount as a discount on the order.
fn discount(shop: &mut Shop, amount: i64, weights: &[i64]) -> Result<Vec<i64>, Miss> {
    for weight in weights {
        shop.simple(None, *weight, 1, Vec::new())?;
    }
    let off = shop.money(amount.abs());
    shop.promote("shared", Condition::default(), amount_off(Target::Order, off))?;
    let receipt = shop.price()?;
    Ok(receipt.lines.iter().map(|line| line.discount.minor() * amount.signum()).collect())
}
