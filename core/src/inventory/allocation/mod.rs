//! Allocation: a pure plan of which place serves which line.

mod cover;
mod planner;
#[cfg(test)]
mod properties;
mod snapshot;
mod sourcing;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;
use serde_json::json;

use super::{Location, Stock};
use crate::allowance::{left, of_backorder};
use crate::cart::Want;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku};
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

pub use planner::source;
pub use snapshot::{Demand, Gives, Need, Place, Short, Snapshot, SourcingTerms};
pub use sourcing::{Because, Chosen, Keep, Sourcing};

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

/// Plans which place serves what of a cart; `own` is what the buyer holds already, which is not counted against them.
/// Refused with `stock.short`: all lines or none.
pub(crate) fn plan(
    wanted: &[Want<'_>],
    locations: &[LocationCode],
    terms: SourcingTerms<'_>,
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    let locations = open(locations, terms, facts)?;
    if let Some(planned) = plenty(wanted, &locations, terms, facts)? {
        return Ok(planned);
    }
    let demands: Vec<Demand<'_>> = wanted.iter().map(demand).collect();
    serve(&demands, &locations, terms, own, facts)
}

/// The plan where the first location has so much of everything that nothing has to be counted, and no rule asks for more.
fn plenty(
    wanted: &[Want<'_>],
    locations: &[Source<'_>],
    terms: SourcingTerms<'_>,
    facts: &Facts,
) -> Result<Option<Vec<Allocation>>, Stop> {
    let is_first_anyway = locations.len() == 1 || (terms.rules.is_empty() && terms.collect_at.is_none());
    let Some(&Source { code: location, .. }) = locations.first().filter(|_| is_first_anyway) else {
        return Ok(None);
    };
    let goods = || wanted.iter().flat_map(Want::goods);
    let most = goods().fold(0_i64, |sum, (goods, _)| sum.saturating_add(goods.quantity.units()));
    let mut planned = Vec::with_capacity(wanted.len());
    for (goods, variant) in goods() {
        let supply = if variant.untracked { Supply::Untracked } else { Supply::OnHand };
        if supply == Supply::OnHand && Stock::from(facts.stock(&goods.sku, location)?).available() < most {
            return Ok(None);
        }
        let (line, sku, quantity) = (goods.line, goods.sku.clone(), goods.quantity);
        planned.push(Allocation { line, sku, location: location.clone(), quantity, supply });
    }
    Ok(Some(planned))
}

pub(crate) fn demand<'a>(want: &'a Want<'a>) -> Demand<'a> {
    let (line, sku, units) = (want.line.line, &want.line.sku, want.line.quantity.units());
    let itself = Need { line, sku, each: 1, untracked: want.variant.untracked };
    let part = |part: &'a crate::cart::WantedPart<'a>| Need {
        line: part.line.line,
        sku: &part.line.sku,
        each: part.each.units(),
        untracked: part.variant.untracked,
    };
    let needs = if want.parts.is_empty() { [itself].into() } else { want.parts.iter().map(part).collect() };
    Demand { line, sku, units, needs, only_at: None }
}

/// A location that may give goods, with what is known of it.
#[derive(Debug, Clone, Copy)]
struct Source<'a> {
    code: &'a LocationCode,
    known: Option<&'a Location>,
}

/// The locations that are for sale: all but the inactive, which give only where somebody names them.
fn open<'a>(
    locations: &'a [LocationCode],
    terms: SourcingTerms<'_>,
    facts: &'a Facts,
) -> Result<Vec<Source<'a>>, Stop> {
    let mut open = Vec::with_capacity(locations.len());
    for code in locations {
        let known = facts.get::<Location>(code)?;
        if known.is_none_or(|known| !known.inactive) || terms.collect_at == Some(code) {
            open.push(Source { code, known });
        }
    }
    Ok(open)
}

