//! Ledger: value that moves between accounts, in double entry.
//!
//! An account holds one asset ([`Account`]). What moves is an entry ([`Entry`]): it is taken from one account and comes to
//! another, at once, or held first and then posted, in parts if need be, or voided; and before it is held it may be set aside by
//! intention ([`Layer`]). What one command does to the books happens
//! all of it or none ([`EntryStep`]). Limits are guarded in the commit, and nothing that is entered is ever changed: it is
//! reversed.
//!
//! Pure functions beside: what is taken from where, and goes whither, as data ([`Sending`]) brought to [`postings`]; legs of
//! a journal likewise ([`journal`]); and the netting of what many parties owe each other ([`net`]).

mod account;
mod admits;
mod books;
mod entry;
mod flow;
mod fraction;
mod journal;
mod netting;
mod row;
mod sending;
mod shop;

pub(crate) use account::define;
pub use account::{Account, AccountBalance, Layer, Side};
pub(crate) use admits::check_asset;
pub(crate) use books::{Books, book, expire, record};
pub use entry::{ENTRY, Entry, EntryChange, EntryPost, EntryState, EntryStep, Leg, NewEntry, UpTo};
pub use flow::postings;
pub use fraction::Fraction;
pub use journal::journal;
pub use netting::{NetPosition, NettingReport, Obligation, net};
pub(crate) use row::Moved;
pub use sending::{
    DestinationShare, FilledFirst, FundsDestination, FundsSource, Overdraft, Posting, Sending, SourceAccount,
    SourceShare,
};
pub(crate) use shop::position;
pub use shop::{Position, ShopAccount};
