//! What carriers mean by their codes, and how goods stand by all that was told of them.

use fondaco::Timestamp;
use fondaco::shipping::{CarrierCodes, ShipmentTracking, TrackingEvent, TrackingStatus};
use serde_json::{Map, Value};

use super::given::{Fields, not_applicable};
use super::{Answer, Case};

/// The answer to a case about tracking; `None` to any other.
pub(super) fn answer(case: &Case) -> Option<Answer> {
    let topic = case.topic.strip_prefix("tracking.")?;
    Some(Fields::of("given", &case.given).and_then(|given| match topic {
        "status_map" => meaning(&given),
        "overall_status" => overall(&given),
        _ => Err(not_applicable(format!("`{topic}` of tracking is not decided by this version"))),
    }))
}

/// What a carrier means by a code; goods of which something unreadable is told are on their way.
fn meaning(given: &Fields<'_>) -> Answer {
    let (carrier, code): (String, String) = (given.get("carrier")?, given.get("code")?);
    given.done()?;
    let codes = CarrierCodes::published()?;
    let told = TrackingEvent { code: Some(code.clone()), ..scan(0, TrackingStatus::Unknown) };
    let read = codes.read(&carrier, &told);
    let mut answer = stands([read])?;
    let row = codes.meaning(&carrier, &code).and_then(|row| row.reason);
    answer.extend(row.map(|reason| ("reason".to_owned(), fondaco::word(&reason).into())));
    Ok(answer)
}

/// How goods stand by so many events, of which the last says the status, and by a flag that they were handed over.
fn overall(given: &Fields<'_>) -> Answer {
    let count = given.may::<u32>("events")?.unwrap_or(0);
    let status = given.may::<String>("status")?.unwrap_or_default();
    let code: Option<String> = given.may("code")?;
    let delivered = given.may::<bool>("delivered")?.unwrap_or(false);
    given.done()?;
    let codes = CarrierCodes::published()?;
    let events = (1..=count).map(|number| {
        let status = if number == count { word(&status) } else { TrackingStatus::Unknown };
        let event = TrackingEvent { code: code.clone(), ..scan(number, status) };
        codes.read("common", &event)
    });
    let handed_over = delivered.then(|| scan(count, TrackingStatus::Delivered));
    stands(events.chain(handed_over.map(|event| TrackingEvent { id: "handed over".into(), ..event })))
}

/// The status of a word; one that is no word of ours says nothing.
fn word(word: &str) -> TrackingStatus {
    serde_json::from_value(word.into()).unwrap_or_default()
}

fn stands(events: impl IntoIterator<Item = TrackingEvent>) -> Answer {
    let mut tracking = ShipmentTracking::default();
    for event in events {
        tracking.take(event)?;
    }
    let status = fondaco::word(&tracking.standing().status);
    Ok(Map::from_iter([("status".to_owned(), Value::String(status))]))
}

fn scan(number: u32, status: TrackingStatus) -> TrackingEvent {
    let at = Timestamp::from_second(1_795_262_400 + i64::from(number) * 3_600).unwrap_or(Timestamp::UNIX_EPOCH);
    TrackingEvent::new(format!("{number}"), at, status)
}