/// Plans what is wanted without a cart; a place that a demand names may be inactive.
pub(crate) fn choose(
    demands: &[Demand<'_>],
    locations: &[LocationCode],
    terms: SourcingTerms<'_>,
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    let named = |code: &LocationCode| demands.iter().any(|demand| demand.only_at == Some(code));
    let open_ones = open(locations, terms, facts)?;
    let mut all = Vec::with_capacity(locations.len());
    for code in locations {
        if open_ones.iter().any(|open| open.code == code) || named(code) {
            all.push(Source { code, known: facts.get::<Location>(code)? });
        }
    }
    serve(demands, &all, terms, own, facts)
}

/// Plans from facts: first what is on hand; only where that does not suffice it asks what may be promised beyond.
fn serve(
    demands: &[Demand<'_>],
    locations: &[Source<'_>],
    terms: SourcingTerms<'_>,
    own: &[Allocation],
    facts: &Facts,
) -> Result<Vec<Allocation>, Stop> {
    let goods = |choices: Vec<Chosen>| choices.into_iter().map(|choice| choice.goods).collect();
    let mut skus: Vec<&Sku> = demands.iter().flat_map(|demand| &demand.needs).map(|need| need.sku).collect();
    skus.sort_unstable();
    skus.dedup();
    let mut held: BTreeMap<(&Sku, &LocationCode, Supply), i64> = BTreeMap::new();
    for goods in own {
        let units = held.entry((&goods.sku, &goods.location, goods.supply)).or_default();
        *units = units.saturating_add(goods.quantity.units());
    }
    let held = |sku, location, supply| held.get(&(sku, location, supply)).copied().unwrap_or(0);
    let mut snapshot = Snapshot { skus, places: Vec::with_capacity(locations.len()) };
    for Source { code: location, known } in locations {
        let mut gives = Vec::with_capacity(snapshot.skus.len());
        for sku in &snapshot.skus {
            let available = Stock::from(facts.stock(sku, location)?).available();
            let on_hand = available.saturating_add(held(sku, location, Supply::OnHand));
            gives.push(Gives { on_hand, backorder: 0 });
        }
        snapshot.places.push(Place {
            location,
            priority: known.map_or(0, |known| known.priority),
            position: known.and_then(|known| known.place.as_ref()?.point),
            cost: known.and_then(|known| u64::try_from(known.cost?.minor()).ok()),
            gives,
        });
    }
    let lacking = match source(demands, &snapshot, terms)? {
        Ok(choices) => return Ok(goods(choices)),
        Err(short) => {
            let all = demands.iter().enumerate();
            let is_short = |demand: usize| terms.keep.is_some() || short.iter().any(|short| short.demand == demand);
            let needs = all.filter(|(nth, _)| is_short(*nth)).flat_map(|(_, demand)| &demand.needs);
            let mut skus: Vec<&Sku> = needs.filter(|need| !need.untracked).map(|need| need.sku).collect();
            skus.sort_unstable();
            skus.dedup();
            skus
        }
    };
    let mut rows = Vec::with_capacity(lacking.len().saturating_mul(locations.len()));
    for (place, location) in locations.iter().enumerate() {
        for sku in &lacking {
            rows.push((place, *sku, of_backorder(sku, location.code)?));
        }
    }
    facts.show(rows.iter().map(|(_, _, code)| Key::Allowance(code.clone())))?;
    for (place, sku, code) in rows {
        let nth = snapshot.skus.binary_search(&sku).unwrap_or(usize::MAX);
        let Some(place) = snapshot.places.get_mut(place) else { continue };
        if let Some(gives) = place.gives.get_mut(nth) {
            gives.backorder = left(&code, facts)?.saturating_add(held(sku, place.location, Supply::Backorder));
        }
    }
    source(demands, &snapshot, terms)?.map(goods).map_err(|short| refused(demands, &short, &snapshot).into())
}

/// Says what is short, the first of it in particular: of a kit, the part of which there is least.
fn refused(demands: &[Demand<'_>], short: &[Short], snapshot: &Snapshot<'_>) -> Refusal {
    let mut refusal: Option<Refusal> = None;
    let mut all = Vec::with_capacity(short.len());
    for short in short {
        let Some(demand) = demands.get(short.demand) else { continue };
        let Some(need) = scarcest(demand, snapshot) else { continue };
        let [wanted, available] = [demand.units, short.served].map(|units| units.saturating_mul(need.each));
        let is_kit = demand.sku != need.sku;
        let kit = if is_kit { format!(" for the kit `{}`", demand.sku) } else { String::new() };
        let reason = || format!("{wanted} of `{}` are wanted{kit} and {available} can be promised", need.sku);
        refusal.get_or_insert_with(|| {
            Refusal::new(Code::StockShort, reason())
                .with("line", demand.line)
                .with("sku", need.sku.as_str())
                .with("wanted", wanted)
                .with("available", available)
        });
        all.push(json!({"line": demand.line, "sku": need.sku, "wanted": wanted, "available": available}));
    }
    let refusal = refusal.unwrap_or_else(|| Refusal::new(Code::StockShort, "not all that is wanted can be promised"));
    if all.len() > 1 { refusal.with("short", all) } else { refusal }
}

/// What there is least of, of all that a demand takes: at the place that could serve the most of it, of equal ones the
/// first.
fn scarcest<'a>(demand: &Demand<'a>, snapshot: &Snapshot<'_>) -> Option<Need<'a>> {
    let at = |place: &Place<'_>| {
        let counted = demand.needs.iter().filter(|need| !need.untracked);
        let whole = |need: &Need<'_>| {
            let nth = snapshot.skus.binary_search(&need.sku).unwrap_or(usize::MAX);
            let gives = place.gives.get(nth).copied().unwrap_or_default();
            let units = gives.on_hand.max(0).saturating_add(gives.backorder.max(0));
            units.checked_div(need.each).unwrap_or(0)
        };
        counted.map(|need| (whole(need), *need)).min_by_key(|(whole, _)| *whole)
    };
    let most = snapshot.places.iter().filter_map(at).rev().max_by_key(|(whole, _)| *whole);
    most.map(|(_, need)| need)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::CartLine;
    use crate::catalog::Variant;
    use crate::counter::pair;
    use crate::port::Fact;
    use crate::record::Key;
    use alloc::vec;

    fn variant(sku: &str) -> Variant {
        let value = serde_json::json!({"sku": sku, "title": sku, "tax_category": "book", "prices": []});
        serde_json::from_value(value).unwrap()
    }

    /// The locations that serve lines of one SKU, with 5 units here and 9 there; `own` is held here already.
    fn places(quantities: &[i64], own: Option<i64>) -> Result<Vec<Allocation>, Stop> {
        let sku = Sku::new("novel").unwrap();
        let locations = ["here", "there"].map(|code| LocationCode::new(code).unwrap());
        let mut facts = Facts::new();
        let row =
            |location: &LocationCode, units| (Key::Stock(sku.clone(), location.clone()), Fact::Counters(pair(units)));
        facts.learn(vec![row(&locations[0], [5, own.unwrap_or(0)]), row(&locations[1], [9, 0])]);
        let none = |place| (Key::Allowance(of_backorder(&sku, place).unwrap()), Fact::Absent);
        facts.learn(locations.iter().map(none));
        facts.learn(locations.iter().map(|place| (place.clone().into(), Fact::Absent)));
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
        plan(&wanted, &locations, SourcingTerms::default(), &own, &facts)
    }

    #[test]
    fn what_one_line_takes_is_not_there_for_the_next() {
        let rows = |quantities: &[i64], own| {
            let planned = places(quantities, own).unwrap();
            let row = |goods: Allocation| (goods.line, String::from(goods.location.as_str()), goods.quantity.units());
            planned.into_iter().map(row).collect::<Vec<_>>()
        };
        let row = |line, place: &str, units| (line, String::from(place), units);
        assert_eq!(
            rows(&[3, 3, 2, 6], None),
            [row(1, "here", 3), row(2, "here", 2), row(2, "there", 1), row(3, "there", 2), row(4, "there", 6)]
        );
        assert_eq!(rows(&[3, 2], Some(5)), [row(1, "here", 3), row(2, "here", 2)]);
        let Err(Stop::Refused(refusal)) = places(&[3, 3, 3, 6], None) else { panic!("15 of 14 cannot be served") };
        let [wanted, available] = ["wanted", "available"].map(|name| refusal.detail()[name].as_i64());
        assert_eq!((refusal.code(), wanted, available), (Code::StockShort, Some(6), Some(5)));
    }

    #[test]
    fn a_place_that_has_promised_more_than_it_has_offers_nothing() {
        let mut facts = Facts::new();
        let (sku, here) = (Sku::new("novel").unwrap(), LocationCode::new("here").unwrap());
        facts.learn(vec![(Key::Stock(sku.clone(), here.clone()), Fact::Counters(pair([2, 5])))]);
        let absent: [Key; 2] = [Key::Allowance(of_backorder(&sku, &here).unwrap()), here.clone().into()];
        facts.learn(absent.map(|key| (key, Fact::Absent)));
        let line = CartLine::new(1, sku.clone(), 1.try_into().unwrap());
        let wanted = [Want { line: &line, variant: &variant("novel"), parts: Vec::new() }];
        let Err(Stop::Refused(refusal)) = plan(&wanted, &[here], SourcingTerms::default(), &[], &facts) else {
            panic!("nothing is there")
        };
        assert_eq!(refusal.detail()["available"], 0);
    }
}
