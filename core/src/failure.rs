//! Why a call to the engine failed, in the four kinds that cross every boundary.

use alloc::format;
use alloc::string::String;

use crate::port::StoreError;
use crate::refusal::{Code, FailureKind, Refusal};

/// Why a call to the engine failed. Nothing of it has happened, except where the store could not say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The call is malformed, or a rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The world moved each time: too many writers want the same record at once. Send the same command again.
    #[error("the world moved {attempts} times while this was being decided")]
    Contended {
        /// How often it was tried.
        attempts: u32,
    },
}

impl Failure {
    /// The stable code, for programs.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(StoreError::Unavailable(_)) => Code::StoreUnavailable,
            Self::Store(StoreError::Fault(_)) => Code::StoreFault,
            Self::Contended { .. } => Code::StoreContended,
        }
    }

    /// Who can mend it.
    pub fn kind(&self) -> FailureKind {
        self.code().kind()
    }

    /// The reason, for people.
    pub fn reason(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.reason().into(),
            Self::Store(_) | Self::Contended { .. } => format!("{self}"),
        }
    }

    /// The failure as a refusal: code, reason and detail, as it goes on the wire.
    pub fn into_refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Store(_) | Self::Contended { .. } => Refusal::new(self.code(), self.reason()),
        }
    }
}
