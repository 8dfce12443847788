//! Buffers of a pricing, reused from one basket to the next.

use alloc::vec::Vec;

use super::row::{ChargeRow, Item, Row};
use super::spread::Spread;
use crate::pricing::reason::RejectedReason;
use crate::pricing::tax::TaxWork;

/// Room to price in. Keep one for each thread and hand it over again and again: after the first few baskets pricing
/// allocates nothing.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(crate) rows: Vec<Row>,
    pub(crate) charges: Vec<ChargeRow>,
    /// What goods cost at home and where they go, before promotions, if that is not the same.
    pub(crate) zones: (i64, i64),
    /// Which price of which list each line has, where it comes from one.
    pub(crate) listed: Vec<Option<usize>>,
    /// Prices that the catalog has reduced.
    pub(crate) catalog: Vec<CatalogStep>,
    /// What was taken off what by which candidate, in the order in which it was.
    pub(crate) ledger: Vec<Entry>,
    /// What each promotion, by its place in the rules, has taken off.
    pub(crate) taken: Vec<(u32, i64)>,
    /// Candidates that took nothing off, and why.
    pub(crate) rejected: Vec<(usize, RejectedReason)>,
    /// Gifts: the place of the line, the candidate, its gift.
    pub(crate) gifts: Vec<GiftRow>,
    /// Taxes of lines and charges.
    pub(crate) tax: TaxWork,
    /// What an action takes off, until it is settled.
    pub(crate) parts: Vec<(Item, i64)>,
    /// What the actions of a lane would take off, until the best is found: the turn, what, how much.
    pub(crate) proposals: Vec<(usize, Item, i64)>,
    pub(crate) spread: Spread,
    /// The same for goods as one part beside charges.
    pub(crate) beside: Spread,
    /// Lines in the order in which their units are picked: the price of a unit, the place.
    pub(crate) order: Vec<(i64, usize)>,
    /// How many units of a line an action reaches.
    pub(crate) reach: Vec<(usize, i64)>,
    /// Room for where things stood.
    kept: Kept,
}

/// A price that the catalog has reduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CatalogStep {
    pub(crate) candidate: usize,
    pub(crate) line: usize,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Something taken off something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) candidate: u32,
    /// The place of its promotion in the rules.
    pub(crate) rule: u32,
    pub(crate) item: Item,
    pub(crate) amount: i64,
}

/// A line that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GiftRow {
    pub(crate) line: usize,
    pub(crate) candidate: usize,
    pub(crate) gift: usize,
}

/// Where things stood before something was tried.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    rows: Vec<Row>,
    charges: Vec<ChargeRow>,
    taken: Vec<(u32, i64)>,
    pub(crate) ledger: usize,
    rejected: usize,
    gifts: usize,
}

impl Kept {
    /// Remembers how things stand.
    pub(crate) fn of(ws: &mut Workspace) -> Self {
        let mut kept = core::mem::take(&mut ws.kept);
        kept.rows.clone_from(&ws.rows);
        kept.charges.clone_from(&ws.charges);
        kept.taken.clone_from(&ws.taken);
        Self { ledger: ws.ledger.len(), rejected: ws.rejected.len(), gifts: ws.gifts.len(), ..kept }
    }

    /// Puts things back as they stood.
    pub(crate) fn restore(mut self, ws: &mut Workspace) {
        core::mem::swap(&mut ws.rows, &mut self.rows);
        core::mem::swap(&mut ws.charges, &mut self.charges);
        core::mem::swap(&mut ws.taken, &mut self.taken);
        ws.ledger.truncate(self.ledger);
        ws.rejected.truncate(self.rejected);
        ws.gifts.truncate(self.gifts);
        ws.kept = self;
    }
}

impl Workspace {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.charges.clear();
        self.zones = (0, 0);
        self.listed.clear();
        self.catalog.clear();
        self.ledger.clear();
        self.taken.clear();
        self.rejected.clear();
        self.gifts.clear();
    }
}
