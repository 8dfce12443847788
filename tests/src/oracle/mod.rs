//! Oracles: cases with expected results, taken as facts from the tests and docs of other systems.
//!
//! A translator says in fondaco's words what a case gives, and works out an answer from that alone; what the case
//! expects is compared afterwards and is never looked at to choose how to read it.

mod distribution;
mod tax;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fondaco::money::Rate;
use serde::Deserialize;
use serde_json::{Map, Value};

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

/// What a translator answers: values by name, or why the case does not apply.
pub type Answer = Result<Map<String, Value>, String>;

/// The cases of one file and what came of each.
#[derive(Debug)]
pub struct Report {
    /// The name of the file.
    pub file: String,
    /// Each case with its verdict.
    pub verdicts: Vec<(String, Verdict)>,
}

impl Report {
    /// How many verdicts are such.
    pub fn count(&self, such: impl Fn(&Verdict) -> bool) -> usize {
        self.verdicts.iter().filter(|(_, verdict)| such(verdict)).count()
    }
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
    let judged = |case: &Case| (case.id.clone(), judge(case, differences));
    Ok(Report { verdicts: cases.iter().map(judged).collect(), file: name })
}

/// Why a case is given in a shape that its translator does not read: the field in question.
fn other_shape(error: &serde_json::Error) -> String {
    let text = error.to_string();
    format!("given with another shape: {}", text.split(", expected").next().unwrap_or(&text))
}

/// The cases that fondaco deliberately answers differently, each with its reason: one file, nothing in code.
fn differences() -> Result<BTreeMap<String, String>, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("differences.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("`{}`: {error}", file.display()))
}

fn judge(case: &Case, differences: &BTreeMap<String, String>) -> Verdict {
    let answer = match translate(case) {
        Ok(answer) => answer,
        Err(reason) => return Verdict::NotApplicable(reason),
    };
    let wrong: Vec<String> = case
        .expect
        .iter()
        .filter_map(|(name, expected)| match answer.get(name) {
            Some(ours) if same(ours, expected) => None,
            Some(ours) => Some(format!("{name} is {ours}, expected {expected}")),
            None => Some(format!("{name} is not answered, expected {expected}")),
        })
        .collect();
    match (wrong.is_empty(), differences.get(&case.id)) {
        (true, _) => Verdict::Passed,
        (false, Some(reason)) => Verdict::Differs(reason.clone()),
        (false, None) => Verdict::Failed(wrong.join("; ")),
    }
}

/// Whether two values are the same: texts that are rates by their value (`0.2` is `0.20`), all else as it stands.
fn same(ours: &Value, expected: &Value) -> bool {
    match (ours, expected) {
        (Value::String(ours), Value::String(expected)) => match (Rate::parse(ours), Rate::parse(expected)) {
            (Ok(ours), Ok(expected)) => ours == expected,
            _ => ours == expected,
        },
        (Value::Array(ours), Value::Array(expected)) => {
            ours.len() == expected.len() && ours.iter().zip(expected).all(|(ours, expected)| same(ours, expected))
        }
        (Value::Object(ours), Value::Object(expected)) => {
            ours.len() == expected.len()
                && expected.iter().all(|(name, expected)| ours.get(name).is_some_and(|ours| same(ours, expected)))
        }
        _ => ours == expected,
    }
}

/// One translator a topic.
fn translate(case: &Case) -> Answer {
    match case.topic.as_str() {
        "distribution/proportional" => distribution::proportional(&case.given),
        "tax/inclusive" | "tax/exclusive" | "tax/summary" | "money/rounding-mode" => tax::taxed(&case.given),
        other => Err(format!("`{}` is not decided by this version", other.split('/').next().unwrap_or(other))),
    }
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
        assert_eq!(judge(&case(r#"{"shares": [34, 33, 33]}"#), &none), Verdict::Passed);
        assert!(matches!(judge(&case(r#"{"shares": [33, 33, 34]}"#), &none), Verdict::Failed(_)));
        assert!(matches!(judge(&case(r#"{"shares": [34, 33, 33], "rest": 0}"#), &none), Verdict::Failed(_)));
    }

    #[test]
    fn a_difference_counts_only_where_we_do_differ() {
        let listed = BTreeMap::from([("thirds".to_owned(), "ours is fairer".to_owned())]);
        assert_eq!(judge(&case(r#"{"shares": [34, 33, 33]}"#), &listed), Verdict::Passed);
        assert_eq!(judge(&case(r#"{"shares": [33, 33, 34]}"#), &listed), Verdict::Differs("ours is fairer".into()));
    }
}
