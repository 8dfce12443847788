//! Price books: rules compiled once, baskets priced many times.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::basket::{Basket, BasketLine, Context, Destination};
use super::check;
use super::condition::Condition;
use super::experiment;
use super::kernel::{BookParts, Index, Prepared, Rule, Run, Totals, Workspace, prepare};
use super::list::Prices;
use super::promotion::{Limits, Promotion};
use super::receipt::Receipt;
use super::rules::{PriceRules, RuleProblem};
use super::tax::Taxes;
use super::trace::Trace;
use crate::digest::Digest;
use crate::id::{CouponCode, PromotionCode};
use crate::refusal::{Code, Refusal};

/// Compiled rules: a value of this type is free of contradictions. It is stored and sent as its [`PriceRules`], and cheap
/// to clone.
#[derive(Clone, Deserialize)]
#[serde(try_from = "PriceRules")]
pub struct PriceBook(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    rules: PriceRules,
    version: Digest,
    promotions: Vec<Rule>,
    index: Index,
    prices: Prices,
    taxes: Taxes,
    /// Where each promotion stands.
    places: BTreeMap<PromotionCode, usize>,
    /// The coupon codes that promotions ask for.
    coupons: BTreeSet<CouponCode>,
}

impl PriceBook {
    /// Compiles rules; refused with `rules.invalid`, whose detail lists every problem with its path.
    pub fn compile(rules: PriceRules) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        check::promotions(&rules, &mut problems);
        experiment::check(&rules.experiments, &mut problems);
        let prices = Prices::compile(&rules, &mut problems);
        let taxes = Taxes::compile(&rules, &mut problems);
        if let Some(first) = problems.first() {
            return Err(refused(first, &problems));
        }
        let places: BTreeMap<PromotionCode, usize> =
            rules.promotions.iter().enumerate().map(|(place, promotion)| (promotion.code.clone(), place)).collect();
        let place_of = |code: &PromotionCode| places.get(code).copied().unwrap_or(usize::MAX);
        let compile = |(place, promotion)| Rule::new(promotion, place, &rules.policy, &place_of);
        let promotions = rules.promotions.iter().enumerate().map(compile).collect();
        let mut coupons = BTreeSet::new();
        rules.promotions.iter().for_each(|promotion| coupons_of(&promotion.when, &mut coupons));
        let (version, index) = (Digest::of(&rules)?, Index::new(&rules.promotions));
        Ok(Self(Arc::new(Compiled { rules, version, promotions, index, prices, taxes, places, coupons })))
    }

    /// The rules that it was compiled from.
    pub fn rules(&self) -> &PriceRules {
        &self.0.rules
    }

    /// The fingerprint of its rules: what a receipt says that it was made by.
    pub fn version(&self) -> Digest {
        self.0.version
    }

    /// Prices a basket.
    ///
    /// Refused with `price.missing` and `tax.unknown` where no price or rate is in force, `tax.stale` and
    /// `tax.answer_invalid` where what a tax service answered is of no use, `basket.invalid`, `currency.mismatch` and
    /// `limit.exceeded` where the basket itself is wrong, and `money.overflow` where amounts do not fit.
    pub fn price(&self, basket: &Basket, context: &Context) -> Result<Receipt, Refusal> {
        let prepared = self.prepare(basket, context)?;
        self.receipt(&prepared, basket, &mut Workspace::new())
    }

    /// Makes a basket ready to be priced again and again while its quantities change; refused as
    /// [`price`](Self::price).
    pub fn prepare(&self, basket: &Basket, context: &Context) -> Result<Prepared, Refusal> {
        prepare(&self.parts(), basket, context)
    }

    /// Prices a basket that was made ready, without a trace: nothing is allocated once the workspace is warm. The lines
    /// and discounts are read from the workspace. Refused as [`price`](Self::price).
    pub fn totals(&self, prepared: &Prepared, workspace: &mut Workspace) -> Result<Totals, Refusal> {
        if prepared.book != self.0.version {
            let reason = "the basket was made ready for other rules: prepare it again";
            return Err(Refusal::new(Code::BasketInvalid, reason));
        }
        let run = Run { policy: &self.0.rules.policy, rules: &self.0.promotions, prices: &self.0.prices, prepared };
        run.totals(workspace)
    }

    /// Prices a basket that was made ready, with the full trace; `basket` is the one that it was made of. Refused as
    /// [`price`](Self::price).
    pub fn receipt(&self, prepared: &Prepared, basket: &Basket, workspace: &mut Workspace) -> Result<Receipt, Refusal> {
        let totals = self.totals(prepared, workspace)?;
        Trace { book: self, prepared, basket, totals: &totals, ws: workspace }.receipt()
    }

    /// Prices a basket anew and compares: refused with `receipt.differs`, whose detail names the first part that is not the
    /// same, and as [`price`](Self::price).
    pub fn verify(&self, basket: &Basket, context: &Context, receipt: &Receipt) -> Result<(), Refusal> {
        let own = self.price(basket, context)?;
        if own == *receipt {
            return Ok(());
        }
        let part = own.difference(receipt);
        let reason = format!("the receipt says otherwise than these rules: see `{part}`");
        Err(Refusal::new(Code::ReceiptDiffers, reason)
            .with("part", part)
            .with("total", format!("{}", own.total))
            .with("claimed", format!("{}", receipt.total)))
    }

    /// The lowest price of one unit in the 30 days before the price reduction that is in force: what article 6a of
    /// Directive 98/6/EC asks to be shown beside a reduced price. In minor units of the basket's currency for the units
    /// that the price is for; `None` where the goods are not reduced or had no price before.
    pub fn lowest_before(&self, line: &BasketLine, basket: &Basket, context: &Context) -> Result<Option<i64>, Refusal> {
        super::omnibus::lowest_before(self, line, basket, context)
    }

    /// The promotion of a code.
    pub fn promotion(&self, code: &PromotionCode) -> Option<&Promotion> {
        self.0.places.get(code).and_then(|place| self.rules().promotions.get(*place))
    }

    /// Whether a promotion asks for a coupon.
    pub fn asks_for(&self, coupon: &CouponCode) -> bool {
        self.0.coupons.contains(coupon)
    }

    /// Whether the same taxes apply at two places.
    pub(crate) fn taxes_alike(&self, one: &Destination, other: &Destination) -> bool {
        self.0.taxes.are_alike(one, other)
    }

    /// Whether a promotion that asks for a coupon took something off.
    pub(crate) fn is_used(&self, coupon: &CouponCode, receipt: &Receipt) -> bool {
        let asks = |code: &PromotionCode| {
            let mut coupons = BTreeSet::new();
            if let Some(promotion) = self.promotion(code) {
                coupons_of(&promotion.when, &mut coupons);
            }
            coupons.contains(coupon)
        };
        receipt.applied.iter().any(|applied| asks(&applied.promotion))
            || receipt.catalog.iter().any(|step| asks(&step.promotion))
    }

    /// The limits of a promotion, if it has any.
    pub(crate) fn limits_of(&self, code: &PromotionCode) -> Option<&Limits> {
        let limits = &self.promotion(code)?.limits;
        let limited = limits.uses.is_some() || limits.uses_per_customer.is_some() || limits.budget.is_some();
        limited.then_some(limits)
    }

    /// Every instant at which promotions of the catalog begin or end.
    pub(super) fn catalog_changes(&self) -> impl Iterator<Item = Timestamp> {
        let promotions = self.0.rules.promotions.iter().zip(&self.0.promotions);
        let catalog = promotions.filter(|(_, rule)| rule.is_catalog());
        catalog.flat_map(|(promotion, _)| promotion.from.into_iter().chain(promotion.until))
    }

    pub(super) fn compiled(&self) -> &[Rule] {
        &self.0.promotions
    }

    pub(super) fn prices(&self) -> &Prices {
        &self.0.prices
    }

    /// The codes among those given that no promotion asks for.
    pub(super) fn unknown_coupons(&self, given: &[CouponCode]) -> Vec<CouponCode> {
        given.iter().filter(|coupon| !self.0.coupons.contains(*coupon)).cloned().collect()
    }

    fn parts(&self) -> BookParts<'_> {
        BookParts {
            version: self.0.version,
            rules: &self.0.rules,
            compiled: &self.0.promotions,
            index: &self.0.index,
            prices: &self.0.prices,
            taxes: &self.0.taxes,
        }
    }
}

