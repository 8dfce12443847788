//! Entries of a ledger: held and posted in batches, entered into databases, and obligations that are netted.

mod memory;
mod netting;
mod sql;

use std::sync::Arc;

use fondaco::ledger::{Account, EntryStep, Layer, NewEntry};
use fondaco::port::Store;
use fondaco::{AccountCode, Command, CommandId, Engine, EntryId, Failure, Moment, Refusal, Timestamp};

use crate::orders::shop;
use fondaco_benches::figure::Measure;

/// The measures by name.
pub(crate) const MEASURES: &[(&str, Measure)] = &[
    ("ledger.memory", memory::measure),
    ("ledger.sqlite", sql::sqlite),
    ("ledger.postgres", sql::postgres),
    ("ledger.netting", netting::measure),
];

/// How many accounts there are. Each has a floor far below.
const ACCOUNTS: u64 = 1_000;
const FLOOR: i64 = -1_000_000_000_000;

fn account(number: u64) -> Result<AccountCode, Refusal> {
    format!("account/{:04}", number % ACCOUNTS).parse()
}

/// The n-th command id of a run, and the n-th id of an entry: a UUID of version 7, made a millisecond after the one before it.
fn command_id(n: u64) -> CommandId {
    Moment { now: Timestamp::UNIX_EPOCH, seed: n }.id(0)
}

fn entry_id(n: u64) -> EntryId {
    let now = i64::try_from(n).ok().and_then(|n| Timestamp::from_millisecond(n).ok());
    Moment { now: now.unwrap_or(Timestamp::UNIX_EPOCH), seed: n }.id(1)
}

/// An engine over a store whose accounts are open.
async fn opened(store: Arc<dyn Store>) -> Result<Engine, Failure> {
    let engine = shop::engine(store);
    let mut accounts = Vec::new();
    for number in 0..ACCOUNTS {
        accounts.push(Account { floor: Some(FLOOR), ..Account::new(account(number)?, "EUR".parse()?) });
    }
    engine.execute(command_id(u64::MAX), &Command::DefineAccounts { accounts }).await?;
    Ok(engine)
}

/// The n-th entry: from one account to another, spread over all.
fn entry(n: u64, layer: Layer) -> Result<EntryStep, Refusal> {
    let (from, to) = sides(n);
    Ok(EntryStep::Enter(NewEntry { layer, ..NewEntry::new(entry_id(n), account(from)?, account(to)?, 7) }))
}

/// The numbers of the two accounts of the n-th entry.
const fn sides(n: u64) -> (u64, u64) {
    let from = n.wrapping_mul(7_919) % ACCOUNTS;
    (from, (from + 1 + n % (ACCOUNTS - 1)) % ACCOUNTS)
}
