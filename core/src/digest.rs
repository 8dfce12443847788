//! Fingerprints of values: SHA-256 over their canonical encoding.

use alloc::format;
use core::fmt;
use core::str::FromStr;

use serde::{Serialize, Serializer};

use crate::canonical;
use crate::refusal::{Code, Refusal};
use crate::wire::read_as_text;

/// A SHA-256 fingerprint; prints as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 32]);

impl Digest {
    /// What the first event of a stream follows: all zeros.
    pub const NONE: Self = Self([0; 32]);

    /// The fingerprint of a value: SHA-256 over its canonical encoding, the same on every target.
    pub(crate) fn of<T: Serialize>(value: &T) -> Result<Self, Refusal> {
        canonical::fingerprint(value)
            .map(Self)
            .map_err(|error| Refusal::new(Code::Defect, format!("a value has no fingerprint: {error}")))
    }

    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let malformed = || Refusal::new(Code::CodeMalformed, "a digest takes 64 lower-case hexadecimal digits");
        let mut bytes = [0_u8; 32];
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(malformed());
        }
        for (slot, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = core::str::from_utf8(pair).map_err(|_| malformed())?;
            *slot = u8::from_str_radix(pair, 16).map_err(|_| malformed())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_bytes(&self.0) }
    }
}

read_as_text! { Digest: "a digest as 64 digits, such as a fingerprint prints"; }

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn a_digest_has_one_text_and_is_read_back_from_it() {
        let digest = Digest::of(&"something").unwrap();
        let text = digest.to_string();
        assert_eq!(text.parse::<Digest>(), Ok(digest));
        assert_eq!(serde_json::from_str::<Digest>(&serde_json::to_string(&digest).unwrap()).unwrap(), digest);
        for wrong in ["", "ab", &text.to_uppercase(), &text.replacen(&text[..2], "+1", 1), &format!("{text}0")] {
            assert_eq!(wrong.parse::<Digest>().unwrap_err().code(), Code::CodeMalformed, "{wrong}");
        }
    }

    #[test]
    fn values_that_differ_have_fingerprints_that_differ() {
        let digests = [Digest::of(&1), Digest::of(&"1"), Digest::of(&Some(1)), Digest::of(&[1, 1])];
        for (at, digest) in digests.iter().enumerate() {
            assert!(digests.iter().skip(at + 1).all(|other| other != digest));
        }
    }
}
