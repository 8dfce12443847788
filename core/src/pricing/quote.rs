//! Pricing a stored cart: from records to a basket to a receipt.

use alloc::format;
use alloc::vec::Vec;

use super::basket::{Basket, Charge, Context, Credit, Destination, Left};
use super::book::PriceBook;
use super::fill::{goods_of, units_of};
use super::receipt::{AppliedPromotion, Receipt};
use super::rules::PriceRules;
use crate::allowance::{Draw, left, of_budget, of_uses, tallied, tally_of_uses};
use crate::cart::{Cart, ShownPrice, Want, carriage};
use crate::catalog::Channel;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{CartId, TallyCode};
use crate::moment::Moment;
use crate::money::{Currency, Money};
use crate::outcome::Outcome;
use crate::party::Address;
use crate::payment::credits;
use crate::refusal::{Code, Refusal};
use crate::shipping::ShippingOffer;

/// Prices a cart as it would be ordered at this moment; without an address, for the country of its channel. Refused with
/// `cart.unknown`, `cart.empty`, `kit.nested` where a part of a kit has become a kit, and with what [`PriceBook::price`]
/// refuses.
pub fn quote(cart: CartId, moment: &Moment, facts: &Facts) -> Result<Receipt, Stop> {
    let cart = facts.known::<Cart>(&cart)?;
    let channel = facts.known::<Channel>(&cart.channel)?;
    let (book, wanted) = stocked(cart, channel, facts)?;
    Ok(priced(cart, &wanted, (channel, book), moment, facts)?.receipt)
}

/// Prices what a cart wants without what sending it costs, beside what it wants.
pub(crate) fn priced_goods<'a>(
    cart: &'a Cart,
    channel: &Channel,
    moment: &Moment,
    facts: &'a Facts,
) -> Result<(Vec<Want<'a>>, Receipt), Stop> {
    let (book, wanted) = stocked(cart, channel, facts)?;
    let goods = Sale::new(cart, &wanted, (channel, book), moment, facts)?.settled()?.receipt;
    Ok((wanted, goods))
}

/// The price book of a cart, and its lines with their variants.
fn stocked<'a>(cart: &'a Cart, channel: &Channel, facts: &'a Facts) -> Result<(&'a PriceBook, Vec<Want<'a>>), Stop> {
    let goods = cart.lines.iter().map(|line| line.sku.clone().into());
    let cards = cart.gift_cards.iter().map(|code| code.clone().into());
    let rules = cart.shipping.as_ref().and(channel.shipping.clone()).map(Into::into);
    facts.show(goods.chain(cards).chain(rules).chain([channel.book.clone().into()]))?;
    Ok((facts.known::<PriceBook>(&channel.book)?, cart.wanted(&[], facts)?))
}

