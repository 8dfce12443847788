//! Allocation: a pure plan of which place serves which line.

use alloc::format;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Stock;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku};
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// Units of a SKU that are promised at a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// The line of the cart or order that they serve.
    pub line: u32,
    /// What.
    pub sku: Sku,
    /// From where.
    pub location: LocationCode,
    /// How many smallest units.
    pub quantity: Quantity,
}

/// What a line wants.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) line: u32,
    pub(crate) sku: &'a Sku,
    pub(crate) quantity: Quantity,
}

/// Serves each line whole from the first location that can, in the order of the lines; `own` is what the buyer holds
/// already, which is not counted against them. Refused with `stock.short`: all lines or none.
pub(crate) fn plan(
    wanted: &[Wanted<'_>],
    locations: &[LocationCode],
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    facts.show(
        wanted.iter().flat_map(|want| locations.iter().map(|location| Key::Stock(want.sku.clone(), location.clone()))),
    )?;
    let mut planned: Vec<Allocation> = Vec::with_capacity(wanted.len());
    for want in wanted {
        let mut best = 0;
        let mut place = None;
        for location in locations {
            let free = free(want.sku, location, own, &planned, facts)?;
            best = free.max(best);
            if free >= want.quantity.units() {
                place = Some(location);
                break;
            }
        }
        let Some(location) = place else { return Err(short(want, best).into()) };
        planned.push(Allocation {
            line: want.line,
            sku: want.sku.clone(),
            location: location.clone(),
            quantity: want.quantity,
        });
    }
    Ok(planned)
}

/// What is left at a place for the next line: available, with the buyer's own hold, less what this plan took.
fn free(
    sku: &Sku,
    location: &LocationCode,
    own: &[Allocation],
    planned: &[Allocation],
    facts: &Facts,
) -> Result<i64, Stop> {
    let stock: Stock = facts.counters(&Key::Stock(sku.clone(), location.clone()))?.into();
    let units = |list: &[Allocation]| {
        list.iter()
            .filter(|item| item.sku == *sku && item.location == *location)
            .fold(0_i64, |sum, item| sum.saturating_add(item.quantity.units()))
    };
    Ok(stock.available().saturating_add(units(own)).saturating_sub(units(planned)))
}

fn short(want: &Wanted<'_>, available: i64) -> Refusal {
    let wanted = want.quantity.units();
    Refusal::new(Code::StockShort, format!("{wanted} of `{}` are wanted and {available} are available", want.sku))
        .with("sku", want.sku.as_str())
        .with("wanted", wanted)
        .with("available", available)
}
