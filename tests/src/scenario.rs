//! The stories that the golden vectors are made from: every command, carried out and refused.

mod after_sales;
mod allocation;
mod amendments;
mod carts;
mod documents;
mod kits;
mod labels;
mod ledger;
mod payments;
mod prices;
mod refused;
mod sellers;
mod settlements;
mod shipping;
mod shop_books;
mod stock;
mod terms;
mod tracking;
mod trades;

use std::sync::Arc;

use fondaco::port::Store;
use fondaco::{Command, CommandId, Facts, Moment, Outcome, Plan, Stop, Timestamp, immediately, plan};
use fondaco_contract::{PlanRequest, VectorRequest, WireFact, run_vector};
use fondaco_storage::MemoryStore;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::vector::Vector;

/// A store that a story is told to, and the vectors of what was told.
struct Story {
    store: Arc<dyn Store>,
    now: Timestamp,
    told: u64,
    vectors: Vec<Vector>,
}

/// The files of golden vectors, each with its vectors.
pub fn all() -> Result<Vec<(&'static str, Vec<Vector>)>, String> {
    let mut files = vec![
        ("order.json", order()?),
        ("after_sales.json", after_sales::after_sales()?),
        ("amendments.json", amendments::amendments()?),
        ("lost_promotions.json", amendments::lost_promotions()?),
        ("refusals.json", refusals()?),
        ("refused.json", refused::refused()?),
        ("terms.json", terms::terms()?),
        ("kits.json", kits::kits()?),
        ("allocation.json", allocation::allocation()?),
        ("payments.json", payments::payments()?),
        ("documents.json", documents::documents()?),
        ("sellers.json", sellers::sellers()?),
        ("carts.json", carts::carts()?),
        ("stock.json", stock::stock()?),
        ("ledger.json", ledger::ledger()?),
        ("shop_books.json", shop_books::shop_books()?),
        ("trades.json", trades::trades()?),
        ("settlements.json", settlements::settlements()?),
        ("shipping.json", shipping::shipping()?),
        ("tracking.json", tracking::tracking()?),
        ("labels.json", labels::labels()?),
    ];
    files.extend(prices::all()?);
    Ok(files)
}

/// The vector of a request: what it comes to now is what it is to come to.
fn vector_of(name: &str, request: &impl Serialize) -> Result<Vector, String> {
    let text = serde_json::to_string(request).map_err(|error| error.to_string())?;
    let answer = RawValue::from_string(run_vector(&text)).map_err(|error| error.to_string())?;
    let request = RawValue::from_string(text).map_err(|error| error.to_string())?;
    Ok(Vector { name: name.to_owned(), request, answer })
}

impl Story {
    fn new() -> Result<Self, String> {
        let now = "2026-11-21T12:00:00Z".parse().map_err(|error| format!("{error}"))?;
        Ok(Self { store: Arc::new(MemoryStore::new()), now, told: 0, vectors: Vec::new() })
    }

    /// Tells one command, as JSON; answers its outcome as JSON, or its refusal's code.
    fn tell(&mut self, name: &str, command: Value) -> Result<Value, String> {
        self.told += 1;
        let id: CommandId = Moment { now: self.now, seed: self.told + 1_000_000 }.id(0);
        self.tell_as(name, id, command)
    }

