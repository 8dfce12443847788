//! Netting of what many parties owe each other.

use fondaco::Refusal;
use fondaco::ledger::{Obligation, net};
use fondaco_benches::clock;
use fondaco_benches::figure::{Figure, median};

const ROUNDS: usize = 9;
/// Nettings of one round: one alone is shorter than the steps in which the system counts processor time.
const NETTINGS: usize = 50;
const OBLIGATIONS: u64 = 10_000;
const PARTIES: u64 = 500;

/// Milliseconds in which ten thousand obligations of five hundred parties are netted, report and proof included.
#[expect(clippy::cast_precision_loss, reason = "a count of nettings")]
pub(super) fn measure() -> Result<Vec<Figure>, String> {
    let obligations = obligations().map_err(|refusal| refusal.to_string())?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let (reports, seconds) = clock::processor(|| netted(&obligations));
        if reports.map_err(|refusal| refusal.to_string())? != NETTINGS {
            return Err("obligations of one asset come to one report".to_owned());
        }
        times.push(seconds * 1e3 / NETTINGS as f64);
    }
    Ok(vec![Figure::new("ledger.netting.10000", median(times), "ms")])
}

/// How many reports a round of nettings comes to.
fn netted(obligations: &[Obligation]) -> Result<usize, Refusal> {
    (0..NETTINGS).map(|_| Ok(net(obligations)?.len())).sum()
}

fn obligations() -> Result<Vec<Obligation>, Refusal> {
    let party = |number: u64| format!("party/{number:03}").parse();
    (0..OBLIGATIONS)
        .map(|n| {
            let debtor = n.wrapping_mul(7_919) % PARTIES;
            let creditor = (debtor + 1 + n % (PARTIES - 1)) % PARTIES;
            let amount = 1 + i64::try_from(n % 997).unwrap_or(0);
            Ok(Obligation { debtor: party(debtor)?, creditor: party(creditor)?, asset: "EUR".parse()?, amount })
        })
        .collect()
}
