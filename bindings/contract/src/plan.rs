//! A command with everything it is decided from, and what it comes to.

use std::collections::BTreeSet;

use fondaco::party::Actor;
use fondaco::port::{Commit, Fact};
use fondaco::{
    Code, Command, CommandId, Counters, Digest, Facts, Key, Moment, Outcome, Plan, Record, Refusal, Stop, Version,
    Versioned,
};
use fondaco_derive::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::{WireFailure, wire};

/// A command with its moment and the facts that it is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// The command's id.
    pub id: CommandId,
    /// Who sends it.
    #[serde(default)]
    pub actor: Actor,
    /// When, and its randomness.
    pub moment: Moment,
    /// What is stored.
    #[serde(default)]
    pub facts: Vec<WireFact>,
    /// What is asked.
    pub command: Command,
}

/// What is stored under a key: a record with its version, a row of counters, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireFact {
    /// The key.
    pub key: Key,
    /// The version of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The hash of the last event of its stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Digest>,
    /// The record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Value>,
    /// The row of counters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counters: Option<Counters>,
}

impl WireFact {
    /// What a store has loaded, for the wire.
    pub fn new(key: Key, fact: &Fact) -> Result<Self, Refusal> {
        let (version, head, record, counters) = match fact {
            Fact::Absent => (None, None, None, None),
            Fact::Counters(row) => (None, None, None, Some(*row)),
            Fact::Record(found) => {
                let record =
                    fondaco::wire::to_value(&found.record).map_err(|error| malformed(&key, &error.to_string()))?;
                (Some(found.version), Some(found.head), Some(record), None)
            }
        };
        Ok(Self { key, version, head, record, counters })
    }

    /// The fact, as a decision is shown it.
    pub fn into_fact(self) -> Result<(Key, Fact), Refusal> {
        let fact = match (self.key.kind(), self.version, self.record, self.counters) {
            (_, None, None, None) => Fact::Absent,
            (None, None, None, Some(row)) => Fact::Counters(row),
            (Some(kind), Some(version), Some(record), None) => {
                let record = Record::parse(kind, &record.to_string())
                    .map_err(|error| malformed(&self.key, &error.to_string()))?;
                Fact::Record(Versioned { version, head: self.head.unwrap_or(Digest::NONE), record })
            }
            _ => return Err(malformed(&self.key, "it takes `version` and `record`, or `counters`, or none of them")),
        };
        Ok((self.key, fact))
    }
}

fn malformed(key: &Key, why: &str) -> Refusal {
    Refusal::new(Code::WireMalformed, format!("the fact `{key}` cannot be read: {why}")).with("key", key.to_string())
}

/// What a command comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanAnswer {
    /// It has to be shown these first.
    Need(BTreeSet<Key>),
    /// A rule said no, or the message is malformed.
    Failure(WireFailure),
    /// It was carried out before, with this outcome.
    Done(Outcome),
    /// Make this true, then answer so.
    Commit {
        /// What the command answers.
        outcome: Outcome,
        /// What to make true.
        commit: Commit,
    },
}

/// Decides a command from the facts it comes with: the whole core as one pure function over JSON.
pub fn plan(request: &str) -> String {
    wire::answer(&wire::read(request).map_or_else(PlanAnswer::Failure, plan_request))
}

/// Decides a command from the facts it comes with.
pub fn plan_request(request: PlanRequest) -> PlanAnswer {
    let PlanRequest { id, actor, moment, facts, command } = request;
    let mut known = Facts::new();
    match facts.into_iter().map(WireFact::into_fact).collect::<Result<Vec<_>, _>>() {
        Ok(loaded) => known.learn(loaded),
        Err(refusal) => return PlanAnswer::Failure(refusal.into()),
    }
    match fondaco::plan(id, actor, &command, &moment, &known) {
        Ok(Plan::Commit(outcome, commit)) => PlanAnswer::Commit { outcome, commit },
        Ok(Plan::Done(outcome)) => PlanAnswer::Done(outcome),
        Err(Stop::Need(keys)) => PlanAnswer::Need(keys.into_iter().collect()),
        Err(Stop::Refused(refusal)) => PlanAnswer::Failure(refusal.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &str = r#"{
        "id": "0199c1d2-0000-7000-8000-00000000002a",
        "moment": {"now": "2026-11-21T12:00:00Z", "seed": 1},
        "command": {"do": "remove_line", "cart": "0199c1d2-0000-7000-8000-000000000001", "line": 1}
    }"#;

    #[test]
    fn what_a_command_has_not_been_shown_it_asks_for() {
        let (command, cart) = ("0199c1d2-0000-7000-8000-00000000002a", "0199c1d2-0000-7000-8000-000000000001");
        assert_eq!(plan(REQUEST), format!(r#"{{"need":["command/{command}","cart/{cart}"]}}"#));
    }

    #[test]
    fn a_refusal_carries_its_code_on_the_wire() {
        let facts = r#""facts": [{"key": "command/0199c1d2-0000-7000-8000-00000000002a"},
            {"key": "cart/0199c1d2-0000-7000-8000-000000000001"}], "command""#;
        let answer = plan(&REQUEST.replace("\"command\"", facts));
        assert!(answer.starts_with(r#"{"failure":{"kind":"refused","code":"cart.unknown""#), "{answer}");
    }

    #[test]
    fn a_message_of_another_shape_is_refused_with_its_place() {
        let id = REQUEST.replace(r#""0199c1d2-0000-7000-8000-00000000002a""#, "1");
        for (request, place) in [("{", "line 1 column 1"), ("[]", "invalid"), (&id, "`id`: invalid")] {
            let answer = plan(request);
            assert!(answer.contains(r#""code":"wire.malformed""#) && answer.contains(place), "{answer}");
        }
        let unknown = plan(&REQUEST.replace("\"line\"", "\"liine\""));
        assert!(unknown.contains("liine"), "{unknown}");
    }

    #[test]
    fn a_fact_that_cannot_be_read_is_refused_by_its_key() {
        let broken = r#""facts": [{"key": "channel/web", "version": 1, "record": {}}], "command""#;
        let answer = plan(&REQUEST.replace("\"command\"", broken));
        assert!(answer.contains("`channel/web` cannot be read"), "{answer}");
    }
}
