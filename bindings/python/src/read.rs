//! Python's values read as records: `dict`, `list`, `str`, `int`, `bool`, `None`, `Decimal`, aware `datetime`, `UUID`.
//!
//! A float is refused wherever it stands, with a word on what to write instead; so is a `datetime` without a time zone.

use std::fmt::{self, Display};

use fondaco::Timestamp;
use fondaco::wire::{Read, Tape};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyBytes, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyListMethods, PyMapping, PyString, PyTuple, PyType,
};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::failure::malformed;

/// As deep as JSON may be nested.
const DEEPEST: u8 = 128;

/// Reads a record; refused with `wire.malformed`, whose reason says what and where.
pub(crate) fn from_python<T: Read>(value: &Bound<'_, PyAny>) -> PyResult<T> {
    let tape = Tape::of(Value { value, depth: 0 }).map_err(|problem| malformed(&problem.place(), &problem.reason))?;
    tape.read().map_err(|misread| malformed(misread.way(), misread.reason()))
}

/// What is wrong, and the way to it: innermost first.
#[derive(Debug)]
pub(crate) struct Problem {
    reason: String,
    way: Vec<String>,
}

impl Problem {
    fn within(mut self, step: String) -> Self {
        self.way.push(step);
        self
    }

    /// Where it stands: `lines[0].quantity`.
    fn place(&self) -> String {
        let way: String = self.way.iter().rev().map(String::as_str).collect();
        way.trim_start_matches('.').to_owned()
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Problem {}

impl Error for Problem {
    fn custom<T: Display>(reason: T) -> Self {
        Self { reason: reason.to_string(), way: Vec::new() }
    }
}

impl From<PyErr> for Problem {
    fn from(error: PyErr) -> Self {
        Self::custom(error)
    }
}

/// A value of Python's, and how deep it stands.
#[derive(Clone, Copy)]
struct Value<'a, 'py> {
    value: &'a Bound<'py, PyAny>,
    depth: u8,
}

impl<'py> Value<'_, 'py> {
    fn deeper(self) -> Result<u8, Problem> {
        if self.depth < DEEPEST {
            return Ok(self.depth + 1);
        }
        Err(Problem::custom(format_args!("it is nested deeper than {DEEPEST} levels")))
    }

    fn sequence<'de, V: Visitor<'de>>(self, visitor: V, items: &Bound<'py, PyList>) -> Result<V::Value, Problem> {
        visitor.visit_seq(Items { list: items, place: 0, depth: self.deeper()? })
    }

    /// The items are taken at once: while they are read, another thread may change the dictionary.
    fn map<'de, V: Visitor<'de>>(self, visitor: V, items: &Bound<'py, PyList>) -> Result<V::Value, Problem> {
        visitor.visit_map(Entries { items, place: 0, value: None, depth: self.deeper()? })
    }

    fn whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if let Ok(number) = self.value.extract::<i64>() {
            return visitor.visit_i64(number);
        }
        match self.value.extract::<u64>() {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => Err(Problem::custom("the whole number does not fit in 64 bits")),
        }
    }

    /// What is rarer: amounts, instants, ids, and what can't be read.
    fn rest<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let value = self.value;
        let py = value.py();
        if value.is_instance(decimal(py)?)? {
            return visitor.visit_string(plain_decimal(value)?);
        }
        if let Ok(instant) = value.cast::<PyDateTime>() {
            return visitor.visit_string(instant_of(instant)?.to_string());
        }
        if value.is_instance(uuid(py)?)? {
            return visitor.visit_string(value.str()?.to_string());
        }
        if let Ok(mapping) = value.cast::<PyMapping>() {
            return self.map(visitor, &mapping.items()?);
        }
        if value.is_instance_of::<PyFloat>() {
            let reason = format!("a float is not exact: pass `Decimal(\"{value}\")`");
            return Err(Problem::custom(reason));
        }
        if value.hasattr(intern!(py, "to_dict"))? {
            let record = value.call_method0(intern!(py, "to_dict"))?;
            return Value { value: &record, depth: self.deeper()? }.deserialize_any(visitor);
        }
        if !value.is_instance_of::<PyBytes>() && value.hasattr(intern!(py, "__index__"))? {
            let whole = value.call_method0(intern!(py, "__index__"))?;
            return Value { value: &whole, depth: self.depth }.whole(visitor);
        }
        let class = value.get_type().name()?.to_string();
        Err(Problem::custom(format_args!("a value of type `{class}` is nothing that a record can hold")))
    }
}

