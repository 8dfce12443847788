//! Filling a basket: lines of a cart with the price of their variant now, kits with the lines of their parts.

use alloc::vec::Vec;

use super::basket::{Basket, BasketLine, Context, LinePrice};
use super::book::PriceBook;
use super::experiment::assign;
use super::kernel::arith::ratio;
use super::kit::{Kit, KitLine, KitPart};
use super::list::{Chosen, Counts, Wanted};
use crate::cart::{ShownPrice, Want, WantedPart};
use crate::catalog::Variant;
use crate::id::{ArmCode, ExperimentCode};
use crate::money::{Currency, Money};
use crate::refusal::Refusal;

/// A basket of what a cart wants.
pub(super) fn goods_of(
    wanted: &[Want<'_>],
    currency: Currency,
    book: &PriceBook,
    context: &Context,
) -> Result<Basket, Refusal> {
    let mut basket = Basket::new(currency, Vec::with_capacity(wanted.len()));
    for want in wanted {
        if want.variant.is_kit() {
            let (kit, parts) = Offers::new(currency, book, context).kit(want, wanted)?;
            basket.lines.extend(parts);
            basket.kits.push(kit);
        } else {
            let mut line = BasketLine::of(want.variant, want.line.line, want.line.quantity, currency);
            if let Some(kept) = want.line.shown.filter(|shown| shown.is_kept(context.at)) {
                // What may not be sold for less has to be known still.
                let minimum = Offers::new(currency, book, context).unit(want, wanted)?.minimum;
                line.price = LinePrice { unit: Some(kept.unit), per: kept.per, minimum, compare_at: None };
                line.fixed = true;
            }
            basket.lines.push(line);
        }
    }
    Ok(basket)
}

/// What a whole unit of each line costs before any promotion, at the price for as much as there is in all.
pub(super) fn units_of(
    wanted: &[Want<'_>],
    currency: Currency,
    book: &PriceBook,
    context: &Context,
) -> Result<Vec<ShownPrice>, Refusal> {
    let offers = Offers::new(currency, book, context);
    let shown = |want: &Want<'_>| {
        let LinePrice { unit, per, .. } = offers.unit(want, wanted)?;
        let unit = unit.unwrap_or_else(|| Money::zero(currency));
        Ok(ShownPrice { unit, per, until: None })
    };
    wanted.iter().map(shown).collect()
}

/// What goods cost in a context before any promotion: from the lists, or by themselves.
struct Offers<'a> {
    currency: Currency,
    book: &'a PriceBook,
    context: &'a Context,
    arms: Vec<(ExperimentCode, ArmCode)>,
}

/// What some units of a variant cost.
struct Offer {
    price: Money,
    compare_at: Option<Money>,
    minimum: Option<Money>,
    /// The place of its list, if it is from one.
    list: Option<usize>,
}

impl<'a> Offers<'a> {
    fn new(currency: Currency, book: &'a PriceBook, context: &'a Context) -> Self {
        let arms = assign(&book.rules().experiments, context.buyer.key.as_deref(), context.at);
        Self { currency, book, context, arms }
    }

