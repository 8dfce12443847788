//! From what is to be sent to postings.
//!
//! First the source is asked for the amount, and what it gives stands in a row. Then the destination is filled from the front
//! of that row, so that what is given first arrives first, and what is kept is kept of what would have come there. Shares
//! are rounded down, and what is left goes to them one unit each, in their order ([`Remainder::InOrder`]); so they sum to
//! the whole.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::{Fraction, FundsDestination, FundsSource, Overdraft, Posting, Sending, SourceAccount};
use crate::id::{AccountCode, AssetCode};
use crate::limits;
use crate::money::{Remainder, allocate_minor, common_multiple};
use crate::refusal::{Code, Refusal};

/// The postings of sendings that happen one after another, given what each account holds before: below zero where it is
/// overdrawn, `None` where it has no limit, as the world outside. Each sending sees what those before it did. A posting over
/// nothing is left out; neighbours between the same accounts are one.
///
/// # Errors
///
/// `funds.short` where a source, or one that gives a share, has less than is wanted: then nothing happens. `sending.invalid`
/// for an amount below zero, shares that do not come to the whole, all of what has no end or is given in shares, and what goes
/// from an account to itself. `money.overflow`, and `limit.exceeded`.
///
/// ```
/// use fondaco::ledger::{Sending, postings};
///
/// let sending: Sending = serde_json::from_str(
///     r#"{"asset": "EUR", "amount": 1500, "from": {"account": {"account": "ada"}},
///         "to": {"split": [{"portion": "1/7", "to": {"account": "shop"}}, {"to": {"account": "bruno"}}]}}"#,
/// )?;
/// let done = postings(&[sending], |account, _| Some(if account.as_str() == "ada" { 2_000 } else { 0 }))?;
/// let done: Vec<_> = done.iter().map(|posting| (posting.to.as_str(), posting.amount)).collect();
/// assert_eq!(done, [("shop", 215), ("bruno", 1285)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source of the rules: Numscript, of which this is the evaluation without the text.
pub fn postings(
    sendings: &[Sending],
    held: impl Fn(&AccountCode, &AssetCode) -> Option<i64>,
) -> Result<Vec<Posting>, Refusal> {
    limits::count("sendings", sendings.len(), limits::BATCH)?;
    let mut moved = BTreeMap::new();
    let mut done = Vec::new();
    for sending in sendings {
        let mut flow =
            Flow { asset: &sending.asset, held: &held, moved: &mut moved, given: VecDeque::new(), done: Vec::new() };
        flow.run(sending)?;
        done.append(&mut flow.done);
    }
    Ok(done)
}

/// One sending that is being carried out.
struct Flow<'a, 'm, F> {
    asset: &'a AssetCode,
    held: &'m F,
    /// By how much each account has changed so far.
    moved: &'m mut BTreeMap<(&'a AccountCode, &'a AssetCode), i64>,
    /// What the source has given, in order.
    given: VecDeque<(&'a AccountCode, i64)>,
    done: Vec<Posting>,
}

impl<'a, F: Fn(&AccountCode, &AssetCode) -> Option<i64>> Flow<'a, '_, F> {
    fn run(&mut self, sending: &'a Sending) -> Result<(), Refusal> {
        let wanted = sending.amount;
        if wanted.is_some_and(|amount| amount < 0) {
            return Err(invalid("an amount below zero is sent by sending the other way"));
        }
        let given = self.take(&sending.from, wanted, 1)?;
        self.check_given(wanted.unwrap_or(given), given)?;
        self.fill(&sending.to, given, 1)
    }

    /// Takes an amount from a source, or all that it has; answers how much that is.
    fn take(&mut self, source: &'a FundsSource, wanted: Option<i64>, depth: usize) -> Result<i64, Refusal> {
        check_depth(depth)?;
        let deeper = depth.saturating_add(1);
        match source {
            FundsSource::Account(account) => self.take_from(account, wanted),
            FundsSource::InOrder(sources) => {
                limits::count("sources", sources.len(), limits::ENTRIES)?;
                let mut sum = 0_i64;
                for source in sources {
                    let open = wanted.map(|wanted| wanted.saturating_sub(sum));
                    sum = sum.checked_add(self.take(source, open, deeper)?).ok_or_else(overflow)?;
                }
                Ok(sum)
            }
            FundsSource::AtMost { most, from } => {
                let most = (*most).max(0);
                self.take(from, Some(wanted.map_or(most, |wanted| wanted.min(most))), deeper)
            }
            FundsSource::Split(shares) => {
                let whole = wanted.ok_or_else(|| invalid("all cannot be taken in shares: say how much"))?;
                let portions: Vec<_> = shares.iter().map(|share| share.portion).collect();
                for (share, wanted) in shares.iter().zip(shared(whole, &portions)?) {
                    let given = self.take(&share.from, Some(wanted), deeper)?;
                    self.check_given(wanted, given)?;
                }
                Ok(whole)
            }
        }
    }

    fn take_from(&mut self, from: &'a SourceAccount, wanted: Option<i64>) -> Result<i64, Refusal> {
        let SourceAccount { account, overdraft } = from;
        let below = match overdraft {
            Some(Overdraft::Unlimited) => None,
            Some(Overdraft::UpTo(below)) => Some((*below).max(0)),
            None => Some(0),
        };
        let free = match (self.left(account)?, below) {
            (Some(left), Some(below)) => Some(left.saturating_add(below).max(0)),
            (None, _) | (_, None) => None,
        };
        let taken = match (wanted, free) {
            (Some(wanted), Some(free)) => wanted.min(free),
            (Some(amount), None) | (None, Some(amount)) => amount,
            (None, None) => {
                let reason = format!("all of `{account}` has no end: say how much");
                return Err(Refusal::new(Code::SendingInvalid, reason).with("account", account.as_str()));
            }
        };
        if taken > 0 {
            self.change(account, taken.saturating_neg())?;
            self.given.push_back((account, taken));
        }
        Ok(taken)
    }

