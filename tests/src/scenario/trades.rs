//! Trades: terms by turns, goods and money held, carried, delivered and paid, lost, disputed, given up and taken back.

use serde_json::{Value, json};

use super::Story;
use super::refused::with;
use crate::vector::Vector;

pub(super) fn accounts() -> Value {
    let plain = |code: &str, asset: &str| json!({"code": code, "asset": asset});
    let own = |code: &str, asset: &str| json!({"code": code, "asset": asset, "floor": 0});
    json!({"do": "define_accounts", "accounts": [
        plain("world/silk", "silk"), plain("world/EUR", "EUR"), plain("world/DUC", "DUC"),
        own("bruno/silk", "silk"), own("ada/silk", "silk"), own("genova/silk", "silk"), plain("lost/silk", "silk"),
        json!({"code": "ship/silk", "asset": "silk", "floor": 0, "ceiling": 80}),
        plain("world/kg", "kg"), json!({"code": "ship/kg", "asset": "kg", "floor": 0, "ceiling": 1_000}),
        own("ada/EUR", "EUR"), own("bruno/EUR", "EUR"), own("market/EUR", "EUR"), plain("bank/EUR", "EUR"),
        own("bruno/DUC", "DUC"), own("bank/DUC", "DUC"), plain("rounding/DUC", "DUC")]})
}

pub(super) fn give() -> Value {
    let leg = |account: &str, side: &str, amount: i64| json!({"account": account, "side": side, "amount": amount});
    let of = |asset: &str, to: &str, amount: i64| {
        [leg(&format!("world/{asset}"), "debit", amount), leg(to, "credit", amount)]
    };
    let legs: Vec<Value> = [of("silk", "bruno/silk", 400), of("EUR", "ada/EUR", 200_000), of("DUC", "bank/DUC", 9_000)]
        .into_iter()
        .flatten()
        .collect();
    json!({"do": "record_entries", "steps": [{"journal": {"legs": legs}}]})
}

fn terms(more: Value) -> Value {
    let plain = json!({"in_parts": true,
        "goods": [{"from": "bruno/silk", "to": "ada/silk", "amount": 100, "lot": 10}],
        "payments": [{"from": "ada/EUR", "to": "bruno/EUR", "amount": 50_001, "deposit": 5_000},
            {"kind": "fee", "from": "bruno/EUR", "to": "market/EUR", "amount": 1_000, "of_proceeds": true}]});
    with(&plain, more)
}

fn propose(terms: &Value) -> Value {
    json!({"do": "propose_trade", "buyer": "ada", "seller": "bruno", "by": "buyer", "terms": terms})
}

fn act(trade: &Value, by: &str, act: &Value) -> Value {
    json!({"do": "act_on_trade", "trade": trade, "by": by, "act": act})
}

fn units(amount: i64, at: Option<&str>) -> Value {
    at.map_or_else(|| json!([{"goods": 0, "amount": amount}]), |at| json!([{"goods": 0, "amount": amount, "at": at}]))
}

fn carry(amount: i64, at: Option<&str>, to: &str) -> Value {
    json!({"carry": {"goods": units(amount, at), "to": to}})
}

fn deliver(amount: i64, at: Option<&str>) -> Value {
    json!({"deliver": {"goods": units(amount, at)}})
}

pub(super) fn trades() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.tell("accounts of a market", accounts())?;
    story.tell("silk, money, and who changes it", give())?;
    story.by_turns()?;
    story.by_ship()?;
    story.by_weight()?;
    story.exchanged()?;
    story.frozen()?;
    story.out_of_time()?;
    Ok(story.vectors)
}

impl Story {
    /// A trade that is funded.
    fn funded(&mut self, terms: &Value) -> Result<Value, String> {
        let trade = self.tell("terms are put forward", propose(terms))?["trade"].clone();
        self.tell("they are agreed to", act(&trade, "seller", &json!({"accept": {}})))?;
        self.tell("goods and money are held", act(&trade, "operator", &json!({"fund": {}})))?;
        Ok(trade)
    }

    fn by_turns(&mut self) -> Result<(), String> {
        self.tell("no goods", propose(&terms(json!({"goods": []}))))?;
        let trade = self.tell("terms are put forward", propose(&terms(json!({"incoterm": "exw"}))))?["trade"].clone();
        self.tell("it is not the buyer's turn", act(&trade, "buyer", &json!({"accept": {}})))?;
        self.tell("no carrier answers it", act(&trade, "carrier", &json!({"accept": {}})))?;
        let other = json!({"counter": {"terms": terms(json!({"incoterm": "dap"}))}});
        self.tell("other terms", act(&trade, "seller", &other))?;
        let late = with(&act(&trade, "buyer", &json!({"accept": {}})), json!({"round": 1}));
        self.tell("who has not seen them", late)?;
        self.tell("no", act(&trade, "buyer", &json!({"decline": {"reason": "too dear"}})))?;
        self.tell("nothing more happens to it", act(&trade, "seller", &json!({"fund": {}})))?;
        let trade = self.tell("once more", propose(&terms(json!({}))))?["trade"].clone();
        self.tell("it is taken back", act(&trade, "buyer", &json!({"cancel": {"reason": "a better offer"}})))?;
        Ok(())
    }

