//! Checks of promotions before they are compiled: all problems at once, each with its path.

mod action;
mod when;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::promotion::{Action, Promotion, Target};
use super::rules::{PriceRules, RuleProblem};
use crate::id::PromotionCode;
use crate::limits;
use crate::money::{Currency, Money, Rate};

/// Where in the rules a check stands, and the problems found so far.
pub(super) struct Report<'a> {
    pub(super) rules: &'a PriceRules,
    /// Where each promotion stands.
    pub(super) places: &'a BTreeMap<&'a PromotionCode, usize>,
    problems: &'a mut Vec<RuleProblem>,
}

impl Report<'_> {
    /// Adds a problem.
    pub(super) fn add(&mut self, path: impl Into<String>, problem: impl Into<String>) {
        self.problems.push(RuleProblem { path: path.into(), problem: problem.into() });
    }

    /// Adds a problem unless something holds.
    pub(super) fn need(&mut self, holds: bool, path: &str, problem: &str) {
        if !holds {
            self.add(path, problem);
        }
    }

    /// Checks a list that must have an entry and has a limit.
    pub(super) fn entries<T>(&mut self, path: &str, list: &[T]) {
        self.need(!list.is_empty(), path, "takes at least one entry");
        self.need(list.len() <= limits::ENTRIES, path, &format!("takes at most {} entries", limits::ENTRIES));
    }

    /// Checks amounts, one for each currency.
    pub(super) fn amounts(&mut self, path: &str, amounts: &[Money]) {
        self.entries(path, amounts);
        let mut seen: Vec<Currency> = Vec::new();
        for (place, amount) in amounts.iter().enumerate() {
            self.need(!amount.is_negative(), &format!("{path}[{place}]"), "takes an amount of zero or more");
            let again = seen.contains(&amount.currency());
            self.need(!again, &format!("{path}[{place}]"), "is a second amount of one currency");
            seen.push(amount.currency());
        }
    }

    /// Checks a share that is taken off.
    pub(super) fn share(&mut self, path: &str, rate: Rate) {
        let share = !rate.is_zero() && !rate.is_negative() && rate.numerator() <= rate.denominator();
        self.need(share, path, "takes a share above 0 and at most 1");
    }

    /// Checks a text.
    pub(super) fn text(&mut self, path: &str, text: &str) {
        self.need(!text.is_empty(), path, "takes a text");
        if let Err(refusal) = limits::text("text", text) {
            self.add(path, refusal.reason());
        }
    }
}

/// Checks all promotions of a set of rules.
pub(super) fn promotions(rules: &PriceRules, problems: &mut Vec<RuleProblem>) {
    if rules.promotions.len() > limits::PROMOTIONS {
        let problem = format!("there are more than {}", limits::PROMOTIONS);
        problems.push(RuleProblem { path: "promotions".into(), problem });
        return;
    }
    let mut places = BTreeMap::new();
    for (place, promotion) in rules.promotions.iter().enumerate() {
        if let Some(earlier) = places.insert(&promotion.code, place) {
            problems.push(RuleProblem {
                path: format!("promotions[{place}].code"),
                problem: format!("`{}` stands at promotions[{earlier}] already", promotion.code),
            });
        }
    }
    let mut report = Report { rules, places: &places, problems };
    for (place, promotion) in rules.promotions.iter().enumerate() {
        one(&mut report, place, promotion);
    }
}

fn one(report: &mut Report<'_>, place: usize, promotion: &Promotion) {
    let path = format!("promotions[{place}]");
    report.text(&format!("{path}.title"), &promotion.title);
    if let (Some(from), Some(until)) = (promotion.from, promotion.until) {
        report.need(until > from, &format!("{path}.until"), "takes an instant after `from`");
    }
    let many = promotion.actions.len();
    report.need(many > 0, &format!("{path}.actions"), "takes at least one action");
    let most = format!("takes at most {} actions", limits::ACTIONS);
    report.need(many <= limits::ACTIONS, &format!("{path}.actions"), &most);
    for (number, action) in promotion.actions.iter().enumerate() {
        action::check(report, &format!("{path}.actions[{number}]"), action);
    }
    when::check(report, &format!("{path}.when"), place, &promotion.when);
    for (name, cap) in [("line", &promotion.caps.line), ("order", &promotion.caps.order)] {
        if !cap.is_empty() {
            report.amounts(&format!("{path}.caps.{name}"), cap);
        }
    }
    let limits = &promotion.limits;
    for (name, limit) in [("uses", limits.uses), ("uses_per_customer", limits.uses_per_customer)] {
        let number = limit.is_none_or(|limit| limit > 0);
        report.need(number, &format!("{path}.limits.{name}"), "takes a number of 1 or more");
    }
    let budget = limits.budget.is_none_or(|budget| !budget.is_negative() && !budget.is_zero());
    report.need(budget, &format!("{path}.limits.budget"), "takes an amount above zero");
    catalog(report, &path, promotion);
}

/// What sets prices in the shop window knows neither the basket nor a limit.
fn catalog(report: &mut Report<'_>, path: &str, promotion: &Promotion) {
    let sets_price = |action: &Action| matches!(action, Action::Discount(discount) if discount.on == Target::Price);
    if !promotion.actions.iter().any(sets_price) {
        return;
    }
    let only = promotion.actions.iter().all(sets_price);
    report.need(only, &format!("{path}.actions"), "mixes `price` with other targets: make two promotions of it");
    let plain = promotion.caps == super::Caps::default() && promotion.limits == super::Limits::default();
    report.need(plain, path, "sets prices (`on: price`), so it takes neither `caps` nor `limits`");
    let asks_basket = when::asks_basket(&promotion.when);
    let text = "sets prices (`on: price`), so it can ask for the context only, not for the basket";
    report.need(!asks_basket, &format!("{path}.when"), text);
}
