//! A basket made ready: everything that does not depend on amounts, worked out once.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::arith::{long, short};
use super::index::Index;
use super::rule::{Act, Phase, Rule};
use super::scene::Chosen;
use super::tax_view::TaxViews;
use super::test::{Arms, ask};
use crate::digest::Digest;
use crate::id::{ChargeCode, Sku};
use crate::limits;
use crate::money::{Currency, Money};
use crate::pricing::basket::{Basket, BasketLine, Charge, ChargeKind, Context, LinePrice};
use crate::pricing::experiment::assign;
use crate::pricing::list::{Prices, Wanted};
use crate::pricing::reason::RejectedReason;
use crate::pricing::rules::{PriceRules, within};
use crate::pricing::tax::{TaxTable, Taxes};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// A basket made ready for a book and a context: kept, changed and priced again in well under a microsecond.
///
/// Made by [`PriceBook::prepare`](crate::pricing::PriceBook::prepare), priced by
/// [`PriceBook::totals`](crate::pricing::PriceBook::totals) and
/// [`PriceBook::receipt`](crate::pricing::PriceBook::receipt). It holds for the instant of its context.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) book: Digest,
    pub(crate) currency: Currency,
    pub(crate) sources: Vec<Source>,
    /// Prices of lists that fit, for each line, the best first.
    pub(crate) prices: Vec<usize>,
    /// What each line asks the lists for; empty where no list has a price for any.
    pub(crate) wanted: Vec<Asked>,
    /// For whom, where and when.
    pub(crate) context: Arc<Context>,
    /// Grams of one whole unit and how many smallest units that is, for each line.
    pub(crate) weights: Vec<(i64, i64)>,
    pub(crate) charges: Vec<ChargeSource>,
    pub(crate) credits: Vec<i64>,
    pub(crate) candidates: Vec<Candidate>,
    /// The turns of the candidates, in the order in which they are taken.
    pub(crate) turns: Vec<Coming>,
    slots: Vec<(u32, u32)>,
    lines: Vec<u32>,
    pub(crate) facts: Vec<Option<RejectedReason>>,
    pub(crate) taxes: TaxTable,
    pub(crate) views: TaxViews,
    pub(crate) arms: Arms,
    /// Some candidate excludes others, so that the plain way is not enough.
    pub(crate) has_exclusive: bool,
    /// The tax classes of gifts: the candidate, the place among its gifts, the class.
    pub(crate) gifts: Vec<(usize, usize, usize)>,
}

/// Where the price of a line comes from. Baskets that are kept are many, so it takes 64 bytes: what a processor fetches at
/// once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) quantity: i64,
    /// Its own price; of a line without one, nothing.
    pub(crate) unit: i64,
    /// How many smallest units its own price is for.
    pub(crate) per: i64,
    /// The price before it was reduced; zero if it was not.
    pub(crate) compare_at: i64,
    /// What no promotion may go below; zero if it has no such price.
    pub(crate) minimum: i64,
    /// Where its prices stand in `prices`.
    pub(crate) listed: (u32, u32),
    /// The first line of the same product, for tiers.
    pub(crate) product: u32,
    pub(crate) class: u32,
    /// It is sold by the piece.
    pub(crate) countable: bool,
}

/// What a line asks the lists for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) sku: Sku,
    pub(crate) own: LinePrice,
    pub(crate) decimals: u8,
    pub(crate) in_kit: bool,
}

/// A turn that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coming {
    pub(crate) phase: Phase,
    /// The lane of the rules.
    lane: i32,
    candidate: u32,
    /// The place of the turn in its rule.
    turn: u32,
}

impl Coming {
    /// The candidate, and which turn of its rule it is.
    #[inline]
    pub(crate) fn pair(&self) -> (usize, usize) {
        (long(self.candidate), long(self.turn))
    }

    /// Whether two are of one phase and lane.
    #[inline]
    pub(crate) fn stands_with(&self, other: &Self) -> bool {
        (self.phase, self.lane) == (other.phase, other.lane)
    }
}

