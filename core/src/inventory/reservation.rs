//! Reservations: stock held for a cart, or for somebody without one, until an instant; all lines or none.

use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::{Allocation, plan};
use crate::apply::Happens;
use crate::cart::Cart;
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, HolderCode, ReservationId};
use crate::machine::Machine;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// Where a reservation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReservationState {
    /// It holds stock until it expires.
    Held,
    /// Its stock went to an order, or left.
    Committed,
    /// It was given up.
    Released,
    /// Its time ran out.
    Expired,
}

/// What can happen to a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReservationStep {
    /// An order takes its stock, or it leaves.
    Commit,
    /// It lasts longer.
    Extend,
    /// It is given up, or replaced by another.
    Release,
    /// Its time runs out.
    Expire,
}

/// Every step a reservation can take.
pub const RESERVATION: Machine<ReservationState, ReservationStep> = {
    use ReservationState::{Committed, Expired, Held, Released};
    use ReservationStep::{Commit, Expire, Extend, Release};
    Machine {
        name: "reservation",
        states: &[Held, Committed, Released, Expired],
        steps: &[Commit, Extend, Release, Expire],
        table: &[(Held, Commit, Committed), (Held, Extend, Held), (Held, Release, Released), (Held, Expire, Expired)],
    }
};

/// Stock held for a cart, or for somebody without one. Past `expires_at` it holds nothing, even before it is marked as expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// Its id.
    pub id: ReservationId,
    /// The cart that it holds stock for, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<CartId>,
    /// Who else holds it, without a cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderCode>,
    /// What it holds, and where.
    pub lines: Vec<Allocation>,
    /// Until when.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: ReservationState,
}

impl Reservation {
    /// Whether it holds stock at an instant.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.state == ReservationState::Held && now < self.expires_at
    }

    /// Refuses with `reservation.expired` a hold whose time has run out.
    pub(super) fn check_holds(&self, moment: &Moment) -> Result<(), Refusal> {
        if self.holds(moment.now) {
            return Ok(());
        }
        let reason = format!("reservation {} held until {}: hold the stock anew", self.id, self.expires_at);
        Err(Refusal::new(Code::ReservationExpired, reason).with("due", format!("{}", self.expires_at)))
    }
}

impl Happens for Reservation {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let step = if let Event::ReservationCommitted { .. } | Event::ReservationTaken { .. } = event {
            ReservationStep::Commit
        } else if let Event::ReservationExtended { expires_at } = event {
            self.expires_at = *expires_at;
            ReservationStep::Extend
        } else if let Event::ReservationReleased { .. } = event {
            ReservationStep::Release
        } else {
            ReservationStep::Expire
        };
        self.state = RESERVATION.step(self.state, step)?;
        Ok(())
    }
}

/// Holds stock for every line of a cart; an earlier hold of the same cart is given up in the same commit.
pub(crate) fn reserve(cart: CartId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let cart = Cart::open(cart, moment, facts)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    let wanted = cart.wanted(&channel.locations, facts)?;
    let mut decision = Decision::new(Outcome::Done {});
    let own = give_up(cart.reservation, &mut decision, moment, facts)?;
    let lines = plan(&wanted, &channel.locations, channel.sourcing_terms(cart.address.as_ref()), own, facts)?;
    let expires_at = channel.hold_until(moment)?;
    let id: ReservationId = moment.id(0);
    facts.get::<Reservation>(&id)?;
    let reservation =
        Reservation { id, cart: Some(cart.id), holder: None, lines, expires_at, state: ReservationState::Held };
    decision.record(id, Event::StockReserved { reservation: reservation.into() });
    decision.record(cart.id, Event::CartReserved { reservation: id });
    decision.outcome = Outcome::Reservation { reservation: id, expires_at };
    Ok(decision)
}

/// Gives up the hold of a cart, if it has one, or marks it as expired if its time has run out; answers what it held.
pub(crate) fn give_up<'a>(
    hold: Option<ReservationId>,
    decision: &mut Decision,
    moment: &Moment,
    facts: &'a Facts,
) -> Result<&'a [Allocation], Stop> {
    let Some(id) = hold else { return Ok(&[]) };
    let hold = facts.known::<Reservation>(&id)?;
    if hold.state != ReservationState::Held {
        return Ok(&[]);
    }
    let lines = hold.lines.clone();
    let event =
        if hold.holds(moment.now) { Event::ReservationReleased { lines } } else { Event::ReservationExpired { lines } };
    decision.record(id, event);
    Ok(&hold.lines)
}

/// Gives a hold up.
pub(crate) fn release(id: ReservationId, facts: &Facts) -> Result<Decision, Stop> {
    let reservation = facts.known::<Reservation>(&id)?;
    RESERVATION.step(reservation.state, ReservationStep::Release)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::ReservationReleased { lines: reservation.lines.clone() });
    Ok(decision)
}

/// Marks a hold as expired, once it is due.
pub(crate) fn expire(id: ReservationId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let reservation = facts.known::<Reservation>(&id)?;
    RESERVATION.step(reservation.state, ReservationStep::Expire)?;
    if moment.now < reservation.expires_at {
        let reason = format!("reservation {id} holds until {}", reservation.expires_at);
        return Err(Refusal::new(Code::ReservationNotDue, reason)
            .with("due", format!("{}", reservation.expires_at))
            .into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(id, Event::ReservationExpired { lines: reservation.lines.clone() });
    Ok(decision)
}
