//! Backorders: units promised to an order before they are there, and how they are filled: the oldest promise first.

use alloc::format;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::{Allocation, Stock, Supply};
use crate::apply::Happens;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{BackorderId, LocationCode, OrderId, Sku};
use crate::machine::Machine;
use crate::omit::is_default;
use crate::order::{ORDER, Order, OrderStep};
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// Where a backorder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackorderState {
    /// Some of its units are still to come.
    Waiting,
    /// All of its units have come.
    Filled,
    /// Its order does not want it any more.
    Cancelled,
}

/// What can happen to a backorder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackorderStep {
    /// Some of its units come.
    Fill,
    /// The last of its units come.
    Complete,
    /// Its order does not want it any more.
    Cancel,
}

/// Every step a backorder can take.
pub const BACKORDER: Machine<BackorderState, BackorderStep> = {
    use BackorderState::{Cancelled, Filled, Waiting};
    use BackorderStep::{Cancel, Complete, Fill};
    Machine {
        name: "backorder",
        states: &[Waiting, Filled, Cancelled],
        steps: &[Fill, Complete, Cancel],
        table: &[(Waiting, Fill, Waiting), (Waiting, Complete, Filled), (Waiting, Cancel, Cancelled)],
    }
};

/// Units that an order was promised before they were there. Its id grows with time: the oldest is the first of a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backorder {
    /// Its id.
    pub id: BackorderId,
    /// The order.
    pub order: OrderId,
    /// The line of the order.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// From where.
    pub location: LocationCode,
    /// How many units were promised.
    pub quantity: Quantity,
    /// How many of them have come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub filled: i64,
    /// Since when it waits.
    pub since: Timestamp,
    /// When they were expected at that time: then it is a preorder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Timestamp>,
    /// Where it stands.
    pub state: BackorderState,
}

impl Backorder {
    /// How many units are still to come.
    pub fn waiting(&self) -> i64 {
        self.quantity.units().saturating_sub(self.filled)
    }
}

impl Happens for Backorder {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::BackorderFilled { quantity } = event {
            self.filled = self.filled.saturating_add(quantity.units());
            if self.waiting() > 0 { BackorderStep::Fill } else { BackorderStep::Complete }
        } else {
            BackorderStep::Cancel
        };
        self.state = BACKORDER.step(self.state, step)?;
        Ok(())
    }
}

/// Fills a backorder from what is on hand: all of it, or as much as there is. Refused with `stock.short` where there is
/// nothing.
///
/// A backorder of which the order does not want the rest any more is closed.
pub(crate) fn fill(id: BackorderId, facts: &Facts) -> Result<Decision, Stop> {
    let backorder = facts.known::<Backorder>(&id)?;
    BACKORDER.step(backorder.state, BackorderStep::Fill)?;
    let Backorder { order, sku, location, .. } = backorder;
    facts.show([Key::from(*order), Key::Stock(sku.clone(), location.clone())])?;
    let order = facts.known::<Order>(order)?;
    let mut decision = Decision::new(Outcome::Done {});
    let Some(row) = order.allocations.iter().find(|row| row.backorder == Some(id)) else {
        // The rest of its line was cancelled.
        decision.record(id, Event::BackorderCancelled {});
        return Ok(decision);
    };
    ORDER.step(order.state, OrderStep::Fill)?;
    let wanted = row.goods.quantity.units();
    let available = Stock::from(facts.stock(sku, location)?).available().max(0);
    if available == 0 {
        let reason = format!("{wanted} of `{sku}` are wanted and none is available at `{location}`");
        return Err(Refusal::new(Code::StockShort, reason)
            .with("sku", sku.as_str())
            .with("wanted", wanted)
            .with("available", 0)
            .into());
    }
    let quantity = Quantity::new(wanted.min(available))?;
    let goods = Allocation { quantity, supply: Supply::OnHand, ..row.goods.clone() };
    decision.record(id, Event::BackorderFilled { quantity });
    decision.record(order.id, Event::GoodsCameIn { backorder: id, goods });
    Ok(decision)
}
