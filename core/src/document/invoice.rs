//! Invoices: units of an order that were not invoiced before, at the shares that its receipt gave them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::amounts::DocumentAmounts;
use super::issuer::{Issuer, number_of};
use super::lost::LostDiscounts;
use super::series::next_number;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, CustomerId, InvoiceId, OrderId, SellerCode};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{
    LineUnits, ORDER, Order, OrderInvoice, OrderStep, Places, UnitSpan, count_of, exceed, first_of, payments, without,
};
use crate::outcome::Outcome;
use crate::party::Address;
use crate::payment::Balance;
use crate::pricing::{Reduction, TaxStatus};
use crate::refusal::{Code, Refusal};

/// Who sells, as invoices name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoicedSeller {
    /// Name and address.
    pub address: Address,
    /// The number by which it is registered for tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
}

/// Who bought, as an invoice names it: whom it is made out to, or whoever the goods go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoicedBuyer {
    /// The customer; a guest when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Name and address.
    pub address: Address,
    /// Why no tax is due, where none is.
    #[serde(default)]
    pub tax: TaxStatus,
    /// The number by which the buyer is registered for tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
}

/// An invoice. It is never changed: a credit note corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// Its id.
    pub id: InvoiceId,
    /// Its number.
    pub number: String,
    /// The order.
    pub order: OrderId,
    /// The number of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// When the order was placed.
    pub ordered_at: Timestamp,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Who sells.
    pub seller: InvoicedSeller,
    /// Who bought.
    pub buyer: InvoicedBuyer,
    /// What it is over.
    pub amounts: DocumentAmounts,
    /// By how much gift cards lower its net amount and tax, where they lower the total rather than pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Reduction>,
    /// What it comes to: net and tax, less the reduction.
    pub total: Money,
    /// What gift cards and credit had paid of it.
    pub by_cards: Money,
    /// What payments had paid of it.
    pub by_payments: Money,
    /// What was left to be paid of it.
    pub due: Money,
    /// Whose part of the order it is over; what the channel itself sells when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sold_by: Option<SellerCode>,
}

impl InvoicedSeller {
    /// Refused with `address.invalid` and as texts are.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.address.check()?;
        self.tax_id.as_ref().map_or(Ok(()), |tax_id| limits::text("tax_id", tax_id))
    }
}

/// Issues an invoice over units of an order that were not invoiced before and have not fallen off, sent or not: all of them,
/// or those of some lines, of what one seller sells of it, or the channel itself. Charges stand on the first one.
pub(crate) fn issue(
    order: OrderId,
    lines: &[LineUnits],
    seller: Option<&SellerCode>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    ORDER.allow(order.state, OrderStep::Invoice)?;
    order.check_not_held()?;
    limits::count("invoices", order.invoices.len().saturating_add(1), limits::INVOICES)?;
    let part = order.part_of(seller)?;
    let units = open_units(order, lines, seller)?;
    let charges = open_charges(order, seller);
    let lost = LostDiscounts::to_invoice(order, seller)?;
    if units.is_empty() && charges.is_empty() && lost.credits.is_empty() {
        let reason = format!("all of order {} that stands is invoiced", order.id);
        return Err(Refusal::new(Code::NothingToInvoice, reason).with("order", format!("{}", order.id)).into());
    }
    let issuer = Issuer::of(order, seller, facts)?;
    let series = issuer.series(issuer.numbers.invoices.as_ref(), "invoices")?;
    let named = issuer.named()?;
    let id: InvoiceId = moment.id(0);
    let earlier = || order.invoices.iter().map(|earlier| earlier.invoice.into());
    let paid_by = order.payments.iter().map(|payment| (*payment).into());
    facts.show(paid_by.chain(earlier()).chain([series.clone().into(), id.into()]))?;
    facts.get::<Invoice>(&id)?;
    let amounts = DocumentAmounts::of(&order.receipt, &units, &charges)?.with_lost(lost.amount)?;
    let paid = Paid::of(order, moment, facts)?;
    let reduction = paid.reduction(order, &amounts)?;
    let total = reduction.iter().try_fold(amounts.gross()?, |left, off| left.minus(off.net)?.minus(off.tax))?;
    let by_cards = paid.by_cards.min(total)?;
    let by_payments = paid.by_payments.min(total.minus(by_cards)?)?;
    let due = total.minus(by_cards)?.minus(by_payments)?;
    let mut decision = Decision::new(Outcome::Done {});
    let number = next_number(series, &mut decision, facts)?;
    decision.outcome = Outcome::Invoice { invoice: id, number: number.clone(), total };
    let invoice = Invoice {
        id,
        number,
        order: order.id,
        order_number: number_of(order, part),
        ordered_at: order.placed_at,
        issued_at: moment.now,
        seller: named,
        buyer: buyer_of(order),
        amounts,
        reduction,
        total,
        by_cards,
        by_payments,
        due,
        sold_by: seller.cloned(),
    };
    decision.record(id, Event::InvoiceIssued { invoice: invoice.into() });
    let (lost_discounts, sold_by) = (lost.credits, seller.cloned());
    let invoice = OrderInvoice { invoice: id, units, charges, lost_discounts, sold_by };
    decision.record(order.id, Event::OrderInvoiced { invoice });
    Ok(decision)
}

