//! From rows of integers to a receipt.

use alloc::vec::Vec;

use super::basket::Basket;
use super::book::PriceBook;
use super::kernel::arith::long;
use super::kernel::{Entry, Item, Prepared, Row, Totals, Workspace, gifts};
use super::receipt::{
    AppliedPromotion, CatalogPrice, DiscountPart, Receipt, ReceiptCharge, ReceiptLine, Reduction, RejectedPromotion,
    TaxPart, TaxTotal, UsedCredit,
};
use super::tax::PricedItem;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};

/// What a receipt is written from.
pub(super) struct Trace<'a> {
    pub(super) book: &'a PriceBook,
    pub(super) prepared: &'a Prepared,
    pub(super) basket: &'a Basket,
    pub(super) totals: &'a Totals,
    pub(super) ws: &'a Workspace,
}

impl Trace<'_> {
    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.prepared.currency)
    }

    /// Writes the receipt.
    pub(super) fn receipt(&self) -> Result<Receipt, Refusal> {
        let totals = self.totals;
        let rules = self.book.rules();
        let reduced = totals.reduced_net != 0 || totals.reduced_tax != 0;
        // The lines come first: what they read from the basket the other parts find in the cache.
        let lines = self.lines()?;
        let applied = self.applied();
        Ok(Receipt {
            book: rules.code.clone(),
            version: self.book.version(),
            at: self.prepared.context.at,
            tax_display: rules.tax_display,
            country: self.prepared.context.destination.country.clone(),
            currency: self.prepared.currency,
            lines,
            charges: self.charges(),
            catalog: self.catalog(),
            rejected: self.rejected(),
            applied,
            unknown_coupons: self.book.unknown_coupons(&self.basket.coupons),
            arms: self.prepared.arms.clone(),
            tax_status: self.prepared.context.buyer.tax,
            taxes: self.taxes(),
            goods: self.money(totals.goods),
            discount: self.money(totals.discount),
            charged: self.money(totals.charged),
            net: self.money(totals.net),
            tax: self.money(totals.tax),
            total: self.money(totals.total),
            credits: self.credits(),
            reduction: reduced
                .then(|| Reduction { net: self.money(totals.reduced_net), tax: self.money(totals.reduced_tax) }),
            due: self.money(totals.due),
            kits: self.basket.kits.clone(),
        })
    }

    fn lines(&self) -> Result<Vec<ReceiptLine>, Refusal> {
        let rules = self.book.rules();
        let mut lines = Vec::with_capacity(self.ws.rows.len());
        let mut made = Ok(());
        // All at once: each is written where it stays.
        lines.extend(self.basket.lines.iter().zip(&self.ws.rows).zip(&self.ws.listed).map(|((given, row), listed)| {
            let quantity = Quantity::new(row.quantity).unwrap_or_else(|refusal| {
                made = Err(refusal);
                given.quantity
            });
            let list = listed.and_then(|place| rules.lists.get(place)).map(|list| list.code.clone());
            ReceiptLine {
                line: given.line,
                sku: given.sku.clone(),
                title: given.title.clone(),
                quantity,
                decimals: given.decimals,
                unit_price: self.money(row.unit),
                per: per_of(row, given.decimals),
                compare_at: row.compare_at.map(|minor| self.money(minor)),
                list,
                tax_category: given.tax_category.clone(),
                kit: given.kit,
                gift: None,
                subtotal: self.money(row.subtotal),
                discount: self.money(row.subtotal.saturating_sub(row.left)),
                net: self.money(row.net),
                tax: self.money(row.tax),
                gross: self.money(row.net.saturating_add(row.tax)),
            }
        }));
        made?;
        for gift in &self.ws.gifts {
            let rule =
                self.prepared.candidates.get(gift.candidate).and_then(|it| self.book.compiled().get(long(it.rule)));
            let found = rule.and_then(|rule| gifts(rule).nth(gift.gift).map(|gift| (rule, gift)));
            let Some(((rule, given), row)) = found.zip(self.ws.rows.get(gift.line)) else {
                return Err(Refusal::new(Code::Defect, "a gift has no promotion"));
            };
            lines.push(ReceiptLine {
                line: self.number_of(gift.line),
                sku: given.sku.clone(),
                title: given.title.clone(),
                quantity: Quantity::new(row.quantity)?,
                decimals: 0,
                unit_price: self.money(row.unit),
                per: None,
                compare_at: None,
                list: None,
                tax_category: given.tax_category.clone(),
                kit: None,
                gift: Some(rule.code.clone()),
                subtotal: self.money(row.subtotal),
                discount: self.money(row.subtotal.saturating_sub(row.left)),
                net: self.money(row.net),
                tax: self.money(row.tax),
                gross: self.money(row.net.saturating_add(row.tax)),
            });
        }
        Ok(lines)
    }

    /// The number of the line at a place; of a gift, the next after those of the basket.
    fn number_of(&self, place: usize) -> u32 {
        self.basket.lines.get(place).map_or_else(
            || {
                let last = self.basket.lines.iter().map(|line| line.line).max().unwrap_or_default();
                let further = place.saturating_sub(self.basket.lines.len()).saturating_add(1);
                last.saturating_add(u32::try_from(further).unwrap_or(u32::MAX))
            },
            |line| line.line,
        )
    }

    fn item(&self, item: Item) -> PricedItem {
        match item {
            Item::Line(place) => PricedItem::Line(self.number_of(long(place))),
            Item::Charge(place) => match self.prepared.charges.get(long(place)) {
                Some(charge) => PricedItem::Charge(charge.code.clone()),
                None => PricedItem::Line(0),
            },
        }
    }

    fn charges(&self) -> Vec<ReceiptCharge> {
        let priced = self.basket.charges.iter().zip(&self.ws.charges);
        priced
            .map(|(given, row)| ReceiptCharge {
                code: given.code.clone(),
                title: given.title.clone(),
                kind: given.kind,
                amount: self.money(row.amount),
                discount: self.money(row.amount.saturating_sub(row.left)),
                net: self.money(row.net),
                tax: self.money(row.tax),
                gross: self.money(row.net.saturating_add(row.tax)),
            })
            .collect()
    }

    fn catalog(&self) -> Vec<CatalogPrice> {
        let steps = self.ws.catalog.iter().filter_map(|step| {
            let candidate = self.prepared.candidates.get(step.candidate)?;
            let rule = self.book.compiled().get(long(candidate.rule))?;
            Some(CatalogPrice {
                line: self.number_of(step.line),
                promotion: rule.code.clone(),
                from: self.money(step.from),
                to: self.money(step.to),
            })
        });
        steps.collect()
    }

    /// The ledger, put together by promotion in the order of their first discount.
    fn applied(&self) -> Vec<AppliedPromotion> {
        let mut applied: Vec<(u32, AppliedPromotion)> = Vec::with_capacity(self.ws.taken.len());
        let mut rest = self.ws.ledger.as_slice();
        while let Some(first) = rest.first() {
            let here = rest.iter().take_while(|entry| entry.candidate == first.candidate).count();
            let (run, later) = rest.split_at(here);
            rest = later;
            match applied.iter_mut().find(|(candidate, _)| *candidate == first.candidate) {
                Some((_, promotion)) => self.merge(promotion, run),
                None => applied.extend(self.applied_once(first.candidate, run)),
            }
        }
        applied.into_iter().map(|(_, promotion)| promotion).collect()
    }

    fn applied_once(&self, candidate: u32, run: &[Entry]) -> Option<(u32, AppliedPromotion)> {
        let rule = self.book.compiled().get(long(self.prepared.candidates.get(long(candidate))?.rule))?;
        let mut promotion = AppliedPromotion {
            promotion: rule.code.clone(),
            title: rule.title.clone(),
            amount: self.money(0),
            parts: Vec::with_capacity(run.len()),
        };
        if rule.turns.iter().map(|turn| turn.actions.len()).sum::<usize>() > 1 {
            self.merge(&mut promotion, run);
        } else {
            let part = |entry: &Entry| DiscountPart { of: self.item(entry.item), amount: self.money(entry.amount) };
            promotion.parts.extend(run.iter().map(part));
            promotion.amount = self.money(run.iter().fold(0, |sum, entry| sum.saturating_add(entry.amount)));
        }
        Some((candidate, promotion))
    }

    /// Adds entries to a promotion, those of one line or charge together.
    fn merge(&self, promotion: &mut AppliedPromotion, run: &[Entry]) {
        for entry in run {
            let of = self.item(entry.item);
            let add = |amount: Money| self.money(amount.minor().saturating_add(entry.amount));
            promotion.amount = add(promotion.amount);
            match promotion.parts.iter_mut().find(|part| part.of == of) {
                Some(part) => part.amount = add(part.amount),
                None => promotion.parts.push(DiscountPart { of, amount: self.money(entry.amount) }),
            }
        }
    }

    fn rejected(&self) -> Vec<RejectedPromotion> {
        let took = |rule: u32| self.ws.taken.iter().any(|(taken, amount)| *taken == rule && *amount > 0);
        let rejected = self.ws.rejected.iter().filter_map(|(place, reason)| {
            let candidate = self.prepared.candidates.get(*place).filter(|candidate| !took(candidate.rule))?;
            let rule = self.book.compiled().get(long(candidate.rule))?;
            let (promotion, title) = (rule.code.clone(), rule.title.clone());
            Some(RejectedPromotion { promotion, title, reason: reason.clone() })
        });
        rejected.collect()
    }

    fn taxes(&self) -> Vec<TaxTotal> {
        let mut totals: Vec<(usize, TaxTotal)> = Vec::with_capacity(self.prepared.taxes.rates.len());
        for entry in &self.ws.tax.entries {
            let part =
                TaxPart { of: self.item(entry.item), base: self.money(entry.base), amount: self.money(entry.amount) };
            if let Some((_, total)) = totals.iter_mut().find(|(rate, _)| *rate == entry.rate) {
                total.base = self.money(total.base.minor().saturating_add(entry.base));
                total.amount = self.money(total.amount.minor().saturating_add(entry.amount));
                total.parts.push(part);
                continue;
            }
            let Some(rate) = self.prepared.taxes.rates.get(entry.rate) else { continue };
            let mut parts = Vec::with_capacity(self.ws.tax.entries.len());
            let (base, amount) = (part.base, part.amount);
            parts.push(part);
            let (name, included) = (rate.name.clone(), rate.included);
            let rate = self.prepared.taxes.rate_of(entry, &self.ws.tax);
            totals.push((entry.rate, TaxTotal { name, rate, included, base, amount, parts }));
        }
        totals.into_iter().map(|(_, total)| total).collect()
    }

    fn credits(&self) -> Vec<UsedCredit> {
        let mut left = self.totals.credit;
        let credits = self.basket.credits.iter().map(|credit| {
            let amount = credit.balance.minor().min(left).max(0);
            left = left.saturating_sub(amount);
            UsedCredit { code: credit.code.clone(), amount: self.money(amount) }
        });
        credits.filter(|used| !used.amount.is_zero()).collect()
    }
}

/// How many whole units the price of a row is for, if not one.
fn per_of(row: &Row, decimals: u8) -> Option<u32> {
    let whole = 10_i64.checked_pow(decimals.into())?;
    let per = row.per.checked_div(whole).and_then(|per| u32::try_from(per).ok())?;
    (per > 1).then_some(per)
}
