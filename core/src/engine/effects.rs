//! The runner of effects: takes what is due, asks the outside world, and tells what came of it.

use alloc::format;
use alloc::string::String;

use uuid::Uuid;

use super::{Engine, Ran};
use crate::command::Command;
use crate::digest::Digest;
use crate::effect::{Ask, Effect, EffectReport, EffectState};
use crate::failure::Failure;
use crate::id::{CommandId, EffectId};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::Actor;
use crate::port::{Gateway, GatewayError, GatewayRequest, Page, Scan};
use crate::record::{Key, Kind};
use crate::refusal::Refusal;

impl Engine {
    /// Performs effects that are due, at most `limit` of them, and at most [`limits::PAGE`]. Answers how many were due;
    /// fewer than `limit` means that none is left for now.
    ///
    /// It may run in many processes at once: each takes an effect for itself before it asks anybody, for a minute. What
    /// stops in between is taken up again when that is over, under the same key, so that nothing is paid twice.
    pub async fn run_effects(&self, gateway: &dyn Gateway, limit: u32) -> Result<u32, Failure> {
        let due = Scan::of(Kind::Effect).with("state", word(&EffectState::Waiting)).until("due_at", self.moment().now);
        let found = self.store.scan(&due, &Page::first(limit.min(limits::PAGE))).await?.items;
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        for key in found {
            let Key::Effect(id) = key else { continue };
            if let Some(attempt) = self.claim_effect(id).await? {
                let effect = self.get::<Effect>(&id).await?;
                let answer = perform(&effect, attempt, gateway).await;
                self.answer_effect(id, attempt, answer).await?;
            }
        }
        Ok(count)
    }

    /// Takes an effect; answers the number of the attempt, or `None` where there is nothing to be performed.
    async fn claim_effect(&self, effect: EffectId) -> Result<Option<u32>, Failure> {
        let moment = self.moment();
        match self.run(moment.id(0), Actor::System, &Command::ClaimEffect { effect }, &moment).await {
            Ok(Ran { outcome: Outcome::Claim { attempt }, .. }) => Ok(attempt),
            // Somebody else was faster.
            Ok(_) | Err(Failure::Refused(_)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Tells what came of an attempt, once. What cannot be taken in is kept as a problem, so that a person sees it.
    async fn answer_effect(&self, effect: EffectId, attempt: u32, answer: EffectReport) -> Result<(), Failure> {
        let id = answer_id(effect, attempt)?;
        let command = Command::AnswerEffect { effect, attempt, answer };
        let refusal = match self.answer(id, &command).await {
            Err(Failure::Refused(refusal)) => refusal,
            told => return told,
        };
        let answer = EffectReport::Unknown { reason: shortened(&format!("{refusal}")) };
        self.answer(id, &Command::AnswerEffect { effect, attempt, answer }).await
    }

    async fn answer(&self, id: CommandId, command: &Command) -> Result<(), Failure> {
        let moment: Moment = self.moment();
        self.run(id, Actor::System, command, &moment).await.map(drop)
    }
}

/// Asks who is to be asked.
async fn perform(effect: &Effect, attempt: u32, gateway: &dyn Gateway) -> EffectReport {
    let Ask::Gateway { gateway: code, payment, act, amount, last, reference } = &effect.ask;
    let request = GatewayRequest {
        key: effect.id,
        attempt,
        gateway: code.clone(),
        payment: *payment,
        act: *act,
        amount: *amount,
        last: *last,
        reference: reference.clone(),
    };
    match gateway.perform(&request).await {
        Ok(answer) => EffectReport::Done { reference: answer.reference, expires_at: answer.expires_at },
        Err(GatewayError::Declined(reason)) => EffectReport::Declined { reason: shortened(&reason) },
        Err(GatewayError::NotNow(reason)) => EffectReport::NotNow { reason: shortened(&reason) },
        Err(GatewayError::Unknown(reason)) => EffectReport::Unknown { reason: shortened(&reason) },
    }
}

/// The id of the command that tells what came of an attempt: the same for whoever tells it.
fn answer_id(effect: EffectId, attempt: u32) -> Result<CommandId, Refusal> {
    let digest = Digest::of(&("answer", effect, attempt))?;
    let bytes = digest.bytes().first_chunk::<16>().copied().unwrap_or_default();
    // A UUID of version 8 (RFC 9562): its bits are our own.
    let layout = u128::from_be_bytes(bytes) & !(0xF_u128 << 76) & !(0x3_u128 << 62);
    Ok(Uuid::from_u128(layout | (0x8_u128 << 76) | (0x2_u128 << 62)).into())
}

/// What somebody outside says, as short and plain as a text may be.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for character in text.chars().filter(|character| *character != '\0') {
        if short.len().saturating_add(character.len_utf8()) > limits::TEXT {
            break;
        }
        short.push(character);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_answer_follows_from_the_effect_and_the_attempt_alone() {
        let effect: EffectId = Uuid::from_u128(7).into();
        let id: Uuid = answer_id(effect, 1).unwrap().into();
        assert_eq!((id.get_version_num(), answer_id(effect, 1).unwrap()), (8, id.into()));
        assert_ne!(answer_id(effect, 2).unwrap(), id.into());
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(shortened(&"ä".repeat(300)).len(), limits::TEXT);
        assert_eq!(shortened("no\0w"), "now");
    }
}