    fn tell_as(&mut self, name: &str, id: CommandId, command: Value) -> Result<Value, String> {
        let command: Command = serde_json::from_value(command).map_err(|error| format!("{name}: {error}"))?;
        let moment = Moment { now: self.now, seed: self.told };
        let (mut facts, mut shown) = (Facts::new(), Vec::new());
        let answer = loop {
            match plan(id, fondaco::party::Actor::System, &command, &moment, &facts) {
                Err(Stop::Need(mut keys)) => {
                    // A vector does not change with the order in which a decision asks.
                    keys.sort();
                    keys.dedup();
                    let loaded = self.load(&keys)?;
                    for (key, fact) in keys.iter().zip(&loaded) {
                        shown.push(WireFact::new(key.clone(), fact).map_err(|refusal| refusal.to_string())?);
                    }
                    facts.learn(keys.into_iter().zip(loaded));
                }
                Err(Stop::Refused(refusal)) => break Err(refusal),
                Ok(Plan::Done(outcome)) => break Ok(outcome),
                Ok(Plan::Commit(outcome, commit)) => {
                    let committed = immediately(self.store.commit(&commit)).ok_or("the memory store waited")?;
                    committed.map_err(|error| format!("{name}: {error}"))?;
                    break Ok(outcome);
                }
            }
        };
        let request = PlanRequest { id, actor: fondaco::party::Actor::System, moment, facts: shown, command };
        self.keep(name, request)?;
        Ok(answer.map_or_else(|refusal| json!(refusal.code()), |outcome: Outcome| json!(outcome)))
    }

    fn load(&self, keys: &[fondaco::Key]) -> Result<Vec<fondaco::port::Fact>, String> {
        let loaded = immediately(self.store.load(keys)).ok_or("the memory store waited")?;
        loaded.map_err(|error| error.to_string())
    }

    fn keep(&mut self, name: &str, request: PlanRequest) -> Result<(), String> {
        self.vectors.push(vector_of(name, &VectorRequest::Plan(Box::new(request)))?);
        Ok(())
    }

    /// Sets up a small shop: two books and coffee by weight, VAT of Italy and Germany, 10 % off from 30 euro.
    fn shop(&mut self) -> Result<(), String> {
        let price = |amount: &str| json!([{"amount": amount, "currency": "EUR"}]);
        self.tell("variants are defined", json!({"do": "define_variants", "variants": [
            {"sku": "9788806219450", "title": "Le città invisibili", "tax_category": "book", "prices": price("12.00"), "weight_grams": 180},
            {"sku": "9780141439563", "title": "Little Dorrit", "tax_category": "book", "prices": price("11.99"), "weight_grams": 700},
            {"sku": "COFFEE", "title": "Coffee, whole beans", "tax_category": "standard", "decimals": 3, "prices": price("23.90")},
        ]}))?;
        let rate = |zone: &str, category: &str, name: &str, rate: &str| json!({"zone": zone, "category": category, "name": name, "rate": rate, "from": "2007-01-01T00:00:00Z"});
        self.tell("a price book is defined", json!({"do": "define_price_book", "rules": {
            "code": "eu", "tax_display": "inclusive",
            "promotions": [{
                "code": "autumn", "title": "Autumn reading",
                "when": {"total": {"within": [{"at_least": {"amount": "30.00", "currency": "EUR"}}], "base": "original"}},
                "actions": [{"discount": {"on": "order", "off": {"percent": "0.1"}}}],
            }],
            "taxes": [
                rate("IT", "book", "IVA 4 %", "0.04"), rate("IT", "standard", "IVA 22 %", "0.22"),
                rate("DE", "book", "USt 7 %", "0.07"), rate("DE", "standard", "USt 19 %", "0.19"),
            ],
        }}))?;
        self.tell("a channel is defined", json!({"do": "define_channel", "channel": {
            "code": "web", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["venice", "mestre"], "hold_seconds": 900,
        }}))?;
        self.tell(
            "goods come in",
            json!({"do": "receive_stock", "location": "venice", "reference": "DN-1", "lines": [
                {"sku": "9788806219450", "quantity": 5}, {"sku": "COFFEE", "quantity": 10000},
            ]}),
        )?;
        self.tell(
            "goods come in elsewhere",
            json!({"do": "receive_stock", "location": "mestre", "lines": [
                {"sku": "9780141439563", "quantity": 2},
            ]}),
        )?;
        Ok(())
    }

