//! Carts in columns: a row a cart, with its lines as a list, or a row a line, with carts as runs of one `cart`.

use arrow_array::cast::AsArray as _;
use arrow_array::{
    Array as _, ArrayRef, Int64Array, RecordBatch, StringArray, StructArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::DataType;
use arrow_select::take::take;
use fondaco_contract::WireFailure;
use std::collections::HashSet;

use super::column::{TextLists, amounts, at, instants, lists, texts, wholes};
use super::{broken, unfit};

/// Columns of lines.
const LINES: [&str; 9] =
    ["sku", "quantity", "price", "title", "tax_category", "product", "categories", "weight_grams", "compare_at"];
/// Columns of carts.
const CARTS: [&str; 9] = ["cart", "lines", "shipping", "coupons", "country", "region", "channel", "at", "groups"];

/// Columns of lines.
#[derive(Debug)]
pub(super) struct Lines {
    pub(super) sku: StringArray,
    pub(super) quantity: Int64Array,
    pub(super) price: Option<Int64Array>,
    pub(super) title: Option<StringArray>,
    pub(super) tax_category: Option<StringArray>,
    pub(super) product: Option<StringArray>,
    pub(super) categories: Option<TextLists>,
    pub(super) weight_grams: Option<Int64Array>,
    pub(super) compare_at: Option<Int64Array>,
}

/// Columns of carts. In a table of lines they are read in the first row of each cart.
#[derive(Debug)]
pub(super) struct Carts {
    pub(super) lines: Lines,
    /// Where the lines of each cart begin, and after the last, where they end.
    pub(super) offsets: Vec<usize>,
    /// The row of each cart.
    pub(super) rows: Vec<usize>,
    /// What names each cart.
    pub(super) names: Option<ArrayRef>,
    pub(super) shipping: Option<Int64Array>,
    pub(super) coupons: Option<TextLists>,
    pub(super) groups: Option<TextLists>,
    pub(super) country: Option<StringArray>,
    pub(super) region: Option<StringArray>,
    pub(super) channel: Option<StringArray>,
    pub(super) at: Option<TimestampMicrosecondArray>,
}

impl Carts {
    /// Reads a table; amounts have so many decimals.
    pub(super) fn read(table: &RecordBatch, exponent: u8) -> Result<Self, WireFailure> {
        let schema = table.schema();
        let nested = schema.column_with_name("lines").is_some();
        for field in schema.fields() {
            let name = field.name().as_str();
            if !CARTS.contains(&name) && (nested || !LINES.contains(&name)) {
                let known = if nested { CARTS.join(", ") } else { [&LINES[..], &CARTS[..]].concat().join(", ") };
                return Err(unfit(format!("unknown column `{name}`, expected some of {known}")));
            }
        }
        if nested { Self::of_lists(table, exponent) } else { Self::of_runs(table, exponent) }
    }

    fn of_lists(table: &RecordBatch, exponent: u8) -> Result<Self, WireFailure> {
        let column = table.column_by_name("lines").ok_or_else(|| unfit("the table has no column `lines`"))?;
        let lists = lists("lines", column)?;
        if lists.null_count() > 0 {
            return Err(unfit("column `lines`: a cart without lines is an empty list, not a null"));
        }
        let DataType::Struct(_) = lists.value_type() else {
            return Err(unfit(format!("column `lines` holds lists of {}, expected structs", lists.value_type())));
        };
        let items: &StructArray = lists.values().as_struct();
        if items.null_count() > 0 {
            return Err(unfit("column `lines`: a line is null"));
        }
        let offsets = lists.value_offsets();
        let offsets = (0..offsets.len()).map(|place| at(offsets, place)).collect();
        let lines = Lines::read(&|name| items.column_by_name(name), "lines.", exponent)?;
        if let Some(name) = items.column_names().into_iter().find(|name| !LINES.contains(name)) {
            return Err(unfit(format!("unknown field `lines.{name}`, expected some of {}", LINES.join(", "))));
        }
        Self::of(table, lines, offsets, (0..table.num_rows()).collect(), exponent)
    }

    fn of_runs(table: &RecordBatch, exponent: u8) -> Result<Self, WireFailure> {
        let names = table.column_by_name("cart").ok_or_else(|| {
            unfit(
                "the table has no column `cart`: name the cart of each line, or pass a row a cart with a list `lines`",
            )
        })?;
        let lines = Lines::read(&|name| table.column_by_name(name), "", exponent)?;
        let rows = runs(names)?;
        let offsets = rows.iter().copied().chain([table.num_rows()]).collect();
        Self::of(table, lines, offsets, rows, exponent)
    }

    fn of(
        table: &RecordBatch,
        lines: Lines,
        offsets: Vec<usize>,
        rows: Vec<usize>,
        exponent: u8,
    ) -> Result<Self, WireFailure> {
        let column = |name: &str| table.column_by_name(name);
        let text = |name: &str| column(name).map(|array| texts(name, array)).transpose();
        let many = |name: &str| column(name).map(|array| TextLists::new(name, array)).transpose();
        let names = match column("cart") {
            Some(names) if rows.len() == table.num_rows() => Some(names.clone()),
            Some(names) => {
                let rows = UInt64Array::from_iter_values(rows.iter().map(|row| *row as u64));
                Some(take(names, &rows, None).map_err(|error| broken(&error))?)
            }
            None => None,
        };
        Ok(Self {
            lines,
            offsets,
            names,
            shipping: column("shipping").map(|array| amounts("shipping", array, exponent)).transpose()?,
            coupons: many("coupons")?,
            groups: many("groups")?,
            country: text("country")?,
            region: text("region")?,
            channel: text("channel")?,
            at: column("at").map(|array| instants("at", array)).transpose()?,
            rows,
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl Lines {
    fn read<'a>(
        column: &dyn Fn(&str) -> Option<&'a ArrayRef>,
        prefix: &str,
        exponent: u8,
    ) -> Result<Self, WireFailure> {
        let named = |name: &str| format!("{prefix}{name}");
        let needed = |name: &str| column(name).ok_or_else(|| unfit(format!("there is no `{}`", named(name))));
        let text = |name: &str| column(name).map(|array| texts(&named(name), array)).transpose();
        let amount = |name: &str| column(name).map(|array| amounts(&named(name), array, exponent)).transpose();
        let lines = Self {
            sku: texts(&named("sku"), needed("sku")?)?,
            quantity: wholes(&named("quantity"), needed("quantity")?)?,
            price: amount("price")?,
            title: text("title")?,
            tax_category: text("tax_category")?,
            product: text("product")?,
            categories: column("categories").map(|array| TextLists::new(&named("categories"), array)).transpose()?,
            weight_grams: column("weight_grams").map(|array| wholes(&named("weight_grams"), array)).transpose()?,
            compare_at: amount("compare_at")?,
        };
        if lines.sku.null_count() > 0 || lines.quantity.null_count() > 0 {
            return Err(unfit(format!("`{}` and `{}` may not be null", named("sku"), named("quantity"))));
        }
        Ok(lines)
    }
}

/// The first row of each run of equal values; refused where a value comes back after another.
fn runs(names: &ArrayRef) -> Result<Vec<usize>, WireFailure> {
    let mut rows = Vec::new();
    if let Ok(names) = wholes("cart", names) {
        let mut seen = HashSet::new();
        for row in 0..names.len() {
            if row == 0 || names.value(row) != names.value(row - 1) {
                if !seen.insert(names.value(row)) {
                    return Err(scattered(&names.value(row).to_string()));
                }
                rows.push(row);
            }
        }
        return Ok(rows);
    }
    let names = texts("cart", names)?;
    let mut seen = HashSet::new();
    for row in 0..names.len() {
        if row == 0 || names.value(row) != names.value(row - 1) {
            if !seen.insert(names.value(row)) {
                return Err(scattered(names.value(row)));
            }
            rows.push(row);
        }
    }
    Ok(rows)
}

fn scattered(cart: &str) -> WireFailure {
    unfit(format!("the lines of cart `{cart}` do not stand together: sort the table by `cart`"))
}

/// How a cart is called in a reason.
pub(super) fn shown(names: Option<&ArrayRef>, place: usize) -> String {
    let text = names.and_then(|column| {
        let formatter = ArrayFormatter::try_new(column.as_ref(), &FormatOptions::new()).ok()?;
        formatter.value(place).try_to_string().ok()
    });
    text.unwrap_or_else(|| place.to_string())
}
