//! Runs the oracle cases of a folder: `oracles [DIR]`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::oracle::{self, Report, Tally, Verdict};

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).map_or_else(oracle::folder, PathBuf::from);
    match oracle::run(&folder) {
        Ok(reports) => print(&reports),
        Err(reason) => {
            eprintln!("oracles: {reason}");
            ExitCode::from(2)
        }
    }
}

fn print(reports: &[Report]) -> ExitCode {
    let passed = |report: &Report| report.count(|verdict| matches!(verdict, Verdict::Passed));
    let differs = |report: &Report| report.count(|verdict| matches!(verdict, Verdict::Differs(_)));
    let failed = |report: &Report| report.count(|verdict| matches!(verdict, Verdict::Failed(_)));
    let apart = |report: &Report| report.count(|verdict| matches!(verdict, Verdict::NotApplicable(_)));
    for report in reports {
        let (passed, differs, failed, apart) = (passed(report), differs(report), failed(report), apart(report));
        println!(
            "{}: {passed} passed, {failed} failed, {differs} differ on purpose, {apart} not applicable",
            report.file
        );
        for (case, verdict) in &report.verdicts {
            let id = &case.id;
            match verdict {
                Verdict::Failed(why) => println!("  failed {id}: {why}"),
                Verdict::Differs(why) => println!("  differs {id}: {why}"),
                Verdict::Passed | Verdict::NotApplicable(_) => {}
            }
        }
        for (reason, count) in reasons(report) {
            println!("  not applicable, {count}: {reason}");
        }
    }
    table("pricing", &oracle::tally(reports.iter().flat_map(Report::pricing)));
    table("stock, orders", &oracle::tally(reports.iter().flat_map(Report::trade)));
    let sum = |count: &dyn Fn(&Report) -> usize| reports.iter().map(count).sum::<usize>();
    let (passed, failed, apart) = (sum(&passed), sum(&failed), sum(&apart) + sum(&differs));
    println!("oracles: {passed} passed, {failed} failed, {apart} not applicable");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn reasons(report: &Report) -> BTreeMap<&str, usize> {
    let mut reasons = BTreeMap::new();
    for (_, verdict) in &report.verdicts {
        if let Verdict::NotApplicable(reason) = verdict {
            *reasons.entry(reason.as_str()).or_default() += 1;
        }
    }
    reasons
}

/// Prints what came of cases, row by row: of those that are to come out as there, how many do; of all, how many are applicable.
fn table<T: Debug>(name: &str, rows: &BTreeMap<T, Tally>) {
    println!("{name:15} passed failed differ  apart  passing applicable");
    let share = |per_mille: usize| format!("{}.{} %", per_mille / 10, per_mille % 10);
    for (row, tally) in rows {
        let Tally { passed, failed, differ, apart } = tally;
        let (passing, applicable) = (share(tally.passing()), share(tally.applicable()));
        let row = words(&format!("{row:?}"));
        println!("{row:15} {passed:>6} {failed:>6} {differ:>6} {apart:>6} {passing:>8} {applicable:>10}");
    }
}

/// `CartMerge` as `cart-merge`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
