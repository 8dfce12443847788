//! Books of a shop: what each order, payment and gift card comes to in them.
//!
//! One rule posts everything. A record has a position: what stands on which account because of it, as it is now. Together that
//! is nothing, whatever happened to the record. What a command enters is what the positions of the records are after it, less
//! what they were before; so a sale, a part of a shipment, an amendment, a dispute and what nobody has thought of yet are all
//! posted by the same rule, and the books are at any time the sum of what there is.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Account, Leg, Side};
use crate::id::{AccountCode, AssetCode, BooksCode, SellerCode};
use crate::money::{Currency, Money};
use crate::record::Record;
use crate::refusal::{Code, Refusal};

/// An account of the books of a shop; there is one for each currency. Its code is `BOOKS/CURRENCY/NAME`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShopAccount {
    /// `clearing`: what gateways took in for the shop and did not give back. It grows by debits.
    Clearing,
    /// `disputed`: what of that is under dispute. It grows by debits.
    Disputed,
    /// `receivables`: what buyers owe; below zero what they are owed. It grows by debits.
    Receivables,
    /// `stored_value_issued`: what gift cards and credit were issued for. Whoever issues them clears it: against what was paid
    /// for them, or as an expense. It grows by debits.
    StoredValueIssued,
    /// `stored_value`: what gift cards and credit still pay.
    StoredValue,
    /// `deferred`: goods that were sold and did not leave yet; those of the shop without tax, those of sellers with.
    Deferred,
    /// `sales`: goods of the shop that have left, without tax, and discounts that were lost.
    Sales,
    /// `shipping`: shipping, without tax.
    Shipping,
    /// `fees`: fees, without tax, and what was kept of credits.
    Fees,
    /// `donations`: what is to be passed on to those it was given to.
    Donations,
    /// `taxes`: what is owed to those who tax.
    Taxes,
    /// `sellers/SELLER`: what is owed to a seller for goods that have left, and for charges, with tax.
    Seller(SellerCode),
}

impl ShopAccount {
    /// Its name within the books.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Clearing => "clearing",
            Self::Disputed => "disputed",
            Self::Receivables => "receivables",
            Self::StoredValueIssued => "stored_value_issued",
            Self::StoredValue => "stored_value",
            Self::Deferred => "deferred",
            Self::Sales => "sales",
            Self::Shipping => "shipping",
            Self::Fees => "fees",
            Self::Donations => "donations",
            Self::Taxes => "taxes",
            Self::Seller(seller) => return format!("sellers/{seller}"),
        };
        name.to_string()
    }

    /// The side on which it grows.
    pub const fn normal(&self) -> Side {
        match self {
            Self::Clearing | Self::Disputed | Self::Receivables | Self::StoredValueIssued => Side::Debit,
            Self::StoredValue
            | Self::Deferred
            | Self::Sales
            | Self::Shipping
            | Self::Fees
            | Self::Donations
            | Self::Taxes
            | Self::Seller(_) => Side::Credit,
        }
    }

    /// Its code in some books.
    pub fn code(&self, books: &BooksCode, currency: Currency) -> Result<AccountCode, Refusal> {
        format!("{books}/{currency}/{}", self.name()).parse()
    }
}

/// What stands in the books because of one record: by account, debits less credits. Together that is nothing.
///
/// ```
/// use fondaco::ledger::{Position, ShopAccount};
/// use fondaco::money::Money;
///
/// let mut sale = Position::new("shop".parse()?, "EUR".parse()?);
/// sale.credit(ShopAccount::Sales, "100.00 EUR".parse()?)?;
/// sale.credit(ShopAccount::Taxes, "22.00 EUR".parse()?)?;
/// sale.debit(ShopAccount::Receivables, "122.00 EUR".parse()?)?;
/// assert_eq!(sale.amounts().map(|(_, amount)| amount.minor()).sum::<i64>(), 0);
/// # Ok::<(), fondaco::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    books: BooksCode,
    currency: Currency,
    amounts: BTreeMap<ShopAccount, Money>,
}

impl Position {
    /// Nothing, in some books.
    pub const fn new(books: BooksCode, currency: Currency) -> Self {
        Self { books, currency, amounts: BTreeMap::new() }
    }

    /// The books that it stands in.
    pub const fn books(&self) -> &BooksCode {
        &self.books
    }

    /// By account, debits less credits.
    pub fn amounts(&self) -> impl Iterator<Item = (&ShopAccount, Money)> {
        self.amounts.iter().map(|(account, amount)| (account, *amount))
    }

    /// Adds to what is debited. Refused with `currency.mismatch` and `money.overflow`.
    pub fn debit(&mut self, account: ShopAccount, amount: Money) -> Result<(), Refusal> {
        let there = self.amounts.entry(account).or_insert_with(|| Money::zero(self.currency));
        *there = there.plus(amount)?;
        Ok(())
    }

    /// Adds to what is credited. Refused with `currency.mismatch` and `money.overflow`.
    pub fn credit(&mut self, account: ShopAccount, amount: Money) -> Result<(), Refusal> {
        let there = self.amounts.entry(account).or_insert_with(|| Money::zero(self.currency));
        *there = there.minus(amount)?;
        Ok(())
    }

    /// What is to be entered so that what stood in the books is this; nothing stood there when `before` is absent.
    pub(crate) fn since(&self, before: Option<&Self>) -> Result<Vec<(Account, Leg)>, Refusal> {
        let mut change = self.clone();
        for (account, amount) in before.iter().flat_map(|before| before.amounts()) {
            change.credit(account.clone(), amount)?;
        }
        let zero = Money::zero(self.currency);
        if !Money::sum(change.amounts.values().copied(), self.currency)?.is_zero() {
            return Err(Refusal::new(Code::Defect, "the debits of a position are not its credits"));
        }
        let asset: AssetCode = self.currency.to_string().parse()?;
        let mut legs = Vec::new();
        for (named, amount) in change.amounts.into_iter().filter(|(_, amount)| !amount.is_zero()) {
            let code = named.code(&self.books, self.currency)?;
            let account = Account { normal: named.normal(), ..Account::new(code.clone(), asset.clone()) };
            let (side, amount) =
                if amount.is_positive() { (Side::Debit, amount) } else { (Side::Credit, zero.minus(amount)?) };
            legs.push((account, Leg { account: code, side, amount: amount.minor() }));
        }
        Ok(legs)
    }
}

/// What a record comes to in the books, and what its entries are found by; `None` where it is kept in none.
pub(crate) fn position(record: &Record) -> Result<Option<(Position, String)>, Refusal> {
    Ok(if let Record::Order(order) = record {
        order.position()?.zip(Some(order.id.to_string()))
    } else if let Record::Payment(payment) = record {
        payment.position()?.zip(Some(payment.order.to_string()))
    } else if let Record::GiftCard(card) = record {
        card.position()?.zip(Some(card.code.to_string()))
    } else {
        None
    })
}
