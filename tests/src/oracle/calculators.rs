//! Calculators, lanes and benefits as Solidus knows them, and the short forms of docs.

use fondaco::money::{Currency, Money, Rate};
use fondaco::pricing::{
    Action, Base, Bounds, Caps, Condition, Discount, Goods, Off, Pick, Promotion, Step, StepBy, StepOff, Steps, Target,
    TotalTest, Units,
};
use serde_json::{Map, Value};

use super::answer;
use super::given::{Fields, Miss, not_applicable, plain};
use super::platform::{Choices, Platform};
use super::promotions::{self, quantity};
use super::shop::{Shop, actions, amount_off, percent_off};

/// What is enough for a line whose price is not given: more than any discount.
const AMPLE: i64 = 100_000_000;

/// The fields that make a case one of these.
pub(super) const FIELDS: &[&str] = &[
    "line",
    "distribution",
    "percent",
    "base_percent",
    "base_amount",
    "first_item",
    "group_size",
    "action",
    "lanes",
    "order_percent",
    "order_fixed",
    "order_discounts",
    "line_discount",
    "discounts",
    "calculator",
];

/// Prices a calculator's case and says what came of it.
pub(super) fn answer(platform: Platform, given: &Fields<'_>) -> Result<Map<String, Value>, Miss> {
    let choices = Choices::read(platform, given)?;
    let mut shop = Shop::new(choices, given.currency()?)?;
    match given.may::<String>("taxes")?.as_deref() {
        None | Some("none") => {}
        Some(other) => return Err(given.unknown("taxes", other)),
    }
    let asked = lines(&mut shop, given)?;
    if let Some(amount) = given.may::<i64>("shipping")? {
        shop.shipping("shipping", shop.money(amount), &[])?;
    }
    if given.has("lanes") {
        lanes(&mut shop, given)?;
    } else if given.has("action") {
        benefit(&mut shop, given)?;
    } else if given.has_any(&["order_percent", "order_fixed", "order_discounts", "line_discount", "discounts"]) {
        docs(platform, &mut shop, given)?;
    } else if let Some(percent) = given.percent("percent")?.filter(|_| given.has("precision")) {
        precision(&shop, given)?;
        shop.promote("order", Condition::default(), percent_off(Target::Order, percent))?;
    } else {
        calculator(&mut shop, given)?;
    }
    given.done()?;
    let receipt = shop.price()?;
    let mut answer = answer::of(platform, &shop, &receipt)?;
    if let Some(asked) = asked {
        let discount = receipt.lines.get(asked).map_or(0, |line| -line.discount.minor());
        answer.insert("line_discount".to_owned(), discount.into());
    }
    Ok(answer)
}

/// Adds the lines; answers the place of the one that is asked about, if one is.
fn lines(shop: &mut Shop, given: &Fields<'_>) -> Result<Option<usize>, Miss> {
    let mut totals = Vec::new();
    match given.value("lines") {
        Some(Value::Array(list)) if list.iter().all(Value::is_i64) => {
            totals = list.iter().filter_map(Value::as_i64).collect();
        }
        Some(_) => {
            for line in given.each("lines")? {
                let (id, quantity) = (line.may("id")?, line.may("qty")?.unwrap_or(1));
                if let Some(exact) = line.may::<String>("unit_exact")? {
                    let (unit, per) = sub_minor(&exact, shop.currency)?;
                    let price = fondaco::pricing::LinePrice { unit: Some(unit), per, ..Default::default() };
                    shop.line(super::shop::Line { id, price, quantity, ..Default::default() })?;
                } else {
                    shop.simple(id, line.get("unit_price")?, quantity, Vec::new())?;
                }
                line.done()?;
            }
        }
        None => {}
    }
    for total in &totals {
        shop.simple(None, *total, 1, Vec::new())?;
    }
    if let Some(subtotal) = given.may::<i64>("subtotal")? {
        shop.simple(None, subtotal, 1, Vec::new())?;
    }
    if let Some(amount) = given.may::<i64>("line")? {
        if !given.has("lines") {
            shop.simple(None, amount, given.may("qty")?.unwrap_or(1), Vec::new())?;
        }
        return Ok(Some(totals.iter().position(|total| *total == amount).unwrap_or_default()));
    }
    if !given.has_any(&["lines", "subtotal", "shipping"]) {
        let unit = given.may("unit_price")?.unwrap_or(AMPLE);
        shop.simple(None, unit, given.may("qty")?.unwrap_or(1), Vec::new())?;
    }
    Ok(None)
}

