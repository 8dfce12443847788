//! Titles: what a person reads.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;
use core::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::label::Label;
use crate::wire::{self, Misread, Node, Read};

/// What a person reads: the title of a variant, the name of a method. Any text, kept in its own place if it is short and
/// cheap to clone in any case.
///
/// ```
/// let title = fondaco::Title::from("Le città invisibili");
/// assert_eq!(title.to_uppercase(), "LE CITTÀ INVISIBILI");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(Label);

impl Title {
    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for Title {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Title {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Title {
    fn from(text: &str) -> Self {
        Self(Label::new(text))
    }
}

impl From<String> for Title {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Arc<str>> for Title {
    fn from(text: Arc<str>) -> Self {
        Self(Label::of(text))
    }
}

impl Default for Title {
    /// No text.
    fn default() -> Self {
        "".into()
    }
}

impl PartialEq<str> for Title {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Title {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Title {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Read for Title {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.text("a string").map(Self::from)
    }
}

impl<'de> Deserialize<'de> for Title {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}
