//! Failures on the wire.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use fondaco::{Code, Failure, FailureKind, Refusal};
use fondaco_derive::Deserialize;
use serde::Serialize;
use serde_json::Value;

/// Why something was not done. No field is called `message`: that does not compile in generated Kotlin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireFailure {
    /// Who can mend it.
    pub kind: FailureKind,
    /// The stable code.
    pub code: Code,
    /// The reason, for people.
    pub reason: String,
    /// The values that the reason speaks of, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<Cow<'static, str>, Value>,
}

impl WireFailure {
    /// Whether the same call, sent again with the same id, may succeed.
    pub fn is_retryable(&self) -> bool {
        self.kind == FailureKind::Unavailable
    }
}

impl fmt::Display for WireFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.reason)
    }
}

impl std::error::Error for WireFailure {}

impl From<Refusal> for WireFailure {
    fn from(refusal: Refusal) -> Self {
        Self {
            kind: refusal.kind(),
            code: refusal.code(),
            reason: refusal.reason().to_owned(),
            detail: refusal.detail().clone(),
        }
    }
}

impl From<Failure> for WireFailure {
    fn from(failure: Failure) -> Self {
        failure.into_refusal().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fondaco::port::StoreError;

    #[test]
    fn a_failure_of_the_store_says_that_the_same_command_may_be_sent_again() {
        let failure = WireFailure::from(Failure::from(StoreError::Unavailable("no route".into())));
        assert_eq!((failure.kind, failure.is_retryable()), (FailureKind::Unavailable, true));
        assert_eq!(
            serde_json::to_string(&failure).unwrap(),
            r#"{"kind":"unavailable","code":"store.unavailable","reason":"the store is unavailable: no route"}"#
        );
    }
}
