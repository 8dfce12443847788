//! The engine, as a language holds it.

use std::fmt;
use std::sync::Arc;

use fondaco::party::Actor;
use fondaco::port::{Clock, Store};
use fondaco::{Command, CommandId, Outcome};
use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::ask::ask;
use crate::handle::Handle;
use crate::host::Host;
use crate::store::{Closing, Opened};
use crate::{Answer, Query, WireFailure, wire};

/// A command with its id and who sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execute {
    /// The command's id: sending it again answers the first outcome. A new one when absent, so that nothing can be sent
    /// again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CommandId>,
    /// Who sends it.
    #[serde(default)]
    pub actor: Actor,
    /// What is asked.
    pub command: Command,
}

/// An engine over a store. Shared between threads; every call after [`Engine::close`] is refused with `handle.closed`.
///
/// ```
/// use std::sync::Arc;
/// use fondaco_contract::{Engine, wait};
/// use fondaco_storage::SystemClock;
///
/// let engine = wait(Engine::open("memory:", Arc::new(SystemClock::new())))?;
/// let failure = wait(engine.execute_json(r#"{"command": {"do": "open_cart", "channel": "web"}}"#)).unwrap_err();
/// assert_eq!(failure.code.as_str(), "channel.unknown");
/// assert_eq!(wait(engine.query_json(r#"{"get": "events"}"#))?, r#"{"got":"events","events":[]}"#);
/// # Ok::<(), fondaco_contract::WireFailure>(())
/// ```
pub struct Engine {
    open: Handle<Arc<Open>>,
}

/// An engine that is open.
struct Open {
    core: fondaco::Engine,
    clock: Arc<dyn Clock>,
    host: Host,
    closing: Closing,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("closed", &self.open.is_closed()).finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the store of an address: `memory:`, `sqlite:PATH`, `postgres://…`, as far as they are built in. Refused with
    /// `store.unknown`, `store.unavailable` and `store.fault`.
    pub async fn open(address: &str, clock: Arc<dyn Clock>) -> Result<Self, WireFailure> {
        Ok(Self::new(Opened::at(address).await?, clock))
    }

    /// An engine over a store that the host brings. Its futures run where they are awaited.
    pub fn over(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self::new(Opened::given(store), clock)
    }

    #[cfg_attr(target_family = "wasm", expect(clippy::arc_with_non_send_sync, reason = "no store is `Send` there"))]
    fn new(opened: Opened, clock: Arc<dyn Clock>) -> Self {
        let Opened { store, host, closing } = opened;
        let core = fondaco::Engine::new(store, clock.clone());
        Self { open: Handle::new("engine", Arc::new(Open { core, clock, host, closing })) }
    }

    /// Carries out a command.
    pub async fn execute(&self, Execute { id, actor, command }: Execute) -> Result<Outcome, WireFailure> {
        let open = self.open.get()?;
        let core = open.core.acting_for(actor);
        let id = id.unwrap_or_else(|| open.clock.moment().id(0));
        Ok(open.host.run(async move { core.execute(id, &command).await }).await??)
    }

    /// Answers a query.
    pub async fn query(&self, query: Query) -> Result<Answer, WireFailure> {
        let open = self.open.get()?;
        let core = open.core.clone();
        Ok(open.host.run(async move { ask(&core, query).await }).await??)
    }

    /// Lets time pass: marks at most `limit` holds that are due as expired, and answers how many it marked.
    pub async fn tick(&self, limit: u32) -> Result<u32, WireFailure> {
        let open = self.open.get()?;
        let core = open.core.clone();
        Ok(open.host.run(async move { core.tick(limit).await }).await??)
    }

    /// Carries out a command: the JSON of an [`Execute`] in, that of an [`Outcome`] out.
    pub async fn execute_json(&self, request: impl AsRef<[u8]>) -> Result<String, WireFailure> {
        wire::write(&self.execute(wire::read(request)?).await?)
    }

    /// Answers a query: the JSON of a [`Query`] in, that of an [`Answer`] out.
    pub async fn query_json(&self, query: impl AsRef<[u8]>) -> Result<String, WireFailure> {
        wire::write(&self.query(wire::read(query)?).await?)
    }

    /// A new id for a command, to be kept and sent again until the command is answered.
    pub fn new_id(&self) -> Result<CommandId, WireFailure> {
        Ok(self.open.get()?.clock.moment().id(0))
    }

    /// Closes the engine and the connections of its store. Calls on their way are answered; closing twice does nothing.
    pub async fn close(&self) -> Result<(), WireFailure> {
        let Some(open) = self.open.close() else { return Ok(()) };
        let closing = open.closing.clone();
        open.host.run(closing.close()).await
    }
}
