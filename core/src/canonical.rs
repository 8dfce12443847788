//! The canonical encoding: one sequence of bytes for one value, for fingerprints.
//!
//! It is binary, so that a fingerprint costs little. A number is a variable-length integer (LEB128, signed ones zigzag),
//! one of 128 bits two, the lower half first, such as an amount (zigzag) and its currency;
//! a text is its length and its bytes; a list or map is the number of its entries and then each of them; a struct is the
//! number of its fields that are there, and then each of those as its place in the declaration, from 0, and its value; an
//! enum is the name of its variant and then what it holds; an option is `0`, or `1` and its value. There is no float.
//!
//! So a field that is added at the end of a struct, and absent, changes nothing.

use alloc::string::{String, ToString};
use core::fmt::{self, Display, Write};

use serde::{Serialize, ser};
use sha2::{Digest as _, Sha256};

/// The fingerprint of a value: SHA-256 over its canonical encoding.
pub(crate) fn fingerprint<T: Serialize>(value: &T) -> Result<[u8; 32], Unfit> {
    let mut sink = Sink { bytes: [0; ROOM], used: 0, hasher: Sha256::new() };
    value.serialize(Encoder(&mut sink))?;
    Ok(sink.finish())
}

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

/// Why a value has no canonical encoding.
#[derive(Debug)]
pub(crate) struct Unfit(String);

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: Display>(text: T) -> Self {
        Self(text.to_string())
    }
}

/// Appends the encoding of one value.
struct Encoder<'a>(&'a mut Sink);

impl<'a> Encoder<'a> {
    #[inline]
    fn number(&mut self, number: u64) {
        // Most numbers are places, lengths and amounts that are not large.
        let [low, next, ..] = number.to_le_bytes();
        match number {
            ..0x80 => self.0.push(low),
            0x80..0x4000 => self.0.put([low | 0x80, (next << 1) | (low >> 7)]),
            _ => self.0.number(number),
        }
    }

    fn length(&mut self, length: usize) {
        self.number(u64::try_from(length).unwrap_or(u64::MAX));
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn entries(mut self, length: usize) -> Entries<'a> {
        self.length(length);
        Entries(self.0)
    }

    /// A place is one byte.
    fn fields(mut self, length: usize) -> Result<Fields<'a>, Unfit> {
        if length > usize::from(u8::MAX) {
            return Err(Unfit("it has more than 255 fields".into()));
        }
        self.length(length);
        Ok(Fields { sink: self.0, place: 0 })
    }
}

/// Room for an instant as text.
const SHOWN: usize = 40;

/// Takes a text that is short.
struct Shown {
    room: [u8; SHOWN],
    used: usize,
}

impl Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.used.saturating_add(text.len());
        self.room.get_mut(self.used..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.used = end;
        Ok(())
    }
}

/// Appends entries; their number stands before them already.
struct Entries<'a>(&'a mut Sink);

/// Numbers, each by way of the widest of its sign.
macro_rules! numbers {
    ($($method:ident($from:ty);)+) => {$(
        fn $method(mut self, number: $from) -> Result<(), Unfit> {
            self.number(u64::from(number));
            Ok(())
        }
    )+};
}

impl<'a> ser::Serializer for Encoder<'a> {
    type Ok = ();
    type Error = Unfit;
    type SerializeSeq = Entries<'a>;
    type SerializeTuple = Entries<'a>;
    type SerializeTupleStruct = Entries<'a>;
    type SerializeTupleVariant = Entries<'a>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Fields<'a>;

    numbers! {
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_bool(bool);
    }

    fn serialize_i8(self, number: i8) -> Result<(), Unfit> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), Unfit> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), Unfit> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(mut self, number: i64) -> Result<(), Unfit> {
        let zigzag = (number << 1) ^ (number >> 63);
        self.number(u64::from_ne_bytes(zigzag.to_ne_bytes()));
        Ok(())
    }

    fn serialize_u128(mut self, number: u128) -> Result<(), Unfit> {
        let (upper, lower) = (u64::try_from(number >> 64), u64::try_from(number & u128::from(u64::MAX)));
        self.number(lower.unwrap_or_default());
        self.number(upper.unwrap_or_default());
        Ok(())
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unfit> {
        Err(Unfit("floats have no canonical encoding".into()))
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unfit> {
        Err(Unfit("floats have no canonical encoding".into()))
    }

    fn serialize_char(self, letter: char) -> Result<(), Unfit> {
        self.serialize_u32(letter.into())
    }

    fn serialize_str(mut self, text: &str) -> Result<(), Unfit> {
        self.text(text);
        Ok(())
    }

    fn serialize_bytes(mut self, bytes: &[u8]) -> Result<(), Unfit> {
        self.length(bytes.len());
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(mut self, value: &T) -> Result<(), Unfit> {
        let mut shown = Shown { room: [0; SHOWN], used: 0 };
        if let Ok(Some(text)) = write!(shown, "{value}").map(|()| shown.room.get(..shown.used)) {
            return self.serialize_bytes(text);
        }
        self.text(&value.to_string());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unfit> {
        self.0.push(0);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        self.0.push(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unfit> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        self.text(variant);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Entries<'a>, Unfit> {
        Ok(self.entries(length.ok_or_else(unknown_length)?))
    }

    fn serialize_tuple(self, length: usize) -> Result<Entries<'a>, Unfit> {
        Ok(self.entries(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Entries<'a>, Unfit> {
        Ok(self.entries(length))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Entries<'a>, Unfit> {
        self.text(variant);
        Ok(self.entries(length))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Entries<'a>, Unfit> {
        Ok(self.entries(length.ok_or_else(unknown_length)?))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields<'a>, Unfit> {
        self.fields(length)
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Fields<'a>, Unfit> {
        self.text(variant);
        self.fields(length)
    }
}

fn unknown_length() -> Unfit {
    Unfit("its length is not known beforehand".into())
}

/// Lists of values without names.
macro_rules! lists {
    ($($list:ident::$method:ident;)+) => {$(
        impl ser::$list for Entries<'_> {
            type Ok = ();
            type Error = Unfit;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
                value.serialize(Encoder(self.0))
            }

            fn end(self) -> Result<(), Unfit> {
                Ok(())
            }
        }
    )+};
}

lists! {
    SerializeSeq::serialize_element;
    SerializeTuple::serialize_element;
    SerializeTupleStruct::serialize_field;
    SerializeTupleVariant::serialize_field;
}

/// Appends fields by their place in the declaration.
struct Fields<'a> {
    sink: &'a mut Sink,
    place: u8,
}

/// Structs and variants that are structs.
macro_rules! structs {
    ($($list:ident;)+) => {$(
        impl ser::$list for Fields<'_> {
            type Ok = ();
            type Error = Unfit;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Unfit> {
                self.sink.push(self.place);
                self.place = self.place.saturating_add(1);
                value.serialize(Encoder(self.sink))
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), Unfit> {
                self.place = self.place.saturating_add(1);
                Ok(())
            }

            fn end(self) -> Result<(), Unfit> {
                Ok(())
            }
        }
    )+};
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}

impl ser::SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        key.serialize(Encoder(self.0))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        value.serialize(Encoder(self.0))
    }

    fn end(self) -> Result<(), Unfit> {
        Ok(())
    }
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
