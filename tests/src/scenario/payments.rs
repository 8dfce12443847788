//! Payments: several captures and refunds, disputes, and a gateway that is asked by effects.

use serde_json::{Value, json};

use super::Story;
use crate::vector::Vector;

fn eur(amount: &str) -> Value {
    json!({"amount": amount, "currency": "EUR"})
}

/// A command about a payment, with more of it.
fn of(step: &str, payment: &Value, more: Value) -> Value {
    let mut command = json!({"do": step, "payment": payment});
    if let (Some(map), Value::Object(more)) = (command.as_object_mut(), more) {
        map.extend(more);
    }
    command
}

impl Story {
    fn ordered_by(&mut self, name: &str) -> Result<Value, String> {
        let cart = self.cart(&json!([{"sku": "COFFEE", "quantity": 1000}]))?;
        self.tell(name, json!({"do": "place_order", "cart": cart}))
    }

    fn effect_of(&self, payment: &Value) -> Result<Value, String> {
        let id =
            payment.as_str().unwrap_or_default().parse().map_err(|refusal: fondaco::Refusal| refusal.to_string())?;
        let facts = self.load(&[fondaco::Key::Payment(id)])?;
        let record = facts.first().and_then(fondaco::port::Fact::record).map(|found| json!(found.record));
        let asks = record.and_then(|record| record["asks"].as_array().and_then(|asks| asks.last().cloned()));
        Ok(asks.ok_or("the payment asks for nothing")?["effect"].clone())
    }

    fn later(&mut self, seconds: i64) -> Result<(), String> {
        self.now = self
            .now
            .checked_add(std::time::Duration::from_secs(seconds.unsigned_abs()))
            .map_err(|error| error.to_string())?;
        Ok(())
    }
}

/// Everything that can happen to payments.
pub(super) fn payments() -> Result<Vec<Vector>, String> {
    let mut story = Story::new()?;
    story.shop()?;
    by_hand(&mut story)?;
    disputed(&mut story)?;
    through_gateway(&mut story)?;
    Ok(story.vectors)
}

fn by_hand(story: &mut Story) -> Result<(), String> {
    let placed = story.ordered_by("an order of 23.90 is placed")?;
    let payment = &placed["payment"];
    story.tell("its payment is given up", of("void_payment", payment, json!({})))?;
    story.tell(
        "an authorization of what was given up",
        of("authorize_payment", payment, json!({"amount": eur("23.90"), "reference": "late"})),
    )?;
    let request = |amount: &str| json!({"do": "request_payment", "order": placed["order"], "amount": eur(amount), "method": "card"});
    let first = story.tell("a part is asked for", request("20.00"))?["payment"].clone();
    story.tell("more is asked for than is left", request("3.91"))?;
    let rest = story.tell("the rest is asked for", request("3.90"))?["payment"].clone();
    let ends = json!({"amount": eur("20.00"), "reference": "au-1", "expires_at": "2026-11-21T13:00:00Z"});
    story.tell("a part is authorized for an hour", of("authorize_payment", &first, ends))?;
    story.tell("an authorization is not due", of("expire_payment", &first, json!({})))?;
    let taken = |amount: &str, name: &str, last: bool| json!({"amount": eur(amount), "reference": name, "last": last});
    story.tell("a part of that is captured", of("capture_payment", &first, taken("5.00", "ch-1", false)))?;
    story.tell("told again it changes nothing", of("capture_payment", &first, taken("5.00", "ch-1", false)))?;
    story.tell("told again with another amount", of("capture_payment", &first, taken("6.00", "ch-1", false)))?;
    story.tell("more is captured than is left", of("capture_payment", &first, taken("15.01", "ch-2", false)))?;
    let now = story.now;
    story.now = "2026-11-21T13:00:00Z".parse().map_err(|error| format!("{error}"))?;
    story.tell("an authorization ends", of("expire_payment", &first, json!({})))?;
    story.now = now;
    story.tell(
        "a capture without an authorization, the last",
        of("capture_payment", &rest, taken("3.00", "ch-3", true)),
    )?;
    story.tell("no gateway to capture", of("request_capture", &rest, json!({})))?;
    let refund = |amount: &str, start: &Value| json!({"do": "refund_order", "order": placed["order"], "amount": eur(amount), "start": start});
    story.tell("money goes back, to the second payment first", refund("4.00", &rest))?;
    story.tell("more goes back than is left", refund("4.01", &Value::Null))?;
    Ok(())
}

