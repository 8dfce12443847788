//! The runner of effects: takes what is due, asks the outside world, and tells what came of it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use uuid::Uuid;

use super::{Engine, Ran};
use crate::command::Command;
use crate::digest::Digest;
use crate::effect::{Ask, Effect, EffectReport, EffectState};
use crate::failure::Failure;
use crate::id::{AddressCode, CarrierCode, CommandId, EffectId, ShipmentId};
use crate::limits;
use crate::machine::word;
use crate::moment::Moment;
use crate::order::Order;
use crate::outcome::Outcome;
use crate::party::Actor;
use crate::port::{
    CarriageRequest, Carrier, CarrierError, Gateway, GatewayError, GatewayRequest, LabelAnswer, LabelRequest, Outside,
    Page, Paged, Scan, VoidRequest,
};
use crate::record::Kind;
use crate::refusal::{Code, Refusal};
use crate::shipping::{BookedParcel, Shipment};

impl Engine {
    /// Performs effects that are due and that somebody of these is asked, at most `limit` of them. Answers how many were due;
    /// fewer than `limit` means that none is left for now.
    ///
    /// It may run in many processes at once: each takes an effect for itself before it asks anybody, for a minute. What
    /// stops in between is taken up again when that is over, under the same key, so that nothing is paid or sent twice.
    pub async fn run_effects(&self, outside: &Outside<'_>, limit: u32) -> Result<u32, Failure> {
        let due = Scan::of(Kind::Effect).with("state", word(&EffectState::Waiting)).until("due_at", self.moment().now);
        let (mut count, mut page) = (0_u32, Page::first(limit.clamp(1, limits::PAGE)));
        while count < limit {
            let Paged { items, next } = self.find::<Effect>(&due, &page).await?;
            for effect in items.iter().filter(|effect| outside.hears(&effect.ask)) {
                if count == limit {
                    return Ok(count);
                }
                count = count.saturating_add(1);
                self.run_effect(effect.id, outside).await?;
            }
            match next {
                Some(next) => page.after = Some(next),
                None => break,
            }
        }
        Ok(count)
    }

    /// Takes one effect, asks, and tells what came of it; nothing where somebody else has it.
    async fn run_effect(&self, id: EffectId, outside: &Outside<'_>) -> Result<(), Failure> {
        let Some(attempt) = self.claim_effect(id).await? else { return Ok(()) };
        let effect = self.get::<Effect>(&id).await?;
        let report = match (&effect.ask, outside.gateway, outside.carrier) {
            (Ask::Gateway { .. }, Some(gateway), _) => pay(&effect, attempt, gateway).await,
            (Ask::Label { .. } | Ask::VoidLabel { .. }, _, Some(carrier)) => {
                self.carry(&effect, attempt, carrier).await?
            }
            // Nobody who is there was asked: it was not claimed either.
            (Ask::Gateway { .. } | Ask::Label { .. } | Ask::VoidLabel { .. }, ..) => return Ok(()),
        };
        self.answer_effect(id, attempt, report).await
    }

    /// Asks a carrier.
    async fn carry(&self, effect: &Effect, attempt: u32, carrier: &dyn Carrier) -> Result<EffectReport, Failure> {
        let key = effect.id;
        Ok(match &effect.ask {
            Ask::Label { carrier: code, shipment, service, parcels } => {
                let carriage = self.carriage(*shipment, code.clone(), parcels.clone()).await?;
                let request = LabelRequest { key, attempt, shipment: *shipment, service: service.clone(), carriage };
                match carrier.label(&request).await {
                    Ok(LabelAnswer { reference, labels, cost }) => EffectReport::Labelled { reference, labels, cost },
                    Err(error) => not_carried(error),
                }
            }
            Ask::VoidLabel { carrier: code, booking, reference, .. } => {
                let (code, reference) = (code.clone(), reference.clone());
                let request = VoidRequest { key, attempt, carrier: code, booking: *booking, reference };
                match carrier.void(&request).await {
                    Ok(()) => EffectReport::Done { reference: request.reference, expires_at: None },
                    Err(error) => not_carried(error),
                }
            }
            Ask::Gateway { .. } => unasked(),
        })
    }

    /// The way of parcels of a shipment: from the place that its goods left to its address. For [`Carrier::quote`].
    pub async fn carriage(
        &self,
        shipment: ShipmentId,
        carrier: CarrierCode,
        parcels: Vec<BookedParcel>,
    ) -> Result<CarriageRequest, Failure> {
        self.ask(|_, facts| {
            let shipment = facts.known::<Shipment>(&shipment)?;
            let order = facts.known::<Order>(&shipment.order)?;
            let named = |to: &AddressCode| order.details.addresses.iter().find(|known| known.code == *to);
            let to = shipment.to.as_ref().and_then(named).map_or(&order.address, |named| &named.address);
            let from = shipment.goods.first().map(|goods| goods.location.clone());
            let from = from.ok_or_else(|| Refusal::new(Code::Defect, "a shipment without goods"))?;
            Ok(CarriageRequest { carrier: carrier.clone(), from, to: to.clone(), parcels: parcels.clone() })
        })
        .await
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

/// Asks a gateway.
async fn pay(effect: &Effect, attempt: u32, gateway: &dyn Gateway) -> EffectReport {
    let Ask::Gateway { gateway: code, payment, act, amount, last, reference } = &effect.ask else { return unasked() };
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

fn unasked() -> EffectReport {
    EffectReport::Unknown { reason: String::from("nobody of this kind was asked") }
}

/// What a carrier that has not done it says.
fn not_carried(error: CarrierError) -> EffectReport {
    match error {
        CarrierError::Declined(reason) => EffectReport::Declined { reason: shortened(&reason) },
        CarrierError::NotNow(reason) => EffectReport::NotNow { reason: shortened(&reason) },
        CarrierError::Unknown(reason) => EffectReport::Unknown { reason: shortened(&reason) },
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
