//! Rules of shipping under the code by which channels name them.

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::rates::{ShippingBook, ShippingRules};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::ShippingCode;
use crate::outcome::Outcome;

/// Rules of shipping under the code by which channels name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedShippingBook {
    /// The code.
    pub code: ShippingCode,
    /// The rules, compiled.
    #[serde(rename = "rules")]
    pub book: ShippingBook,
}

/// Defines rules of shipping, or defines them anew.
pub(crate) fn define(code: &ShippingCode, rules: &ShippingRules, facts: &Facts) -> Result<Decision, Stop> {
    let book = ShippingBook::compile(rules.clone())?;
    facts.get::<NamedShippingBook>(code)?;
    let book = NamedShippingBook { code: code.clone(), book };
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(code.clone(), Event::ShippingBookDefined { book: book.into() });
    Ok(decision)
}
