//! Allocation: a pure plan of which place serves which line.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Stock;
use crate::cart::{CartLine, Want};
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku};
use crate::quantity::Quantity;
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
    /// What stands behind the promise.
    #[serde(default, skip_serializing_if = "Supply::is_on_hand")]
    pub supply: Supply,
}

/// What stands behind a promise of goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// Units that are on hand at the location.
    #[default]
    OnHand,
    /// Units that are still to come; counted against the backorder limit of the SKU there.
    Backorder,
    /// A SKU whose stock is not counted.
    Untracked,
}

impl Supply {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    fn is_on_hand(&self) -> bool {
        *self == Self::OnHand
    }
}

/// Serves each line whole from the first location that can, in the order of the lines, a kit with all of its parts from
/// one location; `own` is what the buyer holds already, which is not counted against them. Refused with `stock.short`: all
/// lines or none.
pub(crate) fn plan(
    wanted: &[Want<'_>],
    locations: &[LocationCode],
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    let mut planned: Vec<Allocation> = Vec::with_capacity(wanted.len());
    // Where as much is free as all goods take together, nothing has to be counted.
    let goods = wanted.iter().flat_map(Want::goods);
    let most = goods.fold(0_i64, |sum, goods| sum.saturating_add(goods.quantity.units()));
    for want in wanted {
        let mut lack: Option<Lack<'_>> = None;
        let mut place = None;
        for location in locations {
            let shelf = Shelf { location, most, own, planned: &planned, facts };
            let Some(missing) = shelf.lack(want)? else {
                place = Some(location);
                break;
            };
            lack = Some(lack.map_or(missing, |before| before.lesser(missing)));
        }
        let Some(location) = place else { return Err(short(want, lack).into()) };
        planned.extend(want.goods().map(|goods| Allocation {
            line: goods.line,
            sku: goods.sku.clone(),
            location: location.clone(),
            quantity: goods.quantity,
            supply: Supply::OnHand,
        }));
    }
    Ok(planned)
}

/// A location in the middle of a plan.
#[derive(Debug, Clone, Copy)]
struct Shelf<'a> {
    location: &'a LocationCode,
    /// More than this is never wanted.
    most: i64,
    /// What the buyer holds.
    own: &'a [Allocation],
    /// What other lines take.
    planned: &'a [Allocation],
    facts: &'a Facts,
}

impl Shelf<'_> {
    /// The goods of a line that are the scarcest here, if they do not suffice.
    fn lack<'a>(&self, want: &'a Want<'_>) -> Result<Option<Lack<'a>>, Stop> {
        let mut lack: Option<Lack<'a>> = None;
        for goods in want.goods() {
            let free = self.free(&goods.sku)?;
            if free < goods.quantity.units() {
                let missing = Lack { goods, free: free.max(0) };
                lack = Some(lack.map_or(missing, |before| before.greater(missing)));
            }
        }
        Ok(lack)
    }

    /// Units that can still be promised.
    fn free(&self, sku: &Sku) -> Result<i64, Stop> {
        let available = Stock::from(self.facts.stock(sku, self.location)?).available();
        if available >= self.most {
            return Ok(available);
        }
        let units = |list| promised(list, sku, self.location);
        Ok(available.saturating_add(units(self.own)).saturating_sub(units(self.planned)))
    }
}

/// Goods of which a location has too little.
#[derive(Debug, Clone, Copy)]
struct Lack<'a> {
    goods: &'a CartLine,
    /// What is there; zero or more.
    free: i64,
}

impl Lack<'_> {
    /// The one that leaves more of what is wanted unserved; of equal ones the first.
    fn greater(self, other: Self) -> Self {
        if other.served(self) < self.served(other) { other } else { self }
    }

    /// The one that leaves less of what is wanted unserved; of equal ones the first.
    fn lesser(self, other: Self) -> Self {
        if other.served(self) > self.served(other) { other } else { self }
    }

    /// The share of what is wanted that is there, over a denominator in common with another.
    fn served(self, beside: Self) -> i128 {
        i128::from(self.free).saturating_mul(beside.goods.quantity.units().into())
    }
}

/// The units of a SKU that a list of promises takes from a place.
fn promised(list: &[Allocation], sku: &Sku, location: &LocationCode) -> i64 {
    let same = list.iter().filter(|item| item.sku == *sku && item.location == *location);
    same.fold(0, |sum, item| sum.saturating_add(item.quantity.units()))
}

/// What is short for a line: of a kit, the part that is, where the most kits could be served.
fn short(want: &Want<'_>, lack: Option<Lack<'_>>) -> Refusal {
    let (goods, available) = lack.map_or((want.line, 0), |lack| (lack.goods, lack.free));
    let wanted = goods.quantity.units();
    let kit = if want.variant.is_kit() { format!(" for the kit `{}`", want.line.sku) } else { String::new() };
    let reason = format!("{wanted} of `{}` are wanted{kit} and {available} are available at one location", goods.sku);
    Refusal::new(Code::StockShort, reason)
        .with("line", want.line.line)
        .with("sku", goods.sku.as_str())
        .with("wanted", wanted)
        .with("available", available)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Variant;
    use crate::port::Fact;
    use crate::record::Key;
    use alloc::vec;

    fn variant(sku: &str) -> Variant {
        let value = serde_json::json!({"sku": sku, "title": sku, "tax_category": "book", "prices": []});
        serde_json::from_value(value).unwrap()
    }

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
            supply: Supply::OnHand,
        };
        let own: Vec<Allocation> = own.into_iter().map(held).collect();
        let want = |(line, units): (u32, &i64)| CartLine::new(line, sku.clone(), (*units).try_into().unwrap());
        let lines: Vec<CartLine> = (1..).zip(quantities).map(want).collect();
        let novel = variant("novel");
        let wanted: Vec<Want<'_>> =
            lines.iter().map(|line| Want { line, variant: &novel, parts: Vec::new() }).collect();
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
        let line = CartLine::new(1, sku.clone(), 1.try_into().unwrap());
        let wanted = [Want { line: &line, variant: &variant("novel"), parts: Vec::new() }];
        let Err(Stop::Refused(refusal)) = plan(&wanted, &[here], &[], &facts) else { panic!("nothing is there") };
        assert_eq!(refusal.detail()["available"], 0);
    }
}
