//! A trade, and how far it is carried out.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::terms::TradeTerms;
use crate::apply::Happens;
use crate::event::Event;
use crate::id::{AccountCode, EntryId, PartyCode, TradeId};
#[cfg(doc)]
use crate::limits;
use crate::machine::Machine;
use crate::omit::is_default;
use crate::refusal::Refusal;

/// Where a trade stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeState {
    /// Terms are put forward, and an answer is waited for.
    Proposed,
    /// Both agree on the terms.
    Accepted,
    /// Goods and money are held.
    Funded,
    /// Goods are on their way, or a part of them has been delivered.
    InTransit,
    /// All is delivered, and paid.
    Settled,
    /// The other party has said no.
    Declined,
    /// It was given up: what was held is free, what was on its way is back.
    Cancelled,
    /// Nobody accepted it in time.
    Expired,
    /// Goods or money were not there in time.
    Failed,
    /// A party does not agree with how it went; nothing moves until an arbiter decides.
    Disputed,
    /// It was settled, and all that was entered was taken back.
    Reversed,
}

/// What can be done about a trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeStep {
    /// Other terms are put forward instead.
    Counter,
    /// The terms are agreed to.
    Accept,
    /// They are not.
    Decline,
    /// Goods and money are held.
    Fund,
    /// Goods are carried on.
    Carry,
    /// Goods arrive, and are paid.
    Deliver,
    /// Goods are lost.
    Lose,
    /// It is to be given up.
    Cancel,
    /// Somebody does not agree with how it went.
    Dispute,
    /// An arbiter decides.
    Resolve,
    /// All of it is taken back.
    Reverse,
    /// Its time has run out.
    Expire,
}

/// Every step a trade can take. Who may take it, [`TradeRole::may`] says.
pub const TRADE: Machine<TradeState, TradeStep> = {
    use TradeState::{
        Accepted, Cancelled, Declined, Disputed, Expired, Failed, Funded, InTransit, Proposed, Reversed, Settled,
    };
    use TradeStep::{Accept, Cancel, Carry, Counter, Decline, Deliver, Dispute, Expire, Fund, Lose, Resolve, Reverse};
    Machine {
        name: "trade",
        states: &[
            Proposed, Accepted, Funded, InTransit, Settled, Declined, Cancelled, Expired, Failed, Disputed, Reversed,
        ],
        steps: &[Counter, Accept, Decline, Fund, Carry, Deliver, Lose, Cancel, Dispute, Resolve, Reverse, Expire],
        table: &[
            (Proposed, Counter, Proposed),
            (Proposed, Accept, Accepted),
            (Proposed, Decline, Declined),
            (Proposed, Cancel, Cancelled),
            (Proposed, Expire, Expired),
            (Accepted, Fund, Funded),
            // The first party asks for it, the second agrees.
            (Accepted, Cancel, Accepted),
            (Accepted, Cancel, Cancelled),
            (Accepted, Expire, Failed),
            (Funded, Carry, InTransit),
            (Funded, Deliver, InTransit),
            (Funded, Deliver, Settled),
            (Funded, Cancel, Funded),
            (Funded, Cancel, Cancelled),
            (Funded, Dispute, Disputed),
            // It is late, and goes on.
            (Funded, Expire, Funded),
            (InTransit, Carry, InTransit),
            (InTransit, Deliver, InTransit),
            (InTransit, Deliver, Settled),
            (InTransit, Lose, InTransit),
            (InTransit, Lose, Settled),
            (InTransit, Cancel, InTransit),
            (InTransit, Cancel, Cancelled),
            (InTransit, Dispute, Disputed),
            (InTransit, Expire, InTransit),
            (Disputed, Resolve, Settled),
            (Settled, Reverse, Reversed),
        ],
    }
};

/// As what somebody acts in a trade; the host vouches for who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeRole {
    /// Whoever buys.
    Buyer,
    /// Whoever sells.
    Seller,
    /// Whoever carries the goods.
    Carrier,
    /// Whoever decides disputes.
    Arbiter,
    /// Whoever runs the market.
    Operator,
}

impl TradeRole {
    /// What each role may do.
    pub fn may(self, step: TradeStep) -> bool {
        use TradeStep::{
            Accept, Cancel, Carry, Counter, Decline, Deliver, Dispute, Expire, Fund, Lose, Resolve, Reverse,
        };
        let steps: &[TradeStep] = match self {
            Self::Buyer => &[Counter, Accept, Decline, Fund, Deliver, Cancel, Dispute],
            Self::Seller => &[Counter, Accept, Decline, Fund, Carry, Lose, Cancel, Dispute],
            Self::Carrier => &[Carry, Deliver, Lose],
            Self::Arbiter => &[Cancel, Dispute, Resolve],
            Self::Operator => &[Fund, Carry, Deliver, Lose, Cancel, Dispute, Reverse, Expire],
        };
        steps.contains(&step)
    }

