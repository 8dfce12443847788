//! Reading what a case gives: every field is read or named, none is passed over.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;

use fondaco::Refusal;
use fondaco::money::{Currency, Money, Rate};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Why a case has no answer.
#[derive(Debug)]
pub enum Miss {
    /// It speaks of something that this version does not decide, for this reason.
    NotApplicable(String),
    /// fondaco refuses what it gives.
    Refused(Box<Refusal>),
}

impl From<Refusal> for Miss {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// A case that does not apply, for a reason.
pub(super) fn not_applicable(reason: impl Display) -> Miss {
    Miss::NotApplicable(reason.to_string())
}

/// The fields of an object, and which of them were read.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    what: String,
    map: &'a Map<String, Value>,
    read: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(what: &str, value: &'a Value) -> Result<Self, Miss> {
        let map = value.as_object().ok_or_else(|| not_applicable(format!("{what}: given with another shape")))?;
        Ok(Self { what: what.to_owned(), map, read: RefCell::default() })
    }

    /// Whether a field is there, be it null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// A field; null is as good as none.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        let (name, value) = self.map.get_key_value(name)?;
        self.read.borrow_mut().insert(name);
        Some(value).filter(|value| !value.is_null())
    }

    pub(super) fn may<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Miss> {
        let read = |value: &Value| T::deserialize(value).map_err(|error| self.other(name, &error));
        self.value(name).map(read).transpose()
    }

    pub(super) fn get<T: DeserializeOwned>(&self, name: &str) -> Result<T, Miss> {
        self.may(name)?.ok_or_else(|| not_applicable(format!("{}: `{name}` is not given", self.what)))
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, Miss> {
        self.value(name).map(|value| Fields::of(&format!("{}.{name}", self.what), value)).transpose()
    }

    /// The objects of a list; none if it is not there.
    pub(super) fn each(&self, name: &str) -> Result<Vec<Fields<'a>>, Miss> {
        let Some(value) = self.value(name) else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or_else(|| self.other(name, &"not a list"))?;
        list.iter().map(|value| Fields::of(&format!("{}.{name}", self.what), value)).collect()
    }

    /// A percentage, as a number or as text.
    pub(super) fn percent(&self, name: &str) -> Result<Option<Rate>, Miss> {
        self.value(name).map(|value| Ok(Rate::percent(&plain(value))?)).transpose()
    }

    /// A rate as a fraction of one, as a number or as text.
    pub(super) fn rate(&self, name: &str) -> Result<Option<Rate>, Miss> {
        self.value(name).map(|value| Ok(Rate::parse(&plain(value))?)).transpose()
    }

    /// An amount in minor units.
    pub(super) fn money(&self, name: &str, currency: Currency) -> Result<Option<Money>, Miss> {
        Ok(self.may::<i64>(name)?.map(|minor| Money::from_minor(minor, currency)))
    }

    /// The currency of the case, US dollar if it names none.
    pub(super) fn currency(&self) -> Result<Currency, Miss> {
        let code: Option<String> = self.may("currency")?;
        Ok(Currency::iso(code.as_deref().unwrap_or("USD"))?)
    }

    /// Says which field was not read, if there is one.
    pub(super) fn done(&self) -> Result<(), Miss> {
        let read = self.read.borrow();
        match self.map.keys().find(|name| !read.contains(name.as_str())) {
            None => Ok(()),
            Some(name) => Err(not_applicable(format!("{}: `{name}` is not read by this version", self.what))),
        }
    }

    fn other(&self, name: &str, problem: &dyn Display) -> Miss {
        not_applicable(format!("{}: `{name}` is given with another shape: {problem}", self.what))
    }

    /// A word that is none of those known.
    pub(super) fn unknown(&self, name: &str, word: impl Display) -> Miss {
        not_applicable(format!("{}: `{word}` is no `{name}` of this version", self.what))
    }
}

/// A number or a text as text.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
