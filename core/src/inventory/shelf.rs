//! Shelves: which lots, or serials, of a SKU lie at a location.
//!
//! They stand on one record, so that a lot is taken once: two who want the same one collide, and one looks again. That
//! costs the speed of counters, so only variants that ask for it are tracked. The units of all lots are what is on hand.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::lot::{Freshness, Lot, LotOrder, MovedLot, Picked, Tracking, take};
use super::movement::{MovedLine, Movement, MovementKind};
use super::{Allocation, Stock, Supply, stocked};
use crate::catalog::Variant;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, ShelfCode, Sku};
use crate::limits;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// The lots of a SKU at a location, at most [`limits::LOTS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    /// Of what.
    pub sku: Sku,
    /// Where.
    pub location: LocationCode,
    /// The lots, in the order of their codes.
    pub lots: Vec<Lot>,
}

impl Shelf {
    fn new(sku: &Sku, location: &LocationCode) -> Self {
        Self { sku: sku.clone(), location: location.clone(), lots: Vec::new() }
    }

    /// The units of all lots.
    pub fn units(&self) -> i64 {
        self.lots.iter().fold(0, |sum, lot| sum.saturating_add(lot.quantity.units()))
    }

    fn of(&self, moved: &MovedLot) -> i64 {
        self.lots.iter().find(|lot| lot.lot == moved.lot).map_or(0, |lot| lot.quantity.units())
    }

    /// The shelf after lots came and went; refused with `lots.short` where more of one leaves than is there.
    pub(crate) fn after(before: Option<&Self>, event: &Event, at: Timestamp) -> Result<Self, Refusal> {
        let Event::LotsMoved { sku, location, lots, unit_cost } = event else {
            return Err(Refusal::new(Code::Defect, "another event than of lots happened to a shelf"));
        };
        let mut shelf = before.cloned().unwrap_or_else(|| Self::new(sku, location));
        for moved in lots {
            shelf.take_in(moved, *unit_cost, at)?;
        }
        limits::count("lots", shelf.lots.len(), limits::LOTS)?;
        Ok(shelf)
    }

    fn take_in(&mut self, moved: &MovedLot, unit_cost: Option<Money>, at: Timestamp) -> Result<(), Refusal> {
        let there = self.of(moved);
        let units = there.saturating_add(moved.quantity);
        let place = self.lots.binary_search_by(|lot| lot.lot.cmp(&moved.lot));
        match (place, units) {
            (_, below) if below < 0 => return Err(self.short(moved.quantity.saturating_neg(), there)),
            (Ok(place), 0) => {
                self.lots.remove(place);
            }
            (Err(_), 0) => {}
            (Ok(place), units) => {
                if let Some(lot) = self.lots.get_mut(place) {
                    lot.quantity = Quantity::new(units)?;
                    lot.expires_at = moved.expires_at.or(lot.expires_at);
                    lot.unit_cost = unit_cost.or(lot.unit_cost);
                }
            }
            (Err(place), units) => {
                let (quantity, expires_at) = (Quantity::new(units)?, moved.expires_at);
                self.lots
                    .insert(place, Lot { lot: moved.lot.clone(), quantity, received_at: at, expires_at, unit_cost });
            }
        }
        Ok(())
    }

    fn short(&self, wanted: i64, available: i64) -> Refusal {
        let (sku, location) = (&self.sku, &self.location);
        let reason = format!("{wanted} of a lot of `{sku}` are to leave `{location}` and {available} fit");
        Refusal::new(Code::LotsShort, reason)
            .with("sku", sku.as_str())
            .with("location", location.as_str())
            .with("wanted", wanted)
            .with("available", available)
    }

    /// Takes units by an order and freshness; refused with `lots.short`.
    fn picked(&self, units: i64, order: LotOrder, fresh: Option<Freshness>) -> Result<Vec<MovedLot>, Refusal> {
        let (taken, open) = take(&self.lots, units, order, fresh);
        if open > 0 {
            return Err(self.short(units, units.saturating_sub(open)));
        }
        let left = |(lot, units): (_, Quantity)| {
            let expires_at = self.lots.iter().find(|there| there.lot == lot).and_then(|lot| lot.expires_at);
            MovedLot { lot, quantity: units.units().saturating_neg(), expires_at }
        };
        Ok(taken.into_iter().map(left).collect())
    }
}

