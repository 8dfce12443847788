//! Simulation: what baskets of the past would have cost under other rules.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::basket::{Basket, Context};
use super::book::PriceBook;
use super::kernel::Workspace;
use crate::id::PromotionCode;
use crate::money::{Currency, Money};
use crate::refusal::{Code, Refusal};

/// What a history of baskets comes to under two books.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simulation {
    /// How many baskets were priced by both.
    pub baskets: u64,
    /// How many of them cost more under the second book.
    pub dearer: u64,
    /// How many of them cost less under the second book.
    pub cheaper: u64,
    /// How many of them one book refuses or both.
    pub refused: u64,
    /// The sums of those priced by both, by currency.
    pub currencies: Vec<SimulatedCurrency>,
    /// What each promotion takes off, by currency, in the order of their codes.
    pub promotions: Vec<SimulatedPromotion>,
}

/// Sums in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedCurrency {
    /// Under the first book.
    pub before: SimulatedSums,
    /// Under the second book.
    pub after: SimulatedSums,
}

/// Sums of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedSums {
    /// Goods, before discounts.
    pub goods: Money,
    /// What the promotions take off goods.
    pub discount: Money,
    /// The tax.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
}

/// What a promotion takes off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatedPromotion {
    /// Which.
    pub promotion: PromotionCode,
    /// How many baskets it applies to under the first book.
    pub before_baskets: u64,
    /// What it takes off under the first book.
    pub before: Money,
    /// How many baskets it applies to under the second book.
    pub after_baskets: u64,
    /// What it takes off under the second book.
    pub after: Money,
}

/// Prices every basket of a history by two books and adds up what each comes to, in time proportional to the history.
///
/// Baskets that a book refuses are counted and left out of the sums. `on_step` is told how many are done after each, for a
/// progress bar. Refused with `money.overflow` where a sum does not fit.
pub fn simulate<'a>(
    history: impl IntoIterator<Item = (&'a Basket, &'a Context)>,
    before: &PriceBook,
    after: &PriceBook,
    mut on_step: impl FnMut(u64),
) -> Result<Simulation, Refusal> {
    let mut sums = Sums::default();
    let (mut one, mut other) = (Workspace::new(), Workspace::new());
    let mut done = 0_u64;
    for (basket, context) in history {
        let priced = |book: &PriceBook, ws: &mut Workspace| book.totals(&book.prepare(basket, context)?, ws);
        match (priced(before, &mut one), priced(after, &mut other)) {
            (Ok(was), Ok(is)) => {
                sums.result.baskets = sums.result.baskets.saturating_add(1);
                let result = &mut sums.result;
                let (dearer, cheaper) = (is.total > was.total, is.total < was.total);
                result.dearer = result.dearer.saturating_add(dearer.into());
                result.cheaper = result.cheaper.saturating_add(cheaper.into());
                let both = [Side { book: before, totals: was, ws: &one }, Side { book: after, totals: is, ws: &other }];
                for (side, number) in both.iter().zip(0..) {
                    sums.add(side, number)?;
                }
            }
            _ => sums.result.refused = sums.result.refused.saturating_add(1),
        }
        done = done.saturating_add(1);
        on_step(done);
    }
    Ok(sums.finish())
}

/// A basket under one book.
struct Side<'a> {
    book: &'a PriceBook,
    totals: super::kernel::Totals,
    ws: &'a Workspace,
}

#[derive(Default)]
struct Sums {
    result: Simulation,
    currencies: BTreeMap<Currency, [[i64; 4]; 2]>,
    promotions: BTreeMap<(PromotionCode, Currency), [(u64, i64); 2]>,
}

impl Sums {
    fn add(&mut self, side: &Side<'_>, number: usize) -> Result<(), Refusal> {
        let overflow = || Refusal::new(Code::MoneyOverflow, "a sum of the simulation does not fit in 64 bits");
        let totals = &side.totals;
        let sums = self.currencies.entry(totals.currency).or_default();
        let amounts = [totals.goods, totals.discount, totals.tax, totals.total];
        for (sum, amount) in sums.get_mut(number).into_iter().flatten().zip(amounts) {
            *sum = sum.checked_add(amount).ok_or_else(overflow)?;
        }
        let mut seen: Vec<usize> = Vec::new();
        for entry in side.ws.discounts() {
            let Some(rule) = side.book.rules().promotions.get(entry.promotion) else { continue };
            let key = (rule.code.clone(), totals.currency);
            if let Some((baskets, sum)) = self.promotions.entry(key).or_default().get_mut(number) {
                *sum = sum.checked_add(entry.amount).ok_or_else(overflow)?;
                if !seen.contains(&entry.promotion) {
                    seen.push(entry.promotion);
                    *baskets = baskets.saturating_add(1);
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Simulation {
        let sums = |currency: Currency, [goods, discount, tax, total]: [i64; 4]| SimulatedSums {
            goods: Money::from_minor(goods, currency),
            discount: Money::from_minor(discount, currency),
            tax: Money::from_minor(tax, currency),
            total: Money::from_minor(total, currency),
        };
        let currencies = self.currencies.into_iter().map(|(currency, [before, after])| SimulatedCurrency {
            before: sums(currency, before),
            after: sums(currency, after),
        });
        let promotions =
            self.promotions.into_iter().map(|((promotion, currency), [before, after])| SimulatedPromotion {
                promotion,
                before_baskets: before.0,
                before: Money::from_minor(before.1, currency),
                after_baskets: after.0,
                after: Money::from_minor(after.1, currency),
            });
        Simulation { currencies: currencies.collect(), promotions: promotions.collect(), ..self.result }
    }
}
