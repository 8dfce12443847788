//! Orders of several sellers, split as they are placed. Each is told to an engine over a store in memory.

use std::sync::Arc;

use fondaco::order::Order;
use fondaco::port::Clock;
use fondaco::{Command, Engine, Failure, Outcome, Timestamp, immediately};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::{Answer, Case};

/// The answer to a case that is about sellers; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    (case.topic == "split/vendor").then(|| Fields::of("given", &case.given).and_then(|given| split(&given)))
}

/// An engine over a store in memory.
struct Market {
    engine: Engine,
    clock: ManualClock,
}

impl Market {
    fn tell(&self, command: Value) -> Result<Outcome, Miss> {
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        let told = immediately(self.engine.execute(self.clock.moment().id(0), &command));
        match told.ok_or_else(|| not_applicable("the memory store waited"))? {
            Ok(outcome) => Ok(outcome),
            Err(Failure::Refused(refusal)) => Err(refusal.into()),
            Err(failure) => Err(not_applicable(failure)),
        }
    }
}

/// What each seller has of an order; each line with its seller and the shipping that it goes by.
fn split(given: &Fields<'_>) -> Answer {
    let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
    let market = Market { engine: Engine::new(Arc::new(MemoryStore::new()), Arc::new(clock.clone())), clock };
    let (mut variants, mut lines, mut charges) = (Vec::new(), Vec::new(), Vec::new());
    let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
    let address = json!({"name": "A", "street": "S", "city": "C", "country": "US"});
    for line in given.each("lines")? {
        let (id, seller, shipping): (String, String, String) =
            (line.get("id")?, line.get("seller")?, line.get("shipping")?);
        line.done()?;
        market.tell(json!({"do": "define_seller", "seller": {"code": seller, "address": address}}))?;
        variants.push(json!({"sku": id, "title": id, "tax_category": "none", "prices": [usd("1.00")],
            "untracked": true, "seller": seller}));
        lines.push(json!({"sku": id, "quantity": 1}));
        let charge = json!({"code": shipping, "title": shipping, "kind": "shipping", "amount": usd("1.00"),
            "seller": seller});
        if !charges.contains(&charge) {
            charges.push(charge);
        }
    }
    given.done()?;
    market.tell(json!({"do": "define_variants", "variants": variants}))?;
    market.tell(json!({"do": "define_price_book", "rules": {"code": "book", "tax_display": "exclusive",
        "policy": {"untaxed": "free"}}}))?;
    market.tell(json!({"do": "define_channel", "channel": {"code": "web", "currency": "USD", "country": "US",
        "book": "book", "locations": ["here"], "hold_seconds": 60}}))?;
    let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address, "charges": charges});
    let Outcome::Order { order, .. } = market.tell(buy)? else { return Err(not_applicable("no order")) };
    let order =
        immediately(market.engine.get::<Order>(&order)).ok_or_else(|| not_applicable("the memory store waited"))?;
    let order = order.map_err(not_applicable)?;
    let sku = |line: &u32| order.receipt.lines.iter().find(|sold| sold.line == *line).map(|sold| sold.sku.to_string());
    let part = |part: &fondaco::order::OrderSeller| {
        let lines: Vec<_> = part.lines.iter().filter_map(sku).collect();
        json!({"seller": part.seller, "lines": lines, "shipping": part.charges})
    };
    let parts: Vec<Value> = order.sellers.iter().map(part).collect();
    Ok(Map::from_iter([("seller_orders".to_owned(), json!(parts))]))
}
