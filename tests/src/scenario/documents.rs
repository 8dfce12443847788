//! Numbers of orders, invoices and credit notes, and orders that are held for review.

use serde_json::{Value, json};

use super::Story;
use super::refused::with;
use crate::vector::Vector;

pub(super) const ADDRESS: &str =
    r#"{"name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}"#;

const BILLED: &str = r#"{"name": "Fondaco dei Tedeschi", "street": "Rialto 1", "city": "Venezia", "country": "IT"}"#;

pub(super) fn euros(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

pub(super) fn channel(more: Value) -> Value {
    let channel = json!({"code": "web", "currency": "EUR", "country": "IT", "book": "eu",
        "locations": ["venice", "mestre"], "hold_seconds": 900});
    json!({"do": "define_channel", "channel": with(&channel, more)})
}

pub(super) fn series(code: &str, prefix: &str, first: u64) -> Value {
    json!({"do": "define_series", "series": code, "terms": {"prefix": prefix, "first": first, "digits": 6}})
}

fn buy(units: i64) -> Result<Value, String> {
    let address: Value = serde_json::from_str(ADDRESS).map_err(|error| error.to_string())?;
    let billed: Value = serde_json::from_str(BILLED).map_err(|error| error.to_string())?;
    let charges = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping", "amount": euros("5.00"),
        "tax": {"category": "standard"}}]);
    let lines = json!([{"sku": "9788806219450", "quantity": units}, {"sku": "COFFEE", "quantity": 1250}]);
    Ok(json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address, "charges": charges,
        "billing": {"address": billed, "tax_id": "IT09876543210"}}))
}

/// Series are defined, an order is numbered, invoiced in two parts, credited, and held.
pub(super) fn documents() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    story.tell("a series of orders is defined", series("orders", "EU-2026-", 123))?;
    story.tell("numbers that could look alike", series("orders", "EU1", 1))?;
    for (code, prefix) in [("invoices", "I-"), ("notes", "C-")] {
        story.tell("a series is defined", series(code, prefix, 1))?;
    }
    story.tell("a channel numbers its orders alone", channel(json!({"numbers": {"orders": "orders"}})))?;
    let order = story.tell("an order takes the first number", buy(3)?)?["order"].clone();
    story.tell("its series begins elsewhere", series("orders", "EU-2026-", 124))?;
    let issue = |order: &Value, lines: Value| json!({"do": "issue_invoice", "order": order, "lines": lines});
    story.tell("no series of invoices", issue(&order, json!([])))?;
    story.tell(
        "a series of invoices and no seller",
        channel(json!({"numbers": {"orders": "orders", "invoices": "invoices"}})),
    )?;
    story.tell("nobody sells", issue(&order, json!([])))?;
    let seller: Value = serde_json::from_str(ADDRESS).map_err(|error| error.to_string())?;
    let all = json!({"numbers": {"orders": "orders", "invoices": "invoices", "credit_notes": "notes"},
        "seller": {"address": seller, "tax_id": "IT01234567890"}, "hold_above": euros("100.00")});
    story.tell("a channel numbers everything", channel(all))?;
    invoices(&mut story, &order)?;
    holds(&mut story)?;
    story.tell("a channel names an unknown series", channel(json!({"numbers": {"orders": "none"}})))?;
    story.tell("an order of an unknown series", buy(1)?)?;
    Ok(story.vectors)
}

fn invoices(story: &mut Story, order: &Value) -> Result<(), String> {
    let issue = |lines: Value| json!({"do": "issue_invoice", "order": order, "lines": lines});
    let note = json!({"do": "issue_credit_note", "order": order});
    story.tell("two units are invoiced, with shipping", issue(json!([{"line": 1, "quantity": 2}])))?;
    story.tell("more than is left", issue(json!([{"line": 1, "quantity": 2}])))?;
    story.tell("the rest is invoiced", issue(json!([])))?;
    story.tell("nothing is left to be invoiced", issue(json!([])))?;
    story.tell("nothing has fallen off", note.clone())?;
    let cancel = json!({"do": "cancel_lines", "order": order, "reason": "too many",
        "lines": [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 250}], "charges": ["parcel"]});
    story.tell("units and shipping fall off", cancel)?;
    story.tell("they are credited", note.clone())?;
    story.tell("they are not credited twice", note.clone())?;
    story.tell("the order is given up", json!({"do": "cancel_order", "order": order, "reason": "the rest too"}))?;
    story.tell("the rest is credited", note)?;
    story.tell("a cancelled order is not invoiced", issue(json!([])))?;
    Ok(())
}

fn holds(story: &mut Story) -> Result<(), String> {
    let order = story.tell("a small order is not held", buy(1)?)?["order"].clone();
    let hold = json!({"do": "hold_order", "order": order, "reason": "the address looks odd"});
    let release = json!({"do": "release_order", "order": order});
    story.tell("an order that is not held is released", release.clone())?;
    story.tell("an order is held", hold.clone())?;
    story.tell("it is held twice", hold)?;
    story.tell("it is sent", json!({"do": "ship_order", "order": order}))?;
    story.tell("it is released", release)?;
    story.tell(
        "more books come in",
        json!({"do": "receive_stock", "location": "venice", "lines": [{"sku": "9788806219450", "quantity": 20}]}),
    )?;
    story.tell("a large order is held by itself", buy(10)?)?;
    Ok(())
}
