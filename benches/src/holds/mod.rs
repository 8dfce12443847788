//! Holds of one SKU that everybody wants: a piece is held, and committed.

mod memory;
mod postgres;

use std::sync::Arc;

use fondaco::inventory::HoldLine;
use fondaco::port::Store;
use fondaco::{Command, Engine, Failure, Outcome, Quantity, Refusal};

use crate::orders::shop;
use fondaco_benches::figure::Measure;

/// The measures by name.
pub(crate) const MEASURES: &[(&str, Measure)] =
    &[("holds.memory", memory::measure), ("holds.postgres", postgres::measure)];

/// One of the shop of the orders.
const SKU: &str = "9780000000000";
const PLACE: &str = "venice";
/// How long a piece is held, in seconds.
const HOLD_SECONDS: u32 = 900;

/// An engine over a store that has more of it than anybody takes.
async fn stocked(store: Arc<dyn Store>) -> Result<Engine, Failure> {
    let engine = shop::engine(store);
    shop::open(&engine).await?;
    Ok(engine)
}

/// The command that holds one piece.
fn hold() -> Result<Command, Refusal> {
    Ok(Command::ReserveStock {
        holder: "till".parse()?,
        lines: vec![HoldLine { sku: SKU.parse()?, quantity: Quantity::new(1)?, location: None }],
        locations: vec![PLACE.parse()?],
        sourcing: Vec::new(),
        keep: None,
        collect_at: None,
        hold_seconds: HOLD_SECONDS,
        replaces: None,
    })
}

/// Holds a piece and has it leave: two commands.
async fn pair(engine: &Engine, n: u64, hold: &Command) -> Result<(), Failure> {
    let ids = shop::ids(n);
    if let Outcome::Reservation { reservation, .. } = engine.execute(ids.0, hold).await? {
        let commit = Command::CommitReservation { reservation, reference: None };
        engine.execute(ids.1, &commit).await?;
    }
    Ok(())
}
