//! Runs the oracle cases of a folder: `oracles [DIR]`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::oracle::{self, Platform, Report, Verdict};

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
    table(reports);
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

/// Prints what came of the cases about pricing, by platform.
fn table(reports: &[Report]) {
    let mut rows: BTreeMap<Platform, [usize; 4]> = BTreeMap::new();
    for (platform, verdicts) in reports.iter().filter_map(Report::pricing) {
        let row = rows.entry(platform).or_default();
        for verdict in verdicts {
            row[match verdict {
                Verdict::Passed => 0,
                Verdict::Failed(_) => 1,
                Verdict::Differs(_) => 2,
                Verdict::NotApplicable(_) => 3,
            }] += 1;
        }
    }
    println!("{:15} {:>6} {:>6} {:>6} {:>6} {:>8}", "pricing", "passed", "failed", "differ", "apart", "share");
    for (platform, [passed, failed, differ, apart]) in rows {
        let applicable = passed + failed;
        let share = (passed * 1000).checked_div(applicable).unwrap_or_default();
        let name = format!("{platform:?}").to_lowercase();
        println!("{name:15} {passed:>6} {failed:>6} {differ:>6} {apart:>6} {:>6}.{} %", share / 10, share % 10);
    }
}
