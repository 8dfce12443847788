//! How an order stands by its goods and by its money, and whose change of a record counts. Each is told to a shop.

use std::collections::BTreeMap;

use fondaco::money::Money;
use fondaco::order::FulfilmentStanding;
use fondaco::party::Actor;
use fondaco::payment::PaymentStanding;
use fondaco::port::{Clock as _, Commit, CommitError, Store as _};
use fondaco::{Command, Facts, Key, Plan, Stop, Version, plan};
use serde_json::{Map, Value, json};

use super::given::{Fields, Miss, not_applicable};
use super::sale::{Sale, Terms, Thing, ready};
use super::{Answer, Case};

/// The answer to a case that is about how orders stand; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let answer: fn(&Fields<'_>) -> Answer = match case.topic.as_str() {
        "state/order-derived" if case.given.get("fulfilments").is_some() => sent,
        "state/order-derived" => returned,
        "state/payment-derived" if case.given.get("payment_total").is_some() => paid,
        "state/payment-derived" => charged,
        "state/concurrency" => versions,
        _ => return None,
    };
    Some(Fields::of("given", &case.given).and_then(|given| answer(&given)))
}

fn answered<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn thing(id: &str, minor: i64, quantity: i64, given: &Fields<'_>) -> Result<Thing, Miss> {
    Ok(Thing { id: id.to_owned(), price: Money::from_minor(minor, given.currency()?), quantity, rate: None })
}

/// Lines of an order, of which goods wait, have left, or have arrived.
fn sent(given: &Fields<'_>) -> Answer {
    let mut things = Vec::new();
    for line in given.each("lines")? {
        things.push(thing(&line.get::<String>("id")?, 1000, line.get("qty")?, given)?);
        line.done()?;
    }
    let numbers: BTreeMap<&str, u32> = things.iter().map(|thing| thing.id.as_str()).zip(1..).collect();
    let sale = Sale::paid(&things, &Terms::default())?;
    for part in given.each("fulfilments")? {
        let (line, units): (String, i64) = (part.get("line")?, part.get("qty")?);
        let number = *numbers.get(line.as_str()).ok_or_else(|| part.unknown("line", &line))?;
        match part.get::<String>("state")?.as_str() {
            // Goods that are promised and have not left.
            "Pending" => {}
            "Shipped" => drop(sale.ship(&[(number, units)])??),
            "Delivered" => drop(sale.deliver(sale.ship(&[(number, units)])??)??),
            other => return Err(part.unknown("state", other)),
        }
        part.done()?;
    }
    given.done()?;
    let word = match sale.fulfilment()? {
        FulfilmentStanding::Unfulfilled => "PaymentSettled",
        FulfilmentStanding::PartlyShipped => "PartiallyShipped",
        FulfilmentStanding::Shipped => "Shipped",
        FulfilmentStanding::PartlyDelivered => "PartiallyDelivered",
        FulfilmentStanding::Delivered => "Delivered",
        other => return Err(not_applicable(format!("the order stands {}", fondaco::word(&other)))),
    };
    Ok(answered([("order_state", json!(word))]))
}

/// Units of an order that were sent, or came back. Those that wait for somebody's approval have not left.
fn returned(given: &Fields<'_>) -> Answer {
    let (all, sent): (i64, i64) = (given.get("total_qty")?, given.get("fulfilled")?);
    let (back, waiting): (i64, i64) = (given.get("returned")?, given.get("awaiting_approval")?);
    given.done()?;
    let mut sale = Sale::paid(&[thing("thing", 1000, all, given)?], &Terms::default())?;
    if sent > waiting {
        sale.ship(&[(1, sent - waiting)])??;
    }
    if back > 0 {
        sale.take_back(1, back)?;
    }
    let word = match sale.fulfilment()? {
        FulfilmentStanding::Unfulfilled => "unfulfilled",
        FulfilmentStanding::PartlyShipped => "partially_fulfilled",
        FulfilmentStanding::Shipped | FulfilmentStanding::PartlyDelivered | FulfilmentStanding::Delivered => {
            "fulfilled"
        }
        FulfilmentStanding::PartlyReturned => "partially_returned",
        FulfilmentStanding::Returned => "returned",
    };
    Ok(answered([("order_status", json!(word))]))
}

