//! Columns as the core needs them, from whatever form the producer has them in.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Decimal128Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, Decimal128Array, Int64Array, ListArray, StringArray, TimestampMicrosecondArray};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType, Field, TimeUnit};
use fondaco_contract::WireFailure;

use super::{broken, unfit};

/// A failing cast is an error, not a null.
const STRICT: CastOptions<'static> =
    CastOptions { safe: false, format_options: arrow_cast::display::FormatOptions::new() };

fn cast(name: &str, array: &ArrayRef, to: &DataType) -> Result<ArrayRef, WireFailure> {
    cast_with_options(array, to, &STRICT).map_err(|error| unfit(format!("column `{name}`: {error}")))
}

fn expected<T>(name: &str, array: &ArrayRef, what: &str) -> Result<T, WireFailure> {
    Err(unfit(format!("column `{name}` holds {}, expected {what}", array.data_type())))
}

/// Texts: of any width, also as categories.
pub(crate) fn texts(name: &str, array: &ArrayRef) -> Result<StringArray, WireFailure> {
    let is_text = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    let fits = match array.data_type() {
        DataType::Dictionary(_, values) => is_text(values),
        kind => is_text(kind) || *kind == DataType::Null,
    };
    if !fits {
        return expected(name, array, "text");
    }
    Ok(cast(name, array, &DataType::Utf8)?.as_string::<i32>().clone())
}

/// Whole numbers of any width.
pub(crate) fn wholes(name: &str, array: &ArrayRef) -> Result<Int64Array, WireFailure> {
    if !array.data_type().is_integer() && *array.data_type() != DataType::Null {
        return expected(name, array, "whole numbers");
    }
    Ok(cast(name, array, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
}

/// Amounts in minor units: from decimals exactly, from whole numbers as they are.
pub(crate) fn amounts(name: &str, array: &ArrayRef, exponent: u8) -> Result<Int64Array, WireFailure> {
    let DataType::Decimal128(_, scale) = *array.data_type() else {
        if array.data_type().is_floating() {
            return expected(name, array, "decimals: floats are not exact, cast them to `decimal128`");
        }
        if array.data_type().is_integer() || *array.data_type() == DataType::Null {
            return wholes(name, array);
        }
        return expected(name, array, "`decimal128`, or whole numbers of minor units");
    };
    let decimals: &Decimal128Array = array.as_primitive::<Decimal128Type>();
    let shift = i32::from(exponent) - i32::from(scale);
    let factor = 10_i128.checked_pow(shift.unsigned_abs());
    let minor = |value: i128| -> Option<i64> {
        let factor = factor?;
        let exact =
            if shift >= 0 { value.checked_mul(factor)? } else { (value % factor == 0).then(|| value / factor)? };
        i64::try_from(exact).ok()
    };
    let wrong = |value: i128| {
        let shown = format!("{}", DecimalText(value, scale));
        unfit(format!("column `{name}`: `{shown}` is no amount of a currency with {exponent} decimals in 64 bits"))
    };
    decimals.try_unary(|value| minor(value).ok_or_else(|| wrong(value)))
}

/// Instants, with a time zone.
pub(crate) fn instants(name: &str, array: &ArrayRef) -> Result<TimestampMicrosecondArray, WireFailure> {
    if !matches!(array.data_type(), DataType::Timestamp(_, Some(_))) {
        return expected(name, array, "timestamps with a time zone");
    }
    let to = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    Ok(cast(name, array, &to)?.as_primitive::<TimestampMicrosecondType>().clone())
}

/// Lists, with 32 bit offsets.
pub(crate) fn lists(name: &str, array: &ArrayRef) -> Result<ListArray, WireFailure> {
    let item = match array.data_type() {
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::FixedSizeList(item, _)
        | DataType::ListView(item)
        | DataType::LargeListView(item) => item.clone(),
        DataType::Null => Field::new("item", DataType::Utf8, true).into(),
        _ => return expected(name, array, "lists"),
    };
    Ok(cast(name, array, &DataType::List(item))?.as_list::<i32>().clone())
}

/// Lists of texts; a single text is a list of one.
#[derive(Debug)]
pub(crate) struct TextLists {
    offsets: Option<ListArray>,
    texts: StringArray,
}

impl TextLists {
    pub(crate) fn new(name: &str, array: &ArrayRef) -> Result<Self, WireFailure> {
        if !array.data_type().is_nested() || matches!(array.data_type(), DataType::Dictionary(..)) {
            return Ok(Self { offsets: None, texts: texts(name, array)? });
        }
        let lists = lists(name, array)?;
        Ok(Self { texts: texts(name, lists.values())?, offsets: Some(lists) })
    }

    /// The texts of a row.
    pub(crate) fn at(&self, row: usize) -> impl Iterator<Item = &str> {
        let (from, until) = match &self.offsets {
            None => (row, row + 1),
            Some(lists) if lists.is_null(row) => (0, 0),
            Some(lists) => {
                let offsets = lists.value_offsets();
                (at(offsets, row), at(offsets, row + 1))
            }
        };
        (from..until).filter(|place| !self.texts.is_null(*place)).map(|place| self.texts.value(place))
    }
}

/// An offset of a list.
pub(crate) fn at(offsets: &[i32], place: usize) -> usize {
    offsets.get(place).and_then(|offset| usize::try_from(*offset).ok()).unwrap_or(0)
}

/// The text of a row, where it has one.
pub(crate) fn text(column: Option<&StringArray>, row: usize) -> Option<&str> {
    column.filter(|column| !column.is_null(row)).map(|column| column.value(row))
}

/// The number of a row, where it has one.
pub(crate) fn whole(column: Option<&Int64Array>, row: usize) -> Option<i64> {
    column.filter(|column| !column.is_null(row)).map(|column| column.value(row))
}

/// A decimal as people write it.
struct DecimalText(i128, i8);

impl std::fmt::Display for DecimalText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ok(scale) = u32::try_from(self.1) else { return write!(f, "{}e{}", self.0, -i32::from(self.1)) };
        let one = 10_i128.saturating_pow(scale);
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = ((self.0 / one).unsigned_abs(), (self.0 % one).unsigned_abs());
        if scale == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{part:0>width$}", width = self.1.unsigned_abs().into())
        }
    }
}

/// Amounts in minor units as decimals of a scale that is at least the exponent of each.
pub(crate) fn decimals(minor: impl Iterator<Item = Option<i128>>, scale: u8) -> Result<ArrayRef, WireFailure> {
    let scale = i8::try_from(scale).map_err(|_| unfit("the scale is out of range"))?;
    let array: Decimal128Array = minor.collect();
    let array = array.with_precision_and_scale(38, scale).map_err(|error| broken(&error))?;
    Ok(std::sync::Arc::new(array))
}
