//! Rates: exact decimal fractions, compiled into integers once.

use alloc::format;
use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;

use super::rounding::scaled;
use super::text::{Plain, quoted};
use super::{DecimalText, Money, Rounding};
use crate::{Code, Refusal};

/// An exact decimal fraction: 22 % is `0.22`. It may be negative, and it may be more than one.
///
/// Inside it is a 64-bit numerator over a power of ten of at most 12 decimals, without trailing zeros, so `0.10`
/// equals `0.1` and a rate times any amount is exact in 128 bits. Serialised as a string.
///
/// ```
/// use fondaco::money::{Currency, Money, Rate, Rounding};
///
/// let vat = Rate::percent("22")?;
/// assert_eq!(vat, Rate::parse("0.220")?);
/// assert_eq!((vat.to_string().as_str(), vat.as_percent().as_str()), ("0.22", "22"));
///
/// let net = Money::parse("19.99", Currency::iso("EUR")?)?;
/// assert_eq!(vat.of(net, Rounding::HalfUp)?.to_string(), "4.40 EUR");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: i64,
    /// A power of ten, from 1 to 10^12; not more than the numerator needs.
    denominator: i64,
}

impl Rate {
    /// The most decimals that a rate has: twelve, that is ten for a percentage.
    pub const MAX_DECIMALS: u8 = 12;

