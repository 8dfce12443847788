//! Ledger: value that moves between accounts.
//!
//! So far: what is taken from where, and goes whither, as data ([`Sending`]), and the postings that it comes to
//! ([`postings`]). It decides nothing about accounts; it is a pure function of what they hold.

mod flow;
mod fraction;
mod sending;

pub use flow::postings;
pub use fraction::Fraction;
pub use sending::{
    DestinationShare, FilledFirst, FundsDestination, FundsSource, Overdraft, Posting, Sending, SourceAccount,
    SourceShare,
};
