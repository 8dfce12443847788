//! What crosses the boundary: everything that vectors and snapshots hold, and the answers to queries of a shop.

use fondaco::order::FulfilmentStanding;
use fondaco::payment::{PaymentStanding, PaymentState};
use fondaco::pricing::{PriceRules, Receipt, ReceiptLine, RejectedReason, Simulation};
use fondaco::{Command, Envelope, Outcome, Tally};
use fondaco_contract::{
    Answer, Book, Engine, Execute, PlanRequest, PriceCall, PricingRequest, Query, Totals, VectorRequest, VerifyCall,
    WireFailure, wait,
};
use fondaco_storage::ManualClock;
use fondaco_tests::vector;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A value and the type that it is of.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// Reads a value as a type, strictly.
pub(crate) type Read = fn(&Value) -> Result<(), String>;

/// The reader of a type; nothing for one that is only written.
pub(crate) fn reads(name: &str) -> Option<Read> {
    fn read<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
        serde_json::from_str::<T>(&value.to_string()).map(drop).map_err(|error| error.to_string())
    }
    Some(match name {
        "Answer" => read::<Answer>,
        "Command" => read::<Command>,
        "Execute" => read::<Execute>,
        "FulfilmentStanding" => read::<FulfilmentStanding>,
        "Outcome" => read::<Outcome>,
        "PaymentStanding" => read::<PaymentStanding>,
        "PaymentState" => read::<PaymentState>,
        "PriceCall" => read::<PriceCall>,
        "PriceRules" => read::<PriceRules>,
        "PricingRequest" => read::<PricingRequest>,
        "Query" => read::<Query>,
        "Receipt" => read::<Receipt>,
        "ReceiptLine" => read::<ReceiptLine>,
        "RejectedReason" => read::<RejectedReason>,
        "Simulation" => read::<Simulation>,
        "Tally" => read::<Tally>,
        "Totals" => read::<Totals>,
        "VerifyCall" => read::<VerifyCall>,
        "WireFailure" => read::<WireFailure>,
        _ => return None,
    })
}

/// Every document.
pub(crate) fn all() -> Vec<Document> {
    let mut found = Vec::new();
    of_vectors(&mut found);
    of_snapshots(&mut found);
    of_rules(&mut found);
    of_a_shop(&mut found);
    of_carriage(&mut found);
    of_examples(&mut found);
    found
}

fn put(found: &mut Vec<Document>, name: &str, value: Value) {
    found.push(Document { name: name.to_owned(), value });
}

fn of_vectors(found: &mut Vec<Document>) {
    for vector in vector::read(&vector::folder()).expect("vectors") {
        let request: Value = serde_json::from_str(vector.request.get()).expect("a request");
        let answer: Value = serde_json::from_str(vector.answer.get()).expect("an answer");
        // What is malformed on purpose fits nothing.
        if serde_json::from_value::<VectorRequest>(request.clone()).is_err() {
            continue;
        }
        if let Some(price) = request.get("price") {
            put(found, "PricingRequest", price.clone());
            put(found, "PricingAnswer", answer.clone());
        } else {
            put(found, "PlanAnswer", answer.clone());
        }
        if let Some(failure) = answer.get("failure") {
            put(found, "WireFailure", failure.clone());
            let problems = failure["detail"]["problems"].as_array().into_iter().flatten();
            problems.for_each(|problem| put(found, "RuleProblem", problem.clone()));
        }
        put(found, "VectorRequest", request);
    }
}

fn of_snapshots(found: &mut Vec<Document>) {
    let each = |text: &str| serde_json::from_str::<Vec<Value>>(text).expect("a list");
    for command in each(include_str!("../../../core/tests/snapshots/commands.json")) {
        put(found, "Execute", json!({"command": command}));
        put(found, "Command", command);
    }
    for outcome in each(include_str!("../../../core/tests/snapshots/outcomes.json")) {
        put(found, "Outcome", outcome);
    }
    for event in each(include_str!("../../../core/tests/snapshots/events.json")) {
        assert!(serde_json::from_value::<Envelope>(event.clone()).is_ok());
        put(found, "Envelope", event);
    }
}

fn of_rules(found: &mut Vec<Document>) {
    let complete: Value = serde_json::from_str(include_str!("../../rules/complete.json")).expect("rules");
    let policies: Vec<Value> = serde_json::from_str(include_str!("../../rules/policies.json")).expect("policies");
    for policy in policies {
        let mut rules = complete.clone();
        policy.as_object().into_iter().flatten().for_each(|(key, value)| rules[key] = value.clone());
        put(found, "PriceRules", rules);
    }
}

