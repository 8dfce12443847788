//! Rates: which methods goods can be sent by, and what each costs.
//!
//! Rules are data and compiled once ([`ShippingBook::compile`]); everything that is wrong with them is named at once. A destination
//! is looked up in a table of its zones, and only methods with a rate there are looked at. Whether a method is offered and what it
//! costs are two questions; neither can see what shipping costs.

mod book;
mod check;
mod condition;
mod formula;
mod offer;
mod postal;
mod price;
mod query;
mod reason;
mod restricted;
mod restriction;
mod rules;
mod scene;
mod surcharge;
mod when;
mod zone;

pub use book::ShippingBook;
pub use formula::Formula;
pub use offer::{OfferChoice, OfferItem, OfferItemKind, ShippingOffer, ShippingOffers};
pub(in crate::shipping) use query::check_worth;
pub use query::{ParcelGoods, ParcelMeasure, ShipTo, ShippingLine, ShippingQuery};
pub use reason::{NotOffered, ShippingReason};
pub use restriction::{
    CarrierService, MostGoods, RefusedGoods, RefusedWhy, RestrictedGoods, Restriction, RestrictionLimit,
};
pub use rules::{
    Band, CategoryPrice, FirstStep, FlexiMost, ShippingMethod, ShippingPlace, ShippingPrice, ShippingRate,
    ShippingRules, ShippingZone, StationDistance, Surcharge, SurchargeAmount, SurchargeBasis, SurchargeKind, Take,
    ZoneChoice,
};
pub(in crate::shipping) use zone::Zones;

pub use when::{GoodsTotal, Measure, ShippingRule, SizeBounds};
