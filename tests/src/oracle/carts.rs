//! Carts: two that become one, and how much of what is added there is.

use std::sync::Arc;

use fondaco::cart::{Cart, CartState};
use fondaco::{CartId, Code, Command, Engine, Failure, Moment, Outcome, Timestamp, immediately};
use fondaco_storage::{ManualClock, MemoryStore};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::{Answer, Case};

/// The answer to a case that is about carts; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let has = |names: &[&str]| names.iter().any(|name| case.given.get(name).is_some());
    let answer: fn(&Fields<'_>) -> Answer = if case.topic.starts_with("cart-merge/") {
        merge
    } else if case.topic == "cart.add_clamped" {
        clamped
    } else if case.topic == "inventory/availability" && has(&["adds", "cart_adds"]) {
        adds
    } else if case.topic == "inventory/availability" && has(&["cart_qty"]) {
        race
    } else {
        return None;
    };
    Some(Fields::of("given", &case.given).and_then(|given| answer(&given)))
}

/// A shop that sells in two currencies.
struct Shop {
    engine: Engine,
    clock: ManualClock,
}

impl Shop {
    /// A shop with these SKUs, and so many units of each.
    fn new(skus: &[String], stock: i64, carts: &Value) -> Result<Self, Miss> {
        let clock = ManualClock::new(Timestamp::UNIX_EPOCH, 1);
        let shop = Self { engine: Engine::new(Arc::new(MemoryStore::new()), Arc::new(clock.clone())), clock };
        let prices = json!([{"amount": "1.00", "currency": "USD"}, {"amount": "1", "currency": "JPY"}]);
        let variant = |sku: &String| json!({"sku": sku, "title": sku, "tax_category": "any", "prices": prices});
        shop.must(json!({"do": "define_variants", "variants": skus.iter().map(variant).collect::<Vec<_>>()}))?;
        shop.must(json!({"do": "define_price_book", "rules": {"code": "book", "tax_display": "inclusive",
            "policy": {"untaxed": "free"}}}))?;
        for currency in ["USD", "JPY"] {
            shop.must(
                json!({"do": "define_channel", "channel": {"code": currency, "currency": currency, "country": "US",
                "book": "book", "locations": ["here"], "hold_seconds": 60, "carts": carts}}),
            )?;
        }
        if stock > 0 {
            let lines: Vec<Value> = skus.iter().map(|sku| json!({"sku": sku, "quantity": stock})).collect();
            shop.must(json!({"do": "receive_stock", "location": "here", "lines": lines}))?;
        }
        Ok(shop)
    }

    fn run(&self, command: Value) -> Result<Result<Outcome, fondaco::Refusal>, Miss> {
        use fondaco::port::Clock;
        let command: Command = serde_json::from_value(command).map_err(not_applicable)?;
        let Moment { now, seed } = self.clock.moment();
        let id = Moment { now, seed: seed.wrapping_add(1_000_000) }.id(0);
        match immediately(self.engine.execute(id, &command)) {
            Some(Ok(outcome)) => Ok(Ok(outcome)),
            Some(Err(Failure::Refused(refusal))) => Ok(Err(refusal)),
            Some(Err(failure)) => Err(failure.into_refusal().into()),
            None => Err(not_applicable("the memory store waited")),
        }
    }

    fn must(&self, command: Value) -> Result<Outcome, Miss> {
        Ok(self.run(command)??)
    }

    /// A cart of a channel with lines.
    fn cart(&self, channel: &str, lines: &[Line]) -> Result<CartId, Miss> {
        let lines: Vec<&Value> = lines.iter().map(|line| &line.new).collect();
        let address = json!({"name": "A", "street": "S", "city": "C", "country": "US"});
        let open = json!({"do": "open_cart", "channel": channel, "lines": lines, "address": address});
        match self.must(open)? {
            Outcome::Cart { cart } => Ok(cart),
            other => Err(not_applicable(format!("{other:?}"))),
        }
    }

    fn get(&self, cart: CartId) -> Result<Arc<Cart>, Miss> {
        let found =
            immediately(self.engine.get::<Cart>(&cart)).ok_or_else(|| not_applicable("the memory store waited"))?;
        found.map_err(|failure| failure.into_refusal().into())
    }
}

