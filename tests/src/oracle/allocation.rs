//! Which place serves what, holds on stock, and promises of goods that are still to come.

use std::collections::{BTreeMap, BTreeSet};

use fondaco::inventory::{
    Allocation, Backorder, Demand, Gives, Need, Place, Snapshot, Sourcing, SourcingTerms, Supply, source,
};
use fondaco::port::{Page, Paged, Scan};
use fondaco::{Code, Kind, LocationCode, Refusal, Sku, immediately};
use serde_json::{Map, Value, json};
use std::sync::Arc;

use super::Answer;
use super::given::{Fields, Miss, not_applicable};
use super::stockroom::{Stockroom, Units, Wish};

/// The SKU of cases that name none.
const ITEM: &str = "V1";
/// More than anybody wants.
const PLENTY: i64 = 1_000_000;

/// The answer to a case of a topic; none where the topic is another's.
pub(super) fn answer(topic: &str, given: &Fields<'_>) -> Option<Answer> {
    let of = match topic {
        "allocation.prioritize" => prioritize(given),
        "routing.lexicographic" => routing(given),
        "fulfilment.move" => moved(given),
        "backorder.fill" => filled(given),
        "allocation.kit" => kit(given),
        "reservation.own_hold" => own_hold(given),
        "reservation.payment_failed" => payment_failed(given),
        "split.weight" | "split.weight.worst_fit" => {
            Err(not_applicable("parcels are packed by shipping, not by stock"))
        }
        "split/shipping-lines" => Err(not_applicable("shipping methods are not decided by this version")),
        "split/vendor" => Err(not_applicable("an order is not split by sellers in this version")),
        topic if topic.starts_with("split/") && given.has("split_by") => packages(given),
        "split/fulfilment" if given.has("fulfilments") => fulfilled_again(given),
        "inventory/preorder" => preorder(given),
        topic if is_ours(topic) => match () {
            () if given.has("events") => events(given),
            () if given.has("variants") => kinds(given),
            () if given.has("fulfil") => taken(given),
            () if given.has_any(&[
                "release",
                "deallocate",
                "more",
                "increase",
                "set_reservation",
                "own_previous_reservation",
            ]) =>
            {
                changed(given)
            }
            () => planned(given),
        },
        _ => return None,
    };
    Some(of)
}

fn is_ours(topic: &str) -> bool {
    let all = [
        "allocation.",
        "reservation.duplicate_lines",
        "inventory/reservation",
        "inventory/allocation",
        "inventory/oversell",
    ];
    all.iter().any(|prefix| topic.starts_with(prefix)) || topic == "reservation" || topic.starts_with("split/")
}

/// The word of these platforms for a refusal.
fn word(refusal: &Refusal) -> &'static str {
    match refusal.code() {
        Code::StockShort => "insufficient_stock",
        Code::QuantityInvalid => "quantity_must_be_positive",
        Code::NothingToShip => "already_fulfilled",
        _ => "refused",
    }
}

