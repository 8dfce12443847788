//! Checks of shipping rules before they are compiled: all problems at once, each with its path.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::restriction::{MostGoods, RestrictionLimit};
use super::rules::{FlexiMost, ShippingMethod, ShippingPrice, ShippingRate, ShippingRules, Surcharge, SurchargeAmount};
use super::when::{ShippingRule, SizeBounds};
use crate::id::{ChargeCode, RouteCode, ZoneCode};
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

    /// Checks how long a list is.
    fn entries<T>(&mut self, path: &str, list: &[T], least: usize, most: usize) {
        self.need(list.len() >= least, path, &format!("takes at least {least} entries"));
        self.need(list.len() <= most, path, &format!("takes at most {most} entries"));
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
    report.entries("methods", &rules.methods, 0, limits::ENTRIES);
    report.entries("distances", &rules.distances, 0, limits::ENTRIES);
    let mut codes = BTreeSet::new();
    for (at, method) in rules.methods.iter().enumerate() {
        let path = format!("methods[{at}]");
        report.need(codes.insert(&method.code), &format!("{path}.code"), "stands at another method already");
        one(&mut report, &path, method);
    }
    restrictions(&mut report, rules);
}

fn restrictions(report: &mut Report<'_>, rules: &ShippingRules) {
    report.entries("restrictions", &rules.restrictions, 0, limits::ENTRIES);
    let methods: BTreeSet<&ChargeCode> = rules.methods.iter().map(|method| &method.code).collect();
    let mut codes = BTreeSet::new();
    for (at, rule) in rules.restrictions.iter().enumerate() {
        let path = format!("restrictions[{at}]");
        report.need(codes.insert(&rule.code), &format!("{path}.code"), "stands at another restriction already");
        goods(report, &format!("{path}.goods.such"), &rule.goods.such);
        for (at, code) in rule.methods.iter().enumerate() {
            let known = methods.contains(code);
            report.need(known, &format!("{path}.methods[{at}]"), &format!("there is no method `{code}`"));
        }
        let path = format!("{path}.limit");
        match &rule.limit {
            RestrictionLimit::Banned {} => {}
            RestrictionLimit::InParcel(most) | RestrictionLimit::InShipment(most) => {
                report.need(*most != MostGoods::default(), &path, "takes a number of units or of grams");
                let some = [most.units, most.grams].into_iter().flatten().all(|most| most >= 0);
                report.need(some, &path, "takes numbers of 0 or more");
            }
            RestrictionLimit::Apart(other) => goods(report, &format!("{path}.apart.such"), &other.such),
        }
    }
}

fn one(report: &mut Report<'_>, path: &str, method: &ShippingMethod) {
    report.need(!method.title.is_empty(), &format!("{path}.title"), "takes a text");
    rule(report, &format!("{path}.when"), &method.when);
    let days = method.days.is_none_or(|days| days.least <= days.most);
    report.need(days, &format!("{path}.days"), "takes a `least` that is not above `most`");
    report.entries(&format!("{path}.rates"), &method.rates, 0, limits::ENTRIES);
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
    surcharges(report, &format!("{path}.surcharges"), method);
}

fn surcharges(report: &mut Report<'_>, path: &str, method: &ShippingMethod) {
    report.entries(path, &method.surcharges, 0, limits::SURCHARGES);
    report.need(!in_circle(&method.surcharges), path, "supersede one another in a circle, so that none is due");
    let mut codes = BTreeSet::new();
    for (at, surcharge) in method.surcharges.iter().enumerate() {
        let path = format!("{path}[{at}]");
        report.need(codes.insert(&surcharge.code), &format!("{path}.code"), "stands at another surcharge already");
        check_surcharge(report, &path, surcharge, method);
    }
}

/// Whether surcharges supersede one another in a circle: those that supersede nothing are taken away until none is left.
fn in_circle(surcharges: &[Surcharge]) -> bool {
    let mut left: Vec<&Surcharge> = surcharges.iter().take(limits::SURCHARGES).collect();
    loop {
        let codes: BTreeSet<&ChargeCode> = left.iter().map(|surcharge| &surcharge.code).collect();
        let before = left.len();
        left.retain(|surcharge| surcharge.supersedes.iter().any(|code| codes.contains(code)));
        if left.len() == before {
            return !left.is_empty();
        }
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
            report.entries(&format!("{path}.bands"), bands, 1, limits::ENTRIES);
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
            let some = !matches!(most, FlexiMost::FirstAgainAfter(0) | FlexiMost::Charged(0));
            report.need(some, &format!("{path}.flexi.most"), "takes a number of 1 or more");
        }
        ShippingPrice::Sack { below, price, otherwise } => amounts.extend([*below, *price, *otherwise]),
        ShippingPrice::ByCategory { prices, others, take: _ } => {
            let path = format!("{path}.by_category.prices");
            report.entries(&path, prices, 1, limits::CATEGORIES);
            amounts.extend(*others);
            for (at, priced) in prices.iter().enumerate() {
                let path = format!("{path}[{at}]");
                report.need(!by_category(&priced.price), &path, "takes no prices by category: it is one already");
                price(report, &path, &priced.price, amounts, depth);
            }
        }
        ShippingPrice::Formula { unit, formula: _ } => {
            report.need(unit.is_positive(), &format!("{path}.formula.unit"), "takes an amount above zero");
            amounts.push(*unit);
        }
        ShippingPrice::Sum(list) | ShippingPrice::Least(list) | ShippingPrice::Most(list) => {
            report.entries(path, list, 1, limits::ENTRIES);
            for (at, inner) in list.iter().enumerate() {
                price(report, &format!("{path}[{at}]"), inner, amounts, depth);
            }
        }
    }
}

