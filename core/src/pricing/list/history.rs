//! The lowest price of the days before a reduction: Directive 98/6/EC, article 6a, as Directive (EU) 2019/2161 put it.

use alloc::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{Prices, Wanted};
use crate::money::{Rounding, divide};
use crate::pricing::Experiment;
use crate::pricing::list::tiers::Exact;

/// How many days before a reduction count, where a member state has not set another number.
pub(crate) const DAYS: u16 = 30;

/// A price of some units: two are compared by what one unit costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitPrice {
    /// Minor units.
    pub(crate) minor: i64,
    /// For how many smallest units; 1 or more.
    pub(crate) per: i64,
}

impl UnitPrice {
    /// Whether one unit costs less.
    pub(crate) fn is_below(self, other: Self) -> bool {
        self.exact().compare(other.exact()).is_lt()
    }

    /// What so many units cost, if that fits.
    pub(crate) fn of(self, units: i64, rounding: Rounding) -> Option<i64> {
        let minor = i128::from(self.minor).checked_mul(units.into())?;
        divide(minor, self.per.into(), rounding).and_then(|minor| i64::try_from(minor).ok())
    }

    fn exact(self) -> Exact {
        Exact { minor: self.minor.into(), units: i128::from(self.per).max(1) }
    }
}

/// The lowest price at some instants; none if there was no price at any of them.
pub(crate) fn lowest(
    instants: impl IntoIterator<Item = Timestamp>,
    price_at: impl Fn(Timestamp) -> Option<UnitPrice>,
) -> Option<UnitPrice> {
    let prices = instants.into_iter().filter_map(price_at);
    prices.reduce(|lowest, price| if price.is_below(lowest) { price } else { lowest })
}

/// The instants at which to look at a price that may change at some instants only: the start of the days before a
/// reduction, and every change from then until the reduction began.
pub(crate) fn points(began: Timestamp, days: u16, changes: impl IntoIterator<Item = Timestamp>) -> BTreeSet<Timestamp> {
    let span = SignedDuration::from_hours(i64::from(days).saturating_mul(24));
    let start = began.checked_sub(span).unwrap_or(Timestamp::MIN);
    let changes = changes.into_iter().filter(|at| start < *at && *at < began);
    core::iter::once(start).chain(changes).collect()
}

impl Prices {
    /// When lists that have a price for a SKU, and experiments, begin and end.
    pub(crate) fn changes(&self, wanted: &Wanted<'_>, experiments: &[Experiment]) -> impl Iterator<Item = Timestamp> {
        let rows = self.rows.get(self.shelf(wanted.sku, wanted.currency)).unwrap_or_default();
        let lists = rows.iter().filter_map(|row| self.lists.get(row.list));
        let experiments = experiments.iter().flat_map(|one| [one.from, one.until]);
        lists.flat_map(|list| [list.from, list.until]).chain(experiments).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_of_different_counts_compare_by_the_unit() {
        let (dozen, hundred) = (UnitPrice { minor: 1300, per: 12 }, UnitPrice { minor: 10_149, per: 100 });
        assert!(hundred.is_below(dozen));
        assert!(!dozen.is_below(dozen));
        assert_eq!(dozen.of(6, Rounding::HalfUp), Some(650));
    }
}
