//! Why something could not be read.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::{self, Display};

/// What cannot be read: where it stands, what was found, and what was expected.
#[derive(Clone, PartialEq, Eq)]
pub struct Misread(Box<Reason>);

#[derive(Clone, PartialEq, Eq)]
struct Reason {
    /// The place on the tape.
    at: usize,
    way: String,
    text: String,
}

impl Misread {
    pub(super) fn new(at: usize, text: String) -> Self {
        Self(Box::new(Reason { at, way: String::new(), text }))
    }

    /// Text that is not even JSON.
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        Self::new(0, error.to_string())
    }

    pub(super) fn at(&self) -> usize {
        self.0.at
    }

    pub(super) fn with_way(mut self, way: String) -> Self {
        self.0.way = way;
        self
    }

    /// The way to it, such as `lines[0].quantity`; empty where it is the whole.
    pub fn way(&self) -> &str {
        &self.0.way
    }

    /// What was found and what was expected.
    pub fn reason(&self) -> &str {
        &self.0.text
    }
}

impl Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.way.is_empty() {
            return f.write_str(&self.0.text);
        }
        for part in ["`", &self.0.way, "`: ", &self.0.text] {
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl core::error::Error for Misread {}

/// A list of names: "one of `a`, `b`".
pub(super) fn one_of<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = names.len();
    let quoted: alloc::vec::Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match count {
        0 => "there are none".to_string(),
        1 => format!("expected {}", quoted.concat()),
        _ => format!("expected one of {}", quoted.join(", ")),
    }
}
