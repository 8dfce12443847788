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

mod answer;
mod ask;
mod book;
mod engine;
mod failure;
mod handle;
mod host;
mod plan;
mod query;
mod store;
mod totals;
mod vector;
pub mod wire;

pub use answer::{Answer, LoggedEvent, RecordKind, StoredRecord, TrialRow};
pub use book::{Book, PreparedBasket, PriceCall, VerifyCall, digest, explain, render};
pub use engine::{Engine, Execute};
pub use failure::WireFailure;
pub use host::wait;
pub use plan::{PlanAnswer, PlanRequest, WireFact, plan, plan_request};
pub use query::{ColumnTest, Query};
pub use totals::Totals;
pub use vector::{PricingAnswer, PricingRequest, VectorRequest, run_vector};

/// The names of every command, outcome, query, kind of record and event, and the codes of failures with their kind and
/// meaning, as JSON: what the parity test of each language compares itself with.
pub const SURFACE: &str = include_str!("../generated/surface.json");
