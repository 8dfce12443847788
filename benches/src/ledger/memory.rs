//! Two-phase entries on the memory store, one core, no runtime; beside a loop over a slab.

use std::collections::HashMap;
use std::sync::Arc;

use fondaco::ledger::{EntryStep, Layer};
use fondaco::{Command, EntryId, Failure, immediately};
use fondaco_benches::clock;
use fondaco_benches::figure::{Figure, median};
use fondaco_storage::MemoryStore;

use super::{ACCOUNTS, FLOOR, command_id, entry, entry_id, opened, sides};

const ROUNDS: usize = 5;
/// Entries of a round.
const ENTRIES: u64 = 100_000;
/// Steps of one command.
const BATCH: u64 = 1_000;

/// Entries that are held and posted a second of one core, in batches: by the engine, with ids, records, and a chained log; by
/// a loop with ids and floors and nothing else.
pub(super) fn measure() -> Result<Vec<Figure>, String> {
    let unit = "two-phase entries/s of one core";
    let bare: Option<Vec<f64>> = (0..ROUNDS).map(|_| slab()).collect();
    let bare = Figure::new("ledger.memory.slab", median(bare.ok_or("the loop refused an entry")?), unit);
    let rates: Result<Vec<f64>, Failure> = (0..ROUNDS).map(|_| round()).collect();
    let rate = median(rates.map_err(|failure| failure.to_string())?);
    Ok(vec![bare.clone(), Figure::new("ledger.memory", rate, unit).compared(&bare)])
}

#[expect(clippy::cast_precision_loss, reason = "a count of entries")]
fn round() -> Result<f64, Failure> {
    let nobody_waits = Failure::Contended { attempts: 0 };
    let engine = immediately(opened(Arc::new(MemoryStore::new()))).unwrap_or(Err(nobody_waits.clone()))?;
    let mut commands = Vec::new();
    for first in (0..ENTRIES).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        let numbers = first..first + BATCH;
        let held = numbers.clone().map(|n| entry(n, Layer::Pending)).collect::<Result<Vec<_>, _>>()?;
        let post = |n| EntryStep::Post { entry: entry_id(n), amount: None, more: false };
        commands.push(Command::RecordEntries { steps: held });
        commands.push(Command::RecordEntries { steps: numbers.map(post).collect() });
    }
    let (done, seconds) = clock::processor(|| {
        (0..).zip(&commands).try_for_each(|(n, command)| {
            immediately(engine.execute(command_id(n), command)).unwrap_or(Err(nobody_waits.clone())).map(drop)
        })
    });
    done?;
    Ok(ENTRIES as f64 / seconds)
}

/// The same by hand: a row of four numbers an account, an index of ids, a list of what was entered.
#[expect(clippy::cast_precision_loss, reason = "a count of entries")]
fn slab() -> Option<f64> {
    let mut rows = vec![[0_i64; 4]; usize::try_from(ACCOUNTS).ok()?];
    let mut places: HashMap<EntryId, usize> = HashMap::new();
    let mut entered: Vec<(usize, usize, i64, bool)> = Vec::new();
    let ids: Vec<EntryId> = (0..ENTRIES).map(entry_id).collect();
    let (done, seconds) = clock::processor(|| {
        for (n, id) in (0..).zip(&ids) {
            let (from, to) = sides(n);
            let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
            let [pending, debits, _, credits] = *rows.get(from)?;
            if credits - debits - pending - 7 < FLOOR || places.insert(*id, entered.len()).is_some() {
                return None;
            }
            rows.get_mut(from)?[0] += 7;
            rows.get_mut(to)?[2] += 7;
            entered.push((from, to, 7, true));
        }
        for id in &ids {
            let (from, to, amount, pending) = entered.get_mut(*places.get(id)?)?;
            if !std::mem::take(pending) {
                return None;
            }
            let out = rows.get_mut(*from)?;
            out[0] -= *amount;
            out[1] += *amount;
            let come = rows.get_mut(*to)?;
            come[2] -= *amount;
            come[3] += *amount;
        }
        Some(())
    });
    done?;
    Some(ENTRIES as f64 / seconds)
}