/// The units that are to be invoiced, refused with `order.units_exceed` where a line has fewer, and with `line.unknown` where
/// others sell it.
fn open_units(order: &Order, lines: &[LineUnits], seller: Option<&SellerCode>) -> Result<Vec<UnitSpan>, Refusal> {
    let open =
        |line: u32| -> Result<Places, Refusal> { Ok(without(&order.standing_units(line)?, &order.invoiced(line))) };
    let mut units = Vec::new();
    if lines.is_empty() {
        for line in order.receipt.lines.iter().filter(|line| order.seller_of(line.line) == seller) {
            units.extend(UnitSpan::over(line.line, &open(line.line)?)?);
        }
        return Ok(units);
    }
    for LineUnits { line, quantity } in order.goods_of(lines)? {
        if order.seller_of(line) != seller {
            let reason = format!("line {line} is not of the part that is to be invoiced: others sell it");
            return Err(Refusal::new(Code::LineUnknown, reason).with("line", line));
        }
        let open = open(line)?;
        if count_of(&open) < quantity.units() {
            return Err(exceed(line, "invoiced", quantity.units(), count_of(&open)));
        }
        units.extend(UnitSpan::over(line, &first_of(&open, quantity.units()))?);
    }
    Ok(units)
}

/// The charges that are on no invoice and have not fallen off.
fn open_charges(order: &Order, seller: Option<&SellerCode>) -> Vec<ChargeCode> {
    let gone = |code: &ChargeCode| {
        order.invoices.iter().any(|invoice| invoice.charges.contains(code))
            || order.credits.iter().flat_map(|credit| &credit.charges).any(|charge| charge.code == *code)
    };
    let open = |code: &ChargeCode| order.seller_of_charge(code) == seller && !gone(code);
    order.receipt.charges.iter().map(|charge| charge.code.clone()).filter(open).collect()
}

/// Who bought an order.
pub(super) fn buyer_of(order: &Order) -> InvoicedBuyer {
    let billing = order.details.billing.as_ref();
    InvoicedBuyer {
        customer: order.customer,
        address: billing.map_or(&order.address, |billing| &billing.address).clone(),
        tax: order.receipt.tax_status,
        tax_id: billing.and_then(|billing| billing.tax_id.clone()),
    }
}

/// What was paid of an order and stands on none of its invoices yet.
struct Paid {
    by_cards: Money,
    by_payments: Money,
    reduced: Option<Reduction>,
}

impl Paid {
    fn of(order: &Order, moment: &Moment, facts: &Facts) -> Result<Self, Stop> {
        let due = order.due()?;
        let mut by_cards = order.total()?.minus(due)?;
        let mut by_payments = Balance::of(due, payments(order, facts)?, moment.now)?.kept()?;
        let mut reduced = order.receipt.reduction;
        for earlier in &order.invoices {
            let earlier = facts.known::<Invoice>(&earlier.invoice)?;
            by_cards = by_cards.minus(earlier.by_cards)?;
            by_payments = by_payments.minus(earlier.by_payments)?;
            if let (Some(left), Some(off)) = (&mut reduced, earlier.reduction) {
                *left = Reduction { net: left.net.minus(off.net)?, tax: left.tax.minus(off.tax)? };
            }
        }
        let zero = Money::zero(order.receipt.currency);
        Ok(Self { by_cards: by_cards.max(zero)?, by_payments: by_payments.max(zero)?, reduced })
    }

    /// What of the reduction falls on an invoice: as much as there is left, and fits.
    fn reduction(&self, order: &Order, amounts: &DocumentAmounts) -> Result<Option<Reduction>, Refusal> {
        let Some(left) = self.reduced else { return Ok(None) };
        let off = Reduction { net: left.net.min(amounts.net)?, tax: left.tax.min(amounts.tax)? };
        let zero = Money::zero(order.receipt.currency);
        Ok((off != Reduction { net: zero, tax: zero }).then_some(off))
    }
}