/// The answers to every query, of a shop that the first story of the vectors was told to, and of one with everything.
fn of_a_shop(found: &mut Vec<Document>) {
    for file in [
        "order.json",
        "terms.json",
        "carts.json",
        "stock.json",
        "amendments.json",
        "ledger.json",
        "trades.json",
        "settlements.json",
        "shipping.json",
        "tracking.json",
        "labels.json",
    ] {
        let clock = ManualClock::new("2026-11-21T12:00:00Z".parse().expect("an instant"), 1);
        let engine = wait(Engine::open("memory:", clock_of(&clock))).expect("an engine");
        let text = std::fs::read_to_string(vector::folder().join(file)).expect("a file");
        let vectors: Vec<Value> = serde_json::from_str(&text).expect("vectors");
        let mut ids = Vec::new();
        for vector in vectors {
            let request: PlanRequest = serde_json::from_value(vector["request"]["plan"].clone()).expect("a request");
            ids.push(request.id);
            clock.set(request.moment.now);
            // Ids of the story are not those of this shop: what cannot be found is not asked.
            let _ =
                wait(engine.execute(Execute { id: Some(request.id), actor: request.actor, command: request.command }));
        }
        for query in queries(&engine, &json!(ids)) {
            let Ok(answer) = wait(engine.query_json(query.to_string())) else { continue };
            let answer: Value = serde_json::from_str(&answer).expect("an answer");
            let read: Answer = serde_json::from_value(answer.clone()).expect("it reads");
            assert_eq!(serde_json::to_value(read).expect("it writes"), answer);
            put(found, "Query", query);
            put(found, "Answer", answer);
        }
    }
}

fn clock_of(clock: &ManualClock) -> std::sync::Arc<dyn fondaco::port::Clock> {
    std::sync::Arc::new(clock.clone())
}

/// Every query that a shop can answer: each of its records by itself, pages of each kind, and what is derived.
fn queries(engine: &Engine, commands: &Value) -> Vec<Value> {
    let surface: Value = serde_json::from_str(fondaco_contract::SURFACE).expect("the list of names");
    let mut queries = vec![
        json!({"get": "events", "limit": 1_000}),
        json!({"get": "events", "after": {"transaction": 2, "sequence": 1}}),
        json!({"get": "stock", "sku": "COFFEE", "location": "venice"}),
        json!({"get": "stock", "sku": "9788806219450", "location": "venice"}),
        json!({"get": "stock", "sku": "EBOOK", "location": "venice"}),
        json!({"get": "for_sale", "sku": "9788806219450", "channel": "web"}),
        json!({"get": "promise", "sku": "9788806219450", "location": "venice"}),
        json!({"get": "balance", "gift_card": "GIFT-1"}),
        json!({"get": "coupon_left", "coupon": "WELCOME"}),
        json!({"get": "trial_balance"}),
        json!({"get": "trial_balance", "limit": 1, "after": "account/bank"}),
        json!({"get": "records", "kind": "order", "where": {"state": {"is": "placed"}, "placed_at": {"until": "2026-11-21T12:00:00Z"}}}),
        json!({"get": "records", "kind": "variant", "limit": 1, "after": "variant/9780141439563"}),
        json!({"get": "records", "kind": "cart", "limit": 1}),
    ];
    queries.extend(commands.as_array().into_iter().flatten().map(|id| json!({"get": "command", "command": id})));
    for kind in surface["records"].as_array().into_iter().flatten() {
        let query = json!({"get": "records", "kind": kind, "limit": 1_000});
        let page = wait(engine.query_json(query.to_string())).expect("a page");
        queries.push(query);
        let page: Value = serde_json::from_str(&page).expect("a page");
        for record in page["records"].as_array().into_iter().flatten() {
            let kind = kind.as_str().expect("a name");
            let body = &record["record"];
            let of_place = || Some(format!("{}@{}", body["sku"].as_str()?, body["location"].as_str()?).into());
            let of_place = ["stock_terms", "shelf"].contains(&kind).then(of_place).flatten();
            let key = ["id", "code", "sku", "tally"].iter().find_map(|key| body.get(key)).cloned();
            let of_seller = || Some(format!("{}/{}", body["order"].as_str()?, body["seller"].as_str()?).into());
            let of_seller = (kind == "seller_order").then(of_seller).flatten();
            let key = of_place.or(of_seller).or(key).unwrap_or_default();
            let name = if ["price_book", "shipping_book"].contains(&kind) { "book" } else { kind };
            let one = |get: &str| {
                let mut query = json!({"get": get});
                query[name] = key.clone();
                query
            };
            queries.push(one(kind));
            if kind == "cart" {
                queries.push(one("price"));
                queries.push(one("changed_prices"));
                queries.push(one("shipping_offers"));
            }
            if kind == "account" {
                queries.push(one("account_balance"));
                queries.push(one("statement"));
                let mut page = one("statement");
                page["limit"] = json!(1);
                queries.push(page);
                let mut then = one("balance_at");
                then["at"] = json!("2026-11-21T12:00:00Z");
                queries.push(then);
            }
            if kind == "order" {
                queries.push(one("standing"));
                queries.push(one("order_parts"));
                let mut amended = one("preview_amendment");
                amended["changes"] = json!([{"add_line": {"sku": "COFFEE", "quantity": 10}},
                    {"set_price": {"line": 1, "price": {"unit": {"amount": "10.00", "currency": "EUR"}}}}]);
                queries.push(amended);
            }
        }
    }
    queries
}

