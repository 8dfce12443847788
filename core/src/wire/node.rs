//! One value on a tape, and how it is looked at.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::Display;

use super::misread::one_of;
use super::tape::{ABSENT, Token};
use super::{Misread, Read, Tape};

/// One value on a [`Tape`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    pub(super) tape: &'t Tape<'t>,
    pub(super) at: usize,
}

/// The fields of an object.
#[derive(Debug)]
pub struct Shape {
    /// Their names, and whether each has to be there.
    pub fields: &'static [(&'static str, bool)],
    /// Whether others are refused.
    pub strict: bool,
    /// A key that stands beside them; empty where there is none.
    pub tag: &'static str,
}

/// The names of variants, and whether each holds something.
type Names = &'static [(&'static str, bool)];

impl<'t> Node<'t> {
    /// Reads it.
    pub fn read<T: Read>(self) -> Result<T, Misread> {
        T::read(self)
    }

    /// Reads it, or answers a value where it is absent.
    pub fn or<T: Read>(self, absent: T) -> Result<T, Misread> {
        if self.is_absent() { Ok(absent) } else { T::read(self) }
    }

    /// Reads it, or answers what a function does where it is absent.
    pub fn or_else<T: Read>(self, absent: fn() -> T) -> Result<T, Misread> {
        if self.is_absent() { Ok(absent()) } else { T::read(self) }
    }

    /// The value at a place that [`Node::fields`] gave.
    #[must_use]
    pub fn at(self, place: usize) -> Self {
        Self { at: place, ..self }
    }

    /// Whether there is nothing.
    pub fn is_absent(self) -> bool {
        self.at == ABSENT
    }

    /// Whether there is nothing, or `null`.
    pub fn is_none(self) -> bool {
        matches!(self.token(), Token::Absent | Token::Null)
    }

