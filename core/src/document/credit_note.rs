//! Credit notes: what fell off an order after it was invoiced, as a correction of its invoices.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use jiff::Timestamp;
use serde::Serialize;

use super::amounts::DocumentAmounts;
use super::invoice::{Invoice, InvoicedBuyer, InvoicedSeller, buyer_of};
use super::issuer::{Issuer, number_of};
use super::lost::LostDiscounts;
use super::series::next_number;
use crate::decide::Decision;
use crate::event::Event;
use crate::facts::{Facts, Stop};
use crate::id::{ChargeCode, CreditNoteId, InvoiceId, OrderId, SellerCode};
use crate::limits;
use crate::moment::Moment;
use crate::money::Money;
use crate::order::{Order, OrderCreditNote, OrderState, Places, UnitSpan, within, without};
use crate::outcome::Outcome;
use crate::refusal::{Code, Refusal};

/// A credit note. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditNote {
    /// Its id.
    pub id: CreditNoteId,
    /// Its number.
    pub number: String,
    /// The order.
    pub order: OrderId,
    /// The number of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The invoices that it corrects.
    pub invoices: Vec<CorrectedInvoice>,
    /// Who sells.
    pub seller: InvoicedSeller,
    /// Who bought.
    pub buyer: InvoicedBuyer,
    /// What is taken back of them.
    pub amounts: DocumentAmounts,
    /// What the shop keeps of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// What it comes to: net and tax, less the fee.
    pub total: Money,
    /// Whose part of the order it is over; what the channel itself sells when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sold_by: Option<SellerCode>,
}

/// An invoice that a credit note corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectedInvoice {
    /// Which.
    pub invoice: InvoiceId,
    /// Its number.
    pub number: String,
}

/// Issues a credit note over all that was invoiced of what one seller sells of an order, or the channel itself, fell off since,
/// and is on no credit note yet. Of an order that is cancelled that is all that was invoiced.
pub(crate) fn issue(
    order: OrderId,
    seller: Option<&SellerCode>,
    moment: &Moment,
    facts: &Facts,
) -> Result<Decision, Stop> {
    let order = facts.known::<Order>(&order)?;
    limits::count("credit notes", order.credit_notes.len().saturating_add(1), limits::INVOICES)?;
    let part = order.part_of(seller)?;
    let fallen = Fallen::of(order, seller)?;
    let lost = LostDiscounts::to_credit(order, seller)?;
    if fallen.units.is_empty() && fallen.charges.is_empty() && lost.credits.is_empty() {
        let reason = format!("nothing that was invoiced of order {} has fallen off since", order.id);
        return Err(Refusal::new(Code::NothingToCredit, reason).with("order", format!("{}", order.id)).into());
    }
    let issuer = Issuer::of(order, seller, facts)?;
    let series = issuer.series(issuer.numbers.credit_notes.as_ref(), "credit notes")?;
    let named = issuer.named()?;
    let id: CreditNoteId = moment.id(0);
    let invoices = order.invoices.iter().map(|invoice| invoice.invoice.into());
    facts.show(invoices.chain([series.clone().into(), id.into()]))?;
    facts.get::<CreditNote>(&id)?;
    let amounts = DocumentAmounts::of(&order.receipt, &fallen.units, &fallen.charges)?.with_lost(lost.amount)?;
    let mut invoices = Vec::new();
    // Where nothing fell off but a discount came back, that is a correction of all of them.
    let is_of_all = fallen.units.is_empty() && fallen.charges.is_empty();
    let of_seller = order.invoices.iter().filter(|invoice| invoice.sold_by.as_ref() == seller);
    for invoice in of_seller.filter(|invoice| is_of_all || fallen.is_of(&invoice.units, &invoice.charges)) {
        let Invoice { id, number, .. } = facts.known::<Invoice>(&invoice.invoice)?;
        invoices.push(CorrectedInvoice { invoice: *id, number: number.clone() });
    }
    let gross = amounts.gross()?;
    // Of a credit that is over goods of no invoice as well, no more is kept here than there is.
    let fee = fallen.fee.min(gross)?;
    let total = gross.minus(fee)?;
    let mut decision = Decision::new(Outcome::Done {});
    let number = next_number(series, &mut decision, facts)?;
    decision.outcome = Outcome::CreditNote { credit_note: id, number: number.clone(), total };
    let note = CreditNote {
        id,
        number,
        order: order.id,
        order_number: number_of(order, part),
        issued_at: moment.now,
        invoices,
        seller: named,
        buyer: buyer_of(order),
        amounts,
        fee: fee.is_positive().then_some(fee),
        total,
        sold_by: seller.cloned(),
    };
    decision.record(id, Event::CreditNoteIssued { credit_note: note.into() });
    let (Fallen { units, charges, .. }, sold_by) = (fallen, seller.cloned());
    let credit_note = OrderCreditNote { credit_note: id, units, charges, lost_discounts: lost.credits, sold_by };
    decision.record(order.id, Event::OrderCreditNoted { credit_note });
    Ok(decision)
}

/// What was invoiced, fell off, and is on no credit note yet.
struct Fallen {
    units: Vec<UnitSpan>,
    charges: Vec<ChargeCode>,
    fee: Money,
}

impl Fallen {
    fn of(order: &Order, seller: Option<&SellerCode>) -> Result<Self, Refusal> {
        let is_cancelled = order.state == OrderState::Cancelled;
        let mut fallen = Self { units: Vec::new(), charges: Vec::new(), fee: Money::zero(order.receipt.currency) };
        let mut counted = alloc::vec![false; order.credits.len()];
        for line in order.receipt.lines.iter().filter(|line| order.seller_of(line.line) == seller) {
            let open = without(&order.invoiced(line.line), &order.noted(line.line));
            let mut places = Places::new();
            for (credited, counted) in order.fallen(line.line)?.iter().zip(&mut counted) {
                let these = within(&open, credited);
                *counted |= !these.is_empty();
                places.extend(these);
            }
            let places = if is_cancelled { open } else { places };
            fallen.units.extend(UnitSpan::over(line.line, &places)?);
        }
        let is_noted = |code: &ChargeCode| order.credit_notes.iter().any(|note| note.charges.contains(code));
        let invoiced = order.invoices.iter().flat_map(|invoice| &invoice.charges);
        for code in invoiced.filter(|code| order.seller_of_charge(code) == seller && !is_noted(code)) {
            let mut is_fallen = is_cancelled;
            for (credit, counted) in order.credits.iter().zip(&mut counted) {
                let is_this = credit.charges.iter().any(|charge| charge.code == *code);
                is_fallen |= is_this;
                *counted |= is_this;
            }
            if is_fallen {
                fallen.charges.push(code.clone());
            }
        }
        for (fee, _) in order.fees_of(seller)?.into_iter().zip(counted).filter(|(_, counted)| *counted) {
            fallen.fee = fallen.fee.plus(fee)?;
        }
        Ok(fallen)
    }

    /// Whether some of it stands on an invoice over these.
    fn is_of(&self, units: &[UnitSpan], charges: &[ChargeCode]) -> bool {
        let meets = |span: &UnitSpan, other: &UnitSpan| {
            span.line == other.line && !within(&[span.places()], &[other.places()]).is_empty()
        };
        self.units.iter().any(|span| units.iter().any(|other| meets(span, other)))
            || self.charges.iter().any(|code| charges.contains(code))
    }
}