    /// The other party, of a party.
    pub(super) const fn other(self) -> Option<Self> {
        match self {
            Self::Buyer => Some(Self::Seller),
            Self::Seller => Some(Self::Buyer),
            Self::Carrier | Self::Arbiter | Self::Operator => None,
        }
    }
}

/// Goods for money between two parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// Its id.
    pub id: TradeId,
    /// Who buys.
    pub buyer: PartyCode,
    /// Who sells.
    pub seller: PartyCode,
    /// The terms that were put forward last; once it is accepted, those that hold.
    pub terms: TradeTerms,
    /// How often terms were put forward.
    pub round: u32,
    /// Who put them forward.
    pub offered_by: TradeRole,
    /// Where it stands.
    pub state: TradeState,
    /// How far its goods are, in the order of the terms.
    pub goods: Vec<GoodsProgress>,
    /// How far it is paid, in the order of the terms.
    pub payments: Vec<PaymentProgress>,
    /// Goods that are on their way, and where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo: Vec<Cargo>,
    /// What was entered for it and has taken effect, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryId>,
    /// Who asks for it to be given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_asked_by: Option<TradeRole>,
    /// Since when it is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_since: Option<Timestamp>,
    /// Why it was declined, disputed, given up or reversed, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it was proposed.
    pub proposed_at: Timestamp,
}

/// How far goods of a trade are. What is neither delivered nor lost nor on its way is held, once the trade is funded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodsProgress {
    /// What holds those that have not left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<EntryId>,
    /// How many it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub held: i64,
    /// How many have come to the buyer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub delivered: i64,
    /// How many were lost on their way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lost: i64,
    /// How many of these the buyer pays.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lost_by_buyer: i64,
}

/// How far something is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentProgress {
    /// What holds the rest, until all is paid or let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<EntryId>,
    /// How much has been paid.
    #[serde(default, skip_serializing_if = "is_default")]
    pub paid: i64,
    /// How much has been received for that, where it is exchanged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub received: i64,
}

/// Goods of a trade on their way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cargo {
    /// Which of the goods, from 0 in the order of the terms.
    pub goods: u32,
    /// The account that they are in: of a ship, a station.
    pub at: AccountCode,
    /// How many.
    pub amount: i64,
    /// The leg that brought them there, or brings them on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub leg: CargoLeg,
}

/// A leg of the way of goods: from where they are taken to where they are put down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CargoLeg {
    /// Who has them in custody from now on: a carrier, whoever keeps a station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custody: Option<PartyCode>,
    /// When they leave, or have left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departs_at: Option<Timestamp>,
    /// When they should arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_at: Option<Timestamp>,
    /// The accounts of the place in which they take room, in the order of the goods' stowage: each one's ceiling is what the place
    /// can take: one for each measure, or none. They take no room when empty, nor do goods without stowage. At most [`limits::TRADE_STOWAGE`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub room: Vec<AccountCode>,
}

/// What a step changed about a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeProgress {
    /// Where it stands now.
    pub state: TradeState,
    /// How far its goods are.
    pub goods: Vec<GoodsProgress>,
    /// How far it is paid.
    pub payments: Vec<PaymentProgress>,
    /// Goods that are on their way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cargo: Vec<Cargo>,
    /// What was entered for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryId>,
    /// Who asks for it to be given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_asked_by: Option<TradeRole>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Trade {
    /// When its time runs out, as it stands: for an answer, for funds, for the delivery. Late goods run out of no time again.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            TradeState::Proposed => self.terms.offer_until,
            TradeState::Accepted => self.terms.fund_by,
            TradeState::Funded | TradeState::InTransit => self.terms.deliver_by.filter(|_| self.late_since.is_none()),
            TradeState::Settled
            | TradeState::Declined
            | TradeState::Cancelled
            | TradeState::Expired
            | TradeState::Failed
            | TradeState::Disputed
            | TradeState::Reversed => None,
        }
    }
}

impl Happens for Trade {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        if let Event::TradeCountered { by, terms } = event {
            self.state = TRADE.step(self.state, TradeStep::Counter)?;
            self.terms = TradeTerms::clone(terms);
            self.offered_by = *by;
            self.round = self.round.saturating_add(1);
        } else if let Event::TradeAdvanced { step, progress, .. } = event {
            self.state = TRADE.reach(self.state, *step, progress.state)?;
            self.goods.clone_from(&progress.goods);
            self.payments.clone_from(&progress.payments);
            self.cargo.clone_from(&progress.cargo);
            self.entries.extend(&progress.entries);
            self.cancel_asked_by = progress.cancel_asked_by;
            if !progress.reason.is_empty() {
                self.reason.clone_from(&progress.reason);
            }
            if *step == TradeStep::Expire && matches!(self.state, TradeState::Funded | TradeState::InTransit) {
                self.late_since = Some(at);
            }
        }
        Ok(())
    }
}
