//! Evidence: golden vectors that every language runs, and cases taken from the tests of other systems.
#![forbid(unsafe_code)]

pub mod oracle;
pub mod packing;
pub mod runtime;
pub mod scenario;
pub mod vector;
pub mod w1;
