//! Netting: many obligations become few payments, and nobody owes or is owed another sum.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::Posting;
use crate::id::{AccountCode, AssetCode};
use crate::refusal::{Code, Refusal};

/// What one party owes another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Who owes.
    pub debtor: AccountCode,
    /// Who is owed.
    pub creditor: AccountCode,
    /// What.
    pub asset: AssetCode,
    /// How much, in the smallest units of the asset; more than zero.
    pub amount: i64,
}

/// What the obligations of one asset come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NettingReport {
    /// Of what.
    pub asset: AssetCode,
    /// The sum of the obligations.
    pub gross: i64,
    /// What is to be paid instead: the sum of the net amounts of those who owe.
    pub net: i64,
    /// Each party, in the order of accounts.
    pub positions: Vec<NetPosition>,
}

/// What one party owes and is owed; the proof of its net amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetPosition {
    /// Who.
    pub party: AccountCode,
    /// The sum of what it owes.
    pub owes: i64,
    /// The sum of what it is owed.
    pub is_owed: i64,
}

impl NetPosition {
    /// What it is owed less what it owes: below zero where it has to pay. Both are sums of amounts of more than zero.
    pub const fn net(&self) -> i64 {
        self.is_owed.saturating_sub(self.owes)
    }
}

impl NettingReport {
    /// Whether it is the report of these obligations, no more and no less: whether each position is the sum of what its party
    /// owes and is owed of this asset, and the positions come to nothing together.
    pub fn is_of(&self, obligations: &[Obligation]) -> bool {
        let sum: i128 = self.positions.iter().map(|position| i128::from(position.net())).sum();
        let own: Vec<Obligation> =
            obligations.iter().filter(|obligation| obligation.asset == self.asset).cloned().collect();
        sum == 0 && net(&own).is_ok_and(|reports| reports.as_slice() == core::slice::from_ref(self))
    }

    /// The payments that settle it, through a clearing account: those who owe pay in, and those who are owed are paid out, each
    /// in the order of accounts. It ends with what it had.
    pub fn payments(&self, clearing: &AccountCode) -> Vec<Posting> {
        let posting = |position: &NetPosition| {
            let (party, clearing) = (position.party.clone(), clearing.clone());
            let net = position.net();
            let (from, to) = if net < 0 { (party, clearing) } else { (clearing, party) };
            Posting { from, to, asset: self.asset.clone(), amount: net.saturating_abs() }
        };
        let pays_in = self.positions.iter().filter(|position| position.net() < 0);
        let is_paid = self.positions.iter().filter(|position| position.net() > 0);
        pays_in.chain(is_paid).map(posting).collect()
    }
}

/// Nets obligations of all parties with each other, each asset by itself, in the order of assets. Obligations that go round in a
/// circle come to nothing.
///
/// # Errors
///
/// `netting.invalid` for an amount that is not more than zero, and for what somebody owes themselves. `money.overflow` where the
/// obligations of an asset come to more than 64 bits.
///
/// ```
/// use fondaco::ledger::{Obligation, net};
///
/// let owed = |debtor: &str, creditor: &str, amount| {
///     let (debtor, creditor) = (debtor.parse()?, creditor.parse()?);
///     Ok::<_, fondaco::Refusal>(Obligation { debtor, creditor, asset: "EUR".parse()?, amount })
/// };
/// let obligations = [owed("ada", "bruno", 100)?, owed("bruno", "carla", 80)?, owed("carla", "ada", 60)?];
/// let report = &net(&obligations)?[0];
/// assert_eq!((report.gross, report.net), (240, 40));
/// assert_eq!(report.positions.iter().map(|position| position.net()).collect::<Vec<_>>(), [-40, 20, 20]);
/// assert_eq!(report.payments(&"clearing".parse()?).len(), 3);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn net(obligations: &[Obligation]) -> Result<Vec<NettingReport>, Refusal> {
    let mut assets: BTreeMap<&AssetCode, Window<'_>> = BTreeMap::new();
    for obligation in obligations {
        check(obligation)?;
        let Obligation { debtor, creditor, asset, amount } = obligation;
        let window = assets.entry(asset).or_default();
        // No sum of a party is larger than this one.
        window.gross = window.gross.checked_add(*amount).ok_or_else(overflow)?;
        let [owes, _] = window.parties.entry(debtor).or_default();
        *owes = owes.saturating_add(*amount);
        let [_, is_owed] = window.parties.entry(creditor).or_default();
        *is_owed = is_owed.saturating_add(*amount);
    }
    Ok(assets.into_iter().map(|(asset, window)| window.report(asset)).collect())
}

