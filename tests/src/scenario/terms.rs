//! Coupons, gift cards, charges, buyers and taxes: what decides the price of a cart beside its goods.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

impl Story {
    /// A shop whose promotions ask for a coupon and a group, and draw on limits.
    pub(super) fn shop_with_terms(&mut self) -> Result<(), String> {
        self.shop()?;
        let off = |amount: &str| json!([{"discount": {"on": "order", "off": {"amount": [eur(amount)]}}}]);
        let rate = |category: &str, name: &str, rate: &str| json!({"zone": "DE", "category": category, "name": name, "rate": rate, "from": "2007-01-01T00:00:00Z"});
        self.tell("a price book is defined anew, with limits", json!({"do": "define_price_book", "rules": {
            "code": "eu", "tax_display": "inclusive",
            "promotions": [
                {"code": "welcome", "title": "5.00 off with a coupon", "when": {"coupon": ["WELCOME"]}, "actions": off("5.00")},
                {"code": "readers", "title": "2.00 off for readers", "when": {"group": ["readers"]}, "actions": off("2.00"),
                    "limits": {"uses": 10, "uses_per_customer": 1, "budget": eur("15.00")}},
                {"code": "parcel", "title": "Free parcel from 20.00",
                    "when": {"total": {"within": [{"at_least": eur("20.00")}]}},
                    "actions": [{"discount": {"on": "shipping", "off": {"percent": "1"}}}]},
            ],
            "taxes": [rate("book", "USt 7 %", "0.07"), rate("standard", "USt 19 %", "0.19")],
        }}))?;
        self.tell(
            "coupons are defined",
            json!({"do": "define_coupons", "coupons": [
                {"code": "WELCOME", "uses": 2, "uses_per_customer": 1},
            ]}),
        )?;
        self.tell(
            "a gift card is issued",
            json!({"do": "issue_gift_card", "card": {"code": "GIFT-1", "amount": eur("10.00")}}),
        )?;
        Ok(())
    }
}

/// A cart with everything, ordered and cancelled; a coupon that is taken out, one that runs out.
pub(super) fn terms() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop_with_terms()?;
    let cart = story.cart(&json!([{"sku": "9788806219450", "quantity": 2}]))?;
    let on = |step: &str, name: &str, value: Value| {
        let mut command = json!({"do": step, "cart": cart});
        command[name] = value;
        command
    };
    story.tell("it is said who buys", on("set_buyer", "buyer", json!({"groups": ["readers"], "orders": 0})))?;
    let parcel = json!({"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": eur("4.90"), "tax": {"category": "standard"}});
    let trees = json!({"code": "trees", "title": "Trees", "kind": "donation", "amount": eur("1.00")});
    story.tell("charges are set", on("set_charges", "charges", json!([parcel, trees])))?;
    story.tell("a coupon is given, and a use of it held", on("apply_coupon", "coupon", json!("WELCOME")))?;
    story.tell("a gift card is given", on("apply_gift_card", "gift_card", json!("GIFT-1")))?;
    story.tell("a gift card is taken out", on("remove_gift_card", "gift_card", json!("GIFT-1")))?;
    story.tell("and given again", on("apply_gift_card", "gift_card", json!("GIFT-1")))?;
    let answer = json!({"provider": "Tax & Co", "at": "2026-11-21T12:00:00Z", "until": "2026-11-21T13:00:00Z",
        "items": [{"of": {"line": 1}, "name": "Answered tax", "rate": "0.05"}, {"of": {"charge": "parcel"}, "name": "Answered tax", "rate": "0.05"}]});
    story.tell("a tax service has answered", on("set_taxes", "answer", answer))?;
    let placed = story.tell("an order draws on everything", json!({"do": "place_order", "cart": cart}))?;
    story.tell(
        "cancelled, it gives everything back",
        json!({"do": "cancel_order", "order": placed["order"], "reason": "changed their mind"}),
    )?;
    let other = story.cart(&json!([{"sku": "9788806219450", "quantity": 1}]))?;
    let coupon = |step: &str| json!({"do": step, "cart": other, "coupon": "WELCOME"});
    story.tell("a coupon that came back is given", coupon("apply_coupon"))?;
    story.tell("a coupon is taken out", coupon("remove_coupon"))?;
    story.tell("and given once more", coupon("apply_coupon"))?;
    story.tell("twice it is not", coupon("apply_coupon"))?;
    story.tell("one that nobody asks for is not", json!({"do": "apply_coupon", "cart": other, "coupon": "NONE"}))?;
    let held = story.held_use(&other)?;
    let due = json!({"do": "expire_coupon_use", "coupon_use": held});
    story.tell("a use is not due yet", due.clone())?;
    story.now = "2026-11-21T12:15:00Z".parse().map_err(|error| format!("{error}"))?;
    story.tell("a use expires at its instant", due)?;
    Ok(story.vectors)
}

impl Story {
    /// The use of a coupon that is held for a cart.
    fn held_use(&self, cart: &Value) -> Result<Value, String> {
        let id: fondaco::CartId = serde_json::from_value(cart.clone()).map_err(|error| error.to_string())?;
        let facts = self.load(&[id.into()])?;
        let record = facts.first().and_then(fondaco::port::Fact::record).ok_or("there is no such cart")?;
        let body = serde_json::to_value(&record.record).map_err(|error| error.to_string())?;
        Ok(body["coupons"][0]["held"].clone())
    }
}
