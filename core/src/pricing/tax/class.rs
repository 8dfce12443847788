//! Tax classes: the taxes that one kind of item bears, turned into whole numbers once.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::quick::Quick;
use crate::money::{Rate, Rounding, greatest_common_divisor};
use crate::pricing::kernel::arith::{Overflow, ratio, sum};
use crate::refusal::{Code, Refusal};

/// A tax as it is due on a basket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ResolvedRate {
    /// How it is called on the receipt.
    pub(crate) name: Arc<str>,
    /// The share of what it is due on.
    pub(crate) rate: Rate,
    /// Prices contain it.
    pub(crate) included: bool,
    /// Due on the net amount and the taxes before it.
    pub(crate) compound: bool,
}

/// What prices are multiplied by, in whole numbers without a common divisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Factor {
    /// Above the line.
    pub(crate) numerator: i64,
    /// Below the line; more than zero.
    pub(crate) denominator: i64,
}

impl Factor {
    /// A price times the factor, rounded once.
    pub(crate) fn of(self, price: i64, rounding: Rounding) -> Result<i64, Overflow> {
        ratio(price, self.numerator, self.denominator, rounding)
    }
}

/// The taxes that some lines and charges of a basket bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaxClass {
    /// What the prices of its items are multiplied by before anything else, if they change.
    pub(crate) factor: Option<Factor>,
    /// The taxes: first those that prices contain, then those that are added; each in the order of the rules.
    pub(super) levies: Vec<Levy>,
    /// How many of them prices contain.
    pub(super) included: usize,
    /// For each of them, its exact amount where the net amount is `scale`. Zero for one of a fixed amount.
    pub(super) weights: Vec<i64>,
    /// The net amount in weights.
    pub(super) scale: i64,
    /// The net amount and the taxes that the price contains, in weights.
    pub(super) whole: i64,
    /// The taxes that are added, in weights.
    pub(super) added: i64,
    /// Some amounts are fixed.
    pub(super) has_fixed: bool,
}

/// One tax of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Levy {
    /// Where it stands in the table of the basket.
    pub(super) rate: usize,
    /// Above the line of its rate.
    pub(super) numerator: i64,
    /// Below the line of its rate.
    pub(super) denominator: i64,
    /// Due on the taxes before it too.
    pub(super) compound: bool,
    /// How much it is, if it was said.
    pub(super) fixed: Option<i64>,
}

impl TaxClass {
    /// A class of these taxes, each with its place in the table and a fixed amount, in the order of the rules. Refused
    /// with `rate.invalid` if they have too many decimals together.
    pub(super) fn new<'a>(taxes: &[(usize, &'a ResolvedRate, Option<i64>)]) -> Result<Self, Refusal> {
        let levy = |(at, tax, fixed): &(usize, &'a ResolvedRate, Option<i64>)| Levy {
            rate: *at,
            numerator: tax.rate.numerator(),
            denominator: tax.rate.denominator(),
            compound: tax.compound,
            fixed: *fixed,
        };
        let mut levies: Vec<Levy> = taxes.iter().filter(|(_, tax, _)| tax.included).map(levy).collect();
        let included = levies.len();
        levies.extend(taxes.iter().filter(|(_, tax, _)| !tax.included).map(levy));
        let Weights { scale, whole, added, each: weights } = Weights::of(&levies, included).ok_or_else(|| {
            let names = taxes.iter().map(|(_, tax, _)| format!("`{}`", tax.name)).collect::<Vec<_>>().join(", ");
            Refusal::new(Code::RateInvalid, format!("the rates of {names} have too many decimals together"))
        })?;
        let has_fixed = levies.iter().any(|levy| levy.fixed.is_some());
        Ok(Self { factor: None, levies, included, weights, scale, whole, added, has_fixed })
    }

    /// The straight path, where there is one.
    pub(super) fn quick(&self) -> Option<Quick> {
        match self.levies.as_slice() {
            [levy] if !self.has_fixed => {
                let (numerator, denominator) = self.share(0, levy);
                Quick::new(levy.rate, self.included == 1, numerator, denominator)
            }
            _ => None,
        }
    }

    /// The rates that prices contain and those that are added, each summed up; a sum that does not fit counts as nothing.
    pub(super) fn sums(&self) -> (Rate, Rate) {
        let sum = |levies: &[Levy]| {
            let decimal = levies.iter().filter(|levy| levy.fixed.is_none()).try_fold(Rate::ZERO, |sum, levy| {
                let rate = rust_decimal::Decimal::from(levy.numerator).checked_div(levy.denominator.into());
                rate.and_then(|rate| Rate::from_decimal(rate).ok()).and_then(|rate| sum.plus(rate).ok())
            });
            decimal.unwrap_or(Rate::ZERO)
        };
        let (contained, added) = self.levies.split_at_checked(self.included).unwrap_or_default();
        (sum(contained), sum(added))
    }

    /// What prices are multiplied by that contain the taxes of one class and are to contain those of another; `None` if
    /// they stay. Refused with `money.overflow` if there are too many decimals.
    pub(super) fn factor_between(from: &Self, to: &Self) -> Result<Option<Factor>, Refusal> {
        let product = |one: i64, other: i64| i128::from(one).saturating_mul(other.into());
        let (above, below) = (product(to.whole, from.scale), product(to.scale, from.whole));
        let common = greatest_common_divisor(above, below);
        let reduced = |number: i128| number.checked_div(common).and_then(|number| i64::try_from(number).ok());
        let (numerator, denominator) = reduced(above).zip(reduced(below)).ok_or(Overflow)?;
        Ok((numerator != denominator).then_some(Factor { numerator, denominator }))
    }

    /// What the fixed amounts in a price come to.
    pub(super) fn fixed_part(&self) -> Result<i64, Overflow> {
        if !self.has_fixed {
            return Ok(0);
        }
        sum(self.levies.iter().take(self.included).filter_map(|levy| levy.fixed))
    }

    /// What a tax adds to what it is due on: its rate as a fraction, in which a price that contains it is its base.
    pub(super) fn share(&self, place: usize, levy: &Levy) -> (i64, i64) {
        match self.weights.get(place) {
            Some(weight) if place < self.included => (*weight, self.whole),
            _ => (levy.numerator, levy.denominator),
        }
    }
}

