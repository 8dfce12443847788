//! When a method of shipping is offered, and which zone a destination lies in.

use fondaco::Timestamp;
use fondaco::money::Money;
use fondaco::shipping::WeightUnit;
use serde_json::{Map, Value, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable, plain};
use super::shipping::{always, asked, book, grams, line, major, method, offers, query, read, said};

/// Whether a code lies in a range, or whether rules that let in and shut out leave it in.
pub(super) fn postal(given: &Fields<'_>) -> Answer {
    if given.has("rules") {
        return postal_rules(given);
    }
    let (country, code): (String, String) = (given.get("country")?, given.get("code")?);
    let (from, to) = (given.get::<String>("from")?, given.may::<String>("to")?);
    let range = format!("{from}..{}", to.unwrap_or_default());
    let zones = json!([{"code": "z", "places": [{"country": country, "postal": range}]}]);
    let found = zone_of(&zones, &json!({"country": country, "postal_code": code}), "most_specific")?;
    Ok(said(vec![("in_range", json!(found.is_some()))]))
}

fn postal_rules(given: &Fields<'_>) -> Answer {
    let rules: Vec<(String, bool)> = given.get("rules")?;
    let (mut places, mut except) = (Vec::new(), Vec::new());
    for (kind, matches) in rules {
        let place = json!({"country": "PL", "postal": if matches { "00-001" } else { "00-002" }});
        match kind.as_str() {
            "include" => places.push(place),
            "exclude" => except.push(place),
            _ => return Err(given.unknown("kind", kind)),
        }
    }
    if !places.is_empty() && !except.is_empty() {
        // There a mix is an error that shuts out; here both hold.
        return Err(not_applicable("given: a mix of lists that let in and shut out is not supported there"));
    }
    if places.is_empty() {
        places.push(json!({"country": "PL"}));
    }
    let zones = json!([{"code": "z", "places": places, "except": except}]);
    let found = zone_of(&zones, &json!({"country": "PL", "postal_code": "00-001"}), "most_specific")?;
    Ok(said(vec![("eligible", json!(found.is_some()))]))
}

fn zone_of(zones: &Value, to: &Value, choice: &str) -> Result<Option<String>, Miss> {
    let book = book(json!({"zones": zones, "zone_choice": choice, "methods": []}))?;
    Ok(book.zone_of(&read(to.clone())?).map(ToString::to_string))
}

/// The countries of a continent that cases speak of.
fn continent(code: &str) -> Result<&'static [&'static str], Miss> {
    Ok(match code {
        "NA" => &["US", "CA", "MX", "GT", "CU", "HT", "DO", "JM", "PA", "CR", "HN", "SV", "NI", "BZ", "BS", "GL", "PR"],
        "EU" => &["DE", "FR", "IT", "ES", "GB", "IE", "PL", "NL", "BE", "AT", "CH", "SE", "DK", "FI", "PT", "NO"],
        _ => return Err(not_applicable(format!("given: `{code}` is no continent of this version"))),
    })
}

/// Zones of which the first that holds counts; each is countries or continents, and postal codes beside them.
pub(super) fn zone(given: &Fields<'_>) -> Answer {
    let mut zones = Vec::new();
    for zone in given.each("zones")? {
        let id: i64 = zone.get("id")?;
        let order: i64 = zone.may("order")?.unwrap_or_default();
        let mut countries: Vec<String> = zone.may("countries")?.unwrap_or_default();
        for code in zone.may::<Vec<String>>("continents")?.unwrap_or_default() {
            countries.extend(continent(&code)?.iter().map(|country| (*country).to_owned()));
        }
        let codes: Vec<String> = zone.may("postcodes")?.unwrap_or_default();
        let mut places = Vec::new();
        for country in &countries {
            if codes.is_empty() {
                places.push(json!({"country": country}));
            }
            let pattern = |code: &String| json!({"country": country, "postal": code.replace("...", "..")});
            places.extend(codes.iter().map(pattern));
        }
        zone.done()?;
        zones.push((order, json!({"code": id.to_string(), "places": places})));
    }
    zones.sort_by_key(|(order, _)| *order);
    let zones = zones.into_iter().map(|(_, zone)| zone).collect();
    let found = zone_of(&zones, &destination(given)?, "first")?;
    Ok(said(vec![("zone", json!(found.map_or(Ok(0), |code| code.parse::<i64>()).unwrap_or_default()))]))
}

