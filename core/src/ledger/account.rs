//! Accounts: what holds one asset, how much of it at the least and at the most.

use alloc::format;
use alloc::string::String;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::counter::{CounterKind, Counters, Least};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{AccountCode, AssetCode};
use crate::limits;
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// One of the two sides of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What is taken from it.
    Debit,
    /// What comes to it.
    #[default]
    Credit,
}

/// One of the layers of a ledger: how firm it is what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// What is done: it is posted.
    #[default]
    Settled,
    /// What is held, to be posted or voided. Limits count it.
    Pending,
    /// What is set aside by intention: an order to a supplier, a budget, credit that is promised. Limits do not count it.
    Encumbered,
}

impl Layer {
    /// Whether floors and ceilings count what stands on it.
    pub(super) const fn is_counted(self) -> bool {
        match self {
            Self::Settled | Self::Pending => true,
            Self::Encumbered => false,
        }
    }
}

/// An account of a ledger. It holds one asset: a currency, a SKU at a place, points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its code, which names it.
    pub code: AccountCode,
    /// What it holds, in the smallest units of it; never another asset.
    pub asset: AssetCode,
    /// The side on which it grows, never another: credit for what is owed to others, for equity and income; debit for what
    /// is owned, and for expenses. Its balance is what stands on this side less what stands on the other.
    #[serde(default, skip_serializing_if = "is_default")]
    pub normal: Side,
    /// The least that its balance may be, with all that is pending gone and nothing that is pending come; none when absent.
    /// What is encumbered does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<i64>,
    /// The most that its balance may be, with all that is pending come and nothing that is pending gone; none when absent.
    /// What is encumbered does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<i64>,
    /// Whether nothing is entered any more; what is pending or encumbered can still be voided.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closed: bool,
    /// Nothing takes effect before this instant any more: its periods until then are closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_until: Option<Timestamp>,
    /// What it is, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Account {
    /// An account that grows on the credit side, without limits.
    pub fn new(code: AccountCode, asset: AssetCode) -> Self {
        let (normal, title) = (Side::Credit, String::new());
        Self { code, asset, normal, floor: None, ceiling: None, closed: false, closed_until: None, title }
    }

    /// What the guards of its row must at least come to: credits less debits from below, and debits less credits.
    pub(crate) fn least(&self) -> Least {
        let most = self.ceiling.map(i64::saturating_neg);
        match self.normal {
            Side::Credit => [self.floor, most],
            Side::Debit => [most, self.floor],
        }
    }

    /// Refused with `account.invalid` where it contradicts itself, or what it was.
    fn check(&self, before: Option<&Self>) -> Result<(), Refusal> {
        limits::text("the title of an account", &self.title)?;
        let most = limits::LEDGER_AMOUNT;
        let within = |limit: &i64| (most.saturating_neg()..=most).contains(limit);
        let reason = if before.is_some_and(|before| before.asset != self.asset) {
            "holds another asset: open another account for it"
        } else if before.is_some_and(|before| before.normal != self.normal) {
            "grows on the other side: open another account for it"
        } else if self.floor.zip(self.ceiling).is_some_and(|(floor, ceiling)| floor > ceiling) {
            "has a floor above its ceiling"
        } else if [self.floor, self.ceiling].iter().flatten().all(within) {
            return Ok(());
        } else {
            "has a limit past 9,007,199,254,740,991: leave it out where there is none"
        };
        let reason = format!("account `{}` {reason}", self.code);
        Err(Refusal::new(Code::AccountInvalid, reason).with("account", self.code.as_str()))
    }
}

/// What was taken from an account and what came to it, in the smallest units of its asset: six numbers, none below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountBalance {
    /// To be taken, by intention.
    pub debits_encumbered: i64,
    /// Taken, if it is posted.
    pub debits_pending: i64,
    /// Taken.
    pub debits_posted: i64,
    /// To come, by intention.
    pub credits_encumbered: i64,
    /// Come, if it is posted.
    pub credits_pending: i64,
    /// Come.
    pub credits_posted: i64,
}

impl From<Counters> for AccountBalance {
    fn from(row: Counters) -> Self {
        let [debits_encumbered, debits_pending, debits_posted, credits_encumbered, credits_pending, credits_posted] =
            row;
        Self { debits_encumbered, debits_pending, debits_posted, credits_encumbered, credits_pending, credits_posted }
    }
}

impl AccountBalance {
    /// What is there on a layer and all that are firmer: what is posted; with what is pending; with what is encumbered besides.
    /// It is what stands on the normal side of an account less what stands on the other.
    pub const fn balance(&self, layer: Layer, normal: Side) -> i64 {
        let settled = self.credits_posted.saturating_sub(self.debits_posted);
        let pending = self.credits_pending.saturating_sub(self.debits_pending);
        let encumbered = self.credits_encumbered.saturating_sub(self.debits_encumbered);
        let credits = match layer {
            Layer::Settled => settled,
            Layer::Pending => settled.saturating_add(pending),
            Layer::Encumbered => settled.saturating_add(pending).saturating_add(encumbered),
        };
        match normal {
            Side::Credit => credits,
            Side::Debit => credits.saturating_neg(),
        }
    }

    /// What is posted with all that is pending gone and nothing that is pending come: what a floor is held against.
    pub const fn available(&self, normal: Side) -> i64 {
        let going = match normal {
            Side::Credit => self.debits_pending,
            Side::Debit => self.credits_pending,
        };
        self.balance(Layer::Settled, normal).saturating_sub(going)
    }
}

/// What each guard of a row comes to.
pub(super) fn guarded(row: &Counters) -> [i64; 2] {
    let mut sums = [0; 2];
    for (sum, guard) in sums.iter_mut().zip(CounterKind::Balance.guards()) {
        let terms = row.iter().zip(guard).map(|(number, weight)| number.saturating_mul(*weight));
        *sum = terms.fold(0_i64, i64::saturating_add);
    }
    sums
}

/// Defines accounts, or defines them anew. Limits hold for what comes after: what is beyond them already stays.
pub(crate) fn define(accounts: &[Account], facts: &Facts) -> Result<Decision, Stop> {
    limits::count("accounts", accounts.len(), limits::BATCH)?;
    facts.show(accounts.iter().map(|account| account.code.clone().into()))?;
    let mut decision = Decision::new(Outcome::Done {});
    for (place, account) in accounts.iter().enumerate() {
        let earlier = accounts.iter().take(place).rev().find(|earlier| earlier.code == account.code);
        account.check(earlier.or(facts.get::<Account>(&account.code)?))?;
        decision.record(account.code.clone(), Event::AccountDefined { account: account.clone().into() });
    }
    Ok(decision)
}
