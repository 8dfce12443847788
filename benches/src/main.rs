//! Every figure that the README quotes: `cargo xtask bench [NAME] [--json]`.
#![forbid(unsafe_code)]

mod holds;
mod ledger;
mod orders;
mod web;

use std::process::ExitCode;

use clap::Parser;
use fondaco_benches::{prices, shipping};

/// Measures fondaco. Figures are ratios to something in the same run wherever there is something to compare with.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    /// Only figures whose name has this word: `orders`, `memory`, `sqlite`, `postgres`, `prices`, `growth`, `holds`,
    /// `ledger`, `shipping`, `web`.
    name: Option<String>,
    /// Prints one JSON object a line: name, value, unit, and `of` and `ratio` where it is compared.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let wanted = |name: &str| arguments.name.as_deref().is_none_or(|word| name.contains(word));
    let mut failed = false;
    for (name, measure) in prices::MEASURES
        .iter()
        .chain(shipping::MEASURES)
        .chain(orders::MEASURES)
        .chain(holds::MEASURES)
        .chain(ledger::MEASURES)
        .chain(web::MEASURES)
    {
        if !wanted(name) {
            continue;
        }
        match measure() {
            Ok(figures) => figures.iter().for_each(|figure| figure.print(arguments.json)),
            Err(reason) => {
                failed = true;
                eprintln!("{name}: {reason}");
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
