//! The book of duties: rules compiled once, then asked what goods cost once they have come.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::check;
use super::landed::{LandedCost, LandedQuery};
use super::reckon::reckon;
use super::rules::{DutyDestination, DutyRules};
use crate::id::{CommodityCode, CountryCode};
use crate::limits;
use crate::money::Rate;
use crate::pricing::{RuleProblem, refused};
use crate::refusal::{Code, Refusal};
use crate::shipping::rates::{Zones, check_worth};

/// Rules of borders, compiled.
///
/// ```
/// use fondaco::money::{Currency, Money};
/// use fondaco::shipping::{DutyBook, LandedQuery, ShipTo, ShippingLine};
/// use fondaco::trade::Incoterm;
/// use fondaco::{CommodityCode, CountryCode, Quantity, Sku};
///
/// let gbp = Currency::iso("GBP")?;
/// let rules = serde_json::json!({"destinations": [{
///     "code": "uk", "places": [{"country": "GB"}], "from": "2021-01-01", "source": "as an example",
///     "duty": {
///         "of": "cif", "rates": [{"rate": "0.02"}, {"commodity": "61", "rate": "0.12"}],
///         "free": {"up_to": [Money::parse("135.00", gbp)?]},
///     },
///     "tax": {"title": "VAT", "rates": [{"rate": "0.2"}]},
///     "rounding": "half_up",
/// }]});
/// let book = DutyBook::compile(serde_json::from_value(rules).unwrap())?;
/// let mut line = ShippingLine::new(Sku::new("shirt")?, Quantity::new(10)?, Money::parse("1000.00", gbp)?);
/// line.commodity = Some(CommodityCode::new("61091000")?);
/// let landed = book.landed(&LandedQuery {
///     currency: gbp,
///     to: ShipTo::country(CountryCode::new("GB")?),
///     from: None,
///     on: "2026-11-23".parse().unwrap(),
///     incoterm: Incoterm::Dap,
///     lines: vec![line],
///     shipping: Money::parse("100.00", gbp)?,
///     insurance: None,
/// })?;
/// let landed = landed.expect("a border");
/// assert_eq!((landed.duty.to_string(), landed.tax.to_string()), ("132.00 GBP".into(), "246.40 GBP".into()));
/// assert_eq!(landed.payable_on_import.to_string(), "378.40 GBP");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyBook {
    rules: DutyRules,
    /// Rows by where goods go, by their place among the borders.
    places: Zones,
    /// The rows, those that began last first.
    borders: Vec<Border>,
}

/// A row, with its rates by what codes begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Border {
    pub(super) row: DutyDestination,
    duties: BTreeMap<Box<str>, BTreeMap<Option<CountryCode>, Rate>>,
    taxes: BTreeMap<Box<str>, Rate>,
}

impl DutyBook {
    /// Compiles rules.
    ///
    /// # Errors
    ///
    /// `rules.invalid`: the detail `problems` lists everything that is wrong, each by its path.
    pub fn compile(rules: DutyRules) -> Result<Self, Refusal> {
        let mut problems: Vec<RuleProblem> = Vec::new();
        check::rules(&rules, &mut problems);
        // Of places that say as much as each other the first counts: the one that began last.
        let mut order: Vec<(usize, &DutyDestination)> = rules.destinations.iter().enumerate().collect();
        order.sort_by_key(|(_, row)| Reverse(row.from));
        let mut places = Zones::default();
        for (at, row) in &order {
            let (within, except) = (format!("destinations[{at}].places"), format!("destinations[{at}].except"));
            places.add((&within, &row.places), (&except, &row.except), &mut problems);
        }
        if let Some(first) = problems.first() {
            return Err(refused(first, &problems));
        }
        let borders = order.into_iter().map(|(_, row)| Border::of(row)).collect();
        Ok(Self { rules, places, borders })
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> &DutyRules {
        &self.rules
    }

    /// What goods cost once they have come; `None` where no row is for their destination on that day, so that nobody knows.
    ///
    /// # Errors
    ///
    /// `lines.missing` without goods; `currency.mismatch` for amounts of several currencies, and where the rules have none in that of
    /// the query; `basket.invalid` for amounts below zero; `limit.exceeded` for more lines than a cart may have; `money.overflow`.
    pub fn landed(&self, query: &LandedQuery) -> Result<Option<LandedCost>, Refusal> {
        limits::count("lines", query.lines.len(), limits::LINES)?;
        if query.lines.is_empty() {
            return Err(Refusal::new(Code::LinesMissing, "nothing is sent: it takes a line of goods or more"));
        }
        let amounts = query.lines.iter().map(|line| line.net).chain([query.shipping]).chain(query.insurance);
        check_worth(amounts, query.currency)?;
        let around = self.places.around(&query.to);
        let mut borders = around.into_iter().filter_map(|at| self.borders.get(at));
        borders.find(|border| border.is_in_force(query)).map(|border| reckon(border, query)).transpose()
    }
}

impl Border {
    fn of(row: &DutyDestination) -> Self {
        let start = |code: &Option<CommodityCode>| -> Box<str> {
            code.as_ref().map(CommodityCode::as_str).unwrap_or_default().into()
        };
        let mut duties: BTreeMap<Box<str>, BTreeMap<Option<CountryCode>, Rate>> = BTreeMap::new();
        for rate in &row.duty.rates {
            let rows = duties.entry(start(&rate.commodity)).or_default();
            if rate.origins.is_empty() {
                rows.insert(None, rate.rate);
            }
            rows.extend(rate.origins.iter().map(|origin| (Some(origin.clone()), rate.rate)));
        }
        let taxes = row.tax.iter().flat_map(|tax| &tax.rates);
        let taxes = taxes.map(|rate| (start(&rate.commodity), rate.rate)).collect();
        Self { row: row.clone(), duties, taxes }
    }

    fn is_in_force(&self, query: &LandedQuery) -> bool {
        self.row.from <= query.on && self.row.until.is_none_or(|until| query.on < until)
    }

    /// The duty on goods: by the longest code that theirs begins with, then by their origin.
    pub(super) fn duty(&self, commodity: Option<&CommodityCode>, origin: Option<&CountryCode>) -> Rate {
        let named = origin.cloned();
        let of = |rows: &BTreeMap<Option<CountryCode>, Rate>| rows.get(&named).or_else(|| rows.get(&None)).copied();
        starts(commodity).find_map(|start| self.duties.get(start).and_then(of)).unwrap_or(Rate::ZERO)
    }

    /// The tax on goods: by the longest code that theirs begins with.
    pub(super) fn tax(&self, commodity: Option<&CommodityCode>) -> Rate {
        starts(commodity).find_map(|start| self.taxes.get(start).copied()).unwrap_or(Rate::ZERO)
    }
}

/// What a code begins with, the longest first.
fn starts(commodity: Option<&CommodityCode>) -> impl Iterator<Item = &str> {
    let code = commodity.map(CommodityCode::as_str).unwrap_or_default();
    (0..=code.len()).rev().filter_map(|end| code.get(..end))
}

#[cfg(test)]
mod tests;
