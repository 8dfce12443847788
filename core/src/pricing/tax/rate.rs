//! Rates, compiled: which are in force where, on what and when.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use jiff::Timestamp;

use super::class::ResolvedRate;
use super::rules::TaxRate;
use super::zone::{Zones, problem};
use crate::id::TaxCategory;
use crate::limits;
use crate::money::Rate;
use crate::pricing::basket::Destination;
use crate::pricing::policy::{AcrossZones, Untaxed};
use crate::pricing::rules::{PriceRules, RuleProblem, TaxDisplay, within};

/// The taxes of a book, free of contradictions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taxes {
    pub(super) zones: Zones,
    pub(super) display: TaxDisplay,
    pub(super) across_zones: AcrossZones,
    pub(super) untaxed: Untaxed,
    /// The zone whose taxes prices contain.
    pub(super) home: Option<usize>,
    /// In the order of the rules.
    rates: Vec<Dated>,
    index: Index,
}

/// Where rates stand in the rules, by zone and category.
type Index = BTreeMap<usize, BTreeMap<TaxCategory, Vec<usize>>>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    rate: ResolvedRate,
    from: Timestamp,
    until: Option<Timestamp>,
}

impl Taxes {
    /// Whether two places lie in the same zones.
    pub(crate) fn are_alike(&self, one: &Destination, other: &Destination) -> bool {
        one == other || self.zones.around(one) == self.zones.around(other)
    }

    /// Compiles the taxes of rules and names everything that is wrong with them.
    pub(crate) fn compile(rules: &PriceRules, problems: &mut Vec<RuleProblem>) -> Self {
        let mut zones = Zones::compile(&rules.zones, problems);
        if rules.taxes.len() > limits::TAX_RATES {
            problem(problems, "taxes".into(), format!("are {}: at most {}", rules.taxes.len(), limits::TAX_RATES));
        }
        let mut index = Index::new();
        for (at, tax) in rules.taxes.iter().enumerate() {
            check(at, tax, problems);
            let Some(zone) = zones.named(&tax.zone) else {
                let text = format!("`{}` is neither a zone of these rules nor the code of a country", tax.zone);
                problem(problems, format!("taxes[{at}].zone"), text);
                continue;
            };
            index.entry(zone).or_default().entry(tax.category.clone()).or_default().push(at);
        }
        for positions in index.values().flat_map(BTreeMap::values) {
            let taxes: Vec<(usize, &TaxRate)> =
                positions.iter().filter_map(|at| rules.taxes.get(*at).map(|tax| (*at, tax))).collect();
            check_overlaps(&taxes, problems);
            check_compounds(&taxes, rules.tax_display, problems);
        }
        let home = rules.home.as_ref().and_then(|code| {
            let found = zones.named(code);
            if found.is_none() {
                let text = format!("`{code}` is neither a zone of these rules nor the code of a country");
                problem(problems, "home".into(), text);
            }
            found
        });
        let rates = rules.taxes.iter().map(|tax| dated(tax, rules.tax_display)).collect();
        let (across_zones, untaxed) = (rules.policy.across_zones, rules.policy.untaxed);
        Self { zones, display: rules.tax_display, across_zones, untaxed, home, rates, index }
    }

    /// The rates in force in some zones for a category at an instant, in the order of the rules.
    pub(super) fn in_force(&self, zones: &[usize], category: &TaxCategory, at: Timestamp) -> Vec<&ResolvedRate> {
        let listed = zones.iter().filter_map(|zone| self.index.get(zone)?.get(category));
        let mut positions: Vec<usize> = listed.flatten().copied().collect();
        positions.sort_unstable();
        let rates = positions.into_iter().filter_map(|at| self.rates.get(at));
        rates.filter(|rate| within(at, Some(rate.from), rate.until)).map(|dated| &dated.rate).collect()
    }
}

fn dated(tax: &TaxRate, display: TaxDisplay) -> Dated {
    let rate = ResolvedRate {
        name: tax.name.clone(),
        rate: tax.rate,
        included: is_included(tax.included, display),
        compound: tax.compound,
    };
    Dated { rate, from: tax.from, until: tax.until }
}