/// A line that is given: its SKU as it stands there, and the line of a command.
struct Line {
    sku: Value,
    new: Value,
}

fn text(sku: &Value) -> String {
    sku.as_str().map_or_else(|| sku.to_string(), str::to_owned)
}

fn lines(given: &Fields<'_>, name: &str) -> Result<Vec<Line>, Miss> {
    let mut lines = Vec::new();
    for line in given.each(name)? {
        let (sku, quantity): (Value, i64) = (line.get("sku")?, line.get("qty")?);
        let options: Map<String, Value> = line.may("custom")?.unwrap_or_default();
        line.done()?;
        let new = json!({"sku": text(&sku), "quantity": quantity, "options": options});
        lines.push(Line { sku, new });
    }
    Ok(lines)
}

/// Two carts become one.
fn merge(given: &Fields<'_>) -> Answer {
    let is_named = given.has("guest");
    let (guest, existing) = if is_named { ("guest", "existing") } else { ("other", "into") };
    let (guest, existing) = (lines(given, guest)?, lines(given, existing)?);
    let strategy: String = given.get("strategy")?;
    let by = match strategy.as_str() {
        "sum" | "max" => strategy.as_str(),
        "merge_max" => "max",
        "use_guest" => "guest",
        "use_existing" => "existing",
        "use_guest_if_existing_empty" => "guest_if_existing_empty",
        other => return Err(given.unknown("strategy", other)),
    };
    let channel = |name: &str| -> Result<String, Miss> { Ok(given.may(name)?.unwrap_or_else(|| "USD".to_owned())) };
    let (into, from) = (channel("into_currency")?, channel("other_currency")?);
    given.done()?;
    let mut named: Vec<(String, Value)> =
        guest.iter().chain(&existing).map(|line| (text(&line.sku), line.sku.clone())).collect();
    named.sort_by(|left, right| left.0.cmp(&right.0));
    named.dedup_by(|left, right| left.0 == right.0);
    let skus: Vec<String> = named.iter().map(|(sku, _)| sku.clone()).collect();
    let skus = if skus.is_empty() { vec!["any".to_owned()] } else { skus };
    let shop = Shop::new(&skus, 0, &json!({}))?;
    let (guest, existing) = (shop.cart(&from, &guest)?, shop.cart(&into, &existing)?);
    shop.must(json!({"do": "merge_carts", "guest": guest, "existing": existing, "by": by}))?;
    let line = |line: &fondaco::cart::CartLine| {
        let sku = named.iter().find(|(sku, _)| *sku == line.sku.as_str()).map(|(_, sku)| sku.clone());
        json!({"sku": sku, "qty": line.quantity.units()})
    };
    let lines: Vec<Value> = shop.get(existing)?.lines.iter().map(line).collect();
    let gone = shop.get(guest)?.state == CartState::Merged;
    Ok(Map::from_iter([("lines".to_owned(), json!(lines)), ("other_deleted".to_owned(), json!(gone))]))
}

/// What there is of a SKU: on hand, promised to another cart, and the threshold. One above zero is safety stock, one below
/// zero a backorder limit.
struct Free {
    on_hand: i64,
    promised: i64,
    threshold: i64,
}

impl Free {
    fn read(given: &Fields<'_>, promised: &str) -> Result<Self, Miss> {
        given.may::<bool>("tracked")?;
        let (promised, threshold) = (given.may(promised)?, given.may("out_of_stock_threshold")?);
        Ok(Self { on_hand: given.get("on_hand")?, promised: promised.unwrap_or(0), threshold: threshold.unwrap_or(0) })
    }
}

/// A shop with one SKU of which some is free, and an empty cart.
fn stocked(free: &Free, on_short: &str) -> Result<(Shop, CartId), Miss> {
    let shop = Shop::new(&["goods".to_owned()], free.on_hand, &json!({"on_short": on_short}))?;
    let terms = |safety: i64, backorder: i64| {
        let terms = json!({"safety": safety, "backorder": backorder});
        shop.must(json!({"do": "define_stock_terms", "location": "here", "skus": ["goods"], "terms": terms}))
    };
    if free.promised > 0 {
        // What is promised beyond what is there was promised under another limit.
        terms(0, (free.promised - free.on_hand).max(0))?;
        let new = json!({"sku": "goods", "quantity": free.promised});
        let other = shop.cart("USD", &[Line { sku: Value::Null, new }])?;
        shop.must(json!({"do": "reserve_cart", "cart": other}))?;
    }
    terms(free.threshold.max(0), free.threshold.min(0).abs())?;
    let cart = shop.cart("USD", &[])?;
    Ok((shop, cart))
}

