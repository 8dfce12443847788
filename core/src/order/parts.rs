//! Parts of an order: what each of its sellers, and the channel itself, has of it, to the minor unit.
//!
//! The receipt says what each unit and each charge bears of discounts and taxes, so a part is the sum over its own, and all
//! parts together are the order. A discount that is lost since something fell off is theirs whose goods cost so much more from
//! then on. A fee belongs to a credit as a whole, and is shared by what each is credited.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use fondaco_derive::Deserialize;
use serde::Serialize;

use super::record::{Order, OrderAllocation, OrderState};
use super::sellers::OrderSeller;
use super::spans::UnitSpan;
use super::units::units_of;
use crate::document::{DocumentAmounts, TaxedAmount};
use crate::id::{ChargeCode, SellerCode};
use crate::money::{Money, Remainder, allocate, allocate_minor};
use crate::pricing::Reduction;
use crate::quantity::Quantity;
use crate::refusal::Refusal;

/// What one seller, or the channel itself, has of an order. All parts together are the order: line by line, tax by tax, and by
/// each amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderPart {
    /// Who sells it; the channel itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<SellerCode>,
    /// Its number for people: that of the seller's part, of the order where the channel itself sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its lines, and how far they are kept.
    pub lines: Vec<PartLine>,
    /// Its shipping and fees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeCode>,
    /// Its goods at their prices, before discounts.
    pub goods: Money,
    /// What the promotions take off its goods, its share of those over the whole order among it; zero or more.
    pub discount: Money,
    /// Its shipping and fees, after discounts, as prices are.
    pub charged: Money,
    /// What was to be paid for it as it was sold.
    pub sold: TaxedAmount,
    /// By how much gift cards lower net and tax of it as it was sold, where they lower the total rather than pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Reduction>,
    /// What was to be paid for what fell off of it since; all of it, once the order is cancelled.
    pub fallen: TaxedAmount,
    /// What is kept beside that: its share of fees, and what its goods and charges cost more since discounts were lost.
    pub kept: Money,
    /// What it comes to now: as it was sold, less what fell off, and what is kept. Where gift cards lower the total, it has its
    /// share of what they lower it by now.
    pub total: Money,
    /// The discounts that were lost, tax by tax; they are part of what is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_discount: Option<TaxedAmount>,
}

/// A line of a part, and how far it is kept. All counts are smallest units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartLine {
    /// The number of the line in the receipt.
    pub line: u32,
    /// Units that were sold.
    pub quantity: Quantity,
    /// Units that are still to leave.
    pub to_ship: i64,
    /// Units that have left.
    pub shipped: i64,
    /// Units of these that have arrived.
    pub delivered: i64,
}

impl Order {
    /// What each of its sellers has of it, in the order in which they came along, and then the channel itself, if it sells
    /// anything of it.
    pub fn parts(&self) -> Result<Vec<OrderPart>, Refusal> {
        let owners = self.owners();
        let mut parts = owners.iter().map(|owner| self.sold_by(owner.as_ref())).collect::<Result<Vec<_>, _>>()?;
        self.reduce(&mut parts)?;
        if self.state == OrderState::Cancelled {
            for part in &mut parts {
                (part.fallen, part.total) = (part.sold.clone(), Money::zero(self.receipt.currency));
            }
            return Ok(parts);
        }
        for shares in self.credits_by(&owners)? {
            for (part, share) in parts.iter_mut().zip(shares) {
                let kept = share.kept();
                part.kept = part.kept.plus(Money::from_minor(kept, self.receipt.currency))?;
                let off = Money::from_minor(share.fell.saturating_sub(kept), self.receipt.currency);
                part.total = part.total.minus(off)?;
            }
        }
        for (part, owner) in parts.iter_mut().zip(&owners) {
            let mut lost = self.credits.iter().filter_map(|credit| credit.lost_by(owner.as_ref()));
            let lost = lost.try_fold(TaxedAmount::zero(self.receipt.currency), TaxedAmount::plus)?;
            part.lost_discount = Some(lost).filter(|lost| !lost.is_zero());
        }
        // What gift cards lower the total by now, where they do.
        let totals = Money::sum(parts.iter().map(|part| part.total), self.receipt.currency)?;
        let stands: Vec<i64> = parts.iter().map(|part| part.total.minor()).collect();
        let lowered = split(totals.minus(self.total()?)?.minor(), &stands)?;
        for (part, lowered) in parts.iter_mut().zip(lowered) {
            part.total = part.total.minus(Money::from_minor(lowered, self.receipt.currency))?;
        }
        Ok(parts)
    }

