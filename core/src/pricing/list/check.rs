//! What can be wrong with price lists.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt::Arguments;

use super::compile::Row;
use super::{Audience, ListedPrice, PriceList};
use crate::id::{ArmCode, ExperimentCode, Sku};
use crate::limits;
use crate::money::{Currency, Money};
use crate::pricing::RuleProblem;

/// The arms that the rules have.
pub(super) type Arms<'a> = BTreeSet<(&'a ExperimentCode, &'a ArmCode)>;

/// Reports problems at a place of the lists.
pub(super) struct Report<'a> {
    problems: &'a mut Vec<RuleProblem>,
    list: Option<usize>,
    price: Option<usize>,
}

impl<'a> Report<'a> {
    /// Reports at a list, at a price of it, or at all lists.
    pub(super) fn new(problems: &'a mut Vec<RuleProblem>, list: Option<usize>, price: Option<usize>) -> Self {
        Self { problems, list, price }
    }

    /// Reports a problem with a field.
    pub(super) fn add(&mut self, field: Arguments<'_>, problem: Arguments<'_>) {
        let path = match (self.list, self.price) {
            (Some(list), Some(price)) => format!("lists[{list}].prices[{price}].{field}"),
            (Some(list), None) => format!("lists[{list}].{field}"),
            (None, _) => field.to_string(),
        };
        self.problems.push(RuleProblem { path, problem: problem.to_string() });
    }
}

/// Finds more prices than there may be.
pub(super) fn count(given: usize, problems: &mut Vec<RuleProblem>) {
    if given > limits::PRICES {
        let problem = format_args!("there are {given} prices, more than the {} that are allowed", limits::PRICES);
        Report::new(problems, None, None).add(format_args!("lists"), problem);
    }
}

/// Finds codes that two lists have.
pub(super) fn codes(lists: &[PriceList], problems: &mut Vec<RuleProblem>) {
    let mut seen = BTreeMap::new();
    for (index, list) in lists.iter().enumerate() {
        if let Some(earlier) = seen.get(&list.code) {
            Report::new(problems, Some(index), None)
                .add(format_args!("code"), format_args!("`{}` stands at lists[{earlier}] already", list.code));
        } else {
            seen.insert(&list.code, index);
        }
    }
}

/// Checks a list, without its prices.
pub(super) fn list(list: &PriceList, arms: &Arms<'_>, report: &mut Report<'_>) {
    if let (Some(from), Some(until)) = (list.from, list.until)
        && until <= from
    {
        report.add(format_args!("until"), format_args!("takes an instant after `from`"));
    }
    audience(&list.audience, arms, report);
}

/// Checks a price.
pub(super) fn price(price: &ListedPrice, arms: &Arms<'_>, report: &mut Report<'_>) {
    let currency = price.price.currency();
    amount(format_args!("price"), price.price, currency, report);
    if price.per == Some(0) {
        report.add(format_args!("per"), format_args!("takes 1 or more"));
    }
    let from = price.from_quantity.unwrap_or(1);
    if from < 1 {
        report.add(format_args!("from_quantity"), format_args!("takes 1 or more"));
    }
    if price.to_quantity.is_some_and(|to| to < from) {
        report.add(format_args!("to_quantity"), format_args!("takes `from_quantity` or more"));
    }
    tiers(price, report);
    if let Some(compare_at) = price.compare_at {
        amount(format_args!("compare_at"), compare_at, currency, report);
    }
    if let Some(minimum) = price.minimum {
        amount(format_args!("minimum"), minimum, currency, report);
        let mut prices = core::iter::once(price.price).chain(price.tiers.iter().map(|tier| tier.price));
        if prices.any(|one| one.currency() == minimum.currency() && one.minor() < minimum.minor()) {
            report.add(format_args!("minimum"), format_args!("takes at most the price, of each tier too"));
        }
    }
    audience(&price.audience, arms, report);
}

