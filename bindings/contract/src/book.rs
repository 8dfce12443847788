//! Prices without a store: a compiled book, and a basket made ready.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use fondaco::pricing::{self, Basket, Context, PriceBook, PriceRules, Receipt, Workspace, simulate};
use fondaco::{Code, Quantity, Refusal};
use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::handle::Handle;
use crate::{Totals, WireFailure, wire};

/// A basket with the context that it is priced in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceCall {
    /// What is priced.
    pub basket: Basket,
    /// For whom, where and when.
    pub context: Context,
}

/// A receipt and what it claims to be a receipt of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifyCall {
    /// What was priced.
    pub basket: Basket,
    /// For whom, where and when.
    pub context: Context,
    /// The receipt.
    pub receipt: Receipt,
}

/// A compiled price book. Shared between threads; every call after [`Book::close`] is refused with `handle.closed`.
///
/// ```
/// use fondaco_contract::{Book, explain, wire};
///
/// let book = Book::compile(r#"{"code": "web", "tax_display": "exclusive", "policy": {"untaxed": "free"}}"#)?;
/// let call = r#"{
///     "basket": {"currency": "EUR", "lines": [{
///         "line": 1, "sku": "TEA", "title": "Tea", "quantity": 2, "tax_category": "standard",
///         "price": {"unit": {"amount": "3.50", "currency": "EUR"}}
///     }]},
///     "context": {"at": "2026-11-21T12:00:00Z", "destination": {"country": "IT"}}
/// }"#;
/// let receipt = book.price(call)?;
/// assert!(receipt.contains(r#""total":{"amount":"7.00","currency":"EUR"}"#));
/// assert!(explain(&receipt)?.ends_with("To be paid: 7.00 EUR.\n"));
///
/// let basket = book.prepare(call)?;
/// basket.set_quantity(1, 3)?;
/// assert_eq!(basket.totals()?.total.to_string(), "10.50 EUR");
/// # Ok::<(), fondaco_contract::WireFailure>(())
/// ```
pub struct Book {
    book: Handle<PriceBook>,
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Book").field("closed", &self.book.is_closed()).finish_non_exhaustive()
    }
}

impl Book {
    /// Compiles the JSON of [`PriceRules`]; refused with `rules.invalid`, whose detail lists every problem.
    pub fn compile(rules: impl AsRef<[u8]>) -> Result<Self, WireFailure> {
        let rules: PriceRules = wire::read(rules)?;
        Ok(Self::new(PriceBook::compile(rules)?))
    }

    /// A handle to a book that is compiled already.
    pub fn new(book: PriceBook) -> Self {
        Self { book: Handle::new("price book", book) }
    }

    /// The book itself, for hosts that price without JSON.
    pub fn core(&self) -> Result<PriceBook, WireFailure> {
        self.book.get()
    }

    /// The fingerprint of its rules, as receipts carry it.
    pub fn version(&self) -> Result<String, WireFailure> {
        Ok(self.book.get()?.version().to_string())
    }

    /// The JSON of its rules, in full.
    pub fn rules(&self) -> Result<String, WireFailure> {
        wire::write(self.book.get()?.rules())
    }

    /// Prices a basket: the JSON of a [`PriceCall`] in, that of a [`Receipt`] out.
    pub fn price(&self, call: impl AsRef<[u8]>) -> Result<String, WireFailure> {
        let book = self.book.get()?;
        let PriceCall { basket, context } = wire::read(call)?;
        wire::write(&book.price(&basket, &context)?)
    }

    /// Prices the basket of a [`VerifyCall`] anew and compares; refused with `receipt.differs`.
    pub fn verify(&self, call: impl AsRef<[u8]>) -> Result<(), WireFailure> {
        let book = self.book.get()?;
        let VerifyCall { basket, context, receipt } = wire::read(call)?;
        Ok(book.verify(&basket, &context, &receipt)?)
    }

