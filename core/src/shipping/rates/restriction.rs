//! What may not be sent, or only so much of it, or never beside something else: rules as data, and what they refuse.

use alloc::boxed::Box;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::rules::ShippingPlace;
use crate::id::{CarrierCode, ChargeCode, RestrictionCode, ServiceCode, Sku};
use crate::omit::is_default;
use crate::pricing::Goods;
use crate::shipping::HazardClass;

/// Goods that may not be sent somewhere, or not by some methods, or only so much of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Names it: what is refused by it says so.
    pub code: RestrictionCode,
    /// Which goods.
    #[serde(default, skip_serializing_if = "is_default")]
    pub goods: RestrictedGoods,
    /// Only to one of these places; to all when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<ShippingPlace>,
    /// Only by one of these methods. By all when neither a method nor a service is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<ChargeCode>,
    /// Only by methods of one of these services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<CarrierService>,
    /// What is refused of them.
    pub limit: RestrictionLimit,
}

/// Goods by what they are and how dangerous they are: both must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RestrictedGoods {
    /// Which; all when absent.
    #[serde(skip_serializing_if = "is_default")]
    pub such: Goods,
    /// Those that may be of one of these classes; all, dangerous or not, when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<HazardClass>,
}

/// What is refused of goods. What a parcel holds is known where the query says it, and where there is one parcel alone; other
/// parcels, and queries without any, are not looked at by rules about parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RestrictionLimit {
    /// All of them.
    Banned {},
    /// More than this in one parcel.
    InParcel(MostGoods),
    /// More than this in all parcels together.
    InShipment(MostGoods),
    /// That they are in one parcel with other goods that are such.
    Apart(Box<RestrictedGoods>),
}

/// So much and no more: at least one of both is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MostGoods {
    /// Smallest units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<i64>,
    /// Grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grams: Option<i64>,
}

/// Who carries goods, and how.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarrierService {
    /// The carrier.
    pub carrier: CarrierCode,
    /// Which of its services; of a restriction, every one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceCode>,
}

impl CarrierService {
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.carrier == other.carrier && (self.service.is_none() || self.service == other.service)
    }
}

/// Goods that a method may not carry, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedGoods {
    /// Which, in the order of the query.
    pub goods: Vec<Sku>,
    /// Why.
    pub why: RefusedWhy,
}

/// Why a method may not carry goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RefusedWhy {
    /// They are dangerous, and the method takes none of that class.
    Hazard {
        /// Of which class.
        class: HazardClass,
    },
    /// They may not be sent so.
    Banned {
        /// By which rule.
        restriction: RestrictionCode,
    },
    /// There are too many units.
    TooMany {
        /// By which rule.
        restriction: RestrictionCode,
        /// At most so many.
        most: i64,
        /// There are.
        has: i64,
        /// In which parcel, by its place in the query; in all together when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<usize>,
    },
    /// They weigh too much.
    TooHeavy {
        /// By which rule.
        restriction: RestrictionCode,
        /// At most so many grams.
        most: i64,
        /// They weigh.
        has: i64,
        /// In which parcel, by its place in the query; in all together when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<usize>,
    },
    /// They are in one parcel and may not be.
    NotTogether {
        /// By which rule.
        restriction: RestrictionCode,
        /// In which parcel, by its place in the query.
        parcel: usize,
    },
}
