//! The arithmetic of pricing: plain integers, no allocation once warm.
//!
//! The way: [`Prepared`] holds what does not depend on amounts, a [`Workspace`] what does. `open` finds what lines cost,
//! `run` lets each promotion have its turn (`discount`, `sets`, `spread` work out what it takes off), `totals` adds up.

pub(crate) mod arith;
mod discount;
mod filter;
mod index;
mod open;
mod prepare;
pub(crate) mod row;
mod rule;
mod run;
mod scene;
mod sets;
mod spread;
mod stacking;
mod tax_view;
mod test;
mod totals;
mod workspace;

pub use prepare::Prepared;
pub use totals::{DiscountEntry, LineTotals, Totals};
pub use workspace::Workspace;

pub(crate) use index::Index;
pub(crate) use prepare::{BookParts, check_charges, gifts, prepare};
pub(crate) use row::{Item, Row};
pub(crate) use rule::{Phase, Rule, first_rank};
pub(crate) use run::Run;
pub(crate) use workspace::Entry;