fn destination(given: &Fields<'_>) -> Result<Value, Miss> {
    let to = given.object("destination")?.ok_or_else(|| not_applicable("given: no destination"))?;
    let mut said = Map::new();
    for (theirs, ours) in [
        ("country", "country"),
        ("region", "region"),
        ("state", "region"),
        ("city", "city"),
        ("postcode", "postal_code"),
        ("postal_code", "postal_code"),
    ] {
        if let Some(text) = to.may::<String>(theirs)? {
            said.insert(ours.to_owned(), json!(text));
        }
    }
    to.done()?;
    Ok(Value::Object(said))
}

/// Zones with a rate each: the one that says most counts.
pub(super) fn specific(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let (mut zones, mut rates) = (Vec::new(), Vec::new());
    for (at, zone) in given.each("zones")?.iter().enumerate() {
        let list = |name: &str| zone.may::<Vec<String>>(name);
        let countries = list("countries")?.unwrap_or_default();
        let cities = list("cities")?.unwrap_or_default();
        let codes = match list("postal_codes")? {
            Some(codes) => codes,
            None => list("postcodes")?.unwrap_or_default(),
        };
        let mut places = Vec::new();
        for country in &countries {
            match (cities.as_slice(), codes.as_slice()) {
                ([], []) => places.push(json!({"country": country})),
                (cities, []) => places.extend(cities.iter().map(|city| json!({"country": country, "city": city}))),
                (_, codes) => places.extend(codes.iter().map(|code| json!({"country": country, "postal": code}))),
            }
        }
        zones.push(json!({"code": format!("z{at}"), "places": places}));
        rates.push(json!({"zone": format!("z{at}"), "price": {"flat": asked(zone, "rate", currency)?}}));
        zone.done()?;
    }
    let mut query = query(currency);
    query["to"] = destination(given)?;
    let offers = offers(json!({"zones": zones, "methods": [{"code": "m", "title": "m", "rates": rates}]}), query)?;
    let total = offers.offers.first().map(|offer| json!(offer.total.amount().as_str()));
    Ok(said(vec![("rate", total.unwrap_or_default())]))
}

/// Attributes of a context, compared.
pub(super) fn operators(given: &Fields<'_>) -> Answer {
    let context: Map<String, Value> = given.get("context")?;
    let mode: String = given.may("mode")?.unwrap_or_else(|| "all".into());
    let mut query = query(given.currency()?);
    for (name, value) in &context {
        query["attributes"][name] = json!(plain(value));
        if let Some(number) = number(value) {
            query["numbers"][name] = json!(number);
        }
    }
    let mut tests = Vec::new();
    for rule in given.each("rules")? {
        let (name, operator): (String, String) = (rule.get("attribute")?, rule.get("operator")?);
        let value = rule.value("value").ok_or_else(|| not_applicable("given: a rule without a value"))?;
        tests.push(test(&name, &operator, value)?);
        rule.done()?;
    }
    let when = match mode.as_str() {
        "all" => json!({"all": tests}),
        "any" | "at_least_one" => json!({"any": tests}),
        _ => return Err(given.unknown("mode", mode)),
    };
    Ok(said(vec![("match", json!(holds(&when, query)?))]))
}

/// A number: a whole one, or an instant in seconds.
fn number(value: &Value) -> Option<i64> {
    let text = plain(value);
    let instant = || text.parse::<Timestamp>().or_else(|_| format!("{text}T00:00:00Z").parse()).ok();
    text.parse().ok().or_else(|| instant().map(|instant: Timestamp| instant.as_second()))
}

fn test(name: &str, operator: &str, value: &Value) -> Result<Value, Miss> {
    let values: Vec<String> =
        value.as_array().map_or_else(|| vec![plain(value)], |list| list.iter().map(plain).collect());
    let among = json!({"attribute": {"name": name, "values": values}});
    let bound = |bound: &str, more: i64| {
        let number = number(value).ok_or_else(|| not_applicable(format!("`{value}` is no whole number")))?;
        Ok(json!({"number": {"name": name, "within": {bound: number + more}}}))
    };
    match operator {
        "eq" | "in" => Ok(among),
        "ne" | "nin" => Ok(json!({"not": among})),
        "gt" => bound("at_least", 1),
        "gte" => bound("at_least", 0),
        "lt" => bound("at_most", -1),
        "lte" => bound("at_most", 0),
        _ => Err(not_applicable(format!("`{operator}` is no operator of this version"))),
    }
}

fn holds(when: &Value, query: Value) -> Result<bool, Miss> {
    let currency = query["currency"].as_str().unwrap_or_default().parse()?;
    let price = json!({"flat": Money::zero(currency)});
    Ok(!offers(json!({"methods": [method("m", &price, when)]}), query)?.offers.is_empty())
}

