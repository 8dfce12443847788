//! Promises about ledgers: limits of accounts hold, what is held is settled once, all debits are all credits.

use std::sync::Arc;
use std::time::Duration;

use fondaco::ledger::{Account, AccountBalance, Entry, EntryState, EntryStep, Layer, NewEntry, Side};
use fondaco::port::{Clock as _, Page, Store};
use fondaco::{AccountCode, Code, Command, Engine, EntryId, Failure, Key, Outcome, Timestamp};
use tokio::task::JoinSet;

use super::Subject;
use super::trial::{Snapshot, Trial, busy_engine, row};
use crate::SystemClock;

fn account(code: &str, floor: Option<i64>, ceiling: Option<i64>) -> Account {
    Account { floor, ceiling, ..Account::new(code.parse().unwrap(), "EUR".parse().unwrap()) }
}

/// An amount that goes from one account to another, by the number of its id.
pub(super) fn enter(number: u128, from: &str, to: &str, amount: i64) -> NewEntry {
    NewEntry::new(id(number), from.parse().unwrap(), to.parse().unwrap(), amount)
}

fn id(number: u128) -> EntryId {
    format!("00000000-0000-0000-0000-{number:012}").parse().unwrap()
}

pub(super) fn record(steps: Vec<EntryStep>) -> Command {
    Command::RecordEntries { steps }
}

pub(super) async fn run(engine: &Engine, command: &Command) -> Result<Outcome, Failure> {
    engine.execute(SystemClock::new().moment().id(0), command).await
}

pub(super) async fn define(engine: &Engine, accounts: Vec<Account>) {
    run(engine, &Command::DefineAccounts { accounts }).await.unwrap();
}

pub(super) async fn balance(store: &Arc<dyn Store>, code: &str) -> AccountBalance {
    row(store, &Key::Balance(code.parse().unwrap())).await.into()
}

/// What all accounts of a ledger that holds one asset come to, on each layer: debits, which are its credits.
async fn sums(engine: &Engine) -> [i64; 3] {
    let page = engine.trial_balance(&Page::first(100)).await.unwrap();
    let sum = |number: fn(&AccountBalance) -> i64| page.items.iter().map(|(_, row)| number(row)).sum::<i64>();
    let debits = [sum(|row| row.debits_encumbered), sum(|row| row.debits_pending), sum(|row| row.debits_posted)];
    let credits = [sum(|row| row.credits_encumbered), sum(|row| row.credits_pending), sum(|row| row.credits_posted)];
    assert_eq!(debits, credits, "each layer is in balance on its own");
    debits
}

/// Many at the same time take from an account with a floor, and put into one with a ceiling: as many as there is room for get
/// through, at once, pending, or set aside before and posted or held now, and the others are told why.
pub async fn limits_of_accounts_hold_against_many_at_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "limits_of_accounts_hold_against_many_at_once").await;
    let engine = busy_engine(&trial.store);
    let accounts = vec![account("world", None, None), account("purse", Some(0), None), account("box", None, Some(25))];
    define(&engine, accounts).await;
    run(&engine, &record(vec![EntryStep::Enter(enter(1, "world", "purse", 40))])).await.unwrap();
    let (purse, full) =
        (|number| enter(100 + number, "purse", "world", 1), |number| enter(200 + number, "world", "box", 1));
    let intended = (0..60).filter(|number| number % 4 > 1).flat_map(|number| [purse(number), full(number)]);
    let intended = intended.map(|entry| EntryStep::Enter(NewEntry { layer: Layer::Encumbered, ..entry }));
    run(&engine, &record(intended.collect())).await.unwrap();
    let engines = [engine.clone(), busy_engine(&trial.again().await)];
    let mut taking = JoinSet::new();
    for (number, engine) in (0..60_u128).zip(engines.iter().cycle().cloned()) {
        taking.spawn(async move {
            let step = |entry: NewEntry| match number % 4 {
                0 => EntryStep::Enter(entry),
                1 => EntryStep::Enter(NewEntry { layer: Layer::Pending, ..entry }),
                2 => EntryStep::Post { entry: entry.id, amount: None, more: false },
                _ => EntryStep::Hold { entry: entry.id },
            };
            let taken = run(&engine, &record(vec![step(purse(number))])).await;
            (taken, run(&engine, &record(vec![step(full(number))])).await)
        });
    }
    let through = |answer: Result<Outcome, Failure>, otherwise: Code| match answer {
        Ok(_) => 1,
        Err(failure) => {
            assert_eq!(failure.into_refusal().code(), otherwise);
            0
        }
    };
    let (mut out, mut stored) = (0, 0);
    while let Some(answers) = taking.join_next().await {
        let (taken, put) = answers.unwrap();
        out += through(taken, Code::FundsShort);
        stored += through(put, Code::AccountFull);
    }
    assert_eq!((out, stored), (40, 25));
    let (purse, full) = (balance(&trial.store, "purse").await, balance(&trial.store, "box").await);
    assert_eq!(purse.available(Side::Credit), 0);
    assert_eq!(full.credits_posted + full.credits_pending, 25);
    let (left, done) = (purse.debits_encumbered + full.credits_encumbered, purse.debits_posted + full.credits_posted);
    assert_eq!(sums(&engine).await, [left, 40 + 25 - done, 40 + done]);
}

