//! How values are read that everything else is made of.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::tape::Token;
use super::{Misread, Node};

/// What can be read from a [`Tape`](super::Tape).
pub trait Read: Sized {
    /// Reads it from a node.
    fn read(node: Node<'_>) -> Result<Self, Misread>;
}

impl Read for bool {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        if let Token::Truth(truth) = node.token() {
            return Ok(truth);
        }
        if node.is_absent() { Ok(false) } else { Err(node.unexpected("`true` or `false`")) }
    }
}

/// A whole number from its least to its most.
fn whole(node: Node<'_>, least: i64, most: u64) -> Result<i128, Misread> {
    let token = node.token();
    let number = if let Token::Large(number) = token {
        i128::from(number)
    } else if let Token::Whole(number) = token {
        i128::from(number)
    } else {
        return Err(node.unexpected(if least < 0 { "a whole number" } else { "a whole number, zero or more" }));
    };
    if (i128::from(least)..=i128::from(most)).contains(&number) {
        return Ok(number);
    }
    Err(node.wrong(format!("invalid value: integer `{number}`, expected a whole number from {least} to {most}")))
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Read for $number {
            fn read(node: Node<'_>) -> Result<Self, Misread> {
                let (least, most) = (i64::try_from(Self::MIN), u64::try_from(Self::MAX));
                let number = whole(node, least.unwrap_or(i64::MIN), most.unwrap_or(u64::MAX))?;
                Self::try_from(number).map_err(|_| node.unexpected("a whole number"))
            }
        }
    )+};
}

numbers!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

impl Read for String {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.text("a string").map(Self::from)
    }
}

impl Read for Arc<str> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.text("a string").map(Self::from)
    }
}

impl Read for Cow<'static, str> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        String::read(node).map(Self::Owned)
    }
}

impl Read for Uuid {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.parse("a UUID", |text| Self::parse_str(text).ok())
    }
}

impl Read for Timestamp {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.parse("an instant, such as `2026-01-31T09:00:00Z`", |text| text.parse().ok())
    }
}

impl Read for Date {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.parse("a date, such as `2026-01-31`", |text| text.parse().ok())
    }
}

impl Read for Time {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.parse("a time of day, such as `17:30`", |text| text.parse().ok())
    }
}

impl Read for Decimal {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        node.parse("a decimal as a string, such as `12.5`", |text| text.parse().ok())
    }
}

impl Read for () {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        if node.is_none() { Ok(()) } else { Err(node.unexpected("`null`")) }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        if node.is_none() { Ok(None) } else { T::read(node).map(Some) }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        T::read(node).map(Self::new)
    }
}

impl<T: Read> Read for Arc<T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        T::read(node).map(Self::new)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        if node.is_absent() {
            return Ok(Self::new());
        }
        let items = node.items()?;
        // Counted first: what is kept has no room to spare.
        let mut list = Self::with_capacity(items.clone().count());
        for item in items {
            list.push(T::read(item)?);
        }
        Ok(list)
    }
}

impl<T: Read> Read for Arc<[T]> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        Vec::read(node).map(Self::from)
    }
}

impl<T: Read + Ord> Read for BTreeSet<T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        let mut set = Self::new();
        if !node.is_absent() {
            for item in node.items()? {
                set.insert(T::read(item)?);
            }
        }
        Ok(set)
    }
}

impl<K: Read + Ord, T: Read> Read for BTreeMap<K, T> {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        let mut map = Self::new();
        if !node.is_absent() {
            for (key, value) in node.entries()? {
                if map.insert(K::read(key)?, T::read(value)?).is_some() {
                    let name = crate::id::shown(key.text("a name")?);
                    return Err(node.wrong(format!("duplicate field `{name}`")));
                }
            }
        }
        Ok(map)
    }
}

/// The items of a list of so many.
fn several<const N: usize>(node: Node<'_>) -> Result<[Node<'_>; N], Misread> {
    let mut items = node.items()?;
    let mut found = [node; N];
    for (slot, item) in found.iter_mut().zip(items.by_ref()) {
        *slot = item;
    }
    if node.items()?.count() == N {
        return Ok(found);
    }
    Err(node.wrong(format!("invalid length, expected a list of {N}")))
}

impl<T: Read, const N: usize> Read for [T; N] {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        let items = several::<N>(node)?;
        let list = items.into_iter().map(T::read).collect::<Result<Vec<T>, Misread>>()?;
        Self::try_from(list).map_err(|_| node.unexpected("a list of another length"))
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        let [a, b] = several(node)?;
        Ok((a.read()?, b.read()?))
    }
}

impl<A: Read, B: Read, C: Read> Read for (A, B, C) {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        let [a, b, c] = several(node)?;
        Ok((a.read()?, b.read()?, c.read()?))
    }
}

impl Read for Value {
    fn read(node: Node<'_>) -> Result<Self, Misread> {
        Ok(match node.token() {
            Token::Absent | Token::Null => Self::Null,
            Token::Truth(truth) => Self::Bool(truth),
            Token::Whole(number) => Self::Number(number.into()),
            Token::Large(number) => Self::Number(number.into()),
            Token::Fraction => return Err(node.unexpected("a whole number, or an amount as a string")),
            Token::Text(_) | Token::Copied(..) => Self::String(node.read()?),
            Token::List(_) => Self::Array(node.read()?),
            Token::Object(_) => Self::Object(BTreeMap::read(node)?.into_iter().collect()),
        })
    }
}
