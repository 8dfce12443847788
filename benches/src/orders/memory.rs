//! Orders on the memory store, one core, no runtime.

use std::sync::Arc;

use fondaco::{Command, CommandId, Engine, Failure, Refusal, immediately};
use fondaco_storage::MemoryStore;

use super::{shop, tape};
use fondaco_benches::clock;
use fondaco_benches::figure::{Figure, median};
use fondaco_benches::prices::by_hand;

const ROUNDS: u64 = 5;
const ORDERS: u64 = 10_000;

/// Orders a second of one core: bought at once, and by way of a cart; beside only writing them, and beside carts of as many
/// lines that are only priced, by the loop of whole numbers: machines differ by more than all else.
pub(crate) fn measure() -> Result<Vec<Figure>, String> {
    let unit = "orders/s of one core";
    let by_hand = Figure::new("orders.memory.loop", by_hand(shop::LINES), "carts/s of one core");
    let now = Figure::new("orders.memory", rate(shop::buy_now)?, unit);
    let carts = Figure::new("orders.memory.by-cart", rate(shop::open_cart)?, unit);
    let json = Figure::new("orders.memory.json", json()?, unit);
    let beside = Figure { name: "orders.memory.by-loop".to_owned(), ..now.clone() };
    Ok(vec![json.clone(), now.compared(&json), carts.compared(&json), by_hand.clone(), beside.compared(&by_hand)])
}

/// For comparison: orders a second of one core whose records and events are only written as JSON.
#[expect(clippy::cast_precision_loss, reason = "a count of orders")]
fn json() -> Result<f64, String> {
    let commits = tape::commits(ORDERS)?;
    let (bytes, seconds) = clock::processor(|| {
        let records = commits.iter().flat_map(|commit| &commit.puts).map(|put| serde_json::to_vec(&put.record));
        let events =
            commits.iter().flat_map(|commit| &commit.events).map(|envelope| serde_json::to_vec(&envelope.event));
        records.chain(events).map(|text| text.map_or(0, |text| text.len())).sum::<usize>()
    });
    if bytes == 0 {
        return Err("no order was written".to_owned());
    }
    Ok(ORDERS as f64 / seconds)
}

fn rate(purchase: fn(u64) -> Result<Command, Refusal>) -> Result<f64, String> {
    let rates: Result<Vec<f64>, Failure> = (0..ROUNDS).map(|_| round(purchase)).collect();
    rates.map(median).map_err(|failure| failure.to_string())
}

#[expect(clippy::cast_precision_loss, reason = "a count of orders")]
fn round(purchase: fn(u64) -> Result<Command, Refusal>) -> Result<f64, Failure> {
    let engine = shop::engine(Arc::new(MemoryStore::new()));
    immediately(shop::open(&engine)).unwrap_or(Err(Failure::Contended { attempts: 0 }))?;
    let mut work = Vec::new();
    for n in 0..ORDERS {
        work.push((shop::ids(n), purchase(n)?));
    }
    let (bought, seconds) = clock::processor(|| buy_all(&engine, &work));
    bought?;
    Ok(ORDERS as f64 / seconds)
}

/// What is measured; a function of its own, so that a profiler finds it.
#[inline(never)]
fn buy_all(engine: &Engine, work: &[((CommandId, CommandId), Command)]) -> Result<(), Failure> {
    work.iter().try_for_each(|(ids, purchase)| {
        immediately(shop::buy(engine, *ids, purchase)).unwrap_or(Err(Failure::Contended { attempts: 0 }))
    })
}
