//! Places of units in their lines: which of them were invoiced, and which have fallen off.
//!
//! The units of a line stand in a row, counted from 0, each with its own share of the line ([`Receipt::share`]). Which of them
//! is meant decides who bears the cent that does not divide, so invoices, credits and credit notes agree to the cent.
//!
//! [`Receipt::share`]: crate::pricing::Receipt::share

use alloc::vec::Vec;
use core::ops::Range;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::record::Order;
use crate::id::{ChargeCode, CreditNoteId, InvoiceId, SellerCode};
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// Units of a line that stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSpan {
    /// The line.
    pub line: u32,
    /// The place of the first of them in the line, from 0.
    pub first: i64,
    /// How many.
    pub quantity: Quantity,
}

/// What of an order an invoice is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderInvoice {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Units of goods.
    pub units: Vec<UnitSpan>,
    /// Shipping and fees, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeCode>,
    /// The credits whose lost discounts it adds, by their places among those of the order, from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_discounts: Vec<u32>,
    /// Whose part of the order it is over; what the channel itself sells when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sold_by: Option<SellerCode>,
}

/// What of the invoices of an order a credit note takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderCreditNote {
    /// The credit note.
    pub credit_note: CreditNoteId,
    /// Units of goods.
    pub units: Vec<UnitSpan>,
    /// Shipping and fees, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeCode>,
    /// The credits whose lost discounts lower it, by their places among those of the order, from 0; of a cancelled order those
    /// that it takes back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_discounts: Vec<u32>,
    /// Whose part of the order it is over; what the channel itself sells when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sold_by: Option<SellerCode>,
}

/// Places of units of one line, ascending.
pub(crate) type Places = Vec<Range<i64>>;

impl UnitSpan {
    /// The places that it covers.
    pub(crate) fn places(&self) -> Range<i64> {
        self.first..self.first.saturating_add(self.quantity.units())
    }

    /// Spans over places of a line.
    pub(crate) fn over(line: u32, places: &[Range<i64>]) -> Result<Vec<Self>, Refusal> {
        let span = |range: &Range<i64>| {
            Ok(Self { line, first: range.start, quantity: Quantity::new(range.end.saturating_sub(range.start))? })
        };
        places.iter().map(span).collect()
    }
}

impl Order {
    /// The places of units of a line that invoices are over.
    pub(crate) fn invoiced(&self, line: u32) -> Places {
        of_line(self.invoices.iter().flat_map(|invoice| &invoice.units), line)
    }

    /// The places of units of a line that credit notes have taken back.
    pub(crate) fn noted(&self, line: u32) -> Places {
        of_line(self.credit_notes.iter().flat_map(|note| &note.units), line)
    }

    /// The places of units of a line that have fallen off: all of each credit, in their order.
    pub(crate) fn fallen(&self, line: u32) -> Result<Vec<Places>, Refusal> {
        let whole = self.receipt.line(line)?.quantity.units();
        let mut open = one(0..whole);
        let mut fallen = Vec::with_capacity(self.credits.len());
        for credit in &self.credits {
            let mut places = Places::new();
            for units in credit.units.iter().filter(|units| units.line == line) {
                let count = units.quantity.units();
                let these = match units.first {
                    Some(first) => one(first..first.saturating_add(count)),
                    None => first_of(&open, count),
                };
                open = without(&open, &these);
                places.extend(these);
            }
            fallen.push(places);
        }
        Ok(fallen)
    }

    /// The places of units of a line that have not fallen off.
    pub(crate) fn standing_units(&self, line: u32) -> Result<Places, Refusal> {
        let whole = self.receipt.line(line)?.quantity.units();
        Ok(self.fallen(line)?.iter().fold(one(0..whole), |open, places| without(&open, places)))
    }

    /// The places of units that are to fall off a line, and whether they are the first of those that are left. Units that
    /// come back are such as were invoiced, units that are cancelled such as were not, as far as there are any.
    pub(super) fn to_fall(&self, line: u32, count: i64, come_back: bool) -> Result<(Places, bool), Refusal> {
        let open = self.standing_units(line)?;
        let usual = first_of(&open, count);
        let invoiced = within(&open, &self.invoiced(line));
        if invoiced.is_empty() {
            return Ok((usual, true));
        }
        let others = without(&open, &invoiced);
        let (sooner, later) = if come_back { (invoiced, others) } else { (others, invoiced) };
        let mut places = first_of(&sooner, count);
        places.extend(first_of(&later, count.saturating_sub(count_of(&places))));
        let is_usual = places == usual;
        Ok((places, is_usual))
    }
}

/// Places that are beside each other.
fn one(places: Range<i64>) -> Places {
    core::iter::once(places).collect()
}

fn of_line<'a>(spans: impl Iterator<Item = &'a UnitSpan>, line: u32) -> Places {
    spans.filter(|span| span.line == line).map(UnitSpan::places).collect()
}

/// How many units stand at these places.
pub(crate) fn count_of(places: &[Range<i64>]) -> i64 {
    places.iter().fold(0, |sum, range| sum.saturating_add(range.end.saturating_sub(range.start)))
}

/// The first of these places.
pub(crate) fn first_of(places: &[Range<i64>], count: i64) -> Places {
    let mut left = count;
    let mut first = Places::new();
    for range in places {
        let end = range.end.min(range.start.saturating_add(left));
        if range.start < end {
            left = left.saturating_sub(end.saturating_sub(range.start));
            first.push(range.start..end);
        }
    }
    first
}

/// These places without some.
pub(crate) fn without(places: &[Range<i64>], taken: &[Range<i64>]) -> Places {
    taken.iter().fold(places.to_vec(), |left, taken| {
        let rest = |range: Range<i64>| [range.start..range.end.min(taken.start), range.start.max(taken.end)..range.end];
        left.into_iter().flat_map(rest).filter(|range| !range.is_empty()).collect()
    })
}

/// Those of these places that are among some.
pub(crate) fn within(places: &[Range<i64>], some: &[Range<i64>]) -> Places {
    without(places, &without(places, some))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn places_are_taken_from_the_front_left_out_and_met() {
        let places = vec![0..3, 5..9];
        assert_eq!(first_of(&places, 4), [0..3, 5..6]);
        assert_eq!(first_of(&places, 0), Places::new());
        assert_eq!(first_of(&places, 99), places);
        assert_eq!(without(&places, &[1..2, 8..20]), [0..1, 2..3, 5..8]);
        assert_eq!(without(&places, &[]), places);
        assert_eq!(within(&places, &one(2..6)), [2..3, 5..6]);
        assert_eq!(within(&places, &one(3..5)), Places::new());
        assert_eq!(count_of(&places), 7);
    }
}
