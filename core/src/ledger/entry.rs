//! Entries: an amount that goes from one account to another, at once or step by step.

use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::{Layer, Sending, Side};
use crate::apply::Happens;
use crate::event::Event;
use crate::id::{AccountCode, AssetCode, EntryId};
use crate::machine::Machine;
use crate::omit::is_default;
use crate::refusal::Refusal;

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Its amount is set aside by intention: limits do not count it.
    Encumbered,
    /// Its amount is held: it is neither here nor there.
    Pending,
    /// It is done: all of it, or all that will be.
    Posted,
    /// What was still pending or encumbered was given up.
    Voided,
    /// What was still pending or encumbered ran out of time.
    Expired,
    /// What was posted has gone back by another entry.
    Reversed,
}

impl EntryState {
    /// The layer on which the rest of an entry stands; of what is closed, there is no rest.
    pub const fn layer(self) -> Layer {
        match self {
            Self::Encumbered => Layer::Encumbered,
            Self::Pending => Layer::Pending,
            Self::Posted | Self::Voided | Self::Expired | Self::Reversed => Layer::Settled,
        }
    }

    /// Whether an entry has a rest that is still pending or encumbered.
    pub const fn is_open(self) -> bool {
        match self.layer() {
            Layer::Encumbered | Layer::Pending => true,
            Layer::Settled => false,
        }
    }
}

/// What can happen to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryChange {
    /// What is encumbered becomes pending.
    Hold,
    /// A part of it becomes true, and the rest stays as it is.
    PostPart,
    /// It becomes true, or the last part of it; the rest is given up.
    Post,
    /// What is pending or encumbered is given up.
    Void,
    /// The time of what is pending or encumbered runs out.
    Expire,
    /// What was posted goes back.
    Reverse,
}

/// Every change an entry can undergo.
pub const ENTRY: Machine<EntryState, EntryChange> = {
    use EntryChange::{Expire, Hold, Post, PostPart, Reverse, Void};
    use EntryState::{Encumbered, Expired, Pending, Posted, Reversed, Voided};
    Machine {
        name: "entry",
        states: &[Encumbered, Pending, Posted, Voided, Expired, Reversed],
        steps: &[Hold, PostPart, Post, Void, Expire, Reverse],
        table: &[
            (Encumbered, Hold, Pending),
            (Encumbered, PostPart, Encumbered),
            (Encumbered, Post, Posted),
            (Encumbered, Void, Voided),
            (Encumbered, Expire, Expired),
            (Pending, PostPart, Pending),
            (Pending, Post, Posted),
            (Pending, Void, Voided),
            (Pending, Expire, Expired),
            (Posted, Reverse, Reversed),
            // A part of it was posted before.
            (Voided, Reverse, Reversed),
            (Expired, Reverse, Reversed),
        ],
    }
};

/// An entry: an amount that goes from one account to another, of the one asset that both hold. It is a debit there and a credit
/// here, so what is entered is always balanced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// The account that it is taken from: it is debited.
    pub from: AccountCode,
    /// The account that it goes to: it is credited.
    pub to: AccountCode,
    /// What.
    pub asset: AssetCode,
    /// How much, in the smallest units of the asset.
    pub amount: i64,
    /// The layer on which it was entered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer: Layer,
    /// Where it stands.
    pub state: EntryState,
    /// How much of it is posted.
    pub posted: i64,
    /// What was posted of it, and when, where it was not settled at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<EntryPost>,
    /// Until when it is pending or encumbered, exclusive; without an end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it takes effect, which may be before it is recorded.
    pub effective_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What it is found by, with others of the same: the number of an order, of a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The entry that goes back by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<EntryId>,
    /// The entry by which this one went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed_by: Option<EntryId>,
}

/// A part of an entry that became true after it was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryPost {
    /// How much.
    pub amount: i64,
    /// When.
    pub at: Timestamp,
}

/// One thing that is done to the books. All that one command does to them happens, or none of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EntryStep {
    /// Enters an amount.
    Enter(NewEntry),
    /// Enters amounts by their legs: debits and credits of any number of accounts, in balance for each asset.
    Journal {
        /// The legs.
        legs: Vec<Leg>,
        /// The layer on which they are entered.
        #[serde(default, skip_serializing_if = "is_default")]
        layer: Layer,
        /// What all of its entries are found by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// When all of them take effect, at the latest now; now when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_at: Option<Timestamp>,
    },
    /// Enters what is taken from accounts in order and shared among others. An account gives what stands above its floor, and
    /// without end where it has none.
    Send {
        /// From where, and whither.
        sending: Sending,
        /// The layer on which it is entered.
        #[serde(default, skip_serializing_if = "is_default")]
        layer: Layer,
        /// What all of its entries are found by.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// When all of them take effect, at the latest now; now when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_at: Option<Timestamp>,
    },
    /// Holds what is encumbered of an entry: all of it is pending then, and limits count it.
    Hold {
        /// Which.
        entry: EntryId,
    },
    /// Makes an entry true that is pending or encumbered.
    Post {
        /// Which.
        entry: EntryId,
        /// How much of it; all that is left of it when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<i64>,
        /// Whether the rest stays as it is, for another part.
        #[serde(default, skip_serializing_if = "is_default")]
        more: bool,
    },
    /// Gives up what is pending or encumbered of an entry.
    Void {
        /// Which.
        entry: EntryId,
        /// How much that is thought to be; whatever it is when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amount: Option<i64>,
    },
    /// Enters what was posted of an entry the other way round. Once, and never by changing it.
    Reverse {
        /// Which.
        entry: EntryId,
        /// The id of the entry that goes back.
        id: EntryId,
        /// When that takes effect; now when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        effective_at: Option<Timestamp>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
}

