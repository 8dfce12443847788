//! Currencies: those of ISO 4217, and custom ones.

use alloc::format;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::num::NonZeroU8;
use core::str::FromStr;

use super::iso4217::{Listing, look_up};
use super::text::quoted;
use super::{cldr, iso4217};
use crate::{Code, Refusal};

/// The unit that an amount is counted in: a code, and how many decimals its minor unit has.
///
/// Three numbers are kept apart, because they differ in practice: the [exponent](Self::exponent) in which amounts
/// are stored and computed, the [display digits](Self::display_digits) that people are shown, and the
/// [cash step](Self::cash_step) to which a total is rounded when coins change hands.
///
/// As text, an ISO currency is its code (`EUR`) and a custom one carries its exponent (`XGC:4`), so a text alone
/// is enough to read an amount. The same text is its serialised form. Order is by code.
///
/// ```
/// use fondaco::money::Currency;
///
/// let yen = Currency::iso("JPY")?;
/// assert_eq!((yen.code(), yen.exponent()), ("JPY", 0));
///
/// let points = Currency::custom("POINTS", 4)?;
/// assert_eq!(points.to_string(), "POINTS:4");
/// assert_eq!("POINTS:4".parse::<Currency>()?, points);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Clone, Copy)]
pub struct Currency {
    /// Upper-case ASCII letters, filled up with zeros.
    code: [u8; Self::MAX_CODE],
    /// The exponent and one, and [`Self::ISO`] for a currency of ISO 4217: never zero, so that an absent currency takes no
    /// more room than one that is there.
    form: NonZeroU8,
}

impl Currency {
    /// The longest code, in letters.
    const MAX_CODE: usize = 7;

    /// What is added to the form of a currency of ISO 4217.
    const ISO: u8 = 0x80;

    /// Room for the text of any currency: a code, a colon and a digit.
    pub(super) const TEXT: usize = Self::MAX_CODE + 2;

    /// The largest exponent of a custom currency.
    pub const MAX_EXPONENT: u8 = 8;

    /// Finds a currency of ISO 4217 by its three upper-case letters.
    ///
    /// # Errors
    ///
    /// `currency.unknown` if the code is not in use: it is not listed, it has been withdrawn, or it has no minor
    /// unit, as metals (`XAU`), units of account (`XDR`) and the codes for tests and for none (`XTS`, `XXX`).
    pub fn iso(code: &str) -> Result<Self, Refusal> {
        let reason = match look_up(code) {
            Listing::Active(exponent) => return Ok(Self::of(code, exponent, Self::ISO)),
            Listing::NoMinorUnit => {
                format!("{} has no minor unit in ISO 4217, so nothing can be priced in it", quoted(code))
            }
            Listing::Withdrawn(successor) => format!(
                "{} is withdrawn from ISO 4217; {} took its place",
                quoted(code),
                quoted(core::str::from_utf8(&successor).unwrap_or_default()),
            ),
            Listing::Unlisted => format!(
                "{} is not a currency of ISO 4217; a custom currency is written with its exponent, as in `XGC:4`",
                quoted(code),
            ),
        };
        Err(Refusal::new(Code::CurrencyUnknown, reason))
    }

