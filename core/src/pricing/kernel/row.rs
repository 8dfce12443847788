//! What the arithmetic works on: plain integers, one row for each line and charge.

use super::arith::short;

/// A line while it is being priced. Amounts are minor units, as prices are: with tax where they contain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Row {
    /// How many smallest units.
    pub(crate) quantity: i64,
    /// The price of `per` smallest units, after promotions of the catalog.
    pub(crate) unit: i64,
    /// How many smallest units the price is for; 1 or more.
    pub(crate) per: i64,
    /// The price before it was reduced by a sale list or the catalog, if it was.
    pub(crate) compare_at: Option<i64>,
    /// Price times quantity.
    pub(crate) subtotal: i64,
    /// What earlier promotions have left of it.
    pub(crate) left: i64,
    /// What was left when the order phase began.
    pub(crate) before_order: i64,
    /// What no promotion may go below.
    pub(crate) floor: i64,
    /// Units that a buy-and-get has used up.
    pub(crate) used: i64,
    /// What buy-and-gets took off the units that they used up: the others cost as much as before.
    pub(crate) used_off: i64,
    /// Where its taxes stand among the classes of the basket.
    pub(crate) class: usize,
    /// What of it is tax.
    pub(crate) tax: i64,
    /// What is to be paid for it without tax.
    pub(crate) net: i64,
    /// A promotion of the catalog or a sale list has made it cheaper.
    pub(crate) reduced: bool,
    /// It is sold by the piece.
    pub(crate) countable: bool,
}

/// A charge while it is being priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ChargeRow {
    /// How much it is.
    pub(crate) amount: i64,
    /// What promotions have left of it.
    pub(crate) left: i64,
    /// What of it is tax.
    pub(crate) tax: i64,
    /// What is to be paid for it without tax.
    pub(crate) net: i64,
    /// Promotions may reduce it.
    pub(crate) is_shipping: bool,
}

/// A line or a charge, by its place, kept [`short`](super::arith::short).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A line.
    Line(u32),
    /// A charge.
    Charge(u32),
}

impl Item {
    /// The line at a place.
    #[inline]
    pub(crate) fn line(place: usize) -> Self {
        Self::Line(short(place))
    }

    /// The charge at a place.
    #[inline]
    pub(crate) fn charge(place: usize) -> Self {
        Self::Charge(short(place))
    }
}