    /// A line of kits: what is shown of it, and the lines of its parts.
    fn kit(&self, want: &Want<'_>, wanted: &[Want<'_>]) -> Result<(KitLine, Vec<BasketLine>), Refusal> {
        let (kit, quantity) = (want.variant, want.line.quantity);
        let mut offer = self.of(kit, 1, counts(want, wanted))?;
        if let Some(kept) = want.line.shown.filter(|shown| shown.is_kept(self.context.at)) {
            let per = i64::from(kept.per.unwrap_or(1));
            let price = ratio(kept.unit.minor(), 1, per, self.book.rules().policy.price_rounding)?;
            let price = Money::from_minor(price, self.currency);
            offer = Offer { price, compare_at: None, list: None, minimum: offer.minimum };
        }
        let parts = want.parts.iter().map(|part| self.part(part)).collect::<Result<_, _>>()?;
        let list = offer.list.and_then(|place| self.book.rules().lists.get(place));
        let kit = Kit {
            line: want.line.line,
            sku: kit.sku.clone(),
            title: kit.title.clone(),
            quantity,
            price: offer.price,
            parts,
            minimum: offer.minimum,
        };
        let shown = KitLine {
            line: kit.line,
            sku: kit.sku.clone(),
            title: kit.title.clone(),
            quantity,
            unit_price: kit.price,
            compare_at: offer.compare_at,
            list: list.map(|list| list.code.clone()),
        };
        Ok((shown, kit.lines()?))
    }

    /// A part, worth what it costs by itself where as many are bought as are in one kit.
    fn part(&self, part: &WantedPart<'_>) -> Result<KitPart, Refusal> {
        let (variant, each) = (part.variant, part.each.units());
        let whole = 10_i64.saturating_pow(variant.decimals.into());
        let alone = Counts { line: each, product: each, basket: each };
        Ok(KitPart {
            line: part.line.line,
            sku: variant.sku.clone(),
            title: variant.title.clone(),
            quantity: part.each,
            decimals: variant.decimals,
            worth: self.of(variant, whole, alone)?.price,
            tax_category: variant.tax_category.clone(),
            product: variant.product.clone(),
            categories: variant.categories.clone(),
            attributes: variant.attributes.clone(),
            weight_grams: variant.weight_grams,
        })
    }

    /// What a whole unit of a line costs, or so many of them, exactly; refused with `price.missing`.
    fn unit(&self, want: &Want<'_>, wanted: &[Want<'_>]) -> Result<LinePrice, Refusal> {
        let (chosen, whole) =
            (self.chosen(want.variant, counts(want, wanted))?, 10_i64.saturating_pow(want.variant.decimals.into()));
        let money = |minor| Money::from_minor(minor, self.currency);
        let per = chosen.per.checked_div(whole).and_then(|per| u32::try_from(per).ok()).filter(|per| *per != 1);
        let minimum = chosen.minimum.map(money);
        Ok(LinePrice { unit: Some(money(chosen.unit)), per, minimum, ..LinePrice::default() })
    }

    /// What so many units of a variant cost at the price for these counts; refused with `price.missing`.
    fn of(&self, variant: &Variant, units: i64, counts: Counts) -> Result<Offer, Refusal> {
        let Chosen { unit, per, compare_at, minimum, list, .. } = self.chosen(variant, counts)?;
        let rounding = self.book.rules().policy.price_rounding;
        let money = |minor| -> Result<Money, Refusal> {
            Ok(Money::from_minor(ratio(minor, units, per, rounding)?, self.currency))
        };
        Ok(Offer {
            price: money(unit)?,
            compare_at: compare_at.map(money).transpose()?,
            minimum: minimum.map(money).transpose()?,
            list,
        })
    }

    /// The price of a variant for these counts; refused with `price.missing`.
    fn chosen(&self, variant: &Variant, counts: Counts) -> Result<Chosen, Refusal> {
        let own = LinePrice { unit: variant.price_in(self.currency), ..LinePrice::default() };
        let decimals = variant.decimals;
        let wanted = Wanted { sku: &variant.sku, currency: self.currency, decimals, own, in_kit: false };
        let prices = self.book.prices();
        let mut candidates = Vec::new();
        prices.candidates(&wanted, self.context, &self.arms, &mut candidates);
        prices.pick(&wanted, &candidates, counts)?.ok_or_else(|| wanted.missing(self.context, counts.line))
    }
}

/// The counts that decide the tier of a line of kits: of the cart as the shopper sees it, a kit counting as one.
fn counts(want: &Want<'_>, wanted: &[Want<'_>]) -> Counts {
    let sum = |is_meant: &dyn Fn(&Want<'_>) -> bool| {
        let units = wanted.iter().filter(|other| is_meant(other)).map(|other| other.line.quantity.units());
        units.fold(0_i64, i64::saturating_add)
    };
    let product = &want.variant.product;
    let is_same =
        |other: &Want<'_>| other.line.line == want.line.line || product.is_some() && other.variant.product == *product;
    Counts { line: want.line.quantity.units(), product: sum(&is_same), basket: sum(&|_| true) }
}
