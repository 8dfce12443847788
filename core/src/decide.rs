//! (command, moment, facts) to decision: one short arm a command, into its module.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::apply::{adjustments_of, record_after};
use crate::command::{Command, Outcome, ProcessedCommand};
use crate::counter::merged;
use crate::digest::Digest;
use crate::event::{Envelope, Event};
use crate::facts::{Facts, Stop};
use crate::id::CommandId;
use crate::moment::Moment;
use crate::party::Actor;
use crate::port::{Commit, Put};
use crate::record::{Key, Record};
use crate::refusal::{Code, Refusal};
use crate::{cart, catalog, inventory, order, payment, pricing};

/// What a command comes to: what happened, to which records, and what it answers.
///
/// Records and counters are not part of it: they follow from the events, in one place, for decisions and replay alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What happened, in order, each to the record that it names.
    pub events: Vec<(Key, Event)>,
    /// What the command answers.
    pub outcome: Outcome,
}

impl Decision {
    /// A decision by which nothing has happened yet.
    pub(crate) const fn new(outcome: Outcome) -> Self {
        Self { events: Vec::new(), outcome }
    }

    /// Adds something that happened to a record.
    pub(crate) fn record(&mut self, stream: impl Into<Key>, event: Event) {
        self.events.push((stream.into(), event));
    }
}

/// Decides a command: a pure function, which asks for the facts it has not been shown.
pub fn decide(command: &Command, moment: &Moment, facts: &Facts) -> Result<Decision, Stop> {
    use Command as C;
    match command {
        C::DefineVariants { variants } => catalog::define_variants(variants, facts),
        C::DefineChannel { channel } => catalog::define_channel(channel, facts),
        C::DefinePriceBook { rules } => pricing::define(rules, facts),
        C::ReceiveStock { location, lines, reference } => {
            inventory::receive(location, lines, reference.as_ref(), moment, facts)
        }
        C::OpenCart { channel, customer, lines, address } => {
            cart::open(channel, *customer, lines, address.as_ref(), moment, facts)
        }
        C::AddLine { cart, line } => cart::add(*cart, line, facts),
        C::ChangeLine { cart, line, quantity } => cart::change(*cart, *line, *quantity, facts),
        C::RemoveLine { cart, line } => cart::remove(*cart, *line, facts),
        C::SetAddress { cart, address } => cart::set_address(*cart, address, facts),
        C::ReserveCart { cart } => inventory::reserve(*cart, moment, facts),
        C::ReleaseReservation { reservation } => inventory::release(*reservation, facts),
        C::ExpireReservation { reservation } => inventory::expire(*reservation, moment, facts),
        C::PlaceOrder { cart, total } => order::place(*cart, *total, moment, facts),
        C::CancelOrder { order, reason } => order::cancel(*order, reason, facts),
        C::RequestPayment { order } => order::request_payment(*order, moment, facts),
        C::AuthorizePayment { payment, amount, reference, expires_at } => {
            payment::authorize(*payment, *amount, reference, *expires_at, moment, facts)
        }
        C::CapturePayment { payment, amount } => payment::capture(*payment, *amount, moment, facts),
        C::FailPayment { payment, reason } => payment::fail(*payment, reason, facts),
        C::VoidPayment { payment } => payment::void(*payment, facts),
        C::RefundPayment { payment, amount } => payment::refund(*payment, *amount, facts),
        C::ShipOrder { order, from, tracking } => order::ship(*order, from.as_ref(), tracking.as_ref(), moment, facts),
        C::DeliverShipment { shipment } => order::deliver(*shipment, facts),
    }
}

/// What the engine is to do with a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: it was carried out before, with this outcome.
    Done(Outcome),
    /// Make this true, then answer so.
    Commit(Outcome, Commit),
}

/// Decides a command and its own record: it happens once, however often it is sent.
///
/// A host with its own storage may drive this itself: load what it needs, call again, make the commit true.
pub fn plan(id: CommandId, actor: Actor, command: &Command, moment: &Moment, facts: &Facts) -> Result<Plan, Stop> {
    facts.fresh_look();
    let digest = Digest::of(command)?;
    if let Some(earlier) = facts.get::<ProcessedCommand>(&id)? {
        if earlier.digest == digest {
            return Ok(Plan::Done(earlier.outcome.clone()));
        }
        let reason = alloc::format!("command {id} was sent before with another body: take a new id");
        return Err(Refusal::new(Code::CommandReused, reason).with("id", alloc::format!("{id}")).into());
    }
    let Decision { events, outcome } = decide(command, moment, facts)?;
    let mut commit = Commit { events: chained(id, actor, events, moment, facts)?, ..Commit::default() };
    let adjustments = commit.events.iter().flat_map(|envelope| adjustments_of(&envelope.event)).collect();
    commit.adjustments = merged(adjustments).ok_or_else(overflow)?;
    commit.puts = puts_of(&commit.events, facts)?;
    let processed = Record::ProcessedCommand(Arc::new(ProcessedCommand { digest, outcome: outcome.clone() }));
    commit.puts.push(Put { key: id.into(), version: 1, head: Digest::NONE, record: processed });
    commit.basis = facts.basis();
    Ok(Plan::Commit(outcome, commit))
}

/// Puts events into envelopes, each linked to the one before it in its stream.
fn chained(
    command: CommandId,
    actor: Actor,
    events: Vec<(Key, Event)>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Vec<Envelope>, Stop> {
    let mut chained: Vec<Envelope> = Vec::with_capacity(events.len());
    for (stream, event) in events {
        let last = chained.iter().rev().find(|envelope| envelope.stream == stream);
        let (version, previous) = match last {
            Some(last) => (last.version, last.hash),
            None => facts.versioned(&stream)?.map_or((0, Digest::NONE), |found| (found.version, found.head)),
        };
        // Ids of records count from 0 up, ids of events from the far end down.
        let index = u16::try_from(chained.len()).map_err(|_| overflow())?;
        let envelope = Envelope {
            id: moment.id(u16::MAX.saturating_sub(index)),
            stream,
            version: version.checked_add(1).ok_or_else(overflow)?,
            at: moment.now,
            actor,
            command,
            event,
            previous,
            hash: Digest::NONE,
        };
        chained.push(envelope.sealed()?);
    }
    Ok(chained)
}

/// The records that the events leave behind, each as it is after its last event.
fn puts_of(events: &[Envelope], facts: &Facts) -> Result<Vec<Put>, Stop> {
    let mut puts: Vec<Put> = Vec::with_capacity(events.len());
    for envelope in events {
        let (version, head) = (envelope.version, envelope.hash);
        if let Some(put) = puts.iter_mut().find(|put| put.key == envelope.stream) {
            let record = record_after(Some(&put.record), &envelope.event, envelope.at)?;
            *put = Put { key: envelope.stream.clone(), version, head, record };
        } else {
            let current = facts.versioned(&envelope.stream)?.map(|found| &found.record);
            let record = record_after(current, &envelope.event, envelope.at)?;
            puts.push(Put { key: envelope.stream.clone(), version, head, record });
        }
    }
    Ok(puts)
}

fn overflow() -> Refusal {
    Refusal::new(Code::LimitExceeded, "one command changes more than a commit can hold")
}
