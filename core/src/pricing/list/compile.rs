//! Price lists made ready: sorted by SKU and currency, the best price of each first.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::ops::Range;

use jiff::Timestamp;

use super::audience::Audiences;
use super::check::{self, Report};
use super::tiers::Exact;
use super::{Audience, ListKind, ListedPrice, PriceList, TierBy, TierMode};
use crate::id::Sku;
use crate::limits;
use crate::money::{Currency, Rounding};
use crate::pricing::rules::within;
use crate::pricing::{PriceRules, RuleProblem};

/// The prices of all lists.
#[derive(Debug)]
pub(crate) struct Prices {
    pub(super) lists: Vec<List>,
    pub(super) rows: Vec<Row>,
    pub(super) audiences: Vec<Audience>,
    pub(super) rounding: Rounding,
    shelves: Vec<Shelf>,
}

/// A list without its prices.
#[derive(Debug)]
pub(super) struct List {
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    pub(super) audience: Option<usize>,
}

impl List {
    pub(super) fn in_force(&self, at: Timestamp) -> bool {
        within(at, self.from, self.until)
    }
}

/// A price of a list, in minor units of `per` whole units.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) list: usize,
    /// Its place in the list.
    pub(super) place: usize,
    pub(super) kind: ListKind,
    /// How much it and its list say about the buyer.
    pub(super) dimensions: usize,
    pub(super) audience: Option<usize>,
    pub(super) price: i64,
    pub(super) per: u32,
    pub(super) from: i64,
    pub(super) to: i64,
    /// From how many units, and the price.
    pub(super) tiers: Vec<(i64, i64)>,
    pub(super) tier_mode: TierMode,
    pub(super) tier_by: TierBy,
    pub(super) compare_at: Option<i64>,
    pub(super) minimum: Option<i64>,
}

impl Row {
    /// Whether its window of quantities holds a quantity.
    pub(super) fn sells(&self, quantity: i64) -> bool {
        (self.from..=self.to).contains(&quantity)
    }

    fn first(&self) -> Exact {
        Exact { minor: self.price.into(), units: self.per.into() }
    }
}

/// Where the prices of a SKU in a currency stand.
#[derive(Debug)]
struct Shelf {
    sku: Sku,
    currency: Currency,
    rows: Range<usize>,
}

impl Prices {
    /// Makes the lists of rules ready, and reports everything that is wrong with them.
    pub(crate) fn compile(rules: &PriceRules, problems: &mut Vec<RuleProblem>) -> Self {
        let count = rules.lists.iter().fold(0_usize, |count, list| count.saturating_add(list.prices.len()));
        check::count(count, problems);
        let arms: BTreeSet<_> =
            rules.experiments.iter().flat_map(|one| one.arms.iter().map(|arm| (&one.code, &arm.code))).collect();
        let mut audiences = Audiences::default();
        let mut lists = Vec::with_capacity(rules.lists.len());
        let mut listed = Vec::new();
        check::codes(&rules.lists, problems);
        for (index, list) in rules.lists.iter().enumerate() {
            check::list(list, &arms, &mut Report::new(problems, Some(index), None));
            for (place, price) in list.prices.iter().enumerate().take(limits::PRICES.saturating_sub(listed.len())) {
                check::price(price, &arms, &mut Report::new(problems, Some(index), Some(place)));
                listed.push((price, row(list, index, price, place, &mut audiences)));
            }
            lists.push(List { from: list.from, until: list.until, audience: audiences.place(&list.audience) });
        }
        let (shelves, rows) = shelve(listed, problems);
        Self { lists, rows, audiences: audiences.into_all(), rounding: rules.policy.price_rounding, shelves }
    }

    /// The places of the rows of a SKU in a currency, the best first.
    pub(super) fn shelf(&self, sku: &Sku, currency: Currency) -> Range<usize> {
        let found = self.shelves.binary_search_by(|shelf| (&shelf.sku, shelf.currency).cmp(&(sku, currency)));
        found.ok().and_then(|place| self.shelves.get(place)).map_or(0..0, |shelf| shelf.rows.clone())
    }
}

