//! Whatever parties instruct, keep back, give up and settle: legs move together, nothing is moved twice, and how they are settled
//! changes nobody's total.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fondaco::settlement::{Settlement, SettlementState};
use fondaco::{FailureKind, Key, Record, SettlementId, word};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::common::Shop;
use crate::ledger::{define, steps};
use crate::settlements::{act, instruct, leg, settle, there};
use crate::shop_books::check;

const PARTIES: [&str; 3] = ["ada", "bruno", "carla"];
const ASSETS: [&str; 3] = ["silk", "EUR", "DUC"];

/// Three parties with an account of each asset, which goes below zero only where nothing bounds it.
fn market(floor: Option<i64>, each: i64) -> Shop {
    let shop = Shop::empty();
    let own = |code: String, asset: &str| json!({"code": code, "asset": asset, "floor": floor});
    let parties = PARTIES.iter().flat_map(|party| ASSETS.map(|asset| own(format!("{party}/{asset}"), asset)));
    let others = ASSETS.iter().flat_map(|asset| {
        [json!({"code": format!("world/{asset}"), "asset": asset}), own(format!("clearing/{asset}"), asset)]
    });
    shop.must(&define(&parties.chain(others).collect::<Vec<_>>()));
    for party in PARTIES {
        for asset in ASSETS {
            supply(&shop, party, asset, each);
        }
    }
    shop
}

fn supply(shop: &Shop, party: &str, asset: &str, amount: i64) {
    let legs = json!([{"account": format!("world/{asset}"), "side": "debit", "amount": amount},
        {"account": format!("{party}/{asset}"), "side": "credit", "amount": amount}]);
    shop.must(&steps(&[json!({"journal": {"legs": legs}})]));
}

/// Who delivers what to whom: numbers of parties, of an asset, and an amount.
type Leg = (usize, usize, usize, i64);

fn any_leg(most: i64) -> impl Strategy<Value = Leg> {
    (0_usize..3, 1_usize..3, 0_usize..3, 1..most)
}

#[derive(Debug, Clone)]
struct Deal {
    legs: Vec<Leg>,
    lot: Option<i64>,
    after: Option<Index>,
    cut_off: bool,
}

fn any_deal(most: i64) -> impl Strategy<Value = Deal> {
    let deal = (
        vec(any_leg(most), 1..4),
        proptest::option::of(1_i64..20),
        proptest::option::of(any::<Index>()),
        any::<bool>(),
    );
    deal.prop_map(|(legs, lot, after, cut_off)| Deal { legs, lot, after, cut_off })
}

impl Deal {
    fn terms(&self, before: &[SettlementId], shop: &Shop) -> Value {
        let legs = self.legs.iter().map(|&(from, on, asset, amount)| {
            let (from, to, asset) = (PARTIES[from], PARTIES[(from + on) % 3], ASSETS[asset]);
            let kind = if asset == "silk" { "goods" } else { "money" };
            leg(kind, (from, &format!("{from}/{asset}")), (to, &format!("{to}/{asset}")), amount)
        });
        let mut terms = json!({"legs": legs.collect::<Vec<_>>(), "lot": self.lot.map(|lot| lot.min(self.legs[0].3))});
        if let (Some(after), false) = (self.after, before.is_empty()) {
            terms["after"] = json!([after.get(before)]);
        }
        if self.cut_off {
            let at = |seconds| (shop.now() + jiff::SignedDuration::from_secs(seconds)).to_string();
            terms["settle_from"] = at(60).into();
            terms["cut_off"] = at(120).into();
            terms["retry_seconds"] = json!(60);
        }
        terms
    }

    /// What one of its parties instructs, and the others affirm.
    fn instructed(&self, before: &[SettlementId], shop: &Shop, affirmed: bool) -> SettlementId {
        let terms = self.terms(before, shop);
        let by = PARTIES[self.legs[0].0];
        let fondaco::Outcome::Settlement { settlement } = shop.must(&instruct(by, &terms)) else {
            panic!("a settlement")
        };
        if affirmed {
            for party in shop.get::<Settlement>(&settlement).terms.parties() {
                shop.must(&act(settlement, party.as_str(), &json!({"affirm": {"terms": terms}})));
            }
        }
        settlement
    }
}

