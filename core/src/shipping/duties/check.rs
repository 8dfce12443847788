//! Checks of rules of borders before they are compiled: all problems at once, each with its path.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::rules::{DutyDestination, DutyRules, FeeAmount, ImportFee, LowValue};
use crate::limits;
use crate::money::{Money, Rate};
use crate::pricing::RuleProblem;

struct Report<'a>(&'a mut Vec<RuleProblem>);

impl Report<'_> {
    fn need(&mut self, holds: bool, path: &str, problem: &str) {
        if !holds {
            self.0.push(RuleProblem { path: path.into(), problem: problem.into() });
        }
    }

    fn entries<T>(&mut self, path: &str, list: &[T]) {
        let most = limits::ENTRIES;
        self.need(list.len() <= most, path, &format!("takes at most {most} entries"));
    }

    /// Checks amounts, one for each currency.
    fn amounts(&mut self, path: &str, amounts: &[Money]) {
        self.entries(path, amounts);
        self.need(amounts.iter().all(|amount| !amount.is_negative()), path, "takes amounts of zero or more");
        let mut seen = BTreeSet::new();
        let once = amounts.iter().all(|amount| seen.insert(amount.currency()));
        self.need(once, path, "takes one amount of each currency");
    }

    fn rate(&mut self, path: &str, rate: Rate) {
        self.need(!rate.is_negative(), path, "takes a share of 0 or more");
    }

    fn free(&mut self, path: &str, free: Option<&LowValue>) {
        let Some(free) = free else { return };
        let path = format!("{path}.free.up_to");
        self.need(!free.up_to.is_empty(), &path, "takes an amount");
        self.amounts(&path, &free.up_to);
    }
}

/// Checks all of a set of rules, but for their places.
pub(super) fn rules(rules: &DutyRules, problems: &mut Vec<RuleProblem>) {
    let mut report = Report(problems);
    report.entries("destinations", &rules.destinations);
    for (at, row) in rules.destinations.iter().enumerate() {
        destination(&mut report, &format!("destinations[{at}]"), row);
    }
}

fn destination(report: &mut Report<'_>, path: &str, row: &DutyDestination) {
    let lasts = row.until.is_none_or(|until| row.from < until);
    report.need(lasts, &format!("{path}.until"), "takes a day after `from`");
    report.need(!row.source.is_empty(), &format!("{path}.source"), "takes a text: where it is written");
    duties(report, &format!("{path}.duty"), row);
    if let Some(tax) = &row.tax {
        let path = format!("{path}.tax");
        report.need(!tax.title.is_empty(), &format!("{path}.title"), "takes a text");
        report.free(&path, tax.free.as_ref());
        let path = format!("{path}.rates");
        report.entries(&path, &tax.rates);
        let all = tax.rates.iter().any(|rate| rate.commodity.is_none());
        report.need(all, &path, "takes a rate for all other goods: a row without a code");
        let mut seen = BTreeSet::new();
        for (at, rate) in tax.rates.iter().enumerate() {
            let path = format!("{path}[{at}]");
            report.rate(&format!("{path}.rate"), rate.rate);
            report.need(seen.insert(&rate.commodity), &path, "is a second rate of one code");
        }
    }
    report.entries(&format!("{path}.fees"), &row.fees);
    let mut codes = BTreeSet::new();
    for (at, fee) in row.fees.iter().enumerate() {
        let path = format!("{path}.fees[{at}]");
        report.need(codes.insert(&fee.code), &format!("{path}.code"), "stands at another fee already");
        self::fee(report, &path, fee);
    }
}

fn duties(report: &mut Report<'_>, path: &str, row: &DutyDestination) {
    report.free(path, row.duty.free.as_ref());
    let path = format!("{path}.rates");
    report.entries(&path, &row.duty.rates);
    let all = row.duty.rates.iter().any(|rate| rate.commodity.is_none() && rate.origins.is_empty());
    report.need(all, &path, "takes a rate for all other goods: a row without a code and an origin");
    let mut seen = BTreeSet::new();
    for (at, rate) in row.duty.rates.iter().enumerate() {
        let path = format!("{path}[{at}]");
        report.rate(&format!("{path}.rate"), rate.rate);
        let origins: Vec<_> =
            if rate.origins.is_empty() { [None].into() } else { rate.origins.iter().map(Some).collect() };
        let once = origins.into_iter().all(|origin| seen.insert((&rate.commodity, origin)));
        report.need(once, &path, "is a second rate of one code and origin");
    }
}

fn fee(report: &mut Report<'_>, path: &str, fee: &ImportFee) {
    report.need(!fee.title.is_empty(), &format!("{path}.title"), "takes a text");
    match &fee.amount {
        FeeAmount::Fixed(amounts) => {
            report.need(!amounts.is_empty(), &format!("{path}.amount"), "takes an amount");
            report.amounts(&format!("{path}.amount"), amounts);
        }
        FeeAmount::Percent { rate, of: _, least, most } => {
            report.rate(&format!("{path}.amount.rate"), *rate);
            report.amounts(&format!("{path}.amount.least"), least);
            report.amounts(&format!("{path}.amount.most"), most);
            let fits = |most: &Money| {
                let least = least.iter().find(|least| least.currency() == most.currency());
                least.is_none_or(|least| least.minor() <= most.minor())
            };
            report.need(most.iter().all(fits), &format!("{path}.amount.most"), "takes amounts not below `least`");
        }
    }
}