impl<'de> Deserializer<'de> for Value<'_, '_> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let value = self.value;
        if let Ok(text) = value.cast::<PyString>() {
            return visitor.visit_str(text.to_str().map_err(|_| Problem::custom("the text is no valid Unicode"))?);
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            return self.map(visitor, &dict.items());
        }
        if let Ok(list) = value.cast::<PyList>() {
            return self.sequence(visitor, list);
        }
        if let Ok(truth) = value.cast::<PyBool>() {
            return visitor.visit_bool(truth.is_true());
        }
        if value.is_instance_of::<PyInt>() {
            return self.whole(visitor);
        }
        if value.is_none() {
            return visitor.visit_unit();
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.sequence(visitor, &tuple.to_list());
        }
        self.rest(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier option newtype_struct enum ignored_any
    }
}

/// The items of a list.
struct Items<'a, 'py> {
    list: &'a Bound<'py, PyList>,
    place: usize,
    depth: u8,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        // Another thread may have shortened the list: then this was the last.
        let Ok(item) = self.list.get_item(self.place) else { return Ok(None) };
        let place = self.place;
        self.place += 1;
        let read = seed.deserialize(Value { value: &item, depth: self.depth });
        read.map(Some).map_err(|problem| problem.within(format!("[{place}]")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.len().saturating_sub(self.place))
    }
}

/// The entries of a dictionary.
struct Entries<'a, 'py> {
    items: &'a Bound<'py, PyList>,
    place: usize,
    value: Option<(Bound<'py, PyString>, Bound<'py, PyAny>)>,
    depth: u8,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Problem;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Problem> {
        let Ok(item) = self.items.get_item(self.place) else { return Ok(None) };
        self.place += 1;
        let Ok(entry) = item.cast::<PyTuple>() else { return Err(Problem::custom("an entry is no pair")) };
        let (key, value) = (entry.get_item(0)?, entry.get_item(1)?);
        let Ok(key) = key.cast_into::<PyString>() else { return Err(Problem::custom("a key is no text")) };
        let text = key.to_str().map_err(|_| Problem::custom("a key is no valid Unicode"))?;
        let name: StrDeserializer<'_, Problem> = text.into_deserializer();
        let read = seed.deserialize(name)?;
        self.value = Some((key, value));
        Ok(Some(read))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        let Some((key, value)) = self.value.take() else { return Err(Problem::custom("a value has no key")) };
        let read = seed.deserialize(Value { value: &value, depth: self.depth });
        read.map_err(|problem| problem.within(format!(".{key}")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len().saturating_sub(self.place))
    }
}

/// `Decimal`, of the standard library.
pub(crate) fn decimal(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "decimal", "Decimal")
}

fn uuid(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "uuid", "UUID")
}

/// A decimal without an exponent: `1E+2` is `100`.
fn plain_decimal(value: &Bound<'_, PyAny>) -> Result<String, Problem> {
    let text = value.str()?.to_string();
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Ok(text);
    }
    if !value.call_method0("is_finite")?.is_truthy()? {
        return Err(Problem::custom(format_args!("`{text}` is no number")));
    }
    if value.call_method0("adjusted")?.extract::<i64>()?.unsigned_abs() > 64 {
        return Err(Problem::custom(format_args!("`{text}` is out of range")));
    }
    Ok(value.call_method1("__format__", ("f",))?.extract()?)
}

/// The instant of an aware `datetime`.
fn instant_of(value: &Bound<'_, PyDateTime>) -> Result<Timestamp, Problem> {
    if value.getattr(intern!(value.py(), "tzinfo"))?.is_none() {
        let reason = "the `datetime` has no time zone: give it one, such as `tzinfo=timezone.utc`";
        return Err(Problem::custom(reason));
    }
    if let Ok(instant) = value.extract::<Timestamp>() {
        return Ok(instant);
    }
    let utc = value.call_method1("astimezone", (pyo3::types::PyTzInfo::utc(value.py())?,))?;
    utc.extract::<Timestamp>().map_err(|_| Problem::custom("the instant is out of range"))
}