    /// What a history of baskets would cost under another book: a list of [`PriceCall`]s in, a
    /// [`Simulation`](fondaco::pricing::Simulation) out.
    pub fn simulate(&self, other: &Self, history: impl AsRef<[u8]>) -> Result<String, WireFailure> {
        let (before, after) = (self.book.get()?, other.book.get()?);
        let history: Vec<PriceCall> = wire::read(history)?;
        let history = history.iter().map(|call| (&call.basket, &call.context));
        wire::write(&simulate(history, &before, &after, |_| {})?)
    }

    /// Makes the basket of a [`PriceCall`] ready to be priced again and again while its quantities change.
    pub fn prepare(&self, call: impl AsRef<[u8]>) -> Result<PreparedBasket, WireFailure> {
        self.prepare_call(wire::read(call)?)
    }

    /// Makes a basket ready to be priced again and again while its quantities change.
    pub fn prepare_call(&self, PriceCall { basket, context }: PriceCall) -> Result<PreparedBasket, WireFailure> {
        let book = self.book.get()?;
        let prepared = book.prepare(&basket, &context)?;
        let kept = Kept { book, basket, prepared, workspace: Workspace::new() };
        Ok(PreparedBasket { kept: Handle::new("prepared basket", Arc::new(Mutex::new(kept))) })
    }

    /// Closes the book; closing twice does nothing. Baskets that it prepared stay open.
    pub fn close(&self) {
        self.book.close();
    }
}

/// A basket made ready: kept, changed and priced again in about a microsecond. It holds for the instant of its context.
pub struct PreparedBasket {
    kept: Handle<Arc<Mutex<Kept>>>,
}

/// What is kept of a basket.
struct Kept {
    book: PriceBook,
    basket: Basket,
    prepared: pricing::Prepared,
    workspace: Workspace,
}

impl fmt::Debug for PreparedBasket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedBasket").field("closed", &self.kept.is_closed()).finish_non_exhaustive()
    }
}

impl PreparedBasket {
    fn with<T>(&self, work: impl FnOnce(&mut Kept) -> Result<T, WireFailure>) -> Result<T, WireFailure> {
        let kept = self.kept.get()?;
        // The workspace is filled anew at each pricing, so a thread that died in the middle of one left nothing behind.
        work(&mut kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the quantity of a line by its number; refused with `line.unknown` and `quantity.invalid`.
    pub fn set_quantity(&self, line: u32, quantity: i64) -> Result<(), WireFailure> {
        let quantity = Quantity::new(quantity)?;
        self.with(|Kept { basket, prepared, .. }| {
            let place = basket.lines.iter().position(|own| own.line == line).ok_or_else(|| {
                Refusal::new(Code::LineUnknown, format!("the basket has no line {line}")).with("line", line)
            })?;
            prepared.set_quantity(place, quantity)?;
            if let Some(line) = basket.lines.get_mut(place) {
                line.quantity = quantity;
            }
            Ok(())
        })
    }

    /// The sums of the basket as it is now.
    pub fn totals(&self) -> Result<Totals, WireFailure> {
        self.with(|Kept { book, prepared, workspace, .. }| Ok(book.totals(prepared, workspace)?.into()))
    }

    /// The JSON of the [`Receipt`] of the basket as it is now.
    pub fn receipt(&self) -> Result<String, WireFailure> {
        self.with(|Kept { book, basket, prepared, workspace }| wire::write(&book.receipt(prepared, basket, workspace)?))
    }

    /// Closes the handle; closing twice does nothing.
    pub fn close(&self) {
        self.kept.close();
    }
}

/// The JSON of a [`Receipt`] in sentences, for people who ask why.
pub fn explain(receipt: impl AsRef<[u8]>) -> Result<String, WireFailure> {
    Ok(wire::read::<Receipt>(receipt)?.explain())
}

/// The JSON of a [`Receipt`] as a table of at most 80 columns.
pub fn render(receipt: impl AsRef<[u8]>) -> Result<String, WireFailure> {
    Ok(wire::read::<Receipt>(receipt)?.render())
}

/// The fingerprint of the JSON of a [`Receipt`], the same on every target.
pub fn digest(receipt: impl AsRef<[u8]>) -> Result<String, WireFailure> {
    Ok(wire::read::<Receipt>(receipt)?.digest()?.to_string())
}
