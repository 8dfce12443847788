//! Which price a line takes. The order is that of [the module](super).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use super::compile::Row;
use super::tiers::Exact;
use super::{Counts, ListKind, Prices, TierBy, TierMode};
use crate::id::{ArmCode, ExperimentCode, GroupCode, Sku};
use crate::money::{Currency, Money};
use crate::pricing::kernel::arith::Overflow;
use crate::pricing::{BasketLine, Context, LinePrice};
use crate::refusal::{Code, Refusal};

/// What a price is looked up for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// What.
    pub(crate) sku: &'a Sku,
    /// In which currency.
    pub(crate) currency: Currency,
    /// Decimals of its unit.
    pub(crate) decimals: u8,
    /// What it costs by itself.
    pub(crate) own: LinePrice,
    /// It is part of a kit.
    pub(crate) in_kit: bool,
}

impl<'a> Wanted<'a> {
    /// The price of a line.
    pub(crate) fn of(line: &'a BasketLine, currency: Currency) -> Self {
        Self {
            sku: &line.sku,
            currency,
            decimals: line.decimals,
            own: line.price,
            in_kit: line.kit.is_some() || line.fixed,
        }
    }

    /// Its own price, as if a list had it.
    pub(super) fn own_row(&self) -> Option<Row> {
        let minor = |amount: Money| Some(amount.minor()).filter(|_| amount.currency() == self.currency);
        Some(Row {
            list: 0,
            place: 0,
            kind: ListKind::Base,
            dimensions: 0,
            audience: None,
            price: minor(self.own.unit?)?,
            per: self.own.per.unwrap_or(1).max(1),
            from: 1,
            to: i64::MAX,
            tiers: Vec::new(),
            tier_mode: TierMode::Volume,
            tier_by: TierBy::Line,
            compare_at: self.own.compare_at.and_then(minor),
            minimum: self.own.minimum.and_then(minor),
        })
    }

    /// How many smallest units a row's price is for.
    pub(super) fn units(&self, row: &Row) -> i64 {
        // At most 2^32 times 10^6.
        i64::from(row.per).saturating_mul(10_i64.saturating_pow(self.decimals.into()))
    }

    /// The refusal `price.missing`, which names what was looked for.
    pub(crate) fn missing(&self, context: &Context, quantity: i64) -> Refusal {
        let (place, channel) = (&context.destination, context.channel.as_ref());
        let mut whom = format!("country `{}`", place.country);
        // Writing to a text cannot fail.
        let _ = place.region.iter().try_for_each(|region| write!(whom, ", region `{region}`"));
        let _ = channel.iter().try_for_each(|channel| write!(whom, ", channel `{channel}`"));
        let _ = context.buyer.groups.iter().try_for_each(|group| write!(whom, ", group `{group}`"));
        let (sku, currency, at) = (self.sku, self.currency, context.at);
        let reason = format!("`{sku}` has no price in {currency} for a quantity of {quantity} at {at} ({whom})");
        let groups: Vec<&str> = context.buyer.groups.iter().map(GroupCode::as_str).collect();
        let refusal = Refusal::new(Code::PriceMissing, reason)
            .with("sku", sku.as_str())
            .with("currency", format!("{currency}"))
            .with("quantity", quantity)
            .with("at", format!("{at}"))
            .with("country", place.country.as_str())
            .with("groups", groups);
        let refusal = with(refusal, "region", place.region.as_ref().map(|region| region.as_str().into()));
        with(refusal, "channel", channel.map(|channel| channel.as_str().into()))
    }
}

fn with(refusal: Refusal, name: &'static str, value: Option<String>) -> Refusal {
    match value {
        Some(value) => refusal.with(name, value),
        None => refusal,
    }
}

/// The price that a line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The price of `per` smallest units. Of graduated tiers, the average, rounded: see [`Prices::subtotal_by`].
    pub(crate) unit: i64,
    /// How many smallest units the price is for; 1 or more.
    pub(crate) per: i64,
    /// The price of `per` smallest units before it was reduced; always higher.
    pub(crate) compare_at: Option<i64>,
    /// No discount goes below this price of `per` smallest units.
    pub(crate) minimum: Option<i64>,
    /// A sale list has made it cheaper.
    pub(crate) reduced: bool,
    /// The place of its list in the rules; the line's own price has none.
    pub(crate) list: Option<usize>,
    /// The place of its row.
    pub(super) row: Option<usize>,
    /// Over how many units its graduated tiers are spread.
    pub(super) spread: Option<i64>,
}

impl Chosen {
    /// Whether each unit takes the price of the tier that it lies in.
    pub(crate) fn is_graduated(&self) -> bool {
        self.spread.is_some()
    }
}