impl TryFrom<PriceRules> for PriceBook {
    type Error = Refusal;
    fn try_from(rules: PriceRules) -> Result<Self, Refusal> {
        Self::compile(rules)
    }
}

impl Serialize for PriceBook {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rules().serialize(serializer)
    }
}

impl fmt::Debug for PriceBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PriceBook").field("code", &self.rules().code).field("version", &self.version()).finish()
    }
}

impl PartialEq for PriceBook {
    fn eq(&self, other: &Self) -> bool {
        self.version() == other.version()
    }
}

impl Eq for PriceBook {}

/// The one refusal of rules that contradict themselves, with everything that is wrong.
pub(crate) fn refused(first: &RuleProblem, problems: &[RuleProblem]) -> Refusal {
    let count = problems.len();
    let listed = crate::wire::to_value(problems).unwrap_or_default();
    Refusal::new(Code::RulesInvalid, format!("{count} problems in the rules; first {}: {}", first.path, first.problem))
        .with("problems", listed)
}

/// Adds the coupon codes that a condition asks for.
fn coupons_of(condition: &Condition, coupons: &mut BTreeSet<CouponCode>) {
    if let Condition::Coupon(list) = condition {
        coupons.extend(list.iter().cloned());
    }
    condition.inner().iter().for_each(|inner| coupons_of(inner, coupons));
}
