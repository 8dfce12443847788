//! Reading what came over the wire: from any format of serde's onto one [`Tape`], and from there into records.
//!
//! Every type of the wire implements [`Read`], mostly by `#[derive(Deserialize)]` of `fondaco_derive`, and by way of it
//! `serde::Deserialize`: so it is read by `serde_json` and by every other format that says what it holds. Each type is
//! read by one piece of code, whatever the format, which keeps modules for browsers small.
//!
//! What cannot be read is a [`Misread`]: what was found, what was expected, and the way to it, such as
//! `lines[0].quantity`.
//!
//! ```
//! use fondaco::{Command, wire};
//!
//! let misread = wire::from_json::<Command>(r#"{"do": "open_cart", "channel": 7}"#).unwrap_err();
//! assert_eq!(misread.to_string(), "`channel`: invalid type: integer `7`, expected a channel code as text");
//! ```

/// Gives types that stand on the wire as a text, and are parsed from it, their reading.
macro_rules! read_as_text {
    ($($type:ty: $expected:expr;)+) => {$(
        impl $crate::wire::Read for $type {
            fn read(node: $crate::wire::Node<'_>) -> Result<Self, $crate::wire::Misread> {
                node.text($expected)?.parse().map_err(|why| node.refused(&why))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }
    )+};
}

pub(crate) use read_as_text;

pub(crate) mod form;
mod json;
mod misread;
mod node;
mod read;
mod tape;

pub use form::Unfit;
pub use json::{to_json, to_value};
pub use misread::Misread;
pub use node::{Node, Shape};
pub use read::Read;
#[doc(hidden)]
pub use serde;
pub use tape::Tape;

use serde::Deserializer;
use serde::de::Error as _;

/// Reads a value from JSON text, nothing else in it.
pub fn from_json<T: Read>(json: &str) -> Result<T, Misread> {
    Tape::parse(json)?.read()
}

/// Reads a value from any format: what `serde::Deserialize` of the types of the wire does.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tape = Tape::of(deserializer)?;
    tape.read().map_err(D::Error::custom)
}
