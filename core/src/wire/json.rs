//! JSON: no blanks, fields in the order of their declaration, maps in the order of their keys.

use alloc::string::String;
use core::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::form::{Form, Parts, Unfit};
use super::from_json;

/// Writes a value as JSON: what `serde_json::to_string` writes, byte for byte. Floats are refused, and keys of maps that are
/// no text.
///
/// ```
/// use fondaco::money::Money;
/// use fondaco::wire;
///
/// let json = wire::to_json(&"12.30 EUR".parse::<Money>()?)?;
/// assert_eq!(json, r#"{"amount":"12.30","currency":"EUR"}"#);
/// assert_eq!(wire::from_json::<Money>(&json)?.minor(), 1230);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String, Unfit> {
    let mut json = Json(String::new());
    value.serialize(Parts::<dyn Form>(&mut json))?;
    Ok(json.0)
}

/// The value of a record as JSON's.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Unfit> {
    from_json(&to_json(value)?).map_err(<Unfit as serde::ser::Error>::custom)
}

/// JSON, as far as it is written.
struct Json(String);

impl Json {
    fn put(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// RFC 8259: quotes, backslashes and what is below a blank.
    fn escape(&mut self, sign: u8) {
        let escaped = match sign {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0C => "\\f",
            _ => {
                let _ = write!(self.0, "\\u{sign:04x}");
                ""
            }
        };
        self.put(escaped);
    }

    fn then(&mut self, is_first: bool) {
        if !is_first {
            self.0.push(',');
        }
    }

    /// A name needs no escapes.
    fn name(&mut self, name: &str) {
        self.0.reserve(name.len().saturating_add(3));
        self.0.push('"');
        self.put(name);
        self.0.push('"');
        self.0.push(':');
    }
}

/// A text before and after the first sign that needs an escape.
fn split(text: &str) -> Option<(&str, (u8, &str))> {
    let place = text.bytes().position(|sign| matches!(sign, b'"' | b'\\' | ..0x20))?;
    Some((text.get(..place)?, (*text.as_bytes().get(place)?, text.get(place.checked_add(1)?..)?)))
}

impl Form for Json {
    fn is_readable(&self) -> bool {
        true
    }

    fn truth(&mut self, truth: bool) {
        self.put(if truth { "true" } else { "false" });
    }

    fn whole(&mut self, number: i64) {
        // A text takes everything.
        let _ = write!(self.0, "{number}");
    }

    fn count(&mut self, number: u64) {
        let _ = write!(self.0, "{number}");
    }

    fn wide(&mut self, number: u128) {
        let _ = write!(self.0, "{number}");
    }

    fn text(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        // What needs no escape is taken whole: up to the next byte that does, which is a sign of its own.
        while let Some((plain, (sign, after))) = split(rest) {
            self.put(plain);
            self.escape(sign);
            rest = after;
        }
        self.put(rest);
        self.0.push('"');
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.list(bytes.len());
        for (place, byte) in bytes.iter().enumerate() {
            self.item(place == 0);
            self.count((*byte).into());
        }
        self.end_list();
    }

    fn none(&mut self) {
        self.put("null");
    }

    fn some(&mut self) {}

    fn unit(&mut self) {
        self.put("null");
    }

    fn list(&mut self, _: usize) {
        self.0.push('[');
    }

    fn map(&mut self, _: usize) {
        self.0.push('{');
    }

    fn fields(&mut self, _: usize) {
        self.0.push('{');
    }

    fn item(&mut self, is_first: bool) {
        self.then(is_first);
    }

    fn value(&mut self) -> bool {
        let is_text = self.0.ends_with('"');
        self.0.push(':');
        is_text
    }

    fn field(&mut self, _: u8, name: &'static str, is_first: bool) {
        self.then(is_first);
        self.name(name);
    }

    fn end_list(&mut self) {
        self.0.push(']');
    }

    fn end_map(&mut self) {
        self.0.push('}');
    }

    fn variant(&mut self, name: &'static str) {
        self.0.push('{');
        self.name(name);
    }

    fn end_variant(&mut self) {
        self.0.push('}');
    }
}
