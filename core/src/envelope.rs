//! The envelope that each event is kept in: who, when, by which command, and its link to the event before it.

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::digest::Digest;
use crate::event::Event;
use crate::id::{CommandId, EventId};
use crate::party::Actor;
use crate::record::{Key, Version};
use crate::refusal::Refusal;

/// An event and where it stands: one link of its stream's chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its id.
    pub id: EventId,
    /// The record that it happened to.
    pub stream: Key,
    /// Its place in the stream, from 1, without gaps; the version of the record after it.
    pub version: Version,
    /// When.
    pub at: Timestamp,
    /// Who sent the command.
    pub actor: Actor,
    /// The command.
    pub command: CommandId,
    /// What happened.
    pub event: Event,
    /// The hash of the event before it in the stream; zeros for the first.
    pub previous: Digest,
    /// The SHA-256 of all of the above, in this order, in the canonical encoding.
    pub hash: Digest,
}

/// What the hash of an envelope covers.
#[derive(Serialize)]
struct Sealed<'a> {
    id: EventId,
    stream: &'a Key,
    version: Version,
    /// Seconds since 1970 UTC, and nanoseconds.
    at: (i64, i32),
    actor: Actor,
    command: CommandId,
    event: &'a Event,
    previous: Digest,
}

impl Envelope {
    /// Links an envelope to the one before it: sets its hash.
    pub(crate) fn seal(&mut self) -> Result<(), Refusal> {
        self.hash = self.covered()?;
        Ok(())
    }

    /// Whether the hash is that of the contents.
    pub fn is_intact(&self) -> bool {
        self.covered().is_ok_and(|hash| hash == self.hash)
    }

    fn covered(&self) -> Result<Digest, Refusal> {
        let Self { id, stream, version, at, actor, command, event, previous, hash: _ } = self;
        Digest::of(&Sealed {
            id: *id,
            stream,
            version: *version,
            at: (at.as_second(), at.subsec_nanosecond()),
            actor: *actor,
            command: *command,
            event,
            previous: *previous,
        })
    }
}
