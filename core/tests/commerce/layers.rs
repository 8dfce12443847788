//! Layers of a ledger: what is settled, pending, and encumbered; each with those that are firmer.

use fondaco::ledger::{AccountBalance, EntryState, Layer};
use fondaco::{AccountCode, Code, Outcome, immediately};
use serde_json::{Value, json};

use crate::common::Shop;
use crate::ledger::{
    balance, books, check_trial_balance, define, enter, entry, held, hold, post, reverse, set_aside, steps, there, void,
};

/// What is there of an account, cumulative: settled, pending, encumbered.
fn by_layer(shop: &Shop, account: &str) -> [i64; 3] {
    let code: AccountCode = account.parse().unwrap();
    let (account, balance) = immediately(shop.engine.account_balance(&code)).unwrap().unwrap();
    [Layer::Settled, Layer::Pending, Layer::Encumbered].map(|layer| balance.balance(layer, account.normal))
}

#[test]
fn what_is_encumbered_is_seen_and_no_limit_counts_it() {
    let shop = books();
    shop.must(&steps(&[enter(1, "bank", "ada", 300), hold(2, "ada", "bruno", 70, None)]));
    shop.must(&steps(&[set_aside(3, "ada", "bruno", 900, None), set_aside(4, "bank", "till", 501, None)]));
    assert_eq!((by_layer(&shop, "ada"), there(&shop, "ada")), ([300, 230, -670], (300, 230)));
    assert_eq!((by_layer(&shop, "bruno"), there(&shop, "bruno")), ([0, 70, 970], (0, 0)));
    assert_eq!((by_layer(&shop, "bank"), by_layer(&shop, "till")), ([300, 300, 801], [0, 0, 501]));
    assert_eq!(entry(&shop, 3).state, EntryState::Encumbered);
    check_trial_balance(&shop);
    shop.must(&steps(&[enter(5, "ada", "fees", 230)]));
    assert_eq!(by_layer(&shop, "ada"), [70, 0, -900], "an intention keeps nothing from others");
}

#[test]
fn what_is_encumbered_meets_limits_when_it_is_held_and_when_it_is_posted() {
    let shop = books();
    shop.must(&steps(&[enter(1, "world", "ada", 100), set_aside(2, "ada", "bruno", 101, None)]));
    shop.must(&steps(&[set_aside(3, "world", "till", 501, None)]));
    for (step, code, left) in [
        (held(2), Code::FundsShort, 100),
        (post(2, None, false), Code::FundsShort, 100),
        (held(3), Code::AccountFull, 500),
        (post(3, Some(501), true), Code::AccountFull, 500),
    ] {
        let refusal = shop.refuse(&steps(&[step]));
        assert_eq!((refusal.code(), &refusal.detail()["available"]), (code, &json!(left)));
    }
    // A part of an order to a supplier is billed; the rest stays set aside, is held and then paid.
    shop.must(&steps(&[post(2, Some(40), true)]));
    assert_eq!((by_layer(&shop, "ada"), entry(&shop, 2).state), ([60, 60, -1], EntryState::Encumbered));
    assert_eq!(shop.refuse(&steps(&[held(2)])).detail()["available"], json!(60));
    shop.must(&steps(&[enter(4, "world", "ada", 1), held(2)]));
    assert_eq!((by_layer(&shop, "ada"), entry(&shop, 2).state), ([61, 0, 0], EntryState::Pending));
    assert_eq!(shop.refuse(&steps(&[held(2)])).code(), Code::StateForbidden, "it is held once");
    assert_eq!(shop.refuse(&steps(&[reverse(2, 5)])).code(), Code::StateForbidden);
    shop.must(&steps(&[post(2, None, false)]));
    assert_eq!((by_layer(&shop, "ada"), entry(&shop, 2).posts.len()), ([0, 0, 0], 2));
    shop.must(&steps(&[post(3, Some(500), false), reverse(2, 5)]));
    assert_eq!((by_layer(&shop, "till"), by_layer(&shop, "ada")), ([500; 3], [101; 3]));
    check_trial_balance(&shop);
}