    /// What an account holds by now; `None` where it has no limit.
    fn left(&self, account: &'a AccountCode) -> Result<Option<i64>, Refusal> {
        let Some(held) = (self.held)(account, self.asset) else { return Ok(None) };
        let moved = self.moved.get(&(account, self.asset)).copied().unwrap_or(0);
        held.checked_add(moved).map(Some).ok_or_else(overflow)
    }

    fn change(&mut self, account: &'a AccountCode, by: i64) -> Result<(), Refusal> {
        let moved = self.moved.entry((account, self.asset)).or_default();
        *moved = moved.checked_add(by).ok_or_else(overflow)?;
        self.left(account).map(|_| ())
    }

    /// Fills a destination from the front of what was given.
    fn fill(&mut self, destination: &'a FundsDestination, amount: i64, depth: usize) -> Result<(), Refusal> {
        check_depth(depth)?;
        let deeper = depth.saturating_add(1);
        match destination {
            FundsDestination::Account(to) => self.arrive(Some(to), amount),
            FundsDestination::Kept {} => self.arrive(None, amount),
            FundsDestination::InOrder { first, rest } => {
                limits::count("destinations", first.len(), limits::ENTRIES)?;
                let mut left = amount;
                for next in first {
                    let part = left.min(next.most.max(0));
                    self.fill(&next.to, part, deeper)?;
                    left = left.saturating_sub(part);
                }
                self.fill(rest, left, deeper)
            }
            FundsDestination::Split(shares) => {
                let portions: Vec<_> = shares.iter().map(|share| share.portion).collect();
                for (share, part) in shares.iter().zip(shared(amount, &portions)?) {
                    self.fill(&share.to, part, deeper)?;
                }
                Ok(())
            }
        }
    }

    /// Takes an amount off the front of what was given: to an account, or back to where it was.
    fn arrive(&mut self, to: Option<&'a AccountCode>, amount: i64) -> Result<(), Refusal> {
        let mut open = amount;
        while open > 0 {
            let Some((from, there)) = self.given.front_mut() else {
                return Err(Refusal::new(Code::Defect, "more arrives than was given"));
            };
            let (from, part) = (*from, open.min(*there));
            *there = there.saturating_sub(part);
            if *there == 0 {
                self.given.pop_front();
            }
            open = open.saturating_sub(part);
            self.change(to.unwrap_or(from), part)?;
            let Some(to) = to else { continue };
            if from == to {
                let reason = format!("`{from}` would send to itself");
                return Err(Refusal::new(Code::SendingInvalid, reason).with("account", from.as_str()));
            }
            if let Some(last) = self.done.last_mut().filter(|last| last.from == *from && last.to == *to) {
                last.amount = last.amount.checked_add(part).ok_or_else(overflow)?;
            } else {
                let (from, to, asset) = (from.clone(), to.clone(), self.asset.clone());
                self.done.push(Posting { from, to, asset, amount: part });
            }
        }
        Ok(())
    }

    fn check_given(&self, wanted: i64, given: i64) -> Result<(), Refusal> {
        if given == wanted {
            return Ok(());
        }
        let reason = format!("{wanted} of `{}` are to be sent and {given} can be taken", self.asset);
        Err(Refusal::new(Code::FundsShort, reason)
            .with("asset", self.asset.as_str())
            .with("wanted", wanted)
            .with("available", given))
    }
}

/// Shares an amount by portions; one without takes what the others leave.
fn shared(whole: i64, portions: &[Option<Fraction>]) -> Result<Vec<i64>, Refusal> {
    limits::count("shares", portions.len(), limits::ENTRIES)?;
    let fits = || invalid("the portions need a common denominator of at most 18 digits");
    let mut common = 1_i64;
    for portion in portions.iter().flatten() {
        common = common_multiple(common, portion.denominator()).ok_or_else(fits)?;
    }
    let (mut weights, mut left) = (vec![0; portions.len()], common);
    for (weight, portion) in weights.iter_mut().zip(portions) {
        let Some(portion) = portion else { continue };
        let each = common.checked_div(portion.denominator()).unwrap_or(0);
        *weight = each.checked_mul(portion.numerator()).ok_or_else(fits)?;
        left = left.checked_sub(*weight).ok_or_else(fits)?;
    }
    let rest = portions.iter().filter(|portion| portion.is_none()).count();
    if left < 0 || rest > 1 || (rest == 0 && left != 0) {
        return Err(invalid("shares come to the whole: all portions to 1, or to less and one share without a portion"));
    }
    if let Some((weight, _)) = weights.iter_mut().zip(portions).find(|(_, portion)| portion.is_none()) {
        *weight = left;
    }
    let mut parts = vec![0; weights.len()];
    if whole != 0 {
        allocate_minor(whole, &weights, Remainder::InOrder, &mut parts)?;
    }
    Ok(parts)
}

fn check_depth(depth: usize) -> Result<(), Refusal> {
    limits::count("levels of a sending", depth, limits::SENDING_DEPTH)
}

fn invalid(reason: &str) -> Refusal {
    Refusal::new(Code::SendingInvalid, reason)
}

fn overflow() -> Refusal {
    Refusal::new(Code::MoneyOverflow, "the amounts go past the ends of 64 bits")
}

#[cfg(test)]
mod tests;
