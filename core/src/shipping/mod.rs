//! Shipping: goods packed into parcels, and on their way.

mod booking;
mod carrier;
mod dates;
mod duties;
mod hazard;
mod label;
mod named;
mod packing;
mod parcel;
mod rates;
mod shipment;
mod tracking;
mod units;

pub use booking::{BOOKING, BookedParcel, Booking, BookingState, BookingStep, ParcelLabel};
pub use carrier::{
    BilledWeight, CarrierTables, DimensionalRule, ExactSize, ExactWeight, FreightClass, FreightTable, SizeLimits,
    SizeRule, Validity,
};
pub use dates::{
    Blackout, ClosedWhy, DateBook, DateRules, DeliveryLeg, DeliveryRoute, Handling, Holiday, HolidayDate, OpenDays,
    Promise, PromiseQuery, PromiseStage, PromiseStep, PromiseWait, ShippingCalendar, Timetable, TransitDays,
    TransitMinutes,
};
pub use duties::{
    DutyBook, DutyDestination, DutyRate, DutyRules, DutyTerms, FeeAmount, FeeBasis, ImportFee, ImportTax,
    ImportTaxRate, LandedCost, LandedFee, LandedLine, LandedQuery, LowValue, ValueBasis,
};
pub use hazard::HazardClass;
pub use named::NamedShippingBook;
pub use packing::{
    Carton, Item, LeftItem, LeftWhy, PackedCarton, Packing, PackingCost, PackingRequest, PlacedItem, Rotation, Size,
    Tariff, TariffStep, drawing, fill, pack, pack_priced,
};
pub use parcel::{Parcel, parcels_by_weight};
pub use rates::{
    Band, CarrierService, CategoryPrice, FirstStep, FlexiMost, Formula, GoodsTotal, Measure, MostGoods, NotOffered,
    OfferChoice, OfferItem, OfferItemKind, ParcelGoods, ParcelMeasure, RefusedGoods, RefusedWhy, RestrictedGoods,
    Restriction, RestrictionLimit, ShipTo, ShippingBook, ShippingLine, ShippingMethod, ShippingOffer, ShippingOffers,
    ShippingPlace, ShippingPrice, ShippingQuery, ShippingRate, ShippingReason, ShippingRule, ShippingRules,
    ShippingZone, SizeBounds, StationDistance, Surcharge, SurchargeAmount, SurchargeBasis, SurchargeKind, Take,
    ZoneChoice,
};
pub use shipment::{SHIPMENT, Shipment, ShipmentState, ShipmentStep};
pub use tracking::{
    CarrierCodes, CodeMeaning, CodeTable, ShipmentTracking, TrackingEvent, TrackingFamily, TrackingReason,
    TrackingStanding, TrackingStatus,
};
pub use units::{LengthUnit, WeightUnit};

pub(crate) use label::{labelled, refused, request_label, void_label, voided};
pub(crate) use named::define;
