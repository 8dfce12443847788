//! Payments: what stands on an account, how an order stands by what was paid, and what comes of a refund.

use fondaco::effect::{EFFECT, EffectState, EffectStep};
use fondaco::money::Money;
use fondaco::payment::{Balance, Payment, PaymentStanding, PaymentState};
use fondaco::{CounterKind, Counters, NOT_SHORT, Timestamp, added, pair};
use serde_json::{Map, Value, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable};

/// The answer to a case about payments; `None` where it is about something else.
pub(super) fn answer(topic: &str, given: &Fields<'_>) -> Option<Answer> {
    Some(match topic {
        "stored-value/account" => account(given),
        "state/refund" => refund_machine(given),
        "state/payment-cover" => cover(given),
        _ => return None,
    })
}

fn answered<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Store credit: what is used and what is authorized is drawn from what was granted, at once and guarded.
fn account(given: &Fields<'_>) -> Answer {
    given.currency()?;
    if given.has("capture") {
        return Err(not_applicable("credit is drawn when the order is placed: nothing of it is authorized first"));
    }
    let amount: i64 = given.get("amount")?;
    let drawn = [given.may::<i64>("used")?, given.may::<i64>("authorized")?].into_iter().flatten().sum::<i64>();
    let more: Option<i64> = given.may("authorize")?;
    given.done()?;
    let draw = |row: Counters, amount: i64| {
        added(&row, &pair([0, amount])).filter(|row| CounterKind::Allowance.allows(row, &NOT_SHORT))
    };
    let Some(row) = draw(pair([amount, 0]), drawn) else {
        return Ok(answered([("error", json!("authorized_exceeds_available"))]));
    };
    match more.map(|more| draw(row, more)) {
        Some(None) => Ok(answered([("error", json!("insufficient"))])),
        Some(Some([granted, drawn, ..])) => Ok(answered([("ok", json!(true)), ("remaining", json!(granted - drawn))])),
        None => Ok(answered([("remaining", json!(row[0] - row[1]))])),
    }
}

/// A payment of which so much was captured.
fn captured(minor: i64, given: &Fields<'_>) -> Result<Payment, Miss> {
    let money = Money::from_minor(minor, given.currency()?);
    let id = "0199c1d2-0000-7000-8000-000000000001";
    let zero = Money::zero(money.currency());
    serde_json::from_value(json!({"id": id, "order": id, "amount": money, "captured": money, "refunded": zero,
        "state": PaymentState::Captured}))
    .map_err(not_applicable)
}

fn balance(due: i64, payments: &[Payment], given: &Fields<'_>) -> Result<Balance, Miss> {
    let due = Money::from_minor(due, given.currency()?);
    Ok(Balance::of(due, payments, Timestamp::UNIX_EPOCH)?)
}

fn cover(given: &Fields<'_>) -> Answer {
    let total: i64 = given.get("total")?;
    let mut paid = Vec::new();
    for payment in given.each("payments")? {
        paid.push(captured(payment.get("amount")?, given)?);
        payment.done()?;
    }
    let balance = balance(total, &paid, given)?;
    given.done()?;
    let is_paid = balance.standing()? == PaymentStanding::Paid;
    let state = if is_paid { "PaymentSettled" } else { "ArrangingPayment" };
    Ok(answered([("order_state", json!(state)), ("outstanding", json!(balance.left()?.minor()))]))
}

/// A refund that is asked of a gateway is an effect: it is waiting, done, or declined.
fn refund_machine(given: &Fields<'_>) -> Answer {
    given.may::<String>("machine")?;
    given.may::<String>("initial")?;
    let states: Vec<String> = given.get("states")?;
    given.done()?;
    let known = |word: &str| match word {
        "Pending" => Ok(EffectState::Waiting),
        "Settled" => Ok(EffectState::Done),
        "Failed" => Ok(EffectState::Declined),
        other => Err(given.unknown("states", other)),
    };
    let (mut allowed, mut forbidden) = (Vec::new(), Vec::new());
    for from in &states {
        for to in states.iter().filter(|to| *to != from) {
            let (before, after) = (known(from)?, known(to)?);
            let ends = [EffectStep::Finish, EffectStep::Decline];
            let leads = ends.iter().any(|step| EFFECT.step(before, *step) == Ok(after));
            if leads { allowed.push(json!([from, to])) } else { forbidden.push(json!([from, to])) }
        }
    }
    Ok(answered([("allowed", json!(allowed)), ("forbidden", json!(forbidden))]))
}
