//! Prices the carts of workload W1 and compares every amount: `w1 DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

use fondaco_tests::w1;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("w1: name the folder that holds carts-N.json and expected-N-{{excl,incl}}.json");
        return ExitCode::from(2);
    };
    match w1::run(&folder) {
        Ok(outcomes) => print(&outcomes),
        Err(reason) => {
            eprintln!("w1: {reason}");
            ExitCode::from(2)
        }
    }
}

fn print(outcomes: &[(String, w1::Outcome)]) -> ExitCode {
    let (mut exact, mut carts) = (0, 0);
    for (name, outcome) in outcomes {
        println!("{name}: {} of {} exact", outcome.exact, outcome.carts);
        if let Some(first) = &outcome.first {
            println!("  {first}");
        }
        exact += outcome.exact;
        carts += outcome.carts;
    }
    println!("w1: {exact} of {carts} exact");
    if carts > 0 && exact == carts { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