/// An order of which so much is due and so much was paid. What was paid beyond it, and what is due no more, was for goods that
/// are in it no more.
fn order(due: i64, paid: i64, fell_off: i64, given: &Fields<'_>) -> Result<Sale, Miss> {
    let gone = fell_off.max(paid - due).max(0);
    let things = [thing("kept", due, 1, given)?, thing("gone", gone, i64::from(gone > 0), given)?];
    let sale = Sale::ordered(&things, &Terms::default())?;
    if paid > 0 {
        sale.pay(Money::from_minor(paid, sale.total.currency()))??;
    }
    if gone > 0 {
        sale.amend(&json!([{"remove_line": {"line": 2}}]))??;
    }
    Ok(sale)
}

fn paid(given: &Fields<'_>) -> Answer {
    let sale = order(given.get("total")?, given.get("payment_total")?, 0, given)?;
    let state: Option<String> = given.may("order_state")?;
    given.done()?;
    match state.as_deref() {
        None => {}
        Some("canceled") => drop(sale.cancel()??),
        Some(other) => return Err(given.unknown("order_state", other)),
    }
    let word = match sale.balance()?.standing()? {
        PaymentStanding::Paid => "paid",
        PaymentStanding::Unpaid | PaymentStanding::PartlyPaid | PaymentStanding::Authorized => "balance_due",
        PaymentStanding::Overpaid => "credit_owed",
        PaymentStanding::Void => "void",
        other => return Err(not_applicable(format!("the order stands {}", fondaco::word(&other)))),
    };
    Ok(answered([("payment_state", json!(word))]))
}

/// A refund that is granted lowers what is due, at most to nothing.
fn charged(given: &Fields<'_>) -> Answer {
    let (total, granted): (i64, i64) = (given.get("total_gross")?, given.get("granted_refund")?);
    let due = (total - granted).max(0);
    let sale = order(due, given.get("charged")?, total - due, given)?;
    given.done()?;
    let word = match sale.balance()?.standing()? {
        PaymentStanding::Unpaid => "none",
        PaymentStanding::PartlyPaid => "partial",
        // Nothing is due and nothing was paid.
        PaymentStanding::Paid | PaymentStanding::Void => "full",
        PaymentStanding::Overpaid => "overcharged",
        other => return Err(not_applicable(format!("the order stands {}", fondaco::word(&other)))),
    };
    Ok(answered([("charge_status", json!(word))]))
}

/// A change that was decided on one version of a cart and is committed on another. The first version is the opened cart.
fn versions(given: &Fields<'_>) -> Answer {
    let (current, submitted): (i64, i64) = (given.get("current_version")?, given.get("submitted_version")?);
    let things = [thing("thing", 1000, 1, given)?];
    given.done()?;
    let sale = Sale::open(&things, &Terms::default())?;
    let stands = || -> Result<Option<Version>, Miss> {
        let loaded = ready(sale.store.load(&[Key::from(sale.cart)]))?.map_err(not_applicable)?;
        Ok(loaded.first().and_then(fondaco::port::Fact::version))
    };
    let at = |version: Option<Version>| json!(version);
    let add = json!({"do": "add_line", "cart": sale.cart, "line": {"sku": "thing", "quantity": 1}});
    let reach = |version: i64| -> Result<(), Miss> {
        while at(stands()?).as_i64().is_some_and(|stands| stands < version) {
            sale.must(add.clone())?;
        }
        Ok(())
    };
    reach(submitted)?;
    let commit = decided(&sale, &add)?;
    reach(current)?;
    match ready(sale.store.commit(&commit))? {
        Ok(()) => Ok(answered([("ok", json!(true)), ("new_version", at(stands()?))])),
        Err(CommitError::Stale) => Ok(answered([
            ("error", json!("concurrent_modification")),
            ("status", json!(409)),
            ("version", at(stands()?)),
        ])),
        Err(failure) => Err(not_applicable(failure)),
    }
}

/// What a command comes to now, not committed yet.
fn decided(sale: &Sale, command: &Value) -> Result<Commit, Miss> {
    let command: Command = serde_json::from_value(command.clone()).map_err(not_applicable)?;
    let (moment, mut facts) = (sale.clock.moment(), Facts::new());
    loop {
        match plan(moment.id(0), Actor::System, &command, &moment, &facts) {
            Ok(Plan::Commit(_, commit)) => return Ok(commit),
            Ok(Plan::Done(_)) => return Err(not_applicable("the command was carried out before")),
            Err(Stop::Refused(refusal)) => return Err(refusal.into()),
            Err(Stop::Need(keys)) => {
                let loaded = ready(sale.store.load(&keys))?.map_err(not_applicable)?;
                facts.learn(keys.into_iter().zip(loaded));
            }
        }
    }
}
