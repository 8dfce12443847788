//! Shipping: goods on their way.

mod shipment;

pub use shipment::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};
