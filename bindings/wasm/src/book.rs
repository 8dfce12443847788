//! Price books and prepared baskets, as functions over plain numbers.
#![expect(unsafe_code, reason = "a module shows a function by its plain name")]

use fondaco_contract::{Book, digest, explain, render, wire};

use crate::number::{malformed, whole};
use crate::shell::{Answer, call};

/// Compiles rules into a book.
#[unsafe(no_mangle)]
extern "C" fn book_compile(length: usize) -> u32 {
    call(length, |kept, rules| Ok(Answer::Handle(kept.books.keep(Book::compile(rules)?))))
}

/// The fingerprint of a book's rules.
#[unsafe(no_mangle)]
extern "C" fn book_version(book: u32) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(kept.books.get(book)?.version()?)))
}

/// The rules of a book, in full.
#[unsafe(no_mangle)]
extern "C" fn book_rules(book: u32) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(kept.books.get(book)?.rules()?)))
}

/// Prices a basket.
#[unsafe(no_mangle)]
extern "C" fn book_price(book: u32, length: usize) -> u32 {
    call(length, |kept, input| Ok(Answer::Text(kept.books.get(book)?.price(input)?)))
}

/// The sums of a basket, without its reasons.
#[unsafe(no_mangle)]
extern "C" fn book_totals(book: u32, length: usize) -> u32 {
    call(length, |kept, input| {
        let totals = kept.books.get(book)?.prepare(input)?.totals()?;
        Ok(Answer::Text(wire::write(&totals)?))
    })
}

/// Prices a basket anew and compares.
#[unsafe(no_mangle)]
extern "C" fn book_verify(book: u32, length: usize) -> u32 {
    call(length, |kept, input| kept.books.get(book)?.verify(input).map(|()| Answer::Done))
}

/// What a history of baskets would cost under another book.
#[unsafe(no_mangle)]
extern "C" fn book_simulate(book: u32, other: u32, length: usize) -> u32 {
    call(length, |kept, input| {
        let (book, other) = (kept.books.get(book)?, kept.books.get(other)?);
        Ok(Answer::Text(book.simulate(other, input)?))
    })
}

/// Makes a basket ready to be priced again and again.
#[unsafe(no_mangle)]
extern "C" fn book_prepare(book: u32, length: usize) -> u32 {
    call(length, |kept, input| {
        let basket = kept.books.get(book)?.prepare(input)?;
        Ok(Answer::Handle(kept.baskets.keep(basket)))
    })
}

/// Lets go of a book.
#[unsafe(no_mangle)]
extern "C" fn book_close(book: u32) {
    call(0, |kept, _| {
        kept.books.close(book);
        Ok(Answer::Done)
    });
}

/// Sets the quantity of a line.
#[unsafe(no_mangle)]
extern "C" fn basket_set_quantity(basket: u32, line: f64, quantity: f64) -> u32 {
    call(0, |kept, _| {
        let basket = kept.baskets.get(basket)?;
        let line = u32::try_from(whole(line, "the number of the line")?);
        let line = line.map_err(|_| malformed("the number of the line is below zero or too large"))?;
        basket.set_quantity(line, whole(quantity, "the quantity")?)?;
        Ok(Answer::Done)
    })
}

/// The sums of a basket as it is now.
#[unsafe(no_mangle)]
extern "C" fn basket_totals(basket: u32) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(wire::write(&kept.baskets.get(basket)?.totals()?)?)))
}

/// The receipt of a basket as it is now.
#[unsafe(no_mangle)]
extern "C" fn basket_receipt(basket: u32) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(kept.baskets.get(basket)?.receipt()?)))
}

/// Lets go of a basket.
#[unsafe(no_mangle)]
extern "C" fn basket_close(basket: u32) {
    call(0, |kept, _| {
        kept.baskets.close(basket);
        Ok(Answer::Done)
    });
}

/// A receipt in sentences.
#[unsafe(no_mangle)]
extern "C" fn receipt_explain(length: usize) -> u32 {
    call(length, |_, receipt| Ok(Answer::Text(explain(receipt)?)))
}

/// A receipt as a table.
#[unsafe(no_mangle)]
extern "C" fn receipt_render(length: usize) -> u32 {
    call(length, |_, receipt| Ok(Answer::Text(render(receipt)?)))
}

/// The fingerprint of a receipt.
#[unsafe(no_mangle)]
extern "C" fn receipt_digest(length: usize) -> u32 {
    call(length, |_, receipt| Ok(Answer::Text(digest(receipt)?)))
}