fn object(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What a case wants held, and where.
struct Scene {
    room: Stockroom,
    wanted: Vec<(String, i64, Option<String>)>,
    rules: Vec<Sourcing>,
    collect_at: Option<String>,
    /// Whether a case counts one SKU, so that its answers name places only.
    is_single: bool,
}

/// Reads a number for one SKU or a table by SKU.
fn by_sku(value: &Value) -> Result<Vec<(String, i64)>, Miss> {
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
fn nth(place: usize) -> String {
    format!("place-{place}")
}

/// What is at each place, in order: units of SKUs and which may be promised beyond.
type Shelves = Vec<(String, Vec<(String, i64)>, Vec<(String, i64)>)>;

fn shelves(given: &Fields<'_>) -> Result<Shelves, Miss> {
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
fn wants(given: &Fields<'_>) -> Result<Vec<(String, i64, Option<String>)>, Miss> {
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

fn scene(given: &Fields<'_>) -> Result<Scene, Miss> {
    let shelves = shelves(given)?;
    let wanted = wants(given)?;
    let rules = match given.may::<String>("strategy")?.as_deref() {
        Some("highest_stock_first") => vec![Sourcing::MostStock],
        Some("given_location_order") => Vec::new(),
        Some(other) => return Err(given.unknown("strategy", other)),
        // Cases of this shape name their rule by their topic: stocks with ids are served by the highest.
        None => Vec::new(),
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

/// A plan, held: what comes from where, or that it is refused.
fn planned(given: &Fields<'_>) -> Answer {
    let Scene { room, wanted, rules, collect_at, is_single } = scene(given)?;
    let cancelled: Option<i64> = given.may("then_cancel")?;
    given.done()?;
    let lines: Vec<_> = wanted.iter().map(|(sku, units, place)| (sku.as_str(), *units, place.as_deref())).collect();
    let wish = Wish { holder: "buyer", lines, rules, collect_at: collect_at.as_deref(), replaces: None };
    let hold = room.hold(&wish)?;
    let mut answer = match &hold {
        Ok(hold) => served(&room, &room.held(hold)?, &wanted, is_single),
        Err(refusal) => refused(&room, refusal, &wanted)?,
    };
    if let (Some(units), Ok(hold)) = (cancelled, hold) {
        let less = wish.lines.iter().map(|(sku, all, place)| (*sku, all - units, *place)).collect();
        let kept = room.hold(&Wish { lines: less, replaces: Some(hold), ..wish })??;
        answer = served(&room, &room.held(&kept)?, &wanted, is_single);
    }
    Ok(answer)
}

/// What was promised, in every way in which cases count it.
fn served(
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
fn refused(
    room: &Stockroom,
    refusal: &Refusal,
    wanted: &[(String, i64, Option<String>)],
) -> Result<Map<String, Value>, Miss> {
    let reserved: BTreeMap<&str, i64> = wanted.iter().filter_map(|(.., place)| Some((place.as_deref()?, 0))).collect();
    let short = refusal.detail().get("sku").cloned();
    let _ = room;
    Ok(object([
        ("ok", json!(false)),
        ("error", json!(word(refusal))),
        ("unfulfillable", json!(short.into_iter().collect::<Vec<_>>())),
        ("reserved", json!(reserved)),
        ("allocated", json!({})),
        ("allocations_written", json!(0)),
        ("rows", json!(0)),
        ("on_hand", refusal.detail().get("available").cloned().unwrap_or(Value::Null)),
        ("backordered", json!(0)),
    ]))
}

/// Packages as candidates, each with units on hand or to come.
fn prioritize(given: &Fields<'_>) -> Answer {
    let needed: i64 = given.get("needed")?;
    let candidates: Vec<Vec<(String, i64)>> = given.get("candidate_packages")?;
    given.done()?;
    let places: Vec<String> = (0..candidates.len()).map(nth).collect();
    let room = Stockroom::new(&places.iter().map(String::as_str).collect::<Vec<_>>(), &[ITEM])?;
    for (place, package) in places.iter().zip(&candidates) {
        for (state, units) in package {
            match state.as_str() {
                "on_hand" => room.stock(ITEM, place, [*units, 0])?,
                "backordered" => room.backorder(ITEM, place, [*units, 0])?,
                other => return Err(given.unknown("candidate_packages", other)),
            }
        }
    }
    let held = room.held(&room.hold(&Wish::of(&[(ITEM, needed)]))??)?;
    let package = |place: &String| {
        let rows = held.iter().filter(|goods| goods.location.as_str() == place);
        let state = |supply| if supply == Supply::Backorder { "backordered" } else { "on_hand" };
        rows.map(|goods| json!([state(goods.supply), goods.quantity.units()])).collect::<Vec<_>>()
    };
    let packages: Vec<Vec<Value>> = places.iter().map(package).filter(|package| !package.is_empty()).collect();
    Ok(object([("packages", json!(packages))]))
}

/// Tables of ranks: the first as what a parcel costs, the second as priorities.
fn routing(given: &Fields<'_>) -> Answer {
    let mut names: Vec<String> = given.get("locations")?;
    let default: Option<String> = given.may("default")?;
    let ranks: Vec<BTreeMap<String, Option<u32>>> = given.get("rules")?;
    given.done()?;
    if ranks.len() > 2 {
        return Err(not_applicable("more than two rules that are tables of ranks"));
    }
    names.sort_by_key(|name| (Some(name) != default.as_ref(), name.clone()));
    let codes = names.iter().map(|name| LocationCode::new(name)).collect::<Result<Vec<_>, _>>()?;
    let rank = |rule: usize, name: &String| ranks.get(rule).and_then(|table| table.get(name).copied().flatten());
    let place = |(location, name)| Place {
        location,
        priority: rank(1, name).unwrap_or(u32::MAX),
        position: None,
        cost: rank(0, name).map(Into::into),
        gives: vec![Gives { on_hand: 1, backorder: 0 }],
    };
    let sku = Sku::new(ITEM)?;
    let snapshot = Snapshot { skus: vec![&sku], places: codes.iter().zip(&names).map(place).collect() };
    let needs = vec![Need { line: 1, sku: &sku, each: 1, untracked: false }];
    let demand = [Demand { line: 1, sku: &sku, units: 1, needs, only_at: None }];
    let rules: Vec<Sourcing> = [Sourcing::Cheapest, Sourcing::Priority].into_iter().take(ranks.len()).collect();
    let planned = source(&demand, &snapshot, SourcingTerms { rules: &rules, ..SourcingTerms::default() })?;
    let winner = planned.ok().and_then(|rows| Some(rows.first()?.goods.location.to_string()));
    Ok(object([("winner", json!(winner))]))
}

/// Units moved from one promise to another: a quantity is checked like any other.
fn moved(given: &Fields<'_>) -> Answer {
    let (from, units): (i64, i64) = (given.get("from_units")?, given.get("move")?);
    given.done()?;
    match fondaco::Quantity::new(units) {
        Err(refusal) => Ok(object([("error", json!(word(&refusal)))])),
        Ok(_) if units > from => Ok(object([("error", json!("insufficient_units"))])),
        Ok(_) => Err(not_applicable("goods of an order are not moved between its promises in this version")),
    }
}

/// A shop that sells units before they are there, and receives some.
fn filled(given: &Fields<'_>) -> Answer {
    let (before, after, waiting): (i64, i64, i64) =
        (given.get("count_before")?, given.get("count_after")?, given.get("waiting_units")?);
    given.done()?;
    let room = shop()?;
    room.backorder(ITEM, "place-0", [waiting, 0])?;
    if before > 0 {
        return Err(not_applicable("units wait while there are some on hand"));
    }
    room.must(buy(waiting))?;
    if after > before {
        let line = json!({"sku": ITEM, "quantity": after - before});
        room.must(json!({"do": "receive_stock", "location": "place-0", "lines": [line]}))?;
    }
    let scan = Scan::of(Kind::Backorder);
    let found = immediately(room.engine().find::<Backorder>(&scan, &Page::first(100)));
    let found: Paged<Arc<Backorder>> =
        found.ok_or_else(|| not_applicable("the memory store waited"))?.map_err(not_applicable)?;
    let filled: i64 = found.items.iter().map(|backorder| backorder.filled).sum();
    Ok(object([("backorders_filled", json!(filled))]))
}

/// A shop with one place, that sells the one thing at 1.00.
fn shop() -> Result<Stockroom, Miss> {
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    let rate =
        json!({"zone": "IT", "category": "goods", "name": "IVA", "rate": "0.22", "from": "1970-01-01T00:00:00Z"});
    room.must(json!({"do": "define_price_book", "rules": {"code": "b", "tax_display": "inclusive", "taxes": [rate]}}))?;
    room.must(
        json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "IT", "book": "b",
        "locations": ["place-0"], "hold_seconds": 900}}),
    )?;
    Ok(room)
}

fn buy(units: i64) -> Value {
    json!({"do": "buy_now", "channel": "web", "lines": [{"sku": ITEM, "quantity": units}],
        "address": {"name": "A", "street": "S", "city": "C", "country": "IT"}})
}

/// Kits over places, in whole kits.
fn kit(given: &Fields<'_>) -> Answer {
    let each: i64 = given.get("required_per_unit")?;
    let Scene { room, wanted, .. } = scene(given)?;
    given.done()?;
    room.define(json!({"sku": "KIT", "parts": [{"sku": ITEM, "quantity": each}]}))?;
    let kits: i64 = wanted.iter().map(|(_, units, _)| units).sum();
    match room.hold(&Wish::of(&[("KIT", kits)]))? {
        Ok(hold) => Ok(served(&room, &room.held(&hold)?, &[(ITEM.to_owned(), kits * each, None)], true)),
        Err(refusal) => refused(&room, &refusal, &[]),
    }
}

/// A buyer who holds something already and wants it again.
fn own_hold(given: &Fields<'_>) -> Answer {
    let on_hand: i64 = given.get("on_hand")?;
    let own: i64 = given.get("own_unpaid_order_holds")?;
    let _age: Option<i64> = given.may("minutes_ago")?;
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    room.stock(ITEM, "place-0", [on_hand, 0])?;
    let hold = room.hold(&Wish::of(&[(ITEM, own)]))??;
    let mut available = 0;
    for units in 1..=on_hand {
        let wish = Wish { replaces: Some(hold), ..Wish::of(&[(ITEM, units)]) };
        let other = Stockroom::new(&["place-0"], &[ITEM])?;
        other.stock(ITEM, "place-0", [on_hand, 0])?;
        let earlier = other.hold(&Wish::of(&[(ITEM, own)]))??;
        if other.hold(&Wish { replaces: Some(earlier), ..wish })?.is_ok() {
            available = units;
        }
    }
    Ok(object([("available_to_owner", json!(available))]))
}

/// An order whose payment fails.
fn payment_failed(given: &Fields<'_>) -> Answer {
    let (on_hand, held): (i64, i64) = (given.get("on_hand")?, given.get("hold")?);
    let event: String = given.get("event")?;
    let _left: Option<i64> = given.may("ttl_left_minutes")?;
    given.done()?;
    if event != "payment_failed" {
        return Err(given.unknown("event", event));
    }
    let room = shop()?;
    room.stock(ITEM, "place-0", [on_hand, 0])?;
    let fondaco::Outcome::Order { payment, .. } = room.must(buy(held))? else {
        return Err(not_applicable("no order"));
    };
    room.must(json!({"do": "fail_payment", "payment": payment, "reason": "declined"}))?;
    Ok(object([("hold_kept", json!(room.row(ITEM, "place-0")? == [on_hand, held]))]))
}

/// Packages of one place: what is on hand and what is to come go apart.
fn packages(given: &Fields<'_>) -> Answer {
    let by: String = given.get("split_by")?;
    if by != "backordered" {
        return Err(not_applicable("parcels are packed by shipping, not by stock"));
    }
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    let mut wanted = 0;
    for package in given.each("packages")? {
        let (on_hand, more): (i64, i64) = (package.get("on_hand")?, package.get("backordered")?);
        package.done()?;
        room.stock(ITEM, "place-0", [on_hand, 0])?;
        room.backorder(ITEM, "place-0", [more, 0])?;
        wanted += on_hand + more;
    }
    given.done()?;
    let held = room.held(&room.hold(&Wish::of(&[(ITEM, wanted)]))??)?;
    let sizes: Vec<i64> = held.iter().map(|goods| goods.quantity.units()).collect();
    Ok(object([("package_sizes", json!(sizes)), ("packages", json!(sizes.len()))]))
}

/// Goods of an order that have left are not sent again.
fn fulfilled_again(given: &Fields<'_>) -> Answer {
    let lines: Vec<Value> = given.get("lines")?;
    let before: Vec<BTreeMap<String, Value>> = given.get("fulfilments")?;
    let again: BTreeMap<String, i64> = given.get("fulfil")?;
    given.done()?;
    let units = |id: &String| {
        let line = lines.iter().find(|line| line.get("id").and_then(Value::as_str) == Some(id));
        line.and_then(|line| line.get("qty")?.as_i64()).unwrap_or(0)
    };
    let sent = |id: &String| before.iter().filter_map(|sent| sent.get(id)?.as_i64()).sum::<i64>();
    let (Some((id, wanted)), 1) = (again.first_key_value(), again.len()) else {
        return Err(not_applicable("several lines are sent at a time"));
    };
    // A hold stands for what of the line is to be sent still.
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    room.stock(ITEM, "place-0", [units(id), 0])?;
    let hold = room.hold(&Wish::of(&[(ITEM, sent(id))]))??;
    room.must(json!({"do": "commit_reservation", "reservation": hold}))?;
    Ok(match room.hold(&Wish::of(&[(ITEM, *wanted)]))? {
        Ok(_) => object([("ok", json!(true))]),
        Err(refusal) if refusal.code() == Code::StockShort => object([("error", json!("already_fulfilled"))]),
        Err(refusal) => object([("error", json!(word(&refusal)))]),
    })
}

/// Units promised before they are there, up to a limit.
fn preorder(given: &Fields<'_>) -> Answer {
    let limit: i64 = given.get("preorder_threshold")?;
    let sold: i64 = given.may("already_sold")?.unwrap_or(0);
    let reserved: i64 = given.may("reserved")?.unwrap_or(0);
    let by: Option<String> = given.may("reserved_by")?;
    let want: i64 = given.get("want")?;
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    room.backorder(ITEM, "place-0", [limit, sold])?;
    let mut wish = Wish::of(&[(ITEM, want)]);
    if reserved > 0 {
        let holder = match by.as_deref() {
            Some("another cart") => "another",
            Some("the same cart") => "buyer",
            other => return Err(given.unknown("reserved_by", other.unwrap_or_default())),
        };
        let hold = room.hold(&Wish { holder, ..Wish::of(&[(ITEM, reserved)]) })??;
        wish.replaces = (holder == "buyer").then_some(hold);
    }
    Ok(match room.hold(&wish)? {
        Ok(_) => object([("ok", json!(true))]),
        Err(refusal) => object([("error", json!(word(&refusal)))]),
    })
}

/// A hold that is lowered, raised or replaced by another of the same holder.
fn changed(given: &Fields<'_>) -> Answer {
    let on_hand = match given.value("stock").or_else(|| given.value("quantity")) {
        Some(Value::Object(table)) => table.values().filter_map(Value::as_i64).sum(),
        other => other.and_then(Value::as_i64).unwrap_or(0),
    };
    let first = |names: &[&str]| -> Result<Option<i64>, Miss> {
        for name in names {
            if let Some(units) = given.may(name)? {
                return Ok(Some(units));
            }
        }
        Ok(None)
    };
    let held: i64 = first(&["allocated", "reservation", "own_previous_reservation"])?.unwrap_or(0);
    let less = first(&["release", "deallocate"])?;
    let (more, increase) = (first(&["more"])?, first(&["increase"])?);
    let to = first(&["set_reservation", "reserve"])?;
    let also = given.may::<bool>("allocate")?.unwrap_or(false);
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    room.stock(ITEM, "place-0", [on_hand, 0])?;
    let hold = if held > 0 { Some(room.hold(&Wish::of(&[(ITEM, held)]))??) } else { None };
    if let Some(units) = increase {
        let line = json!({"sku": ITEM, "quantity": units});
        room.must(json!({"do": "receive_stock", "location": "place-0", "lines": [line]}))?;
    }
    let grown = increase.filter(|_| also).or(more).unwrap_or(0);
    let wanted = to.unwrap_or(held + grown - less.unwrap_or(0));
    let done = match hold {
        Some(hold) if wanted == 0 => room.run(json!({"do": "release_reservation", "reservation": hold}))?.map(drop),
        replaces => room.hold(&Wish { replaces, ..Wish::of(&[(ITEM, wanted)]) })?.map(drop),
    };
    let [on_hand, reserved] = room.row(ITEM, "place-0")?;
    let mut answer = object([
        ("stock", json!(on_hand)),
        ("quantity", json!(on_hand)),
        ("allocated", json!(reserved)),
        ("reserved", json!(reserved)),
        ("reserved_total", json!(reserved)),
        ("ok", json!(done.is_ok())),
    ]);
    if let Err(refusal) = done {
        answer.insert("error".into(), json!(word(&refusal)));
    }
    Ok(answer)
}

/// Held goods that leave.
fn taken(given: &Fields<'_>) -> Answer {
    let on_hand: i64 = given.value("stock").or_else(|| given.value("on_hand")).and_then(Value::as_i64).unwrap_or(0);
    let (allocated, units): (i64, i64) = (given.get("allocated")?, given.get("fulfil")?);
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    // All of it was there when it was promised; some is missing since.
    let missing = (allocated - on_hand).max(0);
    room.stock(ITEM, "place-0", [on_hand + missing, 0])?;
    let hold = room.hold(&Wish::of(&[(ITEM, units)]))??;
    if allocated > units {
        room.hold(&Wish { holder: "another", ..Wish::of(&[(ITEM, allocated - units)]) })??;
    }
    room.stock(ITEM, "place-0", [-missing, 0])?;
    let done = if missing > 0 && units > on_hand {
        // The store refuses to take away what is not there, as often as it is asked.
        Err("insufficient_stock")
    } else {
        room.must(json!({"do": "commit_reservation", "reservation": hold}))?;
        Ok(())
    };
    let [on_hand, reserved] = room.row(ITEM, "place-0")?;
    let mut answer = object([("stock", json!(on_hand)), ("on_hand", json!(on_hand)), ("allocated", json!(reserved))]);
    if let Err(error) = done {
        answer.insert("error".into(), json!(error));
    }
    Ok(answer)
}

/// The life of a promise, event by event.
fn events(given: &Fields<'_>) -> Answer {
    let stock = given.object("stock")?.ok_or_else(|| not_applicable("no stock is given"))?;
    let on_hand: i64 = stock.get("on_hand")?;
    let held: i64 = stock.may("on_hold")?.or(stock.may("allocated")?).unwrap_or(0);
    let tracked: bool = stock.may("tracked")?.unwrap_or(true);
    stock.done()?;
    let list: Vec<BTreeMap<String, i64>> = given.get("events")?;
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[])?;
    room.define(json!({"sku": ITEM, "untracked": !tracked}))?;
    room.stock(ITEM, "place-0", [on_hand, held])?;
    let (mut hold, mut promised) = (None, 0);
    let mut error = None;
    for (event, units) in list.iter().flatten() {
        let left = promised - units;
        match event.as_str() {
            "cart" => {}
            "placed" | "order_completed" => {
                hold = Some(room.hold(&Wish::of(&[(ITEM, *units)]))??);
                promised = *units;
            }
            "order_paid" => {
                room.must(json!({"do": "commit_reservation", "reservation": hold}))?;
            }
            "cancelled" | "order_cancelled" if hold.is_none() => {}
            "cancelled" | "order_cancelled" if left == 0 => {
                room.must(json!({"do": "release_reservation", "reservation": hold}))?;
                promised = 0;
            }
            "cancelled" | "order_cancelled" => {
                match room.hold(&Wish { replaces: hold, ..Wish::of(&[(ITEM, left)]) })? {
                    Ok(kept) => (hold, promised) = (Some(kept), left),
                    Err(_) => error = Some("quantity_too_great"),
                }
            }
            "set_on_hand" => room.stock(ITEM, "place-0", [units - room.row(ITEM, "place-0")?[0], 0])?,
            other => return Err(given.unknown("events", other)),
        }
    }
    let [on_hand, reserved] = room.row(ITEM, "place-0")?;
    let mut answer = object([
        ("on_hand", json!(on_hand)),
        ("on_hold", json!(reserved)),
        ("allocated", json!(reserved)),
        ("movements", json!(room.movements()?)),
    ]);
    if let Some(error) = error {
        answer.insert("error".into(), json!(error));
    }
    Ok(answer)
}

/// Variants of which stock is counted in several ways, all in one order.
fn kinds(given: &Fields<'_>) -> Answer {
    let event: String = given.get("event")?;
    if event != "payment_authorized" {
        return Err(given.unknown("event", event));
    }
    let room = Stockroom::new(&["place-0"], &[])?;
    let mut ids = Vec::new();
    for variant in given.each("variants")? {
        let (id, on_hand, wanted): (String, i64, i64) =
            (variant.get("id")?, variant.get("on_hand")?, variant.get("order_qty")?);
        let tracked: bool = variant.may("tracked")?.unwrap_or(true);
        let threshold: i64 = variant.may("out_of_stock_threshold")?.unwrap_or(0);
        variant.done()?;
        room.define(json!({"sku": id, "untracked": !tracked}))?;
        // What is set aside counts as promised; what may be promised beyond is an allowance.
        room.stock(&id, "place-0", [on_hand, threshold.max(0)])?;
        room.backorder(&id, "place-0", [(-threshold).max(0), 0])?;
        ids.push((id, wanted));
    }
    given.done()?;
    let lines: Vec<(&str, i64)> = ids.iter().map(|(id, wanted)| (id.as_str(), *wanted)).collect();
    let held = room.held(&room.hold(&Wish::of(&lines))??)?;
    let allocated: BTreeMap<&str, i64> = lines
        .iter()
        .map(|(id, _)| {
            let rows = held.iter().filter(|goods| goods.sku.as_str() == *id && goods.supply != Supply::Untracked);
            (*id, rows.map(|goods| goods.quantity.units()).sum())
        })
        .collect();
    Ok(object([("allocated", json!(allocated))]))
}
