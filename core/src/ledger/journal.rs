//! Legs of something that is entered, brought to amounts that go from account to account.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::vec::Vec;

use super::{Leg, Posting, Side};
use crate::id::{AccountCode, AssetCode};
use crate::limits;
use crate::refusal::{Code, Refusal};

/// The postings that legs come to: of each asset, debits are matched with credits in the order of the legs. `asset_of` says
/// what an account holds.
///
/// # Errors
///
/// `entry.unbalanced` where the debits and credits of an asset do not come to the same. `entry.invalid` for an amount of
/// nothing or less, and for fewer than two legs. `limit.exceeded` for more than [`limits::BATCH`]. What `asset_of` refuses.
///
/// ```
/// use fondaco::ledger::{Leg, Side, journal};
///
/// let leg = |account: &str, side, amount| Ok::<_, fondaco::Refusal>(Leg { account: account.parse()?, side, amount });
/// let sale = [
///     leg("receivables", Side::Debit, 12_200)?,
///     leg("sales", Side::Credit, 10_000)?,
///     leg("taxes", Side::Credit, 2_200)?,
/// ];
/// let postings = journal(&sale, |_| "EUR".parse())?;
/// assert_eq!((postings.len(), postings[1].to.as_str(), postings[1].amount), (2, "taxes", 2_200));
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn journal<E: From<Refusal>>(
    legs: &[Leg],
    mut asset_of: impl FnMut(&AccountCode) -> Result<AssetCode, E>,
) -> Result<Vec<Posting>, E> {
    limits::count("legs", legs.len(), limits::BATCH)?;
    if legs.len() < 2 {
        return Err(invalid("what is entered has two legs at least").into());
    }
    let mut open: BTreeMap<AssetCode, Open<'_>> = BTreeMap::new();
    let mut postings = Vec::new();
    for leg in legs {
        if leg.amount < 1 {
            return Err(invalid("a leg has an amount above zero; the other side says the other way").into());
        }
        let asset = asset_of(&leg.account)?;
        let sums = open.entry(asset.clone()).or_default();
        sums.add(leg)?;
        let mut rest = leg.amount;
        while rest > 0 {
            let other = if leg.side == Side::Debit { &mut sums.credits } else { &mut sums.debits };
            let Some((against, there)) = other.front_mut() else {
                let own = if leg.side == Side::Debit { &mut sums.debits } else { &mut sums.credits };
                own.push_back((&leg.account, rest));
                break;
            };
            let amount = rest.min(*there);
            let (against, asset) = ((*against).clone(), asset.clone());
            let (from, to) = match leg.side {
                Side::Debit => (leg.account.clone(), against),
                Side::Credit => (against, leg.account.clone()),
            };
            postings.push(Posting { from, to, asset, amount });
            rest = rest.saturating_sub(amount);
            *there = there.saturating_sub(amount);
            if *there == 0 {
                other.pop_front();
            }
        }
    }
    match open.iter().find(|(_, sums)| sums.debited != sums.credited) {
        None => Ok(postings),
        Some((asset, Open { debited, credited, .. })) => {
            let reason = format!("of `{asset}` {debited} are debited and {credited} credited: both come to the same");
            let refusal = Refusal::new(Code::EntryUnbalanced, reason).with("asset", asset.as_str());
            Err(refusal.with("debits", *debited).with("credits", *credited).into())
        }
    }
}

/// What is not matched yet of one asset, and what both sides come to.
#[derive(Default)]
struct Open<'a> {
    debits: VecDeque<(&'a AccountCode, i64)>,
    credits: VecDeque<(&'a AccountCode, i64)>,
    debited: i64,
    credited: i64,
}

impl Open<'_> {
    fn add(&mut self, leg: &Leg) -> Result<(), Refusal> {
        let sum = if leg.side == Side::Debit { &mut self.debited } else { &mut self.credited };
        let more = sum.checked_add(leg.amount);
        *sum = more.ok_or_else(|| Refusal::new(Code::MoneyOverflow, "the legs go past the ends of 64 bits"))?;
        Ok(())
    }
}

fn invalid(reason: &str) -> Refusal {
    Refusal::new(Code::EntryInvalid, reason)
}
