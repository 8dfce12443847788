//! Tracking: what carriers tell of goods on their way, folded to one standing that does not depend on the order in which it
//! was told.

mod codes;
mod event;
mod fold;
mod reason;
mod status;

pub use codes::{CarrierCodes, CodeMeaning, CodeTable};
pub use event::TrackingEvent;
pub use fold::{ShipmentTracking, TrackingStanding};
pub use reason::{TrackingFamily, TrackingReason};
pub use status::TrackingStatus;
