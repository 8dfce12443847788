//! Movements: documents by which stock comes and goes. What an order sends away has a shipment instead.
//!
//! A movement says by how much, never how much there is from now on: deltas add up in whatever order they come.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::lot::{LotLine, MovedLot};
use super::shelf;
use super::terms::AsideReason;
use crate::catalog::Variant;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{InboundId, LocationCode, MovementId, Sku, TransferId};
use crate::limits;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// A quantity of a SKU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockLine {
    /// What.
    pub sku: Sku,
    /// How many of its smallest units.
    pub quantity: Quantity,
    /// What one whole unit cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Money>,
    /// Of which lots, or which serials, where the variant is tracked by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotLine>,
}

impl StockLine {
    /// So many units, of no lot in particular.
    pub const fn new(sku: Sku, quantity: Quantity) -> Self {
        Self { sku, quantity, unit_cost: None, lots: Vec::new() }
    }
}

/// A paper of goods that came to a location, or left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// Where.
    pub location: LocationCode,
    /// What moved.
    pub lines: Vec<MovedLine>,
    /// Somebody else's paper, such as a delivery note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What kind of movement it is.
    #[serde(default, skip_serializing_if = "MovementKind::is_plain_receipt")]
    pub kind: MovementKind,
}

/// By how much the units of a SKU at a location changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedLine {
    /// What.
    pub sku: Sku,
    /// How many of its smallest units: above zero they came, below zero they left.
    pub quantity: i64,
    /// What one whole unit cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Money>,
    /// How many were there when they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<i64>,
    /// Of which lots, or which serials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<MovedLot>,
}

/// What kind of movement it is, and so where goods came from or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum MovementKind {
    /// Goods came from a supplier.
    Receipt {
        /// The announcement that it fills, in part or whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inbound: Option<InboundId>,
    },
    /// The books were wrong, or something happened to goods.
    Adjustment {
        /// What.
        reason: StockReason,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Goods were counted.
    Count {},
    /// Goods were thrown away.
    WriteOff {
        /// Why.
        reason: StockReason,
        /// In words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// The reason for which they had been set aside, if they had.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        aside: Option<AsideReason>,
    },
    /// Goods left for another location.
    TransferOut {
        /// The transfer.
        transfer: TransferId,
    },
    /// Goods came from another location, or came home.
    TransferIn {
        /// The transfer.
        transfer: TransferId,
    },
}

impl Default for MovementKind {
    fn default() -> Self {
        Self::Receipt { inbound: None }
    }
}

impl MovementKind {
    fn is_plain_receipt(&self) -> bool {
        *self == Self::default()
    }
}

/// Why stock changed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StockReason {
    /// The books were wrong.
    Correction,
    /// It was found.
    Found,
    /// It cannot be found.
    Lost,
    /// It was damaged.
    Damaged,
    /// It is too old.
    Expired,
    /// It was stolen.
    Stolen,
    /// The shop used it up, or gave it away.
    Used,
    /// Something else, which the note says.
    Other,
}

impl StockReason {
    /// Refuses with `movement.invalid` another reason that is not said in words.
    pub(super) fn check(self, note: &str) -> Result<(), Refusal> {
        limits::text("note", note)?;
        if self == Self::Other && note.trim().is_empty() {
            return Err(invalid("another reason is said in words"));
        }
        Ok(())
    }
}

/// A movement that cannot be.
pub(super) fn invalid(reason: &str) -> Refusal {
    Refusal::new(Code::MovementInvalid, reason)
}

/// Refuses a paper without lines, with too many, or with a reference that is too long.
pub(super) fn check_paper(lines: usize, reference: Option<&String>) -> Result<(), Refusal> {
    limits::count("lines", lines, limits::BATCH)?;
    reference.map_or(Ok(()), |reference| limits::text("reference", reference))?;
    if lines == 0 {
        return Err(Refusal::new(Code::LinesMissing, "a movement of goods needs a line"));
    }
    Ok(())
}

/// Which way goods go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

/// The lines of a command as lines of a movement.
pub(super) fn moved(lines: &[StockLine], way: Way) -> Vec<MovedLine> {
    let signed = |units: Quantity| match way {
        Way::In => units.units(),
        Way::Out => units.units().saturating_neg(),
    };
    let lot = |line: &LotLine| MovedLot {
        lot: line.lot.clone(),
        quantity: signed(line.quantity),
        expires_at: line.expires_at,
    };
    let moved = |line: &StockLine| MovedLine {
        sku: line.sku.clone(),
        quantity: signed(line.quantity),
        unit_cost: line.unit_cost,
        counted: None,
        lots: line.lots.iter().map(lot).collect(),
    };
    lines.iter().map(moved).collect()
}

/// Says what happened by a movement: to its stream and to the shelves of what is tracked. Refused with `variant.unknown`,
/// `kit.not_stocked`, `stock.untracked`, with `stock.short` where more leaves than is on hand, and as lots are.
/// Answers the lines with the lots that were taken.
pub(super) fn record(decision: &mut Decision, mut movement: Movement, facts: &Facts) -> Result<Vec<MovedLine>, Stop> {
    let place = movement.location.clone();
    let rows = movement.lines.iter().filter(|line| line.quantity < 0);
    let rows = rows.map(|line| Key::Stock(line.sku.clone(), place.clone()));
    facts.show(movement.lines.iter().map(|line| line.sku.clone().into()).chain(rows).chain([movement.id.into()]))?;
    let mut leaving: BTreeMap<&Sku, i64> = BTreeMap::new();
    for line in &movement.lines {
        stocked(&line.sku, facts)?;
        if line.unit_cost.is_some_and(|cost| cost.is_negative()) {
            return Err(invalid("a cost is zero or more").with("sku", line.sku.as_str()).into());
        }
        if line.quantity < 0 {
            let sum = leaving.entry(&line.sku).or_default();
            *sum = sum.saturating_sub(line.quantity);
        }
    }
    for (sku, wanted) in leaving {
        let [on_hand, ..] = facts.stock(sku, &place)?;
        if wanted > on_hand {
            return Err(short(sku, &place, wanted, on_hand).into());
        }
    }
    shelf::settle(decision, &mut movement, facts)?;
    facts.get::<Movement>(&movement.id)?;
    let (id, lines) = (movement.id, movement.lines.clone());
    let is_receipt = matches!(movement.kind, MovementKind::Receipt { .. });
    let movement = movement.into();
    let event = if is_receipt { Event::StockReceived { movement } } else { Event::StockMoved { movement } };
    decision.events.insert(0, (id.into(), event));
    Ok(lines)
}

/// More is to leave than is there.
pub(super) fn short(sku: &Sku, place: &LocationCode, wanted: i64, available: i64) -> Refusal {
    let reason = format!("{wanted} of `{sku}` are to leave `{place}` and {available} are there");
    Refusal::new(Code::StockShort, reason)
        .with("sku", sku.as_str())
        .with("location", place.as_str())
        .with("wanted", wanted)
        .with("available", available)
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
