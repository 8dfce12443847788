//! Ledger: value that moves between accounts.
//!
//! So far: what is taken from where, and goes whither, as data ([`Sending`]), and the postings that it comes to
//! ([`postings`]); and the netting of what many parties owe each other ([`net`]). They decide nothing about accounts; they are
//! pure functions.

mod flow;
mod fraction;
mod netting;
mod sending;

pub use flow::postings;
pub use fraction::Fraction;
pub use netting::{NetPosition, NettingReport, Obligation, net};
pub use sending::{
    DestinationShare, FilledFirst, FundsDestination, FundsSource, Overdraft, Posting, Sending, SourceAccount,
    SourceShare,
};
