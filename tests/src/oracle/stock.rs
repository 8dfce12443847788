//! Cases about stock: what is available, how goods move, lots, planning. Each is told to an engine over a store in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::inventory::{
    Freshness, Lot, LotOrder, MovedLine, Period, Stock, Transfer, TransferState, cumulative, discrete, netted, take,
};
use fondaco::money::Money;
use fondaco::order::FulfilmentStanding;
use fondaco::{Code, Command, Engine, Failure, LocationCode, Moment, Outcome, Sku, Timestamp, TransferId, immediately};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable, plain};
use super::{Answer, Case};

/// The most that a backorder limit can be: as good as none.
const UNLIMITED: i64 = fondaco::Quantity::MOST;

/// The answer to a case that is about stock; `None` for other topics.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let given = || Fields::of("given", &case.given);
    let translate: fn(&Fields<'_>) -> Answer = match case.topic.as_str() {
        "availability" | "inventory/availability" => availability,
        "availability.positive" => positive,
        "availability.saleable" => saleable,
        "availability.threshold_scope" => scope,
        "movements.adjust" => set_to,
        "movements.typed" => typed,
        "stock.increase" => increase,
        "inventory.states" => states,
        "inventory/mode" => mode,
        "transfer" | "transfer.instant" | "transfer.promises" | "transfer.validation" => transfer,
        "lots.order" | "lots.expiry" => lots,
        "reservation.status" => status,
        "atp.discrete" | "atp.discrete_backward_consume" | "atp.cumulative_lookahead" => {
            return Some(given().and_then(|given| plan(&given, &case.topic)));
        }
        _ => return None,
    };
    Some(given().and_then(|given| {
        let answer = translate(&given)?;
        given.done()?;
        Ok(answer)
    }))
}

/// A warehouse of one SKU.
struct Warehouse {
    engine: Engine,
    sent: u64,
}

const SKU: &str = "THING";

impl Warehouse {
    /// Places that a channel sells from.
    fn new(places: &[&str], untracked: bool) -> Result<Self, Miss> {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let mut warehouse = Self { engine: Engine::new(Arc::new(MemoryStore::new()), Arc::new(clock)), sent: 0 };
        let price = json!({"amount": "1.00", "currency": "EUR"});
        warehouse.must(json!({"do": "define_variants", "variants": [{"sku": SKU, "title": SKU,
            "tax_category": "standard", "prices": [price], "untracked": untracked}]}))?;
        warehouse.must(json!({"do": "define_price_book", "rules": {"code": "book", "tax_display": "inclusive",
            "taxes": [{"zone": "IT", "category": "standard", "name": "IVA", "rate": "0.22", "from": "1960-01-01T00:00:00Z"}]}}))?;
        for (code, places) in places.iter().map(|place| (*place, vec![*place])).chain([("all", places.to_vec())]) {
            warehouse
                .must(json!({"do": "define_channel", "channel": {"code": code, "currency": "EUR", "country": "IT",
                "book": "book", "locations": places, "hold_seconds": 60}}))?;
        }
        Ok(warehouse)
    }

    /// Carries a command out; a refusal by its code.
    fn run(&mut self, command: Value) -> Result<Result<Outcome, Code>, Miss> {
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        self.sent += 1;
        let id = Moment { now: Timestamp::UNIX_EPOCH, seed: self.sent }.id(0);
        match ready(self.engine.execute(id, &command))? {
            Ok(outcome) => Ok(Ok(outcome)),
            Err(Failure::Refused(refusal)) => Ok(Err(refusal.code())),
            Err(failure) => Err(not_applicable(failure)),
        }
    }

    fn must(&mut self, command: Value) -> Result<Outcome, Miss> {
        let told = command.to_string();
        self.run(command)?.map_err(|code| not_applicable(format!("{} refuses {told}", code.as_str())))
    }

