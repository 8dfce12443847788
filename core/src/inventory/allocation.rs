//! Allocation: a pure plan of which place serves which line.

use alloc::format;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Stock;
use crate::cart::CartLine;
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

/// Serves each line whole from the first location that can, in the order of the lines; `own` is what the buyer holds
/// already, which is not counted against them. Refused with `stock.short`: all lines or none.
pub(crate) fn plan(
    wanted: &[CartLine],
    locations: &[LocationCode],
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    let key = |want: &CartLine, location: &LocationCode| Key::Stock(want.sku.clone(), location.clone());
    if let (Some(want), Some(location)) = (wanted.first(), locations.first()) {
        let all = || wanted.iter().flat_map(|want| locations.iter().map(|location| key(want, location)));
        facts.show_beside(&key(want, location), all)?;
    }
    let mut planned: Vec<Allocation> = Vec::with_capacity(wanted.len());
    // Where as much is free as all lines take together, nothing has to be counted.
    let most = wanted.iter().fold(0_i64, |sum, want| sum.saturating_add(want.quantity.units()));
    for want in wanted {
        let mut best = 0;
        let mut place = None;
        for location in locations {
            let stock: Stock = facts.stock(&want.sku, location)?.into();
            let units = |list: &[Allocation]| promised(list, &want.sku, location);
            let available = stock.available();
            let is_plenty = available >= most;
            let free = if is_plenty {
                available
            } else {
                available.saturating_add(units(own)).saturating_sub(units(&planned))
            };
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

/// The units of a SKU that a list of promises takes from a place.
fn promised(list: &[Allocation], sku: &Sku, location: &LocationCode) -> i64 {
    let same = list.iter().filter(|item| item.sku == *sku && item.location == *location);
    same.fold(0, |sum, item| sum.saturating_add(item.quantity.units()))
}

fn short(want: &CartLine, available: i64) -> Refusal {
    let wanted = want.quantity.units();
    let reason = format!("{wanted} of `{}` are wanted and {available} are available at one location", want.sku);
    Refusal::new(Code::StockShort, reason)
        .with("sku", want.sku.as_str())
        .with("wanted", wanted)
        .with("available", available)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Fact;
    use alloc::vec;

    /// The locations that serve lines of one SKU, with 5 units here and 9 there; `own` is held here already.
    fn places(quantities: &[i64], own: Option<i64>) -> Result<Vec<LocationCode>, Stop> {
        let sku = Sku::new("novel").unwrap();
        let locations = ["here", "there"].map(|code| LocationCode::new(code).unwrap());
        let mut facts = Facts::new();
        let row = |location: &LocationCode, units| (Key::Stock(sku.clone(), location.clone()), Fact::Counters(units));
        facts.learn(vec![row(&locations[0], [5, own.unwrap_or(0)]), row(&locations[1], [9, 0])]);
        let held = |units: i64| Allocation {
            line: 1,
            sku: sku.clone(),
            location: locations[0].clone(),
            quantity: units.try_into().unwrap(),
        };
        let own: Vec<Allocation> = own.into_iter().map(held).collect();
        let want =
            |(line, units): (u32, &i64)| CartLine { line, sku: sku.clone(), quantity: (*units).try_into().unwrap() };
        let wanted: Vec<CartLine> = (1..).zip(quantities).map(want).collect();
        Ok(plan(&wanted, &locations, &own, &facts)?.into_iter().map(|goods| goods.location).collect())
    }

    #[test]
    fn what_one_line_takes_is_not_there_for_the_next() {
        let words = |quantities: &[i64], own| {
            let planned = places(quantities, own).unwrap();
            planned.iter().map(|place| place.as_str().into()).collect::<Vec<alloc::string::String>>()
        };
        assert_eq!(words(&[3, 3, 2, 6], None), ["here", "there", "here", "there"]);
        assert_eq!(words(&[3, 2], Some(5)), ["here", "here"]);
        let Err(Stop::Refused(refusal)) = places(&[3, 3, 3, 4], None) else { panic!("four are nowhere") };
        assert_eq!((refusal.code(), refusal.detail()["available"].as_i64()), (Code::StockShort, Some(3)));
    }

    #[test]
    fn a_place_that_has_promised_more_than_it_has_offers_nothing() {
        let mut facts = Facts::new();
        let (sku, here) = (Sku::new("novel").unwrap(), LocationCode::new("here").unwrap());
        facts.learn(vec![(Key::Stock(sku.clone(), here.clone()), Fact::Counters([2, 5]))]);
        let wanted = [CartLine { line: 1, sku: sku.clone(), quantity: 1.try_into().unwrap() }];
        let Err(Stop::Refused(refusal)) = plan(&wanted, &[here], &[], &facts) else { panic!("nothing is there") };
        assert_eq!(refusal.detail()["available"], 0);
    }
}
