//! Short texts that are kept in place: copied without an allocation or a count, and compared without a look elsewhere.

use alloc::sync::Arc;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

/// How many bytes are kept in place.
const ROOM: usize = 22;

/// A text, in its own place if it is short and has no NUL.
#[derive(Clone)]
pub(crate) enum Label {
    /// The text, filled up with zeros, and its length.
    Short([u8; ROOM], u8),
    /// A text that is longer than there is room for.
    Long(Arc<str>),
}

impl Label {
    /// Keeps a text.
    pub(crate) fn new(text: &str) -> Self {
        Self::short(text).unwrap_or_else(|| Self::Long(text.into()))
    }

    /// Keeps a text that is shared already.
    pub(crate) fn of(text: Arc<str>) -> Self {
        Self::short(&text).unwrap_or(Self::Long(text))
    }

    /// A text that fits in place.
    fn short(text: &str) -> Option<Self> {
        let mut room = [0; ROOM];
        room.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        // With a NUL in it, it would look like a shorter one that is filled up.
        if text.as_bytes().contains(&0) {
            return None;
        }
        Some(Self::Short(room, u8::try_from(text.len()).ok()?))
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Short(room, length) => room.get(..usize::from(*length)).unwrap_or_default(),
            Self::Long(text) => text.as_bytes(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            // It was a text when it was made.
            Self::Short(..) => core::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Self::Long(text) => text,
        }
    }
}

/// What is kept in place as numbers that are ordered as its bytes are: two of eight bytes, and the last eight once more.
#[inline]
fn words(room: &[u8; ROOM]) -> [u64; 3] {
    let word = |from: usize| {
        let bytes = room.get(from..).and_then(|bytes| bytes.first_chunk::<8>());
        bytes.map_or(0, |bytes| u64::from_be_bytes(*bytes))
    };
    [word(0), word(8), word(14)]
}

impl PartialEq for Label {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Short(left, _), Self::Short(right, _)) => left == right,
            (Self::Long(left), Self::Long(right)) => Arc::ptr_eq(left, right) || left == right,
            _ => false,
        }
    }
}

impl Eq for Label {}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    /// By their bytes, as texts are.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            // None of them has a NUL, so a shorter one stands first with the zeros that fill it up.
            (Self::Short(left, _), Self::Short(right, _)) => words(left).cmp(&words(right)),
            _ => self.as_bytes().cmp(other.as_bytes()),
        }
    }
}

impl Hash for Label {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Only the text, without what fills it up: whole words measured slower here.
        let bytes = self.as_bytes();
        state.write(bytes);
        state.write_usize(bytes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn labels_are_equal_and_ordered_as_their_texts() {
        let mut texts: Vec<String> = ["a", "b", "ab", "a-", "", "zz"].map(String::from).into();
        texts.extend([ROOM - 1, ROOM, ROOM + 1, 60].map(|length| "a".repeat(length)));
        texts.extend([ROOM - 1, ROOM, ROOM + 1].map(|length| "z".repeat(length)));
        texts.extend(["a\0", "\0", "a\0b", "ä", "日本語"].map(String::from));
        for left in &texts {
            assert_eq!(Label::new(left).as_str(), left);
            assert!(Label::of(left.as_str().into()) == Label::new(left), "{left}");
            for right in &texts {
                let (a, b) = (Label::new(left), Label::new(right));
                assert_eq!((a == b, a.cmp(&b)), (left == right, left.cmp(right)), "{left} {right}");
            }
        }
    }
}