/// What came of adding, where what is too much is cut.
struct Added {
    granted: i64,
    short: Option<i64>,
}

fn add(shop: &Shop, cart: CartId, quantity: i64) -> Result<Added, Miss> {
    let before = units(&*shop.get(cart)?);
    match shop.run(json!({"do": "add_line", "cart": cart, "line": {"sku": "goods", "quantity": quantity}}))? {
        Ok(Outcome::LineClamped { granted, quantity: has, .. }) => {
            Ok(Added { granted: granted.units(), short: Some(has.units()) })
        }
        Ok(_) => Ok(Added { granted: quantity, short: None }),
        Err(refusal) if refusal.code() == Code::StockShort => {
            let available = refusal.detail().get("available").and_then(Value::as_i64);
            Ok(Added { granted: 0, short: available.or(Some(before)) })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

fn units(cart: &Cart) -> i64 {
    cart.lines.iter().map(|line| line.quantity.units()).sum()
}

fn said(added: &Added) -> Value {
    json!(added.short.map(|_| "insufficient_stock"))
}

/// One addition, of which what there is is taken.
fn clamped(given: &Fields<'_>) -> Answer {
    let requested = given.get("requested")?;
    let (shop, cart) = stocked(&Free::read(given, "allocated")?, "clamp")?;
    given.done()?;
    let added = add(&shop, cart, requested)?;
    Ok(Map::from_iter([("added".to_owned(), json!(added.granted)), ("error".to_owned(), said(&added))]))
}

/// Several additions, where what is too much is cut (`adds`) or refused (`cart_adds`).
fn adds(given: &Fields<'_>) -> Answer {
    let refuses = given.has("cart_adds");
    let quantities: Vec<i64> = given.get(if refuses { "cart_adds" } else { "adds" })?;
    let stock = match given.object("stock")? {
        Some(stock) => {
            let free = Free::read(&stock, "on_hold")?;
            stock.done()?;
            free
        }
        None => Free::read(given, "allocated")?,
    };
    given.done()?;
    let (shop, cart) = stocked(&stock, if refuses { "refuse" } else { "clamp" })?;
    let mut last = Added { granted: 0, short: None };
    for quantity in quantities {
        last = add(&shop, cart, quantity)?;
    }
    Ok(Map::from_iter([
        ("last_add_accepted".to_owned(), json!(last.short.is_none())),
        ("in_cart".to_owned(), json!(units(&*shop.get(cart)?))),
        ("error".to_owned(), said(&last)),
        ("available".to_owned(), json!(last.short)),
    ]))
}

/// A cart is ordered after somebody else has bought.
fn race(given: &Fields<'_>) -> Answer {
    let stock = given.object("stock")?.ok_or_else(|| not_applicable("no stock is given"))?;
    let (quantity, other): (i64, i64) = (given.get("cart_qty")?, given.get("other_customer_buys_meanwhile")?);
    let (shop, cart) = stocked(&Free::read(&stock, "on_hold")?, "refuse")?;
    stock.done()?;
    given.done()?;
    add(&shop, cart, quantity)?;
    if other > 0 {
        let faster = shop.cart("USD", &[])?;
        add(&shop, faster, other)?;
        shop.must(json!({"do": "place_order", "cart": faster}))?;
    }
    let placed = shop.run(json!({"do": "place_order", "cart": cart}))?;
    let error = placed.as_ref().err().map(|refusal| {
        if refusal.code() == Code::StockShort { "insufficient_stock".to_owned() } else { refusal.to_string() }
    });
    Ok(Map::from_iter([("complete_accepted".to_owned(), json!(placed.is_ok())), ("error".to_owned(), json!(error))]))
}
