//! A statement in the making: its text, and what is bound to it.

use std::fmt::Write as _;

use fondaco::port::StoreError;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, Encode, Postgres, Type};

use crate::sql::fault;

/// A statement and what is bound to it; `$1` is the tenant.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) sql: String,
    pub(super) arguments: PgArguments,
}

impl Call {
    pub(super) fn new(tenant: &str) -> Result<Self, StoreError> {
        let mut call = Self { sql: String::with_capacity(1_024), arguments: PgArguments::default() };
        call.bind(tenant)?;
        Ok(call)
    }

    /// Binds a value and answers its number.
    pub(super) fn bind<'t, T>(&mut self, value: T) -> Result<usize, StoreError>
    where
        T: Encode<'t, Postgres> + Type<Postgres>,
    {
        self.arguments.add(value).map_err(|error| fault(error.to_string()))?;
        Ok(self.arguments.len())
    }

    /// Binds a column of values and answers it as SQL.
    pub(super) fn column<'t, T>(&mut self, values: Vec<T>) -> Result<String, StoreError>
    where
        Vec<T>: Encode<'t, Postgres> + Type<Postgres>,
    {
        Ok(format!("${}", self.bind(values)?))
    }

    pub(super) fn push(&mut self, sql: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _ = self.sql.write_fmt(sql);
    }
}

/// Adds SQL to a call.
macro_rules! say {
    ($call:expr, $($text:tt)+) => { $call.push(format_args!($($text)+)) };
}
pub(super) use say;
