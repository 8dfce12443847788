//! The oracle cases: as many come out as there, or differ on purpose, as is promised.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use fondaco_tests::oracle::{self, Report, Topic, Verdict};

fn reports() -> Vec<Report> {
    oracle::run(&oracle::folder()).unwrap()
}

#[test]
fn of_every_topic_of_stock_and_orders_most_cases_apply_and_come_out_as_there() {
    let reports = reports();
    let rows = oracle::tally(reports.iter().flat_map(Report::trade));
    let topics: Vec<Topic> = rows.keys().copied().collect();
    assert_eq!(
        topics,
        [
            Topic::Inventory,
            Topic::Allocation,
            Topic::Reservation,
            Topic::State,
            Topic::CartMerge,
            Topic::OrderEdit,
            Topic::Refund,
            Topic::Split,
            Topic::Payment
        ]
    );
    for (topic, tally) in rows {
        assert!(tally.passing() >= 950, "{topic:?}: {tally:?}");
        assert!(tally.applicable() >= 800, "{topic:?}: {tally:?}");
    }
}

#[test]
fn of_every_file_most_cases_of_stock_and_orders_apply_and_come_out_as_there() {
    for report in reports() {
        let rows = oracle::tally(report.trade().map(|(_, verdict)| ((), verdict)));
        for tally in rows.values() {
            assert!(tally.passing() >= 950 || tally.passed + tally.failed == 0, "{}: {tally:?}", report.file);
            assert!(tally.applicable() >= 800, "{}: {tally:?}", report.file);
        }
    }
}

#[test]
fn of_every_kind_of_ledger_that_is_kept_most_cases_apply_and_come_out_as_there() {
    let kept = ["ledger-lots.json", "ledger-misc.json", "ledger-numscript.json", "ledger-tigerbeetle.json"];
    let reports = reports();
    let reports: Vec<&Report> = reports.iter().filter(|report| kept.contains(&report.file.as_str())).collect();
    assert_eq!(reports.len(), kept.len());
    for report in reports {
        let rows = oracle::tally(report.verdicts.iter().map(|(_, verdict)| ((), verdict)));
        for tally in rows.values() {
            assert!(tally.passing() >= 950, "{}: {tally:?}", report.file);
            assert!(tally.applicable() >= 800, "{}: {tally:?}", report.file);
        }
    }
}

#[test]
fn every_difference_that_is_listed_is_one() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/differences.json")).unwrap();
    let listed: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let reports = reports();
    let cases = reports.iter().flat_map(|report| &report.verdicts);
    let differ = cases.filter(|(_, verdict)| matches!(verdict, Verdict::Differs(_))).map(|(case, _)| case.id.as_str());
    assert_eq!(differ.collect::<BTreeSet<_>>(), listed.keys().map(String::as_str).collect());
}

#[test]
fn every_case_of_tracking_applies_and_comes_out_as_there() {
    let reports = reports();
    let tracking = reports.iter().find(|report| report.file == "shipping-tracking.json").unwrap();
    let failed: Vec<&str> = tracking
        .verdicts
        .iter()
        .filter(|(_, verdict)| *verdict != Verdict::Passed)
        .map(|(case, _)| &*case.id)
        .collect();
    assert!(failed.is_empty() && !tracking.verdicts.is_empty(), "{failed:?}");
}
