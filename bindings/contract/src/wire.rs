//! Reading and writing JSON: strict on the way in, one sequence of bytes for one value on the way out.
//!
//! What reads refuses unknown and doubled fields, numbers where an amount is meant, fractions where a whole number is, and
//! anything nested deeper than 128 levels. What is written has no blanks, fields in the order of their declaration and maps
//! in the order of their keys: the same value gives the same bytes in every language.

use fondaco::{Code, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::WireFailure;

/// Reads a value from JSON; refused with `wire.malformed`, whose reason says what and where.
pub fn read<T: DeserializeOwned>(json: impl AsRef<[u8]>) -> Result<T, WireFailure> {
    // Text, as stores read their records: a reader of bytes would be all of the readers once more.
    let text = core::str::from_utf8(json.as_ref()).map_err(|error| malformed(&error.to_string()))?;
    serde_json::from_str(text).map_err(|error| malformed(&error.to_string()))
}

/// Writes a value as canonical JSON.
pub fn write<T: Serialize>(value: &T) -> Result<String, WireFailure> {
    serde_json::to_string(value).map_err(|error| {
        let reason = format!("an answer cannot be written: {error}");
        Refusal::new(Code::Defect, reason).into()
    })
}

/// Writes an answer that has a place for failures of its own.
pub(crate) fn answer<T: Serialize>(answer: &T) -> String {
    write(answer).unwrap_or_else(|failure| {
        // Only a map whose keys are no text cannot be written; there is none.
        format!(
            r#"{{"failure":{{"kind":"fault","code":"{}","reason":"an answer cannot be written"}}}}"#,
            failure.code.as_str()
        )
    })
}

/// A message that is not of the expected shape.
pub(crate) fn malformed(reason: &str) -> WireFailure {
    Refusal::new(Code::WireMalformed, plain(reason)).into()
}

/// The words of a caller for the words of Rust, for what is malformed: for bindings that read records without JSON.
pub fn plain(reason: &str) -> String {
    let mut reason = reason.to_owned();
    for (rust, word) in [
        ("invalid type: sequence", "invalid type: a list"),
        ("invalid type: map", "invalid type: an object"),
        ("unknown variant `", "unknown name `"),
    ] {
        if let Some(rest) = reason.strip_prefix(rust) {
            reason = format!("{word}{rest}");
        }
    }
    let Some((found, expected)) = reason.split_once(", expected ") else { return reason };
    let (what, place) = expected.find(" at line ").map_or((expected, ""), |place| expected.split_at(place));
    let what = match what.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number, zero or more",
        "struct" | "internally" | "adjacently" | "map" => "an object",
        "enum" | "string" if !what.contains('`') => "a name of a list, or an object with one key",
        "variant" => "a name",
        "tuple" | "array" => "a list of another length",
        _ if what == "a sequence" => "a list",
        _ if what == "a map" => "an object",
        _ => what,
    };
    format!("{found}, expected {what}{place}")
}
