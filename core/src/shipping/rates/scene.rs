//! What is known of a query while its methods are looked at: sums of goods, each worked out once.

use alloc::vec;
use alloc::vec::Vec;
use core::cell::RefCell;

use super::query::{ShippingLine, ShippingQuery};
use crate::pricing::{Goods, TaxDisplay, TaxView};

/// What goods come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sums {
    pub(super) lines: usize,
    /// In smallest units.
    pub(super) units: i64,
    /// What prices by the item count.
    pub(super) pieces: i64,
    /// The most units on one line.
    pub(super) most_units: i64,
    pub(super) grams: i64,
    pub(super) net: i64,
    pub(super) gross: i64,
}

impl Sums {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a ShippingLine>) -> Self {
        let mut sums = Self::default();
        lines.for_each(|line| sums.add(line));
        sums
    }

    /// Sums stop at the ends of their numbers: what is that much is past every limit.
    pub(super) fn add(&mut self, line: &ShippingLine) {
        let units = line.quantity.units();
        self.lines = self.lines.saturating_add(1);
        self.units = self.units.saturating_add(units);
        self.most_units = self.most_units.max(units);
        self.pieces = self.pieces.saturating_add(line.pieces());
        self.grams = self.grams.saturating_add(line.weight(units));
        self.net = self.net.saturating_add(line.net.minor());
        self.gross = self.gross.saturating_add(line.gross.minor());
    }
}

/// A query, and what was found out about it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) query: &'a ShippingQuery,
    pub(super) display: TaxDisplay,
    pub(super) distance: Option<u64>,
    /// The zones around the destination.
    pub(super) around: &'a [usize],
    filters: &'a [Goods],
    sums: RefCell<Vec<Option<Sums>>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        query: &'a ShippingQuery,
        display: TaxDisplay,
        distance: Option<u64>,
        around: &'a [usize],
        filters: &'a [Goods],
    ) -> Self {
        Self { query, display, distance, around, filters, sums: RefCell::new(vec![None; filters.len()]) }
    }

    /// What the goods of a filter come to, by its place.
    pub(super) fn sums(&self, filter: usize) -> Sums {
        if let Some(Some(sums)) = self.sums.borrow().get(filter) {
            return *sums;
        }
        let goods = self.filters.get(filter);
        let lines = self.query.lines.iter().filter(|line| goods.is_none_or(|goods| fits(goods, line)));
        let sums = Sums::of(lines);
        if let Some(place) = self.sums.borrow_mut().get_mut(filter) {
            *place = Some(sums);
        }
        sums
    }

    /// What goods are worth, with or without tax.
    pub(super) fn worth(&self, sums: &Sums, tax: Option<TaxView>) -> i64 {
        match (tax.unwrap_or(TaxView::AsPriced), self.display) {
            (TaxView::Net, _) | (TaxView::AsPriced, TaxDisplay::Exclusive) => sums.net,
            (TaxView::Gross, _) | (TaxView::AsPriced, TaxDisplay::Inclusive) => sums.gross,
        }
    }
}

/// Whether a line is such goods.
pub(super) fn fits(goods: &Goods, line: &ShippingLine) -> bool {
    let Goods { skus, products, categories, attributes, except, unit_price: _, line_total: _, reduced: _ } = goods;
    (skus.is_empty() || skus.contains(&line.sku))
        && (products.is_empty() || line.product.as_ref().is_some_and(|product| products.contains(product)))
        && (categories.is_empty() || line.categories.iter().any(|category| categories.contains(category)))
        && attributes.iter().all(|(name, values)| line.attributes.get(name).is_some_and(|has| values.contains(has)))
        && !except.iter().any(|goods| fits(goods, line))
}
