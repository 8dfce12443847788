//! Stores for fondaco, each behind a feature, and the suite that every store must pass.
//!
//! | feature | what it adds |
//! |---|---|
//! | `memory` (default) | [`MemoryStore`]: in the memory of the process, never waits |
//! | `sqlite` | a store in one SQLite file |
//! | `postgres` | a store in PostgreSQL |
//! | `conformance` | [`conformance`]: the promises that every store keeps, to be run on any store |
//!
//! The clocks that an engine needs are here too: [`SystemClock`] for the real world, [`ManualClock`] for runs that can
//! be repeated to the byte. Beside the suite stands `TestGateway`, a payment gateway that keeps its own books and fails as
//! it is told to.
#![deny(unsafe_code)]

mod clock;
#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "conformance")]
mod gateway;
#[cfg(feature = "memory")]
mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use clock::ManualClock;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use clock::SystemClock;
#[cfg(feature = "conformance")]
pub use gateway::{Account, Behaviour, GatewayReport, TestGateway};
#[cfg(feature = "memory")]
pub use memory::MemoryStore;
#[cfg(feature = "postgres")]
pub use postgres::{PostgresOptions, PostgresStore};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use sql::{InvalidName, Names};
#[cfg(feature = "sqlite")]
pub use sqlite::{Durability, SqliteOptions, SqliteStore};

/// The README's example, run as a test.
#[cfg(all(doctest, feature = "memory"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;
