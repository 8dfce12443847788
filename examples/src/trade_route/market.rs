//! The route: who is on it, the accounts of goods and money, and what everybody begins with.

use fondaco::ledger::{Account, EntryStep, NewEntry};
use fondaco::{AccountCode, Command, EntryId, Moment, Refusal, Timestamp};

/// The merchants.
pub(crate) const PARTIES: [&str; 3] = ["ada", "bruno", "carla"];
/// Where goods lie.
pub(crate) const STATIONS: [&str; 4] = ["venezia", "ragusa", "candia", "alessandria"];
/// What is traded.
pub(crate) const SKUS: [&str; 5] = ["silk", "pepper", "glass", "salt", "saffron"];
/// What is paid with: two currencies of ISO 4217, and one of the route's own.
pub(crate) const CURRENCIES: [&str; 3] = ["EUR", "USD", "DUC"];
/// The ships.
pub(crate) const SHIPS: [Ship; 3] = [
    Ship { name: "perla", owner: "ada" },
    Ship { name: "rosa", owner: "bruno" },
    Ship { name: "stella", owner: "carla" },
];
/// What a measure of each of the goods weighs, in kg.
const WEIGHTS: [i64; 5] = [20, 10, 40, 50, 5];
/// How many kg a ship carries, whatever of.
const CAPACITY: i64 = 3_000;
/// How much of each of the goods every merchant has at every station when the month begins.
const STOCK: i64 = 300;
/// What every merchant has of each money, and the exchanger too, in smallest units.
const PURSE: i64 = 6_000_000;

/// The first instant of the month: 1 March 2027.
const BEGIN: i64 = 1_803_859_200;

/// A ship, and who is owed its freight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ship {
    pub(crate) name: &'static str,
    pub(crate) owner: &'static str,
}

/// When the month begins.
pub(crate) fn begin() -> Timestamp {
    Timestamp::from_second(BEGIN).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What a measure of these goods weighs, in kg.
pub(crate) fn weight(sku: &str) -> i64 {
    SKUS.iter().zip(WEIGHTS).find(|(own, _)| **own == sku).map_or(1, |(_, weight)| weight)
}

/// The account under this name.
pub(crate) fn account(parts: &[&str]) -> Result<AccountCode, Refusal> {
    parts.join("/").parse()
}

/// The accounts of the route, and what everybody begins with for these trades.
pub(crate) fn opening(trades: &str) -> Result<[Command; 2], Refusal> {
    let (mut accounts, mut gifts) = (Vec::new(), Vec::new());
    let mut open = |parts: &[&str], asset: &str, floor: Option<i64>, ceiling: Option<i64>| {
        let opened = Account { floor, ceiling, ..Account::new(account(parts)?, asset.parse()?) };
        accounts.push(opened);
        Ok::<_, Refusal>(())
    };
    for asset in SKUS.iter().chain(&CURRENCIES) {
        open(&["world", asset], asset, None, None)?;
    }
    for sku in SKUS {
        open(&["lost", sku], sku, None, None)?;
        for ship in SHIPS {
            open(&["ship", ship.name, sku], sku, Some(0), None)?;
        }
        for station in STATIONS {
            open(&["dock", station, sku], sku, Some(0), None)?;
            for party in PARTIES {
                open(&[party, station, sku], sku, Some(0), None)?;
                gifts.push((sku, account(&[party, station, sku])?, STOCK));
            }
        }
    }
    open(&["world", "kg"], "kg", None, None)?;
    for ship in SHIPS {
        open(&["ship", ship.name, "kg"], "kg", Some(0), Some(CAPACITY))?;
    }
    for money in CURRENCIES {
        open(&["market", money], money, Some(0), None)?;
        open(&["clearing", money], money, Some(0), None)?;
        open(&["rounding", money], money, None, None)?;
        for holder in PARTIES.iter().chain(&["exchange"]) {
            open(&[holder, money], money, Some(0), None)?;
            gifts.push((money, account(&[holder, money])?, PURSE));
        }
    }
    let moment = Moment { now: begin(), seed: 0 };
    let step = |(n, (asset, to, amount)): (u16, (&str, AccountCode, i64))| {
        let entry = NewEntry::new(moment.id::<EntryId>(n), account(&["world", asset])?, to, amount);
        Ok(EntryStep::Enter(NewEntry { reference: Some("opening".into()), note: trades.into(), ..entry }))
    };
    let steps: Result<Vec<EntryStep>, Refusal> = (0..).zip(gifts).map(step).collect();
    Ok([Command::DefineAccounts { accounts }, Command::RecordEntries { steps: steps? }])
}
