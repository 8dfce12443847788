//! Pricing what remains of an order again: what promotions that no longer hold, and gifts, take off a credit.
//!
//! A credit is then what the order came to before it, less what the rest costs: its shares, less what the rest costs above
//! its own. So whatever goes, in whatever portions, all
//! credits together are at most what was promised, and exactly that once everything is gone.

use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::credit::CreditedUnits;
use super::record::{Order, OrderAllocation};
use super::spans::{Places, UnitSpan, without};
use super::terms::{LostGifts, LostPromotions};
use crate::cart::{Cart, CartLine, ShownPrice};
use crate::catalog::Channel;
use crate::coupon::CartCoupon;
use crate::document::{DocumentAmounts, TaxedAmount};
use crate::facts::{Facts, Stop};
use crate::id::{CartId, ChargeCode, CouponCode, SellerCode};
use crate::money::{Currency, Money};
use crate::omit::is_default;
use crate::pricing::{Again, PriceBook, Receipt, ReceiptLine, priced_as_sold};
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// Units of a gift that the buyer keeps and whose promotion no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargedGift {
    /// The line of the gift.
    pub line: u32,
    /// How many smallest units.
    pub quantity: Quantity,
    /// Their price, as the receipt shows it.
    pub amount: Money,
}

/// What one of several sellers has of the lost discount of a credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SellerLoss {
    /// Whose goods and charges cost so much more; those of the channel itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<SellerCode>,
    /// How much, tax by tax.
    pub lost_discount: TaxedAmount,
}

/// What pricing the rest again does to a credit.
#[derive(Debug, Default)]
pub(super) struct Lost {
    pub(super) discount: Option<TaxedAmount>,
    /// Whose it is, where others sell beside the channel.
    pub(super) by_seller: Vec<SellerLoss>,
    /// Gifts that had not left and fall away.
    pub(super) fallen: Vec<CreditedUnits>,
    /// Gifts that are charged, now that this has fallen off: those of before among them.
    pub(super) gifts: Vec<ChargedGift>,
    pub(super) rules_changed: bool,
}

/// What falls off now, before promotions are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Falling<'a> {
    pub(super) units: &'a [UnitSpan],
    pub(super) charges: &'a [ChargeCode],
}

impl Falling<'_> {
    /// What was to be paid for what a seller has of it.
    fn of(&self, order: &Order, seller: Option<&SellerCode>) -> Result<TaxedAmount, Refusal> {
        let units = self.units.iter().filter(|units| order.seller_of(units.line) == seller);
        let charges = self.charges.iter().filter(|code| order.seller_of_charge(code) == seller);
        let (units, charges): (Vec<UnitSpan>, Vec<ChargeCode>) = (units.copied().collect(), charges.cloned().collect());
        DocumentAmounts::of(&order.receipt, &units, &charges)?.sum()
    }

    fn units_of(&self, line: u32) -> i64 {
        let units = self.units.iter().filter(|units| units.line == line);
        units.fold(0, |sum, units| sum.saturating_add(units.quantity.units()))
    }
}

/// What stays of an order once something has fallen off it.
struct Rest<'a> {
    order: &'a Order,
    falling: Falling<'a>,
}

impl Order {
    /// What the promotions and gifts of the order take off a credit, by the policy that it was sold under.
    pub(super) fn lost(&self, falling: Falling<'_>, facts: &Facts) -> Result<Lost, Stop> {
        let policy = self.terms.after_sales;
        if is_default(&policy) {
            return Ok(Lost::default());
        }
        let rest = Rest { order: self, falling };
        let mut lost = Lost::default();
        let repriced = if rest.has_goods() {
            let Some(receipt) = rest.priced(facts)? else {
                return Ok(Lost { rules_changed: true, ..lost });
            };
            Some(receipt)
        } else {
            None
        };
        if policy.gifts == LostGifts::Charge {
            rest.gifts(repriced.as_ref(), &mut lost)?;
        }
        let repriced = repriced.filter(|_| policy.promotions == LostPromotions::Reprice);
        let owners = self.owners();
        let mut losses = Vec::with_capacity(owners.len());
        for seller in &owners {
            losses.push(rest.lost_by(seller.as_ref(), repriced.as_ref(), &lost.gifts)?);
        }
        let shares = DocumentAmounts::of(&self.receipt, falling.units, falling.charges)?.sum()?;
        if shares.gross.minus(all(&losses, self.receipt.currency)?.gross)?.is_negative() {
            // Nobody gets less back than nothing: each keeps what was to be paid for what falls off of theirs.
            losses = owners.iter().map(|seller| falling.of(self, seller.as_ref())).collect::<Result<_, _>>()?;
        }
        lost.discount = Some(all(&losses, self.receipt.currency)?).filter(|discount| !discount.is_zero());
        if !self.sellers.is_empty() {
            let losses = owners.into_iter().zip(losses).filter(|(_, loss)| !loss.is_zero());
            lost.by_seller = losses.map(|(seller, lost_discount)| SellerLoss { seller, lost_discount }).collect();
        }
        Ok(lost)
    }

