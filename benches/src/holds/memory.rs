//! Holds on the memory store, one core, no runtime.

use std::sync::Arc;

use fondaco::{Engine, Failure, immediately};
use fondaco_benches::clock;
use fondaco_benches::figure::{Figure, median};
use fondaco_benches::prices::by_hand;
use fondaco_storage::MemoryStore;

use super::{hold, pair, stocked};
use crate::orders::shop;

const ROUNDS: usize = 5;
const PAIRS: u64 = 20_000;

/// Pairs of a hold and its commitment a second of one core, beside carts of ten lines that are only priced, by the loop of
/// whole numbers: machines differ by more than all else.
pub(super) fn measure() -> Result<Vec<Figure>, String> {
    let loops = Figure::new("holds.memory.loop", by_hand(shop::LINES), "carts/s of one core");
    let rates: Result<Vec<f64>, Failure> = (0..ROUNDS).map(|_| round()).collect();
    let rate = median(rates.map_err(|failure| failure.to_string())?);
    Ok(vec![loops.clone(), Figure::new("holds.memory", rate, "pairs/s of one core").compared(&loops)])
}

#[expect(clippy::cast_precision_loss, reason = "a count of pairs")]
fn round() -> Result<f64, Failure> {
    let nobody_waits = Err(Failure::Contended { attempts: 0 });
    let engine = immediately(stocked(Arc::new(MemoryStore::new()))).unwrap_or(nobody_waits)?;
    let (done, seconds) = clock::processor(|| all(&engine));
    done?;
    Ok(PAIRS as f64 / seconds)
}

/// What is measured; a function of its own, so that a profiler finds it.
#[inline(never)]
fn all(engine: &Engine) -> Result<(), Failure> {
    let hold = hold()?;
    (0..PAIRS).try_for_each(|n| immediately(pair(engine, n, &hold)).unwrap_or(Err(Failure::Contended { attempts: 0 })))
}
