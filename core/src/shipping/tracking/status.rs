//! What tells how far goods are: twelve words for what each carrier says in its own.

use fondaco_derive::Deserialize;
use serde::Serialize;

/// How far goods are. Of two words that are told of one instant, the one that stands earlier here is taken to have come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackingStatus {
    /// Something was told that nobody here can read. Goods of which it is told are on their way.
    #[default]
    Unknown,
    /// The carrier knows of the goods and does not have them.
    Pending,
    /// The carrier has taken them over.
    PickedUp,
    /// They are on their way.
    InTransit,
    /// They come later than was said.
    DeliveryDelayed,
    /// They lie still until something is done about them.
    OnHold,
    /// They are with the driver who brings them.
    OutForDelivery,
    /// The carrier was there and could not hand them over.
    DeliveryFailed,
    /// They wait to be collected.
    ReadyForPickup,
    /// They were handed over.
    Delivered,
    /// They go back, or have come back.
    ReturnToSender,
    /// They are not carried.
    Cancelled,
}

impl TrackingStatus {
    /// Every status, in the order in which they come on a way without a hitch.
    pub const ALL: [Self; 12] = [
        Self::Unknown,
        Self::Pending,
        Self::PickedUp,
        Self::InTransit,
        Self::DeliveryDelayed,
        Self::OnHold,
        Self::OutForDelivery,
        Self::DeliveryFailed,
        Self::ReadyForPickup,
        Self::Delivered,
        Self::ReturnToSender,
        Self::Cancelled,
    ];

    /// Whether somebody should hear of it: the goods are late, lie still, could not be handed over, or go back.
    pub const fn is_exception(self) -> bool {
        matches!(self, Self::DeliveryDelayed | Self::OnHold | Self::DeliveryFailed | Self::ReturnToSender)
    }
}