/// What a whole unit of each line of a cart costs before any promotion.
pub(crate) fn shown_prices(
    cart: &Cart,
    wanted: &[Want<'_>],
    (channel, book): (&Channel, &PriceBook),
    moment: &Moment,
) -> Result<Vec<ShownPrice>, Refusal> {
    units_of(wanted, channel.currency, book, &context_of(cart, channel, moment))
}

/// A priced cart, and what its promotions draw from their limits.
#[derive(Debug)]
pub(crate) struct Priced {
    pub(crate) receipt: Receipt,
    pub(crate) draws: Vec<Draw>,
    pub(crate) tallies: Vec<TallyCode>,
    /// What was charged beside goods, the chosen method of shipping included.
    pub(crate) charges: Vec<Charge>,
    /// The offer of the chosen method of shipping.
    pub(crate) shipping: Option<ShippingOffer>,
}

/// Prices a cart: its goods first, then, where a method of shipping was chosen, all of it with what that costs.
pub(crate) fn priced(
    cart: &Cart,
    wanted: &[Want<'_>],
    (channel, book): (&Channel, &PriceBook),
    moment: &Moment,
    facts: &Facts,
) -> Result<Priced, Stop> {
    let mut sale = Sale::new(cart, wanted, (channel, book), moment, facts)?;
    let goods = sale.settled()?;
    let Some((offer, charge)) = carriage(cart, wanted, channel, &goods.receipt, facts)? else {
        return Ok(Priced { charges: sale.basket.charges, ..goods });
    };
    sale.basket.charges.push(charge);
    let whole = sale.settled()?;
    Ok(Priced { charges: sale.basket.charges, shipping: Some(offer), ..whole })
}

/// A cart that is being priced.
struct Sale<'a> {
    cart: &'a Cart,
    channel: &'a Channel,
    book: &'a PriceBook,
    facts: &'a Facts,
    basket: Basket,
    context: Context,
}

impl<'a> Sale<'a> {
    fn new(
        cart: &'a Cart,
        wanted: &[Want<'_>],
        (channel, book): (&'a Channel, &'a PriceBook),
        moment: &Moment,
        facts: &'a Facts,
    ) -> Result<Self, Stop> {
        let context = context_of(cart, channel, moment);
        check_places(cart, book, &context)?;
        let basket = Basket {
            coupons: cart.coupons.iter().map(|coupon| coupon.code.clone()).collect(),
            charges: cart.charges.clone(),
            credits: credits(cart, channel.currency, moment, facts)?,
            ..goods_of(wanted, channel.currency, book, &context)?
        };
        Ok(Self { cart, channel, book, facts, basket, context })
    }

    /// Its price. A promotion whose limits are used up is left out, and the cart is priced again without it.
    fn settled(&mut self) -> Result<Priced, Stop> {
        let (book, context) = (self.book, &mut self.context);
        loop {
            let receipt = book.price(&self.basket, context)?;
            let known = context.left.len();
            let mut priced =
                Priced { receipt, draws: Vec::new(), tallies: Vec::new(), charges: Vec::new(), shipping: None };
            for applied in &priced.receipt.applied {
                let Some(limits) = book.limits_of(&applied.promotion) else { continue };
                let draw = Limited { book, cart: self.cart, applied, limits, currency: self.channel.currency };
                if context.left.iter().all(|left| left.promotion != applied.promotion) {
                    context.left.push(draw.left(self.facts)?);
                }
                draw.draw(&mut priced.draws, &mut priced.tallies)?;
            }
            // Limits that were looked at for the first time may have been used up: then the price is another.
            if context.left.len() == known {
                return Ok(priced);
            }
        }
    }
}

/// What a sale is priced again with.
#[derive(Debug, Default)]
pub(crate) struct Again<'a> {
    /// Gift cards and credit, each with what it pays at most.
    pub(crate) credits: Vec<Credit>,
    /// Where it may take more off than it did: as far as budgets last now.
    pub(crate) budgets: Option<&'a Facts>,
}

/// Prices a cart as one was priced that was sold: at the same instant, by rules that have limits only where they applied, up
/// to what they took off then.
pub(crate) fn priced_as_sold(
    cart: &Cart,
    wanted: &[Want<'_>],
    (channel, book): (&Channel, &PriceBook),
    sold: &Receipt,
    Again { credits, budgets }: Again<'_>,
) -> Result<Receipt, Stop> {
    let mut context = context_of(cart, channel, &Moment { now: sold.at, seed: 0 });
    let promotions = book.rules().promotions.iter();
    for promotion in promotions.filter(|promotion| book.limits_of(&promotion.code).is_some()) {
        let applied = sold.applied.iter().find(|applied| applied.promotion == promotion.code);
        let own = promotion.limits.budget.filter(|budget| budget.currency() == sold.currency);
        let mut budget = own.and(applied).map(|applied| applied.amount);
        if let (Some(facts), Some(most)) = (budgets, &mut budget) {
            let minor = left(&of_budget(&sold.book, &promotion.code, sold.currency)?, facts)?;
            *most = most.plus(Money::from_minor(minor.max(0), sold.currency))?;
        }
        let uses = Some(i64::from(applied.is_some()));
        context.left.push(Left { promotion: promotion.code.clone(), uses, uses_of_buyer: uses, budget });
    }
    check_places(cart, book, &context)?;
    let mut basket = Basket {
        coupons: cart.coupons.iter().map(|coupon| coupon.code.clone()).collect(),
        charges: cart.charges.clone(),
        credits,
        ..goods_of(wanted, sold.currency, book, &context)?
    };
    // Goods that were reduced stay goods that were reduced; by the catalog they are again. A price set by hand is no reduction.
    for line in basket.lines.iter_mut().filter(|line| line.fixed) {
        let is_of_catalog = sold.catalog.iter().any(|price| price.line == line.line);
        let before = sold.lines.iter().find(|before| before.line == line.line && !is_of_catalog);
        let before = before.filter(|before| line.price.unit == Some(before.unit_price) && line.price.per == before.per);
        line.price.compare_at = before.and_then(|before| before.compare_at);
    }
    Ok(book.price(&basket, &context)?)
}

/// A promotion with limits that a cart makes use of.
struct Limited<'a> {
    book: &'a PriceBook,
    cart: &'a Cart,
    applied: &'a AppliedPromotion,
    limits: &'a super::promotion::Limits,
    currency: Currency,
}

impl Limited<'_> {
    /// What is left of its limits. Guests may not use what is counted by customer.
    fn left(&self, facts: &Facts) -> Result<Left, Stop> {
        let (code, promotion) = (&self.book.rules().code, &self.applied.promotion);
        let mut rest = Left { promotion: promotion.clone(), uses: None, uses_of_buyer: None, budget: None };
        if self.limits.uses.is_some() {
            rest.uses = Some(left(&of_uses(code, promotion)?, facts)?);
        }
        if let Some(most) = self.limits.uses_per_customer {
            rest.uses_of_buyer = Some(match self.cart.customer {
                Some(customer) => most.saturating_sub(tallied(&tally_of_uses(code, promotion, customer)?, facts)?),
                None => 0,
            });
        }
        if let Some(budget) = self.limits.budget.filter(|budget| budget.currency() == self.currency) {
            let minor = left(&of_budget(code, promotion, budget.currency())?, facts)?;
            rest.budget = Some(Money::from_minor(minor.max(0), budget.currency()));
        }
        Ok(rest)
    }

    /// What an order that uses it draws.
    fn draw(&self, draws: &mut Vec<Draw>, tallies: &mut Vec<TallyCode>) -> Result<(), Refusal> {
        let (code, promotion) = (&self.book.rules().code, &self.applied.promotion);
        if self.limits.uses.is_some() {
            draws.push(Draw { from: of_uses(code, promotion)?, amount: 1 });
        }
        if let (Some(_), Some(customer)) = (self.limits.uses_per_customer, self.cart.customer) {
            tallies.push(tally_of_uses(code, promotion, customer)?);
        }
        if self.limits.budget.is_some_and(|budget| budget.currency() == self.currency) {
            let from = of_budget(code, promotion, self.currency)?;
            draws.push(Draw { from, amount: self.applied.amount.minor() });
        }
        Ok(())
    }
}

