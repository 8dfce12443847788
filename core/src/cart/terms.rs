//! Changes of a cart beside goods and address: what decides its prices and taxes, and whom it is invoiced to.

use alloc::format;

use super::Cart;
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::CartId;
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::Billing;
use crate::pricing::{Buyer, Charge, TaxAnswer, check_charges};
use crate::refusal::{Code, Refusal};

/// Says who buys: the groups, the number of orders, whether tax is due.
pub(crate) fn set_buyer(id: CartId, buyer: &Buyer, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::count("groups", buyer.groups.len(), limits::CATEGORIES)?;
    buyer.key.as_ref().map_or(Ok(()), |key| limits::text("key", key))?;
    Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::BuyerSet { buyer: buyer.clone() });
    Ok(decision)
}

/// Says whom invoices are made out to.
pub(crate) fn set_billing(
    id: CartId,
    billing: Option<&Billing>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    billing.map_or(Ok(()), Billing::check)?;
    Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::BillingSet { billing: billing.cloned() });
    Ok(decision)
}

/// Sets shipping, fees and donations, all of them at once.
pub(crate) fn set_charges(id: CartId, charges: &[Charge], moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    for charge in charges {
        limits::text("title", &charge.title)?;
    }
    check_charges(charges, channel.currency)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::ChargesSet { charges: charges.to_vec() });
    Ok(decision)
}

/// Takes in what a tax service answered for the cart as it is.
pub(crate) fn set_taxes(id: CartId, answer: &TaxAnswer, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    limits::text("provider", &answer.provider)?;
    limits::count("taxes of an answer", answer.items.len(), limits::ENTRIES)?;
    Cart::open(id, moment, facts)?;
    if answer.until <= moment.now {
        let reason = format!("what `{}` answered held until {}: ask again", answer.provider, answer.until);
        return Err(Refusal::new(Code::TaxStale, reason).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::TaxesSet { answer: answer.clone() });
    Ok(decision)
}
