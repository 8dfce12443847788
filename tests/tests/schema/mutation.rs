//! Changes to a document, one at every place or some at random, and where readers may differ about them.

use fondaco::money::{Currency, Rate};
use serde_json::{Value, json};

use crate::walk::Place;

/// A changed document, and the change.
pub(crate) struct Changed {
    pub(crate) document: Value,
    pub(crate) what: String,
    /// The node at which a value was replaced, and the new value.
    pub(crate) replaced: Option<(String, Value)>,
}

/// Values of every type, of lengths and sizes around the limits.
pub(crate) fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!(5_000_000_000_u64),
        json!(u64::MAX),
        json!(""),
        json!("no such word"),
        json!("ä"),
        json!("de"),
        json!("X".repeat(32)),
        json!("X".repeat(33)),
        json!("x".repeat(64)),
        json!("x".repeat(65)),
        json!("2026-11-21"),
        json!("1e3"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"no_such_key": 1}),
    ]
}

/// Puts a value at a place.
pub(crate) fn replace(document: &Value, place: &Place, value: Value) -> Changed {
    let mut changed = document.clone();
    *changed.pointer_mut(&place.path).expect("a place of the document") = value.clone();
    let what = format!("{} := {value}", place.path);
    Changed { document: changed, what, replaced: Some((place.node.clone(), value)) }
}

/// Changes at a place that are no replacement by another type: removed, doubled, misspelt, with a key too many.
pub(crate) fn twist(document: &Value, place: &Place) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut with = |what: &str, change: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        change(&mut document);
        found.push(Changed { document, what: format!("{what} {}", place.path), replaced: None });
    };
    let at = |document: &mut Value| -> Value { document.pointer(&place.path).cloned().unwrap_or_default() };
    let put = |document: &mut Value, value: Value| {
        if let Some(slot) = document.pointer_mut(&place.path) {
            *slot = value;
        }
    };
    with("remove", &|document| {
        let Some((parent, key)) = place.path.rsplit_once('/') else { return };
        match document.pointer_mut(parent) {
            Some(Value::Object(map)) => drop(map.remove(key)),
            Some(Value::Array(list)) => drop(list.remove(key.parse().expect("a place of a list"))),
            _ => {}
        }
    });
    match at(&mut document.clone()) {
        Value::Object(map) => {
            for key in map.keys() {
                with(&format!("misspell `{key}` of"), &|document| {
                    let mut map = map.clone();
                    let value = map.remove(key).unwrap_or_default();
                    map.insert(format!("{key}x"), value);
                    put(document, Value::Object(map));
                });
            }
            with("a key too many in", &|document| {
                let mut map = map.clone();
                map.insert("no_such_key".into(), json!(1));
                put(document, Value::Object(map));
            });
        }
        Value::Array(list) => with("double", &|document| put(document, [&*list, &*list].concat().into())),
        Value::String(text) => {
            with("misspell", &|document| put(document, format!("{text}!").into()));
            with("capitals for", &|document| put(document, text.to_uppercase().into()));
        }
        _ => {}
    }
    found
}

/// Who accepts what the other refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    Reader,
    Schema,
}

/// Where the reader and the schema differ on purpose.
pub(crate) struct Exception {
    pub(crate) why: &'static str,
    pub(crate) accepts: Only,
    /// A place of the complete rules, and what to write there.
    pub(crate) example: (&'static str, Value),
    /// Whether a value at a node is such a case.
    pub(crate) holds: fn(&str, &Value) -> bool,
}

/// Every difference there is.
pub(crate) fn exceptions() -> Vec<Exception> {
    [only_the_reader(), only_the_schema()].into_iter().flatten().collect()
}

/// What reads although the schema leaves it out.
fn only_the_reader() -> Vec<Exception> {
    let case = |why, path, value, holds| Exception { why, accepts: Only::Reader, example: (path, value), holds };
    vec![
        case(
            "`null` in a field that may be absent reads as absent; it is never written, so the schema leaves it out",
            "/home",
            Value::Null,
            |_, value| value.is_null(),
        ),
        case(
            "a variant without content reads from an object with `null`",
            "/promotions/3/stacking",
            json!({"combinable": null}),
            |_, value| value.as_object().is_some_and(|map| map.len() == 1 && map.values().all(Value::is_null)),
        ),
        case(
            "instants read in more forms than that of RFC 3339",
            "/taxes/0/from",
            json!("20210101T000000Z"),
            |node, value| node.ends_with("/Instant") && value.is_string(),
        ),
    ]
}

/// What fits the schema although it does not read.
fn only_the_schema() -> Vec<Exception> {
    let case = |why, path, value, holds| Exception { why, accepts: Only::Schema, example: (path, value), holds };
    vec![
        case("no pattern knows the calendar", "/taxes/0/from", json!("2026-02-30T00:00:00Z"), |node, value| {
            node.ends_with("/Instant") && value.is_string()
        }),
        case(
            "a number without a fraction is whole to JSON Schema, however it is written",
            "/promotions/0/priority",
            json!(3.0),
            |_, value| value.is_f64(),
        ),
        case(
            "how many decimals an amount may have depends on its currency",
            "/lists/0/prices/0/price/amount",
            json!("9.905"),
            |node, value| node.ends_with("/Decimal") && is_decimal(value),
        ),
        case(
            "and the currency has to fit the amount",
            "/lists/0/prices/0/price/currency",
            json!("JPY"),
            |node, value| node.ends_with("/Currency") && is_currency(value),
        ),
        case(
            "ISO 4217 is not listed in the schema: new codes would make it wrong",
            "/lists/0/prices/0/price/currency",
            json!("EUX"),
            |node, value| node.ends_with("/Currency") && is_letters(value),
        ),
        case(
            "no pattern knows the size of 64 bits",
            "/promotions/0/actions/0/discount/off/percent",
            json!("92233720368547758080"),
            |node, value| node.ends_with("/Rate") && value.as_str().is_some_and(|text| text.len() > 18),
        ),
    ]
}

fn is_decimal(value: &Value) -> bool {
    value.as_str().is_some_and(|text| Rate::parse(text).is_ok())
}

fn is_currency(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<Currency>().is_ok())
}

fn is_letters(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Numbers that look random and are the same at every run (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end).expect("a length")).expect("less than the end")
    }
}