    fn cart(&mut self, lines: &Value) -> Result<Value, String> {
        let opened = self.tell("a cart is opened with its lines and address", json!({
            "do": "open_cart", "channel": "web", "customer": "0199c1d2-0000-7000-8000-0000000000c1", "lines": lines,
            "address": {"name": "Ada", "street": "Unter den Linden 1", "postal_code": "10117", "city": "Berlin", "country": "DE"},
        }))?;
        Ok(opened["cart"].clone())
    }
}

/// One order, all the way; another is cancelled; a third is paid at the second try and refunded.
fn order() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let guest = story.tell("a guest opens a cart", json!({"do": "open_cart", "channel": "web"}))?["cart"].clone();
    let add =
        |sku: &str, quantity: i64| json!({"do": "add_line", "cart": guest, "line": {"sku": sku, "quantity": quantity}});
    story.tell("a line is added", add("9788806219450", 1))?;
    story.tell("the same SKU again grows its line", add("9788806219450", 1))?;
    story.tell("a SKU by weight is added", add("COFFEE", 1250))?;
    story.tell("a third line is added", add("9780141439563", 1))?;
    story.tell("a quantity is changed", json!({"do": "change_line", "cart": guest, "line": 1, "quantity": 3}))?;
    story.tell("a line is removed", json!({"do": "remove_line", "cart": guest, "line": 3}))?;
    story.tell("an address is set", json!({"do": "set_address", "cart": guest, "address": {
        "name": "Marco", "street": "Calle del Fontego 5", "postal_code": "30124", "city": "Venezia", "country": "IT",
    }}))?;
    story.tell("a cart is reserved", json!({"do": "reserve_cart", "cart": guest}))?;
    story.tell("a second hold replaces the first", json!({"do": "reserve_cart", "cart": guest}))?;
    let placed = story.tell("an order is placed from its hold", json!({"do": "place_order", "cart": guest}))?;
    let (order, payment, total) = (&placed["order"], &placed["payment"], &placed["total"]);
    story.tell("a payment is authorized", json!({
        "do": "authorize_payment", "payment": payment, "amount": total, "reference": "gw-1", "expires_at": "2026-11-28T12:00:00Z",
    }))?;
    story.tell("a payment is captured", json!({"do": "capture_payment", "payment": payment, "amount": total}))?;
    let shipped = story.tell("an order is shipped", json!({"do": "ship_order", "order": order, "tracking": "1Z"}))?;
    story.tell(
        "the last delivery completes the order",
        json!({"do": "deliver_shipment", "shipment": shipped["shipment"]}),
    )?;
    let part = json!({"amount": "10.00", "currency": "EUR"});
    story.tell("a part is refunded", json!({"do": "refund_payment", "payment": payment, "amount": part}))?;
    let buy = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": "COFFEE", "quantity": 500}], "address": {
        "name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT",
    }});
    story.tell("goods are bought without a cart", buy)?;
    cancelled(&mut story)?;
    paid_late(&mut story)?;
    Ok(story.vectors)
}

fn cancelled(story: &mut Story) -> Result<(), String> {
    let cart = story.cart(&json!([{"sku": "9780141439563", "quantity": 2}]))?;
    let placed = story.tell("an order is placed without a hold", json!({"do": "place_order", "cart": cart}))?;
    story.tell(
        "an order is cancelled and its goods come back",
        json!({
            "do": "cancel_order", "order": placed["order"], "reason": "changed their mind",
        }),
    )?;
    let cart = story.cart(&json!([{"sku": "9780141439563", "quantity": 2}]))?;
    let held = story.tell("stock that came back is held", json!({"do": "reserve_cart", "cart": cart}))?;
    story.tell("a hold is given up", json!({"do": "release_reservation", "reservation": held["reservation"]}))?;
    let held = story.tell("and held again", json!({"do": "reserve_cart", "cart": cart}))?;
    let due = json!({"do": "expire_reservation", "reservation": held["reservation"]});
    story.tell("a hold is not due yet", due.clone())?;
    story.now = "2026-11-21T12:15:00Z".parse().map_err(|error| format!("{error}"))?;
    story.tell("a hold expires at its instant", due)?;
    Ok(())
}

