//! Returns: goods of an order that come back, and the money that goes back for them.
//!
//! A return is asked for, approved, received in one or more parts, and refunded by the shares that the receipt gave the
//! units; or it is refused or given up. What is fit for sale goes back onto a shelf, the rest is written off.

mod receive;
mod record;
mod refund;
mod request;

pub use record::{RETURN, ReceivedUnits, Return, ReturnLine, ReturnState, ReturnStep, ReturnedUnits};

pub(crate) use receive::receive;
pub(crate) use refund::{Refund, refund};
pub(crate) use request::{approve, cancel, refuse, request};