#[test]
fn what_is_encumbered_is_given_up_or_runs_out_of_time() {
    let shop = books();
    let end = "2026-11-21T12:00:01Z";
    let asked = set_aside(2, "ada", "bruno", 50, Some(end));
    shop.must(&steps(&[
        set_aside(1, "ada", "bruno", 30, None),
        asked.clone(),
        set_aside(3, "ada", "bruno", 8, Some(end)),
    ]));
    shop.must(&steps(&[void(1), asked.clone()]));
    assert_eq!((by_layer(&shop, "ada"), entry(&shop, 1).state), ([0, 0, -58], EntryState::Voided));
    shop.clock.pass(1);
    assert_eq!(by_layer(&shop, "ada"), [0, 0, 0], "past its time it sets nothing aside, even before a tick");
    check_trial_balance(&shop);
    for step in [held(2), post(2, None, false), void(2)] {
        assert_eq!(shop.refuse(&steps(&[step])).code(), Code::EntryExpired);
    }
    assert_eq!((shop.tick(), entry(&shop, 2).state), (2, EntryState::Expired));
    shop.must(&steps(&[asked]));
    let (row, ..) = balance(&shop, "ada");
    assert_eq!(row, AccountBalance::default());
}

#[test]
fn what_is_encumbered_is_held_or_posted_only_in_accounts_that_are_open() {
    let shop = books();
    shop.must(&steps(&[set_aside(1, "world", "ada", 4, None), set_aside(2, "world", "ada", 5, None)]));
    shop.must(&define(&[json!({"code": "ada", "asset": "EUR", "floor": 0, "closed": true})]));
    for step in [held(1), post(1, None, false), set_aside(3, "world", "ada", 1, None)] {
        assert_eq!(shop.refuse(&steps(&[step])).code(), Code::AccountClosed);
    }
    shop.must(&steps(&[void(1)]));
}

#[test]
fn legs_and_sendings_are_entered_on_a_layer() {
    let shop = books();
    let leg = |account: &str, side: &str, amount: i64| json!({"account": account, "side": side, "amount": amount});
    let legs = [leg("ada", "debit", 122), leg("bruno", "credit", 100), leg("fees", "credit", 22)];
    let order = json!({"journal": {"layer": "encumbered", "reference": "PO-1", "legs": legs}});
    let Outcome::Entries { entries } = shop.must(&steps(&[order])) else { panic!("books are kept") };
    assert_eq!((by_layer(&shop, "ada"), by_layer(&shop, "fees")), ([0, 0, -122], [0, 0, 22]));
    let send = json!({"send": {"layer": "pending", "sending": {"asset": "EUR",
        "from": {"account": {"account": "ada"}}, "to": {"account": "bruno"}}}});
    let hold: Vec<Value> = entries.iter().map(|entry| json!({"hold": {"entry": entry}})).collect();
    shop.must(&steps(&[vec![enter(1, "world", "ada", 200)], hold, vec![send]].concat()));
    assert_eq!((by_layer(&shop, "ada"), by_layer(&shop, "bruno")), ([200, 0, 0], [0, 178, 178]));
    check_trial_balance(&shop);
}

#[test]
fn what_is_encumbered_counts_as_to_what_an_account_can_hold_at_all() {
    let shop = books();
    let most = 9_007_199_254_740_991;
    shop.must(&steps(&[set_aside(1, "world", "fees", most, None)]));
    let refusal = shop.refuse(&steps(&[enter(2, "world", "fees", 1)]));
    assert_eq!((refusal.code(), &refusal.detail()["of"]), (Code::MoneyOverflow, &json!("debits")));
    shop.must(&steps(&[held(1), post(1, None, false)]));
}
