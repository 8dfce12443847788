//! What the npm package `fondaco` runs: the contract behind a dozen functions over plain numbers.
//!
//! The way of a call: the host asks for [`room`](shell::room), writes a JSON text in UTF-8 there and calls a function with
//! its length. The function answers 0 for a failure, whose JSON is then the answer; else a handle, or 1. The answer lies at
//! `answer`, as long as `answer_length` says, until the next call. Handles count from 1, so 0 is a handle of nothing, and
//! what is asked of it is refused with `handle.closed`.
//!
//! Nothing is asked of the host: the module imports no function. The time and the dice of an engine come with its calls.

mod batch;
mod book;
#[cfg(feature = "engine")]
mod engine;
mod handles;
#[cfg(feature = "engine")]
mod journal;
mod money;
mod number;
mod shell;

pub use batch::{Priced, Shelf};
