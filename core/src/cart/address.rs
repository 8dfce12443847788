//! Where the goods of a cart go: to its address, and lines of it elsewhere.

use alloc::format;
use alloc::vec::Vec;

use super::Cart;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AddressCode, CartId};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::{Address, NamedAddress};
use crate::refusal::{Code, Refusal};

/// Says where the goods are to go.
pub(crate) fn set_address(id: CartId, address: &Address, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    address.check()?;
    Cart::open(id, moment, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::AddressSet { address: address.clone() });
    Ok(decision)
}

/// Puts another address beside the main one, or changes it.
pub(crate) fn put_address(id: CartId, named: &NamedAddress, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    named.address.check()?;
    let cart = Cart::open(id, moment, facts)?;
    if cart.check_destination(Some(&named.code)).is_err() {
        limits::count("addresses", cart.addresses.len().saturating_add(1), limits::ADDRESSES)?;
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::AddressPut { address: named.clone() });
    Ok(decision)
}

/// Takes an address away that no line goes to.
pub(crate) fn remove_address(id: CartId, code: &AddressCode, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(id, moment, facts)?;
    cart.check_destination(Some(code))?;
    let lines = cart.lines.iter().chain(&cart.saved).filter(|line| line.to.as_ref() == Some(code));
    let lines: Vec<u32> = lines.map(|line| line.line).collect();
    if !lines.is_empty() {
        let reason = format!("lines go to the address `{code}`: send them elsewhere first");
        let refusal = Refusal::new(Code::AddressInUse, reason).with("address", code.as_str());
        return Err(refusal.with("lines", lines).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::AddressRemoved { address: code.clone() });
    Ok(decision)
}
