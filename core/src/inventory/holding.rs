//! Holds without a cart: for a service that wants nothing but stock held, for whom it names.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::allocation::{choose, demand};
use super::{
    Allocation, RESERVATION, Reservation, ReservationState, ReservationStep, SourcingTerms, give_up, on_hand, pick,
    plan,
};
use crate::cart::{CartLine, keys, wants};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{HolderCode, LocationCode, ReservationId, Sku};
use crate::limits;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// What is to be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldLine {
    /// What.
    pub sku: Sku,
    /// How many smallest units.
    pub quantity: Quantity,
    /// The only place that it may come from; any of those that are asked for when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationCode>,
}

/// Stock that somebody wants held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) holder: &'a HolderCode,
    pub(crate) lines: &'a [HoldLine],
    pub(crate) locations: &'a [LocationCode],
    pub(crate) terms: SourcingTerms<'a>,
    pub(crate) hold_seconds: u32,
    pub(crate) replaces: Option<ReservationId>,
}

/// Holds stock without a cart, all lines or none; what the replaced hold of the same holder has is not counted against it.
pub(crate) fn reserve_stock(asked: Asked<'_>, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let Asked { holder, lines, locations, terms, hold_seconds, replaces } = asked;
    limits::count("lines", lines.len(), limits::LINES)?;
    limits::count("rules of sourcing", terms.rules.len(), limits::SOURCING)?;
    if lines.is_empty() {
        return Err(Refusal::new(Code::LinesMissing, "a hold needs a line").into());
    }
    let expires_at = until(hold_seconds, moment)?;
    let mut places = locations.to_vec();
    for own in lines.iter().filter_map(|line| line.location.as_ref()) {
        if !places.contains(own) {
            places.push(own.clone());
            limits::count("locations", places.len(), limits::LOCATIONS)?;
        }
    }
    limits::count("locations", places.len(), limits::LOCATIONS)?;
    let numbered = |(line, asked): (u32, &HoldLine)| CartLine::new(line, asked.sku.clone(), asked.quantity);
    let numbered: Vec<CartLine> = (1..).zip(lines).map(numbered).collect();
    let id: ReservationId = moment.id(0);
    let beside = replaces.into_iter().chain([id]).map(Key::from);
    facts.show(keys(numbered.iter().map(|line| &line.sku), &places).into_iter().chain(beside))?;
    let wants = wants(&numbered, &places, facts)?;
    let mut decision = Decision::new(Outcome::Reservation { reservation: id, expires_at });
    let own = match replaces {
        Some(earlier) => replace(earlier, holder, &mut decision, moment, facts)?,
        None => &[],
    };
    let lines = if lines.iter().all(|line| line.location.is_none()) {
        plan(&wants, &places, terms, own, facts)?
    } else {
        let mut demands: Vec<_> = wants.iter().map(demand).collect();
        for (demand, line) in demands.iter_mut().zip(lines) {
            demand.only_at = line.location.as_ref();
        }
        choose(&demands, &places, terms, own, facts)?
    };
    facts.get::<Reservation>(&id)?;
    let state = ReservationState::Held;
    let reservation = Reservation { id, cart: None, holder: Some(holder.clone()), lines, expires_at, state };
    decision.record(id, Event::StockReserved { reservation: reservation.into() });
    Ok(decision)
}

/// Ends an earlier hold of the same holder in favour of a new one; answers what it held.
fn replace<'a>(
    id: ReservationId,
    holder: &HolderCode,
    decision: &mut Decision,
    moment: &Moment,
    facts: &'a Facts,
) -> Result<&'a [Allocation], Stop> {
    let earlier = facts.known::<Reservation>(&id)?;
    if earlier.holder.as_ref() != Some(holder) {
        let reason = format!("reservation {id} is not held by `{holder}`");
        return Err(Refusal::new(Code::ReservationForeign, reason).with("holder", holder.as_str()).into());
    }
    give_up(Some(id), decision, moment, facts)
}

/// Lets a hold last longer: from now on for as long as is asked, never shorter than before.
pub(crate) fn extend(id: ReservationId, hold_seconds: u32, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let reservation = facts.known::<Reservation>(&id)?;
    RESERVATION.step(reservation.state, ReservationStep::Extend)?;
    reservation.check_holds(moment)?;
    let expires_at = until(hold_seconds, moment)?.max(reservation.expires_at);
    let mut decision = Decision::new(Outcome::Reservation { reservation: id, expires_at });
    decision.record(id, Event::ReservationExtended { expires_at });
    Ok(decision)
}

/// What is held without a cart leaves, for whom it was held.
pub(crate) fn commit(
    id: ReservationId,
    reference: Option<&String>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    reference.map_or(Ok(()), |reference| limits::text("reference", reference))?;
    let reservation = facts.known::<Reservation>(&id)?;
    RESERVATION.step(reservation.state, ReservationStep::Commit)?;
    reservation.check_holds(moment)?;
    if let Some(cart) = reservation.cart {
        let reason = format!("reservation {id} is of cart {cart}: order that, and its goods are taken over");
        return Err(Refusal::new(Code::ReservationForeign, reason).with("cart", format!("{cart}")).into());
    }
    if let Some(goods) = reservation.lines.iter().find(|goods| goods.supply == super::Supply::Backorder) {
        let reason = format!("{} of `{}` are still to come: they cannot leave", goods.quantity, goods.sku);
        return Err(Refusal::new(Code::StockShort, reason).with("sku", goods.sku.as_str()).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    let lines = reservation.lines.clone();
    on_hand(&lines, id.into(), facts)?;
    let picked = pick(&lines, moment.now, &mut decision, facts)?;
    decision.record(id, Event::ReservationTaken { lines, picked, reference: reference.cloned() });
    Ok(decision)
}

/// When a hold ends that begins now.
fn until(hold_seconds: u32, moment: &Moment) -> Result<Timestamp, Refusal> {
    let longest = limits::HOLD_SECONDS;
    if hold_seconds == 0 || hold_seconds > longest {
        let reason: String = format!("a hold takes 1 to {longest} seconds, not {hold_seconds}");
        return Err(Refusal::new(Code::LimitExceeded, reason)
            .with("of", "seconds of a hold")
            .with("given", hold_seconds)
            .with("most", longest));
    }
    let past = |_| Refusal::new(Code::TimeOutOfRange, "the hold would end past the end of time");
    moment.now.checked_add(SignedDuration::from_secs(i64::from(hold_seconds))).map_err(past)
}
