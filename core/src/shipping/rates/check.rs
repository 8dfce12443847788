//! Checks of shipping rules before they are compiled: all problems at once, each with its path.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::rules::{ShippingMethod, ShippingPrice, ShippingRate, ShippingRules, Surcharge, SurchargeAmount};
use super::when::ShippingRule;
use crate::id::{RouteCode, ZoneCode};
use crate::limits;
use crate::money::{Currency, Money};
use crate::pricing::{Bounds, Count, Goods, RuleProblem};
use crate::shipping::DateBook;

/// How deep prices may stand in one another.
const PRICE_DEPTH: usize = 8;

struct Report<'a> {
    problems: &'a mut Vec<RuleProblem>,
    zone: &'a dyn Fn(&ZoneCode) -> bool,
    dates: &'a DateBook,
}

impl Report<'_> {
    fn need(&mut self, holds: bool, path: &str, problem: &str) {
        if !holds {
            self.problems.push(RuleProblem { path: path.into(), problem: problem.into() });
        }
    }

    fn zone(&mut self, path: &str, code: &ZoneCode) {
        let known = (self.zone)(code);
        self.need(known, path, &format!("there is no zone `{code}`"));
    }

    fn route(&mut self, path: &str, code: Option<&RouteCode>) {
        if let Some(code) = code.filter(|code| self.dates.route(code).is_none()) {
            self.need(false, &format!("{path}.route"), &format!("there is no route `{code}`"));
        }
    }
}

/// Checks all methods of a set of rules.
pub(super) fn methods(
    rules: &ShippingRules,
    zone: &dyn Fn(&ZoneCode) -> bool,
    dates: &DateBook,
    problems: &mut Vec<RuleProblem>,
) {
    let mut report = Report { problems, zone, dates };
    let most = limits::ENTRIES;
    report.need(rules.methods.len() <= most, "methods", &format!("takes at most {most} entries"));
    let mut codes = BTreeSet::new();
    for (at, method) in rules.methods.iter().enumerate() {
        let path = format!("methods[{at}]");
        report.need(codes.insert(&method.code), &format!("{path}.code"), "stands at another method already");
        one(&mut report, &path, method);
    }
}

fn one(report: &mut Report<'_>, path: &str, method: &ShippingMethod) {
    report.need(!method.title.is_empty(), &format!("{path}.title"), "takes a text");
    rule(report, &format!("{path}.when"), &method.when);
    let days = method.days.is_none_or(|days| days.least <= days.most);
    report.need(days, &format!("{path}.days"), "takes a `least` that is not above `most`");
    report.route(path, method.route.as_ref());
    let mut seen = BTreeSet::new();
    for (at, rate) in method.rates.iter().enumerate() {
        let path = format!("{path}.rates[{at}]");
        if let Some(code) = &rate.zone {
            report.zone(&format!("{path}.zone"), code);
        }
        report.route(&path, rate.route.as_ref());
        let currency = check_rate(report, &path, rate);
        let once = currency.is_none_or(|currency| seen.insert((rate.zone.clone(), format!("{currency}"))));
        report.need(once, &path, "is a second rate of one zone and currency");
    }
    let mut codes = BTreeSet::new();
    for (at, surcharge) in method.surcharges.iter().enumerate() {
        let path = format!("{path}.surcharges[{at}]");
        report.need(codes.insert(&surcharge.code), &format!("{path}.code"), "stands at another surcharge already");
        check_surcharge(report, &path, surcharge, method);
    }
}

fn check_rate(report: &mut Report<'_>, path: &str, rate: &ShippingRate) -> Option<Currency> {
    let mut amounts = Vec::new();
    price(report, &format!("{path}.price"), &rate.price, &mut amounts, PRICE_DEPTH);
    amounts.extend(rate.free_above);
    report.need(amounts.iter().all(|amount| !amount.is_negative()), path, "takes amounts of zero or more");
    let currency = amounts.first().map(Money::currency);
    let one = amounts.iter().all(|amount| Some(amount.currency()) == currency);
    report.need(one && currency.is_some(), path, "takes amounts, all in one currency");
    currency
}

