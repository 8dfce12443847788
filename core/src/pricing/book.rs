//! Price books: rules compiled once, baskets priced many times.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, collections::BTreeMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::basket::{Basket, BasketLine};
use super::receipt::{
    AppliedPromotion, LineDiscount, LineTax, Receipt, ReceiptLine, RejectedPromotion, RejectedReason, TaxTotal,
};
use super::rules::{PriceRules, Promotion, RuleProblem, TaxDisplay, TaxRate, within};
use crate::id::{CountryCode, TaxCategory};
use crate::limits;
use crate::money::{Money, Rate, Remainder, allocate};
use crate::refusal::{Code, Refusal};

/// Where rates stand in the rules, by country and category.
type Rates = BTreeMap<CountryCode, BTreeMap<TaxCategory, Vec<usize>>>;

/// Compiled rules: a value of this type is free of contradictions. It is stored and sent as its [`PriceRules`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PriceRules", into = "PriceRules")]
pub struct PriceBook {
    rules: PriceRules,
    /// For each country and category, where its rates stand in the rules, the earliest first.
    rates: Rates,
}

impl PriceBook {
    /// Compiles rules; refused with `rules.invalid`, whose detail lists every problem with its path.
    pub fn compile(rules: PriceRules) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        check_promotions(&rules, &mut problems);
        let rates = index_rates(&rules, &mut problems);
        if problems.is_empty() {
            return Ok(Self { rules, rates });
        }
        let first = problems.first().map(|first| format!("{}: {}", first.path, first.problem)).unwrap_or_default();
        let count = problems.len();
        let listed = serde_json::to_value(&problems).unwrap_or_default();
        Err(Refusal::new(Code::RulesInvalid, format!("{count} problems in the rules; first {first}"))
            .with("problems", listed))
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> &PriceRules {
        &self.rules
    }

    /// Prices a basket. Refused with `tax.unknown` where no rate is in force, `currency.mismatch` and
    /// `money.overflow` where amounts do not add up.
    pub fn price(&self, basket: &Basket) -> Result<Receipt, Refusal> {
        limits::count("lines", basket.lines.len(), limits::LINES)?;
        let mut lines = Vec::with_capacity(basket.lines.len());
        for line in &basket.lines {
            lines.push(self.open_line(line, basket)?);
        }
        let goods = Money::sum(lines.iter().map(|line| line.subtotal), basket.currency)?;
        let (applied, rejected) = self.promote(&mut lines, goods, basket)?;
        for line in &mut lines {
            self.close_line(line)?;
        }
        let net = Money::sum(lines.iter().map(|line| line.net), basket.currency)?;
        let total = Money::sum(lines.iter().map(|line| line.gross), basket.currency)?;
        Ok(Receipt {
            book: self.rules.code.clone(),
            tax_display: self.rules.tax_display,
            country: basket.country.clone(),
            currency: basket.currency,
            taxes: tax_totals(&lines)?,
            discount: Money::sum(applied.iter().map(|promotion| promotion.amount), basket.currency)?,
            lines,
            applied,
            rejected,
            goods,
            net,
            tax: total.minus(net)?,
            total,
        })
    }

    /// A line before discounts; `gross` carries what remains of it until it is closed.
    fn open_line(&self, line: &BasketLine, basket: &Basket) -> Result<ReceiptLine, Refusal> {
        let rate = self.rate(&basket.country, &line.tax_category, basket.at)?;
        let subtotal = self.subtotal(line)?;
        let zero = Money::zero(basket.currency);
        Ok(ReceiptLine {
            line: line.line,
            sku: line.sku.clone(),
            title: line.title.clone(),
            quantity: line.quantity,
            decimals: line.decimals,
            unit_price: line.unit_price,
            subtotal,
            discounts: Vec::new(),
            tax: LineTax {
                category: line.tax_category.clone(),
                name: rate.name.clone(),
                rate: rate.rate,
                amount: zero,
            },
            net: zero,
            gross: subtotal,
        })
    }

    fn subtotal(&self, line: &BasketLine) -> Result<Money, Refusal> {
        if line.decimals == 0 {
            return line.unit_price.times(line.quantity.units());
        }
        let whole = 10_i64.checked_pow(u32::from(line.decimals)).unwrap_or(i64::MAX);
        line.unit_price.times_ratio(line.quantity.units(), whole, self.rules.rounding)
    }