/// Two numbers that came as texts.
pub(super) fn compared(given: &Fields<'_>) -> Answer {
    let value = |name: &str| given.value(name).ok_or_else(|| not_applicable(format!("given: `{name}` is not given")));
    let mut query = query(given.currency()?);
    let left = number(value("left")?).ok_or_else(|| not_applicable("given: no whole number"))?;
    query["numbers"]["n"] = json!(left);
    let when = test("n", &given.get::<String>("operator")?, value("right")?)?;
    Ok(said(vec![("result", json!(holds(&when, query)?))]))
}

/// One condition and goods in major units.
pub(super) fn eligibility(topic: &str, given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let mut query = query(currency);
    let within = |least: Option<Money>, most: Option<Money>| {
        let bounds: Map<String, Value> = [("at_least", least), ("at_most", most)]
            .into_iter()
            .filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?))))
            .collect();
        if bounds.is_empty() { always() } else { json!({"total": {"within": [bounds]}}) }
    };
    let when = match topic {
        "eligibility.item_total" => {
            query["lines"] = json!([line("a", 1, asked(given, "item_total", currency)?)]);
            within(major(given, "min", currency)?, major(given, "max", currency)?)
        }
        "eligibility.order_minimum" => {
            let worth = given.money("subtotal_with_tax", currency)?.unwrap_or(Money::zero(currency));
            query["lines"] = json!([line("a", 1, worth)]);
            within(given.money("order_minimum", currency)?, None)
        }
        "eligibility.excluded_products" => {
            let package: Vec<String> = given.get("package")?;
            query["lines"] = package.iter().map(|sku| line(sku, 1, Money::zero(currency))).collect();
            let excluded: Vec<String> = given.get("excluded")?;
            if excluded.is_empty() { always() } else { json!({"not": {"contains": {"skus": excluded}}}) }
        }
        "eligibility.weight" => {
            let weight = |name: &str| -> Result<Option<u32>, Miss> {
                given.value(name).map(|value| grams(&plain(value), WeightUnit::Kg)).transpose()
            };
            query["lines"] = json!([line("a", 1, Money::zero(currency))]);
            query["lines"][0]["grams"] = json!(weight("weight")?.unwrap_or_default());
            weighed(weight("min")?, weight("max")?)
        }
        _ => return Err(not_applicable(format!("`{topic}` is no condition of this version"))),
    };
    Ok(said(vec![("eligible", json!(holds(&when, query)?))]))
}

fn weighed(least: Option<u32>, most: Option<u32>) -> Value {
    let bounds: Map<String, Value> = [("at_least", least), ("at_most", most)]
        .into_iter()
        .filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?))))
        .collect();
    if bounds.is_empty() { always() } else { json!({"weight": {"within": bounds}}) }
}

/// One method of Saleor, or several of Solidus and Sylius.
pub(super) fn eligible(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let mut query = query(currency);
    if given.has("methods") {
        return several(given, query);
    }
    let when = if given.has("price") {
        query["lines"] = json!([line("a", 1, given.money("price", currency)?.unwrap_or(Money::zero(currency)))]);
        total(given.money("min_price", currency)?, given.money("max_price", currency)?)
    } else if given.has("weight_kg") {
        let kilos = |name: &str| given.value(name).map(|value| grams(&plain(value), WeightUnit::G)).transpose();
        // Kilograms count as grams here, all alike: what is compared is which is more.
        query["lines"] = json!([line("a", 1, Money::zero(currency))]);
        query["lines"][0]["grams"] = json!(kilos("weight_kg")?.unwrap_or_default());
        weighed(kilos("min_kg")?, kilos("max_kg")?)
    } else if given.has("channel") {
        // A method has a price in a channel by a rate that is in its currency.
        let channels: Vec<String> = given.get("method_channels")?;
        let channel: String = given.get("channel")?;
        query["channel"] = json!(channel);
        if channels.is_empty() { json!({"any": []}) } else { json!({"channel": channels}) }
    } else {
        return Err(not_applicable("given: no condition of this version"));
    };
    Ok(said(vec![("eligible", json!(holds(&when, query)?))]))
}

fn total(least: Option<Money>, most: Option<Money>) -> Value {
    let bounds: Map<String, Value> = [("at_least", least), ("at_most", most)]
        .into_iter()
        .filter_map(|(name, bound)| Some((name.to_owned(), json!(bound?))))
        .collect();
    if bounds.is_empty() { always() } else { json!({"total": {"within": [bounds]}}) }
}

