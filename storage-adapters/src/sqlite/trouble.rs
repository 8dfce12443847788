//! What SQLite says when it cannot, in the words of the port.

use std::future::Future;
use std::time::Duration;

use fondaco::port::StoreError;
use sqlx::Error;

use crate::sql::fault;
use crate::sql::lease::unavailable;
use crate::sql::queue::{Trouble, jittered};

// Primary result codes: <https://www.sqlite.org/rescode.html>.
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const IO: u32 = 10;
const FULL: u32 = 13;
const CANNOT_OPEN: u32 = 14;

/// How often a file is opened that another process has locked.
const ATTEMPTS: u32 = 12;

/// What an error means for a transaction.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(super) fn of(error: Error) -> Trouble {
    match &error {
        Error::Database(database) => {
            match database.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff) {
                Some(BUSY | LOCKED) => Trouble::Contended(error.to_string()),
                Some(IO | FULL | CANNOT_OPEN) => Trouble::Store(unavailable(&error)),
                _ => Trouble::Store(fault(error.to_string())),
            }
        }
        Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed => {
            Trouble::Store(unavailable(&error))
        }
        _ => Trouble::Store(fault(error.to_string())),
    }
}

/// What an error means for a read.
pub(super) fn of_read(error: Error) -> StoreError {
    match of(error) {
        Trouble::Contended(why) => StoreError::Unavailable(why),
        Trouble::Store(error) => error,
    }
}

/// Does something again while another process stands in the way.
pub(super) async fn patiently<T, F>(attempt: impl Fn() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut attempts = 0;
    loop {
        match attempt().await.map_err(of) {
            Ok(done) => return Ok(done),
            Err(Trouble::Contended(_)) if attempts < ATTEMPTS => {
                attempts += 1;
                tokio::time::sleep(jittered(Duration::from_millis(5), attempts.min(6))).await;
            }
            Err(Trouble::Contended(why)) => return Err(StoreError::Unavailable(why)),
            Err(Trouble::Store(error)) => return Err(error),
        }
    }
}
