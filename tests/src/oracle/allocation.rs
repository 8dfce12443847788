//! Which place serves what, holds on stock, and promises of goods that are still to come.

use std::collections::BTreeMap;
use std::sync::Arc;

use fondaco::inventory::{Backorder, Demand, Gives, Need, Place, Snapshot, Sourcing, SourcingTerms, Supply, source};
use fondaco::money::Money;
use fondaco::port::{Page, Paged, Scan};
use fondaco::shipping::parcels_by_weight;
use fondaco::{CounterKind, Kind, LocationCode, Sku, UNGUARDED, immediately, pair};
use serde_json::{Value, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable};
use super::sale::{Sale, Terms, Thing};
use super::scene::{ITEM, Scene, nth, object, refused, scene, served, word};
use super::stockroom::{Stockroom, Wish};

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
        "split.weight" | "split.weight.worst_fit" => weighed(given),
        "split/shipping-lines" => return None,
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
        Err(refusal) => refused(refusal, &wanted),
    };
    if let (Some(units), Ok(hold)) = (cancelled, hold) {
        let less = wish.lines.iter().map(|(sku, all, place)| (*sku, all - units, *place)).collect();
        let kept = room.hold(&Wish { lines: less, replaces: Some(hold), ..wish })??;
        answer = served(&room, &room.held(&kept)?, &wanted, is_single);
    }
    Ok(answer)
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
    room.define(&json!({"sku": "KIT", "parts": [{"sku": ITEM, "quantity": each}]}))?;
    let kits: i64 = wanted.iter().map(|(_, units, _)| units).sum();
    match room.hold(&Wish::of(&[("KIT", kits)]))? {
        Ok(hold) => Ok(served(&room, &room.held(&hold)?, &[(ITEM.to_owned(), kits * each, None)], true)),
        Err(refusal) => Ok(refused(&refusal, &[])),
    }
}

/// A buyer who holds something already and wants it again.
fn own_hold(given: &Fields<'_>) -> Answer {
    let on_hand: i64 = given.get("on_hand")?;
    let own: i64 = given.get("own_unpaid_order_holds")?;
    let _age: Option<i64> = given.may("minutes_ago")?;
    given.done()?;
    let mut available = 0;
    for units in 1..=on_hand {
        let room = Stockroom::new(&["place-0"], &[ITEM])?;
        room.stock(ITEM, "place-0", [on_hand, 0])?;
        let earlier = room.hold(&Wish::of(&[(ITEM, own)]))??;
        if room.hold(&Wish { replaces: Some(earlier), ..Wish::of(&[(ITEM, units)]) })?.is_ok() {
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
    match given.get::<String>("split_by")?.as_str() {
        "backordered" => {}
        "weight" => return weighed(given),
        other => return Err(given.unknown("split_by", other)),
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

/// Parcels that may be only so heavy.
fn weighed(given: &Fields<'_>) -> Answer {
    let units: Vec<u32> = given.get("unit_weights")?;
    let most = if given.has("threshold") { given.get("threshold")? } else { given.get("max_package_weight")? };
    given.done()?;
    let parcels = parcels_by_weight(&units, most);
    // What no parcel is heavier than.
    let bound = parcels.iter().map(|parcel| parcel.grams).fold(most, u64::max);
    Ok(object([("packages", json!(parcels.len())), ("max_weight", json!(bound))]))
}

/// Goods of an order that have left are not sent again. A parcel that is packed has left.
fn fulfilled_again(given: &Fields<'_>) -> Answer {
    let price = Money::from_minor(1000, given.currency()?);
    let mut things = Vec::new();
    for line in given.each("lines")? {
        things.push(Thing { id: line.get("id")?, price, quantity: line.get("qty")?, rate: None });
        line.done()?;
    }
    let before: Vec<BTreeMap<String, Value>> = given.get("fulfilments")?;
    let again: BTreeMap<String, i64> = given.get("fulfil")?;
    given.done()?;
    let numbers: BTreeMap<&str, u32> = things.iter().map(|thing| thing.id.as_str()).zip(1..).collect();
    let number = |id: &String| numbers.get(id.as_str()).copied().ok_or_else(|| given.unknown("lines", id));
    let sale = Sale::paid(&things, &Terms::default())?;
    for (id, units) in before.iter().flatten().filter_map(|(id, units)| Some((id, units.as_i64()?))) {
        sale.ship(&[(number(id)?, units)])??;
    }
    let parts = again.iter().map(|(id, units)| Ok((number(id)?, *units))).collect::<Result<Vec<_>, Miss>>()?;
    Ok(match sale.ship(&parts)? {
        Ok(_) => object([("ok", json!(true))]),
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
    let before: i64 = first(&["allocated", "reservation", "own_previous_reservation"])?.unwrap_or(0);
    let less = first(&["release", "deallocate"])?;
    let (more, increase) = (first(&["more"])?, first(&["increase"])?);
    let to = first(&["set_reservation", "reserve"])?;
    let also = given.may::<bool>("allocate")?.unwrap_or(false);
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[ITEM])?;
    room.stock(ITEM, "place-0", [on_hand, 0])?;
    let hold = if before > 0 { Some(room.hold(&Wish::of(&[(ITEM, before)]))??) } else { None };
    if let Some(units) = increase {
        let line = json!({"sku": ITEM, "quantity": units});
        room.must(json!({"do": "receive_stock", "location": "place-0", "lines": [line]}))?;
    }
    let grown = increase.filter(|_| also).or(more).unwrap_or(0);
    let wanted = to.unwrap_or(before + grown - less.unwrap_or(0));
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
    let [there, promised] = room.row(ITEM, "place-0")?;
    // What every store checks in its commit.
    let done = if CounterKind::Stock.allows(&pair([there - units, promised - units]), &UNGUARDED) {
        room.must(json!({"do": "commit_reservation", "reservation": hold}))?;
        Ok(())
    } else {
        Err("insufficient_stock")
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
    let before: i64 = stock.may("on_hold")?.or(stock.may("allocated")?).unwrap_or(0);
    let tracked: bool = stock.may("tracked")?.unwrap_or(true);
    stock.done()?;
    let list: Vec<BTreeMap<String, i64>> = given.get("events")?;
    given.done()?;
    let room = Stockroom::new(&["place-0"], &[])?;
    room.define(&json!({"sku": ITEM, "untracked": !tracked}))?;
    room.stock(ITEM, "place-0", [on_hand, before])?;
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
        room.define(&json!({"sku": id, "untracked": !tracked}))?;
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
