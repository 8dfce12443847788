//! Why something went otherwise than planned: 35 reasons in six families, by whose doing it was.

use fondaco_derive::Deserialize;
use serde::Serialize;

/// Why goods are late, lie still, were not handed over, or go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackingReason {
    /// The carrier damaged the parcel.
    CarrierDamagedParcel,
    /// The parcel was sent the wrong way.
    CarrierSortingError,
    /// The carrier did not find the address.
    CarrierAddressNotFound,
    /// The carrier lost the parcel.
    CarrierParcelLost,
    /// The day was over before the driver was there.
    CarrierNotEnoughTime,
    /// Something was wrong with the vehicle.
    CarrierVehicleIssue,
    /// The carrier had more parcels than it could carry.
    CarrierCapacityExceeded,
    /// Something broke at the carrier.
    CarrierMechanicalDelay,
    /// The shop took the parcel back.
    RetailerCancelled,
    /// What the shop wrote of the parcel is wrong.
    RetailerIncorrectData,
    /// The parcel was not ready when the carrier came for it.
    RetailerNotReady,
    /// It is another parcel than was announced.
    RetailerIncorrectParcel,
    /// The parcel is larger or heavier than was announced.
    RetailerIncorrectDimensions,
    /// The parcel was packed badly.
    RetailerPackagingIssue,
    /// The parcel was refused at the door.
    ConsigneeRefused,
    /// The business was closed.
    ConsigneeBusinessClosed,
    /// Nobody could take the parcel.
    ConsigneeNotAvailable,
    /// Nobody was at home.
    ConsigneeNotHome,
    /// Whoever it goes to does not want it any more.
    ConsigneeCancelled,
    /// Whoever opened could not show who they are.
    ConsigneeVerificationFailed,
    /// The address is wrong, or nobody lives there any more.
    ConsigneeIncorrectAddress,
    /// The driver could not get to the door.
    ConsigneeAccessRestricted,
    /// There was no safe place to leave the parcel.
    ConsigneeSafePlaceUnavailable,
    /// Customs takes longer.
    CustomsDelay,
    /// Customs lacks a document.
    CustomsDocumentation,
    /// Duties are not paid.
    CustomsDutiesUnpaid,
    /// The goods may not come in.
    CustomsProhibited,
    /// Customs looks into the parcel.
    CustomsInspection,
    /// The weather does not allow it.
    WeatherDelay,
    /// A disaster of nature.
    NaturalDisaster,
    /// Strike, war, and what else nobody answers for.
    ForceMajeure,
    /// The carrier looks for the parcel.
    ParcelBeingResearched,
    /// Security looks into it.
    SecurityIssue,
    /// An authority holds it.
    RegulatoryHold,
    /// Another reason.
    Unknown,
}

/// By whose doing something went otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackingFamily {
    /// The carrier's.
    Carrier,
    /// The sender's.
    Retailer,
    /// Of whom it goes to.
    Consignee,
    /// Customs'.
    Customs,
    /// Nature's, and what nobody answers for.
    Weather,
    /// Somebody else's, or nobody knows.
    Other,
}

impl TrackingReason {
    /// Every reason, family by family.
    pub const ALL: [Self; 35] = [
        Self::CarrierDamagedParcel,
        Self::CarrierSortingError,
        Self::CarrierAddressNotFound,
        Self::CarrierParcelLost,
        Self::CarrierNotEnoughTime,
        Self::CarrierVehicleIssue,
        Self::CarrierCapacityExceeded,
        Self::CarrierMechanicalDelay,
        Self::RetailerCancelled,
        Self::RetailerIncorrectData,
        Self::RetailerNotReady,
        Self::RetailerIncorrectParcel,
        Self::RetailerIncorrectDimensions,
        Self::RetailerPackagingIssue,
        Self::ConsigneeRefused,
        Self::ConsigneeBusinessClosed,
        Self::ConsigneeNotAvailable,
        Self::ConsigneeNotHome,
        Self::ConsigneeCancelled,
        Self::ConsigneeVerificationFailed,
        Self::ConsigneeIncorrectAddress,
        Self::ConsigneeAccessRestricted,
        Self::ConsigneeSafePlaceUnavailable,
        Self::CustomsDelay,
        Self::CustomsDocumentation,
        Self::CustomsDutiesUnpaid,
        Self::CustomsProhibited,
        Self::CustomsInspection,
        Self::WeatherDelay,
        Self::NaturalDisaster,
        Self::ForceMajeure,
        Self::ParcelBeingResearched,
        Self::SecurityIssue,
        Self::RegulatoryHold,
        Self::Unknown,
    ];

    /// By whose doing.
    pub const fn family(self) -> TrackingFamily {
        match self {
            Self::CarrierDamagedParcel
            | Self::CarrierSortingError
            | Self::CarrierAddressNotFound
            | Self::CarrierParcelLost
            | Self::CarrierNotEnoughTime
            | Self::CarrierVehicleIssue
            | Self::CarrierCapacityExceeded
            | Self::CarrierMechanicalDelay => TrackingFamily::Carrier,
            Self::RetailerCancelled
            | Self::RetailerIncorrectData
            | Self::RetailerNotReady
            | Self::RetailerIncorrectParcel
            | Self::RetailerIncorrectDimensions
            | Self::RetailerPackagingIssue => TrackingFamily::Retailer,
            Self::ConsigneeRefused
            | Self::ConsigneeBusinessClosed
            | Self::ConsigneeNotAvailable
            | Self::ConsigneeNotHome
            | Self::ConsigneeCancelled
            | Self::ConsigneeVerificationFailed
            | Self::ConsigneeIncorrectAddress
            | Self::ConsigneeAccessRestricted
            | Self::ConsigneeSafePlaceUnavailable => TrackingFamily::Consignee,
            Self::CustomsDelay
            | Self::CustomsDocumentation
            | Self::CustomsDutiesUnpaid
            | Self::CustomsProhibited
            | Self::CustomsInspection => TrackingFamily::Customs,
            Self::WeatherDelay | Self::NaturalDisaster | Self::ForceMajeure => TrackingFamily::Weather,
            Self::ParcelBeingResearched | Self::SecurityIssue | Self::RegulatoryHold | Self::Unknown => {
                TrackingFamily::Other
            }
        }
    }
}