    /// What a seller bears of the fees of its credits, each in its place.
    pub(crate) fn fees_of(&self, seller: Option<&SellerCode>) -> Result<Vec<Money>, Refusal> {
        let owners = self.owners();
        let place = owners.iter().position(|owner| owner.as_ref() == seller);
        let fee = |shares: Vec<Share>| {
            let fee = place.and_then(|place| shares.get(place)).map_or(0, |share| share.fee);
            Money::from_minor(fee, self.receipt.currency)
        };
        Ok(self.credits_by(&owners)?.into_iter().map(fee).collect())
    }

    /// Its sellers, and the channel itself, if it sells anything.
    pub(super) fn owners(&self) -> Vec<Option<SellerCode>> {
        let lines = || self.receipt.lines.iter().map(|line| self.seller_of(line.line));
        let charges = || self.receipt.charges.iter().map(|charge| self.seller_of_charge(&charge.code));
        let sells_itself = lines().chain(charges()).any(|seller| seller.is_none());
        let sellers = self.sellers.iter().map(|part| Some(part.seller.clone()));
        sellers.chain(sells_itself.then_some(None)).collect()
    }

    /// What a seller has of it as it was sold, and what fell off of that; nothing is kept yet.
    fn sold_by(&self, seller: Option<&SellerCode>) -> Result<OrderPart, Refusal> {
        let receipt = &self.receipt;
        let zero = Money::zero(receipt.currency);
        let (mut goods, mut discount, mut fees) = (zero, zero, zero);
        let (mut lines, mut sold, mut fallen) = (Vec::new(), Vec::new(), Vec::new());
        for line in receipt.lines.iter().filter(|line| self.seller_of(line.line) == seller) {
            (goods, discount) = (goods.plus(line.subtotal)?, discount.plus(line.discount)?);
            lines.push(self.kept_so_far(line.line, line.quantity));
            sold.push(UnitSpan { line: line.line, first: 0, quantity: line.quantity });
            for places in self.fallen(line.line)? {
                fallen.extend(UnitSpan::over(line.line, &places)?);
            }
        }
        let mut charges = Vec::new();
        for charge in receipt.charges.iter().filter(|charge| self.seller_of_charge(&charge.code) == seller) {
            fees = fees.plus(charge.amount)?.minus(charge.discount)?;
            charges.push(charge.code.clone());
        }
        let credited = self.credits.iter().flat_map(|credit| &credit.charges).map(|charge| charge.code.clone());
        let gone: Vec<ChargeCode> = credited.filter(|code| charges.contains(code)).collect();
        let part = self.sellers.iter().find(|part| Some(&part.seller) == seller);
        let sold = DocumentAmounts::of(receipt, &sold, &charges)?.sum()?;
        Ok(OrderPart {
            seller: seller.cloned(),
            number: part.map_or(&self.number, |part: &OrderSeller| &part.number).clone(),
            lines,
            charges,
            goods,
            discount,
            charged: fees,
            total: sold.gross,
            sold,
            reduction: None,
            fallen: DocumentAmounts::of(receipt, &fallen, &gone)?.sum()?,
            kept: zero,
            lost_discount: None,
        })
    }

