//! Series: where the numbers of orders, invoices and credit notes come from, one after the other without a gap.
//!
//! A number is taken in the commit that needs it: what is refused, or finds that the world has moved, takes none.

use alloc::format;
use alloc::string::String;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use crate::apply::Happens;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::SeriesCode;
use crate::limits;
use crate::omit::is_default;
use crate::outcome::Outcome;
use crate::record::Key;
use crate::refusal::{Code, Refusal};

/// A series of numbers, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its code, which names it.
    pub code: SeriesCode,
    /// How its numbers look.
    pub terms: SeriesTerms,
    /// The number that was given last; none yet when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u64>,
}

/// How the numbers of a series look: `EU-2026-000123` has the prefix `EU-2026-` and six digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesTerms {
    /// What stands before the digits; it does not end in a digit. At most 32 bytes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// The first number: 1 to [`limits::SERIES_NUMBER`].
    pub first: u64,
    /// The least digits: smaller numbers have zeros before them. At most 12.
    #[serde(default, skip_serializing_if = "is_default")]
    pub digits: u8,
}

/// The series that the documents of a channel, or of a seller, take their numbers from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelNumbers {
    /// Of its orders; they have no number when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders: Option<SeriesCode>,
    /// Of its invoices; none can be issued when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoices: Option<SeriesCode>,
    /// Of its credit notes; none can be issued when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_notes: Option<SeriesCode>,
}

impl ChannelNumbers {
    /// Whether it names no series.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl SeriesTerms {
    /// A number as it is printed.
    pub fn text(&self, number: u64) -> String {
        format!("{}{number:0digits$}", self.prefix, digits = usize::from(self.digits))
    }

    /// What is wrong with them.
    fn problem(&self) -> Option<&'static str> {
        if self.prefix.len() > limits::SERIES_PREFIX || self.prefix.contains('\0') {
            Some("needs a prefix of at most 32 bytes, none of them U+0000")
        } else if self.prefix.ends_with(|last: char| last.is_ascii_digit()) {
            Some("needs a prefix that does not end in a digit: two numbers could look alike")
        } else if !(1..=limits::SERIES_NUMBER).contains(&self.first) {
            Some("needs a first number of 1 to 999999999999")
        } else if self.digits > limits::SERIES_DIGITS {
            Some("needs at most 12 digits")
        } else {
            None
        }
    }
}

impl Series {
    /// The number that is given next; refused with `limit.exceeded` after the last one.
    pub fn next(&self) -> Result<u64, Refusal> {
        self.next_after(self.last)
    }

    /// The number that is given after this one, or the first.
    fn next_after(&self, last: Option<u64>) -> Result<u64, Refusal> {
        let next = last.map_or(self.terms.first, |last| last.saturating_add(1));
        if next > limits::SERIES_NUMBER {
            let reason = format!("series `{}` has given its last number: take another series", self.code);
            return Err(Refusal::new(Code::LimitExceeded, reason).with("of", "numbers of a series"));
        }
        Ok(next)
    }

    /// The series as it is once it was defined, or defined anew.
    pub(crate) fn after(before: Option<&Self>, code: &SeriesCode, terms: &SeriesTerms) -> Self {
        Self { code: code.clone(), terms: terms.clone(), last: before.and_then(|before| before.last) }
    }
}

impl Happens for Series {
    fn after(&mut self, event: &Event, _: Timestamp) -> Result<(), Refusal> {
        let next = self.next()?;
        if *event != (Event::NumberGiven { number: next }) {
            return Err(Refusal::new(Code::Defect, format!("series `{}` would give another than {next}", self.code)));
        }
        self.last = Some(next);
        Ok(())
    }
}

/// Defines a series, or defines it anew. Once it has given a number its first one stays: another would lower or skip what
/// was given.
pub(crate) fn define(code: &SeriesCode, terms: &SeriesTerms, facts: &Facts) -> Result<Decision, Stop> {
    if let Some(problem) = terms.problem() {
        let reason = format!("series `{code}` {problem}");
        return Err(Refusal::new(Code::SeriesInvalid, reason).with("series", code.as_str()).into());
    }
    let before = facts.get::<Series>(code)?;
    if let Some((before, last)) = before.and_then(|before| Some((before, before.last?)))
        && before.terms.first != terms.first
    {
        let reason = format!("series `{code}` has given numbers up to {last}: its first one stays");
        let refusal = Refusal::new(Code::SeriesInUse, reason).with("series", code.as_str());
        return Err(refusal.with("first", before.terms.first).with("last", last).into());
    }
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(code.clone(), Event::SeriesDefined { series: code.clone(), terms: terms.clone() });
    Ok(decision)
}

/// Takes the next number of a series, as part of a decision, which may have taken some of it before.
pub(crate) fn next_number(code: &SeriesCode, decision: &mut Decision, facts: &Facts) -> Result<String, Stop> {
    let series = facts.known::<Series>(code)?;
    let stream = Key::from(code.clone());
    let given = |(of, event): &(Key, Event)| {
        if let Event::NumberGiven { number } = event { (*of == stream).then_some(*number) } else { None }
    };
    let taken = decision.events.iter().rev().find_map(given);
    let number = series.next_after(taken.or(series.last))?;
    decision.record(code.clone(), Event::NumberGiven { number });
    Ok(series.terms.text(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(prefix: &str, first: u64, digits: u8) -> SeriesTerms {
        SeriesTerms { prefix: prefix.into(), first, digits }
    }

    #[test]
    fn a_number_has_its_prefix_and_zeros_before_it() {
        assert_eq!(terms("EU-2026-", 1, 6).text(123), "EU-2026-000123");
        assert_eq!(terms("", 1, 0).text(7), "7");
        assert_eq!(terms("R-", 1, 2).text(1_234), "R-1234");
    }

    #[test]
    fn terms_by_which_numbers_could_look_alike_or_not_fit_are_invalid() {
        for unfit in [terms("A1", 1, 0), terms("", 0, 0), terms("", 1_000_000_000_000, 0), terms("", 1, 13)] {
            assert!(unfit.problem().is_some(), "{unfit:?}");
        }
        assert!(terms(&"x".repeat(33), 1, 0).problem().is_some());
        assert_eq!(terms("A1-", 999_999_999_999, 12).problem(), None);
    }

    #[test]
    fn the_last_number_is_the_last() {
        let mut series = Series { code: "s".parse().unwrap(), terms: terms("", 999_999_999_999, 0), last: None };
        assert_eq!(series.next(), Ok(999_999_999_999));
        Happens::after(&mut series, &Event::NumberGiven { number: 999_999_999_999 }, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(series.next().unwrap_err().code(), Code::LimitExceeded);
    }
}
