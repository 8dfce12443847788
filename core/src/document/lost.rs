//! Lost discounts on paper: which invoice or credit note says that promotions of an order no longer hold for what remains.
//!
//! Each seller, and the channel itself, writes papers over what is theirs. A credit that fell off goods which were invoiced is
//! lowered by what it lost, and so is its credit note. Where goods fell off before they were invoiced, or where nothing of the
//! seller fell off or less than was lost, what remains costs so much more, and the next invoice says so. Each lost discount
//! stands on one paper of its seller; once all is invoiced and credited, the papers come to what the part does, tax by tax.

use alloc::vec::Vec;

use super::taxed::TaxedAmount;
use crate::id::SellerCode;
use crate::order::{Order, OrderCredit, OrderState, without};
use crate::refusal::Refusal;

/// What lost discounts add to a paper.
pub(super) struct LostDiscounts {
    /// The credits that lost them, by their places among those of the order.
    pub(super) credits: Vec<u32>,
    /// What they come to, as it is added.
    pub(super) amount: TaxedAmount,
}

impl LostDiscounts {
    /// Those that the next invoice adds: of goods that were never invoiced, unless they lower it.
    pub(super) fn to_invoice(order: &Order, seller: Option<&SellerCode>) -> Result<Self, Refusal> {
        let lost = Self::of(order, seller, |papers, is_of_note| papers == 0 && !is_of_note)?;
        if lost.amount.gross.is_negative() { Self::of(order, seller, |_, _| false) } else { Ok(lost) }
    }

    /// Those that the next credit note is lowered by: of goods that were invoiced, and such as no invoice adds. Of an order
    /// that is cancelled it takes back all that stand on paper.
    pub(super) fn to_credit(order: &Order, seller: Option<&SellerCode>) -> Result<Self, Refusal> {
        if order.state == OrderState::Cancelled {
            return Self::of(order, seller, |papers, _| papers == 1);
        }
        let for_invoice = !Self::to_invoice(order, seller)?.credits.is_empty();
        let Self { credits, amount } =
            Self::of(order, seller, |papers, is_of_note| papers == 0 && (is_of_note || !for_invoice))?;
        Ok(Self { credits, amount: TaxedAmount::zero(order.receipt.currency).minus(&amount)? })
    }

    /// Those of a seller that are wanted, by how many papers they stand on and whether they lower a credit note.
    fn of(
        order: &Order,
        seller: Option<&SellerCode>,
        is_wanted: impl Fn(usize, bool) -> bool,
    ) -> Result<Self, Refusal> {
        let mut all = Self { credits: Vec::new(), amount: TaxedAmount::zero(order.receipt.currency) };
        for (place, credit) in (0_u32..).zip(&order.credits) {
            let Some(lost) = credit.lost_by(seller) else { continue };
            let fallen = order.fallen_from_invoices(place, credit, seller)?;
            let is_of_note = fallen.is_some_and(|fallen| fallen >= lost.gross.minor());
            if is_wanted(order.papers_of(place, seller), is_of_note) {
                all.amount = all.amount.plus(lost)?;
                all.credits.push(place);
            }
        }
        Ok(all)
    }
}

impl Order {
    /// On how many papers of a seller the lost discount of a credit stands.
    fn papers_of(&self, credit: u32, seller: Option<&SellerCode>) -> usize {
        let invoices = self.invoices.iter().filter(|invoice| invoice.sold_by.as_ref() == seller);
        let notes = self.credit_notes.iter().filter(|note| note.sold_by.as_ref() == seller);
        let on_invoices = invoices.flat_map(|invoice| &invoice.lost_discounts);
        let papers = on_invoices.chain(notes.flat_map(|note| &note.lost_discounts));
        papers.filter(|place| **place == credit).count()
    }

    /// What was to be paid for what fell off of a seller with a credit, in minor units, if there is any and all of it had been
    /// invoiced; gifts do not count.
    fn fallen_from_invoices(
        &self,
        place: u32,
        credit: &OrderCredit,
        seller: Option<&SellerCode>,
    ) -> Result<Option<i64>, Refusal> {
        let invoiced = |code| self.invoices.iter().any(|invoice| invoice.charges.contains(code));
        let charges = credit.charges.iter().filter(|charge| self.seller_of_charge(&charge.code) == seller);
        let units =
            credit.units.iter().filter(|units| !self.is_gift(units.line) && self.seller_of(units.line) == seller);
        if !charges.clone().all(|charge| invoiced(&charge.code)) {
            return Ok(None);
        }
        for line in units.clone().map(|units| units.line) {
            let fallen = self.fallen(line)?;
            let places = usize::try_from(place).ok().and_then(|place| fallen.get(place));
            if !places.is_none_or(|places| without(places, &self.invoiced(line)).is_empty()) {
                return Ok(None);
            }
        }
        let amounts = units.map(|units| units.share.gross).chain(charges.map(|charge| charge.gross));
        let amounts = amounts.map(|amount| amount.minor());
        Ok(amounts.fold(None, |sum: Option<i64>, amount| Some(sum.unwrap_or(0).saturating_add(amount))))
    }
}
