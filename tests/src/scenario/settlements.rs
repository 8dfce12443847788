//! Settlements: instructed, matched, held back, settled in full, in part, together and netted, and failing.

use serde_json::{Value, json};

use super::Story;
use super::refused::with;
use super::trades::{accounts, give};
use crate::vector::Vector;

fn leg(kind: &str, (deliverer, from): (&str, &str), (receiver, to): (&str, &str), amount: i64) -> Value {
    json!({"kind": kind, "deliverer": deliverer, "from": from, "receiver": receiver, "to": to, "amount": amount})
}

/// Bales of Bruno for euros of Ada.
fn terms(bales: i64, money: i64, more: Value) -> Value {
    let legs = json!([
        leg("goods", ("bruno", "bruno/silk"), ("ada", "ada/silk"), bales),
        leg("money", ("ada", "ada/EUR"), ("bruno", "bruno/EUR"), money)
    ]);
    with(&json!({"legs": legs}), more)
}

fn act(settlement: &Value, by: &str, act: &Value) -> Value {
    json!({"do": "act_on_settlement", "settlement": settlement, "by": by, "act": act})
}

fn settle(settlements: &[&Value], more: Value) -> Value {
    with(&json!({"do": "settle", "settlements": settlements}), more)
}

pub(super) fn settlements() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.tell("accounts of a market", accounts())?;
    story.tell("silk, money, and who changes it", give())?;
    story.matched_and_settled()?;
    story.in_parts_of_a_lot()?;
    story.in_one_commit()?;
    story.netted()?;
    story.refused()?;
    story.failing()?;
    Ok(story.vectors)
}

impl Story {
    /// What Ada and another party instruct.
    fn instructed(&mut self, terms: &Value, other: &str) -> Result<Value, String> {
        let instruct = json!({"do": "instruct_settlement", "by": "ada", "terms": terms});
        let settlement = self.tell("a settlement is instructed", instruct)?["settlement"].clone();
        self.tell("and affirmed", act(&settlement, other, &json!({"affirm": {"terms": terms}})))?;
        Ok(settlement)
    }

    fn matched_and_settled(&mut self) -> Result<(), String> {
        let whole = terms(10, 5_000, json!({"reference": "C-1"}));
        let instruct = json!({"do": "instruct_settlement", "by": "ada", "terms": whole});
        let settlement = self.tell("bales for money", instruct)?["settlement"].clone();
        self.tell("nobody has affirmed it", settle(&[&settlement], json!({})))?;
        let other = terms(10, 6_000, json!({"reference": "C-1"}));
        self.tell("another price is affirmed", act(&settlement, "bruno", &json!({"affirm": {"terms": other}})))?;
        self.tell("it is matched", act(&settlement, "bruno", &json!({"affirm": {"terms": whole}})))?;
        self.tell("the seller keeps it back", act(&settlement, "bruno", &json!({"hold": {}})))?;
        self.tell("it stays", settle(&[&settlement], json!({})))?;
        self.tell("a stranger does nothing about it", act(&settlement, "carla", &json!({"release": {}})))?;
        self.tell("it is released", act(&settlement, "bruno", &json!({"release": {}})))?;
        self.tell("bales and money move", settle(&[&settlement], json!({})))?;
        self.tell("it is final", act(&settlement, "ada", &json!({"cancel": {}})))?;
        let mistake = self.instructed(&terms(1, 1, json!({})), "bruno")?;
        self.tell("one asks to give it up", act(&mistake, "ada", &json!({"cancel": {"reason": "a mistake"}})))?;
        self.tell("the other agrees", act(&mistake, "bruno", &json!({"cancel": {}})))?;
        Ok(())
    }

