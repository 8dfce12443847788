//! The JSON Schema of price rules says what fondaco reads: no more, no less, and nothing that is out of date.

mod mutation;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use fondaco::pricing::{PriceBook, PriceRules};
use mutation::{Changed, Only, Random, exceptions, replace, replacements, twist};
use serde_json::{Value, json};
use walk::{Place, names, nodes, walk, without_defaults};

const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema, and a validator of it.
struct Schema {
    text: Value,
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn load() -> Self {
        let text: Value = json(include_str!("../../../docs/schema/price-rules.schema.json"));
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("urn:fondaco:price-rules", text.clone()).expect("a resource");
        let index = compiler.compile("urn:fondaco:price-rules", &mut schemas).expect("a schema");
        Self { text, schemas, index }
    }

    fn accepts(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }

    fn check(&self, document: &Value) -> Result<(), String> {
        self.schemas.validate(document, self.index).map_err(|error| format!("{error:#}"))
    }
}

/// Reads rules as any program does: from text.
fn read(document: &Value) -> Result<PriceRules, serde_json::Error> {
    serde_json::from_str(&document.to_string())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn complete() -> Value {
    json(include_str!("../../rules/complete.json"))
}

/// The complete rules, and the same with every policy of `policies.json`.
fn all() -> Vec<Value> {
    let policies = json(include_str!("../../rules/policies.json"));
    let with = |policy: &Value| {
        let mut rules = complete();
        for (key, value) in policy.as_object().into_iter().flatten() {
            rules[key] = value.clone();
        }
        rules
    };
    std::iter::once(complete()).chain(policies.as_array().into_iter().flatten().map(with)).collect()
}

/// The complete rules in parts, each of them rules with one promotion, one list and so on: small ones are read quickly.
fn parts() -> Vec<Value> {
    let mut rest = complete();
    let mut parts = Vec::new();
    for (key, value) in rest.as_object_mut().into_iter().flatten() {
        for one in value.as_array_mut().map(std::mem::take).into_iter().flatten() {
            parts.push(json!({"code": "part", "tax_display": "inclusive", key: [one]}));
        }
    }
    parts.push(rest);
    parts
}

/// The names that a reader says it expects: "expected one of `a`, `b`".
fn expected(error: &serde_json::Error) -> BTreeSet<String> {
    let text = error.to_string();
    let (_, listed) = text.split_once(", expected ").unwrap_or_else(|| panic!("{text}"));
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_is_one() {
    let schema = Schema::load();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let meta = compiler.compile(META_SCHEMA, &mut schemas).unwrap();
    schemas.validate(&schema.text, meta).unwrap_or_else(|error| panic!("{error:#}"));
    assert_eq!(schema.text["$schema"], META_SCHEMA);
    assert!(schemas.validate(&json!({"type": "strin"}), meta).is_err());
}

#[test]
fn every_definition_says_what_it_is() {
    let schema = Schema::load();
    let definitions = schema.text["$defs"].as_object().unwrap();
    for (name, definition) in definitions.iter().filter(|(name, _)| *name != "PriceRules") {
        assert!(definition["description"].is_string(), "{name}");
        let properties = definition["properties"].as_object().into_iter().flatten();
        for (key, property) in properties {
            assert!(property["description"].is_string() || property["$ref"].is_string(), "{name}.{key}");
        }
    }
}

#[test]
fn the_complete_rules_fit_compile_and_come_back_as_they_were() {
    let schema = Schema::load();
    for document in all() {
        schema.check(&document).unwrap_or_else(|error| panic!("{error}"));
        let rules = read(&document).unwrap();
        let book =
            PriceBook::compile(rules.clone()).unwrap_or_else(|refusal| panic!("{}", refusal.detail()["problems"]));
        let written = serde_json::to_string(&book).unwrap();
        let again: PriceRules = serde_json::from_str(&written).unwrap();
        assert_eq!(again, rules);
        assert_eq!(serde_json::to_string(&again).unwrap(), written);
        let written: Value = serde_json::from_str(&written).unwrap();
        schema.check(&written).unwrap_or_else(|error| panic!("{error}"));
        let plain = |value: &Value| without_defaults(&schema.text, &schema.text, value);
        let (before, after) = (plain(&document), plain(&written));
        for key in schema.text["$defs"]["PriceRules"]["properties"].as_object().unwrap().keys() {
            assert_eq!(after[key].to_string(), before[key].to_string(), "{key}");
        }
    }
}

#[test]
fn every_part_of_the_schema_occurs_in_the_complete_rules() {
    let schema = Schema::load();
    let seen: BTreeSet<String> = all().iter().flat_map(|document| walk(&schema.text, document).nodes).collect();
    let unused: Vec<String> = nodes(&schema.text).difference(&seen).cloned().collect();
    assert_eq!(unused, [] as [&str; 0]);
}

/// The names that a node has, against those that the reader lists when it is given another.
#[test]
fn the_reader_and_the_schema_know_the_same_names() {
    let schema = Schema::load();
    let mut compared = 0;
    for document in parts() {
        for place in walk(&schema.text, &document).places {
            let node = schema.text.pointer(&place.node).unwrap();
            let is_branch = place.node.contains("/oneOf/");
            let wrong = match document.pointer(&place.path).unwrap() {
                _ if names(node).is_empty() || is_branch => continue,
                Value::Object(map) if node["maxProperties"].is_null() && node["oneOf"].is_null() => {
                    let one_more = std::iter::once(("no_such_name".to_owned(), json!(0)));
                    map.clone().into_iter().chain(one_more).collect()
                }
                Value::Object(_) => json!({"no_such_name": 0}),
                _ => json!("no_such_name"),
            };
            let Changed { document, what, .. } = replace(&document, &place, wrong);
            assert!(!schema.accepts(&document), "{what}");
            let error = read(&document).expect_err(&what);
            assert_eq!(expected(&error), names(node), "{what}");
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn what_the_schema_requires_is_required_and_its_defaults_are_the_readers() {
    let schema = Schema::load();
    let mut defaults = BTreeSet::new();
    for document in parts() {
        for place in walk(&schema.text, &document).places {
            let node = schema.text.pointer(&place.node).unwrap();
            let properties = node["properties"].as_object().filter(|_| node["maxProperties"].is_null());
            for (key, property) in properties.into_iter().flatten() {
                let what = format!("{}/{key}", place.path);
                let required = node["required"].as_array().is_some_and(|required| required.contains(&json!(key)));
                let absent = with(&document, &place, key, None);
                assert_eq!((schema.accepts(&absent), read(&absent).is_ok()), (!required, !required), "{what}");
                if let Some(default) = property.get("default") {
                    let stated = with(&document, &place, key, Some(default));
                    assert_eq!(schema.check(&stated), Ok(()), "{what}");
                    assert_eq!(read(&stated).unwrap(), read(&absent).unwrap(), "{what}");
                    defaults.insert(format!("{}/properties/{key}", place.node));
                }
            }
        }
    }
    let has_default = |node: &String| schema.text.pointer(node).is_some_and(|node| node.get("default").is_some());
    assert_eq!(defaults, nodes(&schema.text).into_iter().filter(has_default).collect());
}

/// A document whose object at a place has this value for a key, or has no such key.
fn with(document: &Value, place: &Place, key: &str, value: Option<&Value>) -> Value {
    let mut document = document.clone();
    let map = document.pointer_mut(&place.path).and_then(Value::as_object_mut).expect("an object");
    map.remove(key);
    map.extend(value.map(|value| (key.to_owned(), value.clone())));
    document
}

/// Says how the reader and the schema differ about a change, unless they agree or are meant to differ.
fn disagreement(schema: &Schema, changed: &Changed) -> Option<String> {
    let accepts = match (schema.accepts(&changed.document), read(&changed.document).is_ok()) {
        (true, false) => Only::Schema,
        (false, true) => Only::Reader,
        _ => return None,
    };
    let meant = changed.replaced.as_ref().is_some_and(|(node, value)| {
        exceptions().iter().any(|exception| exception.accepts == accepts && (exception.holds)(node, value))
    });
    (!meant).then(|| format!("{}: only the {accepts:?} accepts it", changed.what))
}

#[test]
fn the_reader_and_the_schema_agree_on_every_single_change() {
    let schema = Schema::load();
    let (mut changes, mut accepted) = (0_usize, 0_usize);
    for document in parts() {
        for place in walk(&schema.text, &document).places {
            let replaced = replacements().into_iter().map(|value| replace(&document, &place, value));
            for changed in replaced.chain(twist(&document, &place)) {
                changes += 1;
                accepted += usize::from(read(&changed.document).is_ok());
                assert_eq!(disagreement(&schema, &changed), None);
            }
        }
    }
    assert!(changes > 20_000 && accepted > changes / 10 && accepted < changes / 2, "{accepted} of {changes}");
}

#[test]
fn the_reader_and_the_schema_agree_on_parts_that_stand_elsewhere() {
    let schema = Schema::load();
    let places =
        |document: Value| walk(&schema.text, &document).places.into_iter().map(move |place| (document.clone(), place));
    let places: Vec<(Value, Place)> = parts().into_iter().flat_map(places).collect();
    let mut random = Random(1);
    let mut accepted = 0_usize;
    for _ in 0..20_000 {
        let ((document, to), (source, from)) =
            (&places[random.below(places.len())], &places[random.below(places.len())]);
        let moved = replace(document, to, source.pointer(&from.path).unwrap().clone());
        accepted += usize::from(read(&moved.document).is_ok());
        assert_eq!(disagreement(&schema, &moved), None);
    }
    assert!(accepted > 1_000, "{accepted}");
}

#[test]
fn the_exceptions_are_as_they_are_said_to_be() {
    let schema = Schema::load();
    let document = complete();
    for exception in exceptions() {
        let (path, value) = exception.example;
        let mut changed = document.clone();
        *changed.pointer_mut(path).unwrap() = value;
        let accepted = (schema.accepts(&changed), read(&changed).is_ok());
        assert_eq!(
            accepted,
            (exception.accepts == Only::Schema, exception.accepts == Only::Reader),
            "{}",
            exception.why
        );
    }
}

/// The rules in a value, wherever they stand.
fn rules_in<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(map) if map.contains_key("tax_display") && value["code"].is_string() => found.push(value),
        Value::Object(map) => map.values().for_each(|inner| rules_in(inner, found)),
        Value::Array(list) => list.iter().for_each(|inner| rules_in(inner, found)),
        _ => {}
    }
}

/// The JSON files of a folder and all below it, those that are built or of no concern aside.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() && !name.starts_with('.') && name != "target" && name != "node_modules" {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_set_of_rules_in_the_repository_fits() {
    let schema = Schema::load();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for folder in ["bindings", "core", "docs", "examples", "tests"] {
        files(&root.join(folder), &mut paths);
    }
    let mut fit = BTreeSet::new();
    for path in paths {
        // What is no JSON is so on purpose: a cart that is faulty.
        let text = std::fs::read_to_string(&path).unwrap();
        let Ok(document) = serde_json::from_str::<Value>(&text) else { continue };
        let mut found = Vec::new();
        rules_in(&document, &mut found);
        for rules in found {
            let shown = path.strip_prefix(root).unwrap().display().to_string();
            schema.check(rules).unwrap_or_else(|error| panic!("{shown}: {error}"));
            read(rules).unwrap_or_else(|error| panic!("{shown}: {error}"));
            fit.insert(shown);
        }
    }
    assert!(fit.contains("tests/w1/rules.json") && fit.contains("tests/rules/complete.json"), "{fit:?}");
}
