//! Names of tables: a store lives in the host application's own database, beside the host's own tables.

use std::fmt;

use fondaco::port::StoreError;

/// The longest schema or prefix, in bytes: with any table's own name it stays below the 63 that PostgreSQL keeps.
const MOST: usize = 30;

/// Where a store's tables stand: a schema of PostgreSQL, and what every name begins with.
///
/// Stores with different names share a database and nothing else.
///
/// ```
/// use fondaco_storage::Names;
///
/// let names = Names::new().prefixed("shop_")?;
/// assert_eq!(names.table("orders"), "shop_orders");
/// assert!(Names::new().prefixed("shop-").is_err());
/// # Ok::<(), fondaco_storage::InvalidName>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    schema: Option<String>,
    prefix: String,
}

impl Names {
    /// Tables called `fondaco_…`, in the schema that the connection looks in first.
    pub fn new() -> Self {
        Self { schema: None, prefix: "fondaco_".into() }
    }

    /// Tables whose names begin with this: up to 30 of `a-z 0-9 _`, not starting with a digit; may be empty.
    pub fn prefixed(self, prefix: &str) -> Result<Self, InvalidName> {
        if prefix.is_empty() || is_name(prefix) {
            return Ok(Self { prefix: prefix.into(), ..self });
        }
        Err(InvalidName { of: "prefix", given: prefix.into() })
    }

    /// Tables in this schema of PostgreSQL, which is made if there is none: 1 to 30 of `a-z 0-9 _`, not starting with
    /// a digit. SQLite has no schemas.
    pub fn in_schema(self, schema: &str) -> Result<Self, InvalidName> {
        if is_name(schema) {
            return Ok(Self { schema: Some(schema.into()), ..self });
        }
        Err(InvalidName { of: "schema", given: schema.into() })
    }

    /// The schema, if one was chosen.
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// The full name of a table or view, as it stands in SQL.
    pub fn table(&self, name: &str) -> String {
        match &self.schema {
            Some(schema) => format!("\"{schema}\".{}{name}", self.prefix),
            None => format!("{}{name}", self.prefix),
        }
    }

    /// SQL whose `{prefix}` is filled in.
    pub(crate) fn render(&self, sql: &str) -> String {
        sql.replace("{prefix}", &self.table(""))
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= MOST
        && text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A text that cannot be part of a table's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidName {
    of: &'static str,
    given: String,
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, given } = self;
        write!(f, "`{given}` is not a {of}: it takes up to {MOST} of `a-z 0-9 _` and does not start with a digit")
    }
}

impl std::error::Error for InvalidName {}

impl From<InvalidName> for StoreError {
    fn from(error: InvalidName) -> Self {
        Self::Fault(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_break_out_of_sql_is_refused() {
        for bad in ["a\"b", "A", "1a", "a.b", "a-b", "a b", &"x".repeat(31)] {
            assert!(Names::new().prefixed(bad).is_err(), "{bad}");
            assert!(Names::new().in_schema(bad).is_err(), "{bad}");
        }
        assert!(Names::new().in_schema("").is_err());
        assert_eq!(Names::new().in_schema("order").unwrap().table("carts"), "\"order\".fondaco_carts");
        assert_eq!(Names::new().prefixed("").unwrap().table("carts"), "carts");
    }
}
