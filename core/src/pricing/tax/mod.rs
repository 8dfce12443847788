//! Taxes: rules compiled once, found once for each basket, worked out to the minor unit.
//!
//! What this module promises:
//!
//! - **Contradictions never get in.** [`Taxes`] are compiled from rules; everything that is wrong with these is named at
//!   once, each by its path.
//! - **Every zone counts.** The rates of all zones that a destination lies in add up, in the order of the rules; those
//!   that compound are due on the taxes before them too. The code of a country is a zone by itself.
//! - **Parts sum to the whole.** What is left of a line or charge is its net amount and the taxes that its price
//!   contains; its tax is the sum of its [`TaxEntry`] items. The same holds of every rate, whatever is rounded where.
//! - **A refund mirrors a sale.** The tax of −x is that of x with the other sign, under every rounding but floor and
//!   ceiling.
//! - **Answers from outside are checked.** A [`TaxAnswer`] that has gone stale, or is for another basket, is refused.
//!
//! The way: [`Taxes::compile`] once for a book, [`Taxes::assess`] once for a basket and its context, [`TaxTable::levy`]
//! each time that amounts change. The last one allocates nothing once its [`TaxWork`] is warm.

mod answer;
mod assessment;
mod class;
mod levy;
mod postal;
mod provider;
mod quick;
mod rate;
mod rules;
mod table;
mod total;
mod zone;

#[cfg(test)]
mod laws;

pub use provider::{TaxError, TaxQuery, TaxQueryItem};
pub use rules::{AnsweredTax, Place, PricedItem, TaxAnswer, TaxRate, TaxZone};

pub(crate) use levy::TaxWork;
pub(crate) use postal::{Postal, plain};
pub(crate) use rate::Taxes;
pub(crate) use table::{ChargeClass, TaxTable};
