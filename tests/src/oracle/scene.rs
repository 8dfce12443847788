//! What a case gives of places and wishes, and its answer in every way in which cases count it.

use std::collections::{BTreeMap, BTreeSet};

use fondaco::inventory::{Allocation, Sourcing, Supply};
use fondaco::{Code, Refusal};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::stockroom::{Stockroom, Units};

/// The SKU of cases that name none.
pub(super) const ITEM: &str = "V1";
/// More than anybody wants.
const PLENTY: i64 = 1_000_000;

/// The word of these platforms for a refusal.
pub(super) fn word(refusal: &Refusal) -> &'static str {
    match refusal.code() {
        Code::StockShort => "insufficient_stock",
        Code::QuantityInvalid => "quantity_must_be_positive",
        Code::NothingToShip | Code::UnitsExceed => "already_fulfilled",
        _ => "refused",
    }
}

pub(super) fn object(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What a case wants held, and where.
pub(super) struct Scene {
    pub(super) room: Stockroom,
    pub(super) wanted: Vec<(String, i64, Option<String>)>,
    pub(super) rules: Vec<Sourcing>,
    pub(super) collect_at: Option<String>,
    /// Whether a case counts one SKU, so that its answers name places only.
    pub(super) is_single: bool,
}

/// Reads a number for one SKU or a table by SKU.
pub(super) fn by_sku(value: &Value) -> Result<Vec<(String, i64)>, Miss> {
    match value {
        Value::Number(units) => Ok(vec![(ITEM.to_owned(), units.as_i64().ok_or_else(|| not_applicable("not whole"))?)]),
        Value::Object(table) => table
            .iter()
            .map(|(sku, units)| Ok((sku.clone(), units.as_i64().ok_or_else(|| not_applicable("not whole"))?)))
            .collect(),
        other => Err(not_applicable(format!("units given as {other}"))),
    }
}

/// The name of the place with a number.
pub(super) fn nth(place: usize) -> String {
    format!("place-{place}")
}

/// What is at each place, in order: units of SKUs and which may be promised beyond.
pub(super) type Shelves = Vec<(String, Vec<(String, i64)>, Vec<(String, i64)>)>;

pub(super) fn shelves(given: &Fields<'_>) -> Result<Shelves, Miss> {
    let mut all: Shelves = Vec::new();
    let beyond: bool = given.may("backorderable")?.unwrap_or(false);
    let more = |sku: &str| if beyond { vec![(sku.to_owned(), PLENTY)] } else { Vec::new() };
    for name in ["on_hand_by_location", "locations_on_hand"] {
        for (place, units) in given.may::<Vec<i64>>(name)?.into_iter().flatten().enumerate() {
            all.push((nth(place), vec![(ITEM.to_owned(), units)], more(ITEM)));
        }
    }
    if let Some(Value::Array(stocks)) = given.value("stocks") {
        for (place, stock) in stocks.iter().enumerate() {
            let text = |name: &str| stock.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
            let units = |name: &str| stock.get(name).and_then(Value::as_i64).unwrap_or(0);
            let free =
                stock.as_i64().unwrap_or_else(|| units("qty") - units("reserved_by_others") - units("allocated"));
            all.push((text("id").unwrap_or_else(|| nth(place)), vec![(ITEM.to_owned(), free)], Vec::new()));
        }
    }
    match (given.value("locations"), given.value("on_hand").or_else(|| given.value("stock"))) {
        (Some(Value::Array(list)), _) => {
            for place in list {
                let of = Fields::of("given.locations", place)?;
                let on_hand = of.value("on_hand").map(by_sku).transpose()?.unwrap_or_default();
                let more: Vec<String> = of.may("backorderable")?.unwrap_or_default();
                let id: String = of.get("id")?;
                of.done()?;
                all.push((id, on_hand, more.into_iter().map(|sku| (sku, PLENTY)).collect()));
            }
        }
        (Some(Value::Object(table)), _) | (None, Some(Value::Object(table))) => {
            let beyond: Vec<String> = given.may("backorderable_locations")?.unwrap_or_default();
            for (place, units) in table {
                let on_hand = by_sku(units)?;
                let is_more = beyond.contains(place);
                let more = on_hand.iter().filter(|_| is_more).map(|(sku, _)| (sku.clone(), PLENTY)).collect();
                all.push((place.clone(), on_hand, more));
            }
        }
        (None, Some(units @ Value::Number(_))) => all.push((nth(0), by_sku(units)?, more(ITEM))),
        _ => {}
    }
    if let Some(units) = given.may::<i64>("available")? {
        all.push((nth(0), vec![(ITEM.to_owned(), units)], Vec::new()));
    }
    Ok(all)
}

/// What is wanted, each with the place that it must come from.
pub(super) fn wants(given: &Fields<'_>) -> Result<Vec<(String, i64, Option<String>)>, Miss> {
    let mut all = Vec::new();
    for name in ["wanted", "want", "qty", "quantity", "kits"] {
        if let Some(value) = given.value(name) {
            all.extend(by_sku(value)?.into_iter().map(|(sku, units)| (sku, units, None)));
        }
    }
    for name in ["reserve_lines", "lines"] {
        for units in given.may::<Vec<i64>>(name).ok().flatten().into_iter().flatten() {
            all.push((ITEM.to_owned(), units, None));
        }
    }
    match given.value("reserve") {
        Some(Value::Array(lines)) => {
            for line in lines {
                let of = Fields::of("given.reserve", line)?;
                all.push((ITEM.to_owned(), of.get("qty")?, of.may("location")?));
                of.done()?;
            }
        }
        Some(units) => all.extend(by_sku(units)?.into_iter().map(|(sku, units)| (sku, units, None))),
        None => {}
    }
    if let Some(line) = given.object("line")? {
        all.push((ITEM.to_owned(), line.get("qty")?, line.may("preferred_location")?));
        line.done()?;
    }
    Ok(all)
}

pub(super) fn scene(given: &Fields<'_>) -> Result<Scene, Miss> {
    let shelves = shelves(given)?;
    let wanted = wants(given)?;
    let rules = match given.may::<String>("strategy")?.as_deref() {
        Some("highest_stock_first") => vec![Sourcing::MostStock],
        Some("given_location_order") | None => Vec::new(),
        Some(other) => return Err(given.unknown("strategy", other)),
    };
    let mut skus: BTreeSet<&str> = wanted.iter().map(|(sku, ..)| sku.as_str()).collect();
    skus.extend(shelves.iter().flat_map(|(_, on_hand, more)| on_hand.iter().chain(more)).map(|(sku, _)| sku.as_str()));
    let places: Vec<&str> = shelves.iter().map(|(place, ..)| place.as_str()).collect();
    let room = Stockroom::new(&places, &skus.iter().copied().collect::<Vec<_>>())?;
    for (place, on_hand, more) in &shelves {
        for (sku, units) in on_hand {
            // Less than nothing is free where more is promised than there is.
            room.stock(sku, place, [(*units).max(0), (-*units).max(0)])?;
        }
        for (sku, units) in more {
            room.backorder(sku, place, [*units, 0])?;
        }
    }
    match given.value("allocated") {
        Some(Value::Object(table)) => {
            for (place, units) in table {
                room.stock(ITEM, place, [0, units.as_i64().unwrap_or(0)])?;
            }
        }
        Some(units) => room.stock(ITEM, &nth(0), [0, units.as_i64().unwrap_or(0)])?,
        None => {}
    }
    if let (Some(units), Some(place)) = (given.may::<i64>("reserved_by_others")?, room.places.get(1)) {
        room.stock(ITEM, place, [0, units])?;
    }
    let is_single = skus.len() == 1 && wanted.iter().all(|(sku, ..)| sku == ITEM);
    Ok(Scene { room, wanted, rules, collect_at: given.may("collection_point")?, is_single })
}

/// What was promised, in every way in which cases count it.
pub(super) fn served(
    room: &Stockroom,
    held: &[Allocation],
    wanted: &[(String, i64, Option<String>)],
    is_single: bool,
) -> Map<String, Value> {
    let sum = |supply: &[Supply], place: &str, sku: Option<&str>| -> i64 {
        let is = |goods: &&Allocation| {
            supply.contains(&goods.supply)
                && goods.location.as_str() == place
                && sku.is_none_or(|sku| goods.sku.as_str() == sku)
        };
        held.iter().filter(is).map(|goods| goods.quantity.units()).sum()
    };
    let skus: BTreeSet<&str> = wanted.iter().map(|(sku, ..)| sku.as_str()).collect();
    let (all, here) = ([Supply::OnHand, Supply::Backorder], [Supply::OnHand]);
    let table = |supply: &[Supply], whole: bool| -> Units {
        let row = |place: &String| {
            let units = skus.iter().map(|sku| ((*sku).to_owned(), sum(supply, place, Some(sku))));
            (place.clone(), units.filter(|(_, units)| whole || *units > 0).collect())
        };
        room.places.iter().map(row).collect()
    };
    let used: Vec<&String> = room.places.iter().filter(|place| sum(&all, place, None) > 0).collect();
    let flat = |places: &mut dyn Iterator<Item = &String>| -> Map<String, Value> {
        places.map(|place| (place.clone(), json!(sum(&all, place, None)))).collect()
    };
    let units: i64 = held.iter().map(|goods| goods.quantity.units()).sum();
    let beyond: i64 =
        held.iter().filter(|goods| goods.supply == Supply::Backorder).map(|goods| goods.quantity.units()).sum();
    let is_listed = is_single && room.places.first().is_some_and(|place| place.starts_with("place-"));
    let mut answer = object([
        ("ok", json!(true)),
        ("packages", json!(used.len())),
        ("shipments", json!(used.len())),
        ("locations_used_min", json!(used.len())),
        ("allocated_units", json!(units)),
        ("rows", json!(held.iter().filter(|goods| goods.supply == Supply::OnHand).count())),
        ("units_by_location", json!(room.places.iter().map(|place| sum(&all, place, None)).collect::<Vec<_>>())),
        ("reserved", Value::Object(flat(&mut room.places.iter()))),
        ("leftover", json!(skus.iter().map(|sku| ((*sku).to_owned(), 0)).collect::<BTreeMap<_, i64>>())),
    ]);
    if is_listed {
        answer.extend(object([
            ("on_hand", json!(units - beyond)),
            ("backordered", json!(beyond)),
            ("allocated", json!(units)),
        ]));
    } else if is_single {
        answer.insert("allocations".into(), Value::Object(flat(&mut used.into_iter())));
        answer.insert("allocated".into(), Value::Object(flat(&mut room.places.iter())));
    } else {
        let mut both = json!(table(&here, true));
        let backordered: BTreeMap<_, _> = skus
            .iter()
            .map(|sku| {
                (
                    (*sku).to_owned(),
                    room.places.iter().map(|place| sum(&[Supply::Backorder], place, Some(sku))).sum::<i64>(),
                )
            })
            .collect();
        both["backordered"] = json!(backordered);
        let mut allocations = table(&all, false);
        allocations.retain(|_, units| !units.is_empty());
        let may_more = |place: &String| sum(&[Supply::Backorder], place, None) > 0 || place == "drop";
        let mut beyond = table(&[Supply::Backorder], true);
        beyond.retain(|place, _| may_more(place));
        answer.extend(object([
            ("allocations", json!(allocations)),
            ("allocated", both),
            ("on_hand", json!(table(&here, true))),
            ("backordered", json!(beyond)),
        ]));
    }
    answer
}

/// That nothing was promised.
pub(super) fn refused(refusal: &Refusal, wanted: &[(String, i64, Option<String>)]) -> Map<String, Value> {
    let reserved: BTreeMap<&str, i64> = wanted.iter().filter_map(|(.., place)| Some((place.as_deref()?, 0))).collect();
    let short = refusal.detail().get("sku").cloned();
    object([
        ("ok", json!(false)),
        ("error", json!(word(refusal))),
        ("unfulfillable", json!(short.into_iter().collect::<Vec<_>>())),
        ("reserved", json!(reserved)),
        ("allocated", json!({})),
        ("allocations_written", json!(0)),
        ("rows", json!(0)),
        ("on_hand", refusal.detail().get("available").cloned().unwrap_or(Value::Null)),
        ("backordered", json!(0)),
    ])
}
