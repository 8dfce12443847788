//! The SQLite store keeps every promise, and those that a file makes besides.
#![cfg(all(feature = "sqlite", feature = "conformance"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod sqlite {
    mod files;
    pub(crate) mod place;
    mod promises;
    mod schema;
}
