//! Orders on the memory store, one core, no runtime.

use std::sync::Arc;

use fondaco::{Command, CommandId, Engine, Failure, immediately};
use fondaco_storage::MemoryStore;

use super::shop;
use crate::clock;
use crate::figure::{Figure, median};

const ROUNDS: u64 = 5;
const ORDERS: u64 = 10_000;

/// Orders a second of one core.
pub(crate) fn measure() -> Result<Vec<Figure>, String> {
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        rates.push(round().map_err(|failure| failure.to_string())?);
    }
    Ok(vec![Figure::new("orders.memory", median(rates), "orders/s of one core")])
}

#[expect(clippy::cast_precision_loss, reason = "a count of orders")]
fn round() -> Result<f64, Failure> {
    let engine = shop::engine(Arc::new(MemoryStore::new()));
    immediately(shop::open(&engine)).unwrap_or(Err(Failure::Contended { attempts: 0 }))?;
    let mut work = Vec::new();
    for n in 0..ORDERS {
        work.push((shop::ids(n), shop::open_cart(n)?));
    }
    let (bought, seconds) = clock::processor(|| buy_all(&engine, &work));
    bought?;
    Ok(ORDERS as f64 / seconds)
}

/// What is measured; a function of its own, so that a profiler finds it.
#[inline(never)]
fn buy_all(engine: &Engine, work: &[((CommandId, CommandId), Command)]) -> Result<(), Failure> {
    work.iter().try_for_each(|(ids, open)| {
        immediately(shop::buy(engine, *ids, open)).unwrap_or(Err(Failure::Contended { attempts: 0 })).map(|_| ())
    })
}
