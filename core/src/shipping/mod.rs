//! Shipping: goods packed into parcels, and on their way.

mod booking;
mod label;
mod packing;
mod parcel;
mod shipment;
mod split;
mod tracking;
mod units;

pub use booking::{BOOKING, BookedParcel, Booking, BookingState, BookingStep, ParcelLabel};
pub use packing::{
    Carton, Item, LeftItem, LeftWhy, PackedCarton, Packing, PackingCost, PackingRequest, PlacedItem, Rotation, Size,
    Tariff, TariffStep, drawing, fill, pack, pack_priced,
};
pub use parcel::{Parcel, parcels_by_weight};
pub use shipment::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};
pub use split::{ApartWhy, PlannedGoods, PlannedShipment, SplitGoods, SplitPlan, SplitRequest, UnsentGoods, split};
pub use tracking::{
    CarrierCodes, CodeMeaning, CodeTable, ShipmentTracking, TrackingEvent, TrackingFamily, TrackingReason,
    TrackingStanding, TrackingStatus,
};
pub use units::{LengthUnit, WeightUnit};

pub(crate) use label::{labelled, refused, request_label, void_label, voided};