    fn by_ship(&mut self) -> Result<(), String> {
        let trade = self.funded(&terms(json!({"incoterm": "dap"})))?;
        self.tell("more than a ship holds", act(&trade, "seller", &carry(90, None, "ship/silk")))?;
        self.tell("goods are loaded", act(&trade, "seller", &carry(60, None, "ship/silk")))?;
        self.tell("and unloaded", act(&trade, "carrier", &carry(60, Some("ship/silk"), "genova/silk")))?;
        let lose = json!({"lose": {"goods": units(10, Some("genova/silk")), "to": "lost/silk", "reason": "wet"}});
        self.tell("a crate is lost", act(&trade, "carrier", &lose))?;
        self.tell("less than a lot", act(&trade, "buyer", &deliver(5, Some("genova/silk"))))?;
        self.tell("more than is there", act(&trade, "buyer", &deliver(60, Some("genova/silk"))))?;
        self.tell("a part is delivered, and paid", act(&trade, "buyer", &deliver(30, Some("genova/silk"))))?;
        self.tell("the rest", act(&trade, "buyer", &json!({"deliver": {}})))?;
        self.tell("all of it is taken back", act(&trade, "operator", &json!({"reverse": {"reason": "an embargo"}})))?;
        Ok(())
    }

    fn by_weight(&mut self) -> Result<(), String> {
        let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": 50,
            "stowage": [{"from": "world/kg", "each": 25}]}]);
        let trade = self.funded(&terms(json!({"goods": goods})))?;
        let leg = json!({"custody": "captain", "departs_at": "2026-11-22T06:00:00Z",
            "arrives_at": "2026-11-29T18:00:00Z", "room": ["ship/kg"]});
        let load = |amount| json!({"carry": {"goods": units(amount, None), "to": "ship/silk", "leg": leg}});
        self.tell("heavier than a ship takes", act(&trade, "seller", &load(41)))?;
        self.tell("bales are loaded by weight", act(&trade, "seller", &load(40)))?;
        let ashore = json!({"carry": {"goods": units(30, Some("ship/silk")), "to": "genova/silk",
            "leg": {"custody": "port"}}});
        self.tell("and put ashore", act(&trade, "carrier", &ashore))?;
        self.tell("all of it comes", act(&trade, "buyer", &json!({"deliver": {}})))?;
        Ok(())
    }

    fn exchanged(&mut self) -> Result<(), String> {
        let exchange = json!({"through": "bank/EUR", "from": "bank/DUC", "rate": "0.035", "rounding": "half_even",
            "quoted_until": "2026-11-30T00:00:00Z", "difference": "rounding/DUC"});
        let payments = json!([{"from": "ada/EUR", "to": "bruno/DUC", "amount": 50_100, "exchange": exchange},
            {"kind": "duty", "from": "ada/EUR", "to": "market/EUR", "amount": 77},
            {"kind": "tax", "from": "ada/EUR", "to": "market/EUR", "amount": 33}]);
        let goods = json!([{"from": "bruno/silk", "to": "ada/silk", "amount": 3, "worth": 7}]);
        let trade = self.funded(&terms(json!({"payments": payments, "goods": goods})))?;
        self.tell("one of three", act(&trade, "carrier", &deliver(1, None)))?;
        self.tell("the others", act(&trade, "carrier", &json!({"deliver": {}})))?;
        Ok(())
    }

    fn frozen(&mut self) -> Result<(), String> {
        let trade = self.funded(&terms(json!({})))?;
        self.tell("goods are loaded", act(&trade, "seller", &carry(50, None, "ship/silk")))?;
        self.tell("a dispute", act(&trade, "buyer", &json!({"dispute": {"reason": "it is cotton"}})))?;
        self.tell("nothing moves", act(&trade, "buyer", &json!({"deliver": {}})))?;
        let split = json!({"resolve": {"goods": [70], "payments": [20_000, 400], "reason": "a part"}});
        self.tell("an arbiter splits it", act(&trade, "arbiter", &split))?;
        let trade = self.funded(&terms(json!({})))?;
        self.tell("goods are loaded", act(&trade, "seller", &carry(50, None, "ship/silk")))?;
        self.tell("one asks to give it up", act(&trade, "seller", &json!({"cancel": {"reason": "a storm"}})))?;
        self.tell("the other agrees", act(&trade, "buyer", &json!({"cancel": {}})))?;
        Ok(())
    }

    fn out_of_time(&mut self) -> Result<(), String> {
        let ends = json!({"offer_until": "2026-12-01T00:00:00Z", "fund_by": "2026-12-02T00:00:00Z",
            "deliver_by": "2026-12-24T00:00:00Z"});
        let offered = self.tell("an offer that ends", propose(&terms(ends.clone())))?["trade"].clone();
        let held = self.funded(&terms(ends))?;
        self.tell("it has time", json!({"do": "expire_trade", "trade": held}))?;
        self.at("2026-12-24T00:00:00Z")?;
        self.tell("it is late for an answer", act(&offered, "seller", &json!({"accept": {}})))?;
        self.tell("the offer has ended", json!({"do": "expire_trade", "trade": offered}))?;
        self.tell("the goods are late", json!({"do": "expire_trade", "trade": held}))?;
        self.tell("and come after all", act(&held, "buyer", &json!({"deliver": {}})))?;
        let nobody = "0199c1d2-0000-7000-8000-0000000f0001";
        self.tell("a trade of nobody", act(&json!(nobody), "buyer", &json!({"accept": {}})))?;
        Ok(())
    }
}
