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
//! be repeated to the byte. Beside the suite stands `TestGateway`, a payment gateway, and `TestCarrier`: both keep their own
//! books and fail as they are told to.
#![deny(unsafe_code)]

#[cfg(feature = "conformance")]
mod carrier;
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
#[cfg(feature = "conformance")]
mod temper;

#[cfg(feature = "conformance")]
pub use carrier::TestCarrier;
pub use clock::ManualClock;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use clock::SystemClock;
#[cfg(feature = "conformance")]
pub use gateway::{Account, GatewayReport, TestGateway};
#[cfg(feature = "memory")]
pub use memory::MemoryStore;
#[cfg(feature = "postgres")]
pub use postgres::{PostgresOptions, PostgresStore};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use sql::{InvalidName, Names};
#[cfg(feature = "sqlite")]
pub use sqlite::{Durability, SqliteOptions, SqliteStore};
#[cfg(feature = "conformance")]
pub use temper::Behaviour;

/// The README's example, run as a test.
#[cfg(all(doctest, feature = "memory"))]
#[doc = include_str!("../../README.md")]
pub struct Readme;
