//! The money of a return: credited by the shares of the receipt, back the way it came or as store credit.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::record::{RETURN, Return, ReturnStep};
use crate::allowance::{Draw, of_gift_card};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, GiftCardCode, ReturnId};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::credit::Terms;
use crate::order::fulfilment::{completion, paid_after, payments};
use crate::order::record::Order;
use crate::order::units::{LineUnits, each_once, exceed};
use crate::outcome::Outcome;
use crate::payment::{Balance, GiftCard, give_up_spare};
use crate::pricing::UsedCredit;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// What is credited for a return.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refund<'a> {
    /// Units that have come back; all of them when empty.
    pub(crate) lines: &'a [LineUnits],
    pub(crate) charges: &'a [ChargeCode],
    pub(crate) fee: Option<Money>,
    /// The store credit to be issued; back the way it was paid when absent.
    pub(crate) store_credit: Option<&'a GiftCardCode>,
}

/// Credits what has come back. What it comes to lowers what is due of the order, so that its payments owe it back; or it
/// becomes store credit of the buyer.
pub(crate) fn refund(id: ReturnId, refund: Refund<'_>, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::count("charges", refund.charges.len(), limits::CHARGES)?;
    let asked = facts.known::<Return>(&id)?;
    RETURN.step(asked.state, ReturnStep::Refund)?;
    let order = facts.known::<Order>(&asked.order)?;
    let units = credited_units(asked, refund.lines)?;
    let reason = format!("return {id}");
    let terms = Terms {
        at: moment.now,
        reason: &reason,
        of_return: Some(id),
        units: &units,
        charges: refund.charges,
        fee: refund.fee,
    };
    let mut credit = order.credit_for(terms, facts)?;
    let amount = credit.amount;
    let mut decision = Decision::new(Outcome::Credited { amount });
    let mut draws = credit.draws()?;
    if let Some(code) = refund.store_credit
        && amount.is_positive()
    {
        if facts.get::<GiftCard>(code)?.is_some() {
            let reason = format!("gift card `{code}` was issued before: take a new code");
            return Err(Refusal::new(Code::GiftCardInvalid, reason).with("gift_card", code.as_str()).into());
        }
        paid_in_full(order, moment, facts)?;
        draws = Vec::new();
        credit.onto_cards = vec![UsedCredit { code: code.clone(), amount }];
        let card = GiftCard { code: code.clone(), amount, customer: order.customer, until: None, books: None };
        let grants = vec![Draw { from: of_gift_card(code)?, amount: amount.minor() }];
        decision.record(code.clone(), Event::GiftCardIssued { card: card.into(), grants });
    }
    let paid = paid_after(order, &credit, moment, facts)?;
    let due = order.due()?.minus(credit.off_payments()?)?;
    decision.record(order.id, Event::OrderCredited { credit: credit.into(), draws });
    give_up_spare(order, due, &mut decision, moment, facts)?;
    if completion(order, order.all_delivered(), paid)? {
        decision.record(order.id, Event::OrderCompleted {});
    }
    decision.record(id, Event::ReturnRefunded { amount });
    Ok(decision)
}

/// Refused with `order.unpaid` where less has been paid, and kept, than is due: store credit gives what was paid.
fn paid_in_full(order: &Order, moment: &Moment, facts: &Facts) -> Result<(), Stop> {
    let balance = Balance::of(order.due()?, payments(order, facts)?, moment.now)?;
    let (due, kept) = (balance.due, balance.kept()?);
    if kept.minus(due)?.is_negative() {
        let reason = format!("{due} is due and {kept} is paid: refund the return the way it was paid");
        let refusal = Refusal::new(Code::OrderUnpaid, reason).with("due", format!("{due}"));
        return Err(refusal.with("paid", format!("{kept}")).into());
    }
    Ok(())
}

/// The units that are credited: those named, as far as they have come back, or all that have.
fn credited_units(asked: &Return, lines: &[LineUnits]) -> Result<Vec<LineUnits>, Refusal> {
    if lines.is_empty() {
        let came = asked.lines.iter().filter(|line| line.received() > 0);
        return came.map(|line| Ok(LineUnits { line: line.line, quantity: Quantity::new(line.received())? })).collect();
    }
    each_once(lines)?;
    for units in lines {
        let came = asked.line(units.line)?.received();
        if units.quantity.units() > came {
            return Err(exceed(units.line, "refunded", units.quantity.units(), came));
        }
    }
    Ok(lines.to_vec())
}
