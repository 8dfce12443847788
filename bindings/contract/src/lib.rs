//! The one wire shape of fondaco: JSON in, JSON out, the same in every language.
//!
//! Amounts are decimal strings with their currency, ids and instants are strings, commands, outcomes and events are
//! tagged objects. A failure is `{"kind", "code", "reason", "detail"}`, whatever went wrong.
//!
//! ```
//! let answer = fondaco_contract::plan(r#"{"id": "not-a-uuid"}"#);
//! assert!(answer.starts_with(r#"{"failure":{"kind":"invalid","code":"wire.malformed""#));
//! ```
#![forbid(unsafe_code)]

mod failure;
mod plan;

pub use failure::WireFailure;
pub use plan::{PlanAnswer, PlanRequest, WireFact, plan, plan_request};