/// Where the price of a charge comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChargeSource {
    pub(crate) code: ChargeCode,
    pub(crate) amount: i64,
    pub(crate) kind: ChargeKind,
}

/// A promotion that may have to do with a basket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Its place in the rules.
    pub(crate) rule: u32,
    slots: u32,
    facts: u32,
    /// What is left of its budget.
    pub(crate) budget: Option<i64>,
    /// Why it takes nothing off, whatever the amounts.
    pub(crate) barred: Option<Bar>,
}

/// Why a promotion takes nothing off, whatever the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    /// It has not started, or has ended.
    NotNow,
    /// It has been used as often as it may be.
    UsedUp,
}

impl From<Bar> for RejectedReason {
    fn from(bar: Bar) -> Self {
        match bar {
            Bar::NotNow => Self::NotNow {},
            Bar::UsedUp => Self::UsedUp {},
        }
    }
}

impl Prepared {
    /// Sets the quantity of a line by its place in the basket; refused with `line.unknown`.
    pub fn set_quantity(&mut self, place: usize, quantity: Quantity) -> Result<(), Refusal> {
        let lines = self.sources.len();
        let source = self.sources.get_mut(place).ok_or_else(|| {
            Refusal::new(Code::LineUnknown, alloc::format!("the basket has no line at place {place}, only {lines}"))
        })?;
        source.quantity = quantity.units();
        Ok(())
    }

    /// The lines that a candidate's filters choose.
    pub(crate) fn chosen<'a>(&'a self, candidate: &Candidate, rule: &'a Rule) -> Chosen<'a> {
        let from = long(candidate.slots);
        let slots = self.slots.get(from..from.saturating_add(rule.filters.len())).unwrap_or_default();
        Chosen { filters: &rule.filters, slots, lines: &self.lines }
    }

    /// What the context answered a candidate.
    pub(crate) fn facts_of(&self, candidate: &Candidate, rule: &Rule) -> &[Option<RejectedReason>] {
        let from = long(candidate.facts);
        self.facts.get(from..from.saturating_add(rule.facts.len())).unwrap_or_default()
    }

    /// Where the price of a line comes from.
    fn source(
        &mut self,
        parts: &BookParts<'_>,
        line: &BasketLine,
        product: usize,
        class: u32,
    ) -> Result<Source, Refusal> {
        let whole = 10_i64.saturating_pow(line.decimals.into());
        let wanted = Wanted::of(line, self.currency);
        let from = self.prices.len();
        parts.prices.candidates(&wanted, &self.context, &self.arms, &mut self.prices);
        let own = &line.price;
        if own.unit.is_none() && from == self.prices.len() {
            return Err(wanted.missing(&self.context, line.quantity.units()));
        }
        if parts.prices.has_any() {
            let asked = Asked { sku: line.sku.clone(), own: *own, decimals: line.decimals, in_kit: line.kit.is_some() };
            self.wanted.push(asked);
        }
        self.weights.push((line.weight_grams.unwrap_or_default().into(), whole));
        Ok(Source {
            quantity: line.quantity.units(),
            unit: own.unit.map_or(0, |unit| unit.minor()),
            per: whole.saturating_mul(own.per.unwrap_or(1).into()),
            compare_at: own.compare_at.map_or(0, |amount| amount.minor()),
            minimum: own.minimum.map_or(0, |amount| amount.minor()),
            listed: (short(from), short(self.prices.len())),
            product: short(product),
            class,
            countable: whole == 1,
        })
    }

