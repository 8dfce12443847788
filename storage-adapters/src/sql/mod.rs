//! What the SQL stores share: names, migrations, rows, the judging of commits and their joining into transactions.
//!
//! What this module promises: a store built on it encodes a commit before it touches the database, judges it by one
//! rule in one place ([`judge`]), and joins commits that wait at the same time into one transaction ([`queue`]). It
//! knows no dialect; the modules of the databases know nothing else.

pub(crate) mod cached;
pub(crate) mod decode;
#[cfg(feature = "postgres")]
pub(crate) mod desk;
pub(crate) mod encode;
pub(crate) mod group;
pub(crate) mod judge;
pub(crate) mod lease;
pub(crate) mod migrate;
mod names;
pub(crate) mod queue;

pub use names::{InvalidName, Names};

use fondaco::port::StoreError;

/// The tenant of a store that serves one shop.
pub(crate) const MAIN: &str = "main";

/// What the store holds, or was asked, and cannot read.
pub(crate) fn fault(what: impl Into<String>) -> StoreError {
    StoreError::Fault(what.into())
}

/// A version as the databases keep it.
pub(crate) fn signed(version: u64) -> Result<i64, StoreError> {
    i64::try_from(version).map_err(|_| fault(format!("version {version} is past what a database can hold")))
}

/// A version as core knows it.
pub(crate) fn unsigned(version: i64) -> Result<u64, StoreError> {
    u64::try_from(version).map_err(|_| fault(format!("the stored version {version} is negative")))
}