fn tiers(price: &ListedPrice, report: &mut Report<'_>) {
    entries(format_args!("tiers"), price.tiers.len(), report);
    let mut before = 1;
    for (index, tier) in price.tiers.iter().enumerate() {
        if tier.from < 2 {
            report.add(format_args!("tiers[{index}].from"), format_args!("takes 2 or more: `price` is the first tier"));
        } else if tier.from <= before {
            let problem = format_args!("takes more than the {before} of the tier before it");
            report.add(format_args!("tiers[{index}].from"), problem);
        }
        before = before.max(tier.from);
        amount(format_args!("tiers[{index}].price"), tier.price, price.price.currency(), report);
    }
}

fn amount(field: Arguments<'_>, amount: Money, currency: Currency, report: &mut Report<'_>) {
    if amount.currency() != currency {
        report.add(field, format_args!("takes {currency}, the currency of `price`"));
    }
    if amount.is_negative() {
        report.add(field, format_args!("takes an amount of zero or more"));
    }
}

fn entries(field: Arguments<'_>, given: usize, report: &mut Report<'_>) {
    if given > limits::ENTRIES {
        let most = limits::ENTRIES;
        report.add(field, format_args!("has {given} entries, more than the {most} that are allowed"));
    }
}

fn audience(audience: &Audience, arms: &Arms<'_>, report: &mut Report<'_>) {
    entries(format_args!("for.channels"), audience.channels.len(), report);
    entries(format_args!("for.countries"), audience.countries.len(), report);
    entries(format_args!("for.regions"), audience.regions.len(), report);
    entries(format_args!("for.groups"), audience.groups.len(), report);
    entries(format_args!("for.attributes"), audience.attributes.len(), report);
    entries(format_args!("for.arms"), audience.arms.len(), report);
    for (name, values) in &audience.attributes {
        let shown = crate::id::shown(name);
        text(format_args!("for.attributes"), "attribute", name, report);
        entries(format_args!("for.attributes.{shown}"), values.len(), report);
        if values.is_empty() {
            report.add(format_args!("for.attributes.{shown}"), format_args!("takes one value or more"));
        }
        for (index, value) in values.iter().enumerate() {
            text(format_args!("for.attributes.{shown}[{index}]"), "value", value, report);
        }
    }
    for (index, (experiment, arm)) in audience.arms.iter().enumerate() {
        if !arms.contains(&(experiment, arm)) {
            let problem = format_args!("there is no arm `{arm}` of an experiment `{experiment}`");
            report.add(format_args!("for.arms[{index}]"), problem);
        }
    }
}

fn text(field: Arguments<'_>, what: &'static str, text: &str, report: &mut Report<'_>) {
    if text.is_empty() {
        report.add(field, format_args!("takes one character or more"));
    }
    if let Err(refusal) = limits::text(what, text) {
        report.add(field, format_args!("{}", refusal.reason()));
    }
}

/// Finds prices of one SKU, currency and list that are for the same buyers and quantities.
pub(super) fn twins(sku: &Sku, currency: Currency, rows: &[Row], problems: &mut Vec<RuleProblem>) {
    if rows.len() < 2 {
        return;
    }
    let mut seen: Vec<&Row> = rows.iter().collect();
    let window = |row: &Row| (row.list, row.audience, row.from, row.to);
    seen.sort_unstable_by_key(|row| (window(row), row.place));
    let mut first = seen.first().copied();
    for row in seen.into_iter().skip(1) {
        match first {
            Some(first) if window(first) == window(row) => {
                let problem = format_args!(
                    "`{sku}` has a price in {currency} for these buyers and quantities at prices[{}] already",
                    first.place
                );
                Report::new(problems, Some(row.list), Some(row.place)).add(format_args!("price"), problem);
            }
            Some(_) | None => first = Some(row),
        }
    }
}

#[cfg(test)]
mod tests;
