//! Reading and writing JSON: strict on the way in, one sequence of bytes for one value on the way out.
//!
//! What reads refuses unknown and doubled fields, numbers where an amount is meant, fractions where a whole number is, and
//! anything nested deeper than 128 levels. What is written has no blanks, fields in the order of their declaration and maps
//! in the order of their keys: the same value gives the same bytes in every language.

use fondaco::wire::{Read, from_json, to_json};
use fondaco::{Code, Refusal};
use serde::Serialize;

use crate::WireFailure;

/// Reads a value from JSON; refused with `wire.malformed`, whose reason says what and where.
pub fn read<T: Read>(json: impl AsRef<[u8]>) -> Result<T, WireFailure> {
    let text = core::str::from_utf8(json.as_ref()).map_err(|error| malformed("", &error.to_string()))?;
    from_json(text).map_err(|misread| malformed(misread.way(), misread.reason()))
}

/// Writes a value as canonical JSON.
pub fn write<T: Serialize>(value: &T) -> Result<String, WireFailure> {
    to_json(value).map_err(|error| {
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

/// A message that is not of the expected shape: where, and why.
pub fn malformed(way: &str, reason: &str) -> WireFailure {
    if way.is_empty() {
        return Refusal::new(Code::WireMalformed, reason.to_owned()).into();
    }
    Refusal::new(Code::WireMalformed, format!("`{way}`: {reason}")).with("at", way).into()
}
