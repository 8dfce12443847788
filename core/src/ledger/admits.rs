//! What must hold of an account for something to be entered in it.

use alloc::format;

use jiff::Timestamp;

use super::Account;
use crate::counter::{CounterKind, Counters};
use crate::id::{AccountCode, AssetCode};
use crate::limits;
use crate::refusal::{Code, Refusal};

/// Refuses with `money.overflow` a row whose numbers pass all amounts, or whose debits or credits do together: what is
/// pending or encumbered could not be posted.
pub(super) fn within(account: &AccountCode, row: Counters) -> Result<Counters, Refusal> {
    let [encumbered, pending, posted, ..] = row;
    let [.., to_come, coming, come] = row;
    let all = |numbers: [i64; 3]| numbers.into_iter().fold(0, i64::saturating_add);
    let sums = [("debits", all([encumbered, pending, posted])), ("credits", all([to_come, coming, come]))];
    let numbers = CounterKind::Balance.columns().iter().copied().zip(row);
    let passes = |(_, sum): &(&str, i64)| *sum > limits::LEDGER_AMOUNT;
    let Some((of, _)) = numbers.chain(sums).find(passes) else { return Ok(row) };
    let reason = format!("`{of}` of account `{account}` would pass 9,007,199,254,740,991");
    Err(Refusal::new(Code::MoneyOverflow, reason).with("account", account.as_str()).with("of", of))
}

/// Refuses what takes effect in an account that is closed, or in a closed period of it.
pub(super) fn open(account: &Account, effective_at: Timestamp) -> Result<(), Refusal> {
    let code = &account.code;
    if account.closed {
        let reason = format!("account `{code}` is closed");
        return Err(Refusal::new(Code::AccountClosed, reason).with("account", code.as_str()));
    }
    match account.closed_until {
        Some(until) if effective_at < until => {
            let reason = format!("account `{code}` is closed until {until}: let it take effect later");
            Err(Refusal::new(Code::PeriodClosed, reason)
                .with("account", code.as_str())
                .with("until", format!("{until}")))
        }
        _ => Ok(()),
    }
}

/// Refuses with `asset.mismatch` an account that holds something else.
pub(crate) fn check_asset(account: &Account, asset: &AssetCode) -> Result<(), Refusal> {
    if account.asset == *asset {
        return Ok(());
    }
    let reason = format!("account `{}` holds `{}`, not `{asset}`", account.code, account.asset);
    Err(Refusal::new(Code::AssetMismatch, reason).with("account", account.code.as_str()).with("asset", asset.as_str()))
}
