//! Runs the oracle cases of a folder: `oracles [DIR]`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::oracle::{self, Report, Verdict};

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
        for (id, verdict) in &report.verdicts {
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