/// A price finer than the currency: so many whole units cost this much.
pub(super) fn sub_minor(exact: &str, currency: Currency) -> Result<(Money, Option<u32>), Miss> {
    let decimals = exact.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let finer = u32::try_from(decimals.saturating_sub(currency.exponent().into())).unwrap_or(u32::MAX);
    let per = 10_u32.checked_pow(finer).ok_or_else(|| not_applicable(format!("`{exact}` is too fine a price")))?;
    let moved = Rate::parse(exact)?;
    let minor = i128::from(moved.numerator()) * i128::from(per) * 10_i128.pow(currency.exponent().into());
    let minor = i64::try_from(minor / i128::from(moved.denominator())).map_err(not_applicable)?;
    Ok((Money::from_minor(minor, currency), (per > 1).then_some(per)))
}

/// Amounts have the decimals of their currency.
fn precision(shop: &Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let decimals: u8 = given.get("precision")?;
    if decimals == shop.currency.exponent() {
        return Ok(());
    }
    Err(not_applicable("amounts of another precision than their currency's: `Currency::custom`"))
}

/// A calculator by itself.
fn calculator(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let currency: Option<String> = given.may("promotion_currency")?;
    let currency = currency.map_or(Ok(shop.currency), |code| Currency::iso(&code))?;
    let group: Option<i64> = given.may("group_size")?;
    let inner = given.object("calculator")?;
    let mut on = if group.is_some() { Target::Unit } else { Target::Line };
    match given.may::<String>("applies_to")?.as_deref() {
        Some("order") => on = Target::Order,
        Some("line") | None => {}
        Some(other) => return Err(given.unknown("applies_to", other)),
    }
    let off = match &inner {
        Some(inner) => {
            let off = calculated(inner, currency)?;
            inner.done()?;
            off
        }
        None => calculated(given, currency)?,
    };
    let Some(off) = off else { return Ok(()) };
    // An amount that has a distribution is one for all lines together.
    if given.has("distribution") && matches!(off, Off::Amount(_)) {
        on = Target::Order;
    }
    if shop.basket.lines.is_empty() && !shop.basket.charges.is_empty() {
        on = Target::Shipping;
    }
    let mut discount = Discount::new(on, off);
    discount.units = group.map(|of| Units::Groups { of, pick: Pick::LargestLine });
    let Some(mut made) = shop.promotion("calculator", actions(discount))? else { return Ok(()) };
    if let Some(most) = given.money("max_amount", currency)? {
        made.caps = Caps { line: Vec::new(), order: vec![most] };
    }
    shop.rules.promotions.push(made);
    Ok(())
}

/// How much a calculator takes off; nothing if it says nothing.
fn calculated(given: &Fields<'_>, currency: Currency) -> Result<Option<Off>, Miss> {
    match given.may::<String>("kind")?.as_deref() {
        None | Some("fixed" | "flat" | "percent") => {}
        Some(tiered) if tiered.starts_with("tiered_") => {}
        Some(other) => return Err(given.unknown("calculator", other)),
    }
    if given.has("first_item") {
        let most: i64 = given.may("max_items")?.unwrap_or_default();
        let amount = |name| Ok::<_, Miss>(vec![given.money(name, currency)?.unwrap_or(Money::zero(currency))]);
        let (first, further) = (amount("first_item")?, amount("additional_item")?);
        // No limit is written as 0.
        return Ok(Some(Off::Units { first, further, at_most: (most > 0).then_some(most) }));
    }
    if given.has("tiers") {
        return tiers(given, currency);
    }
    if let Some(rate) = given.percent("percent")? {
        return Ok(Some(Off::Percent(rate)));
    }
    let amount = given.money("amount", currency)?.ok_or_else(|| not_applicable("a calculator without an amount"))?;
    Ok(Some(Off::Amount(vec![amount])))
}

