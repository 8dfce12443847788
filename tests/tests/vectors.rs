//! The golden vectors are complete, and they notice a change.

use std::collections::{BTreeMap, BTreeSet};

use fondaco::{Code, Command, Outcome};
use fondaco_tests::{runtime, scenario, vector};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The names of the variants of a tagged enum, as its reader lists them.
fn variants<T: DeserializeOwned>(tag: &str) -> BTreeSet<String> {
    let error = serde_json::from_value::<T>(json!({tag: "no such variant"})).err().expect("it is refused").to_string();
    let (_, listed) = error.split_once("expected one of ").expect("the reader lists what it expects");
    listed.split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
}

#[test]
fn every_command_has_a_vector_that_carries_it_out_and_every_outcome_is_answered() {
    let (mut commands, mut outcomes) = (BTreeSet::new(), BTreeSet::new());
    for vector in vector::read(&vector::folder()).unwrap() {
        let request: Value = serde_json::from_str(vector.request.get()).unwrap();
        let answer: Value = serde_json::from_str(vector.answer.get()).unwrap();
        if let Some(did) = answer["commit"]["outcome"]["did"].as_str() {
            commands.insert(request["plan"]["command"]["do"].as_str().unwrap().to_owned());
            outcomes.insert(did.to_owned());
        }
    }
    assert_eq!(commands, variants::<Command>("do"));
    assert_eq!(outcomes, variants::<Outcome>("did"));
}

#[test]
fn the_committed_vectors_are_those_of_the_stories() {
    for (file, vectors) in scenario::all().unwrap() {
        let written = std::fs::read_to_string(vector::folder().join(file)).unwrap();
        let lines: Vec<String> = vectors.iter().map(|vector| serde_json::to_string(vector).unwrap()).collect();
        let told = format!("[\n{}\n]\n", lines.join(",\n"));
        assert!(
            written == told,
            "{file} is not what its story tells: run `cargo xtask vectors --write` and read the diff"
        );
    }
}

