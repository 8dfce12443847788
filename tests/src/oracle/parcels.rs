//! Parcels: weight by volume, girth, limits of carriers, classes of freight, units; and items packed into cartons.

use fondaco::money::Rounding;
use fondaco::shipping::{
    CarrierTables, Carton, DimensionalRule, ExactSize, ExactWeight, Item, LengthUnit, Packing, PackingRequest,
    Rotation, Size, SizeRule, WeightUnit, fill, pack,
};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable, plain};
use super::shipping::{read, said};
use super::{Answer, Case};

/// Answers a case about parcels; `None` where it is about something else.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let of: fn(&Fields<'_>) -> Answer = match case.topic.as_str() {
        "dimweight" => dimensional,
        "girth" | "volume" | "dims.normalise" => measured,
        "surcharge.trigger" => triggered,
        "freight_class" => freight,
        "units" => converted,
        "packing" => packed,
        _ => return None,
    };
    Some(Fields::of("given", &case.given).and_then(|given| {
        let answer = of(&given)?;
        given.done()?;
        Ok(answer)
    }))
}

fn decimal(text: &str) -> Result<Decimal, Miss> {
    text.parse().map_err(|_| not_applicable(format!("`{text}` is no number")))
}

fn length(given: &Fields<'_>) -> Result<LengthUnit, Miss> {
    match given.may::<String>("unit")?.as_deref() {
        None | Some("in") => Ok(LengthUnit::In),
        Some(unit) => read(json!(unit)),
    }
}

fn size(given: &Fields<'_>, name: &str, unit: LengthUnit) -> Result<ExactSize, Miss> {
    let sides: Vec<Value> = given.get(name)?;
    let sides: Vec<Decimal> = sides.iter().map(|side| decimal(&plain(side))).collect::<Result<_, _>>()?;
    let sides = sides.try_into().map_err(|_| not_applicable("given: not three sides"))?;
    Ok(ExactSize::new(sides, unit)?)
}

fn weight(given: &Fields<'_>, name: &str, unit: WeightUnit) -> Result<ExactWeight, Miss> {
    let text = given.value(name).map_or_else(|| "0".to_owned(), plain);
    Ok(ExactWeight::new(decimal(&text)?, unit)?)
}

/// A number without zeros at its end, as text, or whole as a number.
fn text(number: Decimal) -> Value {
    json!(number.normalize().to_string())
}

fn whole(number: Decimal) -> Value {
    number.normalize().to_string().parse::<i64>().map_or_else(|_| text(number), |number| json!(number))
}

fn dimensional(given: &Fields<'_>) -> Answer {
    let unit = length(given)?;
    let sides = match given.may::<String>("dimension_rounding")?.as_deref() {
        None | Some("none") => None,
        Some("ceil") => Some(Rounding::Up),
        Some("half_up") => Some(Rounding::HalfUp),
        Some("floor") => Some(Rounding::Down),
        Some(word) => return Err(given.unknown("dimension_rounding", word)),
    };
    let divisor: u32 = given.get("divisor")?;
    // The divisor says whose rule it is: the tables say what else that carrier asks for.
    let tables = CarrierTables::published()?;
    let known = tables.dimensional.iter().find(|row| row.divisor == divisor && row.length == unit);
    let known = known.ok_or_else(|| not_applicable(format!("given: no carrier divides by {divisor}")))?;
    let rule = DimensionalRule { sides, ..known.clone() };
    let size = size(given, "dims", unit)?;
    let billed = rule.weigh(size, weight(given, "actual_weight", rule.weight)?);
    let rounded: Vec<Value> = {
        let mut sides = rule.rounded(size).sides_in(unit);
        sides.reverse();
        sides.into_iter().map(whole).collect()
    };
    Ok(said(vec![
        ("rounded", json!(rounded)),
        ("volume", text(billed.volume)),
        ("applies", json!(billed.applies)),
        ("dim_weight", whole(billed.dimensional)),
        ("billable", whole(billed.billed)),
        ("volumetric_kg", text(billed.exact)),
        ("volumetric_kg_2dp", text(places(billed.exact, 2))),
        ("volumetric_g", text(billed.exact * Decimal::from(1_000))),
        ("billable_kg", text(billed.billed)),
    ]))
}