    /// Makes a currency that ISO 4217 does not know: points, credits, tokens.
    ///
    /// The code has 3 to 7 upper-case ASCII letters; 4 or more are wiser, because ISO 4217 may take one of three
    /// later. The exponent is 0 to 8 decimals. Two currencies of one code and different exponents are different.
    ///
    /// # Errors
    ///
    /// `currency.invalid` if the code or the exponent is out of form, or the code is, or was lately, ISO 4217's.
    pub fn custom(code: &str, exponent: u8) -> Result<Self, Refusal> {
        let invalid = |problem: &str| {
            let reason = format!("{} cannot be a custom currency: {problem}", quoted(code));
            Err(Refusal::new(Code::CurrencyInvalid, reason))
        };
        if !(3..=Self::MAX_CODE).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return invalid("a code has 3 to 7 letters from A to Z, in upper case");
        }
        if exponent > Self::MAX_EXPONENT {
            return invalid("its exponent is more than 8");
        }
        if look_up(code) != Listing::Unlisted {
            return invalid("the code belongs to ISO 4217");
        }
        Ok(Self::of(code, exponent, 0))
    }

    /// A currency whose code and exponent were checked.
    fn of(code: &str, exponent: u8, mark: u8) -> Self {
        Self { code: padded(code), form: NonZeroU8::MIN.saturating_add(exponent) | mark }
    }

    /// All of it in one number; of two, the one whose code comes first is the smaller.
    #[inline]
    fn word(self) -> u64 {
        let mut bytes = [self.form.get(); 8];
        for (place, letter) in bytes.iter_mut().zip(self.code) {
            *place = letter;
        }
        u64::from_be_bytes(bytes)
    }

    /// The letters of the code, without the exponent of a custom currency.
    pub fn code(&self) -> &str {
        let length = self.code.iter().position(|byte| *byte == 0).unwrap_or(Self::MAX_CODE);
        self.code.get(..length).and_then(|letters| core::str::from_utf8(letters).ok()).unwrap_or_default()
    }

    /// A number of its own for each currency, for fingerprints: five bits a letter; those of ISO 4217 take 15 bits, and
    /// custom ones stand above them, with their exponents.
    pub(super) fn packed(self) -> u64 {
        let letters = |code: &[u8]| code.iter().fold(0, |number: u64, letter| (number << 5) | u64::from(letter & 31));
        if self.is_iso()
            && let Some((code, _)) = self.code.split_first_chunk::<3>()
        {
            return letters(code);
        }
        let custom = (letters(self.code().as_bytes()) << 4) | u64::from(self.exponent());
        custom.saturating_add(1 << 15)
    }

    /// How many decimals the minor unit has, by ISO 4217 or as a custom currency was made: 2 for a cent.
    pub fn exponent(&self) -> u8 {
        (self.form.get() & !Self::ISO).saturating_sub(1)
    }

    /// How many decimals people are shown: CLDR 48's, which leaves out decimals that nobody uses (the forint's).
    ///
    /// Only for display: amounts are always stored and serialised with [`exponent`](Self::exponent) decimals.
    pub fn display_digits(&self) -> u8 {
        self.exception().map_or(self.exponent(), |(digits, _)| digits)
    }

    /// The smallest step that can be paid in cash, in minor units: CLDR 48's, 5 for the Swiss franc, else 1.
    ///
    /// CLDR has one step for a currency, not one for a country: it does not know, for instance, that Finland
    /// rounds euros to five cents. See [`Money::round_to_step`](super::Money::round_to_step) for such rules.
    pub fn cash_step(&self) -> i64 {
        self.exception().map_or(1, |(_, step)| step)
    }

    /// Whether the currency is one of ISO 4217.
    pub fn is_iso(&self) -> bool {
        self.form.get() & Self::ISO != 0
    }

    fn exception(self) -> Option<(u8, i64)> {
        if self.is_iso() { cldr::exception(self.code()) } else { None }
    }

    /// Writes the text of the currency into a caller's buffer.
    pub(super) fn write_text(self, buffer: &mut [u8; Self::TEXT]) -> &str {
        let code = self.code();
        let suffix = [b':', b'0' | self.exponent()];
        let suffix = if self.is_iso() { [].as_slice() } else { suffix.as_slice() };
        let mut length: usize = 0;
        for (place, byte) in buffer.iter_mut().zip(code.bytes().chain(suffix.iter().copied())) {
            *place = byte;
            length = length.saturating_add(1);
        }
        buffer.get(..length).and_then(|text| core::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// Every currency of ISO 4217 that [`Currency::iso`] finds, by code.
    pub fn all_iso() -> impl Iterator<Item = Self> {
        let rows = iso4217::ACTIVE.iter();
        rows.filter_map(|(code, _)| core::str::from_utf8(code).ok().and_then(|code| Self::iso(code).ok()))
    }
}

/// The letters of a code that has been found to be 7 at most, filled up with zeros.
fn padded(code: &str) -> [u8; Currency::MAX_CODE] {
    let mut bytes = [0; Currency::MAX_CODE];
    for (place, byte) in bytes.iter_mut().zip(code.bytes()) {
        *place = byte;
    }
    bytes
}

impl PartialEq for Currency {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.word() == other.word()
    }
}

impl Eq for Currency {}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.word().cmp(&other.word())
    }
}

impl Hash for Currency {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.word());
    }
}

impl FromStr for Currency {
    type Err = Refusal;

