//! Filling a basket: lines of a cart with the price of their variant now, kits with the lines of their parts.

use alloc::vec::Vec;

use super::basket::{Basket, BasketLine, Context, LinePrice};
use super::book::PriceBook;
use super::experiment::assign;
use super::kernel::arith::ratio;
use super::kit::{Kit, KitLine, KitPart};
use super::list::{Chosen, Counts, Wanted};
use crate::cart::{Want, WantedPart};
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
            basket.lines.push(BasketLine::of(want.variant, want.line.line, want.line.quantity, currency));
        }
    }
    Ok(basket)
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
        let offer = self.of(kit, 1, counts(want, wanted))?;
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

    /// What so many units of a variant cost at the price for these counts; refused with `price.missing`.
    fn of(&self, variant: &Variant, units: i64, counts: Counts) -> Result<Offer, Refusal> {
        let own = LinePrice { unit: variant.price_in(self.currency), ..LinePrice::default() };
        let decimals = variant.decimals;
        let wanted = Wanted { sku: &variant.sku, currency: self.currency, decimals, own, in_kit: false };
        let prices = self.book.prices();
        let mut candidates = Vec::new();
        prices.candidates(&wanted, self.context, &self.arms, &mut candidates);
        let chosen = prices.pick(&wanted, &candidates, counts)?;
        let Chosen { unit, per, compare_at, minimum, list, .. } =
            chosen.ok_or_else(|| wanted.missing(self.context, counts.line))?;
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
