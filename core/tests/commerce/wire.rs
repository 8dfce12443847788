//! What goes over the wire: shapes that do not change by accident, and nothing in them that nobody knows.

use std::collections::BTreeSet;
use std::fmt::Debug;

use fondaco::{Command, Envelope, Event, Key, Kind, Outcome, ProcessedCommand, Record, Refusal};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::common::{snapshot, uuid};
use crate::examples;

/// Every tag that an enum knows, from what it says when it is given another.
fn tags<T: DeserializeOwned + Debug>(unknown: Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(unknown).unwrap_err().to_string();
    let list = error.split_once("expected one of").expect(&error).1;
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn tag_of(value: &impl Serialize, tag: &str) -> String {
    serde_json::to_value(value).unwrap()[tag].as_str().unwrap().to_owned()
}

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, value);
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(value).unwrap()).unwrap(), value);
}

#[test]
fn there_is_an_example_of_every_command_outcome_and_event() {
    let shown = |tags: Vec<String>| tags.into_iter().collect::<BTreeSet<_>>();
    let commands = examples::commands().iter().map(|command| tag_of(command, "do")).collect();
    assert_eq!(shown(commands), tags::<Command>(json!({"do": "?"})));
    let outcomes = examples::outcomes().iter().map(|outcome| tag_of(outcome, "did")).collect();
    assert_eq!(shown(outcomes), tags::<Outcome>(json!({"did": "?"})));
    let events = examples::envelopes().iter().map(|envelope| tag_of(&envelope.event, "type")).collect();
    assert_eq!(shown(events), tags::<Event>(json!({"type": "?", "data": {}})));
}

#[test]
fn everything_is_read_back_as_it_was_written() {
    examples::commands().iter().for_each(round_trip);
    examples::outcomes().iter().for_each(round_trip);
    for envelope in examples::envelopes() {
        round_trip(&envelope);
        round_trip(&envelope.event);
        let text = serde_json::to_string(&envelope).unwrap();
        assert!(serde_json::from_str::<Envelope>(&text).unwrap().is_intact());
    }
}

#[test]
fn the_shapes_of_commands_outcomes_and_events_stay_as_they_are() {
    // Written straight from the types, so that the order of fields, which hashes rest on, is locked as well.
    lock("commands", &examples::commands());
    lock("outcomes", &examples::outcomes());
    lock("events", &examples::envelopes());
}

fn lock(name: &str, values: &impl Serialize) {
    let text = serde_json::to_string_pretty(values).unwrap() + "\n";
    snapshot::compare(&format!("core/tests/snapshots/{name}.json"), &text);
}

