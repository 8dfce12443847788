//! Papers written at any time, added up.

use std::collections::BTreeMap;

use fondaco::document::{CreditNote, DocumentAmounts, Invoice};
use fondaco::{Code, Command, OrderId, Outcome, SellerCode};

use super::Shop;

/// What all papers of an order, or of one of its sellers, come to, with each tax of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Papers {
    total: i64,
    taxes: BTreeMap<String, i64>,
}

impl Papers {
    fn add(&mut self, sign: i64, amounts: &DocumentAmounts) {
        self.total += sign * amounts.gross().unwrap().minor();
        let of_taxes: i64 = amounts.taxes.iter().map(|tax| tax.amount.minor()).sum();
        assert_eq!(of_taxes, amounts.tax.minor(), "the taxes of a paper are its tax");
        for tax in &amounts.taxes {
            *self.taxes.entry(format!("{} {:?}", tax.name, tax.rate)).or_default() += sign * tax.amount.minor();
        }
    }

    /// Issues a paper, if there is one to be issued.
    pub(crate) fn issue(&mut self, shop: &Shop, command: &Command) {
        match shop.run(command) {
            Ok(Outcome::Invoice { invoice, total, .. }) => {
                assert!(!total.is_negative(), "an invoice is never below zero");
                self.add(1, &shop.get::<Invoice>(&invoice).amounts);
            }
            Ok(Outcome::CreditNote { credit_note, total, .. }) => {
                assert!(!total.is_negative(), "a credit note is never below zero");
                self.add(-1, &shop.get::<CreditNote>(&credit_note).amounts);
            }
            Err(failure) => {
                let refusal = failure.into_refusal();
                let codes = [
                    Code::NothingToInvoice,
                    Code::NothingToCredit,
                    Code::UnitsExceed,
                    Code::StateForbidden,
                    Code::SellerOrderUnknown,
                ];
                assert!(codes.contains(&refusal.code()), "{refusal}");
            }
            other => panic!("{other:?}"),
        }
    }

    /// Once all is invoiced and credited, the papers are what the part of a seller comes to, but for the fees that are kept of
    /// credits, and each tax is that of what is left.
    pub(crate) fn settle(&mut self, shop: &Shop, order: OrderId, seller: Option<&SellerCode>) {
        self.issue(shop, &issue_by(order, seller));
        self.issue(shop, &note_by(order, seller));
        let order = shop.order(order);
        let parts = order.parts().unwrap();
        let Some(part) = parts.iter().find(|part| part.seller.as_ref() == seller) else {
            assert_eq!(*self, Self::default(), "who sells nothing writes no paper");
            return;
        };
        let lost = part.lost_discount.as_ref();
        let fees = part.kept.minor() - lost.map_or(0, |lost| lost.gross.minor());
        if part.reduction.is_none() {
            assert_eq!(self.total, part.total.minor() - fees);
        }
        let mut left: BTreeMap<String, i64> = BTreeMap::new();
        let amounts = [(1, Some(&part.sold)), (-1, Some(&part.fallen)), (1, lost)];
        for (sign, amounts) in amounts.into_iter().filter_map(|(sign, amounts)| Some((sign, amounts?))) {
            for tax in &amounts.taxes {
                *left.entry(format!("{} {:?}", tax.name, tax.rate)).or_default() += sign * tax.amount.minor();
            }
        }
        let mut written = self.taxes.clone();
        for taxes in [&mut left, &mut written] {
            taxes.retain(|_, tax| *tax != 0);
        }
        assert_eq!(written, left, "tax by tax");
    }
}

/// An invoice over all that is open of a seller.
pub(crate) fn issue_by(order: OrderId, seller: Option<&SellerCode>) -> Command {
    Command::IssueInvoice { order, lines: Vec::new(), seller: seller.cloned() }
}

/// A credit note over all that fell off of a seller.
pub(crate) fn note_by(order: OrderId, seller: Option<&SellerCode>) -> Command {
    Command::IssueCreditNote { order, seller: seller.cloned() }
}
