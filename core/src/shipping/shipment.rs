//! Shipments: goods of an order that left together.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::apply::Happens;
use crate::event::Event;
use crate::id::{AddressCode, OrderId, ShipmentId};
use crate::inventory::{Allocation, Picked};
use crate::machine::Machine;
use crate::refusal::Refusal;
use crate::shipping::{Booking, ShipmentTracking};

/// Where a shipment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentState {
    /// It has left.
    Shipped,
    /// It has arrived.
    Delivered,
}

/// What can happen to a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShipmentStep {
    /// A carrier is asked for labels.
    Label,
    /// It arrives.
    Deliver,
}

/// Every step a shipment can take.
pub const SHIPMENT: Machine<ShipmentState, ShipmentStep> = {
    use ShipmentState::{Delivered, Shipped};
    use ShipmentStep::{Deliver, Label};
    Machine {
        name: "shipment",
        states: &[Shipped, Delivered],
        steps: &[Label, Deliver],
        table: &[(Shipped, Label, Shipped), (Shipped, Deliver, Delivered)],
    }
};

/// Goods of an order that left together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipment {
    /// Its id.
    pub id: ShipmentId,
    /// Whose goods.
    pub order: OrderId,
    /// What left, and from where.
    pub goods: Vec<Allocation>,
    /// The lots and serials among them, of what is tracked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picked: Vec<Picked>,
    /// The carrier's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// When it left.
    pub shipped_at: Timestamp,
    /// When it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// Where it stands.
    pub state: ShipmentState,
    /// The address of the order's details that it goes to; that of the order when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AddressCode>,
    /// What carriers told of it, and how it stands by that; absent where nothing was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked: Option<ShipmentTracking>,
    /// What carriers were asked to carry of it, and the labels that they gave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bookings: Vec<Booking>,
}

impl Happens for Shipment {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        if let Event::ShipmentTracked { events } = event {
            let tracking = self.tracked.get_or_insert_default();
            events.iter().try_for_each(|event| tracking.take(event.clone()).map(drop))?;
        } else if let Event::ShipmentDelivered {} = event {
            self.state = SHIPMENT.step(self.state, ShipmentStep::Deliver)?;
            self.delivered_at = Some(at);
        } else {
            self.booked(event)?;
        }
        Ok(())
    }
}
