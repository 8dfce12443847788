//! Stock: what is on hand at each place, what is promised, and every movement in between.
//!
//! Stock changes by deltas that commute ([`crate::Adjustment`]), each checked against its limit inside the commit:
//! a SKU that everybody wants causes no conflicts and is never sold twice.
//!
//! A kit has no stock of its own: its parts are held, all from one location, and its stock is what the scarcest of them
//! allows.

mod allocation;
mod location;
mod movement;
mod reservation;
mod stock;

pub use allocation::{Allocation, Supply};
pub use location::{Capability, Locality, Location, Point};
pub use movement::{Movement, StockLine};
pub use reservation::{RESERVATION, Reservation, ReservationState, ReservationStep};
pub use stock::Stock;

pub(crate) use allocation::plan;
pub(crate) use location::define as define_location;
pub(crate) use movement::receive;
pub(crate) use reservation::{expire, release, reserve};
pub(crate) use stock::{least, stock_keys, stock_of};