    /// Applies the promotions one after the other, each to what remains, spread over the lines in proportion.
    fn promote(
        &self,
        lines: &mut [ReceiptLine],
        goods: Money,
        basket: &Basket,
    ) -> Result<(Vec<AppliedPromotion>, Vec<RejectedPromotion>), Refusal> {
        let (mut applied, mut rejected) = (Vec::new(), Vec::new());
        for promotion in &self.rules.promotions {
            let base = Money::sum(lines.iter().map(|line| line.gross), basket.currency)?;
            match self.takes_off(promotion, goods, base, basket.at)? {
                Ok(amount) => {
                    spread(promotion, amount, lines)?;
                    applied.push(AppliedPromotion {
                        promotion: promotion.code.clone(),
                        title: promotion.title.clone(),
                        rate: promotion.rate,
                        base,
                        amount,
                    });
                }
                Err(reason) => rejected.push(RejectedPromotion {
                    promotion: promotion.code.clone(),
                    title: promotion.title.clone(),
                    reason,
                }),
            }
        }
        Ok((applied, rejected))
    }

    /// What a promotion takes off, or why it takes nothing off.
    fn takes_off(
        &self,
        promotion: &Promotion,
        goods: Money,
        base: Money,
        at: Timestamp,
    ) -> Result<Result<Money, RejectedReason>, Refusal> {
        if !within(at, promotion.from, promotion.until) {
            return Ok(Err(RejectedReason::NotNow {}));
        }
        if let Some(needs) = promotion.minimum {
            if needs.currency() != goods.currency() {
                return Ok(Err(RejectedReason::OtherCurrency { needs: needs.currency() }));
            }
            if goods.minor() < needs.minor() {
                return Ok(Err(RejectedReason::MinimumNotMet { needs, has: goods }));
            }
        }
        let amount = promotion.rate.of(base, self.rules.rounding)?;
        Ok(if amount.is_zero() { Err(RejectedReason::NothingToTakeOff {}) } else { Ok(amount) })
    }

    /// Works out the tax on what remains of a line.
    fn close_line(&self, line: &mut ReceiptLine) -> Result<(), Refusal> {
        let remains = line.gross;
        match self.rules.tax_display {
            TaxDisplay::Inclusive => {
                line.tax.amount = line.tax.rate.contained_in(remains, self.rules.rounding)?;
                line.net = remains.minus(line.tax.amount)?;
            }
            TaxDisplay::Exclusive => {
                line.tax.amount = line.tax.rate.of(remains, self.rules.rounding)?;
                line.net = remains;
                line.gross = remains.plus(line.tax.amount)?;
            }
        }
        Ok(())
    }

    fn rate(&self, country: &CountryCode, category: &TaxCategory, at: Timestamp) -> Result<&TaxRate, Refusal> {
        let dated = self.rates.get(country).and_then(|rates| rates.get(category));
        let found = dated.and_then(|list| {
            list.iter().filter_map(|index| self.rules.taxes.get(*index)).find(|rate| rate.in_force(at))
        });
        found.ok_or_else(|| {
            Refusal::new(Code::TaxUnknown, format!("no tax rate for `{category}` in {country} is in force at {at}"))
                .with("country", country.as_str())
                .with("category", category.as_str())
                .with("at", format!("{at}"))
        })
    }
}

impl TryFrom<PriceRules> for PriceBook {
    type Error = Refusal;
    fn try_from(rules: PriceRules) -> Result<Self, Refusal> {
        Self::compile(rules)
    }
}

impl From<PriceBook> for PriceRules {
    fn from(book: PriceBook) -> Self {
        book.rules
    }
}

/// Spreads a discount over the lines in proportion to what remains of each, the largest remainders first.
fn spread(promotion: &Promotion, amount: Money, lines: &mut [ReceiptLine]) -> Result<(), Refusal> {
    let weights: Vec<i64> = lines.iter().map(|line| line.gross.minor()).collect();
    let parts = allocate(amount, &weights, Remainder::LargestRemainder)?;
    for (line, part) in lines.iter_mut().zip(parts) {
        if !part.is_zero() {
            line.gross = line.gross.minus(part)?;
            line.discounts.push(LineDiscount { promotion: promotion.code.clone(), amount: part });
        }
    }
    Ok(())
}

