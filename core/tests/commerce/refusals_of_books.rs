//! What a ledger refuses, and why.

use fondaco::Refusal;
use serde_json::{Value, json};

use crate::common::Shop;
use crate::common::shop::command;
use crate::ledger::{define, enter, hold, id, on, post, steps, void};
use crate::refusals::refusals;

fn refused(shop: &Shop, step: Value) -> Refusal {
    let accounts = [
        json!({"code": "world", "asset": "EUR"}),
        json!({"code": "ada", "asset": "EUR", "floor": 0}),
        json!({"code": "box", "asset": "EUR", "ceiling": 10}),
        json!({"code": "old", "asset": "EUR", "closed": true}),
        json!({"code": "past", "asset": "EUR", "closed_until": "2027-01-01T00:00:00Z"}),
        json!({"code": "points", "asset": "points"}),
    ];
    shop.must(&define(&accounts));
    shop.must(&steps(&[enter(90, "world", "ada", 5), hold(91, "world", "ada", 5, None)]));
    shop.refuse(&steps(&[step]))
}

refusals! {
    an_account_that_nobody_opened: AccountUnknown, |shop| refused(shop, enter(1, "world", "nobody", 1));
    an_account_of_another_asset_than_before: AccountInvalid, |shop| {
        shop.must(&define(&[json!({"code": "ada", "asset": "EUR"})]));
        shop.refuse(&define(&[json!({"code": "ada", "asset": "USD"})]))
    };
    an_account_that_turns_its_side: AccountInvalid, |shop| {
        shop.must(&define(&[json!({"code": "ada", "asset": "EUR"})]));
        shop.refuse(&define(&[json!({"code": "ada", "asset": "EUR", "normal": "debit"})]))
    };
    a_floor_above_the_ceiling: AccountInvalid, |shop|
        shop.refuse(&define(&[json!({"code": "ada", "asset": "EUR", "floor": 2, "ceiling": 1})]));
    a_limit_past_all_amounts: AccountInvalid, |shop|
        shop.refuse(&define(&[json!({"code": "ada", "asset": "EUR", "floor": i64::MIN})]));
    an_entry_into_a_closed_account: AccountClosed, |shop| refused(shop, enter(1, "world", "old", 1));
    an_entry_above_a_ceiling: AccountFull, |shop| refused(shop, enter(1, "world", "box", 11));
    an_entry_into_a_closed_period: PeriodClosed, |shop| refused(shop, enter(1, "world", "past", 1));
    an_entry_between_assets: AssetMismatch, |shop| refused(shop, enter(1, "world", "points", 1));
    a_sending_of_another_asset: AssetMismatch, |shop| refused(shop, json!({"send": {"sending": {"asset": "EUR", "amount": 1,
        "from": {"account": {"account": "points"}}, "to": {"account": "ada"}}}}));
    a_sending_that_cannot_be: SendingInvalid, |shop| refused(shop, json!({"send": {"sending": {"asset": "EUR", "amount": -1,
        "from": {"account": {"account": "world"}}, "to": {"account": "ada"}}}}));
    an_entry_of_another_asset_than_was_thought: AssetMismatch, |shop| {
        let mut step = enter(1, "world", "ada", 1);
        step["enter"]["asset"] = "USD".into();
        refused(shop, step)
    };
    a_void_of_another_amount: EntryExceeds, |shop| refused(shop, json!({"void": {"entry": id(91), "amount": 4}}));
    a_reference_without_a_letter: EntryInvalid, |shop| {
        let mut step = enter(1, "world", "ada", 1);
        step["enter"]["reference"] = "".into();
        refused(shop, step)
    };
    an_entry_that_nobody_made: EntryUnknown, |shop| refused(shop, void(7));
    an_entry_to_itself: EntryInvalid, |shop| refused(shop, enter(1, "ada", "ada", 1));
    an_end_of_what_is_settled: EntryInvalid, |shop|
        refused(shop, on("settled", 1, "world", "ada", 1, Some("2027-01-01T00:00:00Z")));
    a_hold_that_has_ended: EntryInvalid, |shop| refused(shop, hold(1, "world", "ada", 1, Some("2026-11-21T12:00:00Z")));
    an_effect_in_the_future: EntryInvalid, |shop| {
        let mut step = enter(1, "world", "ada", 1);
        step["enter"]["effective_at"] = "2027-01-01T00:00:00Z".into();
        refused(shop, step)
    };
    a_journal_of_one_leg: EntryInvalid, |shop|
        refused(shop, json!({"journal": {"legs": [{"account": "ada", "side": "debit", "amount": 1}]}}));
    a_journal_out_of_balance: EntryUnbalanced, |shop| refused(shop, json!({"journal": {"legs": [
        {"account": "world", "side": "debit", "amount": 2}, {"account": "ada", "side": "credit", "amount": 1}]}}));
    an_id_of_another_entry: EntryReused, |shop| refused(shop, enter(90, "world", "ada", 6));
    a_post_past_its_time: EntryExpired, |shop| {
        shop.must(&define(&[json!({"code": "here", "asset": "EUR"}), json!({"code": "there", "asset": "EUR"})]));
        shop.must(&steps(&[hold(1, "here", "there", 5, Some("2026-11-21T12:00:01Z"))]));
        shop.clock.pass(1);
        shop.refuse(&steps(&[post(1, None, false)]))
    };
    an_expiry_before_its_time: EntryNotDue, |shop| {
        refused(shop, void(7));
        shop.refuse(&command(json!({"do": "expire_entry", "entry": id(91)})))
    };
    a_post_of_more_than_is_held: EntryExceeds, |shop| refused(shop, post(91, Some(6), false));
    less_than_is_taken: FundsShort, |shop| refused(shop, enter(1, "ada", "world", 6));
    more_steps_than_a_command_takes: LimitExceeded, |shop| {
        let many: Vec<Value> = (0..1_001).map(|number| enter(number, "world", "ada", 1)).collect();
        shop.refuse(&steps(&many))
    };
}
