//! The promises of the contract: what crosses the boundary, and what is turned back at it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod carriage;
mod handles;
mod malformed;
mod shop;
mod stores;
mod surface;