    fn receive(&mut self, place: &str, units: i64) -> Result<(), Miss> {
        if units > 0 {
            let lines = json!([{"sku": SKU, "quantity": units}]);
            self.must(json!({"do": "receive_stock", "location": place, "lines": lines}))?;
        }
        Ok(())
    }

    fn terms(&mut self, place: &str, terms: Value) -> Result<(), Miss> {
        let terms = json!({"do": "define_stock_terms", "location": place, "skus": [SKU], "terms": terms});
        self.must(terms).map(drop)
    }

    /// Somebody orders units from a place, or from all of them.
    fn order(&mut self, channel: &str, units: i64) -> Result<Result<Outcome, Code>, Miss> {
        self.run(json!({"do": "buy_now", "channel": channel, "lines": [{"sku": SKU, "quantity": units}],
            "address": {"name": "A", "street": "S", "city": "C", "country": "IT"}}))
    }

    fn promise(&mut self, place: &str, units: i64) -> Result<(), Miss> {
        if units > 0 {
            self.order(place, units)?.map_err(|code| not_applicable(format!("{} refuses a promise", code.as_str())))?;
        }
        Ok(())
    }

    fn stock(&self, place: &str) -> Result<Stock, Miss> {
        let (sku, place): (Sku, LocationCode) = (SKU.parse()?, place.parse()?);
        ready(self.engine.stock(&sku, &place))?.map_err(not_applicable)
    }

    fn for_sale(&self, channel: &str) -> Result<i64, Miss> {
        let units = ready(self.engine.for_sale(&SKU.parse()?, &channel.parse()?))?;
        Ok(units.map_err(not_applicable)?.unwrap_or(i64::MAX))
    }
}

fn ready<T>(future: impl Future<Output = T>) -> Result<T, Miss> {
    immediately(future).ok_or_else(|| not_applicable("the store in memory waited"))
}