    pub(super) fn token(self) -> Token<'t> {
        self.tape.token(self.at)
    }

    /// Its text, or the refusal that says what it should have been.
    pub fn text(self, expected: &str) -> Result<&'t str, Misread> {
        self.tape.text(self.at).ok_or_else(|| self.unexpected(expected))
    }

    /// Its text as a value, or the refusal that says what it should have been.
    pub fn parse<T>(self, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Misread> {
        let text = self.text(expected)?;
        parse(text).ok_or_else(|| self.wrong(format!("`{}` is not {expected}", crate::id::shown(text))))
    }

    /// The items of a list, each for itself.
    pub fn items(self) -> Result<impl Iterator<Item = Node<'t>> + Clone, Misread> {
        let Token::List(end) = self.token() else { return Err(self.unexpected("a list")) };
        Ok(self.steps(end))
    }

    /// The entries of an object: each key and its value.
    pub fn entries(self) -> Result<impl Iterator<Item = (Node<'t>, Node<'t>)>, Misread> {
        let Token::Object(end) = self.token() else { return Err(self.unexpected("an object")) };
        let mut steps = self.steps(end);
        Ok(core::iter::from_fn(move || Some((steps.next()?, steps.next()?))))
    }

    fn steps(self, end: usize) -> Steps<'t> {
        Steps { next: self.at(self.at.saturating_add(1)), end }
    }

    /// The places of the fields of an object, by [`Shape`]; 0 for those that are absent.
    pub fn fields(self, shape: &Shape, places: &mut [usize]) -> Result<(), Misread> {
        let mut next = 0_usize;
        for (key, value) in self.entries()? {
            let name = key.text("a name")?;
            // They mostly come in order.
            let is_it = |place: &usize| shape.fields.get(*place).is_some_and(|(field, _)| *field == name);
            let found = Some(next).filter(is_it).or_else(|| (0..shape.fields.len()).find(is_it));
            let Some(found) = found else {
                if shape.strict && (shape.tag.is_empty() || shape.tag != name) {
                    let known = one_of(shape.fields.iter().map(|(name, _)| *name));
                    return Err(self.wrong(format!("unknown field `{}`, {known}", crate::id::shown(name))));
                }
                continue;
            };
            next = found.saturating_add(1);
            let Some(place) = places.get_mut(found) else { continue };
            if *place != ABSENT {
                return Err(self.wrong(format!("duplicate field `{name}`")));
            }
            *place = value.at;
        }
        for ((name, required), place) in shape.fields.iter().zip(places) {
            if *required && *place == ABSENT {
                return Err(self.missing(name));
            }
        }
        Ok(())
    }

    /// Which variant it is, and what that holds: `"name"`, or `{"name": …}`.
    pub fn variant(self, names: Names) -> Result<(usize, Self), Misread> {
        let expected = if names.iter().any(|(_, holds)| *holds) {
            "a name of a list, or an object with one key"
        } else {
            "a name of a list"
        };
        if let Token::Object(end) = self.token() {
            let mut steps = self.steps(end);
            let (Some(key), Some(value), None) = (steps.next(), steps.next(), steps.next()) else {
                return Err(self.wrong(format!("invalid value: an object, expected {expected}")));
            };
            return key.chosen(names, value);
        }
        self.text(expected)?;
        self.chosen(names, self.at(ABSENT))
    }

    /// Which variant it is by a key beside its fields.
    pub fn tagged(self, tag: &str, names: Names) -> Result<usize, Misread> {
        let [key] = self.keys([tag])?;
        if key.is_absent() {
            return Err(self.missing(tag));
        }
        Ok(key.named(names)?.0)
    }

    /// Which variant it is by one key, and what it holds by another.
    pub fn beside(self, tag: &str, content: &str, names: Names) -> Result<(usize, Self), Misread> {
        for (key, _) in self.entries()? {
            let name = key.text("a name")?;
            if name != tag && name != content {
                let known = one_of([tag, content].into_iter());
                return Err(self.wrong(format!("unknown field `{}`, {known}", crate::id::shown(name))));
            }
        }
        let [key, value] = self.keys([tag, content])?;
        if key.is_absent() {
            return Err(self.missing(tag));
        }
        let (place, holds) = key.named(names)?;
        match (holds, value.is_none()) {
            (true, _) if value.is_absent() => Err(self.missing(content)),
            (false, false) => Err(value.unexpected("nothing")),
            _ => Ok((place, value)),
        }
    }

    /// The values of keys, each of which stands there at most once.
    fn keys<const N: usize>(self, names: [&str; N]) -> Result<[Self; N], Misread> {
        let mut found = [self.at(ABSENT); N];
        for (key, value) in self.entries()? {
            let text = key.text("a name")?;
            for (name, found) in names.iter().zip(&mut found).filter(|(name, _)| **name == text) {
                if !found.is_absent() {
                    return Err(self.wrong(format!("duplicate field `{name}`")));
                }
                *found = value;
            }
        }
        Ok(found)
    }

    /// The place of a name among those of variants, and whether that one holds something.
    fn named(self, names: Names) -> Result<(usize, bool), Misread> {
        let name = self.text("a name")?;
        let found = names.iter().zip(0..).find(|((known, _), _)| *known == name);
        found.map(|((_, holds), place)| (place, *holds)).ok_or_else(|| {
            let known = one_of(names.iter().map(|(name, _)| *name));
            self.wrong(format!("unknown name `{}`, {known}", crate::id::shown(name)))
        })
    }

    /// The variant of this name, with what it holds.
    fn chosen(self, names: Names, value: Self) -> Result<(usize, Self), Misread> {
        let (place, holds) = self.named(names)?;
        match (holds, value.is_none()) {
            (true, _) if value.is_absent() => {
                let name = self.text("a name")?;
                Err(self.wrong(format!("`{name}` alone says too little, expected an object with that one key")))
            }
            (false, false) => Err(value.unexpected("nothing")),
            _ => Ok((place, value)),
        }
    }

    fn missing(self, name: &str) -> Misread {
        self.wrong(format!("missing field `{name}`"))
    }

    /// What nothing that was tried could read.
    pub fn unlike(self) -> Misread {
        self.wrong(format!("{} is nothing that is expected here", self.shown()))
    }

    /// What the value itself refuses.
    pub fn refused(self, why: &dyn Display) -> Misread {
        self.wrong(why.to_string())
    }

    /// Something else was expected.
    #[cold]
    pub fn unexpected(self, expected: &str) -> Misread {
        self.wrong(format!("invalid type: {}, expected {expected}", self.shown()))
    }

    #[cold]
    pub(super) fn wrong(self, reason: String) -> Misread {
        Misread::new(self.at, reason)
    }

    /// What stands there, for people.
    pub(super) fn shown(self) -> String {
        match self.token() {
            Token::Absent => "nothing".to_string(),
            Token::Null => "`null`".to_string(),
            Token::Truth(truth) => format!("boolean `{truth}`"),
            Token::Whole(number) => format!("integer `{number}`"),
            Token::Large(number) => format!("integer `{number}`"),
            Token::Fraction => "a number that is not whole, or too large".to_string(),
            Token::Text(_) | Token::Copied(..) => {
                format!("string \"{}\"", crate::id::shown(self.tape.text(self.at).unwrap_or_default()))
            }
            Token::List(_) => "a list".to_string(),
            Token::Object(_) => "an object".to_string(),
        }
    }
}

/// Steps from one value to the next.
#[derive(Clone)]
struct Steps<'t> {
    next: Node<'t>,
    end: usize,
}

impl<'t> Iterator for Steps<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = self.next;
        if node.at >= self.end {
            return None;
        }
        self.next = node.at(node.tape.after(node.at));
        Some(node)
    }
}
