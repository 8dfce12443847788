//! What is told: the same as text and as JSON.

use std::collections::BTreeMap;

use fondaco::ledger::Entry;
use fondaco::trade::{Trade, TradeState};
use fondaco::{Timestamp, word};
use serde::Serialize;

use super::books::{Books, Check, Move, Trial};
use super::deal::{Course, Deal, Settle};
use super::market::{CURRENCIES, PARTIES, SKUS, STATIONS};
use super::month::Netted;
use super::route::{Route, owed_for};

/// The month, and its books.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) trades: usize,
    /// How many trades ended in each state.
    pub(crate) states: BTreeMap<String, usize>,
    /// How many goods waited for another voyage.
    pub(crate) waited: u32,
    pub(crate) lost: BTreeMap<&'static str, i64>,
    pub(crate) netting: Vec<Netted>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) trial_balance: Vec<Trial>,
    pub(crate) traced: Option<Traced>,
    pub(crate) checks: Vec<Check>,
    pub(crate) balances: bool,
}

/// What a merchant, the market or the exchanger has.
#[derive(Debug, Serialize)]
pub(crate) struct Statement {
    pub(crate) party: &'static str,
    pub(crate) money: BTreeMap<&'static str, i64>,
    /// Units by station and SKU.
    pub(crate) goods: BTreeMap<&'static str, BTreeMap<&'static str, i64>>,
}

/// Where the goods and the coins of a trade went.
#[derive(Debug, Serialize)]
pub(crate) struct Traced {
    pub(crate) number: u32,
    /// The trade in words.
    pub(crate) told: String,
    pub(crate) state: TradeState,
    pub(crate) goods: Vec<Step>,
    pub(crate) coins: Vec<Step>,
    /// What was owed until the end of the month, and netted then.
    pub(crate) owed: Vec<Step>,
}

/// What moved, once.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) at: Timestamp,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) amount: i64,
    pub(crate) asset: String,
}

impl Report {
    pub(crate) fn of(books: &Books, route: &Route, deals: &[Deal], netting: Vec<Netted>, shown: Option<u32>) -> Self {
        let mut states = BTreeMap::new();
        books.trades.iter().for_each(|trade| *states.entry(word(&trade.state)).or_default() += 1);
        let deal = deals.iter().find(|deal| Some(deal.number) == shown || (shown.is_none() && is_telling(deal)));
        let deal = deal.or(deals.first());
        let id = deal.and_then(|deal| route.trades.get(&deal.number));
        let trade = books.trades.iter().find(|trade| Some(&trade.id) == id);
        let checks = books.prove(&netting);
        Self {
            trades: books.trades.len(),
            states,
            waited: route.waited,
            lost: SKUS.iter().map(|sku| (*sku, books.sum("lost/", sku))).collect(),
            netting,
            statements: PARTIES
                .iter()
                .chain(&["market", "exchange"])
                .map(|party| Statement::of(party, books))
                .collect(),
            trial_balance: books.trial(),
            traced: deal.zip(trade).map(|(deal, trade)| Traced::of(deal, trade, books)),
            balances: checks.iter().all(|check| check.faults.is_empty()),
            checks,
        }
    }
}

/// Whether there is something to be seen in a trade: it loses a crate, and is exchanged.
fn is_telling(deal: &Deal) -> bool {
    deal.course == Course::Lost && deal.rate.is_some() && deal.settle != Settle::Account
}

impl Statement {
    fn of(party: &'static str, books: &Books) -> Self {
        let money = CURRENCIES.iter().map(|money| (*money, books.balance(&format!("{party}/{money}")))).collect();
        let at =
            |station: &str| SKUS.iter().map(|sku| (*sku, books.balance(&format!("{party}/{station}/{sku}")))).collect();
        let goods = if PARTIES.contains(&party) {
            STATIONS.iter().map(|station| (*station, at(station))).collect()
        } else {
            BTreeMap::new()
        };
        Self { party, money, goods }
    }
}

impl Step {
    fn of(Move { at, amount, entry }: Move<'_>) -> Self {
        let (from, to, asset) = (entry.from.to_string(), entry.to.to_string(), entry.asset.to_string());
        Self { at, from, to, amount, asset }
    }
}

impl Traced {
    fn of(deal: &Deal, trade: &Trade, books: &Books) -> Self {
        let own = |entry: &Entry| trade.entries.contains(&entry.id);
        let moves = books.moves().into_iter().filter(|it| own(it.entry));
        let notes = ["goods", "freight"].map(|what| owed_for(what, deal.number));
        let owed = books.entries.iter().filter(|entry| notes.contains(&entry.note));
        let owed = owed.map(|entry| Step::of(Move { at: entry.effective_at, amount: entry.amount, entry })).collect();
        let (goods, coins) = moves.map(Step::of).partition(|step| step.asset == deal.sku);
        let Deal { buyer, seller, amount, sku, agreed, incoterm, from, to, .. } = deal;
        let told = format!(
            "{buyer} buys {amount} {sku} of {seller} for {agreed}, {} from {from} to {to}",
            word(incoterm).to_uppercase()
        );
        Self { number: deal.number, told, state: trade.state, goods, coins, owed }
    }
}
