//! What carriers tell of shipments: in any order, twice, in codes and in words.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

fn scan(id: &str, at: &str, more: Value) -> Value {
    super::refused::with(&json!({"id": id, "at": format!("2026-11-{at}:00Z")}), more)
}

fn code(id: &str, at: &str, code: &str) -> Value {
    scan(id, at, json!({"code": code}))
}

/// A parcel that is late, is refused, and arrives after all; another that comes home.
pub(super) fn tracking() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let order = story.bought(&json!([{"sku": "9788806219450", "quantity": 2}]))?;
    let sent =
        story.tell("it is sent", json!({"do": "ship_order", "order": order, "tracking": "1Z999AA10123456784"}))?;
    let told = |events: Value| json!({"do": "track_shipment", "shipment": sent["shipment"], "carrier": "ups", "events": events});
    story.tell("nothing is told of it", told(json!([])))?;
    let late = scan(
        "3",
        "22T10:00",
        json!({"code": "SD", "reason": "weather_delay", "estimated_at": "2026-11-24T18:00:00Z", "place": "Mestre", "text": "snow"}),
    );
    story.tell("it is late, which is told first", told(json!([late])))?;
    story.tell("how it began is told later", told(json!([code("1", "21T13:00", "M"), code("2", "21T17:30", "PU")])))?;
    story.tell("what is known changes nothing", told(json!([late, code("1", "21T13:00", "M")])))?;
    story.tell("it is refused at the door", told(json!([code("5", "23T11:00", "RF"), code("4", "23T08:00", "OF")])))?;
    story.tell("nobody can read a code", told(json!([code("6", "23T12:00", "??")])))?;
    story.tell("an event without a name", told(json!([code("", "23T12:00", "OF")])))?;
    let nobody = "0199c1d2-0000-7000-8000-00000000dead";
    story.tell("an unknown shipment is told of", json!({"do": "track_shipment", "shipment": nobody, "events": []}))?;
    story.tell("it was handed over: the order completes", told(json!([code("7", "24T09:00", "KB")])))?;
    story.tell("what comes late does not set it back", told(json!([code("8", "24T10:00", "AR")])))?;
    let reopened =
        scan("9", "25T09:00", json!({"status": "return_to_sender", "reason": "consignee_cancelled", "reopens": true}));
    story.tell("it is said to go back after all", told(json!([reopened])))?;
    let order = story.bought(&json!([{"sku": "9780141439563", "quantity": 1}]))?;
    let sent = story.tell("another is sent", json!({"do": "ship_order", "order": order}))?;
    let told = |events: Value| json!({"do": "track_shipment", "shipment": sent["shipment"], "events": events});
    let words = [
        scan("1", "21T14:00", json!({"status": "in_transit"})),
        scan("2", "22T14:00", json!({"status": "on_hold", "reason": "customs_documentation"})),
        scan("3", "23T14:00", json!({"status": "return_to_sender", "reason": "customs_prohibited"})),
        scan("4", "26T14:00", json!({"status": "delivered"})),
    ];
    story.tell("a carrier without a table tells in words: it comes home", told(json!(words)))?;
    Ok(story.vectors)
}
