//! Oracles: cases with expected results, taken as facts from the tests and docs of other systems.
//!
//! A translator says in fondaco's words what a case gives, and works out an answer from that alone; what the case
//! expects is compared afterwards and is never looked at to choose how to read it.

mod allocation;
mod answer;
mod books;
mod calculators;
mod cart;
mod carts;
mod desk;
mod distribution;
mod engine;
mod figures;
mod given;
mod held;
mod journals;
mod landed;
mod ledger;
mod logs;
mod medusa;
mod orders;
mod parcels;
mod payments;
mod platform;
mod prices;
mod promotions;
mod refunds;
mod sale;
mod saleor;
mod scene;
mod sellers;
mod settling;
mod shipping;
mod shipping_lines;
mod shipping_rules;
mod shop;
mod standing;
mod states;
mod stock;
mod stockroom;
mod taxes;
mod topics;
mod tracking;
mod transactions;
mod venue;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fondaco::money::{Currency, Money, Rate};
use serde::Deserialize;
use serde_json::{Map, Value};

pub use given::Miss;
use given::{Fields, not_applicable};
pub use platform::Platform;
pub use topics::{Tally, Topic};

/// One case of a file.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// What it is about, such as `tax/inclusive`.
    pub topic: String,
    /// What is given.
    pub given: Value,
    /// What the other system answers.
    pub expect: Map<String, Value>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every expected value is ours too.
    Passed,
    /// Some value is another.
    Failed(String),
    /// We answer differently on purpose, for this reason.
    Differs(String),
    /// It speaks of something that this version does not decide, for this reason.
    NotApplicable(String),
}

/// What a translator answers: values by name, or why there are none.
pub type Answer = Result<Map<String, Value>, Miss>;

/// The topics of the pricing kernel, each with everything below it.
pub const PRICING: [&str; 9] = [
    "pricing/",
    "promotion/",
    "coupon/",
    "tax/",
    "distribution/",
    "totals/",
    "refund/",
    "money/",
    "stored-value/gift-card-total",
];

/// The cases of one file and what came of each.
#[derive(Debug)]
pub struct Report {
    /// The name of the file.
    pub file: String,
    /// Each case with its verdict.
    pub verdicts: Vec<(Case, Verdict)>,
}

impl Report {
    /// How many verdicts are such.
    pub fn count(&self, such: impl Fn(&Verdict) -> bool) -> usize {
        self.verdicts.iter().filter(|(_, verdict)| such(verdict)).count()
    }

    /// What came of its cases about pricing, by the platform that prices so.
    pub fn pricing(&self) -> impl Iterator<Item = (Platform, &Verdict)> {
        let platform = Platform::of(&self.file);
        let about = self.verdicts.iter().filter(|(case, _)| case.is_about_pricing());
        about.filter_map(move |(_, verdict)| Some((platform?, verdict)))
    }

    /// What came of its cases about stock and orders, by topic.
    pub fn trade(&self) -> impl Iterator<Item = (Topic, &Verdict)> {
        self.verdicts.iter().filter_map(|(case, verdict)| Some((Topic::of(&self.file, case)?, verdict)))
    }
}

impl Case {
    fn is_about_pricing(&self) -> bool {
        PRICING.iter().any(|topic| self.topic.starts_with(topic))
    }

    /// Whether its amounts are exact decimals in major units, which are compared after rounding to the currency.
    fn is_exact(&self) -> bool {
        self.given.get("amounts").and_then(Value::as_str).is_some_and(|amounts| amounts.starts_with("exact decimal"))
    }
}

/// What came of cases, counted by what they belong to.
pub fn tally<'a, T: Ord>(verdicts: impl Iterator<Item = (T, &'a Verdict)>) -> BTreeMap<T, Tally> {
    let mut rows: BTreeMap<T, Tally> = BTreeMap::new();
    for (row, verdict) in verdicts {
        rows.entry(row).or_default().add(verdict);
    }
    rows
}

/// The oracles of the project.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oracles")
}

/// Runs every file of a folder, in the order of names.
pub fn run(folder: &Path) -> Result<Vec<Report>, String> {
    let differences = differences()?;
    let listed = fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files.iter().map(|file| run_file(file, &differences)).collect()
}

fn run_file(file: &Path, differences: &BTreeMap<String, String>) -> Result<Report, String> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = fs::read_to_string(file).map_err(|error| format!("`{name}`: {error}"))?;
    let cases: Vec<Case> = serde_json::from_str(&text).map_err(|error| format!("`{name}`: {error}"))?;
    let platform = Platform::of(&name);
    let judged = |case: Case| {
        let verdict = judge(platform, &case, differences);
        (case, verdict)
    };
    Ok(Report { verdicts: cases.into_iter().map(judged).collect(), file: name })
}

