//! A file of JSON, read value by value, so that what is wrong in it is said with its path.

use std::fmt::Display;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::trouble::{self, Trouble};

/// A value, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Given<'a> {
    value: &'a Value,
    path: String,
}

/// Reads a file as `what` it should be.
pub(crate) fn file(path: &Path, what: &str) -> Result<Value, Trouble> {
    trouble::read(path, what)
}

impl<'a> Given<'a> {
    /// The whole of a file, as it is named in paths.
    pub(crate) fn whole(value: &'a Value, name: &str) -> Self {
        Self { value, path: name.into() }
    }

    /// The value of a name that must be there.
    pub(crate) fn field(&self, name: &str) -> Result<Self, Trouble> {
        self.value.get(name).map(|value| self.inner(value, &format!(".{name}"))).ok_or_else(|| {
            let is_object = self.value.is_object();
            self.wrong(if is_object { format!("takes a `{name}`") } else { "takes an object".into() })
        })
    }

    /// The value of a name that may be there.
    pub(crate) fn optional(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| self.inner(value, &format!(".{name}")))
    }

    /// Refuses every name but these.
    pub(crate) fn takes(&self, names: &[&str]) -> Result<(), Trouble> {
        let mut given = self.value.as_object().into_iter().flat_map(|object| object.keys());
        match given.find(|name| !names.contains(&name.as_str())) {
            Some(name) => Err(self.wrong(format!("takes no `{name}`, only `{}`", names.join("`, `")))),
            None => Ok(()),
        }
    }

    /// The entries of a list.
    pub(crate) fn entries(&self) -> Result<Vec<Self>, Trouble> {
        let list = self.value.as_array().ok_or_else(|| self.wrong("takes a list"))?;
        Ok(list.iter().enumerate().map(|(at, value)| self.inner(value, &format!("[{at}]"))).collect())
    }

    /// What it says, as the type that it is to be.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        T::deserialize(self.value).map_err(|error| self.wrong(error))
    }

    /// Says what is wrong with it.
    pub(crate) fn wrong(&self, problem: impl Display) -> Trouble {
        Trouble::new("file.invalid", format!("{}: {problem}", self.path))
    }

    fn inner(&self, value: &'a Value, step: &str) -> Self {
        Self { value, path: self.path.clone() + step }
    }
}
