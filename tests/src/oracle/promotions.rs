//! Promotions as cases write them: actions, filters and conditions.

use fondaco::money::Rate;
use fondaco::pricing::{
    Action, Base, Bounds, BuyGet, Condition, Count, Discount, ForEvery, Gift, Goods, Limits, Off, Pick, Promotion,
    QuantityTest, Stacking, StepOff, Target, TaxView, TotalTest,
};
use serde_json::Value;

use super::given::{Fields, Miss, not_applicable, plain};
use super::shop::{Shop, actions, amount_off, percent_off};

/// Adds the promotions of a case.
pub(super) fn add(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    for (number, promotion) in given.each("promotions")?.iter().enumerate() {
        let name: Option<String> = promotion.may("id")?;
        let name = name.unwrap_or_else(|| format!("promotion-{}", number + 1));
        let mut doing = Vec::new();
        for action in promotion.each("actions")? {
            doing.extend(self::action(shop, &action)?);
        }
        let when = conditions(shop, promotion)?;
        let made = shop.promotion(&name, doing)?;
        let priority = promotion.may("priority")?.unwrap_or_default();
        let exclusive = promotion.may("exclusive")?.unwrap_or(false);
        let lane = promotion.value("lane").map(|lane| self::lane(lane, promotion)).transpose()?.unwrap_or_default();
        let spares_reduced = !promotion.may("applies_to_discounted")?.unwrap_or(true);
        promotion.done()?;
        shop.rules.promotions.extend(made.map(|made| Promotion {
            when,
            priority,
            lane,
            spares_reduced,
            stacking: if exclusive { Stacking::Exclusive } else { Stacking::Combinable },
            ..made
        }));
    }
    Ok(())
}

/// A lane by its name or its number.
pub(super) fn lane(lane: &Value, given: &Fields<'_>) -> Result<i32, Miss> {
    match (lane.as_str(), lane.as_i64().map(i32::try_from)) {
        (Some("pre"), _) => Ok(-1),
        (Some("default"), _) => Ok(0),
        (Some("post"), _) => Ok(1),
        (None, Some(Ok(number))) => Ok(number),
        _ => Err(given.unknown("lane", lane)),
    }
}

/// An action; none where it would do nothing.
pub(super) fn action(shop: &mut Shop, action: &Fields<'_>) -> Result<Vec<Action>, Miss> {
    let kind: String = action.get("kind")?;
    let order = shop.choices.order;
    let made = match kind.as_str() {
        "order_fixed" | "order_fixed_distributed" => fixed(shop, action, order)?,
        "order_percent" => percent(shop, action, order)?,
        "order_set_total" => {
            let price = action.money("amount", shop.currency)?;
            let price = price.ok_or_else(|| not_applicable("`order_set_total` without `amount`"))?;
            discount(shop, action, Discount::new(order, Off::Price(vec![price])))?
        }
        "unit_fixed" => fixed(shop, action, Target::Unit)?,
        "unit_percent" => percent(shop, action, Target::Unit)?,
        "line_fixed" => fixed(shop, action, Target::Line)?,
        "line_percent" => percent(shop, action, Target::Line)?,
        "shipping_fixed" => fixed(shop, action, Target::Shipping)?,
        "shipping_percent" => percent(shop, action, Target::Shipping)?,
        "free_gift" => vec![Action::Gift(gift(shop, action)?)],
        "buy_x_get_y" => vec![Action::BuyGet(buy_get(shop, action)?)],
        other => return Err(action.unknown("kind", other)),
    };
    action.done()?;
    Ok(made)
}

fn fixed(shop: &mut Shop, action: &Fields<'_>, on: Target) -> Result<Vec<Action>, Miss> {
    let amount = action.money("amount", shop.currency)?;
    let amount = amount.ok_or_else(|| not_applicable("a fixed discount without `amount`"))?;
    discount(shop, action, amount_off(on, amount))
}

fn percent(shop: &mut Shop, action: &Fields<'_>, on: Target) -> Result<Vec<Action>, Miss> {
    let rate = action.percent("percent")?.ok_or_else(|| not_applicable("a percentage without `percent`"))?;
    discount(shop, action, percent_off(on, rate))
}

