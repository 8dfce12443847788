//! What happens to an order after it was paid: it is sent in parts, units are cancelled, goods come back.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const ADDRESS: &str = r#"{"name": "Marco", "street": "Calle del Fontego 5", "city": "Venezia", "country": "IT"}"#;

fn units(lines: &[(u32, i64)]) -> Value {
    lines.iter().map(|(line, quantity)| json!({"line": line, "quantity": quantity})).collect()
}

impl Story {
    /// Buys and pays; answers the order.
    pub(super) fn bought(&mut self, lines: &Value) -> Result<Value, String> {
        let address: Value = serde_json::from_str(ADDRESS).map_err(|error| error.to_string())?;
        let charges = json!([{"code": "parcel", "title": "Parcel", "kind": "shipping",
            "amount": {"amount": "5.00", "currency": "EUR"}, "tax": {"category": "standard"}}]);
        let buy = json!({"do": "buy_now", "channel": "web", "lines": lines, "address": address, "charges": charges});
        let placed = self.tell("goods are bought with shipping", buy)?;
        let (payment, total) = (&placed["payment"], &placed["total"]);
        self.tell(
            "they are authorized",
            json!({"do": "authorize_payment", "payment": payment, "amount": total, "reference": "gw-2"}),
        )?;
        self.tell("they are paid", json!({"do": "capture_payment", "payment": payment, "amount": total}))?;
        Ok(placed["order"].clone())
    }
}

/// A partial shipment, a partial cancellation, a return in two parts with a fee, an exchange onto store credit.
pub(super) fn after_sales() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let order = story.bought(&json!([{"sku": "9788806219450", "quantity": 5}, {"sku": "COFFEE", "quantity": 1250}]))?;
    let ship = |lines: &[(u32, i64)]| json!({"do": "ship_order", "order": order, "lines": units(lines)});
    let shipped = story.tell("some units are sent", ship(&[(1, 3), (2, 1000)]))?;
    story.tell("more than are waiting", ship(&[(1, 3)]))?;
    story.tell("a line twice", ship(&[(1, 1), (1, 1)]))?;
    story.tell("a charge that is not there falls off", json!({"do": "cancel_lines", "order": order, "lines": units(&[(1, 1)]), "charges": ["gift_wrap"], "reason": ""}))?;
    story.tell(
        "some units are cancelled",
        json!({"do": "cancel_lines", "order": order, "lines": units(&[(1, 1), (2, 250)]), "reason": "out of stock"}),
    )?;
    story.tell("they arrive", json!({"do": "deliver_shipment", "shipment": shipped["shipment"]}))?;
    let last = story.tell("the rest is sent", json!({"do": "ship_order", "order": order}))?;
    story.tell("and arrives", json!({"do": "deliver_shipment", "shipment": last["shipment"]}))?;
    let request = |lines: &[(u32, i64)]| json!({"do": "request_return", "order": order, "lines": units(lines)});
    let asked = story.tell("a return is asked for", request(&[(1, 2)]))?["return_id"].clone();
    story.tell("more than is left to come back", request(&[(1, 3)]))?;
    story.tell("a return is agreed to", json!({"do": "approve_return", "return_id": asked, "location": "venice"}))?;
    let receive = |id: &Value, back: i64, off: i64| json!({"do": "receive_return", "return_id": id, "lines": [{"line": 1, "restocked": back, "written_off": off}]});
    story.tell("one unit is for sale again", receive(&asked, 1, 0))?;
    story.tell("one is not", receive(&asked, 0, 1))?;
    story.tell("more than was agreed", receive(&asked, 1, 0))?;
    let refund = |id: &Value, more: Value| super::refused::with(&json!({"do": "refund_return", "return_id": id}), more);
    let dear = json!({"fee": {"amount": "99.00", "currency": "EUR"}});
    story.tell("a fee is more than what comes back", refund(&asked, dear))?;
    let nobody = "0199c1d2-0000-7000-8000-00000000dead";
    story.tell("an unknown return", json!({"do": "cancel_return", "return_id": nobody}))?;
    let fee = json!({"fee": {"amount": "1.50", "currency": "EUR"}, "charges": ["parcel"]});
    story.tell("it is credited with shipping, less a fee", refund(&asked, fee))?;
    story.tell("it is not credited twice", refund(&asked, json!({})))?;
    let exchanged = story.tell("another is asked for", request(&[(1, 1)]))?["return_id"].clone();
    story.tell("and agreed to", json!({"do": "approve_return", "return_id": exchanged, "location": "mestre"}))?;
    story.tell("it comes back", receive(&exchanged, 1, 0))?;
    story.tell("it becomes store credit", refund(&exchanged, json!({"store_credit": "EX-1"})))?;
    let kept = story.tell("a third is asked for", request(&[(2, 500)]))?["return_id"].clone();
    story.tell("it is refused", json!({"do": "refuse_return", "return_id": kept, "reason": "opened"}))?;
    let kept = story.tell("a fourth is asked for", request(&[(2, 500)]))?["return_id"].clone();
    story.tell("the buyer keeps it", json!({"do": "cancel_return", "return_id": kept}))?;
    story
        .tell("it is no longer agreed to", json!({"do": "approve_return", "return_id": kept, "location": "venice"}))?;
    Ok(story.vectors)
}