fn tax_totals(lines: &[ReceiptLine]) -> Result<Vec<TaxTotal>, Refusal> {
    let mut totals: Vec<TaxTotal> = Vec::new();
    for line in lines {
        let tax = &line.tax;
        if let Some(total) = totals.iter_mut().find(|total| total.name == tax.name && total.rate == tax.rate) {
            total.base = total.base.plus(line.net)?;
            total.amount = total.amount.plus(tax.amount)?;
        } else {
            totals.push(TaxTotal { name: tax.name.clone(), rate: tax.rate, base: line.net, amount: tax.amount });
        }
    }
    Ok(totals)
}

fn problem(problems: &mut Vec<RuleProblem>, path: String, text: &str) {
    problems.push(RuleProblem { path, problem: text.to_owned() });
}

/// Whether a rate lies from 0 to 1.
fn is_share(rate: Rate) -> bool {
    !rate.is_negative() && rate.numerator() <= rate.denominator()
}

fn check_promotions(rules: &PriceRules, problems: &mut Vec<RuleProblem>) {
    if rules.promotions.len() > limits::PROMOTIONS {
        problem(problems, "promotions".to_owned(), &format!("there are more than {}", limits::PROMOTIONS));
    }
    let mut seen = BTreeMap::new();
    for (index, promotion) in rules.promotions.iter().enumerate() {
        if let Some(earlier) = seen.insert(&promotion.code, index) {
            let text = format!("`{}` stands at promotions[{earlier}] already", promotion.code);
            problem(problems, format!("promotions[{index}].code"), &text);
        }
        if let Err(refusal) = limits::text("title", &promotion.title) {
            problem(problems, format!("promotions[{index}].title"), refusal.reason());
        }
        if promotion.rate.is_zero() || !is_share(promotion.rate) {
            problem(problems, format!("promotions[{index}].rate"), "takes a share above 0 and at most 1");
        }
        if promotion.minimum.is_some_and(|minimum| minimum.is_negative()) {
            problem(problems, format!("promotions[{index}].minimum"), "takes an amount of zero or more");
        }
        if let (Some(from), Some(until)) = (promotion.from, promotion.until)
            && until <= from
        {
            problem(problems, format!("promotions[{index}].until"), "takes an instant after `from`");
        }
    }
}

fn index_rates(rules: &PriceRules, problems: &mut Vec<RuleProblem>) -> Rates {
    if rules.taxes.len() > limits::TAX_RATES {
        problem(problems, "taxes".to_owned(), &format!("there are more than {}", limits::TAX_RATES));
    }
    let mut index = Rates::new();
    for (at, rate) in rules.taxes.iter().enumerate() {
        if let Err(refusal) = limits::text("name", &rate.name) {
            problem(problems, format!("taxes[{at}].name"), refusal.reason());
        }
        if !is_share(rate.rate) {
            problem(problems, format!("taxes[{at}].rate"), "takes a share from 0 to 1");
        }
        if rate.until.is_some_and(|until| until <= rate.from) {
            problem(problems, format!("taxes[{at}].until"), "takes an instant after `from`");
        }
        index.entry(rate.country.clone()).or_default().entry(rate.category.clone()).or_default().push(at);
    }
    for positions in index.values_mut().flat_map(BTreeMap::values_mut) {
        let from = |at: &usize| rules.taxes.get(*at).map(|rate| rate.from);
        positions.sort_by_key(from);
        check_overlaps(&rules.taxes, positions, problems);
    }
    index
}

/// Finds rates, in the order of their start, that begin before all the earlier ones have ended.
fn check_overlaps(taxes: &[TaxRate], positions: &[usize], problems: &mut Vec<RuleProblem>) {
    let mut last_to_end: Option<(usize, Option<Timestamp>)> = None;
    for (at, rate) in positions.iter().filter_map(|at| taxes.get(*at).map(|rate| (*at, rate))) {
        if let Some((earlier, end)) = last_to_end
            && end.is_none_or(|end| end > rate.from)
        {
            let text = format!("overlaps with taxes[{earlier}]: one rate at a time for a country and category");
            problem(problems, format!("taxes[{at}].from"), &text);
        }
        let lasts =
            |(_, end): (usize, Option<Timestamp>)| end.is_some_and(|end| rate.until.is_none_or(|until| until > end));
        if last_to_end.is_none_or(lasts) {
            last_to_end = Some((at, rate.until));
        }
    }
}
