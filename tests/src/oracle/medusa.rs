//! Promotions and totals as Medusa writes them: exact decimals in major units.

use std::collections::BTreeMap;

use fondaco::money::{Money, Rate, Rounding};
use fondaco::pricing::{
    Action, AppliedPromotion, BuyGet, ChargeKind, Condition, Discount, Goods, Left, Limits, LinePrice, Overrun, Pick,
    PricedItem, Receipt, RejectedReason, StepOff, Target, Units,
};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable, plain};
use super::platform::{Choices, Platform};
use super::shop::{Line, Shop, actions, amount_off, percent_off};

/// Prices a cart and says what came of it.
pub(super) fn answer(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    given.may::<String>("amounts")?;
    let mut shop = Shop::new(Choices::read(platform, given)?, given.currency()?)?;
    if given.has_any(&["promotions", "promotion"]) {
        return promoted(&mut shop, given);
    }
    let buckets = lines(&mut shop, given)?;
    carriage(&mut shop, given)?;
    given.done()?;
    let receipt = shop.price()?;
    totals(&shop, &receipt, &buckets)
}

fn amount(given: &Fields<'_>, name: &str, shop: &Shop) -> Result<Option<Money>, Miss> {
    let rounded = |value| {
        let text = plain(value);
        Money::parse(&text, shop.currency)
            .ok()
            .or_else(|| super::rounded(&text))
            .ok_or_else(|| given.unknown(name, text))
    };
    given.value(name).map(rounded).transpose()
}

/// A price of so many units together, which may be finer than the currency.
fn price(given: &Fields<'_>, name: &str, units: i64, shop: &Shop) -> Result<LinePrice, Miss> {
    let text = given.value(name).map(plain).ok_or_else(|| not_applicable(format!("`{name}` is not given")))?;
    let (unit, finer) = super::calculators::sub_minor(&text, shop.currency)?;
    let units = u32::try_from(units).ok().filter(|units| *units > 0).unwrap_or(1);
    let per = finer.unwrap_or(1).checked_mul(units).filter(|per| *per > 1);
    Ok(LinePrice { unit: Some(unit), per, ..LinePrice::default() })
}

fn needed(given: &Fields<'_>, name: &str, shop: &Shop) -> Result<Money, Miss> {
    amount(given, name, shop)?.ok_or_else(|| not_applicable(format!("`{name}` is not given")))
}

/// Promotions over items and shipping methods.
fn promoted(shop: &mut Shop, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let mut old: Vec<String> = Vec::new();
    for item in given.each("items")? {
        let quantity: i64 = item.get("qty")?;
        let mut tags: Vec<String> = item.may("tags")?.unwrap_or_default();
        tags.extend(item.may::<String>("product")?);
        old.extend(item.may::<String>("existing_adjustment")?);
        // A subtotal is the price of all units together.
        let price = price(&item, "subtotal", quantity, shop)?;
        let line = Line { id: item.may("id")?, price, quantity, tags, taxes: Vec::new() };
        item.done()?;
        shop.line(line)?;
    }
    for method in given.each("shipping_methods")? {
        let name: String = method.get("id")?;
        let amount = needed(&method, "subtotal", shop)?;
        old.extend(method.may::<String>("existing_adjustment")?);
        method.done()?;
        shop.shipping(&name, amount, &[])?;
    }
    for promotion in given.each("promotions")? {
        self::promotion(shop, &promotion)?;
    }
    if let Some(promotion) = given.object("promotion")? {
        self::promotion(shop, &promotion)?;
    }
    budget(shop, given)?;
    given.done()?;
    let receipt = shop.price()?;
    Ok(adjustments(shop, &receipt, &old))
}

fn promotion(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let code: String = given.may("code")?.unwrap_or_else(|| "promotion".to_owned());
    let action = match given.get::<String>("kind")?.as_str() {
        "buy_x_get_y" => vec![Action::BuyGet(buy_get(shop, given)?)],
        "fixed" => {
            let value = needed(given, "value", shop)?;
            actions(reach(shop, given, false, amount_off(Target::Line, value))?)
        }
        "percent" | "percentage" => {
            let rate = given.percent("value")?.ok_or_else(|| not_applicable("a percentage without `value`"))?;
            actions(reach(shop, given, true, percent_off(Target::Unit, rate))?)
        }
        other => return Err(given.unknown("kind", other)),
    };
    given.done()?;
    let made = shop.promotion(&code, action)?;
    shop.rules.promotions.extend(made);
    Ok(())
}