/// The obligations of one asset, added up.
#[derive(Default)]
struct Window<'a> {
    gross: i64,
    /// What each party owes, and is owed.
    parties: BTreeMap<&'a AccountCode, [i64; 2]>,
}

impl Window<'_> {
    fn report(self, asset: &AssetCode) -> NettingReport {
        let position =
            |(party, [owes, is_owed]): (&AccountCode, [i64; 2])| NetPosition { party: party.clone(), owes, is_owed };
        let positions: Vec<NetPosition> = self.parties.into_iter().map(position).collect();
        let paid_in = positions.iter().map(|position| position.net().min(0));
        let net = paid_in.fold(0_i64, i64::saturating_sub);
        NettingReport { asset: asset.clone(), gross: self.gross, net, positions }
    }
}

fn check(obligation: &Obligation) -> Result<(), Refusal> {
    let Obligation { debtor, creditor, amount, .. } = obligation;
    let reason = if *amount <= 0 {
        format!("`{debtor}` owes {amount} to `{creditor}`: an obligation is of more than zero")
    } else if debtor == creditor {
        format!("`{debtor}` owes {amount} to itself")
    } else {
        return Ok(());
    };
    Err(Refusal::new(Code::NettingInvalid, reason)
        .with("debtor", debtor.as_str())
        .with("creditor", creditor.as_str())
        .with("amount", *amount))
}

fn overflow() -> Refusal {
    Refusal::new(Code::MoneyOverflow, "the obligations of an asset come to more than 64 bits")
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn owed((debtor, creditor, asset, amount): (usize, usize, usize, i64)) -> Obligation {
        let name = |place: usize| format!("party-{place}").parse().unwrap();
        let asset = ["CR", "EUR"][asset].parse().unwrap();
        Obligation { debtor: name(debtor), creditor: name(creditor), asset, amount }
    }

    #[test]
    fn a_circle_comes_to_nothing() {
        let circle: Vec<Obligation> = (0..5).map(|n| owed((n, (n + 1) % 5, 0, 700))).collect();
        let reports = net(&circle).unwrap();
        assert_eq!((reports[0].gross, reports[0].net), (3_500, 0));
        assert_eq!(reports[0].payments(&"clearing".parse().unwrap()), []);
    }

    #[test]
    fn assets_are_never_netted_with_each_other() {
        let reports = net(&[owed((0, 1, 0, 5)), owed((1, 0, 1, 5))]).unwrap();
        let shown: Vec<_> = reports.iter().map(|report| (report.asset.as_str(), report.gross, report.net)).collect();
        assert_eq!(shown, [("CR", 5, 5), ("EUR", 5, 5)]);
    }

    #[test]
    fn what_is_no_obligation_is_refused() {
        for wrong in [owed((0, 0, 0, 5)), owed((0, 1, 0, 0)), owed((0, 1, 0, -5))] {
            assert_eq!(net(&[wrong]).unwrap_err().code(), Code::NettingInvalid);
        }
        let past = [owed((0, 1, 0, i64::MAX)), owed((2, 3, 0, 1))];
        assert_eq!(net(&past).unwrap_err().code(), Code::MoneyOverflow);
        assert_eq!(net(&past[..1]).unwrap()[0].net, i64::MAX);
    }

    proptest! {
        /// After the payments each party has what it would have had if all had paid what they owed.
        #[test]
        fn netting_changes_nobody_s_total(some in vec((0_usize..6, 0_usize..6, 0_usize..2, 1_i64..1_000), 0..60)) {
            let obligations: Vec<Obligation> =
                some.into_iter().filter(|(debtor, creditor, ..)| debtor != creditor).map(owed).collect();
            let clearing: AccountCode = "clearing".parse().unwrap();
            let mut totals: BTreeMap<(AccountCode, AssetCode), i64> = BTreeMap::new();
            for Obligation { debtor, creditor, asset, amount } in &obligations {
                *totals.entry((debtor.clone(), asset.clone())).or_default() += amount;
                *totals.entry((creditor.clone(), asset.clone())).or_default() -= amount;
            }
            for report in net(&obligations).unwrap() {
                prop_assert!(report.is_of(&obligations));
                let mut forged = report.clone();
                forged.positions[0].owes += 1;
                prop_assert!(!forged.is_of(&obligations));
                prop_assert!(report.net <= report.gross);
                for Posting { from, to, asset, amount } in report.payments(&clearing) {
                    prop_assert!(amount > 0);
                    *totals.entry((from, asset.clone())).or_default() -= amount;
                    *totals.entry((to, asset)).or_default() += amount;
                }
            }
            prop_assert!(totals.values().all(|left| *left == 0), "{:?}", totals);
        }
    }
}
