//! What goods cost once they have come over a border, told as rules of a book of duties.

use fondaco::money::{Currency, Money};
use fondaco::shipping::{DutyBook, DutyRules, LandedQuery};
use serde_json::{Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::shipping::{asked, line, major, read, said};
use super::{Answer, Case};

/// Answers a case about duties; `None` where it is about something else.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    if !case.topic.starts_with("landed_cost") {
        return None;
    }
    Some(Fields::of("given", &case.given).and_then(|given| {
        let answer = landed(&given)?;
        given.done()?;
        Ok(answer)
    }))
}

fn landed(given: &Fields<'_>) -> Answer {
    let currency = given.currency()?;
    let (duty, tax) = match given.may::<String>("basis")?.as_deref() {
        None | Some("CIF") => ("cif", "cif"),
        Some("FOB") => ("fob", "fob"),
        Some("FOB_duty_CIF_vat") => ("fob", "cif"),
        Some(word) => return Err(given.unknown("basis", word)),
    };
    let rules = json!({"destinations": [{
        "code": "border", "places": [{}], "from": "2000-01-01", "source": "the case", "rounding": "half_up",
        "duty": {"of": duty, "rates": [{"rate": share(given, "duty_rate")?}]},
        "tax": {"title": "VAT", "of": tax, "rates": [{"rate": share(given, "vat_rate")?}]},
    }]});
    let zero = Money::zero(currency);
    let way = |name: &str| -> Result<Money, Miss> { Ok(major(given, name, currency)?.unwrap_or(zero)) };
    let shipping = way("shipping")?.plus(way("shipping_insurance")?)?;
    let incoterm: String = given.may("incoterm")?.unwrap_or_else(|| "DAP".into());
    let query: LandedQuery = read(json!({
        "currency": currency.to_string(), "to": {"country": "GB"}, "on": "2026-06-01", "incoterm": incoterm.to_lowercase(),
        "lines": [line("goods", 1, asked(given, "goods", currency)?)],
        "shipping": shipping, "insurance": way("insurance")?,
    }))?;
    let cost = DutyBook::compile(read::<DutyRules>(rules)?)?.landed(&query)?;
    let cost = cost.ok_or_else(|| not_applicable("no border"))?;
    let come = cost.goods.plus(cost.shipping)?.plus(cost.insurance)?;
    Ok(said(vec![
        ("cif", shortly(come, currency)),
        ("duty", amount(cost.duty)),
        ("vat", amount(cost.tax)),
        ("landed_total", amount(cost.total)),
        ("charged_to_buyer_at_checkout", amount(cost.payable_now)),
        ("due_from_buyer_at_import", amount(cost.payable_on_import)),
    ]))
}

/// A share that is written as a percentage.
fn share(given: &Fields<'_>, name: &str) -> Result<fondaco::money::Rate, Miss> {
    let text: String = given.get(name)?;
    Ok(fondaco::money::Rate::percent(text.trim_end_matches('%'))?)
}

fn amount(money: Money) -> Value {
    json!(money.amount().as_str())
}

/// An amount as what was given is written there: without cents where there are none.
fn shortly(money: Money, currency: Currency) -> Value {
    let whole = Money::zero(currency).amount();
    let cents = whole.as_str().trim_start_matches('0');
    let text = money.amount();
    json!(text.as_str().strip_suffix(cents).filter(|_| !cents.is_empty()).unwrap_or(text.as_str()))
}