fn several(given: &Fields<'_>, mut query: Value) -> Answer {
    let currency = given.currency()?;
    let (lines, base) = goods(given)?;
    query["lines"] = lines;
    let zone: Option<String> = given.may("address_zone")?;
    if let Some(country) = &zone {
        query["to"]["country"] = json!(country);
    }
    let (mut methods, mut zones) = (Vec::new(), Vec::new());
    for one in given.each("methods")? {
        let id: String = one.get("id")?;
        let mut tests = vec![total(one.money("min_total", currency)?, one.money("max_total", currency)?)];
        let kilos = |name: &str| one.value(name).map(|value| grams(&plain(value), WeightUnit::Kg)).transpose();
        tests.push(weighed(kilos("min_weight")?, kilos("max_weight")?));
        if let Some(category) = one.may::<String>("category")? {
            let such = json!({"categories": [category]});
            let rule: String = one.may("category_rule")?.unwrap_or_else(|| "any".into());
            tests.push(match rule.as_str() {
                "all" => json!({"all": [{"only": such}, {"contains": such}]}),
                "any" | "at_least_one" => json!({"contains": such}),
                "none" => json!({"not": {"contains": such}}),
                _ => return Err(one.unknown("category_rule", rule)),
            });
        }
        let rate = if one.has("rate") { one.money("rate", currency)? } else { Some(Money::zero(currency)) };
        let mut rates = Vec::new();
        match one.may::<Vec<String>>("zones")? {
            None => rates.extend(rate.map(|rate| json!({"price": {"flat": rate}}))),
            Some(codes) => {
                for code in codes {
                    rates.extend(rate.map(|rate| json!({"zone": code, "price": {"flat": rate}})));
                    zones.push(json!({"code": code, "places": [{"country": code}]}));
                }
            }
        }
        let hidden = !one.may::<bool>("customer_visible")?.unwrap_or(true);
        methods.push(json!({"code": id, "title": id, "when": {"all": tests}, "hidden": hidden, "rates": rates}));
        one.done()?;
    }
    zones.dedup();
    let offers = offers(json!({"zones": zones, "methods": methods}), query)?;
    let codes: Vec<&str> = offers.offers.iter().map(|offer| offer.method.as_str()).collect();
    let selected = offers.choose(fondaco::shipping::OfferChoice::Cheapest).map(|offer| offer.total.minor());
    Ok(said(vec![("eligible", json!(codes)), ("selected", json!(selected)), ("base", json!(base))]))
}

/// The goods of a case, and what they are worth with tax.
fn goods(given: &Fields<'_>) -> Result<(Value, i64), Miss> {
    let currency = given.currency()?;
    if let Some(base) = given.may::<String>("rule_base")?
        && base != "items_after_discounts_including_tax"
    {
        return Err(given.unknown("rule_base", base));
    }
    if let Some(worth) = given.money("order_total_for_rules", currency)? {
        return Ok((json!([line("a", 1, worth)]), worth.minor()));
    }
    let mut lines: Vec<Value> = Vec::new();
    let mut base = 0;
    for one in given.each("lines")? {
        let quantity: i64 = one.get("qty")?;
        let price = one.money("unit_price", currency)?.unwrap_or(Money::zero(currency));
        let off = one.money("unit_discount", currency)?.unwrap_or(Money::zero(currency));
        let shown = price.minus(off)?.times(quantity)?;
        let rate = one.rate("tax_rate")?.unwrap_or(fondaco::money::Rate::ZERO);
        let half_up = fondaco::money::Rounding::HalfUp;
        let (net, gross) = if one.may::<bool>("tax_included")?.unwrap_or(true) {
            (shown.minus(rate.contained_in(shown, half_up)?)?, shown)
        } else {
            (shown, shown.plus(rate.of(shown, half_up)?)?)
        };
        let mut goods = line("a", quantity, gross);
        goods["net"] = json!(net);
        let kilos = one.value("weight").map(|value| grams(&plain(value), WeightUnit::Kg)).transpose()?;
        goods["grams"] = json!(kilos.unwrap_or_default());
        base += gross.minor();
        lines.push(goods);
        one.done()?;
    }
    for category in given.may::<Vec<Option<String>>>("unit_categories")?.unwrap_or_default() {
        let mut goods = line("a", 1, Money::zero(currency));
        goods["categories"] = category.map_or(json!([]), |category| json!([category]));
        lines.push(goods);
    }
    Ok((json!(lines), base))
}
