//! What a gateway answered to an effect: the same facts as it reports, which are never refused for coming late.

use jiff::Timestamp;

use super::ask::let_go_of_rest;
use super::intent::Payment;
use super::report::{Authorization, Capture, authorized, captured, pay_back_surplus, record, refunded};
use super::state::PaymentState;
use crate::decide::Decision;
use crate::effect::{Act, Ask, Effect};
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::moment::Moment;
use crate::order::{Order, OrderState};

use alloc::string::String;

/// The gateway has done what it was asked.
pub(crate) fn performed(
    effect: &Effect,
    (reference, expires_at): (&String, Option<Timestamp>),
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let Ask::Gateway { payment, act, amount, last, .. } = &effect.ask else { return Ok(()) };
    let (amount, last) = (*amount, *last);
    let mut payment = facts.known::<Payment>(payment)?.clone();
    record(&mut payment, Event::PaymentAnswered { effect: effect.id }, decision, moment)?;
    match act {
        Act::Authorize => {
            let held = Authorization { amount, reference, expires_at };
            authorized(&mut payment, held, decision, moment, facts)?;
        }
        Act::Capture => {
            let taken = Capture { amount, reference: Some(reference), last };
            captured(&mut payment, taken, decision, moment, facts)?;
        }
        Act::Refund => {
            refunded(&mut payment, amount, Some(reference), decision, moment)?;
            // While it was asked and reported both, it counted twice: what was captured late then went nowhere.
            let order = facts.known::<Order>(&payment.order)?;
            if order.state == OrderState::Cancelled {
                let most = payment.captured;
                pay_back_surplus(&mut payment, order, most, decision, moment, facts)?;
            }
        }
        Act::Void => return Ok(()),
    }
    let_go_of_rest(&mut payment, 1, decision, moment, facts)
}

/// The gateway will not do what it was asked. Without an authorization, or with one that cannot be captured, the payment has
/// failed: another one can be asked for. A refund that is declined leaves the money where it is.
pub(crate) fn declined(
    effect: &Effect,
    reason: &str,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let Ask::Gateway { payment, act, .. } = &effect.ask else { return Ok(()) };
    let mut payment = facts.known::<Payment>(payment)?.clone();
    record(&mut payment, Event::PaymentAnswered { effect: effect.id }, decision, moment)?;
    let has_failed = match act {
        Act::Authorize => payment.state == PaymentState::Created,
        Act::Capture => matches!(payment.state, PaymentState::Authorized | PaymentState::PartlyCaptured),
        Act::Void | Act::Refund => false,
    };
    if has_failed {
        record(&mut payment, Event::PaymentFailed { reason: reason.into() }, decision, moment)?;
    }
    if *act == Act::Void { Ok(()) } else { let_go_of_rest(&mut payment, 0, decision, moment, facts) }
}
