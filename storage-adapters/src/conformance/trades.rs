//! Promises about trades: what is held is held once, and goods and money move together, however many write at once.

use fondaco::ledger::{Account, EntryStep, Layer, Side};
use fondaco::trade::{Trade, TradeAct, TradeRole, TradeState, TradeTerms, TradeUnits};
use fondaco::{Code, Command, Engine, Outcome, TradeId};
use tokio::task::JoinSet;

use super::Subject;
use super::ledger::{balance, define, enter, record, run};
use super::trial::{Trial, busy_engine};

const BALES: i64 = 24;
const PRICE: i64 = 1_000;

fn account(code: &str, asset: &str) -> Account {
    let floor = (!code.starts_with("world")).then_some(0);
    Account { floor, ..Account::new(code.parse().unwrap(), asset.parse().unwrap()) }
}

/// Bales of silk for a price, in parts.
pub(super) fn terms(bales: i64, price: i64) -> TradeTerms {
    serde_json::from_value(serde_json::json!({"in_parts": true,
        "goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": bales}],
        "payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": price}]}))
    .unwrap()
}

pub(super) fn propose(terms: TradeTerms) -> Command {
    let [buyer, seller] = ["ada", "bruno"].map(|party| party.parse().unwrap());
    Command::ProposeTrade { buyer, seller, by: TradeRole::Buyer, terms }
}

fn act(trade: TradeId, by: TradeRole, act: TradeAct) -> Command {
    Command::ActOnTrade { trade, by, round: None, act }
}

/// A market where Bruno has the bales of one trade, and Ada the money for it.
async fn market(engine: &Engine) {
    let accounts = [("world/silk", "silk"), ("world/EUR", "EUR"), ("bruno/silk", "silk"), ("ada/silk", "silk")];
    let accounts = accounts.into_iter().chain([("ada/EUR", "EUR"), ("bruno/EUR", "EUR")]);
    define(engine, accounts.map(|(code, asset)| account(code, asset)).collect()).await;
    let silk = enter(1, "world/silk", "bruno/silk", BALES);
    let money = enter(2, "world/EUR", "ada/EUR", PRICE);
    run(engine, &record(vec![EntryStep::Enter(silk), EntryStep::Enter(money)])).await.unwrap();
}

async fn accepted(engine: &Engine) -> TradeId {
    let Outcome::Trade { trade } = run(engine, &propose(terms(BALES, PRICE))).await.unwrap() else { panic!("a trade") };
    run(engine, &act(trade, TradeRole::Seller, TradeAct::Accept {})).await.unwrap();
    trade
}

/// Of trades that want the same goods and money at the same time, one holds them. Then whoever brings a bale at the same time
/// as others is paid for it in the same commit; no bale is brought twice, and parts come to the whole.
pub async fn goods_and_money_move_together(subject: &dyn Subject) {
    let trial = Trial::new(subject, "goods_and_money_move_together").await;
    let engine = busy_engine(&trial.store);
    market(&engine).await;
    let engines = [engine.clone(), busy_engine(&trial.again().await)];
    let mut funding = JoinSet::new();
    for engine in engines.iter().cycle().take(6) {
        let (trade, engine) = (accepted(engine).await, engine.clone());
        funding.spawn(async move { (trade, run(&engine, &act(trade, TradeRole::Operator, TradeAct::Fund {})).await) });
    }
    let mut funded = Vec::new();
    while let Some(answer) = funding.join_next().await {
        let (trade, answer) = answer.unwrap();
        match answer {
            Ok(_) => funded.push(trade),
            Err(failure) => assert_eq!(failure.into_refusal().code(), Code::FundsShort),
        }
    }
    let [trade] = funded[..] else { panic!("{funded:?} are held") };
    let mut bringing = JoinSet::new();
    for engine in engines.iter().cycle().take(30) {
        let engine = engine.clone();
        let goods = vec![TradeUnits { goods: 0, amount: 1, at: None }];
        let bring = act(trade, TradeRole::Carrier, TradeAct::Deliver { goods });
        bringing.spawn(async move { run(&engine, &bring).await });
    }
    let mut brought = 0;
    while let Some(answer) = bringing.join_next().await {
        let silk = balance(&trial.store, "ada/silk").await.balance(Layer::Settled, Side::Credit);
        assert!(silk <= BALES, "more came than there was");
        match answer.unwrap() {
            Ok(_) => brought += 1,
            Err(failure) => assert_eq!(failure.into_refusal().code(), Code::StateForbidden, "it is settled"),
        }
    }
    let trade = engine.get::<Trade>(&trade).await.unwrap();
    assert_eq!((brought, trade.state), (BALES, TradeState::Settled));
    let there = |code: &'static str| {
        let store = &trial.store;
        async move { balance(store, code).await.balance(Layer::Settled, Side::Credit) }
    };
    assert_eq!((there("ada/silk").await, there("bruno/silk").await), (BALES, 0));
    assert_eq!((there("ada/EUR").await, there("bruno/EUR").await), (0, PRICE));
}