/// Writers whose entries touch the same accounts in opposite orders all get through, and all debits are all credits.
pub async fn debits_are_credits_whoever_writes_at_once(subject: &dyn Subject) {
    const AMOUNT: i64 = 1_290;
    let trial = Trial::new(subject, "debits_are_credits_whoever_writes_at_once").await;
    let engine = busy_engine(&trial.store);
    let names = ["a", "b", "c", "d"];
    define(&engine, names.iter().map(|name| account(name, None, None)).collect()).await;
    let engines = [engine.clone(), busy_engine(&trial.again().await)];
    let mut writing = JoinSet::new();
    for (writer, engine) in (0..6_usize).zip(engines.iter().cycle().cloned()) {
        writing.spawn(async move {
            for batch in 0..4_usize {
                let step = |place: usize| {
                    let number = u128::try_from(1 + writer * 100 + batch * 10 + place).unwrap();
                    let (one, other) = (names[(batch + place) % 4], names[(batch + place + 1) % 4]);
                    let (from, to) = if writer % 2 == 0 { (one, other) } else { (other, one) };
                    EntryStep::Enter(enter(number, from, to, AMOUNT))
                };
                let steps = if writer % 2 == 0 { (0..3).map(step).collect() } else { (0..3).rev().map(step).collect() };
                run(&engine, &record(steps)).await.unwrap();
            }
        });
    }
    while let Some(done) = writing.join_next().await {
        done.unwrap();
    }
    assert_eq!(sums(&engine).await, [0, 0, 92_880], "6 writers, 4 batches, 3 entries of {AMOUNT}");
    let stored = engine.balance_at(&"a".parse().unwrap(), Timestamp::MAX).await;
    assert_eq!(
        stored.unwrap(),
        balance(&trial.store, "a").await.balance(Layer::Settled, Side::Credit),
        "entries say what the row says"
    );
}

/// Of many who post and void what one entry holds, one gets through.
pub async fn what_is_held_is_settled_once(subject: &dyn Subject) {
    let trial = Trial::new(subject, "what_is_held_is_settled_once").await;
    let engine = busy_engine(&trial.store);
    define(&engine, vec![account("ada", None, None), account("bruno", None, None)]).await;
    let engines = [engine.clone(), busy_engine(&trial.again().await)];
    for round in 1..6_u128 {
        let layer = if round % 2 == 0 { Layer::Pending } else { Layer::Encumbered };
        let held = NewEntry { layer, ..enter(round, "ada", "bruno", 10) };
        run(&engine, &record(vec![EntryStep::Enter(held)])).await.unwrap();
        let mut settling = JoinSet::new();
        for (number, engine) in (0..8).zip(engines.iter().cycle().cloned()) {
            let post = EntryStep::Post { entry: id(round), amount: None, more: false };
            let step = if number % 2 == 0 { post } else { EntryStep::Void { entry: id(round), amount: None } };
            settling.spawn(async move { run(&engine, &record(vec![step])).await });
        }
        let mut through = 0;
        while let Some(answer) = settling.join_next().await {
            match answer.unwrap() {
                Ok(_) => through += 1,
                Err(failure) => assert_eq!(failure.into_refusal().code(), Code::StateForbidden),
            }
        }
        assert_eq!(through, 1);
    }
    let row = balance(&trial.store, "ada").await;
    assert_eq!(row.debits_posted % 10, 0);
    assert_eq!(sums(&engine).await, [0, 0, row.debits_posted]);
}

/// What is held past its time is there again for whoever asks, before a tick has marked it and after; and a refused batch
/// leaves no trace.
pub async fn what_an_entry_holds_comes_back_in_its_time(subject: &dyn Subject) {
    let trial = Trial::new(subject, "what_an_entry_holds_comes_back_in_its_time").await;
    let engine = trial.engine(&trial.store);
    define(&engine, vec![account("world", None, None), account("ada", Some(0), None), account("bruno", None, None)])
        .await;
    run(&engine, &record(vec![EntryStep::Enter(enter(1, "world", "ada", 100))])).await.unwrap();
    let end = trial.clock.moment().now + jiff::SignedDuration::from_millis(250);
    let held = |number| NewEntry { layer: Layer::Pending, expires_at: Some(end), ..enter(number, "ada", "bruno", 50) };
    let set_aside = NewEntry { layer: Layer::Encumbered, ..held(7) };
    run(&engine, &record(vec![EntryStep::Enter(set_aside)])).await.unwrap();
    run(&engine, &record(vec![EntryStep::Enter(held(2)), EntryStep::Enter(held(3))])).await.unwrap();
    let before = Snapshot::of(&trial.store).await;
    let short =
        record(vec![EntryStep::Enter(enter(4, "world", "bruno", 1)), EntryStep::Enter(enter(5, "ada", "bruno", 1))]);
    assert_eq!(run(&engine, &short).await.unwrap_err().into_refusal().code(), Code::FundsShort);
    assert_eq!(Snapshot::of(&trial.store).await, before);
    trial.clock.advance(Duration::from_millis(250));
    let ada: AccountCode = "ada".parse().unwrap();
    let (_, there) = engine.account_balance(&ada).await.unwrap();
    assert_eq!((there.available(Side::Credit), there.balance(Layer::Encumbered, Side::Credit)), (100, 100));
    run(&engine, &record(vec![EntryStep::Enter(enter(6, "ada", "bruno", 100))])).await.unwrap();
    assert_eq!(engine.tick(10).await.unwrap(), 0, "whoever was short has marked them");
    for number in [2, 3, 7] {
        assert_eq!(engine.get::<Entry>(&id(number)).await.unwrap().state, EntryState::Expired);
    }
    let statement = engine.statement(&ada, &Page::first(100)).await.unwrap().items;
    assert_eq!(statement.iter().map(|entry| entry.id).collect::<Vec<_>>(), [1, 2, 3, 6, 7].map(id));
}
