//! The schema of the wire says what crosses the boundary: no more, no less. It is made from the sources; here it is held
//! against what is really read and written.

mod corpus;
mod schema;

use std::collections::BTreeSet;

use corpus::{Document, all, reads};
use schema::{META_SCHEMA, Schema};
use serde_json::{Value, json};

#[test]
fn the_schema_is_one() {
    let schema = Schema::load();
    assert_eq!(schema.text["$schema"], META_SCHEMA);
    assert_eq!(schema.against_meta_schema(), Ok(()));
    for (name, definition) in schema.text["$defs"].as_object().unwrap() {
        assert!(!definition["description"].as_str().unwrap_or_default().is_empty(), "{name} says nothing");
    }
}

/// What is missing in the schema would be refused by it.
#[test]
fn everything_that_is_written_fits() {
    let schema = Schema::load();
    let documents = all();
    assert!(documents.len() > 900, "{}", documents.len());
    for Document { name, value } in documents {
        schema.check(&name, &value).unwrap_or_else(|error| panic!("{name}: {error}\n{value}"));
    }
}

/// What the types lack occurs nowhere.
#[test]
fn every_part_of_the_schema_occurs_in_what_is_written() {
    let schema = Schema::load();
    let mut seen = BTreeSet::new();
    for Document { name, value } in all() {
        schema.walk(&format!("/$defs/{name}"), &value, "", &mut |node, _| {
            seen.insert(node.to_owned());
        });
    }
    let unseen: Vec<String> =
        schema.parts().into_iter().filter(|part| !seen.contains(part) && !elsewhere(part)).collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// Parts that are proved elsewhere.
fn elsewhere(part: &str) -> bool {
    // Codes are compared with the list of the core by the contract's own tests; a tally fits a coupon, which stands first.
    part.starts_with("/$defs/Code/") || part == "/$defs/Record/anyOf/7"
}

/// Whether the reader of an object takes keys that it does not know: what only fondaco writes, and reads from its store.
fn open(node: &str) -> bool {
    const OPEN: [&str; 6] = ["Allocation", "OrderAllocation", "Envelope", "Event", "Adjustment", "RuleProblem"];
    OPEN.iter().any(|name| node == format!("/$defs/{name}") || node.starts_with(&format!("/$defs/{name}/")))
}

#[test]
fn the_readers_and_the_schema_agree_on_a_key_too_many_and_on_each_key_too_few() {
    let schema = Schema::load();
    let (mut tried, mut checked) = (BTreeSet::new(), 0);
    for Document { name, value } in all() {
        let Some(read) = reads(&name) else { continue };
        let mut places = Vec::new();
        schema.walk(&format!("/$defs/{name}"), &value, "", &mut |node, path| {
            places.push((node.to_owned(), path.to_owned()));
        });
        for (node, path) in places {
            let Some(object) = value.pointer(&path).and_then(Value::as_object) else { continue };
            let keys: Vec<&String> = object.keys().collect();
            // The same keys at the same node have been tried already.
            if !tried.insert((name.clone(), node.clone(), format!("{keys:?}"))) {
                continue;
            }
            let changed = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
                let mut document = value.clone();
                document.pointer_mut(&path).and_then(Value::as_object_mut).into_iter().for_each(change);
                document
            };
            if schema.is_closed(&node) && !open(&node) {
                let more = changed(&|object| {
                    object.insert("no_such_key".to_owned(), json!(1));
                });
                assert!(schema.check(&name, &more).is_err() && read(&more).is_err(), "{name}{path} takes any key");
            }
            for key in keys {
                let less = changed(&|object| {
                    object.remove(key);
                });
                let (fits, is_read) = (schema.check(&name, &less).is_ok(), read(&less));
                // A price book is compiled as it is read: rules that read may still contradict themselves.
                let has_read = is_read.as_ref().map_or_else(|error| error.contains("rules.invalid"), |()| true);
                assert_eq!(fits, has_read, "{name}{path} without `{key}`: {is_read:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 1_000, "{checked}");
}
