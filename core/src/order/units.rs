//! Units of the lines of an order: which of them a shipment, a cancellation or a return is about.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::record::{Order, OrderAllocation};
use crate::inventory::Allocation;
use crate::limits;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// Units of a line of an order. A kit goes as a whole: it is named by its own line, never by those of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineUnits {
    /// The number of the line.
    pub line: u32,
    /// How many of its smallest units; of a kit, how many kits.
    pub quantity: Quantity,
}

impl Order {
    /// The lines of goods that some lines come to: kits by their parts, the rest as they are. Refused with
    /// `lines.missing`, `line.unknown`, `line.repeated`, and `kit.kept_whole` for a part of a kit.
    pub(crate) fn goods_of(&self, lines: &[LineUnits]) -> Result<Vec<LineUnits>, Refusal> {
        limits::count("lines", lines.len(), limits::LINES)?;
        if lines.is_empty() {
            return Err(Refusal::new(Code::LinesMissing, "name at least one line and how many units of it"));
        }
        each_once(lines)?;
        let mut goods: Vec<LineUnits> = Vec::with_capacity(lines.len());
        for units in lines {
            if let Some(kit) = self.receipt.kits.iter().find(|kit| kit.line == units.line) {
                for part in self.receipt.lines.iter().filter(|line| line.kit == Some(kit.line)) {
                    let each = part.quantity.units().checked_div(kit.quantity.units()).unwrap_or_default();
                    let quantity = Quantity::new(each.saturating_mul(units.quantity.units()))?;
                    goods.push(LineUnits { line: part.line, quantity });
                }
            } else if let Some(kit) = self.receipt.line(units.line)?.kit {
                let reason = format!("line {} is a part of a kit, which is kept whole: name line {kit}", units.line);
                return Err(Refusal::new(Code::KitKeptWhole, reason).with("line", units.line).with("kit", kit));
            } else {
                goods.push(*units);
            }
        }
        Ok(goods)
    }

    /// Whether a line is a gift of a promotion, which leaves with the first goods.
    pub(crate) fn is_gift(&self, line: u32) -> bool {
        self.receipt.lines.iter().any(|it| it.line == line && it.gift.is_some())
    }

    /// Units of a line that have left.
    pub fn sent(&self, line: u32) -> i64 {
        if let Some(gift) = self.receipt.lines.iter().find(|it| it.line == line && it.gift.is_some()) {
            let cancelled = self.credits.iter().filter(|credit| credit.of_return.is_none());
            let fallen = cancelled.flat_map(|credit| &credit.units).filter(|units| units.line == line);
            let fallen = fallen.fold(0, |sum: i64, units| sum.saturating_add(units.quantity.units()));
            let has_left = !self.allocations.iter().all(OrderAllocation::waits);
            return if has_left { gift.quantity.units().saturating_sub(fallen) } else { 0 };
        }
        let left = self.allocations.iter().filter(|row| row.goods.line == line && !row.waits());
        units_of(left.map(|row| &row.goods))
    }

    /// Goods of these lines out of rows that are fit for it, in the order of the rows. Refused with `order.units_exceed`
    /// where there are fewer; `what` says what they are wanted for.
    pub(crate) fn pick(
        &self,
        lines: &[LineUnits],
        what: &str,
        fit: impl Fn(&OrderAllocation) -> bool,
    ) -> Result<Vec<Allocation>, Refusal> {
        let mut picked = Vec::with_capacity(lines.len());
        for LineUnits { line, quantity } in lines {
            let mut missing = quantity.units();
            for row in self.allocations.iter().filter(|row| row.goods.line == *line && fit(row)) {
                let units = row.goods.quantity.units().min(missing);
                if units > 0 {
                    picked.push(Allocation { quantity: Quantity::new(units)?, ..row.goods.clone() });
                    missing = missing.saturating_sub(units);
                }
            }
            if missing > 0 {
                return Err(exceed(*line, what, quantity.units(), quantity.units().saturating_sub(missing)));
            }
        }
        Ok(picked)
    }

    /// Takes goods out of rows that are fit for it: what is left of a row stays, what is taken becomes what `change` makes of
    /// it.
    pub(super) fn take(
        &mut self,
        goods: &[Allocation],
        fit: impl Fn(&OrderAllocation) -> bool,
        change: impl Fn(OrderAllocation) -> Option<OrderAllocation>,
    ) -> Result<(), Refusal> {
        for wanted in goods {
            let mut missing = wanted.quantity.units();
            let mut rows = Vec::with_capacity(self.allocations.len().saturating_add(1));
            for row in core::mem::take(&mut self.allocations) {
                let units = row.goods.quantity.units();
                let taken = units.min(missing);
                if taken == 0 || !row.goods.is_like(wanted) || !fit(&row) {
                    rows.push(row);
                    continue;
                }
                missing = missing.saturating_sub(taken);
                rows.extend(change(row.of(taken)?));
                if taken < units {
                    rows.push(row.of(units.saturating_sub(taken))?);
                }
            }
            self.allocations = rows;
            if missing > 0 {
                let reason = format!("line {} of order {} has no such goods", wanted.line, self.id);
                return Err(Refusal::new(Code::Defect, reason));
            }
        }
        Ok(())
    }
}

impl OrderAllocation {
    /// The same row of so many units.
    fn of(&self, units: i64) -> Result<Self, Refusal> {
        let goods = Allocation { quantity: Quantity::new(units)?, ..self.goods.clone() };
        Ok(Self { goods, ..self.clone() })
    }
}

impl Allocation {
    /// Whether it is of the same line and goods, from the same place, with the same behind it.
    fn is_like(&self, other: &Self) -> bool {
        self.line == other.line
            && self.sku == other.sku
            && self.location == other.location
            && self.supply == other.supply
    }
}

/// How many smallest units goods are together.
pub(super) fn units_of<'a>(goods: impl IntoIterator<Item = &'a Allocation>) -> i64 {
    goods.into_iter().fold(0, |sum, goods| sum.saturating_add(goods.quantity.units()))
}

/// More units of a line are wanted than there are.
pub(crate) fn exceed(line: u32, what: &str, wanted: i64, left: i64) -> Refusal {
    Refusal::new(Code::UnitsExceed, format!("{wanted} of line {line} are to be {what} and {left} can be"))
        .with("line", line)
        .with("wanted", wanted)
        .with("left", left)
}

/// Refused with `line.repeated` where a line stands among these twice.
pub(crate) fn each_once(lines: &[LineUnits]) -> Result<(), Refusal> {
    for (place, units) in lines.iter().enumerate() {
        if lines.iter().take(place).any(|earlier| earlier.line == units.line) {
            let reason = format!("line {} stands there twice: add its units up", units.line);
            return Err(Refusal::new(Code::LineRepeated, reason).with("line", units.line));
        }
    }
    Ok(())
}