fn paid_late(story: &mut Story) -> Result<(), String> {
    let cart = story.cart(&json!([{"sku": "COFFEE", "quantity": 250}]))?;
    let total = json!({"amount": "5.98", "currency": "EUR"});
    let placed = story.tell(
        "an order is held to the total that was shown",
        json!({"do": "place_order", "cart": cart, "total": total}),
    )?;
    story.tell(
        "a payment fails",
        json!({"do": "fail_payment", "payment": placed["payment"], "reason": "card declined"}),
    )?;
    let again =
        story.tell("another payment is asked for", json!({"do": "request_payment", "order": placed["order"]}))?;
    story.tell("a payment is given up", json!({"do": "void_payment", "payment": again["payment"]}))?;
    Ok(())
}

/// What is refused, each with its code.
fn refusals() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let nobody = "0199c1d2-0000-7000-8000-00000000dead";
    let id: CommandId = nobody.parse().map_err(|refusal: fondaco::Refusal| refusal.to_string())?;
    let open = json!({"do": "open_cart", "channel": "web"});
    story.tell_as("a command is sent", id, open.clone())?;
    story.told += 1;
    story.tell_as("sent again it answers its first outcome", id, open)?;
    story.tell_as("sent again with another body it is refused", id, json!({"do": "open_cart", "channel": "till"}))?;
    story.tell("an unknown channel", json!({"do": "open_cart", "channel": "till"}))?;
    story.tell(
        "an unknown SKU",
        json!({"do": "open_cart", "channel": "web", "lines": [{"sku": "NONE", "quantity": 1}]}),
    )?;
    story.tell("an unknown cart", json!({"do": "place_order", "cart": nobody}))?;
    story.tell("an unknown order", json!({"do": "cancel_order", "order": nobody, "reason": ""}))?;
    story.tell("an unknown payment", json!({"do": "void_payment", "payment": nobody}))?;
    story.tell("an unknown shipment", json!({"do": "deliver_shipment", "shipment": nobody}))?;
    let cart = story.cart(&json!([{"sku": "9788806219450", "quantity": 6}]))?;
    story.tell("too little stock to hold", json!({"do": "reserve_cart", "cart": cart}))?;
    story.tell("too little stock to order", json!({"do": "place_order", "cart": cart}))?;
    story.tell("an unknown line", json!({"do": "change_line", "cart": cart, "line": 7, "quantity": 1}))?;
    story.tell("a quantity that fits", json!({"do": "change_line", "cart": cart, "line": 1, "quantity": 2}))?;
    let total = json!({"amount": "1.00", "currency": "EUR"});
    story.tell("another total than was shown", json!({"do": "place_order", "cart": cart, "total": total}))?;
    let placed = story.tell("an order is placed", json!({"do": "place_order", "cart": cart}))?;
    story.tell("an ordered cart is closed", json!({"do": "remove_line", "cart": cart, "line": 1}))?;
    story.tell("an unpaid order is not shipped", json!({"do": "ship_order", "order": placed["order"]}))?;
    let pay = |step: &str, amount: &Value| json!({"do": step, "payment": placed["payment"], "amount": amount});
    story.tell("a payment is captured before it is authorized", pay("capture_payment", &placed["total"]))?;
    let more = json!({"amount": "1000.00", "currency": "EUR"});
    story.tell("more goes back than was captured", pay("refund_payment", &more))?;
    let off = |rate: &str| json!({"code": "a", "title": "A", "actions": [{"discount": {"on": "order", "off": {"percent": rate}}}]});
    let reasons = json!({"do": "define_price_book", "rules": {
        "code": "eu", "tax_display": "inclusive", "promotions": [off("1.5"), off("0")],
    }});
    story.tell("rules that contradict themselves", reasons)?;
    Ok(story.vectors)
}