/// A row that won, and the base price that it reduces.
pub(super) struct Choice<'a> {
    pub(super) row: &'a Row,
    place: Option<usize>,
    before: Option<Exact>,
}

impl Prices {
    /// Adds the rows that a line may take, the best first: step 2 of the order, without windows of quantities.
    pub(crate) fn candidates(
        &self,
        wanted: &Wanted<'_>,
        context: &Context,
        arms: &[(ExperimentCode, ArmCode)],
        out: &mut Vec<usize>,
    ) {
        if wanted.in_kit {
            return;
        }
        let places = self.shelf(wanted.sku, wanted.currency);
        let rows = self.rows.get(places.clone()).unwrap_or_default();
        let holds = |audience: Option<usize>| {
            audience.and_then(|place| self.audiences.get(place)).is_none_or(|audience| audience.holds(context, arms))
        };
        let fits = |row: &Row| {
            self.lists.get(row.list).is_some_and(|list| list.in_force(context.at) && holds(list.audience))
                && holds(row.audience)
        };
        out.extend(places.zip(rows).filter(|(_, row)| fits(row)).map(|(place, _)| place));
    }

    /// The price that a line takes of its candidates, or its own: steps 3 to 8 of the order. Allocates nothing.
    pub(crate) fn pick(
        &self,
        wanted: &Wanted<'_>,
        candidates: &[usize],
        counts: Counts,
    ) -> Result<Option<Chosen>, Overflow> {
        let own = wanted.own_row();
        self.choose(own.as_ref(), candidates, counts).map(|choice| self.chosen(&choice, wanted, counts)).transpose()
    }

    /// Whether there is any price at all.
    pub(crate) fn has_any(&self) -> bool {
        !self.rows.is_empty()
    }

    pub(super) fn choose<'a>(
        &'a self,
        own: Option<&'a Row>,
        candidates: &[usize],
        counts: Counts,
    ) -> Option<Choice<'a>> {
        let special = self.best(candidates, counts, |kind| kind != ListKind::Base);
        let base = self.best(candidates, counts, |kind| kind == ListKind::Base);
        let base = base.or(own.map(|row| Choice { row, place: None, before: None }));
        match (special, base) {
            (Some(special), Some(base)) if special.row.kind == ListKind::Sale => {
                let before = base.row.exact(counts);
                match before.compare(special.row.exact(counts)) {
                    core::cmp::Ordering::Less => Some(base),
                    core::cmp::Ordering::Equal => Some(special),
                    core::cmp::Ordering::Greater => Some(Choice { before: Some(before), ..special }),
                }
            }
            (special, base) => special.or(base),
        }
    }

    /// The first of the lowest of the closest rows of a kind: steps 4 to 6.
    fn best(&self, candidates: &[usize], counts: Counts, kind: impl Fn(ListKind) -> bool) -> Option<Choice<'_>> {
        let rows = candidates.iter().filter_map(|place| self.rows.get(*place).map(|row| (*place, row)));
        let mut rows = rows.filter(|(_, row)| kind(row.kind) && row.sells(counts.line));
        let (mut place, mut best) = rows.next()?;
        let (closest, mut lowest) = (best.dimensions, None);
        for (other, row) in rows.take_while(|(_, row)| row.dimensions == closest) {
            let price = row.exact(counts);
            let least = *lowest.get_or_insert_with(|| best.exact(counts));
            let order = price.compare(least).then((row.list, row.place).cmp(&(best.list, best.place)));
            if order.is_lt() {
                (place, best, lowest) = (other, row, Some(price));
            }
        }
        Some(Choice { row: best, place: Some(place), before: None })
    }

    fn chosen(&self, choice: &Choice<'_>, wanted: &Wanted<'_>, counts: Counts) -> Result<Chosen, Overflow> {
        let row = choice.row;
        let unit = row.exact(counts).times(row.per.into(), self.rounding)?;
        let compare_at = match (row.compare_at, choice.before) {
            (Some(stated), _) => Some(stated),
            (None, Some(before)) => Some(before.times(row.per.into(), self.rounding)?),
            (None, None) => None,
        };
        let compare_at = compare_at.filter(|before| *before > unit);
        Ok(Chosen {
            unit,
            per: wanted.units(row),
            compare_at,
            minimum: row.minimum,
            reduced: row.kind == ListKind::Sale && (choice.before.is_some() || compare_at.is_some()),
            list: choice.place.map(|_| row.list),
            row: choice.place,
            spread: Some(counts.by(row.tier_by)).filter(|_| row.is_graduated()),
        })
    }
}

#[cfg(test)]
pub(super) mod tests;
