//! Postal codes: patterns that a zone names them by.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

use crate::id::shown;

/// Some of a country's postal codes. Spaces, hyphens and case do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Postal {
    /// Codes of one length, from the first to the last of them.
    Range(Box<str>, Box<str>),
    /// Codes that look so: `?` is any one character. Any rest may follow if the flag says so.
    Like(Box<str>, bool),
}

impl Postal {
    /// Reads a pattern, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let pattern = plain(text);
        if let Some((from, to)) = pattern.split_once("..") {
            if !is_code(from) || !is_code(to) || from.len() != to.len() {
                return Err(format!("`{}` takes two codes of one length, of letters and digits", shown(text)));
            }
            if from > to {
                return Err(format!("`{}` takes the lesser code first", shown(text)));
            }
            return Ok(Self::Range(from.into(), to.into()));
        }
        let (start, rest) = pattern.strip_suffix('*').map_or((pattern.as_str(), false), |start| (start, true));
        let is_pattern = start.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'?');
        if !is_pattern || pattern.is_empty() {
            let text = shown(text);
            return Err(format!(
                "`{text}` takes letters, digits and `?`, a `*` only at the end, or a range `from..to`"
            ));
        }
        Ok(Self::Like(start.into(), rest))
    }

    /// What all of its codes start with.
    pub(crate) fn start(&self) -> &str {
        let (text, length) = match self {
            Self::Range(from, to) => (from, from.bytes().zip(to.bytes()).take_while(|(from, to)| from == to).count()),
            Self::Like(pattern, _) => (pattern, pattern.bytes().take_while(|byte| *byte != b'?').count()),
        };
        text.get(..length).unwrap_or_default()
    }

    /// Whether a code, written plainly, is one of them.
    pub(crate) fn holds(&self, code: &str) -> bool {
        match self {
            Self::Range(from, to) => code.len() == from.len() && (&**from..=&**to).contains(&code),
            Self::Like(pattern, rest) => {
                let fits = if *rest { code.len() >= pattern.len() } else { code.len() == pattern.len() };
                fits && pattern.bytes().zip(code.bytes()).all(|(like, byte)| like == b'?' || like == byte)
            }
        }
    }
}

/// A code in the form that is compared: without spaces and hyphens, in capitals.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|char| !matches!(char, ' ' | '-')).map(|char| char.to_ascii_uppercase()).collect()
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: &str, code: &str) -> bool {
        let pattern = Postal::parse(pattern).unwrap();
        let code = plain(code);
        let found = pattern.holds(&code);
        assert!(!found || code.starts_with(pattern.start()), "the index would miss it");
        found
    }

    #[test]
    fn a_pattern_names_codes_of_its_form() {
        assert!(holds("SW1A 1AA", "sw1a1aa") && holds("sw1a-1aa", "SW1A 1AA"));
        assert!(!holds("SW1A 1AA", "SW1A 1AB") && !holds("1010", "10100"));
        assert!(holds("SW?A*", "SW1A 1AA") && holds("SW1A*", "SW1A") && !holds("SW?A*", "SW1"));
        assert!(holds("????", "1010") && !holds("????", "10115") && holds("*", "1"));
    }

    #[test]
    fn a_range_names_codes_of_one_length_with_both_ends() {
        for (code, within) in [("1000", true), ("1999", true), ("0999", false), ("2000", false), ("10115", false)] {
            assert_eq!(holds("1000..1999", code), within, "{code}");
        }
        assert!(holds("K1A 0A0 .. K1Z 9Z9", "k1b 2c3") && !holds("K1A 0A0..K1Z 9Z9", "K2A 0A0"));
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_what_would_be_one() {
        for wrong in ["", " - ", "1*0", "**", "1..", "..2", "20..1", "9..1", "1..2..3", "1?..20", "ä", "1.2"] {
            assert!(Postal::parse(wrong).is_err(), "{wrong}");
        }
    }
}