    /// Takes up the promotions that may have to do with a basket.
    fn take_candidates(&mut self, parts: &BookParts<'_>, basket: &Basket, context: &Context) {
        let BookParts { rules, compiled, index, .. } = *parts;
        for place in index.candidates(basket, context) {
            let (Some(rule), Some(promotion)) = (compiled.get(place), rules.promotions.get(place)) else { continue };
            let candidate = short(self.candidates.len());
            let (slots, facts) = (short(self.slots.len()), short(self.facts.len()));
            for filter in &rule.filters {
                let from = short(self.lines.len());
                let chosen = basket.lines.iter().zip(0..).filter(|(line, _)| filter.chooses(line));
                self.lines.extend(chosen.map(|(_, place)| place));
                self.slots.push((from, short(self.lines.len())));
            }
            self.facts.extend(rule.facts.iter().map(|fact| ask(fact, basket, context, &self.arms)));
            let left = context.left.iter().find(|left| left.promotion == rule.code);
            let used_up = left
                .is_some_and(|left| left.uses.is_some_and(|n| n <= 0) || left.uses_of_buyer.is_some_and(|n| n <= 0));
            let barred = if within(context.at, promotion.from, promotion.until) {
                used_up.then_some(Bar::UsedUp)
            } else {
                Some(Bar::NotNow)
            };
            let budget = left.and_then(|left| left.budget).or(rule.limits.budget);
            let budget = budget.filter(|budget| budget.currency() == self.currency);
            self.candidates.push(Candidate {
                rule: short(place),
                slots,
                facts,
                budget: budget.map(|budget| budget.minor()),
                barred,
            });
            let turns = rule.turns.iter().map(|turn| turn.rank).zip(0..);
            self.turns.extend(turns.map(|((phase, lane, ..), turn)| Coming { phase, lane, candidate, turn }));
        }
        let candidates = &self.candidates;
        self.turns.sort_by_key(|coming| {
            let (candidate, turn) = coming.pair();
            let rule = candidates.get(candidate).and_then(|candidate| compiled.get(long(candidate.rule)));
            rule.and_then(|rule| rule.turns.get(turn)).map(|turn| turn.rank)
        });
        self.has_exclusive = self.candidates.iter().any(|candidate| {
            compiled.get(long(candidate.rule)).is_some_and(|rule| {
                rule.stacking != crate::pricing::promotion::Stacking::Combinable && !rule.is_catalog()
            })
        });
    }
}

/// Makes a basket ready.
pub(crate) fn prepare(parts: &BookParts<'_>, basket: &Basket, context: &Context) -> Result<Prepared, Refusal> {
    check(basket)?;
    let arms = assign(&parts.rules.experiments, context.buyer.key.as_deref(), context.at);
    let mut taxes = parts.taxes.assess(context, basket.currency)?;
    let mut prepared = Prepared {
        book: parts.version,
        currency: basket.currency,
        sources: Vec::with_capacity(basket.lines.len()),
        prices: Vec::new(),
        wanted: Vec::new(),
        context: Arc::new(context.clone()),
        weights: Vec::with_capacity(basket.lines.len()),
        charges: basket.charges.iter().map(ChargeSource::new).collect(),
        credits: basket.credits.iter().map(|credit| credit.balance.minor()).collect(),
        candidates: Vec::new(),
        turns: Vec::new(),
        slots: Vec::new(),
        lines: Vec::with_capacity(basket.lines.len().saturating_mul(2)),
        facts: Vec::new(),
        taxes: TaxTable::default(),
        views: TaxViews { classes: Vec::new(), rounding: parts.rules.policy.tax_rounding },
        arms,
        has_exclusive: false,
        gifts: Vec::new(),
    };
    let mut products = BTreeMap::new();
    for (place, line) in basket.lines.iter().enumerate() {
        let class = short(taxes.line(line.line, &line.tax_category)?);
        let product = line.product.as_ref().map_or(place, |product| *products.entry(product).or_insert(place));
        let source = prepared.source(parts, line, product, class)?;
        prepared.sources.push(source);
    }
    for charge in &basket.charges {
        taxes.charge(charge)?;
    }
    prepared.take_candidates(parts, basket, context);
    for (place, candidate) in prepared.candidates.iter().enumerate() {
        let Some(rule) = parts.compiled.get(long(candidate.rule)) else { continue };
        for (number, gift) in gifts(rule).enumerate() {
            prepared.gifts.push((place, number, taxes.gift(&gift.tax_category)?));
        }
    }
    prepared.taxes = taxes.finish()?;
    prepared.views.classes = prepared.taxes.sums();
    Ok(prepared)
}

