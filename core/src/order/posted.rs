//! What an order comes to in the books of its shop.

use super::parts::OrderPart;
use super::record::{Order, OrderState};
use super::spans::{UnitSpan, count_of, first_of, without};
use crate::id::ChargeCode;
use crate::ledger::{Position, ShopAccount};
use crate::money::{Money, Rounding};
use crate::pricing::ChargeKind;
use crate::refusal::Refusal;

impl Order {
    /// What it comes to in the books of its shop, as it is now; `None` where it is entered in none.
    ///
    /// The buyer owes what is due, and gift cards have paid the rest of the total. Of what stands against that, taxes and each
    /// kind of charge are the shop's, goods that did not leave yet are deferred, and what is left are its sales. What others
    /// sell is owed to them as a whole, with tax, once it has left.
    pub fn position(&self) -> Result<Option<Position>, Refusal> {
        let Some(books) = &self.terms.books else { return Ok(None) };
        let mut position = Position::new(books.clone(), self.receipt.currency);
        if self.state == OrderState::Cancelled {
            return Ok(Some(position));
        }
        let back = self.paid_back.iter().fold(0, |sum: i64, draw| sum.saturating_add(draw.amount));
        position.debit(ShopAccount::Receivables, self.due()?.plus(Money::from_minor(back, self.receipt.currency))?)?;
        position.debit(
            ShopAccount::StoredValue,
            self.paid_by_cards()?.minus(Money::from_minor(back, self.receipt.currency))?,
        )?;
        let mut own = Money::sum(position.amounts().map(|(_, amount)| amount), self.receipt.currency)?;
        let parts = self.parts()?;
        for part in &parts {
            let Some(seller) = &part.seller else { continue };
            let waits = self.waits_of(part)?;
            position.credit(ShopAccount::Deferred, waits)?;
            position.credit(ShopAccount::Seller(seller.clone()), part.total.minus(waits)?)?;
            own = own.minus(part.total)?;
        }
        if let Some(part) = parts.iter().find(|part| part.seller.is_none()) {
            for (account, amount) in self.own_amounts(part)? {
                position.credit(account, amount)?;
                own = own.minus(amount)?;
            }
        }
        position.credit(ShopAccount::Sales, own)?;
        Ok(Some(position))
    }

    /// What gift cards and credit have paid, less what was credited onto any.
    fn paid_by_cards(&self) -> Result<Money, Refusal> {
        let paid = Money::sum(self.receipt.credits.iter().map(|card| card.amount), self.receipt.currency)?;
        let onto = self.credits.iter().flat_map(|credit| &credit.onto_cards);
        onto.map(|card| card.amount).try_fold(paid, Money::minus)
    }

    /// What of the channel's own part is not sales: taxes, charges, what was kept of credits, goods that did not leave.
    fn own_amounts(&self, part: &OrderPart) -> Result<[(ShopAccount, Money); 6], Refusal> {
        let fees = Money::sum(self.fees_of(None)?, self.receipt.currency)?;
        Ok([
            (ShopAccount::Taxes, Self::tax_of(part)?),
            (ShopAccount::Shipping, self.charged(part, ChargeKind::Shipping)?),
            (ShopAccount::Fees, self.charged(part, ChargeKind::Fee)?),
            (ShopAccount::Donations, self.charged(part, ChargeKind::Donation)?),
            (ShopAccount::Fees, fees),
            (ShopAccount::Deferred, self.waits_of(part)?),
        ])
    }

    /// The tax in a part as it stands. What gift cards lowered it by, where they do, goes with the goods.
    fn tax_of(part: &OrderPart) -> Result<Money, Refusal> {
        let mut tax = part.sold.tax.minus(part.fallen.tax)?;
        if let Some(reduction) = &part.reduction {
            let left = part.sold.gross.minus(part.fallen.gross)?;
            tax = tax.minus(reduction.tax.times_ratio(left.minor(), part.sold.gross.minor(), Rounding::Down)?)?;
        }
        part.lost_discount.as_ref().map_or(Ok(tax), |lost| tax.plus(lost.tax))
    }

    /// Charges of a kind in a part that have not fallen off, without tax.
    fn charged(&self, part: &OrderPart, kind: ChargeKind) -> Result<Money, Refusal> {
        let is_gone =
            |code: &ChargeCode| self.credits.iter().flat_map(|credit| &credit.charges).any(|gone| gone.code == *code);
        let charges = self.receipt.charges.iter().filter(|charge| charge.kind == kind);
        let charges = charges.filter(|charge| part.charges.contains(&charge.code) && !is_gone(&charge.code));
        Money::sum(charges.map(|charge| charge.net), self.receipt.currency)
    }

    /// Goods of a part that stand and did not leave yet: of the channel itself without tax, of a seller with. The last units of
    /// a line are those that wait.
    fn waits_of(&self, part: &OrderPart) -> Result<Money, Refusal> {
        let mut sum = Money::zero(self.receipt.currency);
        for line in part.lines.iter().filter(|line| line.to_ship > 0) {
            let standing = self.standing_units(line.line)?;
            let gone = first_of(&standing, count_of(&standing).saturating_sub(line.to_ship));
            for UnitSpan { line, first, quantity } in UnitSpan::over(line.line, &without(&standing, &gone))? {
                let share = self.receipt.share(line, first, quantity.units())?;
                sum = sum.plus(if part.seller.is_some() { share.gross } else { share.net })?;
            }
        }
        Ok(sum)
    }
}