    /// Reads `EUR`, or a custom `XGC:4`.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let Some((code, exponent)) = text.split_once(':') else { return Self::iso(text) };
        match exponent.as_bytes() {
            [digit @ b'0'..=b'9'] => Self::custom(code, digit & 0x0f),
            _ => Err(Refusal::new(
                Code::CurrencyInvalid,
                format!("{} does not end in an exponent from 0 to 8, as in `XGC:4`", quoted(text)),
            )),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.write_text(&mut [0; Self::TEXT]))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    fn code_of(result: Result<Currency, Refusal>) -> &'static str {
        result.unwrap_err().code().as_str()
    }

    #[test]
    fn a_currency_of_iso_4217_is_found_with_its_exponent() {
        for (code, exponent) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("VES", 2), ("XAF", 0), ("XAD", 2)] {
            let currency = Currency::iso(code).unwrap();
            assert_eq!((currency.code(), currency.exponent(), currency.is_iso()), (code, exponent, true));
            assert_eq!(currency.to_string(), code);
        }
        assert_eq!(Currency::all_iso().count(), iso4217::ACTIVE.len());
    }

    #[test]
    fn a_code_that_nothing_can_be_priced_in_is_refused_and_the_reason_says_so() {
        for code in ["XAU", "XTS", "XXX", "XDR"] {
            let refusal = Currency::iso(code).unwrap_err();
            assert_eq!(refusal.code(), Code::CurrencyUnknown);
            assert!(refusal.reason().contains("has no minor unit"), "{refusal}");
        }
        let withdrawn = Currency::iso("HRK").unwrap_err();
        assert_eq!(withdrawn.reason(), "`HRK` is withdrawn from ISO 4217; `EUR` took its place");
    }

    #[test]
    fn unlisted_codes_are_unknown() {
        for code in ["", "eur", "EU", "EURO", "XGC", "EUR ", "ЕUR"] {
            assert_eq!(code_of(Currency::iso(code)), "currency.unknown", "{code}");
        }
    }

    #[test]
    fn a_custom_currency_carries_its_exponent_in_its_text() {
        for exponent in 0..=8 {
            let currency = Currency::custom("CREDITS", exponent).unwrap();
            assert_eq!(currency.to_string(), std::format!("CREDITS:{exponent}"));
            assert_eq!(currency.to_string().parse::<Currency>().unwrap(), currency);
            assert!(!currency.is_iso());
            assert_eq!((currency.display_digits(), currency.cash_step()), (exponent, 1));
        }
    }

    #[test]
    fn a_custom_currency_cannot_take_a_code_of_iso_4217() {
        for code in ["EUR", "XAU", "XXX", "HRK"] {
            assert_eq!(code_of(Currency::custom(code, 2)), "currency.invalid");
            assert_eq!(code_of(std::format!("{code}:2").parse()), "currency.invalid");
        }
    }

    #[test]
    fn a_custom_currency_out_of_form_is_refused() {
        for (code, exponent) in [("XG", 2), ("CREDITSX", 2), ("xgc", 2), ("X1C", 2), ("XÄÖ", 2), ("XGC", 9)] {
            assert_eq!(code_of(Currency::custom(code, exponent)), "currency.invalid", "{code}:{exponent}");
        }
        for text in ["XGC:", "XGC:9", "XGC:04", "XGC:x", "XGC:4:4", ":", ":4", "XGC:٤"] {
            assert_eq!(code_of(text.parse()), "currency.invalid", "{text}");
        }
    }

    #[test]
    fn an_amount_that_may_be_absent_takes_two_words() {
        assert_eq!(core::mem::size_of::<Option<super::super::Money>>(), 16);
    }

    #[test]
    fn currencies_stand_in_the_order_of_their_codes() {
        let texts = ["AAA:0", "AAA:8", "AAAA:2", "CHF", "EUR", "EURO:2", "XGC:4", "XGCA:0"];
        let currencies = texts.map(|text| text.parse::<Currency>().unwrap());
        assert!(currencies.is_sorted() && currencies.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn exponent_display_digits_and_cash_step_are_three_numbers() {
        let numbers = |code| {
            let currency = Currency::iso(code).unwrap();
            (currency.exponent(), currency.display_digits(), currency.cash_step())
        };
        assert_eq!(numbers("EUR"), (2, 2, 1));
        assert_eq!(numbers("CHF"), (2, 2, 5));
        assert_eq!(numbers("CAD"), (2, 2, 5));
        assert_eq!(numbers("DKK"), (2, 2, 50));
        assert_eq!(numbers("SEK"), (2, 2, 100));
        assert_eq!(numbers("HUF"), (2, 0, 500));
        assert_eq!(numbers("IQD"), (3, 0, 1000));
        assert_eq!(numbers("JPY"), (0, 0, 1));
    }
}
