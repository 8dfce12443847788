//! Payments that are needed no more, since less is due or something else has paid: they are given up, so that nobody's money is
//! held, or taken, for nothing.

use alloc::vec::Vec;

use super::balance::Balance;
use super::intent::Payment;
use super::request::given_up;
use crate::decide::Decision;
use crate::effect::Act;
use crate::facts::{Facts, Stop};
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, payments};

/// Effects before it in one command: a refund, and letting go of what a payment of its own held.
const EARLIER: u16 = 2;

/// Gives up the payments of an order that are needed no more once so much is due.
pub(crate) fn give_up_spare(
    order: &Order,
    due: Money,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let mut payments: Vec<Payment> = payments(order, facts)?.into_iter().cloned().collect();
    spare(due, &mut payments, decision, moment, facts)
}

/// The same, as one of them has been changed by the decision.
pub(super) fn give_up_spare_beside(
    payment: &mut Payment,
    order: &Order,
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let mut payments: Vec<Payment> = payments(order, facts)?.into_iter().cloned().collect();
    payments.iter_mut().filter(|it| it.id == payment.id).for_each(|it| it.clone_from(payment));
    spare(order.due()?, &mut payments, decision, moment, facts)?;
    if let Some(after) = payments.into_iter().find(|it| it.id == payment.id) {
        *payment = after;
    }
    Ok(())
}

/// The latest go first, each whole: what is only asked for, where the others cover what is due; then what is held, where
/// what is held besides and captured does. What is being captured stays.
fn spare(
    due: Money,
    payments: &mut [Payment],
    decision: &mut Decision,
    moment: &Moment,
    facts: &Facts,
) -> Result<(), Stop> {
    let mut n = EARLIER;
    for is_held in [false, true] {
        for place in (0..payments.len()).rev() {
            let balance = Balance::of(due, payments.iter(), moment.now)?;
            let Some(payment) = payments.get_mut(place) else { continue };
            let rest = if is_held { payment.held(moment.now) } else { payment.open() };
            if rest.is_zero() || payment.asked(Act::Capture) > 0 {
                continue;
            }
            let secured = if is_held { balance.held } else { balance.held.plus(balance.open)? };
            if secured.minus(rest)?.try_cmp(balance.to_capture()?)?.is_ge() {
                given_up(payment, n, decision, moment, facts)?;
                n = n.saturating_add(1);
            }
        }
    }
    Ok(())
}
