//! Postal codes that a zone of shipping names: patterns as those of taxes, and ranges in the order of their country.

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
    Range(Key, Option<Key>),
}

/// A code as codes of its country are compared: letters, number and the rest of its outward part, then its inward part. Where a
/// country's codes have no parts, all of it is the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(String, u32, String, String);

impl Codes {
    /// Reads a pattern, or says what is wrong with it.
    pub(super) fn parse(text: &str, country: Option<&CountryCode>) -> Result<Self, String> {
        let pattern = plain(text);
        let Some((from, to)) = pattern.split_once("..") else { return Postal::parse(text).map(Self::Like) };
        let is_code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_code(from) || !(to.is_empty() || is_code(to)) {
            return Err(format!("`{text}` takes a code, two dots and a code, or nothing after them"));
        }
        let (first, last) = (Key::of(from, country), (!to.is_empty()).then(|| Key::of(to, country)));
        if last.as_ref().is_some_and(|last| *last < first) {
            return Err(format!("`{text}` takes the lesser code first"));
        }
        Ok(Self::Range(first, last))
    }

    /// Whether a code, written plainly, is one of them.
    pub(super) fn holds(&self, code: &str, country: &CountryCode) -> bool {
        match self {
            Self::Like(postal) => postal.holds(code),
            Self::Range(from, to) => {
                let key = Key::of(code, Some(country));
                // Codes without parts are texts: between two of one length lie those of that length alone.
                let long =
                    |other: &Key| !from.0.is_empty() || from.3.len() != other.3.len() || key.3.len() == from.3.len();
                *from <= key && to.as_ref().is_none_or(|to| key <= *to && long(to))
            }
        }
    }

    /// What all of them start with, as far as an index can use it.
    pub(super) fn start(&self) -> &str {
        match self {
            Self::Like(postal) => postal.start(),
            Self::Range(..) => "",
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
            Self::Like(Postal::Range(..)) | Self::Range(..) => 201,
        }
    }
}

impl Key {
    fn of(code: &str, country: Option<&CountryCode>) -> Self {
        // The United Kingdom and its islands end in three signs, Ireland in four; what stands before is the outward part.
        let inward = match country.map(CountryCode::as_str) {
            Some("GB" | "IM" | "GG" | "JE") => 3,
            Some("IE") => 4,
            Some(_) | None => return Self(String::new(), 0, String::new(), code.into()),
        };
        let cut = code.len().checked_sub(inward).filter(|cut| *cut >= 2).unwrap_or(code.len());
        let (outward, inward) = code.split_at_checked(cut).unwrap_or((code, ""));
        let letters = outward.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, more) = outward.split_at_checked(letters).unwrap_or((outward, ""));
        let digits = more.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = more.split_at_checked(digits).unwrap_or((more, ""));
        Self(letters.into(), number.parse().unwrap_or_default(), rest.into(), inward.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(country: &str, pattern: &str, code: &str) -> bool {
        let country = CountryCode::new(country).unwrap();
        Codes::parse(pattern, Some(&country)).unwrap().holds(&plain(code), &country)
    }

    #[test]
    fn a_range_goes_by_the_parts_of_a_code_where_a_country_has_them() {
        assert!(!holds("GB", "BH2 1AA..BH4 9ZZ", "BH20 2BC"), "20 is no number from 2 to 4");
        assert!(holds("GB", "BH2 1AA..BH24 9ZZ", "BH20 2BC"));
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