    /// The cart that it would be with so many units of each line. Every line keeps the price that it was sold at, before any
    /// promotion.
    pub(super) fn as_cart(&self, left: impl Fn(&ReceiptLine) -> i64) -> Result<Cart, Refusal> {
        let mut cart = Cart::empty(CartId::from(uuid::Uuid::nil()), self.channel.clone());
        for sold in self.receipt.lines.iter().filter(|line| line.gift.is_none()) {
            let (number, sku, units, unit, per) = if let Some(number) = sold.kit {
                let kit = self.receipt.kits.iter().find(|kit| kit.line == number);
                let Some(kit) = kit.filter(|_| cart.lines.iter().all(|line| line.line != number)) else { continue };
                (number, &kit.sku, self.kits_left(number, &left), kit.unit_price, None)
            } else {
                let first = self.receipt.catalog.iter().find(|price| price.line == sold.line);
                (sold.line, &sold.sku, left(sold), first.map_or(sold.unit_price, |price| price.from), sold.per)
            };
            if units > 0 {
                let shown = Some(ShownPrice { unit, per, until: Some(Timestamp::MAX) });
                let line = CartLine { shown, ..CartLine::new(number, sku.clone(), Quantity::new(units)?) };
                cart.lines.push(self.details.told(line));
            }
        }
        let coupon = |code: &CouponCode| CartCoupon { code: code.clone(), held: None };
        cart.customer = self.customer;
        cart.address = Some(self.address.clone());
        cart.addresses.clone_from(&self.details.addresses);
        cart.billing.clone_from(&self.details.billing);
        cart.note.clone_from(&self.details.note);
        cart.custom.clone_from(&self.details.custom);
        cart.buyer.clone_from(&self.terms.buyer);
        cart.coupons = self.terms.coupons.iter().map(coupon).collect();
        cart.charges.clone_from(&self.terms.charges);
        Ok(cart)
    }

    /// A cart of its goods, priced by the rules of its book at the instant at which it was placed.
    pub(super) fn priced_again(&self, cart: &Cart, again: Again<'_>, facts: &Facts) -> Result<Receipt, Stop> {
        let sold = &self.receipt;
        facts.show([self.channel.clone().into(), sold.book.clone().into()])?;
        let (channel, book) = (facts.known::<Channel>(&self.channel)?, facts.known::<PriceBook>(&sold.book)?);
        let wanted = cart.wanted(&[], facts)?;
        priced_as_sold(cart, &wanted, (channel, book), sold, again)
    }

    /// Whether all that was sold would still come to what it was sold for: whether rules and goods say of this sale what they
    /// said then.
    pub(super) fn stands_as_sold(&self, facts: &Facts) -> Result<bool, Stop> {
        let whole = self.as_cart(|line| line.quantity.units())?;
        match self.priced_again(&whole, Again::default(), facts) {
            Ok(whole) => Ok(comes_to_the_same(&whole, &self.receipt)),
            Err(Stop::Refused(_)) => Ok(false),
            Err(need) => Err(need),
        }
    }

    /// Kits of a line of which not all parts are gone.
    fn kits_left(&self, number: u32, left: &impl Fn(&ReceiptLine) -> i64) -> i64 {
        let kits = self.receipt.kits.iter().find(|kit| kit.line == number).map_or(0, |kit| kit.quantity.units());
        let parts = self.receipt.lines.iter().filter(|line| line.kit == Some(number));
        let whole = |part: &ReceiptLine| {
            let each = part.quantity.units().checked_div(kits).unwrap_or(1).max(1);
            left(part).saturating_add(each).saturating_sub(1).checked_div(each).unwrap_or_default()
        };
        parts.map(whole).max().unwrap_or_default()
    }
}

