//! Plain decimals as text: the one scanner and the one printer of amounts and rates.

use alloc::string::String;
use core::fmt;

/// A decimal number as text on the stack: what amounts and rates print, without an allocation.
///
/// ```
/// use fondaco::money::{Currency, Money};
///
/// let amount = Money::from_minor(-5, Currency::iso("EUR")?).amount();
/// assert_eq!(amount.as_str(), "-0.05");
/// assert_eq!(format!("{amount:>8}"), "   -0.05");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Clone, Copy)]
pub struct DecimalText {
    bytes: [u8; Self::LENGTH],
    start: u8,
}

impl DecimalText {
    /// Sign, twenty digits, a dot and two zeros of a percentage.
    const LENGTH: usize = 24;

    /// The text of `±magnitude × 10^-decimals`, with exactly that many decimals.
    pub(super) fn new(negative: bool, magnitude: u64, decimals: u8) -> Self {
        Self::write(negative, magnitude, decimals, 0)
    }

    /// The text of `±magnitude × 10^zeros`.
    pub(super) fn whole(negative: bool, magnitude: u64, zeros: u8) -> Self {
        Self::write(negative, magnitude, 0, if magnitude == 0 { 0 } else { zeros })
    }

    /// Writes from the last digit to the sign.
    fn write(negative: bool, magnitude: u64, decimals: u8, zeros: u8) -> Self {
        let mut text = Self { bytes: [b'0'; Self::LENGTH], start: 24 };
        for _ in 0..zeros {
            text.push(b'0');
        }
        let mut rest = magnitude;
        if decimals > 0 {
            for _ in 0..decimals {
                rest = text.push_digit(rest);
            }
            text.push(b'.');
        }
        rest = text.push_digit(rest);
        while rest > 0 {
            rest = text.push_digit(rest);
        }
        if negative {
            text.push(b'-');
        }
        text
    }

    fn push_digit(&mut self, number: u64) -> u64 {
        self.push(b'0' | u8::try_from(number % 10).unwrap_or_default());
        number / 10
    }

    fn push(&mut self, byte: u8) {
        let next = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(usize::from(next)) {
            *place = byte;
            self.start = next;
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let written = self.bytes.get(usize::from(self.start)..).unwrap_or_default();
        core::str::from_utf8(written).unwrap_or_default()
    }
}

impl fmt::Display for DecimalText {
    /// Width, fill and alignment count; a precision is not taken, for it would cut digits off.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.precision().is_some() { f.write_str(self.as_str()) } else { f.pad(self.as_str()) }
    }
}

impl fmt::Debug for DecimalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl AsRef<str> for DecimalText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for DecimalText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for DecimalText {}

impl PartialEq<str> for DecimalText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for DecimalText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

/// A plain decimal, taken apart but not yet a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain<'a> {
    pub(super) negative: bool,
    whole: &'a str,
    pub(super) fraction: &'a str,
}

impl<'a> Plain<'a> {
    /// Takes a plain decimal apart, or says what is wrong with it, to follow the quoted input.
    pub(super) fn scan(text: &'a str) -> Result<Self, &'static str> {
        const DIGITS: &str = "is not a plain decimal number such as `12.30`";
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(DIGITS),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits {
            return Err(DIGITS);
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return Err("starts with a zero too many");
        }
        Ok(Self { negative, whole, fraction })
    }

    /// The same number without zeros at the end of its fraction.
    pub(super) fn trimmed(self) -> Self {
        Self { fraction: self.fraction.trim_end_matches('0'), ..self }
    }

    /// How many decimals are written.
    pub(super) fn decimals(&self) -> usize {
        self.fraction.len()
    }

    /// The digits as one whole number with its sign; with `decimals`, in units of that many decimals.
    ///
    /// `None` if it does not fit, or more decimals are written than asked for.
    pub(super) fn units(&self, decimals: u8) -> Option<i64> {
        let missing = usize::from(decimals).checked_sub(self.decimals())?;
        let digits = self.whole.bytes().chain(self.fraction.bytes()).map(|byte| i64::from(byte & 0x0f));
        // Counted below zero, where there is room for `i64::MIN`.
        let below = digits
            .chain(core::iter::repeat_n(0, missing))
            .try_fold(0_i64, |number, digit| number.checked_mul(10)?.checked_sub(digit))?;
        if self.negative { Some(below) } else { below.checked_neg() }
    }
}

/// A caller's text as it stands in a reason: in backticks, shortened, and without control characters.
pub(super) fn quoted(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut out = String::from("`");
    for shown in text.chars().take(SHOWN) {
        if shown.is_control() || shown == '`' {
            out.extend(shown.escape_unicode());
        } else {
            out.push(shown);
        }
    }
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out.push('`');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_texts_fit() {
        assert_eq!(DecimalText::new(true, u64::MAX, 0), "-18446744073709551615");
        assert_eq!(DecimalText::new(true, u64::MAX, 8), "-184467440737.09551615");
        assert_eq!(DecimalText::new(true, u64::MAX, 12), "-18446744.073709551615");
        assert_eq!(DecimalText::whole(true, u64::MAX, 2), "-1844674407370955161500");
        assert_eq!(DecimalText::new(false, 0, 12), "0.000000000000");
        assert_eq!(DecimalText::whole(false, 0, 2), "0");
    }

    #[test]
    fn a_precision_never_cuts_an_amount() {
        assert_eq!(std::format!("{:.1}", DecimalText::new(false, 1230, 2)), "12.30");
        assert_eq!(std::format!("{:<7}|", DecimalText::new(false, 1230, 2)), "12.30  |");
    }

    #[test]
    fn a_reason_shows_a_long_or_hostile_text_shortened_and_escaped() {
        assert_eq!(quoted(""), "``");
        assert_eq!(quoted("a`\n"), "`a\\u{60}\\u{a}`");
        assert_eq!(quoted(&"x".repeat(41)).chars().count(), 43);
    }
}
