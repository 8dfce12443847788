//! The end of the month: what is owed is netted, and paid through a clearing account.

use fondaco::ledger::{Entry, EntryStep, NettingReport, NewEntry, Obligation, Posting, net};
use fondaco::port::Scan;
use fondaco::{Command, EntryId, Kind, Moment};
use serde::Serialize;

use super::books::found;
use super::market::{account, begin};
use super::route::{ON_ACCOUNT, Route};
use super::terms::DAY;
use crate::trouble::Trouble;

/// What the payments are found by.
pub(crate) const NETTING: &str = "netting/2027-03";

/// The place of the command among those that are of no trade.
const SETTLE: u16 = 10;

/// The netting of one asset, with its proof and its payments.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Netted {
    pub(crate) report: NettingReport,
    /// How many obligations there were.
    pub(crate) obligations: usize,
    /// Whether it is the report of these obligations.
    pub(crate) is_proven: bool,
    pub(crate) payments: Vec<Posting>,
}

/// Nets what the ledger has set aside, and enters the payments in the same command that lets the obligations go.
pub(crate) async fn settle(route: &mut Route) -> Result<Vec<Netted>, Trouble> {
    let entries = found::<Entry>(&route.engine, &Scan::of(Kind::Entry).with("reference", ON_ACCOUNT)).await?;
    let obligations: Vec<Obligation> = entries.iter().map(|entry| owed(entry)).collect();
    let mut steps: Vec<EntryStep> =
        entries.iter().map(|entry| EntryStep::Void { entry: entry.id, amount: None }).collect();
    let last = fondaco::Timestamp::from_second(begin().as_second() + 31 * DAY).unwrap_or(begin());
    let moment = Moment { now: last, seed: 0 };
    let mut netted = Vec::new();
    for report in net(&obligations)? {
        let payments = report.payments(&account(&["clearing", report.asset.as_str()])?);
        for Posting { from, to, amount, .. } in &payments {
            let id: EntryId = moment.id(u16::try_from(steps.len()).unwrap_or(u16::MAX));
            let entry = NewEntry::new(id, from.clone(), to.clone(), *amount);
            steps.push(EntryStep::Enter(NewEntry { reference: Some(NETTING.into()), ..entry }));
        }
        let of_it = obligations.iter().filter(|obligation| obligation.asset == report.asset).count();
        netted.push(Netted { obligations: of_it, is_proven: report.is_of(&obligations), payments, report });
    }
    if !steps.is_empty() {
        route.send(0, SETTLE, &Command::RecordEntries { steps }).await?;
    }
    Ok(netted)
}

fn owed(entry: &Entry) -> Obligation {
    let Entry { from, to, asset, amount, .. } = entry;
    Obligation { debtor: from.clone(), creditor: to.clone(), asset: asset.clone(), amount: *amount }
}