fn places(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn measured(given: &Fields<'_>) -> Answer {
    let unit = length(given)?;
    let size = size(given, "dims", unit)?;
    let shape: Option<String> = given.may("shape")?;
    let (girth, volume) = match shape.as_deref() {
        None | Some("box") => (size.girth(unit), size.volume_in(unit)),
        Some("cylinder") => (size.roll_girth(unit), size.roll_volume(unit)),
        Some(word) => return Err(given.unknown("shape", word)),
    };
    let sides: Vec<Value> = size.sides_in(unit).into_iter().map(text).collect();
    Ok(said(vec![
        ("dims", json!(sides)),
        ("girth", text(girth)),
        ("girth_1dp", text(places(girth, 1))),
        ("length_plus_girth", text(size.length_and_girth(unit))),
        ("volume", text(volume)),
        ("volume_correct", text(places(volume, 1))),
    ]))
}

/// Limits that a case states, as rows of a table.
fn triggered(given: &Fields<'_>) -> Answer {
    given.may::<String>("rule_set")?;
    let thresholds = given.object("thresholds")?.ok_or_else(|| not_applicable("given: no thresholds"))?;
    let mut rows: Vec<SizeRule> = Vec::new();
    for (theirs, code) in [("ahs", "additional_handling"), ("lps", "large_package")] {
        let Some(row) = thresholds.object(theirs)? else { continue };
        let mut over = Map::new();
        for name in ["longest", "second", "length_plus_girth", "volume", "weight"] {
            let ours = if name == "length_plus_girth" { "length_and_girth" } else { name };
            over.extend(row.may::<u32>(name)?.map(|limit| (ours.to_owned(), json!(limit))));
        }
        let supersedes = if code == "large_package" { json!(["additional_handling"]) } else { json!([]) };
        let valid = json!({"carrier": "us", "from": "2026-01-01", "source": "the case"});
        rows.push(read(json!({
            "valid": valid, "code": code, "length": "in", "weight": "lb", "over": over,
            "least_billed": row.may::<u32>("min_billable")?, "supersedes": supersedes,
        }))?);
        row.done()?;
    }
    thresholds.done()?;
    let tables = CarrierTables { sizes: rows, ..CarrierTables::default() };
    let (size, weight) = (size(given, "dims_in", LengthUnit::In)?, weight(given, "weight_lb", WeightUnit::Lb)?);
    let due = tables.sizes("us", None, read(json!("2026-06-01"))?, size, weight);
    let is_due = |code: &str| json!(due.iter().any(|row| &*row.code == code));
    let least = due.iter().filter_map(|row| row.least_billed).max();
    Ok(said(vec![
        ("additional_handling", is_due("additional_handling")),
        ("large_package", is_due("large_package")),
        ("min_billable_lb", json!(least)),
    ]))
}

fn freight(given: &Fields<'_>) -> Answer {
    let (size, weight) = (size(given, "dims_in", LengthUnit::In)?, weight(given, "weight_lb", WeightUnit::Lb)?);
    let tables = CarrierTables::published()?;
    let table = tables.freight("ltl", read(json!("2024-06-01"))?).ok_or_else(|| not_applicable("no table"))?;
    let (density, class) = table.class(size, weight);
    Ok(said(vec![
        ("cubic_feet_2dp", text(places(size.volume_in(LengthUnit::Ft), 2))),
        ("density_2dp", text(places(density, 2))),
        ("class", json!(class)),
    ]))
}

fn converted(given: &Fields<'_>) -> Answer {
    let (from, to): (String, String) = (given.get("from")?, given.get("to")?);
    let value = decimal(&given.value("value").map_or_else(String::new, plain))?;
    let lengths = |from: &str, to: &str| -> Option<(LengthUnit, LengthUnit)> {
        Some((read(json!(from)).ok()?, read(json!(to)).ok()?))
    };
    let weights = || -> Option<(WeightUnit, WeightUnit)> { Some((read(json!(from)).ok()?, read(json!(to)).ok()?)) };
    let found = if let (Some(from), Some(to)) = (from.strip_suffix('3'), to.strip_suffix('3')) {
        lengths(from, to).and_then(|(from, to)| from.convert_cubes(value, to))
    } else if let Some((from, to)) = lengths(&from, &to) {
        from.convert(value, to)
    } else {
        weights().and_then(|(from, to)| from.convert(value, to))
    };
    let found = found.ok_or_else(|| not_applicable(format!("given: no way from `{from}` to `{to}`")))?;
    let mut answer = said(vec![("value", text(found))]);
    for digits in 1..=9 {
        answer.insert(format!("value_{digits}dp"), text(places(found, digits)));
    }
    Ok(answer)
}

fn packed(given: &Fields<'_>) -> Answer {
    let units = given.object("units")?.ok_or_else(|| not_applicable("given: no units"))?;
    if (units.get::<String>("length")?.as_str(), units.get::<String>("weight")?.as_str()) != ("mm", "g") {
        return Err(not_applicable("given: other units than mm and g"));
    }
    let options = given.object("options")?.ok_or_else(|| not_applicable("given: no options"))?;
    let single: bool = options.may("single_box")?.unwrap_or_default();
    let unpacked: bool = options.may("allow_unpacked")?.unwrap_or_default();
    // Weights are never evened out here, so that switch is off whatever it says.
    options.may::<u32>("max_boxes_to_balance_weight")?;
    options.done()?;
    let (cartons, items) = (cartons(given)?, items(given)?);
    let request = PackingRequest::new(items, cartons);
    if single {
        let carton = request.cartons.first().cloned().ok_or_else(|| not_applicable("given: no carton"))?;
        let units: u32 = request.items.iter().map(|item| item.quantity).sum();
        let packing = fill(carton, request.items, None)?;
        let left: u32 = packing.left.iter().map(|left| left.quantity).sum();
        return Ok(said(vec![("items_in_single_box", json!(units - left))]));
    }
    let packing = pack(&request)?;
    if !packing.left.is_empty() && !unpacked {
        return Ok(said(vec![("error", json!("no_box_fits"))]));
    }
    Ok(told(&request, &packing))
}

fn told(request: &PackingRequest, packing: &Packing) -> Map<String, Value> {
    let mut names: Vec<&str> = packing
        .parcels
        .iter()
        .filter_map(|parcel| request.cartons.get(parcel.carton).map(|carton| carton.name.as_str()))
        .collect();
    names.sort_unstable();
    let mut counts: Map<String, Value> = Map::new();
    for name in &names {
        let many = counts.get(*name).and_then(Value::as_u64).unwrap_or_default();
        counts.insert((*name).to_owned(), json!(many + 1));
    }
    let left: u32 = packing.left.iter().map(|left| left.quantity).sum();
    said(vec![
        ("max_boxes", json!(packing.parcels.len())),
        ("refs", json!(names)),
        ("ref_counts", json!(counts)),
        ("unpacked", json!(left)),
        ("lower_bound_boxes", json!(packing.parcels.len())),
    ])
}

fn sides(given: &Fields<'_>, name: &str) -> Result<Size, Miss> {
    let [width, length, height]: [u32; 3] = given.get(name)?;
    Ok(Size::new(length, width, height))
}

/// What a carton measures outside: as much as inside where nobody has measured it, which some write as 0.
fn outside(one: &Fields<'_>) -> Result<Size, Miss> {
    let inner = sides(one, "inner")?;
    let outer = if one.has("outer") { sides(one, "outer")? } else { inner };
    Ok(if outer.length == 0 || outer.width == 0 || outer.height == 0 { inner } else { outer })
}

fn cartons(given: &Fields<'_>) -> Result<Vec<Carton>, Miss> {
    let each = given.each("boxes")?;
    let cartons = each.iter().enumerate().map(|(at, one)| {
        let empty: u32 = one.may("empty_weight")?.unwrap_or_default();
        let carton = Carton {
            name: one.may::<String>("ref")?.unwrap_or_else(|| format!("box {at}")),
            inner: sides(one, "inner")?,
            outer: outside(one)?,
            empty_grams: empty,
            most_grams: one.get("max_weight")?,
            cost: 0,
            stock: one.may("quantity_available")?,
        };
        one.done()?;
        Ok(carton)
    });
    cartons.collect()
}

fn items(given: &Fields<'_>) -> Result<Vec<Item>, Miss> {
    let each = given.each("items")?;
    let items = each.iter().enumerate().map(|(at, one)| {
        let size = Size::new(one.get("l")?, one.get("w")?, one.get("d")?);
        let rotation = match one.may::<String>("rotation")?.as_deref() {
            None | Some("best_fit") => Rotation::Free,
            Some("keep_flat") => Rotation::KeepFlat,
            Some("never") => Rotation::Never,
            Some(word) => return Err(one.unknown("rotation", word)),
        };
        // Two rows of one name are two items.
        let name = format!("{} #{at}", one.get::<String>("sku")?);
        let item = Item { rotation, ..Item::new(name, size, one.get("weight")?, one.get("qty")?) };
        one.done()?;
        Ok(item)
    });
    items.collect()
}
