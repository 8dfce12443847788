//! Orders that are amended, and goods of them that come back. Each is told to an engine over a store in memory.

use std::sync::Arc;

use fondaco::money::{Currency, Money};
use fondaco::order::{AmendmentPreview, Order, Return};
use fondaco::port::Clock;
use fondaco::{Code, Command, Engine, Failure, Moment, OrderId, Outcome, Refusal, Timestamp, immediately};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
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

/// Something for sale: its name, price, quantity in the order, and tax rate.
struct Thing {
    id: String,
    price: Money,
    quantity: i64,
    rate: Option<String>,
}

/// A shop and an order in it, paid. Every thing has stock enough.
struct Shop {
    engine: Engine,
    clock: ManualClock,
    order: OrderId,
}

impl Shop {
    /// The things with a quantity are ordered, in their order; the others are for sale.
    fn new(things: &[Thing], included: bool, promotions: &Value) -> Result<Self, Miss> {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let engine = Engine::new(Arc::new(MemoryStore::new()), Arc::new(clock.clone()));
        let nowhere = Moment { now: Timestamp::UNIX_EPOCH, seed: 0 };
        let mut shop = Self { engine, clock, order: nowhere.id(0) };
        let category = |thing: &Thing| format!("t{}", thing.rate.as_deref().unwrap_or("0").replace('.', "-"));
        let variant = |thing: &Thing| json!({"sku": thing.id, "title": thing.id, "tax_category": category(thing), "prices": [thing.price]});
        let variants: Vec<Value> = things.iter().map(variant).collect();
        shop.must(json!({"do": "define_variants", "variants": variants}))?;
        let mut taxes: Vec<Value> = Vec::new();
        for thing in things.iter().filter(|thing| thing.rate.is_some()) {
            let tax = json!({"zone": "US", "category": category(thing), "name": "VAT", "rate": thing.rate, "from": "1960-01-01T00:00:00Z"});
            if !taxes.contains(&tax) {
                taxes.push(tax);
            }
        }
        let display = if included { "inclusive" } else { "exclusive" };
        shop.must(json!({"do": "define_price_book", "rules": {"code": "book", "tax_display": display,
            "policy": {"untaxed": "free"}, "taxes": taxes, "promotions": promotions}}))?;
        let currency = things.first().map(|thing| thing.price.currency());
        shop.must(json!({"do": "define_channel", "channel": {"code": "web", "currency": currency, "country": "US",
            "book": "book", "locations": ["here"], "hold_seconds": 60}}))?;
        let stock: Vec<Value> = things.iter().map(|thing| json!({"sku": thing.id, "quantity": 1000})).collect();
        shop.must(json!({"do": "receive_stock", "location": "here", "lines": stock}))?;
        let ordered = things.iter().filter(|thing| thing.quantity > 0);
        let lines: Vec<Value> = ordered.map(|thing| json!({"sku": thing.id, "quantity": thing.quantity})).collect();
        let placed = shop.must(json!({"do": "buy_now", "channel": "web", "lines": lines,
            "address": {"name": "A", "street": "S", "city": "C", "country": "US"}}))?;
        let Outcome::Order { order, payment, total } = placed else { return Err(not_applicable("no order")) };
        shop.must(json!({"do": "authorize_payment", "payment": payment, "amount": total, "reference": "a"}))?;
        shop.must(json!({"do": "capture_payment", "payment": payment, "amount": total}))?;
        shop.order = order;
        Ok(shop)
    }

    fn run(&self, command: Value) -> Result<Result<Outcome, Refusal>, Miss> {
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        let id = self.clock.moment().id(0);
        match ready(self.engine.execute(id, &command))? {
            Ok(outcome) => Ok(Ok(outcome)),
            Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
            Err(failure) => Err(not_applicable(failure)),
        }
    }

    fn must(&self, command: Value) -> Result<Outcome, Miss> {
        Ok(self.run(command)??)
    }

    fn send(&self, line: u32, units: i64) -> Result<(), Miss> {
        if units > 0 {
            let lines = json!([{"line": line, "quantity": units}]);
            self.must(json!({"do": "ship_order", "order": self.order, "lines": lines}))?;
        }
        Ok(())
    }

