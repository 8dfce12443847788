//! Stock: what is on hand at each place, what is promised, and every movement in between.
//!
//! Stock changes by deltas that commute ([`crate::Adjustment`]), each checked against its limit inside the commit:
//! a SKU that everybody wants causes no conflicts and is never sold twice.
//!
//! A kit has no stock of its own: its parts are held, of each kit all from one location, and its stock is what the scarcest
//! of them allows.

mod adjust;
mod allocation;
mod backorder;
mod costing;
mod distance;
mod holding;
mod inbound;
mod level;
mod location;
mod lot;
mod movement;
mod promise;
mod reservation;
mod shelf;
mod stock;
mod terms;
mod transfer;

pub use adjust::{ChangeLine, CountLine};
pub use allocation::{
    Allocation, Because, Chosen, Demand, Gives, Keep, Need, Place, Short, Snapshot, Sourcing, SourcingTerms, Supply,
    source,
};
pub use backorder::{BACKORDER, Backorder, BackorderState, BackorderStep};
pub use costing::{CostOfGoods, CostedUnits, Costing, Withdrawal, cost_of_goods};
pub use holding::HoldLine;
pub use inbound::{AnnouncedLine, INBOUND, Inbound, InboundLine, InboundState, InboundStep};
pub use level::StockLevel;
pub use location::{Capability, Locality, Location, Point};
pub use lot::{Freshness, Lot, LotLine, LotOrder, MovedLot, Picked, Tracking, take};
pub use movement::{MovedLine, Movement, MovementKind, StockLine, StockReason};
pub use promise::{Period, Promised, cumulative, discrete, netted};
pub use reservation::{RESERVATION, Reservation, ReservationState, ReservationStep};
pub use shelf::Shelf;
pub use stock::Stock;
pub use terms::{Aside, AsideReason, StockTerms, Terms};
pub use transfer::{TRANSFER, Transfer, TransferLine, TransferState, TransferStep};

pub(crate) use adjust::{adjust, count, receive, write_off};
pub(crate) use allocation::plan;
pub(crate) use backorder::fill;
pub(crate) use holding::{Asked, commit, extend, reserve_stock};
pub(crate) use inbound::{announce, cancel as cancel_inbound, change as change_inbound};
pub(crate) use level::{check as check_level, crossing};
pub(crate) use location::{active, define as define_location};
pub(crate) use promise::over_time;
pub(crate) use reservation::{expire, give_up, release, reserve};
pub(crate) use shelf::{on_hand, pick};
pub(crate) use stock::{StockOf, least, stock_keys, stock_of};
pub(crate) use terms::{define as define_terms, kept_delta, set_aside};
pub(crate) use transfer::{
    come_home as return_transfer, receive as receive_transfer, send as send_transfer, write_off as write_off_transfer,
};

use movement::stocked;
