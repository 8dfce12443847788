//! What every test stands on: a store, a clock, a shop, snapshots.

pub(crate) mod papers;
pub(crate) mod shop;
pub(crate) mod snapshot;
pub(crate) mod store;

pub(crate) use shop::{Placed, Shop, address, cents, euros, uuid};

pub(crate) use store::State;