/// Makes the lots of a movement whole and says what happens to the shelves: of goods that leave without a name, those
/// leave that expire first. Refused with `lots.invalid` where lots do not come to the quantity of their line, where a
/// serial has more than one unit or is there already, or where what is not tracked has any; and with `lots.short`.
pub(super) fn settle(decision: &mut Decision, movement: &mut Movement, facts: &Facts) -> Result<(), Stop> {
    let location = movement.location.clone();
    let is_count = matches!(movement.kind, MovementKind::Count {});
    let mut shelves: Vec<Shelf> = Vec::new();
    for line in &mut movement.lines {
        let Some(tracking) = stocked(&line.sku, facts)?.tracking else {
            if !line.lots.is_empty() {
                return Err(invalid(&line.sku, "is not tracked by lots").into());
            }
            continue;
        };
        let shelf = shelf_of(&mut shelves, &line.sku, &location, facts)?;
        if is_count {
            count(line, shelf)?;
        } else if line.lots.is_empty() && line.quantity < 0 {
            line.lots = shelf.picked(line.quantity.saturating_neg(), LotOrder::default(), None)?;
        }
        check(line, tracking, shelf)?;
        let lots = line.lots.clone();
        let event =
            Event::LotsMoved { sku: line.sku.clone(), location: location.clone(), lots, unit_cost: line.unit_cost };
        *shelf = Shelf::after(Some(&*shelf), &event, Timestamp::UNIX_EPOCH)?;
        if !line.lots.is_empty() {
            decision.record(ShelfCode::of(&line.sku, &location)?, event);
        }
    }
    Ok(())
}

/// The shelf as it is in the middle of a decision.
fn shelf_of<'a>(
    shelves: &'a mut Vec<Shelf>,
    sku: &Sku,
    location: &LocationCode,
    facts: &Facts,
) -> Result<&'a mut Shelf, Stop> {
    let place = shelves.iter().position(|shelf| shelf.sku == *sku && shelf.location == *location);
    if place.is_none() {
        let found = facts.get::<Shelf>(&ShelfCode::of(sku, location)?)?;
        shelves.push(found.cloned().unwrap_or_else(|| Shelf::new(sku, location)));
    }
    let place = place.unwrap_or_else(|| shelves.len().saturating_sub(1));
    shelves.get_mut(place).ok_or_else(|| Refusal::new(Code::Defect, "a shelf was lost").into())
}

/// Turns the lots that were counted into the differences from those that were on the shelf.
fn count(line: &mut MovedLine, shelf: &Shelf) -> Result<(), Refusal> {
    let counted = line.lots.iter().fold(0_i64, |sum, lot| sum.saturating_add(lot.quantity));
    if line.counted != Some(counted) {
        return Err(invalid(&line.sku, "is tracked: its lots come to what was counted"));
    }
    for lot in &mut line.lots {
        lot.quantity = lot.quantity.saturating_sub(shelf.of(lot));
    }
    let missing = shelf.lots.iter().filter(|there| line.lots.iter().all(|lot| lot.lot != there.lot));
    let gone = |lot: &Lot| MovedLot {
        lot: lot.lot.clone(),
        quantity: lot.quantity.units().saturating_neg(),
        expires_at: lot.expires_at,
    };
    let gone: Vec<MovedLot> = missing.map(gone).collect();
    line.lots.extend(gone);
    line.lots.retain(|lot| lot.quantity != 0);
    line.quantity = counted.saturating_sub(shelf.units());
    Ok(())
}

