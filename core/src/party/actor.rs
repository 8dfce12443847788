//! Actors: who sent a command, named by every event that follows from it.

use alloc::format;
use core::fmt;
use core::str::FromStr;

use serde::Serialize;

use crate::id::CustomerId;
use crate::refusal::{Code, Refusal};
use crate::wire::read_as_text;

/// Who sent a command; prints as `system`, `guest` or `customer/ID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Actor {
    /// The shop itself: its back office, its timers.
    #[default]
    System,
    /// A shopper who has not signed in.
    Guest,
    /// A customer who has signed in.
    Customer(CustomerId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::Guest => f.write_str("guest"),
            Self::Customer(id) => write!(f, "customer/{id}"),
        }
    }
}

impl FromStr for Actor {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "system" => Ok(Self::System),
            "guest" => Ok(Self::Guest),
            _ => match text.strip_prefix("customer/") {
                Some(id) => id.parse().map(Self::Customer),
                None => Err(Refusal::new(
                    Code::CodeMalformed,
                    format!(
                        "`{}` is not an actor: it takes `system`, `guest` or `customer/ID`",
                        crate::id::shown(text)
                    ),
                )),
            },
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

read_as_text! { Actor: "who acts as text, such as `system`"; }
