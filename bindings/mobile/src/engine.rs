//! The engine.

use std::sync::Arc;

use fondaco_contract::Engine;
use fondaco_storage::SystemClock;

use crate::{ClockHandle, Failed};

/// An engine over a store.
#[derive(Debug, uniffi::Object)]
pub struct EngineHandle {
    engine: Engine,
}

#[uniffi::export]
impl EngineHandle {
    /// Opens the store of an address, with the clock of the device when none is given.
    #[uniffi::constructor]
    pub async fn open(address: String, clock: Option<Arc<ClockHandle>>) -> Result<Arc<Self>, Failed> {
        let engine = match clock {
            Some(given) => Engine::open(&address, Arc::new(given.clock.clone())).await?,
            None => Engine::open(&address, Arc::new(SystemClock::new())).await?,
        };
        Ok(Arc::new(Self { engine }))
    }

    /// Carries out a command.
    pub async fn execute(&self, request: String) -> Result<String, Failed> {
        Ok(self.engine.execute_json(request).await?)
    }

    /// Answers a query.
    pub async fn query(&self, query: String) -> Result<String, Failed> {
        Ok(self.engine.query_json(query).await?)
    }

    /// Marks what is due as expired.
    pub async fn tick(&self, limit: u32) -> Result<u32, Failed> {
        Ok(self.engine.tick(limit).await?)
    }

    /// A new id for a command.
    pub fn new_id(&self) -> Result<String, Failed> {
        Ok(self.engine.new_id()?.to_string())
    }

    /// Closes the engine and its store. In Kotlin `close` is the word for freeing a handle.
    pub async fn shut(&self) -> Result<(), Failed> {
        Ok(self.engine.close().await?)
    }
}
