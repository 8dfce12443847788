//! The list of codes: complete, unique, shaped alike, and each brought about by a test.

use std::collections::{BTreeMap, BTreeSet};

use fondaco::{Code, word};

use crate::common::snapshot;
use crate::{
    allocation, cargo, carriage, documents, labels, payments, refusals, refusals_of_books, refusals_of_carts,
    refusals_of_kits, refusals_of_returns, refusals_of_sales, sellers, settlements, splitting, stock, terms, tracking,
    trades,
};

/// Codes that nothing in the core brings about, and why.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::WireMalformed, "made by the contract, which reads JSON; its own tests bring it about"),
    (Code::StoreUnknown, "made by the contract, which opens stores by their address; its own tests bring it about"),
    (Code::LotsAmbiguous, "made by `inventory::cost_of_goods`, which no command calls; its own tests bring it about"),
    (Code::LotsUnmatched, "made by `inventory::cost_of_goods`, which no command calls; its own tests bring it about"),
    (Code::NettingInvalid, "made by `ledger::net`, which no command calls; its own tests bring it about"),
    (Code::PackingInvalid, "made by `shipping::pack`, which no command calls; its own tests bring it about"),
    (Code::MeasureInvalid, "made by `shipping::LengthUnit`, which no command uses; its own tests bring it about"),
    (Code::RouteUnknown, "made by `shipping::DateBook`, which no command asks; its own tests bring it about"),
    (Code::PromiseUnforeseen, "made by `shipping::DateBook`, which no command asks; its own tests bring it about"),
    (Code::HandleClosed, "made by the contract, whose handles can be closed; its own tests bring it about"),
];

#[test]
fn every_code_is_unique_and_says_subject_and_problem_and_what_it_means() {
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        let text = code.as_str();
        assert!(seen.insert(text), "{text} stands twice");
        let (subject, problem) = text.split_once('.').unwrap();
        for part in [subject, problem] {
            assert!(!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{text}");
        }
        let meaning = code.meaning();
        assert!(meaning.ends_with('.') && meaning.starts_with(char::is_uppercase), "`{meaning}`");
        assert!(!meaning.contains("  ") && meaning.trim() == meaning, "`{meaning}`");
        assert_eq!(word(code), text);
        assert_eq!(serde_json::from_value::<Code>(text.into()).unwrap(), *code);
    }
}

#[test]
fn every_code_is_brought_about_by_a_test_or_says_why_not_and_the_page_lists_them() {
    let mut detail: BTreeMap<Code, BTreeSet<String>> = BTreeMap::new();
    let lists = [
        refusals::CASES,
        refusals_of_sales::CASES,
        terms::CASES,
        refusals_of_kits::CASES,
        refusals_of_returns::CASES,
        refusals_of_carts::CASES,
        carriage::CASES,
        stock::CASES,
        allocation::CASES,
        payments::CASES,
        documents::CASES,
        sellers::CASES,
        refusals_of_books::CASES,
        trades::CASES,
        cargo::CASES,
        settlements::CASES,
        tracking::CASES,
        labels::CASES,
        splitting::CASES,
    ];
    for case in lists.into_iter().flatten() {
        let refusal = case.check();
        let keys = refusal.detail().keys().map(|key| format!("`{key}`"));
        detail.entry(refusal.code()).or_default().extend(keys);
    }
    for code in Code::ALL {
        let elsewhere = ELSEWHERE.iter().any(|(other, _)| other == code);
        assert_ne!(detail.contains_key(code), elsewhere, "{} is tested, or listed as made elsewhere", code.as_str());
    }
    let mut text = String::from(
        "# Codes\n\nEvery refusal carries one of these. They are added, never renamed or reused. `invalid`: fix the \
         call; `refused`: a rule\nsaid no; `unavailable`: send the same command again with the same id; `fault`: a \
         defect, please report it. Made from\n`core/src/refusal.rs` by a test (`UPDATE_SNAPSHOTS=1`); the detail is \
         what the tests have seen.\n\n| code | kind | meaning | detail |\n|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let keys = detail.get(code).map(|keys| keys.iter().cloned().collect::<Vec<_>>().join(", "));
        let row = [code.as_str(), &word(&code.kind()), code.meaning(), &keys.unwrap_or_default()];
        text += &format!("| `{}` | {} | {} | {} |\n", row[0], row[1], row[2], row[3]);
    }
    snapshot::compare("docs/codes.md", &text.replace("|  |", "| |"));
}
