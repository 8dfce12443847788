//! Orders: what was promised, and how far it is kept.
//!
//! Three small machines, not one big one: the order's own state is here; its payment and fulfilment standing are
//! derived from its payments and shipments.

mod again;
mod amend;
mod amendment;
mod cancel;
mod changed;
mod credit;
mod fulfilment;
mod hold;
mod parts;
mod place;
mod posted;
mod record;
mod returns;
mod sellers;
mod spans;
mod terms;
mod track;
mod units;

pub use again::{ChargedGift, SellerLoss};
pub use amend::preview_amendment;
pub use amendment::{AmendedLine, AmendedPrice, Amendment, AmendmentPreview, OrderChange, ShownAmendment, UnitPrice};
pub use credit::{CreditedCharge, CreditedUnits, OrderCredit};
pub use fulfilment::FulfilmentStanding;
pub use hold::OrderHold;
pub use parts::{OrderPart, PartLine};
pub use record::{ORDER, Order, OrderAllocation, OrderState, OrderStep};
pub use returns::{RETURN, ReceivedUnits, Return, ReturnLine, ReturnState, ReturnStep, ReturnedUnits};
pub use sellers::{OrderSeller, SellerOrder};
pub use spans::{OrderCreditNote, OrderInvoice, UnitSpan};
pub use terms::{AfterSalesPolicy, LostGifts, LostPromotions, SaleTerms};
pub use units::LineUnits;

pub(crate) use amend::amend;
pub(crate) use cancel::{cancel, cancel_lines};
pub(crate) use fulfilment::{completion, deliver, payments, ship};
pub(crate) use hold::{hold, release};
pub(crate) use place::{Purchase, buy_now, place};
pub(crate) use returns::{
    Refund, approve as approve_return, cancel as cancel_return, receive as receive_return, refund as refund_return,
    refuse as refuse_return, request as request_return,
};
pub(crate) use spans::{Places, count_of, first_of, within, without};
pub(crate) use track::track;
pub(crate) use units::exceed;