    fn in_parts_of_a_lot(&mut self) -> Result<(), String> {
        let whole = self.instructed(&terms(400, 5_000, json!({})), "bruno")?;
        self.tell("there are not so many", settle(&[&whole], json!({})))?;
        let parts = self.instructed(&terms(400, 5_001, json!({"lot": 100})), "bruno")?;
        self.tell("so many as there are, in lots", settle(&[&parts], json!({})))?;
        let legs = json!([{"account": "world/silk", "side": "debit", "amount": 20},
            {"account": "bruno/silk", "side": "credit", "amount": 20}]);
        self.tell("the rest comes in", json!({"do": "record_entries", "steps": [{"journal": {"legs": legs}}]}))?;
        self.tell("and is settled", settle(&[&parts], json!({})))?;
        Ok(())
    }

    fn in_one_commit(&mut self) -> Result<(), String> {
        let first = self.instructed(&terms(20, 100, json!({})), "bruno")?;
        let second = self.instructed(&terms(1, 1, json!({"after": [first]})), "bruno")?;
        self.tell("neither without the other", settle(&[&first, &second], json!({"together": true})))?;
        self.tell("each as it can", settle(&[&first, &second], json!({})))?;
        let load = json!({"legs": [leg("goods", ("ada", "ada/silk"), ("ship", "ship/silk"), 81)]});
        let load = self.instructed(&load, "ship")?;
        self.tell("more than a ship holds", settle(&[&load], json!({})))?;
        let change = json!({"legs": [leg("money", ("ada", "ada/EUR"), ("bank", "bank/EUR"), 10_000),
            leg("money", ("bank", "bank/DUC"), ("ada", "bruno/DUC"), 350)]});
        let change = self.instructed(&change, "bank")?;
        self.tell("money against money", settle(&[&change], json!({"together": true})))?;
        Ok(())
    }

    fn netted(&mut self) -> Result<(), String> {
        let back = json!({"legs": [leg("money", ("bruno", "bruno/EUR"), ("ada", "ada/EUR"), 4_000)]});
        let there = json!({"legs": [leg("money", ("ada", "ada/EUR"), ("bruno", "bruno/EUR"), 200_000),
            leg("goods", ("ada", "ada/silk"), ("bruno", "genova/silk"), 5)]});
        let (there, back) = (self.instructed(&there, "bruno")?, self.instructed(&back, "bruno")?);
        let net = json!({"clearing": ["market/EUR"]});
        self.tell("more than there is, net too", settle(&[&there, &back], net.clone()))?;
        let less = json!({"legs": [leg("money", ("ada", "ada/EUR"), ("bruno", "bruno/EUR"), 9_000),
            leg("goods", ("ada", "ada/silk"), ("bruno", "genova/silk"), 5)]});
        let less = self.instructed(&less, "bruno")?;
        self.tell("what is left of two debts is paid", settle(&[&less, &back], net))?;
        Ok(())
    }

    fn refused(&mut self) -> Result<(), String> {
        let instruct = |terms: Value| json!({"do": "instruct_settlement", "by": "ada", "terms": terms});
        self.tell("nothing", instruct(json!({"legs": []})))?;
        self.tell("a lot of more than all", instruct(terms(1, 1, json!({"lot": 2}))))?;
        let nobody = json!("0199c1d2-0000-7000-8000-0000000f0001");
        self.tell("a settlement of nobody", settle(&[&nobody], json!({})))?;
        Ok(())
    }

    fn failing(&mut self) -> Result<(), String> {
        let days = json!({"settle_from": "2026-11-23T00:00:00Z", "cut_off": "2026-11-23T16:00:00Z",
            "retry_seconds": 86_400});
        let late = self.instructed(&terms(90, 5_000, days), "bruno")?;
        self.tell("its day is to come", settle(&[&late], json!({})))?;
        self.at("2026-11-23T16:00:00Z")?;
        self.tell("it was not settled in time", settle(&[&late], json!({})))?;
        let closed = json!({"code": "ada/silk", "asset": "silk", "floor": 0, "closed": true});
        self.tell("an account is closed", json!({"do": "define_accounts", "accounts": [closed]}))?;
        self.at("2026-11-24T16:00:00Z")?;
        self.tell("nor on the next day", settle(&[&late], json!({})))?;
        Ok(())
    }
}
