//! What an account lets through: limits, periods that are closed, amounts that are held, and many who write at once.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fondaco::ledger::{Account, EntryStep, Layer, NewEntry, UpTo};
use fondaco::money::{Currency, Money};
use fondaco::{Code, Command, Timestamp, immediately};
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};

/// How long writers are waited for before they count as locked for good.
const PATIENCE: Duration = Duration::from_mins(1);

fn told<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn enter(desk: &Desk, from: &Account, to: &Account, amount: i64) -> NewEntry {
    NewEntry::new(desk.entry_id(), from.code.clone(), to.code.clone(), amount)
}

/// A cap on all that is ever taken from an account: an allowance that is granted once, of which each transfer takes as much in
/// the same command.
pub(super) fn capped(given: &Fields<'_>) -> Answer {
    let desk = Desk::new();
    let limit = given.object("limit")?.ok_or_else(|| not_applicable("no limit"))?;
    for (name, known) in [("layer", "settled"), ("direction", "debit"), ("window", "none")] {
        let word: String = limit.get(name)?;
        if word != known {
            return Err(limit.unknown(name, word));
        }
    }
    let most: i64 = whole(&limit.get::<String>("amount")?)?;
    limit.done()?;
    let account = desk.open(&given.get::<String>("account")?, "USD")?;
    let transfers: Vec<String> = given.get("transfers")?;
    given.done()?;
    let [recipient, grants, spent] = ["recipient", "grants", "spent"].map(|code| desk.open(code, "USD"));
    let (recipient, grants, spent) = (recipient?, grants?, spent?);
    let allowance = Account { floor: Some(0), ..Account::new("allowance".parse()?, "USD".parse()?) };
    desk.define(allowance.clone())?;
    desk.record(vec![EntryStep::Enter(enter(&desk, &grants, &allowance, most))])??;
    let mut results = Vec::new();
    for amount in &transfers {
        let amount = whole(amount)?;
        let counted = enter(&desk, &allowance, &spent, amount);
        let transfer = enter(&desk, &account, &recipient, amount);
        results.push(match desk.record(vec![EntryStep::Enter(counted), EntryStep::Enter(transfer)])? {
            Ok(_) => "ok",
            Err(refusal) if refusal.code() == Code::FundsShort => "velocity_limit_exceeded",
            Err(refusal) => return Err(refusal.into()),
        });
    }
    Ok(told([("results", json!(results))]))
}

/// Books that are closed as of a day: an account takes nothing that takes effect until then, and, where that is said, nothing
/// at all before a first day was named.
pub(super) fn periods(given: &Fields<'_>) -> Answer {
    let limit = given.object("limit")?.ok_or_else(|| not_applicable("no limit"))?;
    for (name, known) in [("layer", "settled"), ("direction", "debit"), ("amount", "0")] {
        let word: String = limit.get(name)?;
        if word != known {
            return Err(limit.unknown(name, word));
        }
    }
    let (mut closed_without, mut closed_until) = (false, false);
    for clause in limit.get::<String>("applies_when")?.split(" or ") {
        match clause {
            "no closedAsOf on the (grand)parent" => closed_without = true,
            "closedAsOf >= effective date" => closed_until = true,
            other => return Err(limit.unknown("applies_when", other)),
        }
    }
    limit.done()?;
    let mut results = Vec::new();
    for case in given.each("cases")? {
        let desk = Desk::new();
        let as_of = case.may::<String>("closedAsOf")?.map(|day| instant(&day)).transpose()?;
        let effective_at = instant(&case.get::<String>("effective")?)?;
        case.done()?;
        let day = Duration::from_hours(24);
        let until = as_of.filter(|_| closed_until).map(|as_of| as_of.checked_add(day)).transpose();
        let mut account = Account::new("sender".parse()?, "USD".parse()?);
        account.closed = closed_without && as_of.is_none();
        account.closed_until = until.map_err(not_applicable)?;
        desk.define(account.clone())?;
        let recipient = desk.open("recipient", "USD")?;
        desk.clock.set(effective_at.checked_add(day).map_err(not_applicable)?);
        let new = NewEntry { effective_at: Some(effective_at), ..enter(&desk, &account, &recipient, 1) };
        results.push(match desk.record(vec![EntryStep::Enter(new)])? {
            Ok(_) => "ok",
            Err(refusal) if matches!(refusal.code(), Code::PeriodClosed | Code::AccountClosed) => "refused",
            Err(refusal) => return Err(refusal.into()),
        });
    }
    given.done()?;
    Ok(told([("results", json!(results))]))
}