/// Refuses with `tax.mixed` lines that go where other taxes apply than at the address of the cart, unless a tax service
/// answered: one basket is taxed for one place.
fn check_places(cart: &Cart, book: &PriceBook, context: &Context) -> Result<(), Refusal> {
    if cart.taxes.is_some() {
        return Ok(());
    }
    for line in cart.lines.iter().filter(|line| line.to.is_some()) {
        let Some(there) = cart.destination(line).map(place_of) else { continue };
        if !book.taxes_alike(&context.destination, &there) {
            let reason = format!("line {} goes where other taxes apply: order it by itself", line.line);
            return Err(Refusal::new(Code::TaxMixed, reason).with("line", line.line));
        }
    }
    Ok(())
}

/// Where an address lies, for prices and taxes.
fn place_of(address: &Address) -> Destination {
    let postal_code = Some(address.postal_code.as_str()).filter(|code| !code.is_empty());
    Destination {
        country: address.country.clone(),
        region: address.region.clone(),
        postal_code: postal_code.map(Into::into),
    }
}

/// For whom, where and when a cart is priced.
fn context_of(cart: &Cart, channel: &Channel, moment: &Moment) -> Context {
    let mut context = Context::new(channel.country.clone(), moment.now);
    context.channel = Some(channel.code.clone());
    context.buyer = cart.buyer.clone().unwrap_or_default();
    context.taxes.clone_from(&cart.taxes);
    if let Some(address) = &cart.address {
        context.destination = place_of(address);
    }
    context
}

/// Defines a price book, or defines it anew.
pub(crate) fn define(rules: &PriceRules, facts: &Facts) -> Result<Decision, Stop> {
    let book = PriceBook::compile(rules.clone())?;
    let before = facts.get::<PriceBook>(&rules.code)?;
    let grants = grants(before, &book)?;
    let mut decision = Decision::new(Outcome::Done {});
    decision.record(rules.code.clone(), Event::BookDefined { book: book.into(), grants });
    Ok(decision)
}

/// By how much the limits of promotions differ from those of the book before.
fn grants(before: Option<&PriceBook>, book: &PriceBook) -> Result<Vec<Draw>, Refusal> {
    let mut grants: Vec<Draw> = Vec::new();
    let mut grant = |from, amount: i64| match grants.iter_mut().find(|grant: &&mut Draw| grant.from == from) {
        Some(grant) => grant.amount = grant.amount.saturating_add(amount),
        None => grants.push(Draw { from, amount }),
    };
    for (book, sign) in before.map(|before| (before, -1)).into_iter().chain([(book, 1)]) {
        let code = &book.rules().code;
        for promotion in &book.rules().promotions {
            if let Some(uses) = promotion.limits.uses {
                grant(of_uses(code, &promotion.code)?, uses.saturating_mul(sign));
            }
            if let Some(budget) = promotion.limits.budget {
                let from = of_budget(code, &promotion.code, budget.currency())?;
                grant(from, budget.minor().saturating_mul(sign));
            }
        }
    }
    grants.retain(|grant| grant.amount != 0);
    Ok(grants)
}