/// The exact proportions of a net amount and its taxes.
struct Weights {
    scale: i64,
    whole: i64,
    added: i64,
    each: Vec<i64>,
}

impl Weights {
    /// Finds the smallest net amount on which every tax comes out even; `None` if it does not fit.
    fn of(levies: &[Levy], included: usize) -> Option<Self> {
        let mut scale = 1_i128;
        let mut weights: Vec<i128> = Vec::with_capacity(levies.len());
        for levy in levies {
            if levy.fixed.is_some() {
                weights.push(0);
                continue;
            }
            let before = if levy.compound { total(&weights)? } else { 0 };
            let product = scale.checked_add(before)?.checked_mul(levy.numerator.into())?;
            let denominator = i128::from(levy.denominator);
            let common = greatest_common_divisor(product, denominator);
            let widening = denominator.checked_div(common)?;
            scale = scale.checked_mul(widening)?;
            if widening > 1 {
                for weight in &mut weights {
                    *weight = weight.checked_mul(widening)?;
                }
            }
            weights.push(product.checked_div(common)?);
        }
        let (contained, added) = weights.split_at_checked(included)?;
        let (contained, added) = (total(contained)?, total(added)?);
        Some(Self {
            scale: scale.try_into().ok()?,
            whole: scale.checked_add(contained)?.try_into().ok()?,
            added: added.try_into().ok()?,
            each: weights.into_iter().map(|weight| weight.try_into().ok()).collect::<Option<_>>()?,
        })
    }
}

fn total(weights: &[i128]) -> Option<i128> {
    weights.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use alloc::vec;

    /// A tax: its rate in percent, `i` if prices contain it, `c` if it compounds.
    pub(in crate::pricing::tax) fn tax(text: &str) -> ResolvedRate {
        let (percent, flags) = text.split_once(' ').unwrap_or((text, ""));
        ResolvedRate {
            name: format!("tax {percent}").into(),
            rate: Rate::percent(percent).unwrap(),
            included: flags.contains('i'),
            compound: flags.contains('c'),
        }
    }

    pub(in crate::pricing::tax) fn class(taxes: &[&str]) -> TaxClass {
        let taxes: Vec<ResolvedRate> = taxes.iter().map(|text| tax(text)).collect();
        let placed: Vec<_> = taxes.iter().enumerate().map(|(at, tax)| (at, tax, None)).collect();
        TaxClass::new(&placed).unwrap()
    }

    #[test]
    fn weights_are_the_exact_amounts_of_the_taxes() {
        let both = class(&["10 i", "5 i"]);
        assert_eq!((both.scale, both.whole, both.weights), (20, 23, vec![2, 1]));
        // Quebec in 2012: 9.5 % on the net amount and the federal 5 %, together 14.975 %.
        let compound = class(&["5", "9.5 c"]);
        assert_eq!((compound.scale, compound.added, compound.weights), (4000, 599, vec![200, 399]));
        let mixed = class(&["8", "20 i"]);
        assert_eq!((mixed.scale, mixed.whole, mixed.included, mixed.weights), (25, 30, 1, vec![5, 2]));
        let none = class(&[]);
        assert_eq!((none.scale, none.whole, none.added), (1, 1, 0));
    }

    #[test]
    fn a_price_keeps_its_net_part_from_one_class_to_another() {
        let factor = |from: &[&str], to: &[&str]| TaxClass::factor_between(&class(from), &class(to)).unwrap();
        let times = |price, factor: Option<Factor>| factor.unwrap().of(price, Rounding::HalfUp).unwrap();
        // Solidus: 10.00 in Germany at 19 % is 10.42 in Romania at 24 %; 20.00 at 7 % is 18.69 where no tax is due.
        assert_eq!(times(1000, factor(&["19 i"], &["24 i"])), 1042);
        assert_eq!(times(2000, factor(&["7 i"], &[])), 1869);
        assert_eq!(times(2000, factor(&["7 i"], &["10"])), 1869);
        assert_eq!(factor(&["19 i"], &["19 i"]), None);
        assert_eq!(factor(&["19"], &["7"]), None);
    }

    #[test]
    fn rates_that_have_too_many_decimals_together_are_refused() {
        let fine: Vec<ResolvedRate> = vec![tax("7.1234567891 ic"); 3];
        let placed: Vec<_> = fine.iter().map(|tax| (0, tax, None)).collect();
        assert_eq!(TaxClass::new(&placed).unwrap_err().code(), Code::RateInvalid);
    }
}
