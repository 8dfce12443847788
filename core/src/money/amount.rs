//! Amounts of money.

use alloc::format;
use core::cmp::Ordering;
use core::fmt;
use core::num::NonZeroU32;
use core::str::FromStr;

use super::rounding::{divide, scaled};
use super::text::{Plain, quoted};
use super::{Currency, DecimalText, Rounding};
use crate::{Code, Refusal};

/// An amount: a signed 64-bit number of minor units, and the currency they are counted in.
///
/// There is no order across currencies, so no `Ord`: see [`try_cmp`](Self::try_cmp). There are no operators either:
/// every operation can be refused, with `currency.mismatch` or `money.overflow`.
///
/// As text an amount has exactly as many decimals as its currency: `12.30 EUR`, `12 JPY`, `5.0000 XGC:4`.
/// Serialised it is `{"amount":"12.30","currency":"EUR"}`, the amount always a string.
///
/// ```
/// use fondaco::money::{Currency, Money};
///
/// let eur = Currency::iso("EUR")?;
/// let price = Money::parse("19.99", eur)?;
/// let total = price.times(3)?.plus(Money::from_minor(490, eur))?;
/// assert_eq!(total.to_string(), "64.87 EUR");
///
/// let yen = Money::zero(Currency::iso("JPY")?);
/// assert_eq!(total.plus(yen).unwrap_err().code().as_str(), "currency.mismatch");
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of so many minor units: 1230 with `EUR` is 12.30 euros.
    #[inline]
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    #[inline]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads a plain decimal in major units: an optional `-`, digits, and optionally a dot and more digits.
    ///
    /// Fewer decimals than the currency has are filled up (`12.3` EUR is 12.30). There is no negative zero: `-0`
    /// is zero.
    ///
    /// # Errors
    ///
    /// - `money.malformed`: anything else, such as `+1`, `1e3`, `1,000`, ` 1`, `1.`, `.5`, or a leading zero (`007`);
    /// - `money.too_precise`: more decimals than the currency has, even zeros, with `decimals` and `given`;
    /// - `money.overflow`: it does not fit.
    ///
    /// ```
    /// use fondaco::money::{Currency, Money};
    ///
    /// let dinar = Currency::iso("KWD")?;
    /// assert_eq!(Money::parse("-1.5", dinar)?.minor(), -1500);
    /// assert_eq!(Money::parse("1.2345", dinar).unwrap_err().code().as_str(), "money.too_precise");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn parse(text: &str, currency: Currency) -> Result<Self, Refusal> {
        let plain = Plain::scan(text)
            .map_err(|problem| Refusal::new(Code::MoneyMalformed, format!("the amount {} {problem}", quoted(text))))?;
        let (decimals, given) = (currency.exponent(), plain.decimals());
        if given > usize::from(decimals) {
            let reason = format!("the amount {} has {given} decimals, `{currency}` has {decimals}", quoted(text));
            return Err(Refusal::new(Code::MoneyTooPrecise, reason).with("decimals", decimals).with("given", given));
        }
        let minor = plain.units(decimals).ok_or_else(|| {
            let reason = format!("the amount {} does not fit in 64 bits of minor units", quoted(text));
            Refusal::new(Code::MoneyOverflow, reason).with("currency", currency.code())
        })?;
        Ok(Self { minor, currency })
    }

    /// The number of minor units.
    #[inline]
    pub const fn minor(&self) -> i64 {
        self.minor
    }

    /// The currency.
    #[inline]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount in major units as text, with exactly as many decimals as the currency: `12.30`.
    ///
    /// It lies on the stack: writing it allocates nothing.
    pub fn amount(&self) -> DecimalText {
        DecimalText::new(self.minor < 0, self.minor.unsigned_abs(), self.currency.exponent())
    }

    /// Whether it is nothing.
    pub const fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(&self) -> bool {
        self.minor < 0
    }

    /// Whether it is more than nothing.
    pub const fn is_positive(&self) -> bool {
        self.minor > 0
    }

    /// This and another amount together.
    ///
    /// # Errors
    ///
    /// `currency.mismatch`, `money.overflow`.
    #[inline]
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        self.same_currency(other)?;
        self.checked(self.minor.checked_add(other.minor), "plus", || other.amount())
    }

    /// This amount less another.
    ///
    /// # Errors
    ///
    /// `currency.mismatch`, `money.overflow`.
    #[inline]
    pub fn minus(self, other: Self) -> Result<Self, Refusal> {
        self.same_currency(other)?;
        self.checked(self.minor.checked_sub(other.minor), "minus", || other.amount())
    }

    /// This amount so many times.
    ///
    /// # Errors
    ///
    /// `money.overflow`.
    #[inline]
    pub fn times(self, factor: i64) -> Result<Self, Refusal> {
        let minor = self.minor.checked_mul(factor);
        self.checked(minor, "times", || DecimalText::new(factor < 0, factor.unsigned_abs(), 0))
    }

    /// `amount × numerator / denominator`, rounded once: a price per whole unit times a quantity with decimals.
    ///
    /// # Errors
    ///
    /// `rate.invalid` if the denominator is zero, `money.overflow`.
    ///
    /// ```
    /// use fondaco::money::{Currency, Money, Rounding};
    ///
    /// // 5.99 EUR a kilogram, 333 grams: 1.99467 EUR.
    /// let a_kilo = Money::from_minor(599, Currency::iso("EUR")?);
    /// assert_eq!(a_kilo.times_ratio(333, 1000, Rounding::HalfUp)?.to_string(), "1.99 EUR");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn times_ratio(self, numerator: i64, denominator: i64, rounding: Rounding) -> Result<Self, Refusal> {
        if denominator == 0 {
            return Err(Refusal::new(Code::RateInvalid, "a ratio has a denominator other than zero"));
        }
        let minor = scaled(self.minor, numerator, denominator.into(), rounding);
        self.checked(minor, "times a ratio with numerator", || {
            DecimalText::new(numerator < 0, numerator.unsigned_abs(), 0)
        })
    }

    /// The same amount with the other sign.
    ///
    /// # Errors
    ///
    /// `money.overflow` for `i64::MIN` minor units, which has no counterpart.
    pub fn negated(self) -> Result<Self, Refusal> {
        self.times(-1)
    }

    /// The amount without its sign.
    ///
    /// # Errors
    ///
    /// `money.overflow` for `i64::MIN` minor units, which has no counterpart.
    pub fn abs(self) -> Result<Self, Refusal> {
        if self.is_negative() { self.negated() } else { Ok(self) }
    }

    /// All amounts together, zero if there are none. Their order does not matter: only the result has to fit.
    ///
    /// # Errors
    ///
    /// `currency.mismatch` if one is not in `currency`, `money.overflow`.
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Result<Self, Refusal> {
        let zero = Self::zero(currency);
        let total = amounts.into_iter().try_fold(0_i128, |total, amount| {
            zero.same_currency(amount)?;
            // 2^64 amounts would have to be added before this could saturate.
            Ok::<_, Refusal>(total.saturating_add(amount.minor.into()))
        })?;
        let minor = i64::try_from(total).map_err(|_| {
            let reason = "a sum does not fit in 64 bits of minor units";
            Refusal::new(Code::MoneyOverflow, reason).with("currency", currency.code()).with("operation", "sum")
        })?;
        Ok(Self { minor, currency })
    }

    /// Which of two amounts is larger.
    ///
    /// # Errors
    ///
    /// `currency.mismatch`.
    pub fn try_cmp(self, other: Self) -> Result<Ordering, Refusal> {
        self.same_currency(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// The smaller of two amounts.
    ///
    /// # Errors
    ///
    /// `currency.mismatch`.
    pub fn min(self, other: Self) -> Result<Self, Refusal> {
        Ok(if self.try_cmp(other)?.is_le() { self } else { other })
    }

    /// The larger of two amounts.
    ///
    /// # Errors
    ///
    /// `currency.mismatch`.
    pub fn max(self, other: Self) -> Result<Self, Refusal> {
        Ok(if self.try_cmp(other)?.is_ge() { self } else { other })
    }

    /// The amount that changes hands in cash: a multiple of the currency's [cash step](Currency::cash_step).
    ///
    /// # Errors
    ///
    /// `money.overflow` at the very end of the range.
    ///
    /// ```
    /// use fondaco::money::{Currency, Money, Rounding};
    ///
    /// let francs = Money::parse("12.33", Currency::iso("CHF")?)?;
    /// assert_eq!(francs.round_to_cash(Rounding::HalfUp)?.to_string(), "12.35 CHF");
    /// # Ok::<(), fondaco::Refusal>(())
    /// ```
    pub fn round_to_cash(self, rounding: Rounding) -> Result<Self, Refusal> {
        self.round_to_multiple(self.currency.cash_step(), rounding)
    }

    /// The amount as a multiple of so many minor units, for a country's own cash rule.
    ///
    /// # Errors
    ///
    /// `money.overflow` at the very end of the range.
    pub fn round_to_step(self, step: NonZeroU32, rounding: Rounding) -> Result<Self, Refusal> {
        self.round_to_multiple(step.get().into(), rounding)
    }

    fn round_to_multiple(self, step: i64, rounding: Rounding) -> Result<Self, Refusal> {
        let steps = divide(self.minor.into(), step.into(), rounding);
        let minor = steps.and_then(|steps| i64::try_from(steps).ok()?.checked_mul(step));
        self.checked(minor, "in steps of", || DecimalText::new(false, step.unsigned_abs(), 0))
    }

    /// The new amount, or a refusal that says what was tried.
    #[inline]
    pub(super) fn checked(
        self,
        minor: Option<i64>,
        operation: &'static str,
        right: impl FnOnce() -> DecimalText,
    ) -> Result<Self, Refusal> {
        match minor {
            Some(minor) => Ok(Self { minor, currency: self.currency }),
            None => Err(self.overflow(operation, right())),
        }
    }

    #[cold]
    fn overflow(self, operation: &'static str, right: DecimalText) -> Refusal {
        let reason = format!("`{self}` {operation} `{right}` does not fit in 64 bits of minor units");
        Refusal::new(Code::MoneyOverflow, reason)
            .with("currency", self.currency.code())
            .with("operation", operation)
            .with("left", self.amount().as_str())
            .with("right", right.as_str())
    }

    #[inline]
    fn same_currency(self, other: Self) -> Result<(), Refusal> {
        if self.currency == other.currency { Ok(()) } else { Err(mismatch(self.currency, other.currency)) }
    }
}

#[cold]
fn mismatch(left: Currency, right: Currency) -> Refusal {
    Refusal::new(Code::CurrencyMismatch, format!("`{left}` and `{right}` do not mix"))
        .with("left", format!("{left}"))
        .with("right", format!("{right}"))
}

impl FromStr for Money {
    type Err = Refusal;

    /// Reads `12.30 EUR` or `5.0000 XGC:4`: amount, one space, currency.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (amount, currency) = text.split_once(' ').ok_or_else(|| {
            let reason = format!("{} is not an amount and a currency, as in `12.30 EUR`", quoted(text));
            Refusal::new(Code::MoneyMalformed, reason)
        })?;
        Self::parse(amount, currency.parse()?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.amount().as_str())?;
        f.write_str(" ")?;
        f.write_str(self.currency.write_text(&mut [0; Currency::TEXT]))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

#[cfg(test)]
mod tests;