/// What baskets are made ready with: the parts of a book.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BookParts<'a> {
    pub(crate) version: Digest,
    pub(crate) rules: &'a PriceRules,
    pub(crate) compiled: &'a [Rule],
    pub(crate) index: &'a Index,
    pub(crate) prices: &'a Prices,
    pub(crate) taxes: &'a Taxes,
}

/// The gifts of a rule, in the order of its turns.
pub(crate) fn gifts(rule: &Rule) -> impl Iterator<Item = &crate::pricing::promotion::Gift> {
    rule.turns.iter().flat_map(|turn| &turn.actions).filter_map(|act| match act {
        Act::Gift { gift, .. } => Some(gift),
        Act::Discount(_) | Act::BuyGet { .. } | Act::Bundle { .. } => None,
    })
}

/// Refuses a basket that is too large or contradicts itself.
fn check(basket: &Basket) -> Result<(), Refusal> {
    limits::count("lines", basket.lines.len(), limits::LINES)?;
    check_charges(&basket.charges, basket.currency)?;
    limits::count("coupons", basket.coupons.len(), limits::COUPONS)?;
    limits::count("gift cards", basket.credits.len(), limits::COUPONS)?;
    check_numbers(&basket.lines)?;
    for line in &basket.lines {
        let LinePrice { unit, compare_at, minimum, per } = line.price;
        for amount in [unit, compare_at, minimum].into_iter().flatten() {
            same_currency(amount, basket.currency)?;
            if amount.is_negative() {
                return Err(invalid(format!("line {} has the price {amount}: a price is zero or more", line.line)));
            }
        }
        if per == Some(0) || line.decimals > limits::UNIT_DECIMALS {
            let most = limits::UNIT_DECIMALS;
            let reason = format!("line {} needs a price for 1 unit or more, of at most {most} decimals", line.line);
            return Err(invalid(reason));
        }
    }
    for credit in &basket.credits {
        same_currency(credit.balance, basket.currency)?;
        if credit.balance.is_negative() {
            return Err(invalid(format!("`{}` has a balance of {}", credit.code, credit.balance)));
        }
    }
    Ok(())
}

/// Refuses two lines of one number. They mostly come in ascending order: then none has to be looked for.
fn check_numbers(lines: &[BasketLine]) -> Result<(), Refusal> {
    if lines.is_sorted_by(|one, next| one.line < next.line) {
        return Ok(());
    }
    let mut numbers = BTreeSet::new();
    match lines.iter().find(|line| !numbers.insert(line.line)) {
        Some(twice) => Err(invalid(format!("there are two lines {}", twice.line))),
        None => Ok(()),
    }
}

/// Whether charges can stand beside goods in a currency.
pub(crate) fn check_charges(charges: &[Charge], currency: Currency) -> Result<(), Refusal> {
    limits::count("charges", charges.len(), limits::CHARGES)?;
    let mut codes = BTreeSet::new();
    for charge in charges {
        same_currency(charge.amount, currency)?;
        if charge.amount.is_negative() && charge.kind != ChargeKind::Fee {
            let reason = format!("charge `{}` is {}: only a fee may be less than zero", charge.code, charge.amount);
            return Err(invalid(reason));
        }
        if !codes.insert(&charge.code) {
            return Err(invalid(format!("there are two charges `{}`", charge.code)));
        }
    }
    Ok(())
}

fn same_currency(amount: Money, currency: Currency) -> Result<(), Refusal> {
    if amount.currency() == currency {
        return Ok(());
    }
    let reason = format!("{amount} is in another currency than the basket, which is in {currency}");
    Err(Refusal::new(Code::CurrencyMismatch, reason))
}

fn invalid(reason: String) -> Refusal {
    Refusal::new(Code::BasketInvalid, reason)
}

impl ChargeSource {
    pub(crate) fn new(charge: &Charge) -> Self {
        Self { code: charge.code.clone(), amount: charge.amount.minor(), kind: charge.kind }
    }
}
