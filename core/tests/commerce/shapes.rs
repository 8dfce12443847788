//! Every shape that the wire has, read: what is right, what is not, and how that is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use fondaco::wire::{Misread, Read, Tape, from_json, to_json};
use fondaco_derive::Deserialize;
use proptest::prelude::*;
use serde::Deserialize as _;
use serde_json::{Map, Value, json};

/// One of each shape that the wire has.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    number: u8,
    note: Option<String>,
    #[serde(default)]
    list: Vec<Part>,
    #[serde(default = "seven")]
    seven: i64,
    #[serde(rename = "type")]
    kind: Option<Kind>,
    #[serde(default)]
    map: BTreeMap<String, (i64, bool)>,
    beside: Option<Beside>,
    apart: Option<Apart>,
    any: Option<Any>,
}

fn seven() -> i64 {
    7
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Part {
    one: u64,
    two: [i8; 2],
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Nothing,
    OneValue(i64),
    Named { most: u64 },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Beside {
    Stop,
    GoOn { steps: u64 },
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "type", content = "data")]
enum Apart {
    Empty,
    Full(Part),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Any {
    Number(i64),
    Text(String),
}

fn misread<T: Read + Debug>(text: &str) -> String {
    from_json::<T>(text).unwrap_err().to_string()
}

#[test]
fn every_shape_is_read() {
    let whole: Whole = from_json(
        r#"{"seven": 8, "number": 255, "list": [{}, {"two": [1, -2], "one": 18446744073709551615}], "note": "a\u0062\"",
            "type": {"one_value": 3}, "map": {"x": [-1, true]}, "beside": {"steps": 2, "do": "go_on"},
            "apart": {"data": {"one": 1}, "type": "Full"}, "any": "text"}"#,
    )
    .unwrap();
    let parts = vec![Part::default(), Part { one: u64::MAX, two: [1, -2] }];
    assert_eq!((whole.number, whole.seven, whole.list), (255, 8, parts));
    assert_eq!((whole.note.as_deref(), whole.kind), (Some("ab\""), Some(Kind::OneValue(3))));
    assert_eq!(whole.map, BTreeMap::from([("x".to_string(), (-1, true))]));
    assert_eq!(whole.beside, Some(Beside::GoOn { steps: 2 }));
    assert_eq!(whole.apart, Some(Apart::Full(Part { one: 1, two: [0, 0] })));
    assert_eq!(whole.any, Some(Any::Text("text".into())));

    let least: Whole = from_json(r#"{"number": 0, "note": null}"#).unwrap();
    assert_eq!((least.seven, least.note, least.kind, least.list.len(), least.map.len()), (7, None, None, 0, 0));

    let kind = |text: &str| from_json::<Kind>(text).unwrap();
    assert_eq!([kind(r#""nothing""#), kind(r#"{"nothing": null}"#)], [Kind::Nothing, Kind::Nothing]);
    assert_eq!(
        [kind(r#"{"one_value": 5}"#), kind(r#"{"named": {"most": 1}}"#)],
        [Kind::OneValue(5), Kind::Named { most: 1 }]
    );
    assert_eq!(from_json::<Beside>(r#"{"do": "stop"}"#).unwrap(), Beside::Stop);
    assert_eq!(from_json::<Apart>(r#"{"type": "Empty"}"#).unwrap(), Apart::Empty);
    assert_eq!(from_json::<BTreeSet<u8>>("[2, 1, 2]").unwrap(), BTreeSet::from([1, 2]));
}

#[test]
fn what_cannot_be_read_says_where_it_stands_and_what_was_expected() {
    for (text, expected) in [
        ("7", "invalid type: integer `7`, expected an object"),
        (r#"{"note": "x"}"#, "missing field `number`"),
        (r#"{"number": 256}"#, "`number`: invalid value: integer `256`, expected a whole number from 0 to 255"),
        (r#"{"number": -1}"#, "`number`: invalid value: integer `-1`, expected a whole number from 0 to 255"),
        (r#"{"number": "1"}"#, "`number`: invalid type: string \"1\", expected a whole number, zero or more"),
        (r#"{"number": 1, "number": 1}"#, "duplicate field `number`"),
        (
            r#"{"number": 1, "list": [{}, {"one": true}]}"#,
            "`list[1].one`: invalid type: boolean `true`, expected a whole",
        ),
        (
            r#"{"number": 1, "list": [{}, {"once": true}]}"#,
            "`list[1]`: unknown field `once`, expected one of `one`, `two`",
        ),
        (r#"{"number": 1, "list": [{"two": [1]}]}"#, "`list[0].two`: invalid length, expected a list of 2"),
        (
            r#"{"number": 1, "map": {"a": [1, true], "b": [1, 0]}}"#,
            "`map.b[1]`: invalid type: integer `0`, expected `true`",
        ),
        (r#"{"number": 1, "map": {"a": [1, true], "a": [1, true]}}"#, "`map`: duplicate field `a`"),
        (r#"{"number": 1, "type": "named"}"#, "`type`: `named` alone says too little"),
        (r#"{"number": 1, "type": "nobody"}"#, "`type`: unknown name `nobody`, expected one of `nothing`, `one_value`"),
        (r#"{"number": 1, "type": {"nothing": 1}}"#, "`type.nothing`: invalid type: integer `1`, expected nothing"),
        (
            r#"{"number": 1, "type": {"named": {"most": []}}}"#,
            "`type.named.most`: invalid type: a list, expected a whole",
        ),
        (
            r#"{"number": 1, "type": {"nothing": null, "named": {}}}"#,
            "`type`: invalid value: an object, expected a name of",
        ),
        (r#"{"number": 1, "beside": {"steps": 1}}"#, "`beside`: missing field `do`"),
        (r#"{"number": 1, "beside": {"do": "stop", "steps": 1}}"#, "`beside`: unknown field `steps`"),
        (r#"{"number": 1, "beside": {"do": "stop", "do": "stop"}}"#, "`beside`: duplicate field `do`"),
        (r#"{"number": 1, "apart": {"type": "Full"}}"#, "`apart`: missing field `data`"),
        (r#"{"number": 1, "apart": {"type": "Empty", "more": 1}}"#, "`apart`: unknown field `more`"),
        (r#"{"number": 1, "any": []}"#, "`any`: a list is nothing that is expected here"),
        (
            r#"{"number": 1, "seven": 1.5}"#,
            "`seven`: invalid type: a number that is not whole, or too large, expected a wh",
        ),
        (r#"{"number": 1, "seven": 9223372036854775808}"#, "`seven`: invalid value: integer `9223372036854775808`"),
        (r#"{"number": 1,}"#, "trailing comma at line 1 column 14"),
        (r#"{"number": 1} x"#, "trailing characters at line 1 column 15"),
    ] {
        let reason = misread::<Whole>(text);
        assert!(reason.starts_with(expected), "{text}: {reason}");
    }
}

#[test]
fn what_is_read_by_way_of_serde_is_the_same_with_every_format() {
    let value = json!({"number": 1, "list": [{"two": [1, 2]}], "type": {"named": {"most": 3}}});
    let read = from_json::<Whole>(&value.to_string()).unwrap();
    assert_eq!(serde_json::from_str::<Whole>(&value.to_string()).unwrap(), read);
    assert_eq!(Whole::deserialize(value).unwrap(), read);
    let error = Whole::deserialize(json!({"number": 1, "list": [{"two": [1, "2"]}]})).unwrap_err();
    assert!(error.to_string().starts_with("`list[0].two[1]`: invalid type: string \"2\""), "{error}");
    // Nested in what serde's own derive reads, as in a program that keeps our records in its own.
    let pairs: Vec<(String, Beside)> = serde_json::from_str(r#"[["x", {"do": "stop"}]]"#).unwrap();
    assert_eq!(pairs, [("x".to_string(), Beside::Stop)]);
}

#[test]
fn what_is_no_json_is_not_written() {
    assert_eq!(to_json(&BTreeMap::from([("a", 1)])).unwrap(), r#"{"a":1}"#);
    for refused in [to_json(&BTreeMap::from([(1, "a")])), to_json(&BTreeMap::from([([1], "a")])), to_json(&0.5)] {
        assert!(refused.is_err(), "{refused:?}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_stands() {
    let reason = misread::<Value>(r#"{"a": [{"b": 1, "c": 2, "b": 3}]}"#);
    assert_eq!(reason, "`a[0]`: duplicate field `b`");
}

/// Any JSON without fractions, and the ways to all that is in it.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "[\\PC\\x00-\\x1f\"\\\\]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn a_tape_holds_what_the_text_does(value in values()) {
        let text = value.to_string();
        prop_assert_eq!(&from_json::<Value>(&text).unwrap(), &value);
        prop_assert_eq!(&Tape::of(value.clone()).unwrap().read::<Value>().unwrap(), &value);
        prop_assert_eq!(to_json(&value).unwrap(), text);
    }

    #[test]
    fn the_way_leads_to_the_place(value in values(), picks in prop::collection::vec(any::<prop::sample::Index>(), 4)) {
        // Down to some place, which then holds what nothing reads.
        let (mut broken, mut way, mut pointer) = (value, String::new(), String::new());
        for pick in picks {
            let (step, name) = match broken.pointer(&pointer).unwrap() {
                Value::Array(list) if !list.is_empty() => {
                    let place = pick.index(list.len());
                    (format!("[{place}]"), place.to_string())
                }
                Value::Object(map) if !map.is_empty() => {
                    let key = map.keys().nth(pick.index(map.len())).unwrap();
                    (format!(".{key}"), key.clone())
                }
                _ => break,
            };
            way.push_str(&step);
            pointer.extend(["/", &name]);
        }
        *broken.pointer_mut(&pointer).unwrap() = json!(0.5);
        let misread: Misread = from_json::<Value>(&broken.to_string()).unwrap_err();
        prop_assert_eq!(misread.way(), way.trim_start_matches('.'));
    }
}
