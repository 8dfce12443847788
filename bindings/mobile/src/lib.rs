//! fondaco for Swift and Kotlin: the calls of the contract, exported by UniFFI.
//!
//! What crosses is the wire's own JSON, as text. The types that people use are written from the contract's description,
//! in each language, and read and write that JSON; so this crate adds nothing and renames nothing.
//!
//! No export names a runtime: the engine owns the one in which its store waits, and its calls can be awaited anywhere.

mod book;
mod clock;
mod engine;
mod failure;

pub use book::{BasketHandle, BookHandle, digest, explain, render};
pub use clock::ClockHandle;
pub use engine::EngineHandle;
pub use failure::Failed;

uniffi::setup_scaffolding!();

/// Runs the request of a golden vector.
#[uniffi::export]
pub fn run_vector(request: String) -> String {
    fondaco_contract::run_vector(request)
}

/// The names of every command, outcome, query, record, event and code, as JSON.
#[uniffi::export]
pub fn surface() -> String {
    fondaco_contract::SURFACE.to_owned()
}
