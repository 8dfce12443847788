//! Who takes part: actors of commands, addresses.

mod actor;
mod address;

pub use actor::Actor;
pub use address::{Address, Billing, NamedAddress};
