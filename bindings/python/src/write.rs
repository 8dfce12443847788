//! Records written as Python's values: amounts and rates as `Decimal`, instants as aware `datetime`, the rest as JSON has it.

use std::fmt::{self, Display};

use fondaco::Timestamp;
use fondaco::money::{DecimalText, Rate};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::ser::{self, Impossible, Serialize, Serializer};

use crate::failure::malformed;
use crate::read::decimal;

/// Writes a record.
pub(crate) fn to_python<'py, T: Serialize + ?Sized>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    write(py, value).map_err(|failed| failed.0)
}

/// What a text stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    Plain,
    Decimal,
    Instant,
}

fn write<'py, T: Serialize + ?Sized>(py: Python<'py>, value: &T) -> Result<Bound<'py, PyAny>, Failed> {
    let kind = typeid::of::<T>();
    let text = if kind == typeid::of::<DecimalText>() || kind == typeid::of::<Rate>() {
        Text::Decimal
    } else if kind == typeid::of::<Timestamp>() {
        Text::Instant
    } else {
        Text::Plain
    };
    value.serialize(Writer { py, text })
}

/// Why a value could not be written.
#[derive(Debug)]
struct Failed(PyErr);

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: Display>(reason: T) -> Self {
        Self(malformed("", &reason.to_string()))
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

#[derive(Clone, Copy)]
struct Writer<'py> {
    py: Python<'py>,
    text: Text,
}

type Written<'py> = Result<Bound<'py, PyAny>, Failed>;

/// Numbers of every size are Python's `int`.
macro_rules! whole {
    ($($method:ident: $number:ty),+) => {$(
        fn $method(self, value: $number) -> Written<'py> {
            let Ok(value) = value.into_pyobject(self.py);
            Ok(value.into_any())
        }
    )+};
}

impl<'py> Serializer for Writer<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = Many<'py>;
    type SerializeTuple = Many<'py>;
    type SerializeTupleStruct = Many<'py>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failed>;
    type SerializeMap = Fields<'py>;
    type SerializeStruct = Fields<'py>;
    type SerializeStructVariant = Fields<'py>;

    whole!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );

    fn serialize_bool(self, value: bool) -> Written<'py> {
        Ok(value.into_pyobject(self.py).map_err(PyErr::from)?.to_owned().into_any())
    }

    fn serialize_f32(self, value: f32) -> Written<'py> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, _: f64) -> Written<'py> {
        Err(ser::Error::custom("no record holds a float"))
    }

    fn serialize_char(self, value: char) -> Written<'py> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written<'py> {
        match self.text {
            Text::Plain => Ok(PyString::new(self.py, value).into_any()),
            Text::Decimal => Ok(decimal(self.py)?.call1((value,))?),
            Text::Instant => {
                let instant: Timestamp = value.parse().map_err(<Failed as ser::Error>::custom)?;
                Ok(instant.into_pyobject(self.py)?.into_any())
            }
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Written<'py> {
        Ok(value.into_pyobject(self.py)?.into_any())
    }

    fn serialize_none(self) -> Written<'py> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written<'py> {
        write(self.py, value)
    }

    fn serialize_unit(self) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written<'py> {
        Ok(PyString::intern(self.py, variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written<'py> {
        write(self.py, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written<'py> {
        let record = PyDict::new(self.py);
        record.set_item(PyString::intern(self.py, variant), write(self.py, value)?)?;
        Ok(record.into_any())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Many<'py>, Failed> {
        Ok(Many(PyList::empty(self.py)))
    }

    fn serialize_tuple(self, length: usize) -> Result<Many<'py>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Many<'py>, Failed> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(ser::Error::custom("no record holds a variant without names"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'py>, Failed> {
        Ok(Fields { record: PyDict::new(self.py), key: None, within: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'py>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'py>, Failed> {
        Ok(Fields { record: PyDict::new(self.py), key: None, within: Some(variant) })
    }
}

/// A list that is being written.
struct Many<'py>(Bound<'py, PyList>);

impl Many<'_> {
    fn add<T: Serialize + ?Sized>(&self, value: &T) -> Result<(), Failed> {
        Ok(self.0.append(write(self.0.py(), value)?)?)
    }
}

/// A dictionary that is being written.
struct Fields<'py> {
    record: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
    /// The name under which it stands in a dictionary of its own.
    within: Option<&'static str>,
}

impl<'py> Fields<'py> {
    fn put<T: Serialize + ?Sized>(&self, key: &'static str, value: &T) -> Result<(), Failed> {
        let py = self.record.py();
        Ok(self.record.set_item(PyString::intern(py, key), write(py, value)?)?)
    }

    fn done(self) -> Written<'py> {
        let Some(name) = self.within else { return Ok(self.record.into_any()) };
        let outer = PyDict::new(self.record.py());
        outer.set_item(name, self.record)?;
        Ok(outer.into_any())
    }
}

/// The traits of serde for lists differ only in the name of a method.
macro_rules! many {
    ($($part:ident: $method:ident),+) => {$(
        impl<'py> ser::$part for Many<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failed;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                self.add(value)
            }

            fn end(self) -> Written<'py> {
                Ok(self.0.into_any())
            }
        }
    )+};
}

many!(SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field);

/// And those for objects in the name alone.
macro_rules! fields {
    ($($part:ident),+) => {$(
        impl<'py> ser::$part for Fields<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failed> {
                self.put(key, value)
            }

            fn end(self) -> Written<'py> {
                self.done()
            }
        }
    )+};
}

fields!(SerializeStruct, SerializeStructVariant);

impl<'py> ser::SerializeMap for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = Some(write(self.record.py(), key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let key = self.key.take().ok_or_else(|| <Failed as ser::Error>::custom("a value has no key"))?;
        Ok(self.record.set_item(key, write(self.record.py(), value)?)?)
    }

    fn end(self) -> Written<'py> {
        self.done()
    }
}
