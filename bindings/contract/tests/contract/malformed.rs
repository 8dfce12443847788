//! What is turned back at the boundary, and how it is said.

use fondaco_contract::{Book, run_vector, wait, wire};
use serde_json::{Value, json};

use crate::shop::{call, memory, rules};

/// The reason for which a command is malformed.
fn refused(command: &str) -> String {
    let request = format!(r#"{{"command": {command}}}"#);
    let failure = wait(memory().execute_json(request)).unwrap_err();
    assert_eq!(failure.code.as_str(), "wire.malformed", "{failure}");
    failure.reason
}

fn add(quantity: &str) -> String {
    let cart = "0199c1d2-0000-7000-8000-000000000001";
    format!(r#"{{"do": "add_line", "cart": "{cart}", "line": {{"sku": "novel", "quantity": {quantity}}}}}"#)
}

fn capture(amount: &str) -> String {
    let payment = "0199c1d2-0000-7000-8000-000000000001";
    format!(r#"{{"do": "capture_payment", "payment": "{payment}", "amount": {amount}}}"#)
}

#[test]
fn a_number_where_an_amount_is_meant_is_refused_and_the_reason_says_how_to_write_it() {
    for number in ["12.30", "12", "-1", "1e3", "123456789012345678901234567890"] {
        let reason = refused(&capture(&format!(r#"{{"amount": {number}, "currency": "EUR"}}"#)));
        assert!(reason.contains("expected an amount as a string, such as `12.30`"), "{number}: {reason}");
        let reason = refused(&capture(number));
        assert!(reason.contains("expected money as an object"), "{number}: {reason}");
    }
}

#[test]
fn a_fraction_a_text_or_a_huge_number_where_a_whole_number_is_meant_is_refused() {
    for number in ["1.5", "1.0", "1e2", "\"1\"", "true", "null", "[1]", "1e30", "99999999999999999999"] {
        let reason = refused(&add(number));
        assert!(reason.contains("expected a whole number"), "{number}: {reason}");
    }
    for number in ["0", "-1", "1000000001", "9223372036854775807"] {
        assert!(refused(&add(number)).contains("quantity.invalid"), "{number}");
    }
    assert!(refused(&add("1e999")).contains("number out of range"));
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    for number in ["NaN", "Infinity", "-Infinity", "+1", "01", "0x1", ".5", "1_000", "'1'"] {
        let reason = refused(&add(number));
        assert!(reason.contains("line 1 column"), "{number}: {reason}");
    }
    for request in ["", " ", "{", "\u{feff}{}", "{}{}", "{\"command\": {},}"] {
        let failure = wait(memory().execute_json(request)).unwrap_err();
        assert_eq!(failure.code.as_str(), "wire.malformed", "{request}");
    }
    let failure = wait(memory().execute_json(b"{\"command\": \"\xff\"}")).unwrap_err();
    assert_eq!(failure.code.as_str(), "wire.malformed");
}

#[test]
fn a_field_that_nobody_knows_or_that_stands_twice_is_refused_by_its_name() {
    assert!(refused(r#"{"do": "open_cart", "channel": "web", "chanel": 1}"#).contains("unknown field `chanel`"));
    assert!(refused(r#"{"do": "open_cart", "channel": "web", "channel": "web"}"#).contains("duplicate field"));
    assert!(refused(r#"{"do": "open_carts"}"#).contains("unknown name `open_carts`"));
    assert!(refused(r#"{"channel": "web"}"#).contains("missing field `do`"));
    let failure = wait(memory().execute_json(r#"{"command": {"do": "open_cart", "channel": "web"}, "retry": 1}"#));
    assert!(failure.unwrap_err().reason.contains("unknown field `retry`"));
    for query in [
        r#"{"get": "cart", "cart": "0199c1d2-0000-7000-8000-000000000001", "more": 1}"#,
        r#"{"get": "events", "after": {"transaction": 1, "sequence": 0, "more": 1}}"#,
        r#"{"get": "records", "kind": "order", "where": {"state": {"is": "placed", "more": 1}}}"#,
        r#"{"get": "records", "kind": "nothing"}"#,
    ] {
        assert_eq!(wait(memory().query_json(query)).unwrap_err().code.as_str(), "wire.malformed", "{query}");
    }
}

#[test]
fn deep_nesting_is_refused_long_before_the_stack_ends() {
    for depth in [129, 10_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"all\":", "}"), ("{\"not\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            refused(&deep);
            let rules = rules().to_string().replacen("\"actions\"", &format!("\"when\":{deep},\"actions\""), 1);
            let failure = Book::compile(rules).unwrap_err();
            assert_eq!(failure.code.as_str(), "wire.malformed", "{failure}");
            assert!(run_vector(&deep).contains("wire.malformed"));
        }
    }
}

#[test]
fn no_reason_speaks_of_types_of_rust() {
    let wrong = [json!(null), json!(true), json!(1), json!(1.5), json!("x"), json!([]), json!({}), json!({"x": 1})];
    let mut reasons = Vec::new();
    let mut price = call();
    price["rules"] = rules();
    for path in paths(&price, "") {
        for wrong in &wrong {
            let mut changed = price.clone();
            *changed.pointer_mut(&path).unwrap() = wrong.clone();
            let answer: Value = serde_json::from_str(&run_vector(json!({"price": changed}).to_string())).unwrap();
            reasons.extend(answer["failure"]["reason"].as_str().map(str::to_owned));
        }
    }
    assert!(reasons.len() > 100, "{}", reasons.len());
    for reason in reasons {
        for word in ["struct", "enum", "i64", "u32", "u8", "u64", "tuple", "sequence", "map"] {
            let said = reason.split(|sign: char| !sign.is_alphanumeric()).any(|said| said == word);
            assert!(!said, "`{word}` in: {reason}");
        }
    }
}

#[test]
fn the_way_to_what_is_wrong_stands_in_the_reason_and_in_the_detail() {
    let mut call = call();
    call["basket"]["lines"][0]["quantity"] = json!("one");
    let failure = Book::compile(rules().to_string()).unwrap().price(call.to_string()).unwrap_err();
    assert!(failure.reason.starts_with("`basket.lines[0].quantity`: invalid type: string \"one\""), "{failure}");
    assert_eq!(failure.detail["at"], "basket.lines[0].quantity");
}

/// Every place in a value.
fn paths(value: &Value, path: &str) -> Vec<String> {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (format!("{path}/{key}"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (format!("{path}/{at}"), value)).collect(),
        _ => Vec::new(),
    };
    let own = (!path.is_empty()).then(|| path.to_owned());
    own.into_iter().chain(inner.into_iter().flat_map(|(path, value)| paths(value, &path))).collect()
}

#[test]
fn what_was_read_is_written_with_the_same_bytes_each_time() {
    let book = Book::compile(rules().to_string()).unwrap();
    let written = book.rules().unwrap();
    let again: fondaco::pricing::PriceRules = wire::read(&written).unwrap();
    assert_eq!(wire::write(&again).unwrap(), written);
    assert!(!written.contains(": ") && !written.contains('\n'));
}
