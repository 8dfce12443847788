//! Promises about settlements: what is owed in a circle is paid once, net, however many try it at once.

use fondaco::ledger::{Account, EntryStep, Side};
use fondaco::settlement::{Settlement, SettlementAct, SettlementState, SettlementTerms};
use fondaco::{Command, Engine, Outcome, SettlementId};
use tokio::task::JoinSet;

use super::Subject;
use super::ledger::{balance, define, enter, record, run};
use super::trial::{Trial, busy_engine};

const PARTIES: [&str; 5] = ["ada", "bruno", "carla", "dario", "elena"];
/// What each starts with: less than it owes.
const MONEY: i64 = 60;

fn terms(debtor: &str, creditor: &str, amount: i64) -> SettlementTerms {
    serde_json::from_value(serde_json::json!({"legs": [{"kind": "money", "deliverer": debtor, "from": debtor,
        "receiver": creditor, "to": creditor, "amount": amount}]}))
    .unwrap()
}

pub(super) fn instruct(debtor: &str, creditor: &str, amount: i64) -> Command {
    Command::InstructSettlement { by: debtor.parse().unwrap(), terms: terms(debtor, creditor, amount) }
}

/// What one owes another, as both have instructed it.
async fn owed(engine: &Engine, debtor: &str, creditor: &str, amount: i64) -> SettlementId {
    let Outcome::Settlement { settlement } = run(engine, &instruct(debtor, creditor, amount)).await.unwrap() else {
        panic!("a settlement")
    };
    let act = SettlementAct::Affirm { terms: terms(debtor, creditor, amount) };
    run(engine, &Command::ActOnSettlement { settlement, by: creditor.parse().unwrap(), act }).await.unwrap();
    settlement
}

/// Five who owe each other more than any of them has settle it by what is left of it, in one commit, though many try; and each
/// has then what it would have had by paying all of it.
pub async fn a_net_is_paid_once_and_changes_no_total(subject: &dyn Subject) {
    let trial = Trial::new(subject, "a_net_is_paid_once_and_changes_no_total").await;
    let engine = busy_engine(&trial.store);
    let account = |code: &str, floor| Account { floor, ..Account::new(code.parse().unwrap(), "EUR".parse().unwrap()) };
    let own = PARTIES.iter().chain(&["clearing"]).map(|code| account(code, Some(0)));
    define(&engine, own.chain([account("world", None)]).collect()).await;
    let given = (1..).zip(PARTIES).map(|(n, party)| EntryStep::Enter(enter(n, "world", party, MONEY)));
    run(&engine, &record(given.collect())).await.unwrap();
    let (mut settlements, mut expected) = (Vec::new(), PARTIES.map(|_| MONEY));
    for n in 0..20 {
        let (debtor, creditor) = (n % 5, (n + 1 + n / 5) % 5);
        let amount = 90 + i64::try_from(n * 7 % 13).unwrap();
        settlements.push(owed(&engine, PARTIES[debtor], PARTIES[creditor], amount).await);
        expected[debtor] -= amount;
        expected[creditor] += amount;
    }
    assert!(expected.iter().all(|left| *left >= 0), "a net that can be paid: {expected:?}");
    let engines = [engine.clone(), busy_engine(&trial.again().await)];
    let mut trying = JoinSet::new();
    for engine in engines.iter().cycle().take(8) {
        let engine = engine.clone();
        let settle = Command::Settle {
            settlements: settlements.clone(),
            together: false,
            clearing: vec!["clearing".parse().unwrap()],
        };
        trying.spawn(async move { run(&engine, &settle).await });
    }
    let mut reports = 0;
    while let Some(answer) = trying.join_next().await {
        let Outcome::Settled { netted, .. } = answer.unwrap().unwrap() else { panic!("settled") };
        reports += netted.len();
    }
    assert_eq!(reports, 1, "it is netted once");
    for settlement in settlements {
        assert_eq!(engine.get::<Settlement>(&settlement).await.unwrap().progress.state, SettlementState::Settled);
    }
    for (party, expected) in PARTIES.into_iter().zip(expected) {
        assert_eq!(balance(&trial.store, party).await.balance(fondaco::ledger::Layer::Settled, Side::Credit), expected);
    }
}
