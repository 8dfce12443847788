//! Reads what a shop in a browser exported, replays its events from the first, and prints each order with the fingerprint of
//! its receipt: `verify < state`. So a native process vouches for what a tab worked out.

use std::io::BufRead as _;
use std::process::ExitCode;

use fondaco::{Envelope, Record, World};
use serde::Deserialize;

/// A commit, of which the events say everything.
#[derive(Deserialize)]
struct Commit {
    events: Vec<Envelope>,
}

fn main() -> ExitCode {
    match verify() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("verify: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn verify() -> Result<(), String> {
    let mut world = World::default();
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let Commit { events } = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        events.iter().try_for_each(|event| world.apply(event)).map_err(|refusal| refusal.to_string())?;
    }
    for versioned in world.records.values() {
        if let Record::Order(order) = &versioned.record {
            let digest = order.receipt.digest().map_err(|refusal| refusal.to_string())?;
            println!("{} {digest}", order.id);
        }
    }
    Ok(())
}
