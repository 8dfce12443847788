//! Complete programs over fondaco.
//!
//! Each is a module here, which its test calls in the same process, and a `main` of a few lines that gives it the
//! terminal. They hold no rule of commerce: what they know of prices, stock and orders, they ask the engine.
//!
//! | module | job for all of them |
//! |---|---|
//! | `kept` | the store that an option names |
//! | `audit` | the log, replayed and compared |
//! | `dice` | chance that is the same on every run |
//! | `staged` | time that a program moves |
//! | `given` | a file of JSON, with the path of what is wrong in it |
//! | `exit`, `trouble` | how a program ends, and what is said when it cannot be done |

mod audit;
pub mod checkout;
mod dice;
mod exit;
pub mod flash_sale;
mod given;
mod kept;
pub mod promotions;
pub mod ship_it;
mod staged;
pub mod trade_route;
mod trouble;

/// Where the files are, wherever a program is started.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
