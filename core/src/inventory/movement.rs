//! Movements: documents by which stock comes and goes.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::catalog::Variant;
use crate::command::Outcome;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, MovementId, Sku};
use crate::limits;
use crate::moment::Moment;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// A quantity of a SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockLine {
    /// What.
    pub sku: Sku,
    /// How many of its smallest units.
    pub quantity: Quantity,
}

/// A receipt of goods: what came in, where, and on whose paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// Where the goods are now.
    pub location: LocationCode,
    /// What came in.
    pub lines: Vec<StockLine>,
    /// The supplier's paper, such as a delivery note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Receives goods into a location; of a kit, its parts are what is received.
pub(crate) fn receive(
    location: &LocationCode,
    lines: &[StockLine],
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    limits::count("lines", lines.len(), limits::BATCH)?;
    reference.map_or(Ok(()), |reference| limits::text("reference", reference))?;
    if lines.is_empty() {
        return Err(Refusal::new(Code::LinesMissing, "a receipt of goods needs a line").into());
    }
    let id: MovementId = moment.id(0);
    facts.show(lines.iter().map(|line| line.sku.clone().into()).chain([id.into()]))?;
    for line in lines {
        stocked(&line.sku, facts)?;
    }
    facts.get::<Movement>(&id)?;
    let movement = Movement { id, location: location.clone(), lines: lines.to_vec(), reference: reference.cloned() };
    let mut decision = Decision::new(Outcome::Movement { movement: id });
    decision.record(id, Event::StockReceived { movement: movement.into() });
    Ok(decision)
}

/// A variant whose stock is counted; refused with `kit.not_stocked` and `stock.untracked`.
pub(super) fn stocked<'a>(sku: &Sku, facts: &'a Facts) -> Result<&'a Variant, Stop> {
    let variant = facts.known::<Variant>(sku)?;
    if variant.is_kit() {
        let reason = format!("`{sku}` is a kit and has no stock of its own: name its parts");
        return Err(Refusal::new(Code::KitNotStocked, reason).with("sku", sku.as_str()).into());
    }
    if variant.untracked {
        let reason = format!("the stock of `{sku}` is not counted");
        return Err(Refusal::new(Code::StockUntracked, reason).with("sku", sku.as_str()).into());
    }
    Ok(variant)
}
