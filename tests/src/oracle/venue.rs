//! Orders at a venue: what is asked of somebody outside, who fills it in parts and whose reports may come late. Here that is a
//! payment through a gateway: it is asked for, held, captured in parts, given up, or runs out of time.

use fondaco::effect::{Act, EffectState};
use fondaco::money::{Currency, Money};
use fondaco::payment::{PaymentEnd, PaymentState};
use serde_json::{Map, json};

use super::Answer;
use super::given::{Fields, Miss, not_applicable};
use super::sale::{Sale, Terms, Thing};

/// The events that lead to each state.
const PATHS: [(&str, &[&str]); 10] = [
    ("Initialized", &[]),
    ("Denied", &["Denied"]),
    ("Submitted", &["Submitted"]),
    ("Rejected", &["Submitted", "Rejected"]),
    ("Accepted", &["Submitted", "Accepted"]),
    ("PendingCancel", &["Submitted", "Accepted", "PendingCancel"]),
    ("Canceled", &["Submitted", "Accepted", "PendingCancel", "Canceled"]),
    ("PartiallyFilled", &["Submitted", "Accepted", "PartiallyFilled"]),
    ("Filled", &["Submitted", "Accepted", "Filled"]),
    ("Expired", &["Submitted", "Accepted", "Expired"]),
];

/// Lets an event happen to an order in a state; answers the state after it. What stays as it was has not happened.
pub(super) fn answer(given: &Fields<'_>) -> Answer {
    let (state, event): (String, String) = (given.get("state")?, given.get("event")?);
    given.done()?;
    let path = PATHS.iter().find(|(name, _)| *name == state).ok_or_else(|| given.unknown("state", &state))?.1;
    let price = Money::from_minor(1000, Currency::iso("USD")?);
    let thing = Thing { id: "thing".to_owned(), price, quantity: 3, rate: None };
    let sale = Sale::ordered(&[thing], &Terms { gateway: true, ..Terms::default() })?;
    let mut passed = vec![stands(&sale)?];
    for event in path {
        happen(&sale, event)?;
        passed.push(stands(&sale)?);
    }
    if passed.last().copied() != Some(state.as_str()) {
        return Err(not_applicable(format!("the way to `{state}` leads to `{}`", passed.join("`, `"))));
    }
    let before = (sale.payment()?, stands(&sale)?);
    happen(&sale, &event)?;
    let after = stands(&sale)?;
    if (sale.payment()?, after) == before {
        return Ok(Map::from_iter([("error".to_owned(), json!("InvalidStateTransition"))]));
    }
    let is_previous = event == "CancelRejected" && passed.iter().rev().nth(1) == Some(&after);
    Ok(Map::from_iter([("state".to_owned(), json!(if is_previous { "previous state" } else { after }))]))
}

/// Lets an event happen, if it can.
fn happen(sale: &Sale, event: &str) -> Result<(), Miss> {
    let payment = sale.payment;
    let until = sale.clock.now().checked_add(std::time::Duration::from_hours(1)).map_err(not_applicable)?;
    let done = json!({"came": "done", "reference": event, "expires_at": until});
    let declined = json!({"came": "declined", "reason": "no"});
    let captured = |amount: Money, last: bool| json!({"do": "capture_payment", "payment": payment, "amount": amount, "reference": event, "last": last});
    match event {
        "Denied" => sale.run(json!({"do": "fail_payment", "payment": payment, "reason": "no"})).map(drop),
        "Submitted" => sale.claim(Act::Authorize).map(drop),
        "Accepted" => answered(sale, Act::Authorize, &done),
        "Rejected" => answered(sale, Act::Authorize, &declined),
        "PartiallyFilled" => sale.run(captured(Money::from_minor(1, sale.total.currency()), false)).map(drop),
        "Filled" => sale.run(captured(sale.payment()?.amount.minus(sale.payment()?.captured)?, true)).map(drop),
        "PendingCancel" => sale.run(json!({"do": "void_payment", "payment": payment})).map(drop),
        "Canceled" => {
            // A cancel that nobody has asked for is asked for now.
            if sale.asked(Act::Void, EffectState::Waiting)?.is_none() {
                sale.run(json!({"do": "void_payment", "payment": payment}))?.ok();
            }
            match sale.claim(Act::Void)? {
                Some(_) => answered(sale, Act::Void, &done),
                None => Ok(()),
            }
        }
        "CancelRejected" => sale.claim(Act::Void).and_then(|_| answered(sale, Act::Void, &declined)),
        "Expired" => {
            sale.clock.advance(std::time::Duration::from_hours(2));
            sale.run(json!({"do": "expire_payment", "payment": payment})).map(drop)
        }
        other => Err(not_applicable(format!("`{other}` is no event of a payment"))),
    }
}

/// The gateway answers what it was asked, be it for the second time.
fn answered(sale: &Sale, act: Act, answer: &serde_json::Value) -> Result<(), Miss> {
    for state in [EffectState::Waiting, EffectState::Done, EffectState::Declined] {
        if let Some(effect) = sale.asked(act, state)? {
            let command = json!({"do": "answer_effect", "effect": effect.id, "attempt": 1, "answer": answer});
            return sale.run(command).map(drop);
        }
    }
    Err(not_applicable("the gateway was not asked"))
}

/// Where the order stands, by its payment and by what the gateway is asked.
fn stands(sale: &Sale) -> Result<&'static str, Miss> {
    let payment = sale.payment()?;
    if payment.captured == payment.amount {
        return Ok("Filled");
    }
    Ok(match (payment.ended, payment.state) {
        (Some(PaymentEnd::Failed), _) => {
            let by_venue = sale.asked(Act::Authorize, EffectState::Declined)?.is_some();
            if by_venue { "Rejected" } else { "Denied" }
        }
        (Some(PaymentEnd::Voided), _) => {
            let is_asked = sale.asked(Act::Void, EffectState::Waiting)?.is_some();
            if is_asked { "PendingCancel" } else { "Canceled" }
        }
        (Some(PaymentEnd::Expired), _) => "Expired",
        (Some(PaymentEnd::Settled), _) => "Filled",
        (None, PaymentState::Created) => {
            let effect = sale.asked(Act::Authorize, EffectState::Waiting)?;
            let is_sent = effect.is_some_and(|effect| effect.attempts > 0);
            if is_sent { "Submitted" } else { "Initialized" }
        }
        (None, PaymentState::Authorized) => "Accepted",
        (None, _) => "PartiallyFilled",
    })
}
