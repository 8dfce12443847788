//! Handles: what a language holds on to and may close. A closed one answers with a failure, from any thread.

use std::sync::{PoisonError, RwLock};

use fondaco::{Code, Refusal};

use crate::WireFailure;

/// Something that can be closed.
pub(crate) struct Handle<T> {
    name: &'static str,
    held: RwLock<Option<T>>,
}

impl<T: Clone> Handle<T> {
    pub(crate) fn new(name: &'static str, value: T) -> Self {
        Self { name, held: RwLock::new(Some(value)) }
    }

    /// What is held; refused with `handle.closed`.
    pub(crate) fn get(&self) -> Result<T, WireFailure> {
        // A thread that died while it held this lock left the value whole: it only copies it or takes it.
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone().ok_or_else(|| {
            Refusal::new(Code::HandleClosed, format!("the {} was closed: open another", self.name)).into()
        })
    }

    /// Closes the handle; what was held, the first time.
    pub(crate) fn close(&self) -> Option<T> {
        self.held.write().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.held.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}