fn tiers(given: &Fields<'_>, currency: Currency) -> Result<Option<Off>, Miss> {
    let off = |percent: &str, amount: &str, given: &Fields<'_>| {
        if let Some(rate) = given.percent(percent)?.filter(|rate| !rate.is_zero()) {
            return Ok::<_, Miss>(Some(StepOff::Percent(rate)));
        }
        Ok(given.money(amount, currency)?.map(|amount| StepOff::Amount(vec![amount])))
    };
    let (mut steps, mut by) = (Vec::new(), None);
    for tier in given.each("tiers")? {
        let from = if tier.has("from_qty") {
            by = Some(StepBy::Quantity);
            tier.get("from_qty")?
        } else {
            tier.get("from_total")?
        };
        steps.extend(off("percent", "amount", &tier)?.map(|off| Step { from, off }));
        tier.done()?;
    }
    steps.sort_by_key(|step| step.from);
    let by = match (by, given.may::<String>("tier_basis")?.as_deref()) {
        (Some(by), None) => by,
        (None, None | Some("line_total")) => StepBy::LineTotal,
        (None, Some("order_items_total")) => StepBy::OrderTotal,
        (None, Some("eligible_items_total")) => StepBy::GoodsTotal,
        (_, Some("eligible_quantity" | "quantity")) => StepBy::Quantity,
        (_, Some("line_quantity")) => StepBy::LineQuantity,
        (_, Some(other)) => return Err(given.unknown("tier_basis", other)),
    };
    let base = off("base_percent", "base_amount", given)?;
    let says = base.is_some() || !steps.is_empty();
    Ok(says.then_some(Off::Steps(Steps { by, base, steps })))
}

/// Promotions in lanes, which run one after the other.
fn lanes(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    for (number, lane) in given.each("lanes")?.iter().enumerate() {
        let place = lane.value("lane").map(|word| promotions::lane(word, lane)).transpose()?.unwrap_or_default();
        let (when, goods) = self::when(shop, lane)?;
        let doing = lane.object("action")?.ok_or_else(|| not_applicable("a lane without an action"))?;
        let doing = only(goods, promotions::action(shop, &doing)?);
        lane.done()?;
        let made = shop.promotion(&format!("promotion-{}", number + 1), doing)?;
        shop.rules.promotions.extend(made.map(|made| Promotion { lane: place, when, ..made }));
    }
    Ok(())
}

/// What an order must hold, and what a line must be.
fn when(shop: &mut Shop, given: &Fields<'_>) -> Result<(Condition, Option<Goods>), Miss> {
    let Some(when) = given.object("when")? else { return Ok((Condition::default(), None)) };
    let (mut all, mut goods) = (Vec::new(), None);
    for name in ["order_contains", "contains"] {
        if let Some(value) = when.value(name) {
            all.push(quantity(chosen(shop, value)?, 1, false));
        }
    }
    for name in ["line_is", "line_contains", "item_is"] {
        if let Some(value) = when.value(name) {
            goods = Some(chosen(shop, value)?);
        }
    }
    for (name, base) in [("discounted_items_total_at_least", Base::Running), ("items_total_at_least", Base::Original)] {
        if let Some(least) = when.money(name, shop.currency)? {
            let within = vec![Bounds::at_least(least)];
            all.push(Condition::Total(TotalTest { within, base: Some(base), ..TotalTest::default() }));
        }
    }
    if let Some(units) = when.may("quantity_at_least")? {
        all.push(quantity(Goods::default(), units, false));
    }
    when.done()?;
    Ok((Condition::All(all), goods))
}

/// Actions on goods only, unless they name their own.
fn only(goods: Option<Goods>, actions: Vec<Action>) -> Vec<Action> {
    let Some(goods) = goods else { return actions };
    let narrowed = |action| match action {
        Action::Discount(discount) if discount.goods == Goods::default() => {
            Action::Discount(Discount { goods: goods.clone(), ..discount })
        }
        other => other,
    };
    actions.into_iter().map(narrowed).collect()
}