/// Whether prices contain a tax that says so, or says nothing.
pub(super) fn is_included(said: Option<bool>, display: TaxDisplay) -> bool {
    said.unwrap_or(display == TaxDisplay::Inclusive)
}

/// Whether a rate lies from 0 to 1.
pub(super) fn is_share(rate: Rate) -> bool {
    (Rate::ZERO..=Rate::ONE).contains(&rate)
}

fn check(at: usize, tax: &TaxRate, problems: &mut Vec<RuleProblem>) {
    if let Err(refusal) = limits::text("name", &tax.name) {
        problem(problems, format!("taxes[{at}].name"), refusal.reason().to_string());
    }
    if !is_share(tax.rate) {
        problem(problems, format!("taxes[{at}].rate"), format!("`{}` takes a share from 0 to 1", tax.rate));
    }
    if tax.until.is_some_and(|until| until <= tax.from) {
        problem(problems, format!("taxes[{at}].until"), "takes an instant after `from`".to_string());
    }
}

/// Finds rates of one name that begin before all the earlier ones of it have ended.
fn check_overlaps(taxes: &[(usize, &TaxRate)], problems: &mut Vec<RuleProblem>) {
    let mut by_start = taxes.to_vec();
    by_start.sort_by_key(|(_, tax)| (&tax.name, tax.from));
    let mut last_to_end: Option<(usize, &TaxRate)> = None;
    for (at, tax) in by_start {
        let earlier = last_to_end.filter(|(_, earlier)| earlier.name == tax.name);
        if let Some((earlier, _)) = earlier.filter(|(_, earlier)| earlier.until.is_none_or(|end| end > tax.from)) {
            let text = format!(
                "overlaps with taxes[{earlier}]: `{}` takes one rate at a time for `{}` in `{}`",
                tax.name, tax.category, tax.zone
            );
            problem(problems, format!("taxes[{at}].from"), text);
        }
        let outlasts = |(_, earlier): (usize, &TaxRate)| {
            earlier.until.is_some_and(|end| tax.until.is_none_or(|until| until > end))
        };
        if earlier.is_none_or(outlasts) {
            last_to_end = Some((at, tax));
        }
    }
}