/// What a promotion is taken off: each item or method by itself, or all of them together.
fn reach(shop: &mut Shop, given: &Fields<'_>, percent: bool, discount: Discount) -> Result<Discount, Miss> {
    let across = match given.may::<String>("allocation")?.as_deref() {
        None | Some("each") => false,
        Some("across") => true,
        Some(other) => return Err(given.unknown("allocation", other)),
    };
    let most: Option<i64> = given.may("max_qty")?;
    let ids: Vec<String> = given.may("target_ids")?.unwrap_or_default();
    let tags: Vec<String> = given.may("target_tags")?.unwrap_or_default();
    let target: Option<String> = given.may("target")?;
    let on = match (target.as_deref(), across) {
        (None | Some("items"), false) if percent => Target::Unit,
        (None | Some("items"), false) => Target::Line,
        (None | Some("items" | "order"), true) | (Some("order"), false) => Target::Order,
        (Some("shipping"), false) => Target::Shipping,
        (Some("shipping"), true) => Target::ShippingTogether,
        (Some(other), _) => return Err(given.unknown("target", other)),
    };
    if matches!(on, Target::Shipping | Target::ShippingTogether) {
        // A method is there once: a quantity does not matter.
        return Ok(Discount { on, charges: super::promotions::codes(shop, &ids)?, ..discount });
    }
    let skus = ids.iter().map(|id| shop.sku(id)).collect::<Result<_, _>>()?;
    let goods = Goods { skus, categories: super::promotions::codes(shop, &tags)?, ..Goods::default() };
    let units = most.filter(|_| !across).map(Units::OfEachLine);
    Ok(Discount { on, goods, units, ..discount })
}

/// Once unless it is said how often, the dearest first, all or nothing, each unit in one promotion only.
fn buy_get(shop: &mut Shop, given: &Fields<'_>) -> Result<BuyGet, Miss> {
    let mut goods = |name: &str| {
        let names: Vec<String> = match given.value(name) {
            Some(Value::Array(list)) => list.iter().map(plain).collect(),
            one => one.iter().map(|one| plain(one)).collect(),
        };
        Ok::<_, Miss>(Goods { categories: super::promotions::codes(shop, &names)?, ..Goods::default() })
    };
    let (buy, get) = (goods("buy")?, goods("target")?);
    let get_quantity: i64 = given.get("apply_to_qty")?;
    let by_units = given.may::<i64>("max_qty")?.map(|most| (most / get_quantity.max(1)).max(1));
    Ok(BuyGet {
        buy,
        buy_quantity: given.get("buy_min_qty")?,
        get,
        get_quantity,
        off: StepOff::Percent(given.percent("value")?.unwrap_or(Rate::ONE)),
        pick: Pick::Dearest,
        sets: Some(given.may("max_applications")?.or(by_units).unwrap_or(1)),
        partial: false,
        triggers_may_be_rewarded: false,
        uses_up: true,
    })
}

/// What the campaign of the promotions may cost, or how often it may be used.
fn budget(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let Some(budget) = given.object("campaign_budget")? else { return Ok(()) };
    let kind: String = budget.get("kind")?;
    let limit = needed(&budget, "limit", shop)?;
    let left = limit.minus(needed(&budget, "used", shop)?)?;
    budget.done()?;
    // A budget of uses is written as an amount, too.
    let whole = |amount: Money| amount.minor() / 10_i64.pow(amount.currency().exponent().into());
    let codes: Vec<_> = shop.rules.promotions.iter().map(|promotion| promotion.code.clone()).collect();
    for promotion in &mut shop.rules.promotions {
        promotion.limits = match kind.as_str() {
            "spend" => Limits { budget: Some(limit), overrun: Overrun::Skip, ..Limits::default() },
            "usage" => Limits { uses: Some(whole(limit)), ..Limits::default() },
            other => return Err(budget.unknown("kind", other)),
        };
    }
    for promotion in codes {
        let (uses, budget) = if kind == "usage" { (Some(whole(left)), None) } else { (None, Some(left)) };
        shop.context.left.push(Left { promotion, uses, uses_of_buyer: None, budget });
    }
    Ok(())
}

