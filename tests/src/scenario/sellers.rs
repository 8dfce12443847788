//! Orders of several sellers: split, numbered, amended, invoiced and credited each by itself.

use serde_json::{Value, json};

use super::Story;
use super::documents::{ADDRESS, channel, euros, series};
use super::refused::with;
use crate::vector::Vector;

fn address() -> Result<Value, String> {
    serde_json::from_str(ADDRESS).map_err(|error| error.to_string())
}

fn seller(code: &str, numbers: &Value) -> Result<Value, String> {
    Ok(json!({"do": "define_seller", "seller": {"code": code, "address": with(&address()?, json!({"name": code})),
        "tax_id": "IT09876543210", "numbers": numbers}}))
}

fn coffee(seller: &str) -> Value {
    json!({"do": "define_variants", "variants": [{"sku": "COFFEE", "title": "Coffee, whole beans",
        "tax_category": "standard", "decimals": 3, "prices": [euros("23.90")], "seller": seller}]})
}

fn buy(charge: &str) -> Result<Value, String> {
    let parcel = |code: &str, amount: &str| {
        json!({"code": code, "title": "Parcel", "kind": "shipping", "amount": euros(amount),
        "tax": {"category": "standard"}})
    };
    let charges = json!([parcel("parcel", "5.00"), with(&parcel("sack", "3.33"), json!({"seller": charge}))]);
    let lines = json!([{"sku": "9788806219450", "quantity": 2}, {"sku": "COFFEE", "quantity": 1250}]);
    Ok(json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address()?, "charges": charges}))
}

/// A roaster sells coffee in the channel of a bookshop.
pub(super) fn sellers() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    for (code, prefix) in
        [("orders", "O-"), ("invoices", "I-"), ("notes", "C-"), ("roast", "R-"), ("roast-bills", "RI-")]
    {
        story.tell("a series is defined", series(code, prefix, 1))?;
    }
    let numbers = json!({"orders": "orders", "invoices": "invoices", "credit_notes": "notes"});
    story
        .tell("the shop numbers everything", channel(json!({"numbers": numbers, "seller": {"address": address()?}})))?;
    story.tell("coffee is sold by nobody known", coffee("roaster"))?;
    story.tell("an unknown seller", buy("roaster")?)?;
    story.tell("a seller is defined", seller("roaster", &json!({"orders": "roast", "invoices": "roast-bills"}))?)?;
    let placed = story.tell("an order is split", buy("roaster")?)?;
    let (order, payment, total) = (&placed["order"], &placed["payment"], &placed["total"]);
    for step in ["authorize_payment", "capture_payment"] {
        let pay = json!({"do": step, "payment": payment, "amount": total, "reference": "gw-1"});
        story.tell("it is paid", pay)?;
    }
    let invoice = |more: Value| with(&json!({"do": "issue_invoice", "order": order}), more);
    let note = |more: Value| with(&json!({"do": "issue_credit_note", "order": order}), more);
    let roaster = || json!({"seller": "roaster"});
    story.tell("a seller without a part", invoice(json!({"seller": "miller"})))?;
    story.tell("goods of others", invoice(json!({"lines": [{"line": 2, "quantity": 250}]})))?;
    story.tell("the seller invoices their part", invoice(roaster()))?;
    story.tell("the shop invoices its own", invoice(json!({})))?;
    story.tell("nothing is left of the part", invoice(roaster()))?;
    let cancel = json!({"do": "cancel_lines", "order": order, "reason": "too many",
        "lines": [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 250}], "charges": ["sack"]});
    story.tell("something falls off of both", cancel)?;
    story.tell("the shop credits its own", note(json!({})))?;
    story.tell("the seller has no series of credit notes", note(roaster()))?;
    let all = json!({"orders": "roast", "invoices": "roast-bills", "credit_notes": "notes"});
    story.tell("the seller shares that of the shop", seller("roaster", &all)?)?;
    story.tell("the seller credits theirs", note(roaster()))?;
    amended(&mut story)?;
    Ok(story.vectors)
}

/// A line and a seller come along, and a part loses all that it had.
fn amended(story: &mut Story) -> Result<(), String> {
    story.tell("another seller is defined", seller("miller", &json!({"orders": "roast"}))?)?;
    let placed = story.tell("another order is split", buy("roaster")?)?;
    story.tell("somebody else sells coffee from now on", coffee("miller"))?;
    let changes = json!([{"remove_line": {"line": 2}}, {"set_charges": []},
        {"add_line": {"sku": "COFFEE", "quantity": 500}}]);
    // Two books of 12.00 and half a kilogram at 23.90, less ten percent from 30.00.
    let amend = json!({"do": "amend_order", "order": placed["order"], "changes": changes,
        "shown": {"total": euros("32.35")}});
    story.tell("a seller comes along with an amendment", amend)?;
    let series = json!({"numbers": {"orders": "orders", "invoices": "invoices"}, "seller": {"address": address()?},
        "after_sales": {"promotions": "reprice"}});
    story.tell("what no longer holds is lost", channel(series))?;
    let order = story.tell("a third order is split", buy("miller")?)?["order"].clone();
    let invoice = || json!({"do": "issue_invoice", "order": order});
    story.tell("the shop invoices its books", invoice())?;
    let cancel = json!({"do": "cancel_lines", "order": order, "reason": "", "lines": [{"line": 2, "quantity": 1250}]});
    story.tell("the rest does not earn the promotion", cancel)?;
    story.tell("the shop invoices what its books cost more", invoice())?;
    let lines = json!([{"sku": "9788806219450", "quantity": 2}, {"sku": "COFFEE", "quantity": 1250}]);
    story.tell("more comes in", json!({"do": "receive_stock", "location": "venice", "lines": lines}))?;
    let order = story.tell("a fourth order is split", buy("miller")?)?["order"].clone();
    let cancel = json!({"do": "cancel_lines", "order": order, "reason": "", "lines": [{"line": 1, "quantity": 2}]});
    story.tell("the coffee of the seller costs more without the books", cancel)?;
    Ok(())
}
