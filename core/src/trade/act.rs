//! What somebody does about a trade, as data; and the decision.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::course::Course;
use super::record::{
    CargoLeg, GoodsProgress, PaymentProgress, TRADE, Trade, TradeProgress, TradeRole, TradeState, TradeStep,
};
use super::terms::{TradeTerms, invalid};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AccountCode, PartyCode, TradeId};
use crate::ledger;
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// What is done about a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TradeAct {
    /// Puts other terms forward, for the other party to answer.
    Counter {
        /// All of the terms.
        terms: TradeTerms,
    },
    /// Agrees to the terms.
    Accept {},
    /// Says no to them.
    Decline {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Holds goods and money, all of it or nothing, and pays deposits.
    Fund {},
    /// Moves goods on: out of what is held, or from where they are on their way.
    Carry {
        /// Which.
        goods: Vec<TradeUnits>,
        /// The account that they come to: of a ship, a station.
        to: AccountCode,
        /// Who carries them, when, and what room they take there.
        #[serde(default, skip_serializing_if = "is_default")]
        leg: CargoLeg,
    },
    /// Brings goods to the buyer, and pays for them in the same commit.
    Deliver {
        /// Which; all that are left when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        goods: Vec<TradeUnits>,
    },
    /// Books goods as lost or spoilt where they are on their way. Who bears it, the incoterm says; the seller without one.
    Lose {
        /// Which.
        goods: Vec<TradeUnits>,
        /// The account that what is lost is booked to.
        to: AccountCode,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Gives it up. Whoever has put terms forward takes them back; later both parties ask for it, or an arbiter or the operator
    /// decides it. What was delivered stays so; what is held is free, what is on its way goes back.
    Cancel {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Freezes it until an arbiter decides.
    Dispute {
        /// Why.
        reason: String,
    },
    /// Decides a dispute: what goes to whom, of what is left. The rest goes back to where it came from.
    Resolve {
        /// How many of each of the goods come to the buyer, in the order of the terms.
        goods: Vec<i64>,
        /// How much more of each payment is paid, in the order of the terms.
        payments: Vec<i64>,
        /// Why.
        reason: String,
    },
    /// Takes back all that was entered, in one commit, or nothing.
    Reverse {
        /// Why.
        reason: String,
    },
}

/// Some of the goods of a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeUnits {
    /// Which of the goods, from 0 in the order of the terms.
    pub goods: u32,
    /// How many.
    pub amount: i64,
    /// The account that they are in, on their way; those that are held when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<AccountCode>,
}

impl TradeAct {
    /// The step that it is.
    pub const fn step(&self) -> TradeStep {
        match self {
            Self::Counter { .. } => TradeStep::Counter,
            Self::Accept {} => TradeStep::Accept,
            Self::Decline { .. } => TradeStep::Decline,
            Self::Fund {} => TradeStep::Fund,
            Self::Carry { .. } => TradeStep::Carry,
            Self::Deliver { .. } => TradeStep::Deliver,
            Self::Lose { .. } => TradeStep::Lose,
            Self::Cancel { .. } => TradeStep::Cancel,
            Self::Dispute { .. } => TradeStep::Dispute,
            Self::Resolve { .. } => TradeStep::Resolve,
            Self::Reverse { .. } => TradeStep::Reverse,
        }
    }

    fn reason(&self) -> &str {
        match self {
            Self::Decline { reason }
            | Self::Lose { reason, .. }
            | Self::Cancel { reason }
            | Self::Dispute { reason }
            | Self::Resolve { reason, .. }
            | Self::Reverse { reason } => reason,
            Self::Counter { .. } | Self::Accept {} | Self::Fund {} | Self::Carry { .. } | Self::Deliver { .. } => "",
        }
    }
}

/// Puts terms forward.
pub(crate) fn propose(
    (buyer, seller): (&PartyCode, &PartyCode),
    by: TradeRole,
    terms: &TradeTerms,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let id: TradeId = moment.id(0);
    if by.other().is_none() {
        return Err(not_for(by, "propose", "the buyer or the seller does").into());
    }
    if buyer == seller {
        return Err(invalid("seller", "is the buyer").into());
    }
    terms.check(moment.now)?;
    facts.get::<Trade>(&id)?;
    let trade = Trade {
        id,
        buyer: buyer.clone(),
        seller: seller.clone(),
        goods: vec![GoodsProgress::default(); terms.goods.len()],
        payments: vec![PaymentProgress::default(); terms.payments.len()],
        terms: terms.clone(),
        round: 1,
        offered_by: by,
        state: TradeState::Proposed,
        cargo: Vec::new(),
        entries: Vec::new(),
        cancel_asked_by: None,
        late_since: None,
        reason: String::new(),
        proposed_at: moment.now,
    };
    let mut decision = Decision::new(Outcome::Trade { trade: id });
    decision.record(id, Event::TradeProposed { trade: trade.into() });
    Ok(decision)
}

/// Does something about a trade. `round` is what was seen of its terms, if it is to be held to.
pub(crate) fn act(
    id: TradeId,
    by: TradeRole,
    round: Option<u32>,
    act: &TradeAct,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let trade = facts.known::<Trade>(&id)?;
    let step = act.step();
    if !by.may(step) {
        let who = [TradeRole::Buyer, TradeRole::Seller, TradeRole::Carrier, TradeRole::Arbiter, TradeRole::Operator];
        let who: Vec<String> = who.iter().filter(|role| role.may(step)).map(word).collect();
        return Err(not_for(by, &word(&step), &format!("it is for: {}", who.join(", "))).into());
    }
    TRADE.allow(trade.state, step)?;
    limits::text("a reason", act.reason())?;
    if round.is_some_and(|round| round != trade.round) {
        let reason = format!("the terms of trade {id} are those of round {}: look at them again", trade.round);
        return Err(Refusal::new(Code::TradeMoved, reason).with("round", trade.round).into());
    }
    in_time(trade, step, moment.now)?;
    quotes_hold(trade, step, moment.now)?;
    answers(trade, by, step)?;
    if let TradeAct::Counter { terms } = act {
        terms.check(moment.now)?;
        let mut decision = Decision::new(Outcome::Done {});
        let (terms, by) = (terms.clone().into(), by);
        decision.record(id, Event::TradeCountered { by, terms });
        return Ok(decision);
    }
    let mut course = Course::of(trade, moment);
    course.goes_on(by);
    match act {
        TradeAct::Fund {} => course.fund()?,
        TradeAct::Carry { goods, to, leg } => course.carry(goods, to, leg)?,
        TradeAct::Deliver { goods } => course.deliver(goods)?,
        TradeAct::Lose { goods, to, .. } => course.lose(goods, to)?,
        TradeAct::Cancel { .. } => course.cancel(by),
        TradeAct::Resolve { goods, payments, .. } => course.resolve(goods, payments)?,
        TradeAct::Reverse { reason } => course.reverse(reason),
        TradeAct::Accept {} => course.state = TradeState::Accepted,
        TradeAct::Decline { .. } => course.state = TradeState::Declined,
        TradeAct::Dispute { .. } => course.state = TradeState::Disputed,
        // Decided above: its terms are all that it changes.
        TradeAct::Counter { .. } => {}
    }
    let (progress, steps) = course.end(act.reason());
    if step != TradeStep::Reverse {
        // All of them can be taken back by one command.
        limits::count("entries of a trade", trade.entries.len().saturating_add(progress.entries.len()), limits::BATCH)?;
    }
    let mut decision = Decision::new(Outcome::Done {});
    if !steps.is_empty() {
        decision.events = ledger::record(&steps, moment, facts)?.events;
    }
    decision.record(id, Event::TradeAdvanced { by, step, progress: progress.into() });
    Ok(decision)
}

/// Marks a trade whose time has run out; refused with `trade.not_due` before.
pub(crate) fn expire(id: TradeId, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    let trade = facts.known::<Trade>(&id)?;
    TRADE.allow(trade.state, TradeStep::Expire)?;
    if trade.due_at().is_none_or(|due| due > moment.now) {
        let reason = format!("trade {id} has an end that is still to come, or none");
        return Err(Refusal::new(Code::TradeNotDue, reason).with("trade", format!("{id}")).into());
    }
    let mut course = Course::of(trade, moment);
    course.state = if trade.state == TradeState::Proposed {
        TradeState::Expired
    } else if trade.state == TradeState::Accepted {
        TradeState::Failed
    } else {
        // It is late, and goes on.
        trade.state
    };
    let (progress, _) = course.end("");
    let mut decision = Decision::new(Outcome::Done {});
    let (by, step) = (TradeRole::Operator, TradeStep::Expire);
    decision.record(id, Event::TradeAdvanced { by, step, progress: TradeProgress::into(progress) });
    Ok(decision)
}

/// Refused with `trade.expired` where an offer, or the time to fund it, has run out, marked or not.
fn in_time(trade: &Trade, step: TradeStep, now: Timestamp) -> Result<(), Refusal> {
    let is_over = matches!(trade.state, TradeState::Proposed | TradeState::Accepted)
        && trade.due_at().is_some_and(|due| due <= now);
    if is_over && !matches!(step, TradeStep::Cancel | TradeStep::Decline) {
        let reason = format!("the time of trade {} as it stands has run out: propose another", trade.id);
        return Err(Refusal::new(Code::TradeExpired, reason).with("trade", format!("{}", trade.id)));
    }
    Ok(())
}

/// Refused with `trade.expired` where a trade is funded, and a rate that was quoted for it holds no more.
fn quotes_hold(trade: &Trade, step: TradeStep, now: Timestamp) -> Result<(), Refusal> {
    let quotes = trade.terms.payments.iter().filter_map(|payment| payment.exchange.as_ref()?.quoted_until);
    match quotes.min() {
        Some(until) if step == TradeStep::Fund && until <= now => {
            let reason = format!("a rate of trade {} was quoted until {until}: propose another", trade.id);
            Err(Refusal::new(Code::TradeExpired, reason).with("trade", format!("{}", trade.id)))
        }
        _ => Ok(()),
    }
}

/// While terms are put forward, whoever did so waits for the other party, and can only take them back.
fn answers(trade: &Trade, by: TradeRole, step: TradeStep) -> Result<(), Refusal> {
    let own = trade.offered_by == by;
    if own && matches!(step, TradeStep::Counter | TradeStep::Accept | TradeStep::Decline) {
        return Err(not_for(by, &word(&step), "it is the turn of the other party"));
    }
    if trade.state == TradeState::Proposed && step == TradeStep::Cancel && !own && by.other().is_some() {
        return Err(not_for(by, &word(&step), "the offer is that of the other party: decline it"));
    }
    Ok(())
}

fn not_for(by: TradeRole, step: &str, hint: &str) -> Refusal {
    let by = word(&by);
    Refusal::new(Code::TradeRole, format!("the {by} cannot {step} the trade: {hint}")).with("by", by).with("step", step)
}