impl Rest<'_> {
    fn left(&self, line: &ReceiptLine) -> i64 {
        let gone = self.order.credited(line.line).saturating_add(self.falling.units_of(line.line));
        line.quantity.units().saturating_sub(gone)
    }

    fn stays(&self, charge: &ChargeCode) -> bool {
        let earlier = self.order.credits.iter().flat_map(|credit| &credit.charges).map(|gone| &gone.code);
        !earlier.chain(self.falling.charges).any(|gone| gone == charge)
    }

    fn has_goods(&self) -> bool {
        self.order.receipt.lines.iter().any(|line| line.gift.is_none() && self.left(line) > 0)
    }

    /// What the rest of a seller costs above its shares, less what that was before.
    fn lost_by(
        &self,
        seller: Option<&SellerCode>,
        repriced: Option<&Receipt>,
        gifts: &[ChargedGift],
    ) -> Result<TaxedAmount, Refusal> {
        let order = self.order;
        let mut lost = TaxedAmount::zero(order.receipt.currency);
        if let Some(receipt) = repriced {
            let lines = receipt.lines.iter().filter(|line| self.seller_of(line) == seller);
            let whole = |line: &ReceiptLine| UnitSpan { line: line.line, first: 0, quantity: line.quantity };
            let units: Vec<UnitSpan> = lines.map(whole).collect();
            let now = DocumentAmounts::of(receipt, &units, &self.charges_of(seller))?.sum()?;
            lost = now.minus(&self.as_sold(seller)?.sum()?)?;
        }
        for gift in gifts.iter().filter(|gift| order.seller_of(gift.line) == seller) {
            lost = lost.plus(&TaxedAmount::untaxed(gift.amount))?;
        }
        for earlier in order.credits.iter().filter_map(|credit| credit.lost_by(seller)) {
            lost = lost.minus(earlier)?;
        }
        Ok(lost)
    }

    /// Who sells a line of what stays, priced again: a gift is known by its promotion.
    fn seller_of(&self, line: &ReceiptLine) -> Option<&SellerCode> {
        let sold = self.order.receipt.lines.iter();
        let is_it = |it: &&ReceiptLine| it.gift == line.gift && it.sku == line.sku;
        let number = if line.gift.is_none() { Some(line.line) } else { sold.clone().find(is_it).map(|it| it.line) };
        number.and_then(|number| self.order.seller_of(number))
    }

    /// The charges of a seller that stay.
    fn charges_of(&self, seller: Option<&SellerCode>) -> Vec<ChargeCode> {
        let charges = self.order.receipt.charges.iter().map(|charge| charge.code.clone());
        charges.filter(|code| self.order.seller_of_charge(code) == seller && self.stays(code)).collect()
    }

    /// The shares that the receipt gave what stays of a seller.
    fn as_sold(&self, seller: Option<&SellerCode>) -> Result<DocumentAmounts, Refusal> {
        let (receipt, mut units) = (&self.order.receipt, Vec::new());
        for line in receipt.lines.iter().filter(|line| self.order.seller_of(line.line) == seller) {
            let falling = self.falling.units.iter().filter(|span| span.line == line.line);
            let falling: Places = falling.map(UnitSpan::places).collect();
            units.extend(UnitSpan::over(line.line, &without(&self.order.standing_units(line.line)?, &falling))?);
        }
        DocumentAmounts::of(receipt, &units, &self.charges_of(seller))
    }

    /// What stays, priced as it was when the order was placed; `None` where the rules, or the goods, have changed so that what
    /// was sold would not come to the same any more.
    fn priced(&self, facts: &Facts) -> Result<Option<Receipt>, Stop> {
        if self.order.terms.taxes_answered {
            return Ok(None);
        }
        let mut cart = self.order.as_cart(|line| self.left(line))?;
        cart.charges.retain(|charge| self.stays(&charge.code));
        let again = self.order.stands_as_sold(facts).and_then(|stands| {
            if stands { Ok(Some(self.order.priced_again(&cart, Again::default(), facts)?)) } else { Ok(None) }
        });
        // What cannot be priced any more has changed.
        if let Err(Stop::Refused(_)) = again { Ok(None) } else { again }
    }

    /// The gifts that are given no more: those that have not left fall away, the others are charged.
    fn gifts(&self, repriced: Option<&Receipt>, lost: &mut Lost) -> Result<(), Refusal> {
        let has_left = !self.order.allocations.iter().all(OrderAllocation::waits);
        let sold = &self.order.receipt;
        let mut given: Vec<(&ReceiptLine, i64)> = repriced.map_or_else(Vec::new, |receipt| {
            let gifts = receipt.lines.iter().filter(|line| line.gift.is_some());
            gifts.map(|line| (line, line.quantity.units())).collect()
        });
        for line in sold.lines.iter().filter(|line| line.gift.is_some()) {
            let mut kept = self.left(line);
            for (_, units) in given.iter_mut().filter(|(it, _)| it.gift == line.gift && it.sku == line.sku) {
                let stays = kept.min(*units);
                kept = kept.saturating_sub(stays);
                *units = units.saturating_sub(stays);
            }
            if kept <= 0 {
                continue;
            }
            let quantity = Quantity::new(kept)?;
            let share = sold.share(line.line, line.quantity.units().saturating_sub(kept), kept)?;
            if has_left {
                lost.gifts.push(ChargedGift { line: line.line, quantity, amount: share.subtotal });
            } else {
                lost.fallen.push(CreditedUnits { line: line.line, quantity, share, first: None });
            }
        }
        Ok(())
    }
}

/// The sum of what sellers lost.
fn all(losses: &[TaxedAmount], currency: Currency) -> Result<TaxedAmount, Refusal> {
    losses.iter().try_fold(TaxedAmount::zero(currency), TaxedAmount::plus)
}

/// Whether two receipts have the same lines, charges and discounts.
fn comes_to_the_same(again: &Receipt, sold: &Receipt) -> bool {
    let amounts = |line: &ReceiptLine| (line.line, line.quantity, line.subtotal, line.discount, line.net, line.gross);
    again.charges == sold.charges
        && again.applied == sold.applied
        && again.lines.iter().map(amounts).eq(sold.lines.iter().map(amounts))
}