#[test]
fn there_are_vectors_of_both_kinds_and_no_two_baskets_are_the_same() {
    let vectors = vector::read(&vector::folder()).unwrap();
    assert!(vectors.len() >= 300, "{}", vectors.len());
    let mut requests = BTreeSet::new();
    for vector in &vectors {
        // Stories begin with the same shop; baskets have no story.
        let is_new = requests.insert(vector.request.get());
        assert!(is_new || vector.request.get().starts_with(r#"{"plan":"#), "`{}` asks what another asked", vector.name);
    }
    for (kind, least) in [(r#"{"plan":"#, 100), (r#"{"price":"#, 150)] {
        let count = requests.iter().filter(|request| request.starts_with(kind)).count();
        assert!(count >= least, "{kind} {count}");
    }
}

#[test]
fn a_promotion_is_applied_where_its_condition_holds_and_nowhere_else() {
    let text = std::fs::read_to_string(vector::folder().join("prices-conditions.json")).unwrap();
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    for vector in vectors.iter().filter(|vector| vector["answer"]["priced"].is_object()) {
        let receipt = &vector["answer"]["priced"]["receipt"];
        let is_applied = receipt["applied"].as_array().unwrap().iter().any(|one| one["promotion"] == "p");
        assert_eq!(is_applied, vector["name"].as_str().unwrap().ends_with(" holds"), "{}", vector["name"]);
    }
}

#[test]
fn every_choice_of_the_policy_makes_a_difference() {
    let text = std::fs::read_to_string(vector::folder().join("prices-policies.json")).unwrap();
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    // By what is priced, the policy aside: the answers, the version and digest aside, for they differ by the policy itself.
    let mut answers: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for vector in &vectors {
        let (mut request, mut answer) = (vector["request"]["price"].clone(), vector["answer"].clone());
        let policy = request["rules"]["policy"].take().to_string();
        if let Some(priced) = answer["priced"].as_object_mut() {
            priced.remove("digest");
            priced["receipt"]["version"].take();
        }
        answers.entry(request.to_string()).or_default().insert(policy, answer.to_string());
    }
    let default = serde_json::to_value(fondaco::pricing::PricingPolicy::default()).unwrap();
    let mut same: BTreeSet<&str> = default.as_object().unwrap().keys().map(String::as_str).collect();
    for answers in answers.values() {
        let plain = &answers[&default.to_string()];
        for (policy, answer) in answers.iter().filter(|(_, answer)| *answer != plain) {
            let policy: Value = serde_json::from_str(policy).unwrap();
            let changed: Vec<&str> =
                same.iter().copied().filter(|choice| policy[*choice] != default[*choice]).collect();
            if changed.len() == 1 && !answer.is_empty() {
                same.remove(changed[0]);
            }
        }
    }
    assert!(same.is_empty(), "{same:?}");
}

/// Codes that no vector brings about, and why.
const ELSEWHERE: &[(&[Code], &str)] = &[
    (
        &[
            Code::CurrencyUnknown,
            Code::CurrencyInvalid,
            Code::MoneyMalformed,
            Code::MoneyTooPrecise,
            Code::RateInvalid,
            Code::CodeMalformed,
            Code::IdMalformed,
        ],
        "a value like it does not read, which is `wire.malformed` with this code in its reason",
    ),
    (&[Code::AllocationImpossible], "no command and no basket leads there: hosts call it themselves"),
    (
        &[
            Code::ScanInvalid,
            Code::CommandUnknown,
            Code::MovementUnknown,
            Code::TallyUnknown,
            Code::ReceiptDiffers,
            Code::LocationUnknown,
            Code::StockTermsUnknown,
            Code::ShelfUnknown,
            Code::InvoiceUnknown,
            Code::CreditNoteUnknown,
        ],
        "queries and verifications are refused so",
    ),
    (&[Code::LogBroken, Code::Defect], "only what is broken brings it about"),
    (
        &[Code::StoreUnavailable, Code::StoreContended, Code::StoreFault, Code::StoreUnknown, Code::HandleClosed],
        "a vector has no store and no handle",
    ),
    (
        &[
            Code::NettingInvalid,
            Code::LotsAmbiguous,
            Code::LotsUnmatched,
            Code::PackingInvalid,
            Code::MeasureInvalid,
            Code::RouteUnknown,
            Code::PromiseUnforeseen,
        ],
        "obligations, what goods cost and how they are sent are no part of a command",
    ),
];

#[test]
fn every_code_that_a_vector_can_reach_is_refused_by_one() {
    let reached: BTreeSet<String> = vector::read(&vector::folder())
        .unwrap()
        .iter()
        .map(|vector| serde_json::from_str::<Value>(vector.answer.get()).unwrap())
        .filter_map(|answer| answer["failure"]["code"].as_str().map(str::to_owned))
        .collect();
    let elsewhere: BTreeSet<Code> = ELSEWHERE.iter().flat_map(|(codes, _)| codes.iter().copied()).collect();
    for code in Code::ALL {
        let (is_reached, is_elsewhere) = (reached.contains(code.as_str()), elsewhere.contains(code));
        assert!(is_reached != is_elsewhere, "{}: reached {is_reached}, elsewhere {is_elsewhere}", code.as_str());
    }
}

#[test]
fn a_vector_notices_one_changed_byte() {
    let mut vectors = vector::read(&vector::folder()).unwrap();
    vectors.truncate(3);
    let own = |request: &str| fondaco_contract::run_vector(request);
    let answers: Vec<String> = vectors.iter().map(|vector| own(vector.request.get())).collect();
    let report = |vectors: &[vector::Vector], answers: &[String]| {
        runtime::compare(vectors, &[("Rust".to_owned(), Ok(answers.to_vec()))]).differ
    };
    assert_eq!(report(&vectors, &answers), 0);
    assert_eq!(report(&vectors, &answers[..2]), 1, "an answer that is missing differs");
    let changed = vectors[0].answer.get().replacen("done", "dune", 1);
    vectors[0].answer = serde_json::value::RawValue::from_string(changed).unwrap();
    assert_eq!(report(&vectors, &answers), 1);
}
