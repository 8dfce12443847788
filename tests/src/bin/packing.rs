//! Packs every problem of a folder, audits each answer and says how good it is: `packing DIR [WORD]`.

use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::packing::{Outcome, instance, run};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("packing: name the folder that holds the problems");
        return ExitCode::from(2);
    };
    let word = arguments.next().unwrap_or_default();
    match instance::read(&folder) {
        Ok(groups) => {
            let chosen = groups.iter().filter(|group| group.name.contains(&word));
            let outcomes: Vec<Outcome> = chosen.map(run).inspect(print).collect();
            close(&outcomes)
        }
        Err(reason) => {
            eprintln!("packing: {reason}");
            ExitCode::from(2)
        }
    }
}

/// A number with so many decimals, from that number of its smallest parts.
fn decimal(number: u64, parts: u64) -> String {
    let places = parts.ilog10() as usize;
    format!("{}.{:0places$}", number / parts, number % parts)
}

fn print(outcome: &Outcome) {
    let Outcome { name, problems, boxes, bound, .. } = outcome;
    let litres = decimal(outcome.room / 100_000, 10);
    let mean = outcome.utilisations.checked_div(*problems as u64).unwrap_or_default();
    print!("{name}: {problems} problems, {boxes} boxes, {litres} litres, lower bound {bound}");
    print!(", utilisation {} %, {} ms of CPU", decimal(mean / 10, 100), decimal(outcome.cpu, 1_000));
    if *problems > 1 {
        let [middle, most, worst] = [50, 99, 100].map(|part| decimal(outcome.percentile(part), 1_000));
        print!(" ({middle} ms at the median, {most} at p99, {worst} at most)");
    }
    if let Some(reference) = outcome.reference {
        print!(", published {reference} boxes");
    }
    if outcome.left > 0 {
        print!(", {} left", outcome.left);
    }
    println!();
    for violation in outcome.violations.iter().take(10) {
        println!("  {violation}");
    }
}

fn close(outcomes: &[Outcome]) -> ExitCode {
    let sum = |of: fn(&Outcome) -> u64| outcomes.iter().map(of).sum::<u64>();
    let problems = sum(|outcome| outcome.problems as u64);
    let violations = sum(|outcome| outcome.violations.len() as u64);
    let litres = sum(|outcome| outcome.room) / 1_000_000;
    println!(
        "packing: {problems} problems, {} boxes, {litres} litres, {violations} violations",
        sum(|outcome| outcome.boxes)
    );
    if problems > 0 && violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
