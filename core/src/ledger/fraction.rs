//! Exact fractions, such as a third.

use alloc::format;
use core::fmt;
use core::str::FromStr;

use serde::{Serialize, Serializer};

use crate::id::shown;
use crate::refusal::{Code, Refusal};
use crate::wire::read_as_text;

/// An exact part of a whole, from zero to one: `1/3`, `1`. It is written as it was given, not reduced, and compared so.
///
/// ```
/// use fondaco::ledger::Fraction;
///
/// let third: Fraction = "1/3".parse()?;
/// assert_eq!((third.numerator(), third.denominator()), (1, 3));
/// assert_eq!(third.to_string(), "1/3");
/// assert!("4/3".parse::<Fraction>().is_err());
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

impl Fraction {
    /// The largest denominator: 10^12.
    pub const MOST: i64 = 1_000_000_000_000;

    /// A part of a whole. Refused with `sending.invalid` below zero, above one, and past [`Fraction::MOST`].
    pub fn new(numerator: i64, denominator: i64) -> Result<Self, Refusal> {
        if (1..=Self::MOST).contains(&denominator) && (0..=denominator).contains(&numerator) {
            return Ok(Self { numerator, denominator });
        }
        Err(malformed(&format!("{numerator}/{denominator}")))
    }

    /// Above the line.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// Below the line.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            return self.numerator.fmt(f);
        }
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Fraction {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let number = |digits: &str| -> Result<i64, Refusal> {
            let is_plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| is_plain).ok_or_else(|| malformed(text))
        };
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        Self::new(number(above)?, number(below)?)
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

read_as_text! { Fraction: "a part of a whole as text, such as `1/3`"; }

fn malformed(text: &str) -> Refusal {
    let reason = format!("`{}` is not a part of a whole, such as `1/3`, from 0 to 1", shown(text));
    Refusal::new(Code::SendingInvalid, reason).with("given", shown(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn a_fraction_is_from_zero_to_one_and_prints_as_it_parses() {
        for text in ["0", "1", "1/3", "19/100000", "1000000000000/1000000000000"] {
            assert_eq!(text.parse::<Fraction>().unwrap().to_string(), text);
        }
        for text in ["", "/", "1/", "/3", "-1/3", "+1/3", "1/0", "4/3", "2", "0.5", "1/3/5", "1/1000000000001", "٣/٤"]
        {
            assert_eq!(text.parse::<Fraction>().unwrap_err().code(), Code::SendingInvalid, "{text}");
        }
    }
}
