//! What PostgreSQL says when it cannot, in the words of the port.

use fondaco::port::StoreError;
use sqlx::Error;

use crate::sql::fault;
use crate::sql::lease::unavailable;
use crate::sql::queue::Trouble;

/// What an error means for a transaction.
pub(super) enum Meaning {
    /// What it was to be written on has changed: a condition does not hold, a key exists, a counter is past its range.
    Moved(String),
    /// Another transaction got in the way.
    Contended(String),
    /// The connection is lost, or the server is going.
    Lost(StoreError),
    /// Anything else.
    Fault(StoreError),
}

impl Meaning {
    /// What an error means; the codes are those of the SQL standard and of PostgreSQL's appendix A.
    pub(super) fn of(error: &Error) -> Self {
        let text = error.to_string();
        let Error::Database(database) = error else {
            return match error {
                Error::Io(_)
                | Error::Tls(_)
                | Error::Protocol(_)
                | Error::PoolTimedOut
                | Error::PoolClosed
                | Error::WorkerCrashed => Self::Lost(unavailable(&text)),
                _ => Self::Fault(fault(text)),
            };
        };
        match database.code().as_deref() {
            // Division by zero is how the store's own statements say that a condition does not hold.
            Some("22012" | "22003" | "23505") => Self::Moved(text),
            Some("40001" | "40P01" | "55P03") => Self::Contended(text),
            // Also a server that is read only: it has been made a standby, and another one serves by now.
            Some(code) if matches!(code.get(..2), Some("08" | "53" | "57" | "58")) || code == "25006" => {
                Self::Lost(unavailable(&text))
            }
            _ => Self::Fault(fault(text)),
        }
    }

    /// What it means where nothing depends on what others write.
    pub(super) fn plain(self) -> Trouble {
        match self {
            Self::Moved(why) | Self::Contended(why) => Trouble::Contended(why),
            Self::Lost(error) | Self::Fault(error) => Trouble::Store(error),
        }
    }
}

/// What an error means for a transaction that is tried again as a whole.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(super) fn of(error: Error) -> Trouble {
    Meaning::of(&error).plain()
}

/// What an error means for a read.
pub(super) fn of_read(error: Error) -> StoreError {
    match of(error) {
        Trouble::Contended(why) => StoreError::Unavailable(why),
        Trouble::Store(error) => error,
    }
}

/// Whether the connection is gone.
pub(super) fn is_lost(error: &Error) -> bool {
    matches!(Meaning::of(error), Meaning::Lost(_))
}
