//! Postal codes that a zone of shipping names: patterns as those of taxes, and ranges in the order of their country.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

use crate::id::CountryCode;
use crate::pricing::{Postal, plain};

/// Some postal codes of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Codes {
    /// Those that look so.
    Like(Postal),
    /// Those from one to another, both included; all from the first on when there is no last.
    Range { parts: Parts, from: Box<str>, to: Option<Box<str>> },
}

/// How many signs the inward part of a country's codes has; none where they have no parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts(Option<usize>);

/// A code as codes of its country are compared: letters, number and the rest of its outward part, then its inward part. Where a
/// country's codes have no parts, all of it is the last.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a>(&'a str, u64, &'a str, &'a str);

impl Codes {
    /// Reads a pattern, or says what is wrong with it.
    pub(super) fn parse(text: &str, country: Option<&CountryCode>) -> Result<Self, String> {
        let pattern = plain(text);
        let Some((from, to)) = pattern.split_once("..") else { return Postal::parse(text).map(Self::Like) };
        let is_code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_code(from) || !(to.is_empty() || is_code(to)) {
            return Err(format!("`{text}` takes a code, two dots and a code, or nothing after them"));
        }
        let parts = Parts::of(country);
        if !to.is_empty() && parts.key(to) < parts.key(from) {
            return Err(format!("`{text}` takes the lesser code first"));
        }
        Ok(Self::Range { parts, from: from.into(), to: (!to.is_empty()).then(|| to.into()) })
    }

    /// Whether a code, written plainly, is one of them.
    pub(super) fn holds(&self, code: &str) -> bool {
        match self {
            Self::Like(postal) => postal.holds(code),
            Self::Range { parts, from, to } => {
                let key = parts.key(code);
                // Codes without parts are texts: between two of one length lie those of that length alone.
                let of_length = |to: &str| parts.0.is_some() || from.len() != to.len() || code.len() == from.len();
                parts.key(from) <= key && to.as_deref().is_none_or(|to| key <= parts.key(to) && of_length(to))
            }
        }
    }

    /// What all of them start with, as far as an index can use it.
    pub(super) fn start(&self) -> &str {
        match self {
            Self::Like(postal) => postal.start(),
            Self::Range { .. } => "",
        }
    }

    /// How much is said of a code: one code more than a range, a range more than a start, a longer start more than a shorter.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Like(Postal::Like(text, false)) if !text.contains('?') => u8::MAX,
            Self::Like(Postal::Like(text, _)) => {
                let said = text.bytes().filter(|byte| *byte != b'?').count();
                u8::try_from(said).unwrap_or(u8::MAX).min(200)
            }
            Self::Like(Postal::Range(..)) | Self::Range { .. } => 201,
        }
    }
}

impl Parts {
    fn of(country: Option<&CountryCode>) -> Self {
        // The United Kingdom and its islands end in three signs, Ireland in four; what stands before is the outward part.
        Self(match country.map(CountryCode::as_str) {
            Some("GB" | "IM" | "GG" | "JE") => Some(3),
            Some("IE") => Some(4),
            Some(_) | None => None,
        })
    }

    fn key(self, code: &str) -> Key<'_> {
        let Some(inward) = self.0 else { return Key("", 0, "", code) };
        let cut = code.len().checked_sub(inward).filter(|cut| *cut >= 2).unwrap_or(code.len());
        let (outward, inward) = code.split_at_checked(cut).unwrap_or((code, ""));
        let letters = outward.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, more) = outward.split_at_checked(letters).unwrap_or((outward, ""));
        let digits = more.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = more.split_at_checked(digits).unwrap_or((more, ""));
        // No number is 0; one that is too long is more than any other.
        let number = if number.is_empty() { 0 } else { number.parse().unwrap_or(u64::MAX) };
        Key(letters, number, rest, inward)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(country: &str, pattern: &str, code: &str) -> bool {
        let country = CountryCode::new(country).unwrap();
        Codes::parse(pattern, Some(&country)).unwrap().holds(&plain(code))
    }

    #[test]
    fn a_range_goes_by_the_parts_of_a_code_where_a_country_has_them() {
        assert!(!holds("GB", "BH2 1AA..BH4 9ZZ", "BH20 2BC"), "20 is no number from 2 to 4");
        assert!(holds("GB", "BH2 1AA..BH24 9ZZ", "BH20 2BC"));
        assert!(!holds("GB", "BH2 1AA..BH24 9ZZ", "BH99999999999999999999999 2BC"), "nor is a number past all ends");
        assert!(holds("GB", "BH16 7HA..", "BH16 7HF") && !holds("GB", "BH16 7HC..", "BH16 7HB"));
        assert!(!holds("PL", "63-200..63-650", "64-620") && holds("PL", "63-200..63-650", "63-620"));
        assert!(!holds("DE", "1000..1999", "10115") && holds("DE", "1000..", "10115"));
        assert!(holds("US", "90210", "90210") && holds("US", "902*", "90211") && !holds("US", "90210", "90211"));
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_refused() {
        let gb = CountryCode::new("GB").unwrap();
        assert!(Codes::parse("BH20 2BC..BH4 9ZZ", Some(&gb)).is_err());
        assert!(Codes::parse("..1000", None).is_err() && Codes::parse("1*0", None).is_err());
    }
}