/// Every object inside a value, as a path of steps.
fn objects(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(path.to_owned());
            fields.iter().for_each(|(name, field)| objects(field, &format!("{path}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| objects(item, &format!("{path}/{at}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn a_field_that_nobody_knows_is_refused_wherever_it_stands_in_a_command_or_an_outcome() {
    let with_stranger = |value: &Value, path: &str| {
        let mut changed = value.clone();
        changed.pointer_mut(path).unwrap()["stranger"] = true.into();
        changed
    };
    for value in examples::commands().iter().map(|command| serde_json::to_value(command).unwrap()) {
        let mut paths = Vec::new();
        objects(&value, "", &mut paths);
        for path in paths {
            let changed = with_stranger(&value, &path);
            assert!(serde_json::from_value::<Command>(changed).is_err(), "`{path}` of {value}");
        }
    }
    for value in examples::outcomes().iter().map(|outcome| serde_json::to_value(outcome).unwrap()) {
        assert!(serde_json::from_value::<Outcome>(with_stranger(&value, "")).is_err(), "{value}");
    }
}

#[test]
fn numbers_that_are_no_quantity_and_amounts_that_are_no_text_are_refused() {
    let add = |quantity: Value| {
        let cart: fondaco::CartId = uuid(1);
        let line = json!({"sku": "novel", "quantity": quantity});
        serde_json::from_value::<Command>(json!({"do": "add_line", "cart": cart, "line": line}))
    };
    assert!(add(json!(1_000_000_000)).is_ok());
    for quantity in [json!(0), json!(-1), json!(1_000_000_001), json!(1.5), json!("1"), json!(null), json!(u64::MAX)] {
        assert!(add(quantity.clone()).is_err(), "{quantity}");
    }
    let payment: fondaco::PaymentId = uuid(1);
    for amount in [json!(24), json!(24.5), json!("24.005"), json!("1e3"), json!(" 1"), json!("")] {
        let money = json!({"amount": amount, "currency": "EUR"});
        let capture = json!({"do": "capture_payment", "payment": payment, "amount": money});
        assert!(serde_json::from_value::<Command>(capture).is_err(), "{amount}");
    }
}

#[test]
fn every_kind_of_record_is_read_back_by_its_kind() {
    let states = examples::days().map(|shop| shop.state());
    let mut kinds = BTreeSet::new();
    for (key, stored) in states.iter().flat_map(|state| &state.records) {
        let json = serde_json::to_string(&stored.record).unwrap();
        let kind = stored.record.kind();
        assert_eq!(Some(kind), key.kind());
        assert_eq!(Record::parse(kind, &json).unwrap(), stored.record);
        assert_eq!(stored.record.cells().len(), kind.columns().len());
        for (column, cell) in kind.columns().iter().zip(stored.record.cells()) {
            let Some(cell) = cell else { continue };
            let is_text = matches!(cell, fondaco::Cell::Text(_));
            assert_eq!(is_text, column.holds == fondaco::Holds::Text, "{} of {key}", column.name);
        }
        kinds.insert(kind);
    }
    assert_eq!(kinds, Kind::ALL.iter().copied().collect());
    round_trip(&ProcessedCommand { digest: fondaco::Digest::NONE, outcome: Outcome::Done {} });
}

#[test]
fn every_kind_is_found_by_its_name_and_no_two_share_a_name_or_a_table() {
    for kind in Kind::ALL {
        assert_eq!(Kind::named(kind.name()), Ok(*kind));
    }
    let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let tables: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.table()).collect();
    assert_eq!((names.len(), tables.len()), (Kind::ALL.len(), Kind::ALL.len()));
    assert!(Kind::named("carts").is_err());
}

#[test]
fn what_is_not_a_key_is_refused() {
    for text in ["", "cart", "cart/", "cart/42", "carts/42", "stock/a", "stock/a@", "stock/@b", "variant/a b", "/"] {
        assert!(text.parse::<Key>().is_err(), "`{text}`");
    }
}

#[test]
fn a_refusal_is_read_back_with_its_detail() {
    let refusal = "x y".parse::<fondaco::Sku>().unwrap_err();
    let text = serde_json::to_string(&refusal).unwrap();
    assert_eq!(serde_json::from_str::<Refusal>(&text).unwrap(), refusal);
    assert!(text.starts_with(r#"{"code":"code.malformed","reason":"#), "{text}");
}

proptest! {
    #[test]
    fn every_key_prints_as_it_parses(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        number in any::<u128>(),
        code in "[A-Za-z0-9._/+:-]{1,32}",
        place in "[A-Za-z0-9._/+:-]{1,32}",
    ) {
        let id = match kind {
            Kind::StockTerms | Kind::Shelf => format!("{code}@{place}"),
            Kind::SellerOrder => format!("{}/{code}", uuid::Uuid::from_u128(number)),
            _ if kind.is_reference() || kind == Kind::Series => code.clone(),
            _ => uuid::Uuid::from_u128(number).to_string(),
        };
        let key = Key::new(kind, &id).unwrap();
        prop_assert_eq!(key.id(), id);
        let stock = Key::Stock(code.parse().unwrap(), place.parse().unwrap());
        for key in [key, stock] {
            prop_assert_eq!(&key.to_string().parse::<Key>().unwrap(), &key);
            let text = serde_json::to_string(&key).unwrap();
            prop_assert_eq!(serde_json::from_str::<Key>(&text).unwrap(), key);
        }
    }

    #[test]
    fn no_text_at_all_makes_a_decoder_panic(text in "\\PC{0,80}", json in "[\\{\\}\\[\\]\":,a-z0-9]{0,80}") {
        for text in [text, json] {
            let _ = serde_json::from_str::<Command>(&text);
            let _ = serde_json::from_str::<Envelope>(&text);
            let _ = text.parse::<Key>();
            let _ = text.parse::<fondaco::Digest>();
            let _ = text.parse::<fondaco::party::Actor>();
        }
    }
}