/// The cases that fondaco deliberately answers differently, each with its reason: one file, nothing in code.
fn differences() -> Result<BTreeMap<String, String>, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("differences.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))
}

fn judge(platform: Option<Platform>, case: &Case, differences: &BTreeMap<String, String>) -> Verdict {
    let wrong = match translate(platform, case) {
        Ok(answer) => wrong(case, &answer),
        Err(Miss::NotApplicable(reason)) => return Verdict::NotApplicable(reason),
        Err(Miss::Refused(refusal)) => vec![format!("fondaco refuses it: {refusal}")],
    };
    match (wrong.is_empty(), differences.get(&case.id)) {
        (true, _) => Verdict::Passed,
        (false, Some(reason)) => Verdict::Differs(reason.clone()),
        (false, None) => Verdict::Failed(wrong.join("; ")),
    }
}

/// What of an answer is not as expected. Of a defect of the platform only what would be correct is asked, and what is `wrong` is
/// to be no value of ours.
fn wrong(case: &Case, answer: &Map<String, Value>) -> Vec<String> {
    let mut expected: Vec<(&str, &Value)> = Vec::new();
    for (name, value) in &case.expect {
        match (name.strip_prefix("platform_"), name.as_str(), value) {
            (Some(of), ..) => {
                let correct = case.expect.get("correct").filter(|correct| !correct.is_object());
                expected.extend(correct.map(|correct| (of, correct)));
            }
            (None, "correct", Value::Object(correct)) => {
                expected.extend(correct.iter().map(|(name, value)| (name.as_str(), value)));
            }
            (None, "correct" | "wrong", _) => {}
            (None, name, _) if is_of_defect(name) => {}
            (None, name, value) => expected.push((name, value)),
        }
    }
    let defect = case.expect.get("wrong").and_then(|defect| answer.iter().find(|(_, ours)| *ours == defect));
    let defect = defect.map(|(name, ours)| format!("{name} is {ours}, which is the defect"));
    let wrong = expected.into_iter().filter_map(|(name, expected)| {
        let exact = case.is_exact() || name.ends_with("_exact");
        match answer.get(name) {
            Some(ours) if is_met(name, ours, expected) => None,
            Some(ours) if same(&asked(name, ours, expected), &in_order(name, expected), exact) => None,
            Some(ours) => Some(format!("{name} is {ours}, expected {expected}")),
            None => Some(format!("{name} is not answered, expected {expected}")),
        }
    });
    defect.into_iter().chain(wrong).collect()
}

/// Whether a name is for what a program of the trade answers wrongly; what is right stands beside it.
fn is_of_defect(name: &str) -> bool {
    let defect = name.ends_with("_karrio") || name.ends_with("_source") || name.starts_with("karrio_");
    // How another program packs is told for comparison: what is asked is to do as well.
    defect || name.starts_with("reference_")
}

/// Whether a bound of packing is met or beaten.
fn is_met(name: &str, ours: &Value, expected: &Value) -> bool {
    let Some((ours, expected)) = ours.as_u64().zip(expected.as_u64()) else { return false };
    match name {
        "max_boxes" => ours <= expected,
        "lower_bound_boxes" | "items_in_single_box" => ours >= expected,
        _ => false,
    }
}

/// The part of an answer that is asked about: of amounts by name, those that the case names.
fn asked(name: &str, ours: &Value, expected: &Value) -> Value {
    let mut ours = in_order(name, ours);
    let is_by_name =
        matches!(name, "recorded_amounts" | "balances" | "version_of_balance") || name.starts_with("settled_debit_of_");
    if let (true, Some(amounts), Some(named)) = (is_by_name, ours.as_object_mut(), expected.as_object()) {
        amounts.retain(|name, _| named.contains_key(name));
    }
    ours
}

/// The steps of a machine are a set: they stand in no order.
fn in_order(name: &str, value: &Value) -> Value {
    let mut value = value.clone();
    if let ("allowed" | "forbidden", Some(steps)) = (name, value.as_array_mut()) {
        steps.sort_by_key(ToString::to_string);
    }
    value
}

