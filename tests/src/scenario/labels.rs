//! Labels: asked of a carrier by effects, given, refused, and taken back.

use fondaco::port::{Page, Scan};
use fondaco::{Kind, immediately};
use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

const NOBODY: &str = "0199c1d2-0000-7000-8000-00000000dead";

impl Story {
    /// The effect that waits.
    fn asked_last(&self) -> Result<Value, String> {
        let waiting = Scan::of(Kind::Effect).with("state", "waiting");
        let found = immediately(self.store.scan(&waiting, &Page::first(9))).ok_or("the memory store waited")?;
        let found = found.map_err(|error| error.to_string())?.items;
        found.last().map(|key| json!(key.id())).ok_or_else(|| "nothing is asked".to_owned())
    }
}

/// Labels that are given and taken back, labels that are not, and answers to something else.
pub(super) fn labels() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    let order = story.bought(&json!([{"sku": "9788806219450", "quantity": 2}]))?;
    let sent = story.tell("it is sent", json!({"do": "ship_order", "order": order}))?["shipment"].clone();
    let parcel = json!({"grams": 420, "size": {"length": 240, "width": 160, "height": 60}});
    let ask = |parcels: Value| json!({"do": "request_label", "shipment": sent, "carrier": "gls", "service": "parcel", "parcels": parcels});
    let claim = |effect: &Value| json!({"do": "claim_effect", "effect": effect});
    let answer = |effect: &Value, answer: Value| json!({"do": "answer_effect", "effect": effect, "attempt": 1, "answer": answer});
    story.tell("labels for no parcel", ask(json!([])))?;
    let booking = story.tell("labels are asked for", ask(json!([parcel, {"grams": 90}])))?["booking"].clone();
    let void = |booking: &Value| json!({"do": "void_label", "shipment": sent, "booking": booking});
    story.tell("they are not there yet", void(&booking))?;
    story.tell("the effect is claimed", claim(&booking))?;
    story.tell("no label is given", answer(&booking, json!({"came": "done", "reference": "B-1"})))?;
    let label = |number: u32| json!({"tracking": format!("0034{number}"), "label": format!("https://labels.example/{number}.pdf")});
    let given = |labels: Value| json!({"came": "labelled", "reference": "B-1", "labels": labels, "cost": {"amount": "4.20", "currency": "EUR"}});
    story.tell("one label for two parcels", answer(&booking, given(json!([label(1)]))))?;
    story.tell("the labels are there", answer(&booking, given(json!([label(1), label(2)]))))?;
    story.tell("a booking that is not there", void(&json!(NOBODY)))?;
    for (name, report) in [
        ("the carrier keeps them", json!({"came": "declined", "reason": "the parcels have left"})),
        ("the carrier takes them back", json!({"came": "done", "reference": "B-1"})),
    ] {
        story.tell("labels are asked back", void(&booking))?;
        let effect = story.asked_last()?;
        story.tell("that is claimed", claim(&effect))?;
        story.tell(name, answer(&effect, report))?;
    }
    let heavy = story.tell("a heavy parcel", ask(json!([{"grams": 70_000}])))?["booking"].clone();
    story.tell("it is claimed", claim(&heavy))?;
    story.tell("it is refused", answer(&heavy, json!({"came": "declined", "reason": "heavier than 40 kg"})))?;
    Ok(story.vectors)
}