    /// Nothing: 0 %.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// The whole: 100 %.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// Reads a fraction as a plain decimal: `0.22` is 22 %. Zeros at the end of the decimals do not count.
    ///
    /// # Errors
    ///
    /// `rate.invalid` if it is not a plain decimal (written as amounts are), has more than 12 decimals, or does
    /// not fit.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        Self::read(text, 0)
    }

    /// Reads a percentage as a plain decimal: `22` and `5.5`, without a percent sign.
    ///
    /// # Errors
    ///
    /// `rate.invalid`, as for [`parse`](Self::parse); a percentage has at most 10 decimals.
    pub fn percent(text: &str) -> Result<Self, Refusal> {
        Self::read(text, 2)
    }

    /// Takes a decimal as it is.
    ///
    /// # Errors
    ///
    /// `rate.invalid` if it has more than 12 decimals or does not fit.
    pub fn from_decimal(decimal: Decimal) -> Result<Self, Refusal> {
        let decimal = decimal.normalize();
        let numerator = i64::try_from(decimal.mantissa()).ok();
        let scale = u8::try_from(decimal.scale()).ok();
        Self::reduced(numerator, scale).map_err(|problem| invalid(&format!("`{decimal}`"), problem))
    }

    /// The rate as a decimal, exactly.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.numerator, self.scale().into())
    }

    /// The part of the fraction above the line.
    pub const fn numerator(&self) -> i64 {
        self.numerator
    }

    /// The part of the fraction below the line: a power of ten, from 1 to 10^12.
    pub const fn denominator(&self) -> i64 {
        self.denominator
    }

    /// Whether it is nothing.
    pub const fn is_zero(&self) -> bool {
        self.numerator == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(&self) -> bool {
        self.numerator < 0
    }

    /// The rate in percent as text, for receipts: `22`, `5.5`.
    pub fn as_percent(&self) -> DecimalText {
        let (negative, magnitude) = (self.numerator < 0, self.numerator.unsigned_abs());
        match self.scale() {
            0 => DecimalText::whole(negative, magnitude, 2),
            1 => DecimalText::whole(negative, magnitude, 1),
            scale => DecimalText::new(negative, magnitude, scale.saturating_sub(2)),
        }
    }

    /// Two rates together, as those of a country and a city on one base.
    ///
    /// # Errors
    ///
    /// `rate.invalid` if the sum does not fit.
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        let scale = self.scale().max(other.scale());
        let denominator = self.denominator.max(other.denominator);
        let widened = |rate: Self| rate.numerator.checked_mul(denominator.checked_div(rate.denominator)?);
        let numerator = widened(self).zip(widened(other)).and_then(|(left, right)| left.checked_add(right));
        Self::reduced(numerator, Some(scale)).map_err(|problem| invalid(&format!("`{self}` plus `{other}`"), problem))
    }

    /// The rate's share of an amount: amount × rate.
    ///
    /// # Errors
    ///
    /// `money.overflow`.
    pub fn of(self, amount: Money, rounding: Rounding) -> Result<Money, Refusal> {
        let minor = scaled(amount.minor(), self.numerator, self.denominator.into(), rounding);
        amount.checked(minor, "times the rate", || self.text())
    }

    /// The rate's share of a count of smallest units, whatever they are of: what is given for them in exchange.
    ///
    /// # Errors
    ///
    /// `money.overflow`.
    pub(crate) fn of_minor(self, amount: i64, rounding: Rounding) -> Result<i64, Refusal> {
        scaled(amount, self.numerator, self.denominator.into(), rounding).ok_or_else(|| {
            Refusal::new(Code::MoneyOverflow, format!("{amount} times {self} goes past the ends of 64 bits"))
        })
    }

    /// The share that is already contained in an amount: gross × rate / (1 + rate), as tax in a gross price.
    ///
    /// The net amount is `gross.minus(contained)`, so that net and tax always sum to the gross amount.
    ///
    /// # Errors
    ///
    /// `rate.invalid` if the rate is −1 or less, `money.overflow`.
    ///
    /// ```
    /// use fondaco::money::{Currency, Money, Rate, Rounding};
    ///
    /// let gross = Money::parse("119.00", Currency::iso("EUR")?)?;
    /// let tax = Rate::percent("19")?.contained_in(gross, Rounding::HalfUp)?;
    /// assert_eq!(tax.to_string(), "19.00 EUR");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn contained_in(self, amount: Money, rounding: Rounding) -> Result<Money, Refusal> {
        // 64-bit numbers: their sum fits in 128.
        let whole = i128::from(self.denominator).saturating_add(self.numerator.into());
        if whole <= 0 {
            return Err(invalid(&format!("`{self}`"), "cannot be contained in an amount: it is -1 or less"));
        }
        amount.checked(scaled(amount.minor(), self.numerator, whole, rounding), "with a contained rate of", || {
            self.text()
        })
    }

    pub(super) fn text(self) -> DecimalText {
        DecimalText::new(self.numerator < 0, self.numerator.unsigned_abs(), self.scale())
    }

    /// How many decimals it has.
    fn scale(self) -> u8 {
        self.denominator.checked_ilog10().and_then(|scale| u8::try_from(scale).ok()).unwrap_or_default()
    }

    /// Reads a plain decimal whose dot then moves `shift` places to the left.
    fn read(text: &str, shift: u8) -> Result<Self, Refusal> {
        let plain = Plain::scan(text).map_err(|problem| invalid(&quoted(text), problem))?.trimmed();
        // More decimals than 255 are as wrong as 255 of them.
        let decimals = u8::try_from(plain.decimals()).unwrap_or(u8::MAX);
        let scale = decimals.saturating_add(shift);
        if scale > Self::MAX_DECIMALS {
            return Err(invalid(&quoted(text), TOO_FINE));
        }
        Self::reduced(plain.units(decimals), Some(scale)).map_err(|problem| invalid(&quoted(text), problem))
    }

    /// Makes the canonical form of a fraction, or says what is wrong with it; `None` stands for what did not fit.
    fn reduced(numerator: Option<i64>, scale: Option<u8>) -> Result<Self, &'static str> {
        let (mut numerator, mut scale) = numerator.zip(scale).ok_or("does not fit in 64 bits")?;
        while scale > 0 && numerator % 10 == 0 {
            numerator /= 10;
            scale = scale.saturating_sub(1);
        }
        if scale > Self::MAX_DECIMALS {
            return Err(TOO_FINE);
        }
        Ok(Self { numerator, denominator: 10_i64.saturating_pow(scale.into()) })
    }
}

const TOO_FINE: &str = "has more than 12 decimals as a fraction of one";

fn invalid(subject: &str, problem: &str) -> Refusal {
    Refusal::new(Code::RateInvalid, format!("the rate {subject} {problem}"))
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Products of 64-bit numbers: they fit in 128.
        let across = |rate: &Self, by: i64| i128::from(rate.numerator).saturating_mul(by.into());
        across(self, other.denominator).cmp(&across(other, self.denominator))
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Rate {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::parse(text)
    }
}