/// Checks a price and gathers its amounts.
fn price(report: &mut Report<'_>, path: &str, rule: &ShippingPrice, amounts: &mut Vec<Money>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        return report.need(false, path, "has prices too deep in one another");
    };
    match rule {
        ShippingPrice::Flat(amount) | ShippingPrice::PerItem(amount) => amounts.push(*amount),
        ShippingPrice::PerStep { by: _, step, price, first } => {
            report.need(*step > 0, &format!("{path}.per_step.step"), "takes a number of 1 or more");
            amounts.push(*price);
            amounts.extend(first.as_ref().map(|first| first.price));
        }
        ShippingPrice::Bands { by: _, bands, until } => {
            report.need(!bands.is_empty(), &format!("{path}.bands"), "takes at least one band");
            let mut pairs = bands.iter().zip(bands.iter().skip(1));
            report.need(
                pairs.all(|(one, next)| one.from < next.from),
                &format!("{path}.bands"),
                "takes bands that rise",
            );
            let ends = until.zip(bands.last()).is_none_or(|(until, last)| last.from < until);
            report.need(ends, &format!("{path}.bands.until"), "takes a number above the last band");
            for (at, band) in bands.iter().enumerate() {
                price(report, &format!("{path}.bands[{at}].price"), &band.price, amounts, depth);
            }
        }
        ShippingPrice::Percent { rate, least, most, tax: _, rounding: _ } => {
            report.need(!rate.is_negative(), &format!("{path}.percent.rate"), "takes a share of 0 or more");
            amounts.push(*least);
            amounts.extend(*most);
            let fits = most.is_none_or(|most| least.minor() <= most.minor());
            report.need(fits, &format!("{path}.percent.most"), "takes an amount that is not below `least`");
        }
        ShippingPrice::Flexi { first, further, most } => {
            amounts.extend([*first, *further]);
            let some =
                !matches!(most, super::rules::FlexiMost::FirstAgainAfter(0) | super::rules::FlexiMost::Charged(0));
            report.need(some, &format!("{path}.flexi.most"), "takes a number of 1 or more");
        }
        ShippingPrice::Sack { below, price, otherwise } => amounts.extend([*below, *price, *otherwise]),
        ShippingPrice::ByCategory { prices, others, take: _ } => {
            report.need(!prices.is_empty(), &format!("{path}.by_category"), "takes at least one category");
            amounts.extend(*others);
            for (at, priced) in prices.iter().enumerate() {
                price(report, &format!("{path}.by_category.prices[{at}]"), &priced.price, amounts, depth);
            }
        }
        ShippingPrice::Formula { unit, formula: _ } => {
            report.need(unit.is_positive(), &format!("{path}.formula.unit"), "takes an amount above zero");
            amounts.push(*unit);
        }
        ShippingPrice::Sum(list) | ShippingPrice::Least(list) | ShippingPrice::Most(list) => {
            report.need(!list.is_empty(), path, "takes at least one price");
            for (at, inner) in list.iter().enumerate() {
                price(report, &format!("{path}[{at}]"), inner, amounts, depth);
            }
        }
    }
}

