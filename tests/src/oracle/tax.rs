//! Tax: on lines, rounded by line, contained in prices or on top of them.

use fondaco::money::{Currency, Money, Rate, Rounding};
use fondaco::pricing::{Basket, BasketLine, PriceBook, PriceRules, Receipt, TaxDisplay, TaxRate};
use fondaco::{Quantity, Refusal, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Answer;

/// The shapes in which cases give lines; a field that changes the meaning and is not read here refuses the case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    currency: String,
    #[serde(default)]
    lines: Vec<Line>,
    amount: Option<i64>,
    unit_price: Option<i64>,
    taxable_total: Option<i64>,
    qty: Option<i64>,
    rate: Option<String>,
    included: Option<bool>,
    prices_include_tax: Option<bool>,
    rounding: Option<Rounding>,
    level: Option<Scope>,
    rounding_scope: Option<Scope>,
    tax: Option<TaxGiven>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaxGiven {
    rounding: Rounding,
    rounding_scope: Scope,
    #[serde(rename = "tax_base")]
    _base: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Scope {
    Unit,
    Line,
    Order,
    Total,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(rename = "id")]
    _id: Option<String>,
    unit_price: Option<i64>,
    total: Option<i64>,
    qty: Option<i64>,
    #[serde(alias = "rate")]
    tax_rate: String,
    tax_included: Option<bool>,
}

pub(super) fn taxed(given: &Value) -> Answer {
    let given = Given::deserialize(given).map_err(|error| super::other_shape(&error))?;
    let scope = given.level.or(given.rounding_scope).or(given.tax.as_ref().map(|tax| tax.rounding_scope));
    if scope.is_some_and(|scope| scope != Scope::Line) {
        return Err("taxes are rounded by line in this version".to_owned());
    }
    let rounding = given.rounding.or(given.tax.as_ref().map(|tax| tax.rounding)).unwrap_or(Rounding::HalfUp);
    let lines = lines(&given)?;
    let included = included(&given)?;
    let receipt = price(&given.currency, &lines, included, rounding).map_err(|refusal| refusal.to_string())?;
    Ok(answer(&receipt))
}

/// Unit price, quantity and rate of each line, whichever way they are given.
fn lines(given: &Given) -> Result<Vec<(i64, i64, String)>, String> {
    if given.lines.is_empty() {
        let price = given.amount.or(given.unit_price).or(given.taxable_total).ok_or("no amount is given")?;
        let rate = given.rate.clone().ok_or("no rate is given")?;
        return Ok(vec![(price, given.qty.unwrap_or(1), rate)]);
    }
    let line = |line: &Line| {
        let price = line.unit_price.or(line.total).ok_or("a line has no price")?;
        Ok((price, line.qty.unwrap_or(1), line.tax_rate.clone()))
    };
    given.lines.iter().map(line).collect()
}

fn included(given: &Given) -> Result<bool, String> {
    let stated = given.included.or(given.prices_include_tax);
    let mut each = given.lines.iter().map(|line| line.tax_included.or(stated));
    let first = if given.lines.is_empty() { stated } else { each.next().flatten() };
    if each.any(|other| other != first) {
        return Err("prices with and without tax are not mixed in one cart by this version".to_owned());
    }
    first.ok_or_else(|| "it is not said whether prices contain tax".to_owned())
}

fn price(currency: &str, lines: &[(i64, i64, String)], included: bool, rounding: Rounding) -> Result<Receipt, Refusal> {
    let currency = Currency::iso(currency)?;
    let category = |index: usize| format!("line-{index}").parse();
    let (mut taxes, mut basket) = (Vec::new(), Vec::new());
    for (index, (price, quantity, rate)) in lines.iter().enumerate() {
        taxes.push(TaxRate {
            country: "US".parse()?,
            category: category(index)?,
            name: "tax".into(),
            rate: Rate::parse(rate)?,
            from: Timestamp::UNIX_EPOCH,
            until: None,
        });
        basket.push(BasketLine {
            line: u32::try_from(index).unwrap_or(u32::MAX),
            sku: "SKU".parse()?,
            title: "line".into(),
            quantity: Quantity::new(*quantity)?,
            decimals: 0,
            unit_price: Money::from_minor(*price, currency),
            tax_category: category(index)?,
        });
    }
    let tax_display = if included { TaxDisplay::Inclusive } else { TaxDisplay::Exclusive };
    let rules = PriceRules { code: "oracle".parse()?, tax_display, rounding, promotions: Vec::new(), taxes };
    let basket = Basket { currency, country: "US".parse()?, at: Timestamp::UNIX_EPOCH, lines: basket };
    PriceBook::compile(rules)?.price(&basket)
}

/// A receipt in the words of the cases.
fn answer(receipt: &Receipt) -> Map<String, Value> {
    let minor = |money: Money| json!(money.minor());
    let mut answer = Map::new();
    for (name, money) in [
        ("tax", receipt.tax),
        ("included_tax", receipt.tax),
        ("net", receipt.net),
        ("gross", receipt.total),
        ("total", receipt.total),
    ] {
        answer.insert(name.to_owned(), minor(money));
    }
    let summary = receipt
        .taxes
        .iter()
        .map(|tax| json!({"rate": tax.rate.to_string(), "base": tax.base.minor(), "tax": tax.amount.minor()}));
    answer.insert("summary".to_owned(), summary.collect());
    if let [line] = receipt.lines.as_slice() {
        let units = line.quantity.units();
        if line.net.minor() % units == 0 && line.gross.minor() % units == 0 {
            answer.insert("unit_net".to_owned(), json!(line.net.minor() / units));
            answer.insert("unit_gross".to_owned(), json!(line.gross.minor() / units));
        }
    }
    answer
}
