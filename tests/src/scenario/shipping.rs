//! How goods are sent: rules, offers with reasons, and what the chosen method costs in an order.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const CALVINO: &str = "9788806219450";

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// A post by weight with a surcharge for what is bulky, a courier by value, a bicycle by postal code and a formula.
fn rules() -> Value {
    let flat = |amount: &str| json!({"flat": eur(amount)});
    let parcel = json!({"bands": {"by": "weight", "until": 30_000, "bands": [
        {"from": 0, "price": flat("4.19")}, {"from": 2_000, "price": flat("6.49")}]}});
    let courier = json!({"percent": {"rate": "0.05", "least": eur("9.90"), "most": eur("49.00"), "tax": "net", "rounding": "half_even"}});
    json!({
        "tax_display": "inclusive",
        "zones": [
            {"code": "de", "places": [{"country": "DE"}], "except": [{"country": "DE", "postal": "27498"}]},
            {"code": "mitte", "places": [{"country": "DE", "postal": "10115..10119"}]},
        ],
        "methods": [
            {"code": "parcel", "title": "Paket", "tax": "as_goods", "days": {"least": 1, "most": 2},
                "rates": [{"zone": "de", "price": parcel, "free_above": eur("60.00")}],
                "surcharges": [{"code": "care", "title": "Fragile", "kind": "handling",
                    "when": {"contains": {"skus": ["COFFEE"]}}, "amount": {"percent": {"rate": "0.1", "of": "running"}}, "most": eur("2.00")}]},
            {"code": "courier", "title": "Kurier", "tax": {"category": "standard"}, "rates": [{"zone": "de", "price": courier}]},
            {"code": "bicycle", "title": "Fahrrad", "when": {"all": [{"weight": {"within": {"at_most": 5_000}}}, {"not": {"quantity": {"within": {"at_least": 11}}}}]},
                "rates": [{"zone": "mitte", "price": {"formula": {"unit": eur("0.01"), "formula": "300 + 50 * qty"}}}]},
        ],
    })
}

/// What shipping rules can do, and what they refuse.
pub(super) fn shipping() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop_with_terms()?;
    story.tell("rules of shipping", json!({"do": "define_shipping_book", "code": "de", "rules": rules()}))?;
    let mut wrong = rules();
    wrong["methods"][1]["code"] = "parcel".into();
    wrong["methods"][0]["rates"][0]["zone"] = "moon".into();
    story.tell(
        "contradictions are named at once",
        json!({"do": "define_shipping_book", "code": "de", "rules": wrong}),
    )?;
    let before = story.cart(&json!([{"sku": CALVINO, "quantity": 1}]))?;
    let choose = |cart: &Value, method: Value| json!({"do": "choose_shipping", "cart": cart, "method": method});
    story.tell("a channel without rules", choose(&before, "parcel".into()))?;
    let channel = |book: &str| {
        json!({"do": "define_channel", "channel": {"code": "web", "currency": "EUR", "country": "DE", "book": "eu",
            "shipping": book, "locations": ["venice", "mestre"], "hold_seconds": 900}})
    };
    story.tell("a channel names rules that are not there", channel("sea"))?;
    story.tell("nothing is offered by them", choose(&before, "parcel".into()))?;
    story.tell("a channel sends by rules", channel("de"))?;
    let cart = story.cart(&json!([{"sku": CALVINO, "quantity": 2}, {"sku": "COFFEE", "quantity": 250}]))?;
    story.tell("a parcel, with care", choose(&cart, "parcel".into()))?;
    story.tell("by a method that is none", choose(&cart, "balloon".into()))?;
    let placed = story.tell("what it costs stands in the order", json!({"do": "place_order", "cart": cart}))?;
    story.tell("it is cancelled", json!({"do": "cancel_order", "order": placed["order"], "reason": "no hurry"}))?;
    let other = story.cart(&json!([{"sku": CALVINO, "quantity": 3}]))?;
    story.tell("a courier", choose(&other, "courier".into()))?;
    story.tell("none any more", json!({"do": "choose_shipping", "cart": other}))?;
    story.tell("a courier after all", choose(&other, "courier".into()))?;
    story.tell("it is ordered", json!({"do": "place_order", "cart": other}))?;
    let address =
        json!({"name": "Ada", "street": "Torstraße 2", "postal_code": "10119", "city": "Berlin", "country": "DE"});
    let ride = json!({"do": "buy_now", "channel": "web", "lines": [{"sku": CALVINO, "quantity": 2}], "address": address,
        "shipping": "bicycle"});
    story.tell("a till sends by bicycle", ride.clone())?;
    let mut far = ride;
    far["address"]["postal_code"] = "27498".into();
    story.tell("a bicycle does not cross the sea", far)?;
    Ok(story.vectors)
}