/// A discount with the goods that its action names.
fn discount(shop: &mut Shop, action: &Fields<'_>, discount: Discount) -> Result<Vec<Action>, Miss> {
    let mut goods = action.object("filter")?.map(|filter| self::goods(shop, &filter)).transpose()?.unwrap_or_default();
    if let Some(ids) = action.may::<Vec<String>>("ids")? {
        goods.skus = skus(shop, &ids)?;
    }
    match action.value("lines") {
        None => {}
        Some(all) if all == "all" => {}
        Some(Value::Array(ids)) => {
            let ids: Vec<String> = ids.iter().map(plain).collect();
            goods.skus = skus(shop, &ids)?;
        }
        Some(other) => return Err(action.unknown("lines", plain(other))),
    }
    Ok(actions(Discount { goods, ..discount }))
}

/// The goods of a filter.
pub(super) fn goods(shop: &mut Shop, filter: &Fields<'_>) -> Result<Goods, Miss> {
    let ids: Vec<String> = filter.may("ids")?.unwrap_or_default();
    let tags: Vec<String> = filter.may("tags_any")?.unwrap_or_default();
    let least = filter.money("unit_price_min", shop.currency)?;
    let most = filter.money("unit_price_max", shop.currency)?;
    filter.done()?;
    let range = Bounds { at_least: least, at_most: most, ..Bounds::default() };
    Ok(Goods {
        skus: skus(shop, &ids)?,
        categories: codes(shop, &tags)?,
        unit_price: (range != Bounds::default()).then_some(range),
        ..Goods::default()
    })
}

fn skus(shop: &mut Shop, ids: &[String]) -> Result<Vec<fondaco::Sku>, Miss> {
    ids.iter().map(|id| shop.sku(id)).collect()
}

/// Names of tags or products as codes of categories.
pub(super) fn codes<T>(shop: &mut Shop, names: &[String]) -> Result<Vec<T>, Miss>
where
    T: std::str::FromStr<Err = fondaco::Refusal>,
{
    names.iter().map(|name| Ok(shop.code(name).parse()?)).collect()
}

fn gift(shop: &mut Shop, action: &Fields<'_>) -> Result<Gift, Miss> {
    let sku: String = action.get("sku")?;
    let every = action.may("for_every")?.map(|quantity| ForEvery { quantity, of: Goods::default() });
    Ok(Gift {
        title: sku.as_str().into(),
        sku: shop.sku(&sku)?,
        prices: vec![shop.money(action.get("unit_price")?)],
        tax_category: shop.category(&[])?,
        quantity: action.may("qty")?.unwrap_or(1),
        for_every: every,
    })
}

/// What is bought, or what is got, and how many.
fn side(shop: &mut Shop, action: &Fields<'_>, name: &str) -> Result<(Goods, i64), Miss> {
    if let Some(side) = action.object(name)? {
        let ids: Vec<String> = side.may("ids")?.unwrap_or_default();
        let quantity = side.get("qty")?;
        side.done()?;
        return Ok((Goods { skus: skus(shop, &ids)?, ..Goods::default() }, quantity));
    }
    let ids: Vec<String> = action.may(&format!("{name}_ids"))?.unwrap_or_default();
    let quantity = action.get(&format!("{name}_qty"))?;
    Ok((Goods { skus: skus(shop, &ids)?, ..Goods::default() }, quantity))
}

/// Once, the cheapest for nothing, what was bought not excluded: as Vendure does.
fn buy_get(shop: &mut Shop, action: &Fields<'_>) -> Result<BuyGet, Miss> {
    let (buy, buy_quantity) = side(shop, action, "buy")?;
    let (get, get_quantity) = side(shop, action, "get")?;
    Ok(BuyGet {
        buy,
        buy_quantity,
        get,
        get_quantity,
        off: StepOff::Percent(action.percent("percent")?.unwrap_or(Rate::ONE)),
        pick: Pick::Cheapest,
        sets: Some(action.may("max_applications")?.unwrap_or(1)),
        partial: true,
        triggers_may_be_rewarded: true,
        uses_up: false,
    })
}

/// What must hold, all of it.
fn conditions(shop: &mut Shop, promotion: &Fields<'_>) -> Result<Condition, Miss> {
    let mut all = Vec::new();
    for condition in promotion.each("when")? {
        all.push(self::condition(shop, &condition)?);
    }
    Ok(Condition::All(all))
}

