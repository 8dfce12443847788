//! What is to be sent: from where, and whither, as data.

use alloc::boxed::Box;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::Fraction;
use crate::id::{AccountCode, AssetCode};
use crate::limits;

/// An amount of one asset that goes from where it can be found to where it belongs.
///
/// ```
/// use fondaco::ledger::Sending;
///
/// let sending: Sending = serde_json::from_str(
///     r#"{"asset": "EUR", "amount": 1500,
///         "from": {"in_order": [{"at_most": {"most": 400, "from": {"account": {"account": "ada/bonus"}}}},
///                               {"account": {"account": "ada"}}]},
///         "to": {"split": [{"portion": "1/8", "to": {"account": "shop/fees"}}, {"to": {"account": "bruno"}}]}}"#,
/// )?;
/// assert_eq!(sending.amount, Some(1500));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// What.
    pub asset: AssetCode,
    /// How much, in the smallest units of the asset; all that the source has when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// From where.
    pub from: FundsSource,
    /// Whither.
    pub to: FundsDestination,
}

impl Sending {
    /// Every account that it names, as deep as a sending may be.
    pub(crate) fn accounts(&self) -> Vec<&AccountCode> {
        let mut named = Vec::new();
        let mut sources = Vec::from([(&self.from, limits::SENDING_DEPTH)]);
        while let Some((source, depth)) = sources.pop() {
            let Some(depth) = depth.checked_sub(1) else { continue };
            match source {
                FundsSource::Account(source) => named.push(&source.account),
                FundsSource::InOrder(inner) => sources.extend(inner.iter().map(|source| (source, depth))),
                FundsSource::AtMost { from, .. } => sources.push((from, depth)),
                FundsSource::Split(shares) => sources.extend(shares.iter().map(|share| (&share.from, depth))),
            }
        }
        let mut destinations = Vec::from([(&self.to, limits::SENDING_DEPTH)]);
        while let Some((destination, depth)) = destinations.pop() {
            let Some(depth) = depth.checked_sub(1) else { continue };
            match destination {
                FundsDestination::Account(account) => named.push(account),
                FundsDestination::Kept {} => {}
                FundsDestination::InOrder { first, rest } => {
                    destinations.extend(first.iter().map(|first| (&first.to, depth)));
                    destinations.push((rest, depth));
                }
                FundsDestination::Split(shares) => destinations.extend(shares.iter().map(|share| (&share.to, depth))),
            }
        }
        named
    }
}

/// Where an amount is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FundsSource {
    /// One account: as much as it has.
    Account(SourceAccount),
    /// From the first as much as it has, then from the next.
    InOrder(Vec<FundsSource>),
    /// From another source, but no more than so much.
    AtMost {
        /// How much; less than nothing is nothing.
        most: i64,
        /// From where.
        from: Box<FundsSource>,
    },
    /// From each its share, exactly.
    Split(Vec<SourceShare>),
}

/// An account that something is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceAccount {
    /// Which.
    pub account: AccountCode,
    /// How far it may fall below zero; not at all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdraft: Option<Overdraft>,
}

/// How far an account may fall below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Overdraft {
    /// By so much; less than nothing is nothing.
    UpTo(i64),
    /// As far as need be.
    Unlimited,
}

/// A source and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceShare {
    /// Its part of the whole; what the others leave when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portion: Option<Fraction>,
    /// From where.
    pub from: FundsSource,
}

/// Where an amount goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FundsDestination {
    /// To one account.
    Account(AccountCode),
    /// Nowhere: it stays where it was.
    Kept {},
    /// To the first so much at most, then to the next, and the rest to the last.
    InOrder {
        /// Those that are filled first.
        first: Vec<FilledFirst>,
        /// Where the rest goes.
        rest: Box<FundsDestination>,
    },
    /// To each its share.
    Split(Vec<DestinationShare>),
}

/// A destination that takes no more than so much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilledFirst {
    /// How much; less than nothing is nothing.
    pub most: i64,
    /// Whither.
    pub to: FundsDestination,
}

/// A destination and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationShare {
    /// Its part of the whole; what the others leave when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portion: Option<Fraction>,
    /// Whither.
    pub to: FundsDestination,
}

/// An amount that goes from one account to another; more than zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// The account that it is taken from.
    pub from: AccountCode,
    /// The account that it goes to.
    pub to: AccountCode,
    /// What.
    pub asset: AssetCode,
    /// How much, in the smallest units of the asset.
    pub amount: i64,
}
