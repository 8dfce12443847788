//! Questions to the engine itself, beside prices.

use fondaco::payment::{Payment, PaymentState};
use fondaco::port::Fact;
use fondaco::{Command, Digest, Facts, Key, Moment, PaymentId, Record, Refusal, Stop, Versioned, decide};
use serde_json::json;
use std::sync::Arc;

use super::given::{Miss, not_applicable};
use fondaco::money::Money;

/// Whether a payment that stands so may be refunded by an amount.
pub(super) fn refund(state: PaymentState, captured: Money, refunded: Money, amount: Money) -> Result<(), Miss> {
    let moment = Moment { now: fondaco::Timestamp::UNIX_EPOCH, seed: 1 };
    let (id, order): (PaymentId, fondaco::OrderId) = (moment.id(0), moment.id(1));
    let payment: Payment = serde_json::from_value(json!({
        "id": id, "order": order, "amount": captured, "captured": captured, "refunded": refunded, "state": state,
    }))
    .map_err(not_applicable)?;
    let record = Record::Payment(Arc::new(payment));
    let fact = Fact::Record(Versioned { version: fondaco::Version::default(), head: Digest::NONE, record });
    let mut facts = Facts::new();
    facts.learn(vec![(Key::from(id), fact)]);
    match decide(&Command::RefundPayment { payment: id, amount, reference: None }, &moment, &facts) {
        Ok(_) => Ok(()),
        Err(Stop::Refused(refusal)) => Err(refusal.into()),
        Err(Stop::Need(keys)) => {
            let reason = format!("a refund asks for {} facts beside its payment", keys.len());
            Err(Refusal::new(fondaco::Code::Defect, reason).into())
        }
    }
}