/// What promotions took off what, in the order in which they did.
fn adjustments(shop: &Shop, receipt: &Receipt, old: &[String]) -> Map<String, Value> {
    let on = |of: &PricedItem| match of {
        PricedItem::Line(number) => receipt.line(*number).map(|line| shop.name(line.sku.as_str())).unwrap_or_default(),
        PricedItem::Charge(code) => shop.name(code.as_str()),
    };
    let (mut all, mut sums): (Vec<Value>, BTreeMap<String, Value>) = (Vec::new(), BTreeMap::new());
    for AppliedPromotion { promotion, amount, parts, .. } in &receipt.applied {
        let code = shop.name(promotion.as_str());
        sums.insert(code.clone(), json!(amount.amount().as_str()));
        let part = |part: &fondaco::pricing::DiscountPart| json!({"code": code, "on": on(&part.of), "amount": part.amount.amount().as_str()});
        all.extend(parts.iter().map(part));
    }
    let exceeded = receipt
        .rejected
        .iter()
        .any(|rejected| matches!(rejected.reason, RejectedReason::BudgetPassed { .. } | RejectedReason::UsedUp {}));
    let still = |code: &&String| receipt.applied.iter().any(|applied| shop.name(applied.promotion.as_str()) == **code);
    let removed: Vec<&String> = old.iter().filter(|code| !still(code)).collect();
    let result = if exceeded { "budget_exceeded" } else { "applied" };
    [
        ("adjustments", json!(all)),
        ("total_by_code", json!(sums)),
        ("result", json!(result)),
        ("removed", json!(removed)),
        ("discount_total", json!(receipt.discount.amount().as_str())),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

/// How many units of each line are where, by the name of the place.
type Buckets = Vec<BTreeMap<&'static str, i64>>;

/// The places that units of a line may be in, and what the sums over them are called.
const BUCKETS: [(&str, &str); 6] = [
    ("fulfilled", "fulfilled_total"),
    ("shipped", "shipped_total"),
    ("return_requested", "return_requested_total"),
    ("return_received", "return_received_total"),
    ("return_dismissed", "return_dismissed_total"),
    ("written_off", "write_off_total"),
];

/// Items with their taxes and what was taken off each.
fn lines(shop: &mut Shop, given: &Fields<'_>) -> Result<Buckets, Miss> {
    let mut buckets = Buckets::new();
    for (number, item) in given.each("items")?.iter().enumerate() {
        let id = item.may("id")?.unwrap_or_else(|| format!("item-{}", number + 1));
        let quantity = item.may("qty")?.unwrap_or(1);
        let included = item.may("tax_included")?.unwrap_or(false);
        let rate = item.rate("tax_rate")?;
        let price = price(item, "unit_price", 1, shop)?;
        let taxes = rate.into_iter().map(|rate| (rate, included)).collect();
        let sku = shop.sku(&id)?;
        shop.line(Line { id: Some(id.clone()), price, quantity, tags: Vec::new(), taxes })?;
        if let Some(off) = as_priced(shop, item, included, rate)? {
            let goods = Goods { skus: vec![sku], ..Goods::default() };
            let discount = Discount { goods, ..amount_off(Target::Line, off) };
            shop.promote(&format!("off-{id}"), Condition::default(), discount)?;
        }
        let mut here = BTreeMap::new();
        for (place, _) in BUCKETS {
            here.insert(place, item.may(place)?.unwrap_or_default());
        }
        buckets.push(here);
        item.done()?;
    }
    Ok(buckets)
}

/// A discount as prices are. One that is stated without tax, as it is if nothing else is said, is worth its tax more
/// where prices contain it.
fn as_priced(shop: &Shop, item: &Fields<'_>, included: bool, rate: Option<Rate>) -> Result<Option<Money>, Miss> {
    let gross = item.may("discount_tax_included")?.unwrap_or(false);
    let Some(off) = amount(item, "discount", shop)?.filter(|off| !off.is_zero()) else { return Ok(None) };
    let rate = rate.unwrap_or(Rate::ZERO);
    Ok(Some(match (included, gross) {
        (true, false) => off.plus(rate.of(off, Rounding::HalfUp)?)?,
        (false, true) => off.minus(rate.contained_in(off, Rounding::HalfUp)?)?,
        _ => off,
    }))
}

fn carriage(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    for (number, method) in given.each("shipping")?.iter().enumerate() {
        let name = method.may("id")?.unwrap_or_else(|| format!("method-{}", number + 1));
        let included = method.may("tax_included")?.unwrap_or(false);
        let rate = method.rate("tax_rate")?;
        let price = needed(method, "amount", shop)?;
        let taxes: Vec<_> = rate.into_iter().map(|rate| (rate, included)).collect();
        shop.shipping(&name, price, &taxes)?;
        if let Some(off) = as_priced(shop, method, included, rate)? {
            let charges = super::promotions::codes(shop, std::slice::from_ref(&name))?;
            let discount = Discount { charges, ..amount_off(Target::Shipping, off) };
            shop.promote(&format!("off-{name}"), Condition::default(), discount)?;
        }
        method.done()?;
    }
    Ok(())
}

/// Totals in Medusa's words; its subtotals are net amounts before discounts.
fn totals(shop: &Shop, receipt: &Receipt, buckets: &Buckets) -> Result<Map<String, Value>, Miss> {
    let plain = shop.price_plainly()?;
    let mut answer = Map::new();
    let mut set = |name: &str, minor: i64| {
        answer.insert(name.to_owned(), json!(shop.money(minor).amount().as_str()));
    };
    let goods = |receipt: &Receipt, of: &dyn Fn(&fondaco::pricing::ReceiptLine) -> Money| {
        receipt.lines.iter().map(|line| of(line).minor()).sum::<i64>()
    };
    let shipping = |receipt: &Receipt, of: &dyn Fn(&fondaco::pricing::ReceiptCharge) -> Money| {
        let methods = receipt.charges.iter().filter(|charge| charge.kind == ChargeKind::Shipping);
        methods.map(|charge| of(charge).minor()).sum::<i64>()
    };
    set("subtotal", plain.net.minor());
    set("original_total", plain.total.minor());
    set("original_tax", plain.tax.minor());
    set("discount_net", plain.net.minor() - receipt.net.minor());
    set("discount_gross", plain.total.minor() - receipt.total.minor());
    set("tax", receipt.tax.minor());
    set("total", receipt.total.minor());
    set("item_total", goods(receipt, &|line| line.gross));
    set("item_subtotal", goods(&plain, &|line| line.net));
    set("item_tax", goods(receipt, &|line| line.tax));
    set("shipping_total", shipping(receipt, &|charge| charge.gross));
    set("shipping_subtotal", shipping(&plain, &|charge| charge.net));
    set("shipping_tax", shipping(receipt, &|charge| charge.tax));
    let (mut refundable, mut units) = (0, 0);
    for (place, name) in BUCKETS {
        let mut total = 0;
        for (line, here) in receipt.lines.iter().zip(buckets) {
            total += receipt.share(line.line, 0, here.get(place).copied().unwrap_or_default())?.gross.minor();
        }
        set(name, total);
    }
    for (line, here) in receipt.lines.iter().zip(buckets) {
        let back = ["return_requested", "return_received", "return_dismissed"];
        let back: i64 = back.iter().filter_map(|place| here.get(place)).sum();
        let rest = line.quantity.units() - back;
        refundable += receipt.share(line.line, back, rest)?.gross.minor();
        units += rest;
    }
    set("refundable_total", refundable);
    set("refundable_per_unit", if units == 0 { 0 } else { refundable / units });
    Ok(answer)
}