fn row(list: &PriceList, index: usize, price: &ListedPrice, place: usize, audiences: &mut Audiences) -> Row {
    Row {
        list: index,
        place,
        kind: list.kind,
        dimensions: list.audience.dimensions().saturating_add(price.audience.dimensions()),
        audience: audiences.place(&price.audience),
        price: price.price.minor(),
        per: price.per.unwrap_or(1).max(1),
        from: price.from_quantity.unwrap_or(1),
        to: price.to_quantity.unwrap_or(i64::MAX),
        tiers: price.tiers.iter().map(|tier| (tier.from, tier.price.minor())).collect(),
        tier_mode: price.tier_mode,
        tier_by: price.tier_by,
        compare_at: price.compare_at.map(|amount| amount.minor()),
        minimum: price.minimum.map(|amount| amount.minor()),
    }
}

/// Sorts prices by SKU and currency, and those of one SKU and currency by the order in which they are looked up.
fn shelve(mut listed: Vec<(&ListedPrice, Row)>, problems: &mut Vec<RuleProblem>) -> (Vec<Shelf>, Vec<Row>) {
    let shelf_of = |price: &ListedPrice| (price.price.currency(), price.sku.clone());
    listed.sort_unstable_by(|(one, a), (two, b)| {
        let shelf = (&one.sku, one.price.currency()).cmp(&(&two.sku, two.price.currency()));
        let rank = |row: &Row| (row.kind == ListKind::Base, Reverse(row.dimensions));
        shelf
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| a.first().compare(b.first()))
            .then_with(|| (a.list, a.place).cmp(&(b.list, b.place)))
    });
    let mut shelves: Vec<Shelf> = Vec::new();
    let mut rows: Vec<Row> = Vec::with_capacity(listed.len());
    for (price, row) in listed {
        let end = rows.len().saturating_add(1);
        match shelves.last_mut() {
            Some(last) if last.sku == price.sku && last.currency == price.price.currency() => last.rows.end = end,
            Some(_) | None => {
                let (currency, sku) = shelf_of(price);
                shelves.push(Shelf { sku, currency, rows: rows.len()..end });
            }
        }
        rows.push(row);
    }
    for shelf in &shelves {
        let rows = rows.get(shelf.rows.clone()).unwrap_or_default();
        check::twins(&shelf.sku, shelf.currency, rows, problems);
    }
    (shelves, rows)
}

#[cfg(test)]
mod tests {
    use super::super::select::tests::Shelf as Fixture;
    use super::*;
    use crate::id::PriceListCode;
    use crate::money::Money;
    use std::{format, vec};

    #[test]
    fn each_price_is_found_by_its_sku_and_currency_the_lowest_first() {
        let eur = Currency::iso("EUR").unwrap();
        let prices = (0_i64..1_000).rev().map(|n| ListedPrice {
            sku: Sku::new(&format!("SKU-{}", n / 4)).unwrap(),
            price: Money::from_minor(n, eur),
            per: None,
            audience: Audience::default(),
            from_quantity: Some(n % 4 * 10 + 1),
            to_quantity: None,
            tiers: Vec::new(),
            tier_mode: TierMode::Volume,
            tier_by: TierBy::Line,
            compare_at: None,
            minimum: None,
        });
        let mut rules = Fixture::rules("[]");
        rules.lists = vec![PriceList {
            code: PriceListCode::new("base").unwrap(),
            kind: ListKind::Base,
            audience: Audience::default(),
            from: None,
            until: None,
            prices: prices.collect(),
        }];
        let mut problems = Vec::new();
        let prices = Prices::compile(&rules, &mut problems);
        assert_eq!(problems, []);
        let sku = Sku::new("SKU-17").unwrap();
        let found: Vec<i64> = prices.rows[prices.shelf(&sku, eur)].iter().map(|row| row.price).collect();
        assert_eq!(found, [68, 69, 70, 71]);
        assert!(prices.shelf(&sku, Currency::iso("USD").unwrap()).is_empty());
        assert!(prices.shelf(&Sku::new("OTHER").unwrap(), eur).is_empty());
    }
}