/// Finds taxes that prices contain although they are due on one that is added to prices.
fn check_compounds(taxes: &[(usize, &TaxRate)], display: TaxDisplay, problems: &mut Vec<RuleProblem>) {
    let mut added: Vec<(usize, &TaxRate)> = Vec::new();
    for (at, tax) in taxes {
        if !is_included(tax.included, display) {
            added.push((*at, tax));
            continue;
        }
        let together = |other: &TaxRate| {
            other.until.is_none_or(|end| end > tax.from) && tax.until.is_none_or(|end| end > other.from)
        };
        let before = if tax.compound { added.iter().find(|(_, other)| together(other)) } else { None };
        if let Some((before, _)) = before {
            let text = format!(
                "takes `included: false`: it is due on the tax of taxes[{before}] too, which prices do not contain"
            );
            problem(problems, format!("taxes[{at}].included"), text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CountryCode;
    use crate::pricing::basket::Context;
    use alloc::string::String;
    use serde_json::{Value, json};

    /// Compiled rules, and what is wrong with them: where, and what.
    fn compile(rules: Value) -> (Taxes, Vec<(String, String)>) {
        let rules: PriceRules = serde_json::from_value(rules).unwrap();
        let mut problems = Vec::new();
        let taxes = Taxes::compile(&rules, &mut problems);
        (taxes, problems.into_iter().map(|problem| (problem.path, problem.problem)).collect())
    }

    fn paths(zones: &Value, taxes: &Value) -> Vec<String> {
        let rules = json!({"code": "b", "tax_display": "inclusive", "zones": zones, "taxes": taxes, "home": "moon"});
        compile(rules).1.into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn everything_that_is_wrong_with_taxes_is_named_at_once() {
        let name = "x".repeat(limits::TEXT + 1);
        let taxes = json!([
            {"zone": "IT", "category": "c", "name": "iva", "rate": "1.01", "from": "2020-01-01T00:00:00Z"},
            {"zone": "eu", "category": "c", "name": name, "rate": "-0.1", "from": "2020-01-01T00:00:00Z"},
            {"zone": "IT", "category": "c", "name": "b", "rate": "1",
                "from": "2020-01-01T00:00:00Z", "until": "2020-01-01T00:00:00Z"},
        ]);
        let expected = [
            "zones[0].places",
            "taxes[0].rate",
            "taxes[1].name",
            "taxes[1].rate",
            "taxes[1].zone",
            "taxes[2].until",
            "home",
        ];
        assert_eq!(paths(&json!([{"code": "IT", "places": []}]), &taxes), expected);
    }

    #[test]
    fn rates_of_one_name_that_overlap_are_named_with_both_places() {
        let rate = |category: &str, name: &str, from: &str, until: Option<&str>| {
            let day = |day: &str| format!("{day}T00:00:00Z");
            json!({"zone": "IT", "category": category, "name": name, "rate": "0.2",
                "from": day(from), "until": until.map(day)})
        };
        let rules = json!({"code": "b", "tax_display": "inclusive", "taxes": [
            rate("c", "iva", "2022-01-01", None),
            rate("c", "iva", "2020-01-01", Some("2023-01-01")),
            rate("c", "iva", "2021-01-01", Some("2021-06-01")),
            rate("c", "other", "2020-01-01", None),
            rate("d", "iva", "2020-01-01", Some("2021-01-01")),
            rate("d", "iva", "2021-01-01", None),
        ]});
        let (_, problems) = compile(rules);
        let text = |earlier| format!("overlaps with taxes[{earlier}]: `iva` takes one rate at a time for `c` in `IT`");
        assert_eq!(problems, [("taxes[2].from".into(), text(1)), ("taxes[0].from".into(), text(1))]);
    }

    #[test]
    fn a_price_cannot_contain_a_tax_on_one_that_is_added_to_it() {
        let tax = |name: &str, included, compound, until: Option<&str>| {
            json!({"zone": "CA", "category": "c", "name": name, "rate": "0.05", "included": included,
                "compound": compound, "from": "2020-01-01T00:00:00Z", "until": until})
        };
        let taxes = json!([
            tax("a", true, true, None),
            tax("b", false, false, None),
            tax("c", false, true, None),
            tax("d", true, false, None),
            tax("e", true, true, Some("2021-01-01T00:00:00Z")),
        ]);
        assert_eq!(paths(&json!([]), &taxes), ["taxes[4].included", "home"]);
    }

    #[test]
    fn ten_thousand_rates_are_found_by_zone_category_and_time() {
        let taxes: Vec<Value> = (0..limits::TAX_RATES)
            .map(|at| {
                let zone = format!("z{}", at / 20);
                json!({"zone": zone, "category": "c", "name": "sales tax", "rate": "0.01",
                "from": format!("20{:02}-01-01T00:00:00Z", at % 20),
                "until": format!("20{:02}-01-01T00:00:00Z", at % 20 + 1)})
            })
            .collect();
        let zones: Vec<Value> = (0..limits::TAX_RATES / 20)
            .map(|at| json!({"code": format!("z{at}"), "places": [{"country": "US", "postal": format!("{:03}*", at)}]}))
            .collect();
        let rules = json!({"code": "b", "tax_display": "exclusive", "zones": zones, "taxes": taxes});
        let (taxes, problems) = compile(rules);
        assert_eq!(problems, []);
        let mut context = Context::new(CountryCode::new("US").unwrap(), "2010-06-01T00:00:00Z".parse().unwrap());
        context.destination.postal_code = Some("10118".into());
        let zones = taxes.zones.around(&context.destination);
        assert_eq!(zones, [101]);
        assert_eq!(taxes.in_force(&zones, &TaxCategory::new("c").unwrap(), context.at).len(), 1);
    }
}
