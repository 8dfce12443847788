//! The golden vectors are complete, and they notice a change.

use std::collections::BTreeSet;

use fondaco::{Command, Outcome};
use fondaco_tests::{scenario, vector};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The names of the variants of a tagged enum, as its reader lists them.
fn variants<T: DeserializeOwned>(tag: &str) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(json!({tag: "no such variant"})).err().expect("it is refused").to_string();
    let (_, listed) = error.split_once("expected one of ").expect("the reader lists what it expects");
    listed.split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
}

#[test]
fn every_command_has_a_vector_that_carries_it_out_and_every_outcome_is_answered() {
    let (mut commands, mut outcomes) = (BTreeSet::new(), BTreeSet::new());
    for vector in vector::read(&vector::folder()).unwrap() {
        let request: Value = serde_json::from_str(vector.request.get()).unwrap();
        let answer: Value = serde_json::from_str(vector.answer.get()).unwrap();
        if let Some(did) = answer["commit"]["outcome"]["did"].as_str() {
            commands.insert(request["command"]["do"].as_str().unwrap().to_owned());
            outcomes.insert(did.to_owned());
        }
    }
    assert_eq!(commands, variants::<Command>("do"));
    assert_eq!(outcomes, variants::<Outcome>("did"));
}

#[test]
fn the_committed_vectors_are_those_of_the_stories() {
    for (file, vectors) in scenario::all().unwrap() {
        let written = std::fs::read_to_string(vector::folder().join(file)).unwrap();
        let lines: Vec<String> = vectors.iter().map(|vector| serde_json::to_string(vector).unwrap()).collect();
        let told = format!("[\n{}\n]\n", lines.join(",\n"));
        assert!(
            written == told,
            "{file} is not what its story tells: run `cargo xtask vectors --write` and read the diff"
        );
    }
}

#[test]
fn a_vector_notices_one_changed_byte() {
    let mut vector = vector::read(&vector::folder()).unwrap().remove(0);
    assert_eq!(vector.difference(), None);
    let changed = vector.answer.get().replacen("done", "dune", 1);
    vector.answer = serde_json::value::RawValue::from_string(changed).unwrap();
    assert!(vector.difference().is_some());
}
