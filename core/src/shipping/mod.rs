//! Shipping: goods on their way.

mod parcel;
mod shipment;

pub use parcel::{Parcel, parcels_by_weight};
pub use shipment::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};