/// An entry as it is asked for. The same again under its id changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    /// Its id, which the caller chooses. Statements are in the order of ids, so take UUIDs of version 7.
    pub id: EntryId,
    /// The account that it is taken from: it is debited.
    pub from: AccountCode,
    /// The account that it goes to: it is credited.
    pub to: AccountCode,
    /// How much, in the smallest units of the asset that both hold: 0 to 9,007,199,254,740,991.
    pub amount: i64,
    /// The layer on which it is entered: settled at once, held first, or set aside.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer: Layer,
    /// Until when it is pending or encumbered, exclusive; without an end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it takes effect, at the latest now; now when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_at: Option<Timestamp>,
    /// What it is found by, with others of the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What it is thought to be of; whatever both accounts hold when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<AssetCode>,
    /// Whether less is entered where there is less, and how much that is; no less than the amount when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<UpTo>,
}

/// How much of an amount is entered, at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpTo {
    /// What can be taken from the account that it comes from, by its limit; where it has none, until its debits are its credits.
    Available,
    /// What can be put into the account that it goes to, by its limit; where it has none, until its credits are its debits.
    Room,
    /// The least of both.
    Both,
}

impl UpTo {
    pub(super) const fn is_of(self, side: Side) -> bool {
        match (self, side) {
            (Self::Both, _) | (Self::Available, Side::Debit) | (Self::Room, Side::Credit) => true,
            (Self::Available, Side::Credit) | (Self::Room, Side::Debit) => false,
        }
    }
}

/// One side of something that is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// Which account.
    pub account: AccountCode,
    /// On which side.
    pub side: Side,
    /// How much, in the smallest units of its asset.
    pub amount: i64,
}

impl NewEntry {
    /// An amount that goes from one account to another at once.
    pub fn new(id: EntryId, from: AccountCode, to: AccountCode, amount: i64) -> Self {
        let note = String::new();
        Self {
            id,
            from,
            to,
            amount,
            note,
            layer: Layer::Settled,
            expires_at: None,
            effective_at: None,
            reference: None,
            asset: None,
            up_to: None,
        }
    }
}

impl Entry {
    /// How much of it is still pending or encumbered, whether or not its time has run out.
    pub const fn outstanding(&self) -> i64 {
        if self.state.is_open() { self.amount.saturating_sub(self.posted) } else { 0 }
    }

    /// How much of it had taken effect by an instant.
    pub fn posted_by(&self, at: Timestamp) -> i64 {
        if self.posts.is_empty() {
            return if self.effective_at <= at { self.posted } else { 0 };
        }
        self.posts.iter().filter(|post| post.at <= at).fold(0, |sum, post| sum.saturating_add(post.amount))
    }

    /// Whether it is pending or encumbered and its time has run out.
    pub(crate) fn is_due(&self, now: Timestamp) -> bool {
        self.state.is_open() && self.expires_at.is_some_and(|end| end <= now)
    }

    /// In what it is not as it was asked for; the first of those in the order of its fields.
    pub(super) fn differs(&self, asked: &NewEntry) -> Option<&'static str> {
        let is_less = asked.up_to.is_some() && asked.amount > self.amount;
        let same = [
            ("reverses", self.reverses.is_none()),
            ("layer", self.layer == asked.layer),
            ("expires_at", self.expires_at == asked.expires_at),
            ("from", self.from == asked.from),
            ("to", self.to == asked.to),
            ("amount", self.amount == asked.amount || is_less),
            ("asset", asked.asset.as_ref().is_none_or(|asset| *asset == self.asset)),
            ("effective_at", self.effective_at == asked.effective_at.unwrap_or(self.recorded_at)),
            ("reference", self.reference == asked.reference),
            ("note", self.note == asked.note),
        ];
        same.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
    }
}

impl Happens for Entry {
    fn after(&mut self, event: &Event, at: Timestamp) -> Result<(), Refusal> {
        let change = if let Event::EntryPosted { amount, more, .. } = event {
            self.posted = self.posted.saturating_add(*amount);
            self.posts.push(EntryPost { amount: *amount, at });
            if *more { EntryChange::PostPart } else { EntryChange::Post }
        } else if let Event::EntryHeld { .. } = event {
            EntryChange::Hold
        } else if let Event::EntryVoided { .. } = event {
            EntryChange::Void
        } else if let Event::EntryReversed { by } = event {
            self.reversed_by = Some(*by);
            EntryChange::Reverse
        } else {
            EntryChange::Expire
        };
        self.state = ENTRY.step(self.state, change)?;
        Ok(())
    }
}
