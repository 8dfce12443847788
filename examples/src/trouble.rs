//! What is said when it cannot be done.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use fondaco::{Failure, FailureKind, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Why the program did nothing: a refusal of the engine, or something wrong around it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Trouble {
    kind: FailureKind,
    code: String,
    reason: String,
    detail: Map<String, Value>,
}

impl Trouble {
    /// Something wrong with the call, in plain words.
    pub(crate) fn new(code: &str, reason: impl Into<String>) -> Self {
        Self { kind: FailureKind::Invalid, code: code.into(), reason: reason.into(), detail: Map::new() }
    }

    /// Adds what would be right.
    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.reason = format!("{}; {hint}", self.reason);
        self
    }

    /// Says first what was being done.
    pub(crate) fn about(mut self, what: &str) -> Self {
        self.reason = format!("{what}: {}", self.reason);
        self
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    /// A text of the detail.
    pub(crate) fn detail(&self, name: &str) -> Option<&str> {
        self.detail.get(name).and_then(Value::as_str)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.detail().iter().map(|(name, value)| (name.to_string(), value.clone()));
        let (kind, code) = (refusal.kind(), refusal.code().as_str().to_owned());
        Self { kind, code, reason: refusal.reason().into(), detail: detail.collect() }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        failure.into_refusal().into()
    }
}

impl From<fondaco::port::StoreError> for Trouble {
    fn from(error: fondaco::port::StoreError) -> Self {
        Failure::from(error).into()
    }
}

/// One line, whatever the reason holds.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.reason.split(|char: char| char.is_whitespace() || char.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        f.write_str(&words.join(" "))
    }
}

/// An error of the operating system in plain words, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Reads a JSON file, as `what` it should be.
pub(crate) fn read<T: DeserializeOwned>(path: &Path, what: &str) -> Result<T, Trouble> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        let mut trouble = Trouble::new("file.unreadable", format!("cannot read {what} `{shown}`: {}", plain(&error)));
        trouble.detail.insert("path".into(), shown.to_string().into());
        trouble
    })?;
    serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let problem = error.to_string();
        let problem = problem.split(" at line ").next().unwrap_or(&problem);
        let reason = format!("{what} `{shown}` is malformed at line {line}, column {column}: {problem}");
        let mut trouble = Trouble::new("file.malformed", reason);
        let detail = [("path", shown.to_string().into()), ("line", line.into()), ("column", column.into())];
        trouble.detail.extend(detail.map(|(name, value): (&str, Value)| (name.to_owned(), value)));
        trouble
    })
}
