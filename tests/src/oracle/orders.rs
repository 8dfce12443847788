//! Orders that are amended, and goods of them that come back. Each is told to an engine over a store in memory.

use fondaco::money::{Currency, Money};
use fondaco::order::Return;
use fondaco::{Code, Refusal};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::sale::{Sale, Terms, Thing};
use super::{Answer, Case};

/// The answer to a case that is about orders after they were placed; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let answer: fn(&Fields<'_>) -> Answer = match case.topic.as_str() {
        "order-edit/guard" | "refund/return" => actions,
        "order-edit/price-delta" => delta,
        "order-edit/events" => events,
        "refund/promotion-recalc" if case.given.get("order_shipment_state").is_some() => shipped,
        _ => return None,
    };
    Some(Fields::of("given", &case.given).and_then(|given| answer(&given)))
}

fn answered<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn minor(minor: i64, currency: Currency) -> Money {
    Money::from_minor(minor, currency)
}

/// Items that have left in part, and what is done to them.
fn actions(given: &Fields<'_>) -> Answer {
    given.may::<String>("amounts")?;
    let dollars = Currency::iso("USD")?;
    let (mut things, mut sent, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for item in given.each("items")? {
        let price = Money::parse(&format!("{}.00", item.get::<String>("unit_price")?), dollars)?;
        things.push(Thing { id: item.get("id")?, price, quantity: item.get("qty")?, rate: None });
        sent.push(item.may::<i64>("fulfilled")?.unwrap_or_default());
        asked.push(item.may::<i64>("return_requested")?.unwrap_or_default());
        item.done()?;
    }
    let mut shop = Sale::paid(&things, &Terms::default())?;
    let mut back = Vec::new();
    for (line, (sent, asked)) in (1..).zip(sent.into_iter().zip(asked)) {
        if sent > 0 {
            shop.ship(&[(line, sent)])??;
        }
        if asked > 0 {
            shop.ask_back(line, asked)??;
            shop.agree()??;
        }
        back.push((asked > 0).then_some(shop.return_id));
    }
    let mut answer = Map::new();
    for action in given.each("actions")? {
        let verb =
            ["return", "receive", "receive_damaged", "remove", "set_qty"].into_iter().find(|verb| action.has(verb));
        let verb = verb.ok_or_else(|| not_applicable("an action that orders do not have"))?;
        let (id, units): (String, i64) = (action.get(verb)?, action.get("qty")?);
        let price = action.may::<String>("unit_price")?;
        let price = price.map(|price| Money::parse(&format!("{price}.00"), dollars)).transpose()?;
        action.done()?;
        let place = things.iter().position(|thing| thing.id == id);
        let place = place.ok_or_else(|| not_applicable("an item that was not ordered"))?;
        let line = u32::try_from(place + 1).map_err(not_applicable)?;
        let (sold, return_id) =
            (things.get(place).map_or(0, |thing| thing.quantity), back.get(place).copied().flatten());
        let (done, refused) = match verb {
            "return" => (shop.ask_back(line, units)?, "more_than_fulfilled"),
            "remove" => (change(&shop, line, sold - units, price, &mut answer)?, "already_fulfilled"),
            "set_qty" => (change(&shop, line, units, price, &mut answer)?, "below_fulfilled"),
            _ => {
                let condition = if verb == "receive" { "restocked" } else { "written_off" };
                let lines = json!([{"line": line, condition: units}]);
                let came = shop.run(json!({"do": "receive_return", "return_id": return_id, "lines": lines}))?;
                (came.map(drop), "more_than_requested")
            }
        };
        match done {
            Ok(()) => {}
            Err(refusal) if refusal.code() == Code::UnitsExceed => return Ok(answered([("error", json!(refused))])),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    given.done()?;
    for return_id in back.into_iter().flatten() {
        let asked = shop.find::<Return>(&return_id)?.ok_or_else(|| not_applicable("no return"))?;
        for line in &asked.lines {
            answer.insert("return_requested".into(), json!(line.quantity.units() - line.received()));
            answer.insert("return_received".into(), json!(line.restocked));
            answer.insert("return_dismissed".into(), json!(line.written_off));
            answer.insert("written_off".into(), json!(line.written_off));
        }
    }
    Ok(answer)
}

/// Another quantity of a line, and another price.
fn change(
    shop: &Sale,
    line: u32,
    quantity: i64,
    price: Option<Money>,
    answer: &mut Map<String, Value>,
) -> Result<Result<(), Refusal>, Miss> {
    let change = match (quantity, price) {
        (1.., None) => json!([{"set_quantity": {"line": line, "quantity": quantity}}]),
        (1.., Some(price)) => json!([{"set_quantity": {"line": line, "quantity": quantity}},
            {"set_price": {"line": line, "price": {"unit": price}}}]),
        (..=0, _) => json!([{"remove_line": {"line": line}}]),
    };
    Ok(match shop.amend(&change)? {
        Ok(shown) => {
            answer.insert("qty".into(), json!(shown.receipt.line(line).map_or(0, |line| line.quantity.units())));
            let change = shown.difference.amount();
            answer.insert("total_change".into(), json!(change.as_str().trim_end_matches('0').trim_end_matches('.')));
            Ok(())
        }
        Err(refusal) => Err(refusal),
    })
}

/// A paid order that is edited: how much more it comes to, and what goes back.
fn delta(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let included = given.may("prices_include_tax")?.unwrap_or(false);
    given.may::<bool>("paid")?;
    let thing = |line: &Fields<'_>, quantity: i64| -> Result<Thing, Miss> {
        line.may::<i64>("qty")?;
        let thing = Thing {
            id: line.get("id")?,
            price: minor(line.get("unit_price")?, currency),
            quantity,
            rate: line.may("tax_rate")?,
        };
        line.done()?;
        Ok(thing)
    };
    let mut things = Vec::new();
    for line in given.each("lines")? {
        things.push(thing(&line, line.may("qty")?.unwrap_or(1))?);
    }
    let mut changes = Vec::new();
    let edit = given.object("edit")?.ok_or_else(|| not_applicable("no edit is given"))?;
    let quantities: std::collections::BTreeMap<String, i64> = edit.may("set_qty")?.unwrap_or_default();
    for (line, thing) in (1..).zip(&things) {
        if let Some(quantity) = quantities.get(&thing.id) {
            let line: u32 = line;
            changes.push(json!({"set_quantity": {"line": line, "quantity": quantity}}));
        }
    }
    if edit.has("add") {
        for line in edit.each("add")? {
            let added = thing(&line, 0)?;
            changes.push(json!({"add_line": {"sku": added.id, "quantity": line.may::<i64>("qty")?.unwrap_or(1)}}));
            things.push(added);
        }
    }
    edit.done()?;
    given.done()?;
    let shop = Sale::paid(&things, &Terms { included, ..Terms::default() })?;
    let shown = shop.amend(&changes.into())??;
    Ok(answered([("price_change", json!(shown.difference.minor())), ("refund", json!(shown.surplus.minor()))]))
}

/// What an order remembers of a line that was changed.
fn events(given: &Fields<'_>) -> Answer {
    given.may::<String>("order_status")?;
    let (before, after): (i64, i64) = (given.get("line_qty")?, given.get("new_qty")?);
    given.done()?;
    let dollars = Currency::iso("USD")?;
    let thing = |id: &str, quantity| Thing { id: id.into(), price: minor(1000, dollars), quantity, rate: None };
    // An order is never empty: something else stands in it.
    let shop = Sale::paid(&[thing("a", before), thing("b", 1)], &Terms::default())?;
    change(&shop, 1, after, None, &mut Map::new())??;
    let order = shop.order()?;
    let lines = order.amendments.iter().flat_map(|amendment| &amendment.lines);
    let by: i64 = lines.map(|line| line.after - line.before).sum();
    Ok(answered([("events", json!({"added": by.max(0), "removed": (-by).max(0)}))]))
}

/// Whether promotions are decided again for an order that has left, when some of it comes back.
fn shipped(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let state: String = given.get("order_shipment_state")?;
    if state != "shipped" {
        return Err(given.unknown("order_shipment_state", state));
    }
    given.done()?;
    let promotion = json!({"code": "ten", "title": "Ten percent from two",
        "when": {"total": {"within": [{"at_least": minor(2000, currency)}], "base": "original"}},
        "actions": [{"discount": {"on": "order", "off": {"percent": "0.1"}}}]});
    let thing = Thing { id: "a".into(), price: minor(1000, currency), quantity: 2, rate: None };
    let mut shop = Sale::paid(&[thing], &Terms { promotions: json!([promotion]), ..Terms::default() })?;
    shop.ship(&[(1, 2)])??;
    shop.take_back(1, 1)?;
    let order = shop.order()?;
    Ok(answered([("promotions_recomputed", json!(order.credits.iter().any(|credit| credit.lost_discount.is_some())))]))
}
