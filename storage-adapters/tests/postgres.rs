//! The PostgreSQL store keeps every promise, and those that a server makes besides.
#![cfg(all(feature = "postgres", feature = "conformance"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod postgres {
    pub(crate) mod place;
    mod promises;
    mod schema;
    mod servers;
}
