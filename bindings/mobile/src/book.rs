//! Prices without a store.

use std::sync::Arc;

use fondaco_contract::{Book, PreparedBasket, wire};

use crate::Failed;

/// A compiled price book.
#[derive(Debug, uniffi::Object)]
pub struct BookHandle {
    book: Book,
}

#[uniffi::export]
impl BookHandle {
    /// Compiles price rules.
    #[uniffi::constructor]
    pub fn compile(rules: String) -> Result<Arc<Self>, Failed> {
        Ok(Arc::new(Self { book: Book::compile(rules)? }))
    }

    /// The fingerprint of its rules.
    pub fn version(&self) -> Result<String, Failed> {
        Ok(self.book.version()?)
    }

    /// Its rules.
    pub fn rules(&self) -> Result<String, Failed> {
        Ok(self.book.rules()?)
    }

    /// Prices a basket.
    pub fn price(&self, call: String) -> Result<String, Failed> {
        Ok(self.book.price(call)?)
    }

    /// Prices a basket anew and compares.
    pub fn verify(&self, call: String) -> Result<(), Failed> {
        Ok(self.book.verify(call)?)
    }

    /// Prices a history of baskets under this book and another.
    pub fn simulate(&self, other: &BookHandle, history: String) -> Result<String, Failed> {
        Ok(self.book.simulate(&other.book, history)?)
    }

    /// Makes a basket ready to be priced again and again.
    pub fn prepare(&self, call: String) -> Result<Arc<BasketHandle>, Failed> {
        Ok(Arc::new(BasketHandle { basket: self.book.prepare(call)? }))
    }

    /// Closes the book. In Kotlin `close` is the word for freeing a handle.
    pub fn shut(&self) {
        self.book.close();
    }
}

/// A basket made ready.
#[derive(Debug, uniffi::Object)]
pub struct BasketHandle {
    basket: PreparedBasket,
}

#[uniffi::export]
impl BasketHandle {
    /// Sets the quantity of a line.
    pub fn set_quantity(&self, line: u32, quantity: i64) -> Result<(), Failed> {
        Ok(self.basket.set_quantity(line, quantity)?)
    }

    /// The sums of the basket as it is.
    pub fn totals(&self) -> Result<String, Failed> {
        Ok(wire::write(&self.basket.totals()?)?)
    }

    /// The receipt of the basket as it is.
    pub fn receipt(&self) -> Result<String, Failed> {
        Ok(self.basket.receipt()?)
    }

    /// Closes the basket. In Kotlin `close` is the word for freeing a handle.
    pub fn shut(&self) {
        self.basket.close();
    }
}

/// A receipt in sentences.
#[uniffi::export]
pub fn explain(receipt: String) -> Result<String, Failed> {
    Ok(fondaco_contract::explain(receipt)?)
}

/// A receipt as a table.
#[uniffi::export]
pub fn render(receipt: String) -> Result<String, Failed> {
    Ok(fondaco_contract::render(receipt)?)
}

/// The fingerprint of a receipt.
#[uniffi::export]
pub fn digest(receipt: String) -> Result<String, Failed> {
    Ok(fondaco_contract::digest(receipt)?)
}
