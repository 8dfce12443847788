//! Writing records: what a value is made of, one part after the other, given to whatever writes it down.
//!
//! A serializer of serde's is a type, and every record is compiled once for each. There are two forms here, JSON and the
//! canonical encoding, and both are behind [`Form`]: where code has to be small, records are compiled once for `dyn Form`.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display, Write as _};

use serde::{Serialize, ser};

/// Takes the parts of a value in their order.
pub(crate) trait Form {
    /// Whether it is for people: ids as text, money as two texts.
    fn is_readable(&self) -> bool;
    fn truth(&mut self, truth: bool);
    fn whole(&mut self, number: i64);
    fn count(&mut self, number: u64);
    fn wide(&mut self, number: u128);
    fn text(&mut self, text: &str);
    fn bytes(&mut self, bytes: &[u8]);
    /// An option that is empty.
    fn none(&mut self);
    /// An option that holds what comes next.
    fn some(&mut self);
    /// Nothing, where there never is anything.
    fn unit(&mut self);
    /// So many items come next.
    fn list(&mut self, length: usize);
    /// So many pairs of a key and a value come next.
    fn map(&mut self, length: usize);
    /// So many fields come next.
    fn fields(&mut self, length: usize);
    /// An item, or a key, comes next.
    fn item(&mut self, is_first: bool);
    /// The value of the key comes next; false where what came before it can be no key.
    fn value(&mut self) -> bool;
    /// A field comes next: its place in the declaration, and its name.
    fn field(&mut self, place: u8, name: &'static str, is_first: bool);
    fn end_list(&mut self);
    /// A map, or fields, end.
    fn end_map(&mut self);
    /// A variant that holds what comes next.
    fn variant(&mut self, name: &'static str);
    /// What it holds has ended.
    fn end_variant(&mut self);
}

/// Why a value cannot be written.
#[derive(Debug)]
pub struct Unfit(Box<Why>);

/// A text in a place of its own: a result that carries none is one word.
#[derive(Debug)]
struct Why(String);

impl Unfit {
    fn new(why: impl Display) -> Self {
        Self(Box::new(Why(why.to_string())))
    }
}

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.0)
    }
}

impl core::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: Display>(text: T) -> Self {
        Self::new(text)
    }
}

fn unknown_length() -> Unfit {
    Unfit::new("its length is not known beforehand")
}

/// Gives one value to a form.
pub(crate) struct Parts<'a, F: ?Sized>(pub(crate) &'a mut F);

/// Room for an instant as text.
const SHOWN: usize = 40;

/// Takes a text that is short.
struct Shown {
    room: [u8; SHOWN],
    used: usize,
}

impl fmt::Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.used.saturating_add(text.len());
        self.room.get_mut(self.used..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.used = end;
        Ok(())
    }
}

/// Numbers, each by way of the widest of its sign.
macro_rules! numbers {
    ($($method:ident($from:ty) $as:ident;)+) => {$(
        fn $method(self, number: $from) -> Result<(), Unfit> {
            self.0.$as(number.into());
            Ok(())
        }
    )+};
}

impl<'a, F: Form + ?Sized> ser::Serializer for Parts<'a, F> {
    type Ok = ();
    type Error = Unfit;
    type SerializeSeq = Items<'a, F>;
    type SerializeTuple = Items<'a, F>;
    type SerializeTupleStruct = Items<'a, F>;
    type SerializeTupleVariant = Items<'a, F>;
    type SerializeMap = Items<'a, F>;
    type SerializeStruct = Fields<'a, F>;
    type SerializeStructVariant = Fields<'a, F>;

