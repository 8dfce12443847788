//! Stock: what is on hand at each place, what is promised, and every movement in between.
//!
//! Stock changes by deltas that commute ([`crate::Adjustment`]), each checked against its limit inside the commit:
//! a SKU that everybody wants causes no conflicts and is never sold twice.
//!
//! A kit has no stock of its own: its parts are held, of each kit all from one location, and its stock is what the scarcest
//! of them allows.

mod allocation;
mod backorder;
mod holding;
mod movement;
mod position;
mod reservation;
mod stock;

pub use allocation::{
    Allocation, Because, Chosen, Demand, Gives, Keep, Need, Place, Short, Snapshot, Sourcing, SourcingTerms, Supply,
    source,
};
pub use backorder::{BACKORDER, Backorder, BackorderState, BackorderStep};
pub use holding::HoldLine;
pub use movement::{Movement, StockLine};
pub use position::Position;
pub use reservation::{RESERVATION, Reservation, ReservationState, ReservationStep};
pub use stock::Stock;

pub(crate) use allocation::plan;
pub(crate) use backorder::fill;
pub(crate) use holding::{Asked, commit, extend, reserve_stock};
pub(crate) use movement::receive;
pub(crate) use reservation::{expire, release, reserve};
pub(crate) use stock::{least, stock_keys, stock_of};
