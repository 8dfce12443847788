//! The canonical encoding: one sequence of bytes for one value, for fingerprints.
//!
//! It is binary, so that a fingerprint costs little. A number is a variable-length integer (LEB128, signed ones zigzag),
//! one of 128 bits two, the lower half first, such as an amount (zigzag) and its currency;
//! a text is its length and its bytes; a list or map is the number of its entries and then each of them; a struct is the
//! number of its fields that are there, and then each of those as its place in the declaration, from 0, and its value; an
//! enum is the name of its variant and then what it holds; an option is `0`, or `1` and its value. There is no float.
//!
//! So a field that is added at the end of a struct, and absent, changes nothing.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::wire::form::{Form, Parts, Unfit};

/// The fingerprint of a value: SHA-256 over its canonical encoding.
pub(crate) fn fingerprint<T: Serialize>(value: &T) -> Result<[u8; 32], Unfit> {
    let mut sink = Sink { bytes: [0; ROOM], used: 0, hasher: Sha256::new() };
    value.serialize(Parts::<Through>(&mut sink))?;
    Ok(sink.finish())
}

/// What records are compiled for: the sink itself, or whatever form there is where code has to be small.
#[cfg(not(target_family = "wasm"))]
type Through = Sink;
#[cfg(target_family = "wasm")]
type Through<'a> = dyn Form + 'a;

/// Bytes that are gathered before they are hashed.
const ROOM: usize = 1024;

/// Takes bytes and hashes them, a block of [`ROOM`] at a time.
struct Sink {
    bytes: [u8; ROOM],
    used: usize,
    hasher: Sha256,
}

impl Sink {
    #[inline]
    fn push(&mut self, byte: u8) {
        self.put([byte]);
    }

    /// Adds a few bytes.
    #[inline]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(free) = self.bytes.get_mut(self.used..).and_then(|free| free.first_chunk_mut()) {
            *free = bytes;
            self.used = self.used.saturating_add(N);
        } else {
            self.extend_from_slice(&bytes);
        }
    }

    /// Adds a variable-length integer.
    fn number(&mut self, mut number: u64) {
        const LONGEST: usize = 10;
        if self.used > ROOM.saturating_sub(LONGEST) {
            self.flush();
        }
        let free = self.bytes.get_mut(self.used..).and_then(|free| free.first_chunk_mut::<LONGEST>());
        for (length, slot) in (1..).zip(free.into_iter().flatten()) {
            let [low, ..] = number.to_le_bytes();
            number >>= 7;
            if number == 0 {
                *slot = low;
                self.used = self.used.saturating_add(length);
                return;
            }
            *slot = low | 0x80;
        }
    }

    fn extend_from_slice(&mut self, bytes: &[u8]) {
        let end = self.used.saturating_add(bytes.len());
        if let Some(free) = self.bytes.get_mut(self.used..end) {
            free.copy_from_slice(bytes);
            self.used = end;
            return;
        }
        self.flush();
        match self.bytes.get_mut(..bytes.len()) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.used = bytes.len();
            }
            None => self.hasher.update(bytes),
        }
    }

    #[cold]
    fn flush(&mut self) {
        self.hasher.update(self.bytes.get(..self.used).unwrap_or_default());
        self.used = 0;
    }

    fn finish(mut self) -> [u8; 32] {
        self.flush();
        self.hasher.finalize().into()
    }
}

impl Sink {
    #[inline]
    fn small(&mut self, number: u64) {
        // Most numbers are places, lengths and amounts that are not large.
        let [low, next, ..] = number.to_le_bytes();
        match number {
            ..0x80 => self.push(low),
            0x80..0x4000 => self.put([low | 0x80, (next << 1) | (low >> 7)]),
            _ => self.number(number),
        }
    }

    fn length(&mut self, length: usize) {
        self.small(u64::try_from(length).unwrap_or(u64::MAX));
    }
}

