//! The list of names is what the types know: nothing more, nothing less, and every language can be compared with it.

use std::collections::BTreeSet;

use fondaco::{Code, Command, Event, Outcome, word};
use fondaco_contract::{Answer, Query, RecordKind, SURFACE, StoredRecord};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The names that a type says it knows, when it is given another.
fn known<T: DeserializeOwned>(unknown: Value) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(unknown).err().unwrap().to_string();
    let (_, listed) = error.split_once("expected one of ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn listed(name: &str) -> BTreeSet<String> {
    let surface: Value = serde_json::from_str(SURFACE).unwrap();
    surface[name].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_name_is_listed() {
    assert_eq!(listed("commands"), known::<Command>(json!({"do": "?"})));
    assert_eq!(listed("outcomes"), known::<Outcome>(json!({"did": "?"})));
    assert_eq!(listed("queries"), known::<Query>(json!({"get": "?"})));
    assert_eq!(listed("events"), known::<Event>(json!({"type": "?", "data": {}})));
    assert_eq!(listed("records"), known::<RecordKind>(json!("?")));
}

#[test]
fn every_query_has_an_answer_of_its_name_and_every_kind_of_record_a_body() {
    assert_eq!(known::<Answer>(json!({"got": "?"})), listed("queries"));
    assert_eq!(known::<StoredRecord>(json!({"kind": "?", "record": {}})), listed("records"));
}

#[test]
fn every_code_is_listed_with_its_kind_and_meaning() {
    let surface: Value = serde_json::from_str(SURFACE).unwrap();
    let codes: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({"code": code.as_str(), "kind": word(&code.kind()), "meaning": code.meaning()}))
        .collect();
    assert_eq!(surface["codes"], json!(codes));
}