/// Whether two values are the same: texts that are rates by their value (`0.2` is `0.20`), exact decimals by the amount
/// that they round to, all else as it stands.
fn same(ours: &Value, expected: &Value, exact: bool) -> bool {
    match (ours, expected) {
        (Value::String(ours), Value::String(expected)) if exact => match (rounded(ours), rounded(expected)) {
            (Some(ours), Some(expected)) => ours == expected,
            _ => ours == expected,
        },
        (Value::String(ours), Value::String(expected)) => match (Rate::parse(ours), Rate::parse(expected)) {
            (Ok(ours), Ok(expected)) => ours == expected,
            _ => ours == expected,
        },
        (Value::Array(ours), Value::Array(expected)) => {
            let mut pairs = ours.iter().zip(expected);
            ours.len() == expected.len() && pairs.all(|(ours, expected)| same(ours, expected, exact))
        }
        (Value::Object(ours), Value::Object(expected)) => {
            let has = |name: &String, expected| ours.get(name).is_some_and(|ours| same(ours, expected, exact));
            ours.len() == expected.len() && expected.iter().all(|(name, expected)| has(name, expected))
        }
        _ => ours == expected,
    }
}

/// An exact decimal in major units, rounded to cents; a half goes up.
fn rounded(text: &str) -> Option<Money> {
    let cents = Currency::iso("USD").ok()?;
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let (kept, more) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    let kept = if kept.is_empty() { whole.to_owned() } else { format!("{whole}.{kept}") };
    if !more.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let away = i64::from(more.bytes().next().is_some_and(|digit| digit >= b'5'));
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Money::parse(&kept, cents).ok()?.plus(Money::from_minor(away * sign, cents)).ok()
}

/// One translator for each shape that cases are given in.
fn translate(platform: Option<Platform>, case: &Case) -> Answer {
    let given = Fields::of("given", &case.given)?;
    if let Some(answer) = sellers::answer(case) {
        return answer;
    }
    if let Some(answer) = ledger::answer(&given).or_else(|| books::answer(&given)).or_else(|| of_books(case, &given)) {
        return answer;
    }
    if let Some(answer) = allocation::answer(&case.topic, &given) {
        return answer;
    }
    if let Some(answer) = states::answer(case).or_else(|| standing::answer(case)) {
        return answer;
    }
    if let Some(answer) = payments::answer(&case.topic, &given) {
        return answer;
    }
    if let Some(answer) = carts::answer(case) {
        return answer;
    }
    if let Some(answer) = orders::answer(case) {
        return answer;
    }
    if let Some(answer) = stock::answer(case) {
        return answer;
    }
    let of_shipping = shipping::answer(case).or_else(|| parcels::answer(case)).or_else(|| landed::answer(case));
    if let Some(answer) = of_shipping.or_else(|| tracking::answer(case)) {
        return answer;
    }
    let Some(platform) = platform.filter(|_| case.is_about_pricing()) else {
        let topic = case.topic.split('/').next().unwrap_or(&case.topic);
        return Err(not_applicable(format!("`{topic}` is not decided by this version")));
    };
    let given = Fields::of("given", &case.given)?;
    let is_price = |name: &str| given.has(name) && !given.has_any(&["lines", "qty"]);
    match case.topic.as_str() {
        "money/precision" => prices::stored(&given),
        topic if topic.starts_with("refund/") && topic != "refund/buckets" => refunds::answer(platform, topic, &given),
        _ if given.has("algorithm") => distribution::answer(platform, &given),
        _ if given.has("amounts") => medusa::answer(platform, &given),
        _ if given.has("prices") => prices::selection(platform, &given),
        _ if given.has("tiers") && given.has("mode") => prices::tiers(platform, &given),
        _ if given.has("price_when_added") => prices::changed(platform, &given),
        _ if is_price("price") => prices::catalog(platform, &given),
        _ if given.has("home_gross") => taxes::across(platform, &given),
        _ if given.has("parts") => taxes::parts(platform, &given),
        _ if given.has("external_gross") => taxes::gross(platform, &given),
        _ if given.has("line_taxes_exact") => taxes::exact(platform, &given),
        _ if given.has("gift_card_balance") => saleor::gift_card(platform, &given),
        _ if given.has("voucher") => saleor::voucher(platform, &given),
        _ if given.has("discount") => saleor::split(platform, &given),
        _ if given.has_any(calculators::FIELDS) => calculators::answer(platform, &given),
        _ => cart::answer(platform, &given),
    }
}

