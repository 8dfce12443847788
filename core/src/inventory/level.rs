//! Low stock and stock that is back: noticed once per crossing of a mark, however often it is looked at.
//!
//! Decisions do not rest on counters, so what is noticed is kept on a record, the terms: a look that finds another level
//! there writes the event, and two looks at the same time cannot both.

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::terms::{StockTerms, Terms};
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{LocationCode, Sku, StockCode};
use crate::outcome::Outcome;
use crate::record::Key;

/// How much is available of a SKU at a location, by its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockLevel {
    /// More than the mark for low stock.
    #[default]
    Ample,
    /// No more than that mark, or not yet back at the one for ample stock.
    Low,
    /// None.
    Out,
}

impl StockLevel {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
    pub(super) fn is_ample(&self) -> bool {
        *self == Self::Ample
    }

    /// The level at which stock stands, coming from this one; `None` where nobody wants to be told. Between the two marks
    /// it stays as it was, so that stock that goes up and down around one of them is not told of each time.
    pub fn next(self, terms: &Terms, available: i64) -> Option<Self> {
        let low = terms.low?;
        let restored = terms.restored.unwrap_or_else(|| low.saturating_add(1));
        Some(match available {
            ..=0 => Self::Out,
            some if some <= low => Self::Low,
            some if some >= restored => Self::Ample,
            _ if self == Self::Ample => Self::Ample,
            _ => Self::Low,
        })
    }
}

/// The level to which stock has come, and what is available then, if it is another than was last noticed.
pub(crate) fn crossing(sku: &Sku, location: &LocationCode, facts: &Facts) -> Result<Option<(StockLevel, i64)>, Stop> {
    let code = StockCode::of(sku, location)?;
    facts.show([code.clone().into(), Key::Stock(sku.clone(), location.clone())])?;
    let Some(terms) = facts.get::<StockTerms>(&code)? else { return Ok(None) };
    let [on_hand, reserved, ..] = facts.stock(sku, location)?;
    let available = on_hand.saturating_sub(reserved);
    let next = terms.level.next(&terms.terms, available);
    Ok(next.filter(|level| *level != terms.level).map(|level| (level, available)))
}

/// Notices that stock has crossed a mark; nothing happens where it has not.
pub(crate) fn check(sku: &Sku, location: &LocationCode, facts: &Facts) -> Result<Decision, Stop> {
    let mut decision = Decision::new(Outcome::Done {});
    if let Some((level, available)) = crossing(sku, location, facts)? {
        decision.record(StockCode::of(sku, location)?, Event::StockLevelChanged { level, available });
    }
    Ok(decision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use StockLevel::{Ample, Low, Out};
    use alloc::vec::Vec;

    fn levels(low: i64, restored: Option<i64>, available: &[i64]) -> Vec<StockLevel> {
        let terms = Terms { low: Some(low), restored, ..Terms::default() };
        let next = |level: &mut StockLevel, available: &i64| {
            *level = level.next(&terms, *available).unwrap();
            Some(*level)
        };
        available.iter().scan(Ample, next).collect()
    }

    #[test]
    fn stock_is_low_at_its_mark_and_ample_only_at_the_other() {
        assert_eq!(levels(5, Some(10), &[6, 5, 9, 10, 9, 6, 5]), [Ample, Low, Low, Ample, Ample, Ample, Low]);
        assert_eq!(levels(5, Some(10), &[0, -3, 4, 7, 0]), [Out, Out, Low, Low, Out]);
        assert_eq!(levels(5, None, &[5, 6, 5]), [Low, Ample, Low]);
        assert_eq!(levels(0, None, &[1, 0, 1]), [Ample, Out, Ample]);
    }

    #[test]
    fn without_marks_nothing_is_noticed() {
        assert_eq!(Ample.next(&Terms::default(), 0), None);
    }
}