    numbers! {
        serialize_bool(bool) truth;
        serialize_u8(u8) count;
        serialize_u16(u16) count;
        serialize_u32(u32) count;
        serialize_u64(u64) count;
        serialize_u128(u128) wide;
        serialize_i8(i8) whole;
        serialize_i16(i16) whole;
        serialize_i32(i32) whole;
        serialize_i64(i64) whole;
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_readable()
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unfit> {
        Err(Unfit::new("no record holds a float"))
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unfit> {
        Err(Unfit::new("no record holds a float"))
    }

    fn serialize_char(self, letter: char) -> Result<(), Unfit> {
        self.0.text(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Unfit> {
        self.0.text(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Unfit> {
        self.0.bytes(bytes);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        let mut shown = Shown { room: [0; SHOWN], used: 0 };
        let written = write!(shown, "{value}").ok().and_then(|()| shown.room.get(..shown.used));
        match written.and_then(|text| core::str::from_utf8(text).ok()) {
            Some(text) => self.0.text(text),
            None => self.0.text(&value.to_string()),
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unfit> {
        self.0.none();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        self.0.some();
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unfit> {
        self.0.unit();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unfit> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unfit> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        self.0.variant(variant);
        value.serialize(Parts(self.0))?;
        self.0.end_variant();
        Ok(())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'a, F>, Unfit> {
        self.0.list(length.ok_or_else(unknown_length)?);
        Ok(Items { form: self.0, is_first: true, within: false })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'a, F>, Unfit> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'a, F>, Unfit> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items<'a, F>, Unfit> {
        self.0.variant(variant);
        self.0.list(length);
        Ok(Items { form: self.0, is_first: true, within: true })
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Items<'a, F>, Unfit> {
        self.0.map(length.ok_or_else(unknown_length)?);
        Ok(Items { form: self.0, is_first: true, within: false })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Fields<'a, F>, Unfit> {
        Fields::new(self.0, length, false)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Fields<'a, F>, Unfit> {
        self.0.variant(variant);
        Fields::new(self.0, length, true)
    }
}

/// Gives items, or the pairs of a map.
pub(crate) struct Items<'a, F: ?Sized> {
    form: &'a mut F,
    is_first: bool,
    /// Whether a variant ends with it.
    within: bool,
}

impl<F: Form + ?Sized> Items<'_, F> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.form.item(self.is_first);
        self.is_first = false;
        value.serialize(Parts(self.form))
    }

    fn done(self) {
        self.form.end_list();
        if self.within {
            self.form.end_variant();
        }
    }
}

/// Lists of values without names: they differ in the name of a method.
macro_rules! lists {
    ($($list:ident::$method:ident;)+) => {$(
        impl<F: Form + ?Sized> ser::$list for Items<'_, F> {
            type Ok = ();
            type Error = Unfit;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
                self.item(value)
            }

            fn end(self) -> Result<(), Unfit> {
                self.done();
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

impl<F: Form + ?Sized> ser::SerializeMap for Items<'_, F> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        if !self.form.value() {
            return Err(Unfit::new("a key is no text"));
        }
        value.serialize(Parts(self.form))
    }

    fn end(self) -> Result<(), Unfit> {
        self.form.end_map();
        Ok(())
    }
}

/// Gives fields by their place in the declaration and their name.
pub(crate) struct Fields<'a, F: ?Sized> {
    form: &'a mut F,
    place: u8,
    is_first: bool,
    /// Whether a variant ends with them.
    within: bool,
}

impl<'a, F: Form + ?Sized> Fields<'a, F> {
    fn new(form: &'a mut F, length: usize, within: bool) -> Result<Self, Unfit> {
        // A place is one byte.
        if length > usize::from(u8::MAX) {
            return Err(Unfit::new("it has more than 255 fields"));
        }
        form.fields(length);
        Ok(Self { form, place: 0, is_first: true, within })
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    fn name(&mut self, name: &'static str) {
        self.form.field(self.place, name, self.is_first);
        self.is_first = false;
        self.place = self.place.saturating_add(1);
    }
}

/// Structs and variants that are structs.
macro_rules! structs {
    ($($list:ident;)+) => {$(
        impl<F: Form + ?Sized> ser::$list for Fields<'_, F> {
            type Ok = ();
            type Error = Unfit;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unfit> {
                self.name(name);
                value.serialize(Parts(self.form))
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), Unfit> {
                self.place = self.place.saturating_add(1);
                Ok(())
            }

            fn end(self) -> Result<(), Unfit> {
                self.form.end_map();
                if self.within {
                    self.form.end_variant();
                }
                Ok(())
            }
        }
    )+};
}

structs! {
    SerializeStruct;
    SerializeStructVariant;
}