/// A part of what is held is made true, and the rest stays held.
pub(super) fn committed(given: &Fields<'_>) -> Answer {
    let desk = Desk::new();
    let (outside, account) = (desk.open("outside", "USD")?, desk.open("account", "USD")?);
    let balance = given.object("balance")?.ok_or_else(|| not_applicable("no balance"))?;
    let (inflight, there): (i64, i64) = (balance.get("inflight_credit")?, balance.get("credit")?);
    balance.done()?;
    let part: i64 = given.get("commit")?;
    given.done()?;
    let hold = NewEntry { layer: Layer::Pending, ..enter(&desk, &outside, &account, inflight) };
    let post = EntryStep::Post { entry: hold.id, amount: Some(part), more: true };
    let before = enter(&desk, &outside, &account, there);
    desk.record(vec![EntryStep::Enter(before), EntryStep::Enter(hold), post])??;
    let (_, balance) = desk.balance(&account.code)?;
    Ok(told([("balance", json!({"inflight_credit": balance.credits_pending, "credit": balance.credits_posted}))]))
}

/// What is locked of a total, and what is free. An account that owes nothing has a floor, and as much is held of it as there
/// is; one that stands below zero can have none, and all of it is held.
pub(super) fn locked(given: &Fields<'_>) -> Answer {
    let (desk, currency) = (Desk::new(), Currency::iso("USD")?);
    let [total, wanted] =
        ["total", "locked"].map(|name| Ok::<_, Miss>(Money::parse(&given.get::<String>(name)?, currency)?));
    let (total, wanted) = (total?.minor(), wanted?.minor());
    given.done()?;
    let has_floor = total >= 0;
    let (outside, venue) = (desk.open("outside", "USD")?, desk.open("venue", "USD")?);
    let mut account = desk.open("account", "USD")?;
    let (from, to) = if has_floor { (&outside, &account) } else { (&account, &outside) };
    desk.record(vec![EntryStep::Enter(enter(&desk, from, to, total.abs()))])??;
    account.floor = has_floor.then_some(0);
    desk.define(account.clone())?;
    let up_to = has_floor.then_some(UpTo::Available);
    let hold = NewEntry { layer: Layer::Pending, up_to, ..enter(&desk, &account, &venue, wanted) };
    desk.record(vec![EntryStep::Enter(hold)])??;
    let (account, balance) = desk.balance(&account.code)?;
    let text = |minor: i64| json!(Money::from_minor(minor, currency).amount().to_string());
    Ok(told([("locked", text(balance.debits_pending)), ("free", text(balance.available(account.normal)))]))
}

/// Many who write at once, each its batches, half of them from one account to the other and half of them back.
pub(super) fn at_once(given: &Fields<'_>) -> Answer {
    let [writers, batches, postings] =
        ["writers", "batches_per_writer", "postings_per_batch"].map(|name| given.get::<usize>(name));
    let (writers, batches, postings) = (writers?, batches?, postings?);
    let amount = whole(&given.get::<String>("amount_per_posting")?)?;
    let accounts: String = given.get("accounts")?;
    if accounts != "overlapping, opposite lock orders" {
        return Err(given.unknown("accounts", accounts));
    }
    given.done()?;
    let desk = Desk::new();
    let (left, right) = (desk.open("left", "USD")?, desk.open("right", "USD")?);
    let (done, finished) = mpsc::channel();
    for writer in 0..writers {
        let (from, to) = if writer % 2 == 0 { (&left, &right) } else { (&right, &left) };
        let mut commands = Vec::new();
        for _ in 0..batches {
            let steps = (0..postings).map(|_| EntryStep::Enter(enter(&desk, from, to, amount))).collect();
            commands.push((desk.command_id(), Command::RecordEntries { steps }));
        }
        let (engine, done) = (desk.engine.clone(), done.clone());
        thread::spawn(move || {
            let is_done =
                |(id, command): &(_, _)| immediately(engine.execute(*id, command)).is_some_and(|ran| ran.is_ok());
            // Nobody listens any more where patience has run out.
            let _ = done.send(commands.iter().all(is_done));
        });
    }
    let ended = (0..writers).filter(|_| finished.recv_timeout(PATIENCE) == Ok(true)).count();
    let (mut debits, mut credits) = (0, 0);
    for account in [&left, &right] {
        let (_, balance) = desk.balance(&account.code)?;
        debits += balance.debits_posted;
        credits += balance.credits_posted;
    }
    Ok(told([
        ("deadlocks", json!(writers - ended)),
        ("total_debits", json!(debits.to_string())),
        ("total_credits", json!(credits.to_string())),
    ]))
}

fn whole(text: &str) -> Result<i64, Miss> {
    text.parse().map_err(not_applicable)
}

/// The beginning of a day.
fn instant(day: &str) -> Result<Timestamp, Miss> {
    format!("{day}T00:00:00Z").parse().map_err(not_applicable)
}