fn condition(shop: &mut Shop, given: &Fields<'_>) -> Result<Condition, Miss> {
    let kind: String = given.get("kind")?;
    let made = match kind.as_str() {
        "items_total_at_least" => total(shop, given, Goods::default())?,
        "tag_items_total_at_least" => {
            let of = tagged(shop, given)?;
            total(shop, given, of)?
        }
        "quantity_at_least" => quantity(Goods::default(), given.get("qty")?, false),
        "any_line_qty_at_least" => quantity(Goods::default(), given.get("qty")?, true),
        "qty_of_ids_at_least" => quantity(named(shop, given)?, given.get("qty")?, false),
        "contains_line" => quantity(named(shop, given)?, 1, false),
        "contains_tag_any" => quantity(tagged(shop, given)?, 1, false),
        "nth_order" => Condition::OrderNumber(Count::exactly(given.get("n")?)),
        other => return Err(given.unknown("kind", other)),
    };
    given.done()?;
    Ok(made)
}

fn total(shop: &Shop, given: &Fields<'_>, of: Goods) -> Result<Condition, Miss> {
    let amount: i64 = given.get("amount")?;
    let basis: Option<String> = given.may("basis")?;
    let tax = match basis.as_deref() {
        None => None,
        Some("net") => Some(TaxView::Net),
        Some("gross") => Some(TaxView::Gross),
        Some(other) => return Err(given.unknown("basis", other)),
    };
    Ok(at_least(shop, amount, of, None, tax))
}

/// Goods are worth this much.
pub(super) fn at_least(shop: &Shop, amount: i64, of: Goods, base: Option<Base>, tax: Option<TaxView>) -> Condition {
    Condition::Total(TotalTest { of, within: vec![Bounds::at_least(shop.money(amount))], base, tax })
}

/// There are this many units.
pub(super) fn quantity(of: Goods, least: i64, on_one_line: bool) -> Condition {
    Condition::Quantity(QuantityTest { of, within: Count::at_least(least), on_one_line })
}

fn named(shop: &mut Shop, given: &Fields<'_>) -> Result<Goods, Miss> {
    let ids: Vec<String> = given.get("ids")?;
    Ok(Goods { skus: skus(shop, &ids)?, ..Goods::default() })
}

fn tagged(shop: &mut Shop, given: &Fields<'_>) -> Result<Goods, Miss> {
    let tags: Vec<String> = given.get("tags")?;
    Ok(Goods { categories: codes(shop, &tags)?, ..Goods::default() })
}

/// A coupon with limits, the actions behind it, and who used it before.
pub(super) fn coupon(shop: &mut Shop, given: &Fields<'_>) -> Result<(), Miss> {
    let Some(coupon) = given.object("coupon")? else { return Ok(()) };
    let mut doing = Vec::new();
    for action in given.each("actions")? {
        doing.extend(self::action(shop, &action)?);
    }
    let uses: Option<i64> = coupon.may("usage_limit")?;
    let uses_per_customer: Option<i64> = coupon.may("per_customer_limit")?;
    let reusable = coupon.may("reusable_after_cancel")?.unwrap_or(true);
    let until: Option<String> = coupon.may("expires_at")?;
    let expired = coupon.may("expired")?.unwrap_or(false);
    coupon.done()?;
    let customer: Option<String> = given.may("customer")?;
    let (mut by_all, mut by_buyer) = (0, 0);
    for prior in given.each("prior_uses")? {
        let cancelled = matches!(prior.get::<String>("order_state")?.as_str(), "cancelled" | "canceled");
        let of_buyer = prior.may::<String>("customer")? == customer;
        prior.done()?;
        // A cancelled order gives its use back where coupons may be used again after it.
        if !(cancelled && reusable) {
            by_all += 1;
            by_buyer += i64::from(of_buyer);
        }
    }
    let code = "coupon";
    shop.basket.coupons.push(code.parse()?);
    if let Some(made) = shop.promotion(code, doing)? {
        let mut until = until.as_deref().map(super::shop::instant).transpose()?;
        if expired {
            until = Some(shop.context.at);
        }
        shop.context.left.push(fondaco::pricing::Left {
            promotion: made.code.clone(),
            uses: uses.map(|uses| uses - by_all),
            uses_of_buyer: uses_per_customer.map(|uses| uses - by_buyer),
            budget: None,
        });
        // A limit of none at all is none that rules could have: the store has none left to give.
        let limit = |uses: Option<i64>| uses.filter(|uses| *uses > 0);
        let limits = Limits { uses: limit(uses), uses_per_customer: limit(uses_per_customer), ..Limits::default() };
        let when = Condition::Coupon(vec![code.parse()?]);
        shop.rules.promotions.push(Promotion { when, limits, until, ..made });
    }
    Ok(())
}