    /// How far a line is kept. Gifts leave with the first goods, and have arrived once all that has left has.
    fn kept_so_far(&self, line: u32, quantity: Quantity) -> PartLine {
        let rows = || self.allocations.iter().filter(|row| row.goods.line == line);
        let count = |fit: fn(&OrderAllocation) -> bool| units_of(rows().filter(|row| fit(row)).map(|row| &row.goods));
        let (mut to_ship, shipped) = (count(OrderAllocation::waits), self.sent(line));
        let mut delivered = count(|row| row.delivered);
        if self.is_gift(line) {
            to_ship = if shipped > 0 { 0 } else { quantity.units().saturating_sub(self.credited(line)) };
            let have_arrived = self.allocations.iter().all(|row| row.waits() || row.delivered);
            delivered = if have_arrived { shipped } else { 0 };
        }
        if self.state == OrderState::Cancelled {
            to_ship = 0;
        }
        PartLine { line, quantity, to_ship, shipped, delivered }
    }

    /// Shares what gift cards lower net and tax by, each in proportion to that of the parts.
    fn reduce(&self, parts: &mut [OrderPart]) -> Result<(), Refusal> {
        let Some(Reduction { net, tax }) = self.receipt.reduction else { return Ok(()) };
        let shared = |whole: Money, of: fn(&OrderPart) -> Money| {
            let weights: Vec<i64> = parts.iter().map(|part| of(part).minor().max(0)).collect();
            allocate(whole, &weights, Remainder::LargestRemainder)
        };
        let (nets, taxes) = (shared(net, |part| part.sold.net)?, shared(tax, |part| part.sold.tax)?);
        for (part, (net, tax)) in parts.iter_mut().zip(nets.into_iter().zip(taxes)) {
            part.reduction = Some(Reduction { net, tax });
        }
        Ok(())
    }

    /// What each of its credits takes off each of these, in minor units.
    fn credits_by(&self, owners: &[Option<SellerCode>]) -> Result<Vec<Vec<Share>>, Refusal> {
        let place = |seller: Option<&SellerCode>| owners.iter().position(|owner| owner.as_ref() == seller);
        let mut all = Vec::with_capacity(self.credits.len());
        for credit in &self.credits {
            let lost = |owner: &Option<SellerCode>| credit.lost_by(owner.as_ref()).map_or(0, |lost| lost.gross.minor());
            let mut shares: Vec<Share> =
                owners.iter().map(|owner| Share { fell: 0, lost: lost(owner), fee: 0 }).collect();
            let mut add = |seller: Option<&SellerCode>, amount: Money| {
                if let Some(share) = place(seller).and_then(|place| shares.get_mut(place)) {
                    share.fell = share.fell.saturating_add(amount.minor());
                }
            };
            for units in &credit.units {
                add(self.seller_of(units.line), units.share.gross);
            }
            for charge in &credit.charges {
                add(self.seller_of_charge(&charge.code), charge.gross);
            }
            let credited: Vec<i64> = shares.iter().map(|share| share.fell.saturating_sub(share.lost)).collect();
            let fees = split(credit.fee.map_or(0, |fee| fee.minor()), &credited)?;
            shares.iter_mut().zip(fees).for_each(|(share, fee)| share.fee = fee);
            all.push(shares);
        }
        Ok(all)
    }
}

/// What a credit takes off a part, in minor units.
#[derive(Debug, Clone, Copy)]
struct Share {
    /// What was to be paid for what falls off.
    fell: i64,
    /// By how much the rest costs more, since promotions no longer hold; below zero where that comes back.
    lost: i64,
    /// What the shop keeps of what is credited.
    fee: i64,
}

impl Share {
    fn kept(self) -> i64 {
        self.lost.saturating_add(self.fee)
    }
}

/// Splits an amount by weights, of which those below zero count as none.
fn split(whole: i64, weights: &[i64]) -> Result<Vec<i64>, Refusal> {
    let mut parts = vec![0; weights.len()];
    if whole != 0 {
        let weights: Vec<i64> = weights.iter().map(|weight| (*weight).max(0)).collect();
        allocate_minor(whole, &weights, Remainder::LargestRemainder, &mut parts)?;
    }
    Ok(parts)
}
