//! Logs that are taken in, event by event: each is proved against the one before it.

use fondaco::ledger::{EntryStep, Layer, NewEntry};
use fondaco::{Code, Digest, EntryId, Envelope, Key, World};
use serde_json::{Map, Value, json};

use super::Answer;
use super::desk::Desk;
use super::given::{Fields, Miss, not_applicable};

/// Takes in logs as a case gives them, one after another.
pub(super) fn answer(given: &Fields<'_>) -> Answer {
    let ops = given.each("ops")?;
    given.done()?;
    let (mut world, mut whole) = (World::default(), Vec::new());
    let (mut results, mut answer) = (Vec::new(), Map::new());
    for (op, place) in ops.iter().zip(["first", "second", "third"]) {
        if op.get::<String>("op")? != "import_log" {
            return Err(op.unknown("op", "other"));
        }
        let logs = logs(op, &mut whole)?;
        op.done()?;
        match logs.iter().find_map(|log| world.apply(log).err().map(|refusal| (log, refusal))) {
            None => results.push("ok"),
            Some((log, refusal)) if refusal.code() == Code::LogBroken => {
                results.push("IMPORT");
                let reason = if log.is_intact() { "does not follow" } else { "invalid hash" };
                answer.insert("reason".to_owned(), json!(reason));
                answer.insert("log".to_owned(), json!(refusal.detail().get("version")));
            }
            Some((_, refusal)) => return Err(refusal.into()),
        }
        let stands = whole.first().and_then(|log: &Envelope| world.records.get(&log.stream));
        let version = stands.map_or(0, |stands| stands.version);
        answer.insert(format!("logs_after_{place}"), json!(version));
    }
    answer.insert("results".to_owned(), json!(results));
    Ok(answer)
}

/// The logs of an import. All that come first are the whole log; those after are parts of it.
fn logs(op: &Fields<'_>, whole: &mut Vec<Envelope>) -> Result<Vec<Envelope>, Miss> {
    let logs = op.value("logs").ok_or_else(|| not_applicable("no logs"))?;
    if let Some(count) = logs.as_u64() {
        *whole = log_of(count)?;
        let mut logs = whole.clone();
        match op.may::<String>("third_log")?.as_deref() {
            None => {}
            // The one before it stands in its place, once more.
            Some("id does not advance") => {
                if let [_, second, third, ..] = logs.as_mut_slice() {
                    *third = second.clone();
                }
            }
            Some(other) => return Err(op.unknown("third_log", other)),
        }
        return Ok(logs);
    }
    if let Some(list) = logs.as_array() {
        *whole = log_of(u64::try_from(list.len()).unwrap_or(0))?;
        let mut logs = whole.clone();
        for (log, given) in logs.iter_mut().zip(list) {
            if json!(log.version) != *given.get("id").unwrap_or(&Value::Null) {
                return Err(op.unknown("logs", given));
            }
            match given.get("hash").and_then(Value::as_str) {
                Some("matches recomputed") => {}
                Some("differs from recomputed") => log.hash = Digest::from([1; 32]),
                _ => return Err(op.unknown("logs", given)),
            }
        }
        return Ok(logs);
    }
    let part = logs.as_str().and_then(|text| text.strip_suffix(" corrected")?.split_once(".."));
    let ends = part.and_then(|(from, to)| Some((from.parse::<usize>().ok()?.checked_sub(1)?, to.parse().ok()?)));
    let part = ends.and_then(|(from, to): (usize, usize)| whole.get(from..to));
    part.map(<[Envelope]>::to_vec).ok_or_else(|| op.unknown("logs", logs))
}

/// So many events of one stream: an entry, of which one unit after the other becomes true.
fn log_of(count: u64) -> Result<Vec<Envelope>, Miss> {
    let desk = Desk::new();
    let (from, to) = (desk.open("from", "USD")?, desk.open("to", "USD")?);
    let entry: EntryId = desk.entry_id();
    let amount = i64::try_from(count).map_err(not_applicable)?;
    let held = NewEntry { layer: Layer::Pending, ..NewEntry::new(entry, from.code, to.code, amount) };
    let unit = EntryStep::Post { entry, amount: Some(1), more: true };
    desk.record(vec![EntryStep::Enter(held)])??;
    for _ in 1..count {
        desk.record(vec![unit.clone()])??;
    }
    Ok(desk.log()?.into_iter().filter(|log| log.stream == Key::from(entry)).collect())
}