fn check(line: &MovedLine, tracking: Tracking, shelf: &Shelf) -> Result<(), Refusal> {
    let sum = line.lots.iter().fold(0_i64, |sum, lot| sum.saturating_add(lot.quantity));
    if sum != line.quantity {
        return Err(invalid(&line.sku, "is tracked: its lots come to the quantity of the line"));
    }
    let mut codes: Vec<_> = line.lots.iter().map(|lot| &lot.lot).collect();
    codes.sort();
    if codes.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(invalid(&line.sku, "has a lot twice in one line"));
    }
    let alone = |lot: &MovedLot| shelf.of(lot).saturating_add(lot.quantity) <= 1;
    if tracking == Tracking::Serials && !line.lots.iter().all(alone) {
        return Err(invalid(&line.sku, "is tracked by serials: each is one unit, and is there once"));
    }
    Ok(())
}

fn invalid(sku: &Sku, problem: &str) -> Refusal {
    Refusal::new(Code::LotsInvalid, format!("`{sku}` {problem}")).with("sku", sku.as_str())
}

/// Takes goods of an order from their shelves and says what happens to these: of what is tracked, the lots leave that
/// expire first and are good for as long as their variant asks when they arrive, split across as many as it takes. Refused
/// with `lots.short`.
pub(crate) fn pick(
    goods: &[Allocation],
    arrives_at: Timestamp,
    decision: &mut Decision,
    facts: &Facts,
) -> Result<Vec<Picked>, Stop> {
    let (mut shelves, mut picked) = (Vec::new(), Vec::new());
    for goods in goods.iter().filter(|goods| goods.supply == Supply::OnHand) {
        // A variant that is known no longer, or was never, is not tracked.
        let tracked = facts.get::<Variant>(&goods.sku)?.filter(|variant| variant.tracking.is_some());
        let Some(variant) = tracked else { continue };
        let least = SignedDuration::from_hours(i64::from(variant.least_life_days.unwrap_or(0)).saturating_mul(24));
        let shelf = shelf_of(&mut shelves, &goods.sku, &goods.location, facts)?;
        let lots =
            shelf.picked(goods.quantity.units(), LotOrder::default(), Some(Freshness { at: arrives_at, least }))?;
        for lot in &lots {
            picked.push(Picked {
                sku: goods.sku.clone(),
                location: goods.location.clone(),
                lot: lot.lot.clone(),
                quantity: Quantity::new(lot.quantity.saturating_neg())?,
            });
        }
        let (sku, location) = (goods.sku.clone(), goods.location.clone());
        let event = Event::LotsMoved { sku, location, lots, unit_cost: None };
        *shelf = Shelf::after(Some(&*shelf), &event, Timestamp::UNIX_EPOCH)?;
        decision.record(ShelfCode::of(&goods.sku, &goods.location)?, event);
    }
    Ok(picked)
}

/// Refused with `stock.short` where a place has less than is to leave it: a count may have found less than was promised.
/// Asks in passing for what [`pick`] looks at, and for a key more.
pub(crate) fn on_hand(goods: &[Allocation], beside: Key, facts: &Facts) -> Result<(), Stop> {
    let counted = || goods.iter().filter(|goods| goods.supply == Supply::OnHand);
    let rows = counted().map(|goods| Key::Stock(goods.sku.clone(), goods.location.clone()));
    let variants = counted().map(|goods| goods.sku.clone().into());
    facts.show(rows.chain(variants).chain([beside]))?;
    for wanted in counted() {
        let same = |goods: &&Allocation| goods.sku == wanted.sku && goods.location == wanted.location;
        let units = counted().filter(same).fold(0_i64, |sum, goods| sum.saturating_add(goods.quantity.units()));
        let there = Stock::from(facts.stock(&wanted.sku, &wanted.location)?).on_hand;
        if there < units {
            let reason =
                format!("{units} of `{}` are to leave `{}` and {there} are there", wanted.sku, wanted.location);
            return Err(Refusal::new(Code::StockShort, reason)
                .with("line", wanted.line)
                .with("sku", wanted.sku.as_str())
                .with("wanted", units)
                .with("available", there)
                .into());
        }
    }
    Ok(())
}