/// Goods by one name or several.
fn chosen(shop: &mut Shop, names: &Value) -> Result<Goods, Miss> {
    let names: Vec<String> = match names {
        Value::Array(list) => list.iter().map(plain).collect(),
        one => vec![plain(one)],
    };
    let skus = names.iter().map(|name| shop.sku(name)).collect::<Result<_, _>>()?;
    Ok(Goods { skus, ..Goods::default() })
}

/// One action under a condition, and one of an earlier lane.
fn benefit(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let (when, goods) = self::when(shop, given)?;
    for (name, lane) in [("earlier_lane", -1), ("action", 0), ("later_lane", 1)] {
        let Some(action) = given.object(name)? else { continue };
        let is_own = name == "action";
        let doing = promotions::action(shop, &action)?;
        let doing = if is_own { only(goods.clone(), doing) } else { doing };
        let when = if is_own { when.clone() } else { Condition::default() };
        let made = shop.promotion(name, doing)?;
        shop.rules.promotions.extend(made.map(|made| Promotion { lane, when, ..made }));
    }
    Ok(())
}

/// Discounts in the short forms of docs, one after the other.
fn docs(platform: Platform, shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    if let Some(line) = given.object("line_discount")? {
        let place: usize = line.get("line")?;
        let doing = short(shop, &line, Target::Line)?;
        line.done()?;
        let sku = shop.basket.lines.get(place).map(|line| line.sku.clone());
        let goods = Goods { skus: sku.into_iter().collect(), ..Goods::default() };
        shop.promote("line", Condition::default(), Discount { goods, ..doing })?;
    }
    let excluded: Vec<usize> = given.may("excluded_from_order_discount")?.unwrap_or_default();
    let skus: Vec<_> =
        excluded.iter().filter_map(|place| shop.basket.lines.get(*place)).map(|line| line.sku.clone()).collect();
    let except = if skus.is_empty() { Vec::new() } else { vec![Goods { skus, ..Goods::default() }] };
    let goods = Goods { except, ..Goods::default() };
    let mut off = Vec::new();
    off.extend(given.percent("order_percent")?.map(|rate| percent_off(Target::Order, rate)));
    off.extend(given.money("order_fixed", shop.currency)?.map(|amount| amount_off(Target::Order, amount)));
    for name in ["order_discounts", "discounts"] {
        for one in given.each(name)? {
            off.push(short(shop, &one, of(platform, &one)?)?);
            one.done()?;
        }
    }
    for (number, discount) in off.into_iter().enumerate() {
        let discount = Discount { goods: goods.clone(), ..discount };
        shop.promote(&format!("order-{}", number + 1), Condition::default(), discount)?;
    }
    Ok(())
}

/// What a discount of the whole order is taken off: those of the staff reach shipping too.
fn of(platform: Platform, one: &Fields<'_>) -> Result<Target, Miss> {
    let source: Option<String> = one.may("source")?;
    match source.as_deref() {
        Some("manual") if platform == Platform::Saleor => Ok(Target::OrderAndShipping),
        None | Some("voucher" | "promotion" | "order_promotion") => Ok(Target::Order),
        Some(other) => Err(one.unknown("source", other)),
    }
}

/// A discount in one of its short forms.
pub(super) fn short(shop: &Shop, one: &Fields<'_>, on: Target) -> Result<Discount, Miss> {
    let kind: Option<String> = one.may("kind")?;
    match kind.as_deref() {
        Some("percent" | "percentage") => {
            let rate = one.percent("value")?.ok_or_else(|| not_applicable("a percentage without `value`"))?;
            return Ok(percent_off(on, rate));
        }
        Some("fixed") => return Ok(amount_off(on, shop.money(one.get("value")?))),
        Some(other) => return Err(one.unknown("kind", other)),
        None => {}
    }
    for name in ["percent", "order_percent"] {
        if let Some(rate) = one.percent(name)? {
            return Ok(percent_off(on, rate));
        }
    }
    if let Some(share) = one.may::<i64>("permyriad")? {
        return Ok(percent_off(on, Rate::parse(&format!("{}.{:04}", share / 10_000, share % 10_000))?));
    }
    for name in ["amount", "order_fixed"] {
        if let Some(amount) = one.money(name, shop.currency)? {
            return Ok(amount_off(on, amount));
        }
    }
    Err(not_applicable("a discount without an amount"))
}