fn check_surcharge(report: &mut Report<'_>, path: &str, surcharge: &Surcharge, method: &ShippingMethod) {
    rule(report, &format!("{path}.when"), &surcharge.when);
    for (at, bounds) in surcharge.parcels.iter().enumerate() {
        let at = format!("{path}.parcels[{at}]");
        let all = [bounds.longest, bounds.second, bounds.length_and_girth, bounds.volume, bounds.grams];
        report.need(all.iter().any(|bound| *bound != Count::default()), &at, "takes a bound");
    }
    match &surcharge.amount {
        SurchargeAmount::Fixed(amounts) => {
            report.need(!amounts.is_empty(), &format!("{path}.amount"), "takes an amount");
            let some = amounts.iter().all(|amount| !amount.is_negative());
            report.need(some, &format!("{path}.amount"), "takes amounts of zero or more");
        }
        SurchargeAmount::Percent { rate, of: _, rounding: _ } => {
            report.need(!rate.is_negative(), &format!("{path}.amount"), "takes a share of 0 or more");
        }
    }
    let most = surcharge.most.is_none_or(|most| !most.is_negative());
    report.need(most, &format!("{path}.most"), "takes an amount of zero or more");
    for (at, code) in surcharge.supersedes.iter().enumerate() {
        let other = *code != surcharge.code && method.surcharges.iter().any(|other| other.code == *code);
        report.need(other, &format!("{path}.supersedes[{at}]"), "takes another surcharge of the method");
    }
}

/// Checks a rule of eligibility.
fn rule(report: &mut Report<'_>, path: &str, when: &ShippingRule) {
    let most = limits::CONDITION_DEPTH;
    if when.depth(most.saturating_add(1)) > most {
        return report.need(false, path, &format!("is more than {most} deep"));
    }
    inner(report, path, when);
}

fn inner(report: &mut Report<'_>, path: &str, when: &ShippingRule) {
    let here = |name: &str| format!("{path}.{name}");
    match when {
        ShippingRule::All(list) | ShippingRule::Any(list) => {
            for (at, rule) in list.iter().enumerate() {
                inner(report, &format!("{path}[{at}]"), rule);
            }
        }
        ShippingRule::Not(rule) => inner(report, &here("not"), rule),
        ShippingRule::Total(test) => {
            goods(report, &here("total.of"), &test.of);
            report.need(test.within.iter().any(|range| *range != Bounds::default()), &here("total"), "takes a bound");
        }
        ShippingRule::Quantity(test) => {
            goods(report, &here("quantity.of"), &test.of);
            count(report, &here("quantity"), test.within);
        }
        ShippingRule::Weight(test) => {
            goods(report, &here("weight.of"), &test.of);
            count(report, &here("weight"), test.within);
        }
        ShippingRule::Only(of) | ShippingRule::Contains(of) => goods(report, path, of),
        ShippingRule::Distance(within) => count(report, &here("distance"), *within),
        ShippingRule::Zone(codes) => codes.iter().for_each(|code| report.zone(&here("zone"), code)),
        ShippingRule::Channel(list) => report.need(!list.is_empty(), &here("channel"), "takes at least one entry"),
        ShippingRule::Group(list) => report.need(!list.is_empty(), &here("group"), "takes at least one entry"),
        ShippingRule::Attribute { name: _, values } => {
            report.need(!values.is_empty(), &here("attribute.values"), "takes at least one entry");
        }
        ShippingRule::Number { name: _, within } => count(report, &here("number.within"), *within),
        ShippingRule::Fits(_) => {}
    }
}

/// Shipping knows goods by what they are; what they cost one by one is a matter of pricing.
fn goods(report: &mut Report<'_>, path: &str, of: &Goods) {
    let known = of.unit_price.is_none() && of.line_total.is_none() && of.reduced.is_none();
    report.need(known, path, "takes no `unit_price`, `line_total` or `reduced`: those belong to pricing");
    for (at, except) in of.except.iter().enumerate() {
        goods(report, &format!("{path}.except[{at}]"), except);
    }
}

fn count(report: &mut Report<'_>, path: &str, count: Count) {
    let Count { at_least, at_most } = count;
    report.need(at_least.is_some() || at_most.is_some(), path, "takes at least one bound");
    let holds = at_least.zip(at_most).is_none_or(|(least, most)| least <= most);
    report.need(holds, path, "holds no number: its lower bound is above its upper one");
}
