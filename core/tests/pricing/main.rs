//! What prices promise: every action, condition, problem and limit by example, and the laws over rules at random.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    clippy::needless_pass_by_value,
    reason = "a test that cannot go on has failed, and may tell a long story"
)]
#![allow(missing_docs, reason = "tests say what they promise by their names")]

mod actions;
mod common;
mod conditions;
mod laws;
mod limits;
mod lowest;
mod problems;
mod random;
mod sets;
mod stacking;
