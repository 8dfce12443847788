//! What happens to stock at one place: goods come in, books are put right, goods are counted, goods are thrown away.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::inbound;
use super::lot::{LotLine, MovedLot};
use super::movement::{
    MovedLine, Movement, MovementKind, StockLine, StockReason, Way, check_paper, invalid, moved, record,
};
use super::terms::{AsideReason, StockTerms, aside_event, check_aside};
use crate::decide::Decision;
use crate::facts::{Facts, Stop};
use crate::id::{InboundId, LocationCode, Sku, StockCode};
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// By how much the books of a SKU are wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units there are more, or fewer when below zero. Zero is refused.
    pub by: i64,
    /// Of which lots, or which serials, where the variant is tracked by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotLine>,
}

/// How many units of a SKU were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units are there; zero or more.
    pub counted: i64,
    /// How many the books said when the count began; what they say now when absent. What has come and gone since stays
    /// counted: only the difference from this is put right. Of what is tracked, the lots are compared instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// Every lot, or serial, that is there, where the variant is tracked by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotLine>,
}

/// Receives goods into a location; of a kit, its parts are what is received. An announcement of them is filled.
pub(crate) fn receive(
    location: &LocationCode,
    lines: &[StockLine],
    reference: Option<&String>,
    announced: Option<InboundId>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), reference)?;
    let id = moment.id(0);
    let mut decision = Decision::new(Outcome::Movement { movement: id });
    if let Some(inbound) = announced {
        inbound::fill(&mut decision, inbound, location, lines, facts)?;
    }
    let movement = Movement {
        id,
        location: location.clone(),
        lines: moved(lines, Way::In),
        reference: reference.cloned(),
        kind: MovementKind::Receipt { inbound: announced },
    };
    record(&mut decision, movement, facts)?;
    Ok(decision)
}

/// Puts the books of a location right by signed differences.
pub(crate) fn adjust(
    location: &LocationCode,
    lines: &[ChangeLine],
    reason: StockReason,
    note: &str,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), None)?;
    reason.check(note)?;
    let changed = |line: &ChangeLine| {
        if line.by == 0 || line.by.checked_abs().is_none_or(|units| units > Quantity::MOST) {
            return Err(quantity(line.by));
        }
        let signed = |units: Quantity| if line.by < 0 { units.units().saturating_neg() } else { units.units() };
        Ok(MovedLine {
            sku: line.sku.clone(),
            quantity: line.by,
            unit_cost: None,
            counted: None,
            lots: line.lots.iter().map(|lot| lot_moved(lot, signed(lot.quantity))).collect(),
        })
    };
    let lines = lines.iter().map(changed).collect::<Result<_, Refusal>>()?;
    let kind = MovementKind::Adjustment { reason, note: note.into() };
    one_paper(location, lines, kind, moment, facts)
}

/// Takes in a count: by how much it differs from the books is what changes them. Answers the differences.
pub(crate) fn count(
    location: &LocationCode,
    lines: &[CountLine],
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), reference)?;
    facts.show(lines.iter().map(|line| Key::Stock(line.sku.clone(), location.clone())))?;
    let mut seen = BTreeSet::new();
    let mut differences = Vec::with_capacity(lines.len());
    for line in lines {
        if !seen.insert(&line.sku) {
            return Err(invalid("a SKU is counted once").with("sku", line.sku.as_str()).into());
        }
        let within = |units: i64| (0..=Quantity::MOST).contains(&units);
        if !within(line.counted) || !line.expected.is_none_or(within) {
            return Err(quantity(line.counted).into());
        }
        let [on_hand, ..] = facts.stock(&line.sku, location)?;
        differences.push(MovedLine {
            sku: line.sku.clone(),
            quantity: line.counted.saturating_sub(line.expected.unwrap_or(on_hand)),
            unit_cost: None,
            counted: Some(line.counted),
            lots: line.lots.iter().map(|lot| lot_moved(lot, lot.quantity.units())).collect(),
        });
    }
    let id = moment.id(0);
    let mut decision = Decision::new(Outcome::Done {});
    let (location, kind) = (location.clone(), MovementKind::Count {});
    let movement = Movement { id, location, lines: differences, reference: reference.cloned(), kind };
    let lines = record(&mut decision, movement, facts)?;
    decision.outcome = Outcome::Count { movement: id, lines };
    Ok(decision)
}

/// Throws goods away; those that had been set aside for a reason are then no longer.
pub(crate) fn write_off(
    location: &LocationCode,
    lines: &[StockLine],
    reason: StockReason,
    note: &str,
    aside: Option<AsideReason>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    check_paper(lines.len(), None)?;
    reason.check(note)?;
    let kind = MovementKind::WriteOff { reason, note: note.into(), aside };
    let mut decision = one_paper(location, moved(lines, Way::Out), kind, moment, facts)?;
    if let Some(aside) = aside {
        for line in lines {
            let code = StockCode::of(&line.sku, location)?;
            let terms = facts.get::<StockTerms>(&code)?;
            let all = lines.iter().filter(|other| other.sku == line.sku);
            let units = all.fold(0_i64, |sum, other| sum.saturating_add(other.quantity.units()));
            check_aside(terms, &line.sku, location, aside, units.saturating_neg())?;
            decision.record(code, aside_event(&line.sku, location, aside, line.quantity.units().saturating_neg()));
        }
    }
    Ok(decision)
}

/// The decision of a movement that stands for itself.
fn one_paper(
    location: &LocationCode,
    lines: Vec<MovedLine>,
    kind: MovementKind,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let id = moment.id(0);
    let mut decision = Decision::new(Outcome::Movement { movement: id });
    let movement = Movement { id, location: location.clone(), lines, reference: None, kind };
    record(&mut decision, movement, facts)?;
    Ok(decision)
}

fn lot_moved(lot: &LotLine, quantity: i64) -> MovedLot {
    MovedLot { lot: lot.lot.clone(), quantity, expires_at: lot.expires_at }
}

fn quantity(given: i64) -> Refusal {
    let most = Quantity::MOST;
    let reason = format!(
        "`{given}` is not such a number of units: it takes at most {most}, a change is not zero, a count not below"
    );
    Refusal::new(Code::QuantityInvalid, reason).with("given", given).with("most", most)
}
