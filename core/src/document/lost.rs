//! Lost discounts on paper: which invoice or credit note says that promotions of an order no longer hold for what remains.
//!
//! A credit that fell off goods which were invoiced is lowered by what it lost, and so is its credit note. Where goods fell
//! off before they were invoiced, what remains costs so much more, and the next invoice says so. Each lost discount stands on
//! one paper; once all is invoiced and credited, the papers come to what the order does, tax by tax.

use alloc::vec::Vec;

use super::taxed::TaxedAmount;
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
    pub(super) fn to_invoice(order: &Order) -> Result<Self, Refusal> {
        let lost = Self::of(order, |papers, was_invoiced| papers == 0 && !was_invoiced)?;
        if lost.amount.gross.is_negative() { Self::of(order, |_, _| false) } else { Ok(lost) }
    }

    /// Those that the next credit note is lowered by: of goods that were invoiced, and such as no invoice adds. Of an order
    /// that is cancelled it takes back all that stand on paper.
    pub(super) fn to_credit(order: &Order) -> Result<Self, Refusal> {
        if order.state == OrderState::Cancelled {
            return Self::of(order, |papers, _| papers == 1);
        }
        let for_invoice = !Self::to_invoice(order)?.credits.is_empty();
        let Self { credits, amount } =
            Self::of(order, |papers, was_invoiced| papers == 0 && (was_invoiced || !for_invoice))?;
        Ok(Self { credits, amount: TaxedAmount::zero(order.receipt.currency).minus(&amount)? })
    }

    /// Those that are wanted, by how many papers they stand on and whether all that fell off with them had been invoiced.
    fn of(order: &Order, is_wanted: impl Fn(usize, bool) -> bool) -> Result<Self, Refusal> {
        let mut all = Self { credits: Vec::new(), amount: TaxedAmount::zero(order.receipt.currency) };
        for (place, credit) in (0_u32..).zip(&order.credits) {
            let Some(lost) = &credit.lost_discount else { continue };
            if is_wanted(order.papers_of(place), order.was_invoiced(place, credit)?) {
                all.amount = all.amount.plus(lost)?;
                all.credits.push(place);
            }
        }
        Ok(all)
    }
}

impl Order {
    /// On how many papers the lost discount of a credit stands.
    fn papers_of(&self, credit: u32) -> usize {
        let invoices = self.invoices.iter().flat_map(|invoice| &invoice.lost_discounts);
        let notes = self.credit_notes.iter().flat_map(|note| &note.lost_discounts);
        invoices.chain(notes).filter(|place| **place == credit).count()
    }

    /// Whether all that fell off with a credit had been invoiced; gifts do not count.
    fn was_invoiced(&self, place: u32, credit: &OrderCredit) -> Result<bool, Refusal> {
        let invoiced = |code| self.invoices.iter().any(|invoice| invoice.charges.contains(code));
        let mut all = credit.charges.iter().all(|charge| invoiced(&charge.code));
        for line in self.receipt.lines.iter().filter(|line| line.gift.is_none()) {
            let fallen = self.fallen(line.line)?;
            let places = usize::try_from(place).ok().and_then(|place| fallen.get(place));
            all &= places.is_none_or(|places| without(places, &self.invoiced(line.line)).is_empty());
        }
        Ok(all)
    }
}