fn values<const N: usize>(values: [(&str, Value); N]) -> Answer {
    Ok(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Whether units can be supplied, or how many there are, over some places.
fn availability(given: &Fields<'_>) -> Answer {
    if given.has_any(&["cart_adds", "adds", "cart_qty"]) {
        return in_cart(given);
    }
    if given.has("on_hand") || given.has("levels") {
        return quantifier(given);
    }
    let context: Option<String> = given.may("context_location")?;
    let stock: BTreeMap<String, i64> = given.may("stock")?.unwrap_or_default();
    let reserved: BTreeMap<String, i64> = given.may("reserved")?.unwrap_or_default();
    let (stock, asked): (BTreeMap<String, i64>, Option<Vec<String>>) = match &context {
        Some(place) => (given.get("locations")?, Some(vec![place.clone()])),
        None => (stock, given.may("locations")?),
    };
    let all: Vec<&str> = stock.keys().chain(reserved.keys()).map(String::as_str).collect();
    let asked: Vec<&str> = asked.as_ref().map_or(all.clone(), |asked| asked.iter().map(String::as_str).collect());
    let mut warehouse = Warehouse::new(&asked, false)?;
    for place in &asked {
        let promised = reserved.get(*place).copied().unwrap_or(0);
        // Where only promises are given, there is what they take.
        warehouse.receive(place, stock.get(*place).copied().unwrap_or(promised))?;
        warehouse.promise(place, promised)?;
    }
    let shown = asked.iter().map(|place| warehouse.stock(place)).collect::<Result<Vec<_>, _>>()?;
    let sum = |units: fn(&Stock) -> i64| shown.iter().map(units).sum::<i64>();
    let for_sale = warehouse.for_sale("all")?;
    values([
        ("available", for_sale.into()),
        ("saleable", for_sale.into()),
        ("stocked", sum(|stock| stock.on_hand).into()),
        ("reserved", sum(|stock| stock.reserved).into()),
        ("ok", given.may::<i64>("want")?.is_none_or(|want| want <= for_sale).into()),
    ])
}

/// Whether so many can be supplied.
fn quantifier(given: &Fields<'_>) -> Answer {
    let tracked = given.may("tracked")?.or(given.may("track_inventory")?).unwrap_or(true);
    let mut levels: Vec<(String, i64, bool, bool)> = Vec::new();
    let all_backorder = given.value("backorderable").and_then(Value::as_bool).unwrap_or(false);
    for level in given.each("levels")? {
        let backorder = level.may("backorderable")?.unwrap_or(all_backorder);
        levels.push((level.get("loc")?, level.get("on_hand")?, level.may("active")?.unwrap_or(true), backorder));
        level.done()?;
    }
    if levels.is_empty() {
        let on_hand: Vec<i64> = given.get("on_hand")?;
        let backorder: Vec<bool> = given.may("backorderable")?.unwrap_or_default();
        let inactive: Vec<i64> = given.may("inactive_on_hand")?.unwrap_or_default();
        let active = on_hand.iter().zip(backorder.iter().chain(std::iter::repeat(&false)));
        levels.extend(active.enumerate().map(|(at, (units, back))| (format!("A{at}"), *units, true, *back)));
        levels.extend(inactive.iter().enumerate().map(|(at, units)| (format!("I{at}"), *units, false, false)));
    }
    let places: Vec<&str> = levels.iter().map(|level| level.0.as_str()).collect();
    let mut warehouse = Warehouse::new(&places, !tracked)?;
    for (place, units, active, backorder) in &levels {
        warehouse.must(json!({"do": "define_location",
            "location": {"code": place, "title": place, "inactive": !active}}))?;
        if tracked {
            warehouse.receive(place, *units)?;
            warehouse.terms(place, json!({"backorder": if *backorder { UNLIMITED } else { 0 }}))?;
        }
    }
    let named: Option<String> = given.may("location")?;
    let for_sale = match &named {
        Some(place) => warehouse.stock(place)?.for_sale().unwrap_or(i64::MAX),
        None => warehouse.for_sale("all")?,
    };
    let wanted = given.may::<i64>("wanted")?.map_or_else(|| given.get("want"), Ok)?;
    values([
        ("can_supply", (wanted <= for_sale).into()),
        ("can_supply_6", (6 <= for_sale).into()),
        ("total_on_hand", for_sale.into()),
    ])
}

/// Stock is looked at again when an order is placed.
fn in_cart(given: &Fields<'_>) -> Answer {
    let Some(wanted) = given.may::<i64>("cart_qty")? else {
        return Err(not_applicable("what a cart takes in is not bounded by stock in this version: an order is"));
    };
    let stock = given.object("stock")?.ok_or_else(|| not_applicable("no stock is given"))?;
    let mut warehouse = Warehouse::new(&["here"], !stock.get::<bool>("tracked")?)?;
    warehouse.receive("here", stock.get("on_hand")?)?;
    warehouse.promise("here", stock.get("on_hold")?)?;
    stock.done()?;
    warehouse.promise("here", given.get("other_customer_buys_meanwhile")?)?;
    let placed = warehouse.order("here", wanted)?;
    let error = placed.as_ref().err().map_or(Value::Null, |code| word(*code).into());
    values([("complete_accepted", placed.is_ok().into()), ("error", error)])
}

/// The word by which cases call a refusal.
fn word(code: Code) -> &'static str {
    match code {
        Code::StockShort => "insufficient_stock",
        Code::TransferInvalid => "same_location",
        other => other.as_str(),
    }
}

/// What is for sale of what is there, be it below zero.
fn positive(given: &Fields<'_>) -> Answer {
    let on_hand: i64 = given.get("on_hand")?;
    let mut warehouse = Warehouse::new(&["here"], false)?;
    // Less than nothing is there where more is kept than there is.
    warehouse.receive("here", on_hand)?;
    warehouse.terms("here", json!({"safety": on_hand.min(0).abs()}))?;
    values([("positive_stock", warehouse.for_sale("all")?.into())])
}

/// A threshold above zero is safety stock, one below zero a backorder limit.
fn threshold(warehouse: &mut Warehouse, place: &str, threshold: i64) -> Result<(), Miss> {
    warehouse.terms(place, json!({"safety": threshold.max(0), "backorder": threshold.min(0).abs()}))
}

fn saleable(given: &Fields<'_>) -> Answer {
    let mut warehouse = Warehouse::new(&["here"], false)?;
    warehouse.receive("here", given.get("on_hand")?)?;
    warehouse.promise("here", given.get("allocated")?)?;
    threshold(&mut warehouse, "here", given.get("out_of_stock_threshold")?)?;
    values([("saleable", warehouse.for_sale("all")?.into())])
}

/// Terms are of a place; so that one threshold holds for all, one place has it.
fn scope(given: &Fields<'_>) -> Answer {
    let on_hand: BTreeMap<String, i64> = given.get("on_hand")?;
    let safety: i64 = given.get("threshold")?;
    let places: Vec<&str> = on_hand.keys().map(String::as_str).collect();
    let saleable = |kept: &[&str]| {
        let mut warehouse = Warehouse::new(&places, false)?;
        for place in &places {
            warehouse.receive(place, on_hand.get(*place).copied().unwrap_or(0))?;
        }
        for place in kept {
            threshold(&mut warehouse, place, safety)?;
        }
        warehouse.for_sale("all")
    };
    let once = saleable(places.get(..1).unwrap_or_default())?;
    values([("saleable_total_rule", once.into()), ("allocatable_if_threshold_per_location", saleable(&places)?.into())])
}

/// Setting a number is a count of it; what moves is the difference.
fn set_to(given: &Fields<'_>) -> Answer {
    let mut warehouse = Warehouse::new(&["here"], false)?;
    warehouse.receive("here", given.get("on_hand")?)?;
    let mut movements: Vec<i64> = Vec::new();
    for counted in given.get::<Vec<i64>>("set_to")? {
        let lines = json!([{"sku": SKU, "counted": counted}]);
        let count = warehouse.must(json!({"do": "count_stock", "location": "here", "lines": lines}))?;
        let Outcome::Count { lines, .. } = count else { return Err(not_applicable("a count answered otherwise")) };
        movements.extend(lines.iter().map(|line: &MovedLine| line.quantity).filter(|units| *units != 0));
    }
    values([("movements", movements.into()), ("on_hand", warehouse.stock("here")?.on_hand.into())])
}

/// Goods that come, are promised, leave and change. A promise of what is not there is a backorder.
fn typed(given: &Fields<'_>) -> Answer {
    let mut warehouse = Warehouse::new(&["here"], false)?;
    warehouse.terms("here", json!({"backorder": UNLIMITED}))?;
    let mut placed = Vec::new();
    for event in given.get::<Vec<String>>("events")? {
        let (what, units) = event.split_once(':').ok_or_else(|| given.unknown("events", &event))?;
        let units: i64 = units.parse().map_err(not_applicable)?;
        match what {
            "received" => warehouse.receive("here", units)?,
            "allocated" => {
                let order = warehouse.order("here", units)?;
                placed.push(order.map_err(|code| not_applicable(format!("{} refuses a promise", code.as_str())))?);
            }
            "adjusted" => {
                let lines = json!([{"sku": SKU, "by": units}]);
                warehouse
                    .must(json!({"do": "adjust_stock", "location": "here", "lines": lines, "reason": "correction"}))?;
            }
            "shipped" => {
                let Some(Outcome::Order { order, payment, total }) = placed.pop() else {
                    return Err(not_applicable("goods leave for an order"));
                };
                warehouse.must(json!({"do": "authorize_payment", "payment": payment, "amount": total,
                    "reference": "r"}))?;
                warehouse.must(json!({"do": "ship_order", "order": order}))?;
            }
            other => return Err(given.unknown("events", other)),
        }
    }
    let stock = warehouse.stock("here")?;
    let allocated = stock.reserved + UNLIMITED - stock.backorder;
    values([
        ("on_hand", stock.on_hand.into()),
        ("allocated", allocated.into()),
        ("available", (stock.on_hand - stock.aside - allocated).into()),
    ])
}

/// More comes; nobody waits for it.
fn increase(given: &Fields<'_>) -> Answer {
    if given.get("allocate")? {
        return Err(not_applicable("goods that come are given to who waits for them by the filling of backorders"));
    }
    let mut warehouse = Warehouse::new(&["here"], false)?;
    warehouse.receive("here", given.get("quantity")?)?;
    warehouse.promise("here", given.get("allocated")?)?;
    warehouse.receive("here", given.get("increase")?)?;
    let stock = warehouse.stock("here")?;
    values([("quantity", stock.on_hand.into()), ("allocated", stock.reserved.into())])
}

/// What is there is what is available, promised and kept; what is to come stands outside.
fn states(given: &Fields<'_>) -> Answer {
    let mut warehouse = Warehouse::new(&["here"], false)?;
    let count = |name: &str| given.get::<i64>(name);
    let (committed, reserved) = (count("committed")?, count("reserved")?);
    let (damaged, quality, safety) = (count("damaged")?, count("quality_control")?, count("safety_stock")?);
    let available = count("available")?;
    warehouse.receive("here", available + committed + reserved + damaged + quality + safety)?;
    warehouse.promise("here", committed)?;
    warehouse.terms("here", json!({"safety": safety}))?;
    for (reason, by) in [("kept", reserved), ("damaged", damaged), ("quality_control", quality)] {
        let sku = json!({"do": "set_aside", "location": "here", "sku": SKU, "reason": reason, "by": by});
        warehouse.must(sku)?;
    }
    let due = json!({"do": "announce_inbound", "location": "here", "due_at": "2030-01-01T00:00:00Z",
        "lines": [{"sku": SKU, "quantity": count("incoming")?}]});
    warehouse.must(due)?;
    let stock = warehouse.stock("here")?;
    if (stock.available(), stock.reserved, stock.incoming) != (available, committed, count("incoming")?) {
        return Err(not_applicable("the states that are given are not those that are shown"));
    }
    values([("on_hand", (stock.available() + stock.reserved + stock.aside).into())])
}

/// Modes of keeping stock: not counted; counted and promised without limit; promised as far as it goes.
fn mode(given: &Fields<'_>) -> Answer {
    let mode: String = given.get("mode")?;
    let mut warehouse = Warehouse::new(&["here"], mode == "none")?;
    let stock: i64 = given.get("stock")?;
    warehouse.receive("here", stock)?;
    match mode.as_str() {
        "track_only" => warehouse.terms("here", json!({"backorder": UNLIMITED}))?,
        "none" | "reserve_on_order" => {}
        other => return Err(given.unknown("mode", other)),
    }
    let wanted = given.get("order_qty")?;
    // Only the last mode ever refuses: of the others, a refusal says that this version cannot promise so.
    let accepted = if mode == "reserve_on_order" {
        warehouse.order("here", wanted)?.is_ok()
    } else {
        warehouse.promise("here", wanted).map(|()| true)?
    };
    let shown = warehouse.stock("here")?;
    let owed = if mode == "track_only" { UNLIMITED - shown.backorder } else { 0 };
    let word = if accepted { "accepted" } else { "refused" };
    values([("order", word.into()), ("stock_after", (shown.available() - owed).into())])
}

/// Goods that go from one place to another.
fn transfer(given: &Fields<'_>) -> Answer {
    let mut warehouse = Warehouse::new(&["A", "B"], false)?;
    let at = |name: &str| given.may::<i64>(name).map(Option::unwrap_or_default);
    warehouse.receive("A", at("A")? + at("A_on_hand")?)?;
    warehouse.receive("B", at("B")?)?;
    warehouse.promise("A", at("A_allocated")?)?;
    let units = given.may("ship")?.or(given.may("qty")?).unwrap_or(1);
    let from = given.may("source")?.unwrap_or_else(|| "A".to_owned());
    let to = given.may("destination")?.unwrap_or_else(|| "B".to_owned());
    let lines = |units: i64| json!([{"sku": SKU, "quantity": units}]);
    let mut answer = Map::new();
    if let Err(refusal) = fondaco::Quantity::new(units) {
        let is_it = refusal.code() == Code::QuantityInvalid;
        answer.insert("error".into(), if is_it { "quantity_must_be_positive" } else { "" }.into());
        return stand(&warehouse, None, answer);
    }
    let sent = warehouse.run(json!({"do": "send_transfer", "from": from, "to": to, "lines": lines(units)}))?;
    let id = match sent {
        Ok(Outcome::Transfer { transfer }) => transfer,
        Ok(_) => return Err(not_applicable("a transfer answered otherwise")),
        Err(code) => {
            let word = if code == Code::StockShort { "insufficient" } else { word(code) };
            answer.insert("error".into(), word.into());
            return stand(&warehouse, None, answer);
        }
    };
    // A case that does not say what arrived has all arrive at once.
    let instant = given.has("qty");
    let arrived = given.may::<Vec<i64>>("receive")?.unwrap_or_else(|| if instant { vec![units] } else { Vec::new() });
    for part in arrived {
        warehouse.must(json!({"do": "receive_transfer", "transfer": id, "lines": lines(part)}))?;
    }
    if let Some(lost) = given.may::<i64>("write_off")? {
        let reason: String = given.get("reason")?;
        warehouse.must(json!({"do": "write_off_transfer", "transfer": id, "lines": lines(lost), "reason": reason}))?;
        answer.insert("adjusted".into(), (-lost).into());
    }
    stand(&warehouse, Some(id), answer)
}

/// What is where.
fn stand(warehouse: &Warehouse, id: Option<TransferId>, mut answer: Map<String, Value>) -> Answer {
    let (a, b) = (warehouse.stock("A")?, warehouse.stock("B")?);
    let rows = [("A", a.on_hand), ("B", b.on_hand), ("A_on_hand", a.on_hand), ("A_allocated", a.reserved)];
    answer.extend(rows.into_iter().map(|(name, units)| (name.to_owned(), units.into())));
    if let Some(id) = id {
        let transfer = ready(warehouse.engine.get::<Transfer>(&id))?.map_err(not_applicable)?;
        let open: i64 = transfer.lines.iter().map(fondaco::inventory::TransferLine::in_transit).sum();
        answer.insert("in_transit".into(), open.into());
        let status = if transfer.state == TransferState::Closed { "received" } else { "in_transit" };
        answer.insert("status".into(), status.into());
    }
    Ok(answer)
}

/// How an order stands with the goods that were promised to it.
fn status(given: &Fields<'_>) -> Answer {
    let (ordered, reserved, delivered): (i64, i64, i64) =
        (given.get("ordered")?, given.get("reserved")?, given.get("delivered")?);
    if ordered < reserved || reserved < delivered {
        return Err(not_applicable("more is promised than was ordered, or more arrived than was promised"));
    }
    let id = Moment { now: Timestamp::UNIX_EPOCH, seed: 1 }.id::<fondaco::OrderId>(0);
    let none = json!({"amount": "0.00", "currency": "EUR"});
    let goods = |units: i64| json!({"line": 1, "sku": SKU, "location": "here", "quantity": units});
    let parts = [
        (delivered, json!({"goods": goods(delivered), "shipment": id, "delivered": true})),
        (reserved - delivered, json!({"goods": goods(reserved - delivered)})),
    ];
    let parts: Vec<Value> = parts.into_iter().filter(|(units, _)| *units > 0).map(|(_, part)| part).collect();
    let order = json!({"id": id, "channel": "web", "address": {"name": "A", "street": "S", "city": "C", "country": "IT"},
        "receipt": {"book": "b", "version": "0".repeat(64), "at": "2026-11-21T12:00:00Z", "tax_display": "inclusive",
            "country": "IT", "currency": "EUR", "lines": [], "applied": [], "rejected": [], "taxes": [], "goods": none,
            "discount": none, "charged": none, "net": none, "tax": none, "total": none, "due": none},
        "allocations": parts, "payments": [], "placed_at": "2026-11-21T12:00:00Z", "state": "placed"});
    let order: fondaco::order::Order = serde_json::from_value(order).map_err(not_applicable)?;
    let word = match FulfilmentStanding::of(&order) {
        FulfilmentStanding::Unfulfilled => "Reserved",
        FulfilmentStanding::Delivered | FulfilmentStanding::PartlyReturned | FulfilmentStanding::Returned => {
            "Delivered"
        }
        FulfilmentStanding::PartlyShipped | FulfilmentStanding::Shipped | FulfilmentStanding::PartlyDelivered => {
            "Partially Delivered"
        }
    };
    values([("status", word.into())])
}

fn day(text: &str) -> Result<Timestamp, Miss> {
    format!("{text}T00:00:00Z").parse().map_err(not_applicable)
}

/// Which lots leave.
fn lots(given: &Fields<'_>) -> Answer {
    let mut all = Vec::new();
    for lot in given.each("lots")? {
        let received: Option<String> = lot.may("received")?;
        let expires: Option<String> = lot.may("expires")?;
        let cost = lot.value("cost").map(|cost| Money::parse(&format!("{}.00", plain(cost)), "EUR".parse()?));
        all.push(Lot {
            lot: lot.get::<String>("lot")?.parse()?,
            quantity: lot.get::<i64>("qty")?.try_into()?,
            received_at: received.as_deref().map_or(Ok(Timestamp::UNIX_EPOCH), day)?,
            expires_at: expires.as_deref().map(day).transpose()?,
            unit_cost: cost.transpose()?,
        });
        lot.done()?;
    }
    let order = match given.get::<String>("strategy")?.as_str() {
        "fefo" => LotOrder::Fefo,
        "lefo" => LotOrder::Lefo,
        "fifo_received" => LotOrder::Fifo,
        "lifo_received" => LotOrder::Lifo,
        "lowest_cost" => LotOrder::LowestCost,
        "highest_cost" => LotOrder::HighestCost,
        other => return Err(given.unknown("strategy", other)),
    };
    let (today, delivery): (Option<String>, Option<String>) = (given.may("today")?, given.may("delivery_date")?);
    let days: i64 = given.may("min_remaining_days")?.unwrap_or(0);
    let hours = Timestamp::UNIX_EPOCH.checked_add(std::time::Duration::from_secs(days.unsigned_abs() * 86_400));
    let least = hours.map_err(not_applicable)?.duration_since(Timestamp::UNIX_EPOCH);
    let fresh = delivery.or(today).map(|at| Ok::<_, Miss>(Freshness { at: day(&at)?, least })).transpose()?;
    let (taken, open) = take(&all, given.get("wanted")?, order, fresh);
    let taken: Map<String, Value> =
        taken.into_iter().map(|(lot, units)| (lot.to_string(), units.units().into())).collect();
    values([("take", taken.into()), ("short", open.into())])
}

/// How much can be promised in each period.
fn plan(given: &Fields<'_>, topic: &str) -> Answer {
    let initial: i64 = given.get("initial")?;
    let (orders, supply): (Vec<i64>, Vec<i64>) = (given.get("orders")?, given.get("supply")?);
    given.done()?;
    let periods: Vec<Period> =
        supply.into_iter().zip(orders).map(|(supply, demand)| Period { supply, demand }).collect();
    let by_period = |answers: Vec<Option<i64>>| -> Value {
        let told =
            answers.into_iter().zip(1..).filter_map(|(units, at): (_, u32)| Some((at.to_string(), units?.into())));
        Value::Object(told.collect())
    };
    let atp = match topic {
        "atp.discrete" => by_period(discrete(initial, &periods)),
        "atp.discrete_backward_consume" => by_period(netted(initial, &periods)),
        _ => cumulative(initial, &periods).into(),
    };
    values([("atp", atp)])
}