/// Books of many systems, by what a case is about; `None` where it is about something else.
fn of_books(case: &Case, given: &Fields<'_>) -> Option<Answer> {
    Some(match case.topic.as_str() {
        "audit/import" | "audit/hash-chain" => logs::answer(given),
        "balance-identity" => held::locked(given),
        "balance-rule" | "exact-decimals" if given.has("entries") => journals::decimal(given),
        "balance-rule" | "multi-currency" | "batch" | "batch/empty" => journals::layered(given),
        "batch/atomic" if given.has("batch") => journals::layered(given),
        "batch/atomic" | "batch/non-atomic" | "idempotency/scope" | "idempotency/reference" | "validation" => {
            transactions::answer(given)
        }
        "concurrency/conservation" => held::at_once(given),
        "escrow/refund-proportional" => figures::taken_back(given),
        "fx/precision" | "fx/rounding" => figures::exchanged(given),
        "order-state-machine" => venue::answer(given),
        "period-close" => held::periods(given),
        "settlement/dvp-model1" | "settlement/dvp-model2" => figures::settled(given),
        "settlement/partial" | "settlement/partial-forbidden" | "settlement/pro-rata-rounding" => {
            settling::partly(given)
        }
        "settlement/status-reason" => settling::reasons(given),
        "settlement/pending-vs-failing" => settling::by_day(given),
        "split/distribution" => figures::distributed(given),
        "two-phase/partial-commit" => held::committed(given),
        "velocity-limit" => held::capped(given),
        "void/once" | "void/scope" => journals::voided(given),
        topic if topic.starts_with("reversal/") => transactions::answer(given),
        topic if topic.starts_with("rounding/") => figures::rounded(topic, given),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(expect: &str) -> Case {
        let given = r#"{"amount": 100, "weights": [1, 1, 1], "algorithm": "floor_then_largest_remainder_ties_first"}"#;
        Case {
            id: "thirds".into(),
            topic: "distribution/proportional".into(),
            given: serde_json::from_str(given).unwrap(),
            expect: serde_json::from_str(expect).unwrap(),
        }
    }

    #[test]
    fn a_case_passes_only_where_every_expected_value_is_ours() {
        let none = BTreeMap::new();
        let judge = |expect: &str| judge(Some(Platform::Vendure), &case(expect), &none);
        assert_eq!(judge(r#"{"shares": [34, 33, 33]}"#), Verdict::Passed);
        assert!(matches!(judge(r#"{"shares": [33, 33, 34]}"#), Verdict::Failed(_)));
        assert!(matches!(judge(r#"{"shares": [34, 33, 33], "rest": 0}"#), Verdict::Failed(_)));
    }

    #[test]
    fn a_difference_counts_only_where_we_do_differ() {
        let listed = BTreeMap::from([("thirds".to_owned(), "ours is fairer".to_owned())]);
        let judge = |expect: &str| judge(Some(Platform::Vendure), &case(expect), &listed);
        assert_eq!(judge(r#"{"shares": [34, 33, 33]}"#), Verdict::Passed);
        assert_eq!(judge(r#"{"shares": [33, 33, 34]}"#), Verdict::Differs("ours is fairer".into()));
    }

    #[test]
    fn of_a_defect_only_what_would_be_correct_is_asked() {
        let none = BTreeMap::new();
        let judge = |expect: &str| judge(Some(Platform::Vendure), &case(expect), &none);
        assert_eq!(judge(r#"{"platform_shares": [33, 33, 34], "correct": [34, 33, 33]}"#), Verdict::Passed);
        assert!(matches!(judge(r#"{"platform_shares": [34, 33, 33], "correct": [33, 33, 34]}"#), Verdict::Failed(_)));
        assert_eq!(judge(r#"{"platform_error": 1, "correct": {"shares": [34, 33, 33]}}"#), Verdict::Passed);
    }

    #[test]
    fn what_is_wrong_is_answered_under_no_name() {
        let none = BTreeMap::new();
        let judge = |expect: &str| judge(Some(Platform::Vendure), &case(expect), &none);
        assert_eq!(judge(r#"{"shares": [34, 33, 33], "wrong": [33, 33, 34]}"#), Verdict::Passed);
        assert!(matches!(judge(r#"{"wrong": [34, 33, 33]}"#), Verdict::Failed(_)));
    }

    #[test]
    fn what_is_given_and_not_read_is_named() {
        let mut case = case(r#"{"shares": [34, 33, 33]}"#);
        case.given["weather"] = "fine".into();
        let verdict = judge(Some(Platform::Vendure), &case, &BTreeMap::new());
        assert_eq!(verdict, Verdict::NotApplicable("given: `weather` is not read by this version".into()));
    }

    #[test]
    fn exact_decimals_are_compared_after_rounding() {
        let exact = |ours: &str, expected: &str| same(&ours.into(), &expected.into(), true);
        assert!(exact("166.67", "166.66666666666666"));
        assert!(exact("9.00", "9"));
        assert!(exact("-0.01", "-0.005"));
        assert!(!exact("33.34", "33.333333333333336"));
        assert!(exact("fee", "fee"));
    }
}