    /// Previews changes, then makes them as they were shown; answers what was shown.
    fn amend(&self, changes: &Value) -> Result<Result<AmendmentPreview, Refusal>, Miss> {
        let asked: Vec<fondaco::order::OrderChange> =
            serde_json::from_value(changes.clone()).map_err(not_applicable)?;
        let shown = match ready(self.engine.preview_amendment(self.order, &asked))? {
            Ok(shown) => shown,
            Err(Failure::Refused(refusal)) => return Ok(Err(refusal)),
            Err(failure) => return Err(not_applicable(failure)),
        };
        self.must(json!({"do": "amend_order", "order": self.order, "changes": changes, "shown": {"difference": shown.difference}}))?;
        Ok(Ok(shown))
    }

    /// Asks units back, and agrees.
    fn ask_back(&self, line: u32, units: i64) -> Result<Result<fondaco::ReturnId, Refusal>, Miss> {
        let lines = json!([{"line": line, "quantity": units}]);
        match self.run(json!({"do": "request_return", "order": self.order, "lines": lines}))? {
            Ok(Outcome::Return { return_id }) => {
                self.must(json!({"do": "approve_return", "return_id": return_id, "location": "here"}))?;
                Ok(Ok(return_id))
            }
            Ok(_) => Err(not_applicable("a return answered otherwise")),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    fn order(&self) -> Result<Arc<Order>, Miss> {
        ready(self.engine.get::<Order>(&self.order))?.map_err(not_applicable)
    }
}

fn ready<T>(future: impl Future<Output = T>) -> Result<T, Miss> {
    immediately(future).ok_or_else(|| not_applicable("the store in memory waited"))
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
    let shop = Shop::new(&things, false, &json!([]))?;
    let mut back = Vec::new();
    for (line, (sent, asked)) in (1..).zip(sent.into_iter().zip(asked)) {
        shop.send(line, sent)?;
        back.push(if asked > 0 { Some(shop.ask_back(line, asked)??) } else { None });
    }
    let mut answer = Map::new();
    for action in given.each("actions")? {
        let verb =
            ["return", "receive", "receive_damaged", "remove", "set_qty"].into_iter().find(|verb| action.has(verb));
        let verb = verb.ok_or_else(|| not_applicable("an action that orders do not have"))?;
        let (id, units): (String, i64) = (action.get(verb)?, action.get("qty")?);
        if action.has("unit_price") {
            return Err(not_applicable("an amendment sets no prices: lines keep theirs"));
        }
        action.done()?;
        let place = things.iter().position(|thing| thing.id == id);
        let place = place.ok_or_else(|| not_applicable("an item that was not ordered"))?;
        let line = u32::try_from(place + 1).map_err(not_applicable)?;
        let (sold, return_id) =
            (things.get(place).map_or(0, |thing| thing.quantity), back.get(place).copied().flatten());
        let (done, refused) = match verb {
            "return" => (shop.ask_back(line, units)?.map(drop), "more_than_fulfilled"),
            "remove" => (change(&shop, line, sold - units, &mut answer)?, "already_fulfilled"),
            "set_qty" => (change(&shop, line, units, &mut answer)?, "below_fulfilled"),
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
        let asked = ready(shop.engine.get::<Return>(&return_id))?.map_err(not_applicable)?;
        for line in &asked.lines {
            answer.insert("return_requested".into(), json!(line.quantity.units() - line.received()));
            answer.insert("return_received".into(), json!(line.restocked));
            answer.insert("return_dismissed".into(), json!(line.written_off));
            answer.insert("written_off".into(), json!(line.written_off));
        }
    }
    Ok(answer)
}

/// Another quantity of a line.
fn change(shop: &Shop, line: u32, quantity: i64, answer: &mut Map<String, Value>) -> Result<Result<(), Refusal>, Miss> {
    let change = if quantity > 0 {
        json!([{"set_quantity": {"line": line, "quantity": quantity}}])
    } else {
        json!([{"remove_line": {"line": line}}])
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
    let shop = Shop::new(&things, included, &json!([]))?;
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
    let shop = Shop::new(&[thing("a", before), thing("b", 1)], false, &json!([]))?;
    change(&shop, 1, after, &mut Map::new())??;
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
    let shop = Shop::new(&[thing], false, &json!([promotion]))?;
    shop.send(1, 2)?;
    let return_id = shop.ask_back(1, 1)??;
    let came = json!([{"line": 1, "restocked": 1}]);
    shop.must(json!({"do": "receive_return", "return_id": return_id, "lines": came}))?;
    shop.must(json!({"do": "refund_return", "return_id": return_id}))?;
    let order = shop.order()?;
    Ok(answered([("promotions_recomputed", json!(order.credits.iter().any(|credit| credit.lost_discount.is_some())))]))
}