/// Whether a price goes by category somewhere.
fn by_category(price: &ShippingPrice) -> bool {
    match price {
        ShippingPrice::ByCategory { .. } => true,
        ShippingPrice::Bands { bands, .. } => bands.iter().any(|band| by_category(&band.price)),
        ShippingPrice::Sum(list) | ShippingPrice::Least(list) | ShippingPrice::Most(list) => {
            list.iter().any(by_category)
        }
        ShippingPrice::Flat(_)
        | ShippingPrice::PerItem(_)
        | ShippingPrice::PerStep { .. }
        | ShippingPrice::Percent { .. }
        | ShippingPrice::Flexi { .. }
        | ShippingPrice::Sack { .. }
        | ShippingPrice::Formula { .. } => false,
    }
}

fn check_surcharge(report: &mut Report<'_>, path: &str, surcharge: &Surcharge, method: &ShippingMethod) {
    report.need(!surcharge.title.is_empty(), &format!("{path}.title"), "takes a text");
    rule(report, &format!("{path}.when"), &surcharge.when);
    report.entries(&format!("{path}.parcels"), &surcharge.parcels, 0, limits::ENTRIES);
    for (at, bounds) in surcharge.parcels.iter().enumerate() {
        size(report, &format!("{path}.parcels[{at}]"), bounds);
    }
    match &surcharge.amount {
        SurchargeAmount::Fixed(amounts) => {
            report.entries(&format!("{path}.amount"), amounts, 1, limits::ENTRIES);
            let some = amounts.iter().all(|amount| !amount.is_negative());
            report.need(some, &format!("{path}.amount"), "takes amounts of zero or more");
            let mut seen = BTreeSet::new();
            let once = amounts.iter().all(|amount| seen.insert(amount.currency()));
            report.need(once, &format!("{path}.amount"), "takes one amount of each currency");
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
            report.entries(path, list, 0, limits::ENTRIES);
            for (at, rule) in list.iter().enumerate() {
                inner(report, &format!("{path}[{at}]"), rule);
            }
        }
        ShippingRule::Not(rule) => inner(report, &here("not"), rule),
        ShippingRule::Total(test) => {
            goods(report, &here("total.of"), &test.of);
            ranges(report, &here("total.within"), &test.within);
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
        ShippingRule::Zone(codes) => {
            report.entries(&here("zone"), codes, 1, limits::ENTRIES);
            for code in codes {
                report.zone(&here("zone"), code);
            }
        }
        ShippingRule::Channel(list) => report.entries(&here("channel"), list, 1, limits::ENTRIES),
        ShippingRule::Group(list) => report.entries(&here("group"), list, 1, limits::ENTRIES),
        ShippingRule::Attribute { name: _, values } => {
            report.entries(&here("attribute.values"), values, 1, limits::ENTRIES);
        }
        ShippingRule::Number { name: _, within } => count(report, &here("number.within"), *within),
        ShippingRule::Fits(bounds) => size(report, &here("fits"), bounds),
    }
}

/// Checks ranges of amounts, one for each currency.
fn ranges(report: &mut Report<'_>, path: &str, ranges: &[Bounds]) {
    report.entries(path, ranges, 1, limits::ENTRIES);
    let mut seen = BTreeSet::new();
    for (at, range) in ranges.iter().enumerate() {
        let path = format!("{path}[{at}]");
        range.problems().for_each(|problem| report.need(false, &path, problem));
        let once = range.amounts().next().is_none_or(|amount| seen.insert(amount.currency()));
        report.need(once, &path, "is a second range of one currency");
    }
}

/// Checks what a parcel may measure.
fn size(report: &mut Report<'_>, path: &str, bounds: &SizeBounds) {
    let SizeBounds { longest, second, length_and_girth, volume, grams } = *bounds;
    let all = [longest, second, length_and_girth, volume, grams];
    report.need(all.iter().any(|bound| *bound != Count::default()), path, "takes at least one bound");
    for bound in all.into_iter().filter(|bound| *bound != Count::default()) {
        count(report, path, bound);
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
