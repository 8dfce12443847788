//! Failures, as they cross the boundary.

use fondaco_contract::{WireFailure, wire};

/// A call was not carried out.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum Failed {
    /// The wire's failure, as JSON; each language makes its own error of it.
    #[error("{failure}")]
    Wire {
        /// The JSON of a [`WireFailure`].
        failure: String,
    },
}

impl From<WireFailure> for Failed {
    fn from(failure: WireFailure) -> Self {
        let failure = wire::write(&failure).or_else(|other| wire::write(&other)).unwrap_or_default();
        Self::Wire { failure }
    }
}
