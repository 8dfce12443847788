//! Random trades on one market: whoever does what, in whatever order, goods and money move together or not at all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fondaco::ledger::AccountBalance;
use fondaco::trade::{Trade, TradeRole, TradeState};
use fondaco::{Command, FailureKind, Key, Record, TradeId, word};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::common::Shop;
use crate::shop_books::check;
use crate::trades::{act, market, proposed, terms};

const ROLES: [TradeRole; 5] =
    [TradeRole::Buyer, TradeRole::Seller, TradeRole::Carrier, TradeRole::Arbiter, TradeRole::Operator];
const PLACES: [&str; 2] = ["ship/silk", "genova/silk"];

/// What is tried with a trade: most of it is refused, and changes nothing.
#[derive(Debug, Clone)]
enum Step {
    Propose { amount: i64, price: i64, deposit: i64, in_parts: bool, incoterm: Option<&'static str>, ends: bool },
    Act(Index, Index, Act),
    Usual(Index, Act),
    Pass(i64),
    Tick,
}

#[derive(Debug, Clone)]
enum Act {
    Counter,
    Accept,
    Decline,
    Fund,
    Carry(i64, Option<usize>, usize),
    Deliver(i64, Option<usize>),
    DeliverAll,
    Lose(i64, usize),
    Cancel,
    Dispute,
    Resolve(i64, i64),
    Reverse,
}

fn act_of() -> impl Strategy<Value = Act> {
    let place = || 0..PLACES.len();
    prop_oneof![
        1 => Just(Act::Counter),
        6 => Just(Act::Accept),
        1 => Just(Act::Decline),
        6 => Just(Act::Fund),
        5 => (1_i64..30, prop::option::of(place()), place()).prop_map(|(units, at, to)| Act::Carry(units, at, to)),
        5 => (1_i64..30, prop::option::of(place())).prop_map(|(units, at)| Act::Deliver(units, at)),
        4 => Just(Act::DeliverAll),
        2 => (1_i64..10, place()).prop_map(|(units, at)| Act::Lose(units, at)),
        2 => Just(Act::Cancel),
        1 => Just(Act::Dispute),
        2 => (0_i64..30, 0_i64..2_000).prop_map(|(units, paid)| Act::Resolve(units, paid)),
        4 => Just(Act::Reverse),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let propose = (1_i64..60, 1_i64..40_000, 0_i64..50, any::<bool>(), 0_usize..3, any::<bool>());
    prop_oneof![
        3 => propose.prop_map(|(amount, price, deposit, in_parts, incoterm, ends)| Step::Propose {
            amount, price, deposit: deposit.min(price), in_parts, incoterm: [None, Some("fob"), Some("dap")][incoterm], ends,
        }),
        3 => (any::<Index>(), any::<Index>(), act_of()).prop_map(|(trade, role, act)| Step::Act(trade, role, act)),
        12 => (any::<Index>(), act_of()).prop_map(|(trade, act)| Step::Usual(trade, act)),
        1 => (1_i64..400).prop_map(Step::Pass),
        1 => Just(Step::Tick),
    ]
}

/// Who does it, where nobody else is said to.
fn usual(act: &Act) -> TradeRole {
    match act {
        Act::Counter | Act::Accept | Act::Decline | Act::Cancel | Act::Carry(..) => TradeRole::Seller,
        Act::Fund | Act::Deliver(..) | Act::DeliverAll | Act::Dispute => TradeRole::Buyer,
        Act::Lose(..) => TradeRole::Carrier,
        Act::Resolve(..) => TradeRole::Arbiter,
        Act::Reverse => TradeRole::Operator,
    }
}

fn said(of: &Act) -> Value {
    let units = |units: i64, at: Option<usize>| match at {
        Some(at) => json!([{"goods": 0, "amount": units, "at": PLACES[at]}]),
        None => json!([{"goods": 0, "amount": units}]),
    };
    match of {
        Act::Counter => json!({"counter": {"terms": terms()}}),
        Act::Accept => json!({"accept": {}}),
        Act::Decline => json!({"decline": {}}),
        Act::Fund => json!({"fund": {}}),
        Act::Carry(some, at, to) => {
            let room: &[&str] = if *to == 0 { &["ship/kg"] } else { &[] };
            json!({"carry": {"goods": units(*some, *at), "to": PLACES[*to], "leg": {"room": room}}})
        }
        Act::Deliver(some, at) => json!({"deliver": {"goods": units(*some, *at)}}),
        Act::DeliverAll => json!({"deliver": {}}),
        Act::Lose(some, at) => json!({"lose": {"goods": units(*some, Some(*at)), "to": "lost/silk"}}),
        Act::Cancel => json!({"cancel": {}}),
        Act::Dispute => json!({"dispute": {"reason": "?"}}),
        Act::Resolve(goods, paid) => {
            json!({"resolve": {"goods": [goods], "payments": [paid, paid / 50], "reason": "!"}})
        }
        Act::Reverse => json!({"reverse": {"reason": "?"}}),
    }
}

#[derive(Debug)]
struct Market {
    shop: Shop,
    trades: Vec<TradeId>,
    /// Those that an arbiter has settled: what was paid is what they said.
    judged: Vec<TradeId>,
}

impl Market {
    fn take(&mut self, step: &Step) {
        let (trade, role, of) = match step {
            Step::Propose { amount, price, deposit, in_parts, incoterm, ends } => {
                let mut terms = json!({"in_parts": in_parts, "incoterm": incoterm,
                    "goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": amount,
                        "stowage": [{"from": "world/kg", "each": 30}]}],
                    "payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": price, "deposit": deposit},
                        {"kind": "fee", "from": "bruno/EUR", "to": "market/EUR", "amount": price / 50 + 1, "of_proceeds": true}]});
                if *ends {
                    let at = |seconds| (self.shop.now() + jiff::SignedDuration::from_secs(seconds)).to_string();
                    terms["offer_until"] = at(300).into();
                    terms["deliver_by"] = at(600).into();
                }
                self.trades.push(proposed(&self.shop, &terms));
                return;
            }
            Step::Pass(seconds) => return self.shop.clock.pass(*seconds),
            Step::Tick => {
                self.shop.tick();
                return;
            }
            Step::Act(_, _, of) | Step::Usual(_, of) if self.trades.is_empty() => return drop(said(of)),
            Step::Act(trade, role, of) => (trade.get(&self.trades), *role.get(&ROLES), of),
            Step::Usual(trade, of) => (trade.get(&self.trades), usual(of), of),
        };
        let command: Command = act(*trade, &word(&role), &said(of));
        let before = self.shop.state();
        match self.shop.run(&command) {
            Ok(_) if matches!(of, Act::Resolve(..)) => self.judged.push(*trade),
            Ok(_) => {}
            Err(failure) => {
                assert!(
                    matches!(failure.kind(), FailureKind::Refused | FailureKind::Invalid),
                    "{command:?}: {failure}"
                );
                assert_eq!(self.shop.state().records, before.records, "a refusal leaves no trace");
                assert_eq!(self.shop.state().counters, before.counters, "a refusal leaves no trace");
            }
        }
    }

    /// What the accounts hold is what the trades say, and nothing else.
    fn check(&self) {
        let state = self.shop.state();
        check(&state);
        let mut expected: BTreeMap<&str, (i64, i64)> =
            BTreeMap::from([("bruno/silk", (100, 0)), ("ada/EUR", (100_000, 0))]);
        let mut put = |account: &'static str, posted: i64, held: i64| {
            let row = expected.entry(account).or_default();
            *row = (row.0 + posted, row.1 + held);
        };
        for stored in state.records.values() {
            let Record::Trade(trade) = &stored.record else { continue };
            self.check_trade(trade);
            if trade.state == TradeState::Reversed {
                continue;
            }
            let goods = trade.goods[0];
            let moving: i64 = trade.cargo.iter().map(|cargo| cargo.amount).sum();
            put("bruno/silk", -(goods.delivered + goods.lost + moving), goods.held);
            put("ada/silk", goods.delivered, 0);
            put("lost/silk", goods.lost, 0);
            // Terms that are asked for instead say no measure: such goods take no room.
            let each = trade.terms.goods[0].stowage.first().map_or(0, |stowage| stowage.each);
            for cargo in &trade.cargo {
                put("ship/kg", if cargo.at.as_str() == PLACES[0] { each * cargo.amount } else { 0 }, 0);
                put(PLACES[usize::from(cargo.at.as_str() == PLACES[1])], cargo.amount, 0);
            }
            let [price, fee] = [0, 1].map(|place| (&trade.terms.payments[place], trade.payments[place]));
            let held = if price.1.hold.is_some() { price.0.amount - price.1.paid } else { 0 };
            put("ada/EUR", -price.1.paid, held);
            put("bruno/EUR", price.1.paid - fee.1.paid, 0);
            put("market/EUR", fee.1.paid, 0);
        }
        for (account, (posted, held)) in expected {
            let row = state.counters.get(&Key::Balance(account.parse().unwrap())).copied().unwrap_or_default();
            let balance = AccountBalance::from(row);
            assert_eq!(
                (balance.credits_posted - balance.debits_posted, balance.debits_pending),
                (posted, held),
                "{account}"
            );
            assert!(account.starts_with("lost") || posted - held >= 0, "{account} is below its floor");
        }
    }

    /// Units are somewhere, once; and what is paid is what their part is.
    fn check_trade(&self, trade: &Trade) {
        let (goods, terms) = (trade.goods[0], &trade.terms);
        let whole = terms.goods[0].amount;
        let moving: i64 = trade.cargo.iter().map(|cargo| cargo.amount).sum();
        let is_open = matches!(trade.state, TradeState::Funded | TradeState::InTransit | TradeState::Disputed);
        let seen = goods.held + goods.delivered + goods.lost + moving;
        if is_open {
            assert_eq!(seen, whole, "{trade:?}");
        }
        assert!(is_open || goods.held == 0 && moving == 0, "nothing is held by what has ended: {trade:?}");
        assert!(is_open || trade.payments.iter().all(|payment| payment.hold.is_none()), "{trade:?}");
        if !self.judged.contains(&trade.id) && !trade.entries.is_empty() {
            for (payment, progress) in terms.payments.iter().zip(&trade.payments) {
                let kept = i128::from(goods.delivered + goods.lost_by_buyer);
                let due = i128::from(payment.amount) * kept / i128::from(whole);
                assert_eq!(i128::from(progress.paid), due.max(payment.deposit.into()), "{trade:?}");
            }
        }
    }
}

fn sequences() -> u32 {
    std::env::var("FONDACO_SEQUENCES").map_or(400, |text| text.parse().unwrap())
}

#[test]
fn goods_and_money_of_trades_move_together_whoever_does_what() {
    let ended = RefCell::new(BTreeMap::<String, u32>::new());
    let config = ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&vec(step(), 1..60), |steps| {
            let mut market = Market { shop: market(), trades: Vec::new(), judged: Vec::new() };
            for step in &steps {
                market.take(step);
                market.check();
            }
            market.shop.check_replay();
            for trade in &market.trades {
                let state = word(&market.shop.get::<Trade>(trade).state);
                *ended.borrow_mut().entry(state).or_default() += 1;
            }
            Ok(())
        })
        .unwrap();
    let ended = ended.into_inner();
    // A few days need not see everything.
    let rare = if sequences() < 200 { 0 } else { usize::MAX };
    for state in ["settled", "cancelled", "declined", "expired", "disputed", "reversed", "in_transit", "funded"]
        .into_iter()
        .take(rare)
    {
        assert!(ended.contains_key(state), "no trade became {state}: {ended:?}");
    }
}