impl fmt::Display for Rate {
    /// The fraction, without trailing zeros: `0.22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text(), f)
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rate({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use std::string::ToString;

    fn euros(text: &str) -> Money {
        Money::parse(text, Currency::iso("EUR").unwrap()).unwrap()
    }

    fn rate(text: &str) -> Rate {
        text.parse().unwrap()
    }

    #[test]
    fn a_rate_has_one_form_however_it_was_written() {
        for (written, expected) in [
            ("0.10", "0.1"),
            ("0.000000000001", "0.000000000001"),
            ("0.1000000000000000", "0.1"),
            ("-0.0", "0"),
            ("-1.50", "-1.5"),
            ("100", "100"),
            ("9223372036854775807", "9223372036854775807"),
            ("-9223372036854775808", "-9223372036854775808"),
        ] {
            assert_eq!(rate(written).to_string(), expected);
            assert_eq!(rate(written), rate(expected));
        }
    }

    #[test]
    fn what_is_not_a_rate_is_refused() {
        let long = std::format!("0.{}1", "0".repeat(300));
        for text in [
            "",
            "-",
            ".5",
            "1.",
            "+1",
            "1e3",
            "22%",
            "0,2",
            "00",
            "01.5",
            "0.0000000000001",
            &long,
            "9223372036854775808",
        ] {
            assert_eq!(Rate::parse(text).unwrap_err().code(), Code::RateInvalid, "{text}");
            assert_eq!(Rate::percent(text).unwrap_err().code(), Code::RateInvalid, "{text}");
        }
        assert!(Rate::parse(&long).unwrap_err().reason().ends_with(TOO_FINE));
    }

    #[test]
    fn a_percentage_is_a_hundredth_and_prints_as_it_was_written() {
        for (percent, fraction) in [
            ("22", "0.22"),
            ("5.5", "0.055"),
            ("100", "1"),
            ("0", "0"),
            ("250", "2.5"),
            ("-7", "-0.07"),
            ("1000", "10"),
        ] {
            assert_eq!(Rate::percent(percent).unwrap(), rate(fraction));
            assert_eq!(rate(fraction).as_percent(), percent);
        }
        assert_eq!(rate("-9223372036854775808").as_percent(), "-922337203685477580800");
    }

    #[test]
    fn decimals_come_in_and_go_out_exactly() {
        for text in ["0.22", "-1.5", "0", "9223372036854775807", "0.000000000001"] {
            assert_eq!(Rate::from_decimal(text.parse().unwrap()).unwrap(), rate(text));
            assert_eq!(rate(text).to_decimal().to_string(), text);
        }
        assert_eq!(Rate::from_decimal("0.2200".parse().unwrap()).unwrap(), rate("0.22"));
        for text in ["0.0000000000001", "79228162514264337593543950335", "9223372036854775808"] {
            assert_eq!(Rate::from_decimal(text.parse().unwrap()).unwrap_err().code(), Code::RateInvalid);
        }
    }

    #[test]
    fn rates_are_ordered_by_value() {
        let mut rates = ["0.5", "-2", "10", "0.05", "9223372036854775807", "0.000000000001", "-0.1"].map(rate);
        rates.sort();
        assert_eq!(
            rates.map(|rate| rate.to_string()),
            ["-2", "-0.1", "0.000000000001", "0.05", "0.5", "10", "9223372036854775807"]
        );
    }

    #[test]
    fn rates_add_up_exactly() {
        assert_eq!(rate("0.0625").plus(rate("0.01")).unwrap().to_string(), "0.0725");
        assert_eq!(rate("0.5").plus(rate("0.5")).unwrap(), Rate::ONE);
        assert_eq!(rate("0.5").plus(rate("-0.5")).unwrap(), Rate::ZERO);
        assert_eq!(rate("9223372036854775807").plus(Rate::ONE).unwrap_err().code(), Code::RateInvalid);
    }

    #[test]
    fn a_share_of_an_amount_is_rounded_once_as_named() {
        assert_eq!(rate("0.055").of(euros("1.00"), Rounding::HalfUp).unwrap(), euros("0.06"));
        assert_eq!(rate("0.055").of(euros("1.00"), Rounding::HalfDown).unwrap(), euros("0.05"));
        assert_eq!(rate("0.055").of(euros("-1.00"), Rounding::HalfUp).unwrap(), euros("-0.06"));
        let refusal = rate("2").of(euros("92233720368547758.07"), Rounding::HalfUp).unwrap_err();
        assert_eq!(refusal.code(), Code::MoneyOverflow);
        assert_eq!(refusal.detail()["right"], "2");
    }

    #[test]
    fn the_tax_contained_in_a_gross_amount_and_the_net_sum_to_it() {
        let tax = rate("0.22").contained_in(euros("100.00"), Rounding::HalfUp).unwrap();
        assert_eq!(tax, euros("18.03"));
        assert_eq!(rate("-0.5").contained_in(euros("1.00"), Rounding::Down).unwrap(), euros("-1.00"));
        for text in ["-1", "-1.5"] {
            let refusal = rate(text).contained_in(euros("1.00"), Rounding::Down).unwrap_err();
            assert_eq!(refusal.code(), Code::RateInvalid);
        }
        let nearly = rate("-0.999999999999").contained_in(euros("1000000.00"), Rounding::Down).unwrap_err();
        assert_eq!(nearly.code(), Code::MoneyOverflow);
    }
}