/// Rules of shipping with everything that can be said in them, what they come to, goods in cartons, over a border and parted into
/// shipments.
fn of_carriage(found: &mut Vec<Document>) {
    let carriage: Value = serde_json::from_str(include_str!("../../rules/carriage.json")).expect("rules");
    let clock = ManualClock::new("2026-11-20T12:00:00Z".parse().expect("an instant"), 1);
    let engine = wait(Engine::open("memory:", clock_of(&clock))).expect("an engine");
    let define = json!({"do": "define_shipping_book", "code": "ALL", "rules": carriage["rules"]});
    let execute = json!({"command": define});
    put(found, "Execute", execute.clone());
    wait(engine.execute_json(execute.to_string())).expect("the rules compile");
    let list = |name: &str| carriage[name].as_array().expect("a list").clone();
    let quotes =
        list("quotes").into_iter().map(|goods| json!({"get": "quote_shipping", "book": "ALL", "goods": goods}));
    let packings = list("packings").into_iter().map(|request| json!({"get": "pack", "request": request}));
    let borders = &carriage["borders"];
    let landed = |goods| json!({"get": "landed_cost", "rules": borders, "goods": goods});
    let landings = list("landings").into_iter().map(landed);
    let splits = list("splits").into_iter().map(|request| json!({"get": "split_shipments", "request": request}));
    let book = json!({"get": "shipping_book", "book": "ALL"});
    for query in quotes.chain(packings).chain(landings).chain(splits).chain([book]) {
        let answer =
            wait(engine.query_json(query.to_string())).unwrap_or_else(|refusal| panic!("{refusal:?}\n{query}"));
        put(found, "Query", query);
        put(found, "Answer", serde_json::from_str(&answer).expect("an answer"));
    }
}

/// Prices without a store, and the few things that nothing else shows.
fn of_examples(found: &mut Vec<Document>) {
    let text = std::fs::read_to_string(vector::folder().join("prices-taxes.json")).expect("a file");
    let vectors: Vec<Value> = serde_json::from_str(&text).expect("vectors");
    for vector in vectors.iter().filter(|vector| vector["answer"]["priced"].is_object()) {
        let request = &vector["request"]["price"];
        let book = Book::compile(request["rules"].to_string()).expect("a book");
        let mut call = json!({"basket": request["basket"], "context": request["context"]});
        let basket = book.prepare(call.to_string()).expect("a basket");
        put(found, "Totals", serde_json::to_value(basket.totals().expect("totals")).expect("JSON"));
        let other = Book::compile(include_str!("../../w1/rules.json")).expect("a book");
        let history = json!([call, call]).to_string();
        for after in [&book, &other] {
            let simulation = book.simulate(after, &history).expect("a simulation");
            put(found, "Simulation", serde_json::from_str(&simulation).expect("JSON"));
        }
        put(found, "PriceCall", call.clone());
        call["receipt"] = vector["answer"]["priced"]["receipt"].clone();
        put(found, "Receipt", call["receipt"].clone());
        put(found, "VerifyCall", call);
    }
    let further: Vec<Value> = serde_json::from_str(include_str!("further.json")).expect("a list");
    for document in further {
        let (name, value) = document.as_object().and_then(|map| map.iter().next()).expect("a type and a value");
        if let Some(read) = reads(name) {
            read(value).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        put(found, name, value.clone());
    }
}
