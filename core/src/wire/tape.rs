//! What came, as it came: one row of tokens.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::{Misread, Node, Read};

/// What came over the wire, as it came: lists, objects, texts, numbers, in one row. Texts stay where they came from, where
/// the format allows.
#[derive(Debug)]
pub struct Tape<'de> {
    /// The first is [`Token::Absent`], the second the whole.
    tokens: Vec<Token<'de>>,
    /// Texts that had to be copied.
    copied: String,
}

/// One thing on a tape. A list is followed by its items, an object by its keys, each with its value after it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token<'de> {
    /// What is not there.
    Absent,
    Null,
    Truth(bool),
    Whole(i64),
    /// Above `i64`.
    Large(u64),
    /// A number that is not whole, or too large for one: nothing reads it.
    Fraction,
    Text(&'de str),
    /// A text that was copied, from and to which byte.
    Copied(u32, u32),
    /// A list and the place after it.
    List(usize),
    /// An object and the place after it.
    Object(usize),
}

/// The place of what is not there.
pub(super) const ABSENT: usize = 0;
/// The place of the whole.
const WHOLE: usize = 1;

impl<'de> Tape<'de> {
    /// Writes down JSON text, nothing else in it.
    pub fn parse(json: &'de str) -> Result<Self, Misread> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let tape = Self::with_room(json.len() >> 3, &mut reader).and_then(|tape| reader.end().map(|()| tape));
        tape.map_err(|error| Misread::syntax(&error))
    }

    /// Writes down what a format holds.
    pub fn of<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::with_room(0, deserializer)
    }

    fn with_room<D: Deserializer<'de>>(room: usize, deserializer: D) -> Result<Self, D::Error> {
        let mut tokens = Vec::with_capacity(room.saturating_add(2));
        tokens.push(Token::Absent);
        let mut tape = Self { tokens, copied: String::new() };
        Writer(&mut tape).deserialize(deserializer)?;
        Ok(tape)
    }

    /// Reads the whole.
    pub fn read<T: Read>(&self) -> Result<T, Misread> {
        self.read_by(T::read)
    }

    /// Reads the whole as somebody says.
    pub fn read_by<T>(&self, read: impl FnOnce(Node<'_>) -> Result<T, Misread>) -> Result<T, Misread> {
        read(Node { tape: self, at: WHOLE }).map_err(|misread| self.placed(misread))
    }

    pub(super) fn token(&self, at: usize) -> Token<'_> {
        self.tokens.get(at).copied().unwrap_or(Token::Absent)
    }

    /// The place after what stands at a place.
    pub(super) fn after(&self, at: usize) -> usize {
        if let Token::List(end) | Token::Object(end) = self.token(at) { end } else { at.saturating_add(1) }
    }

    /// The text at a place.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
        let token = self.token(at);
        if let Token::Text(text) = token {
            return Some(text);
        }
        let Token::Copied(from, to) = token else { return None };
        self.copied.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
    }

    /// With the way to its place: looked for only where something is wrong.
    fn placed(&self, misread: Misread) -> Misread {
        let (target, mut way, mut at) = (misread.at(), String::new(), WHOLE);
        while at < target {
            let token = self.token(at);
            let (Token::Object(end) | Token::List(end)) = token else { break };
            let is_object = matches!(token, Token::Object(_));
            let (mut key, mut count) = (at.saturating_add(1), 0_usize);
            loop {
                let value = if is_object { key.saturating_add(1) } else { key };
                let next = self.after(value);
                if target < next || next >= end {
                    match self.text(key).filter(|_| is_object) {
                        Some(name) if way.is_empty() => way.push_str(name),
                        Some(name) => way.extend([".", name]),
                        None => way.extend(["[", &count.to_string(), "]"]),
                    }
                    at = value;
                    break;
                }
                (key, count) = (next, count.saturating_add(1));
            }
        }
        misread.with_way(way)
    }
}

/// Writes one value at the end of a tape.
struct Writer<'t, 'de>(&'t mut Tape<'de>);

impl<'de> Writer<'_, 'de> {
    fn put(self, token: Token<'de>) {
        self.0.tokens.push(token);
    }

    /// Writes what a list or an object holds, and then where it ends.
    fn put_all<E>(
        self,
        ends: fn(usize) -> Token<'de>,
        write: impl FnOnce(&mut Tape<'de>) -> Result<(), E>,
    ) -> Result<(), E> {
        let place = self.0.tokens.len();
        self.0.tokens.push(Token::Absent);
        write(self.0)?;
        let end = self.0.tokens.len();
        if let Some(token) = self.0.tokens.get_mut(place) {
            *token = ends(end);
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Writer<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writer<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value such as JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(Token::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.put(Token::Null);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.put(Token::Truth(truth));
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.put(Token::Whole(number));
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.put(i64::try_from(number).map_or(Token::Large(number), Token::Whole));
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.put(Token::Fraction);
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.put(Token::Text(text));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let from = u32::try_from(self.0.copied.len());
        self.0.copied.push_str(text);
        match (from, u32::try_from(self.0.copied.len())) {
            (Ok(from), Ok(to)) => {
                self.put(Token::Copied(from, to));
                Ok(())
            }
            _ => Err(E::custom("it is larger than 4 GiB")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.put_all(Token::List, |tape| {
            while items.next_element_seed(Writer(tape))?.is_some() {}
            Ok(())
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.put_all(Token::Object, |tape| {
            while entries.next_key_seed(Writer(tape))?.is_some() {
                entries.next_value_seed(Writer(tape))?;
            }
            Ok(())
        })
    }
}