fn disputed(story: &mut Story) -> Result<(), String> {
    let placed = story.ordered_by("an order to be disputed is placed")?;
    let payment = &placed["payment"];
    let dispute = |name: &str, amount: &str| json!({"dispute": name, "amount": eur(amount)});
    story.tell("it is captured", of("capture_payment", payment, json!({"amount": eur("23.90")})))?;
    story.tell("a dispute that was not opened is lost", of("lose_dispute", payment, json!({"dispute": "dp-1"})))?;
    story.tell("more is disputed than was captured", of("open_dispute", payment, dispute("dp-1", "23.91")))?;
    story.tell("a dispute is opened", of("open_dispute", payment, dispute("dp-1", "10.00")))?;
    story.tell("a dispute is won", of("win_dispute", payment, json!({"dispute": "dp-1"})))?;
    story.tell("another is opened", of("open_dispute", payment, dispute("dp-2", "10.00")))?;
    story.tell("a dispute is lost", of("lose_dispute", payment, json!({"dispute": "dp-2"})))?;
    story.tell("a lost dispute is not won", of("win_dispute", payment, json!({"dispute": "dp-2"})))?;
    Ok(())
}

fn through_gateway(story: &mut Story) -> Result<(), String> {
    let mut channel = json!({"do": "define_channel", "channel": {
        "code": "web", "currency": "EUR", "country": "IT", "book": "eu", "locations": ["venice", "mestre"], "hold_seconds": 900,
    }});
    channel["channel"]["gateway"] = json!("bank");
    story.tell("a channel has its payments through a gateway", channel)?;
    let placed = story.ordered_by("an order asks the gateway")?;
    let payment = &placed["payment"];
    let claim = |effect: &Value| json!({"do": "claim_effect", "effect": effect});
    let answer = |effect: &Value, attempt: u32, answer: Value| json!({"do": "answer_effect", "effect": effect, "attempt": attempt, "answer": answer});
    let effect = story.effect_of(payment)?;
    story.tell("an effect is claimed", claim(&effect))?;
    story.tell("nobody else claims it", claim(&effect))?;
    story
        .tell("nobody knows what came of it", answer(&effect, 1, json!({"came": "unknown", "reason": "no answer"})))?;
    story.later(5)?;
    story.tell("it is claimed again", claim(&effect))?;
    story.tell("it is done", answer(&effect, 2, json!({"came": "done", "reference": "au-1"})))?;
    story.tell("a second answer changes nothing", answer(&effect, 1, json!({"came": "done", "reference": "au-1"})))?;
    story.tell("a report without a reference", of("capture_payment", payment, json!({"amount": eur("1.00")})))?;
    story.tell("a part is asked to be captured", of("request_capture", payment, json!({"amount": eur("20.00")})))?;
    let effect = story.effect_of(payment)?;
    story.tell("a capture is claimed", claim(&effect))?;
    story.tell("it is captured", answer(&effect, 1, json!({"came": "done", "reference": "ch-1"})))?;
    story.tell("a part is asked back", of("request_refund", payment, json!({"amount": eur("5.00")})))?;
    let effect = story.effect_of(payment)?;
    story.tell("a refund is claimed", claim(&effect))?;
    story.tell("it is declined", answer(&effect, 1, json!({"came": "declined", "reason": "the account is closed"})))?;
    let cancel = json!({"do": "cancel_order", "order": placed["order"], "reason": "changed their mind"});
    story.tell("a cancelled order lets go and gives back", cancel)?;
    let nobody = json!("0199c1d2-0000-7000-8000-00000000dead");
    story.tell("an unknown effect", claim(&nobody))?;
    let placed = story.ordered_by("an order whose gateway never answers")?;
    let effect = story.effect_of(&placed["payment"])?;
    for attempt in 1..=10 {
        story.tell("an effect is tried", claim(&effect))?;
        story.later(60)?;
        if attempt == 10 {
            story.tell("an effect is parked", claim(&effect))?;
        }
    }
    story.tell("a parked effect is tried again", json!({"do": "retry_effect", "effect": effect}))?;
    Ok(())
}
