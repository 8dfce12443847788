//! Orders: what was promised, and how far it is kept.
//!
//! Three small machines, not one big one: the order's own state is here; its payment and fulfilment standing are
//! derived from its payments and shipments.

mod cancel;
mod fulfilment;
mod place;
mod record;

pub use fulfilment::FulfilmentStanding;
pub use record::{ORDER, Order, OrderAllocation, OrderState, OrderStep};

pub(crate) use cancel::cancel;
pub(crate) use fulfilment::{completion, deliver, payments, ship};
pub(crate) use place::{Purchase, buy_now, place};