fn instructed(deals: &[Deal], shop: &Shop) -> Vec<SettlementId> {
    deals.iter().fold(Vec::new(), |mut before, deal| {
        let settlement = deal.instructed(&before, shop, true);
        before.push(settlement);
        before
    })
}

fn balances(shop: &Shop) -> Vec<i64> {
    PARTIES.iter().flat_map(|party| ASSETS.map(|asset| there(shop, &format!("{party}/{asset}")))).collect()
}

fn sequences() -> u32 {
    std::env::var("FONDACO_SEQUENCES").map_or(300, |text| text.parse().unwrap())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: sequences(), failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn a_cycle_does_what_its_settlements_do_one_by_one() {
    let deals = vec(any_deal(60), 1..10);
    TestRunner::new(config())
        .run(&deals, |deals| {
            let (at_once, by_turns) = (market(Some(0), 50), market(Some(0), 50));
            let ids = instructed(&deals, &at_once);
            assert_eq!(instructed(&deals, &by_turns), ids, "both shops go by the same clock");
            at_once.must(&settle(&ids, &json!({})));
            for id in &ids {
                by_turns.must(&settle(&[*id], &json!({})));
            }
            for id in &ids {
                let [one, other] = [&at_once, &by_turns].map(|shop| shop.get::<Settlement>(id).progress.clone());
                assert_eq!(one, other);
            }
            assert_eq!(balances(&at_once), balances(&by_turns));
            Ok(())
        })
        .unwrap();
}

#[test]
fn netting_changes_nobodys_total() {
    let deals = vec(any_deal(1_000_000), 1..12);
    TestRunner::new(config())
        .run(&(deals, 0_usize..4), |(deals, assets)| {
            let deals: Vec<Deal> = deals.into_iter().map(|deal| Deal { cut_off: false, ..deal }).collect();
            let (gross, net) = (market(None, 1), market(None, 1));
            let ids = instructed(&deals, &gross);
            assert_eq!(instructed(&deals, &net), ids, "both shops go by the same clock");
            gross.must(&settle(&ids, &json!({"together": true})));
            let clearing: Vec<String> = ASSETS[..assets].iter().map(|asset| format!("clearing/{asset}")).collect();
            net.must(&settle(&ids, &json!({"together": true, "clearing": clearing})));
            for shop in [&gross, &net] {
                for id in &ids {
                    assert_eq!(shop.get::<Settlement>(id).progress.state, SettlementState::Settled);
                }
            }
            assert_eq!(balances(&gross), balances(&net));
            for asset in ASSETS {
                assert_eq!(there(&net, &format!("clearing/{asset}")), 0, "it ends with what it had");
            }
            net.check_replay();
            Ok(())
        })
        .unwrap();
}

#[derive(Debug, Clone)]
enum Step {
    Instruct(Deal, bool),
    Act(Index, usize, &'static str),
    Settle(Vec<Index>, bool, usize),
    Supply(usize, usize, i64),
    Pass(i64),
    Tick,
}

fn step() -> impl Strategy<Value = Step> {
    let which = proptest::sample::select(&["affirm", "hold", "release", "cancel"][..]);
    prop_oneof![
        4 => (any_deal(120), any::<bool>()).prop_map(|(deal, affirmed)| Step::Instruct(deal, affirmed)),
        4 => (any::<Index>(), 0_usize..3, which).prop_map(|(one, party, act)| Step::Act(one, party, act)),
        5 => (vec(any::<Index>(), 1..5), any::<bool>(), 0_usize..3)
            .prop_map(|(some, together, assets)| Step::Settle(some, together, assets.saturating_sub(1))),
        2 => (0_usize..3, 0_usize..3, 1_i64..90).prop_map(|(party, asset, amount)| Step::Supply(party, asset, amount)),
        1 => (1_i64..90).prop_map(Step::Pass),
        1 => Just(Step::Tick),
    ]
}

fn take(shop: &Shop, all: &mut Vec<SettlementId>, step: &Step) {
    let command = match step {
        Step::Instruct(deal, affirmed) => return all.push(deal.instructed(all, shop, *affirmed)),
        Step::Supply(party, asset, amount) => return supply(shop, PARTIES[*party], ASSETS[*asset], *amount),
        Step::Pass(seconds) => return shop.clock.pass(*seconds),
        Step::Tick => {
            shop.tick();
            return;
        }
        Step::Act(..) | Step::Settle(..) if all.is_empty() => return,
        Step::Act(one, party, word) => {
            let settlement = *one.get(all);
            let terms = serde_json::to_value(&shop.get::<Settlement>(&settlement).terms).unwrap();
            let said = if *word == "affirm" { json!({"terms": terms}) } else { json!({}) };
            act(settlement, PARTIES[*party], &json!({*word: said}))
        }
        Step::Settle(some, together, assets) => {
            let mut ids: Vec<SettlementId> = some.iter().map(|one| *one.get(all)).collect();
            ids.sort_unstable();
            ids.dedup();
            let clearing: Vec<String> = ASSETS[..*assets].iter().map(|asset| format!("clearing/{asset}")).collect();
            settle(&ids, &json!({"together": together, "clearing": clearing}))
        }
    };
    let before = shop.state();
    if let Err(failure) = shop.run(&command) {
        assert!(matches!(failure.kind(), FailureKind::Refused | FailureKind::Invalid), "{command:?}: {failure}");
        assert_eq!(shop.state().records, before.records, "a refusal leaves no trace");
        assert_eq!(shop.state().counters, before.counters, "a refusal leaves no trace");
    }
}

/// What was entered is what the settlements say has moved, each leg as far as the first; no account is below its floor.
fn check_all(shop: &Shop) {
    let state = shop.state();
    check(&state);
    let mut expected: BTreeMap<String, i64> = BTreeMap::new();
    let supplied = |entry: &fondaco::ledger::Entry| entry.from.as_str().starts_with("world/");
    for stored in state.records.values() {
        match &stored.record {
            Record::Entry(entry) if supplied(entry) => {
                *expected.entry(entry.to.to_string()).or_default() += entry.amount;
            }
            Record::Settlement(one) => {
                let (terms, progress) = (&one.terms, &one.progress);
                let (first, whole) = (i128::from(progress.settled[0]), i128::from(terms.legs[0].amount));
                for (leg, settled) in terms.legs.iter().zip(&progress.settled) {
                    assert_eq!(i128::from(*settled), i128::from(leg.amount) * first / whole, "{one:?}");
                    *expected.entry(leg.from.to_string()).or_default() -= settled;
                    *expected.entry(leg.to.to_string()).or_default() += settled;
                }
                assert_eq!(progress.state == SettlementState::Settled, first == whole, "{one:?}");
                assert!(terms.lot.is_some() || first == 0 || first == whole, "all or nothing: {one:?}");
                let lot = i128::from(terms.lot.unwrap_or(1));
                assert!(first == whole || first % lot == 0, "whole lots: {one:?}");
            }
            _ => {}
        }
    }
    for (account, posted) in expected {
        let row = state.counters.get(&Key::Balance(account.parse().unwrap())).copied().unwrap_or_default();
        let balance = fondaco::ledger::AccountBalance::from(row);
        assert_eq!(balance.credits_posted - balance.debits_posted, posted, "{account}");
        assert!(posted >= 0, "{account} is below its floor");
    }
}

#[test]
fn legs_move_together_whoever_does_what() {
    let ended = RefCell::new(BTreeMap::<String, u32>::new());
    TestRunner::new(config())
        .run(&vec(step(), 1..50), |steps| {
            let shop = market(Some(0), 40);
            let mut all = Vec::new();
            for step in &steps {
                take(&shop, &mut all, step);
                check_all(&shop);
            }
            shop.check_replay();
            for settlement in &all {
                let progress = &shop.get::<Settlement>(settlement).progress;
                *ended.borrow_mut().entry(word(&progress.state)).or_default() += 1;
                let obstacle = progress.obstacle.as_ref().map_or(String::new(), |it| word(&it.kind));
                *ended.borrow_mut().entry(obstacle).or_default() += 1;
                let part = progress.settled[0] > 0 && progress.state != SettlementState::Settled;
                *ended.borrow_mut().entry(if part { "in part" } else { "" }.to_owned()).or_default() += 1;
            }
            Ok(())
        })
        .unwrap();
    let ended = ended.into_inner();
    // A few days need not see everything.
    let rare = if sequences() < 200 { 0 } else { usize::MAX };
    for what in
        ["settled", "cancelled", "pending", "failing", "goods", "money", "linked", "in part"].into_iter().take(rare)
    {
        assert!(ended.contains_key(what), "none was {what}: {ended:?}");
    }
}
