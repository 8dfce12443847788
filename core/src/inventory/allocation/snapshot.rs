//! What a plan looks at: what is wanted, and what each place can give.

use alloc::vec::Vec;
use core::cmp::Reverse;

use super::{Keep, Sourcing};
use crate::id::{LocationCode, Sku};
use crate::inventory::Point;

/// What a line wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand<'a> {
    /// The line.
    pub line: u32,
    /// What it is of: a SKU of stock, or a kit.
    pub sku: &'a Sku,
    /// How many: smallest units, or whole kits.
    pub units: i64,
    /// What one of them takes: itself, or the parts of a kit.
    pub needs: Vec<Need<'a>>,
    /// The only place that it may come from.
    pub only_at: Option<&'a LocationCode>,
}

impl<'a> Demand<'a> {
    /// When it is served: what can come from one place only, then kits of many parts, then the others as they stand.
    pub(super) fn turn(&self) -> (bool, Reverse<usize>, Reverse<i64>, Option<&'a Sku>) {
        let each = self.needs.first().map_or(1, |need| need.each);
        let is_kit = self.needs.len() > 1 || each > 1;
        let parts = if is_kit { self.needs.len() } else { 0 };
        (self.only_at.is_none(), Reverse(parts), Reverse(each), is_kit.then_some(self.sku))
    }
}

/// What one unit of a demand takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need<'a> {
    /// The line that is promised: that of the demand, or the one of a part of its kit.
    pub line: u32,
    /// What.
    pub sku: &'a Sku,
    /// How many smallest units; at least 1.
    pub each: i64,
    /// Whether its stock is not counted: every place has it.
    pub untracked: bool,
}

/// What there is: the same SKUs at every place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot<'a> {
    /// The SKUs, ascending, each once.
    pub skus: Vec<&'a Sku>,
    /// The places, in the order of the channel.
    pub places: Vec<Place<'a>>,
}

/// A place and what it can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// Its code.
    pub location: &'a LocationCode,
    /// The lower, the sooner it serves.
    pub priority: u32,
    /// Where it is, if that is known.
    pub position: Option<Point>,
    /// What a parcel from there costs, in minor units, if that is known.
    pub cost: Option<u64>,
    /// What it can give of each SKU, in their order; nothing of those that are left out.
    pub gives: Vec<Gives>,
}

/// What a place can give of a SKU. Less than nothing counts as nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gives {
    /// Units on hand that are not promised.
    pub on_hand: i64,
    /// Units that may be promised before they are there.
    pub backorder: i64,
}

/// How places are chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourcingTerms<'a> {
    /// The rules, the first the strongest. With none, places stand in the order of the channel.
    pub rules: &'a [Sourcing],
    /// What may not be split.
    pub keep: Option<Keep>,
    /// Where the goods go.
    pub destination: Option<Point>,
    /// The place where the buyer collects them: it comes before all rules.
    pub collect_at: Option<&'a LocationCode>,
}

/// What cannot be served of a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// The demand, by its place in the list.
    pub demand: usize,
    /// How many of it could be served beside all others, at the same places.
    pub served: i64,
}