impl Form for Sink {
    fn is_readable(&self) -> bool {
        false
    }

    fn truth(&mut self, truth: bool) {
        self.push(truth.into());
    }

    #[inline]
    fn whole(&mut self, number: i64) {
        let zigzag = (number << 1) ^ (number >> 63);
        self.small(u64::from_ne_bytes(zigzag.to_ne_bytes()));
    }

    #[inline]
    fn count(&mut self, number: u64) {
        self.small(number);
    }

    fn wide(&mut self, number: u128) {
        let (upper, lower) = (u64::try_from(number >> 64), u64::try_from(number & u128::from(u64::MAX)));
        self.small(lower.unwrap_or_default());
        self.small(upper.unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.extend_from_slice(bytes);
    }

    fn none(&mut self) {
        self.push(0);
    }

    fn some(&mut self) {
        self.push(1);
    }

    fn unit(&mut self) {}

    fn list(&mut self, length: usize) {
        self.length(length);
    }

    fn map(&mut self, length: usize) {
        self.length(length);
    }

    fn fields(&mut self, length: usize) {
        self.length(length);
    }

    fn item(&mut self, _: bool) {}

    fn value(&mut self) -> bool {
        true
    }

    fn field(&mut self, place: u8, _: &'static str, _: bool) {
        self.push(place);
    }

    fn end_list(&mut self) {}

    fn end_map(&mut self) {}

    fn variant(&mut self, name: &'static str) {
        self.text(name);
    }

    fn end_variant(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::vec;

    #[derive(Serialize)]
    struct Old {
        a: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<&'static str>,
    }

    #[derive(Serialize)]
    struct New {
        a: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        added: Option<&'static str>,
    }

    fn of(bytes: &[u8]) -> [u8; 32] {
        Sha256::digest(bytes).into()
    }

    #[test]
    fn the_encoding_is_as_documented() {
        assert_eq!(fingerprint(&Old { a: 200, b: Some("x") }).unwrap(), of(&[2, 0, 0xC8, 1, 1, 1, 1, b'x']));
        assert_eq!(fingerprint(&[-1_i64, 1, 64]).unwrap(), of(&[3, 1, 2, 0x80, 1]));
        assert_eq!(fingerprint(&((5_u128 << 64) | 0xC8)).unwrap(), of(&[0xC8, 1, 5]));
        assert_eq!(fingerprint(&u64::MAX).unwrap(), of(&[[0xFF; 9].as_slice(), &[1]].concat()));
        let long = "long".repeat(ROOM);
        assert_eq!(fingerprint(&("short", &long)).unwrap(), of(&[b"\x02\x05short\x80\x20", long.as_bytes()].concat()));
    }

    #[test]
    fn a_field_that_is_added_later_and_absent_changes_nothing() {
        let old = fingerprint(&Old { a: 1, b: None }).unwrap();
        assert_eq!(old, fingerprint(&New { a: 1, b: None, added: None }).unwrap());
        let (left, right) = (New { a: 1, b: Some("x"), added: None }, New { a: 1, b: None, added: Some("x") });
        assert_ne!(fingerprint(&left).unwrap(), fingerprint(&right).unwrap());
    }

    #[test]
    fn values_that_differ_only_in_where_they_are_cut_differ() {
        assert_ne!(fingerprint(&vec!["ab", "c"]).unwrap(), fingerprint(&vec!["a", "bc"]).unwrap());
        assert_ne!(fingerprint(&vec![vec![1_u8], vec![]]).unwrap(), fingerprint(&vec![vec![], vec![1_u8]]).unwrap());
        let map = |key: &'static str, value: &'static str| BTreeMap::from([(key, value)]);
        assert_ne!(fingerprint(&map("ab", "c")).unwrap(), fingerprint(&map("a", "bc")).unwrap());
    }

    #[test]
    fn a_float_has_no_encoding() {
        assert!(fingerprint(&serde_json::json!({"a": 1.5})).is_err());
    }
}
