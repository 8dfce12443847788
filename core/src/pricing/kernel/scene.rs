//! What a promotion sees when its turn comes.

use super::arith::{long, short};
use super::filter::Filter;
use super::row::Row;
use super::tax_view::TaxViews;
use crate::money::Currency;
use crate::pricing::policy::{Base, TaxView};
use crate::pricing::reason::RejectedReason;

/// The lines that the filters of a promotion choose, as far as amounts do not matter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen<'a> {
    /// The filters of the promotion.
    pub(crate) filters: &'a [Filter],
    /// For each of them, where its lines stand in `lines`.
    pub(crate) slots: &'a [(u32, u32)],
    /// Places of lines.
    pub(crate) lines: &'a [u32],
}

impl<'a> Chosen<'a> {
    /// Whether a filter that does not ask for amounts chooses a line.
    pub(crate) fn has(self, filter: usize, place: usize) -> bool {
        self.places(filter).binary_search(&short(place)).is_ok()
    }

    /// The places of the lines that a filter chooses, whatever their amounts.
    fn places(self, filter: usize) -> &'a [u32] {
        let (from, until) = self.slots.get(filter).copied().unwrap_or_default();
        self.lines.get(long(from)..long(until)).unwrap_or_default()
    }

    /// The places of the lines that a filter chooses, if it does not ask for amounts.
    pub(crate) fn all(self, filter: usize) -> Option<impl ExactSizeIterator<Item = usize> + 'a> {
        let fixed = self.filters.get(filter).filter(|filter| !filter.asks_amounts());
        fixed.map(|_| self.places(filter).iter().map(|place| long(*place)))
    }

    /// Whether a filter chooses every line of so many, whatever their amounts: then no place has to be looked up.
    #[inline]
    pub(crate) fn is_every(self, filter: usize, lines: usize) -> bool {
        self.places(filter).len() == lines && self.filters.get(filter).is_some_and(|filter| !filter.asks_amounts())
    }

    /// The places of the lines that a filter chooses, in the order of the basket.
    pub(crate) fn by(self, filter: usize, rows: &'a [Row], currency: Currency) -> impl Iterator<Item = usize> + 'a {
        let lines = self.places(filter);
        let asks = self.filters.get(filter).filter(|filter| filter.asks_amounts());
        let admits = move |place: &usize| {
            asks.is_none_or(|filter| rows.get(*place).is_some_and(|row| filter.admits(row, currency)))
        };
        lines.iter().map(|place| long(*place)).filter(admits)
    }
}

/// The basket as it stands when the turn of a promotion comes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) rows: &'a [Row],
    pub(crate) currency: Currency,
    pub(crate) chosen: Chosen<'a>,
    /// What the context answered to its questions; `None` where it holds.
    pub(crate) facts: &'a [Option<RejectedReason>],
    /// Grams of one whole unit and how many smallest units that is, for each line.
    pub(crate) weights: &'a [(i64, i64)],
    /// What each promotion has taken off so far.
    pub(crate) taken: &'a [(u32, i64)],
    pub(crate) taxes: &'a TaxViews,
}

impl Scene<'_> {
    fn lines(&self, filter: usize) -> impl Iterator<Item = &Row> {
        self.chosen.by(filter, self.rows, self.currency).filter_map(|place| self.rows.get(place))
    }

    /// What a question to the context was answered.
    pub(crate) fn fact(&self, place: usize) -> Result<(), RejectedReason> {
        match self.facts.get(place) {
            Some(None) => Ok(()),
            Some(Some(reason)) => Err(reason.clone()),
            None => Err(RejectedReason::Forbidden {}),
        }
    }

    /// What the goods of a filter are worth.
    pub(crate) fn worth(&self, filter: usize, base: Base, tax: TaxView) -> i64 {
        let amount = |row: &Row| if base == Base::Running { row.left } else { row.subtotal };
        if tax == TaxView::AsPriced && self.chosen.is_every(filter, self.rows.len()) {
            return self.rows.iter().fold(0, |sum, row| sum.saturating_add(amount(row)));
        }
        if tax == TaxView::AsPriced
            && let Some(places) = self.chosen.all(filter)
        {
            let rows = places.filter_map(|place| self.rows.get(place));
            return rows.fold(0, |sum, row| sum.saturating_add(amount(row)));
        }
        self.lines(filter).fold(0, |sum, row| sum.saturating_add(self.taxes.seen(amount(row), row.class, tax)))
    }

    /// How many units of the goods of a filter there are.
    pub(crate) fn units(&self, filter: usize) -> i64 {
        self.lines(filter).fold(0, |sum, row| sum.saturating_add(row.quantity))
    }

    /// How many units the line with most of them has.
    pub(crate) fn longest(&self, filter: usize) -> i64 {
        self.lines(filter).map(|row| row.quantity).max().unwrap_or_default()
    }

    /// What the goods of a filter weigh.
    pub(crate) fn grams(&self, filter: usize) -> i64 {
        let weight = |place: usize| {
            let quantity = self.rows.get(place).map(|row| i128::from(row.quantity))?;
            let (grams, whole) = self.weights.get(place)?;
            i64::try_from(quantity.checked_mul((*grams).into())?.checked_div((*whole).into())?).ok()
        };
        let places = self.chosen.by(filter, self.rows, self.currency);
        places.fold(0_i64, |sum, place| sum.saturating_add(weight(place).unwrap_or_default()))
    }

    /// Whether a promotion, by its place in the rules, has taken something off.
    pub(crate) fn applied(&self, rule: usize) -> bool {
        self.taken.iter().any(|(taken, amount)| long(*taken) == rule && *amount != 0)
    }
}
