//! Many baskets at once: goods made ready on a shelf, carts as columns of numbers, sums as columns of numbers.

use fondaco::money::{Currency, Money};
use fondaco::pricing::{Basket, BasketLine, Charge, Context, Credit, PriceBook, Totals, Workspace};
use fondaco::{Code, CouponCode, Quantity, Refusal};
use fondaco_contract::{WireFailure, wire};
use fondaco_derive::Deserialize;
use serde::Serialize;

use crate::number::{malformed, whole};
use crate::shell::{Answer, call};

/// How many bytes a number of a column takes.
const WIDTH: usize = 8;

/// How many sums are answered for each cart.
const SUMS: usize = 7;

/// Goods that carts of a batch pick from, by their place, and the book that prices them.
#[derive(Debug)]
pub struct Shelf {
    book: PriceBook,
    goods: Vec<BasketLine>,
}

/// What a batch says in words, before its columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    currency: Currency,
    /// What carts have beside goods.
    terms: Vec<Terms>,
    /// How many carts there are.
    carts: usize,
    /// How many lines all of them have together.
    lines: usize,
    /// Whether there is a column that says which terms a cart has; else all have the first.
    by_term: bool,
    /// Whether there is a column of prices; else they are those of the goods.
    by_unit: bool,
}

/// What a cart has beside its goods.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    context: Context,
    #[serde(default)]
    charges: Vec<Charge>,
    #[serde(default)]
    coupons: Vec<CouponCode>,
    #[serde(default)]
    credits: Vec<Credit>,
}

/// A cart that could not be priced.
#[derive(Debug, Serialize)]
struct Unpriced {
    cart: usize,
    failure: WireFailure,
}

/// What a batch comes to.
#[derive(Debug, Default)]
pub struct Priced {
    /// Goods, discount, charged, net, tax, total, due: a column of each, in minor units; zero for a cart without a price.
    sums: [Vec<i64>; SUMS],
    unpriced: Vec<Unpriced>,
}

/// A column of doubles, as the host wrote it.
#[derive(Debug, Clone, Copy)]
struct Column<'a>(&'a [u8]);

impl Column<'_> {
    fn at(self, place: usize, what: &str) -> Result<i64, WireFailure> {
        let bytes = self.0.get(place * WIDTH..).and_then(|rest| rest.first_chunk::<WIDTH>());
        whole(bytes.map_or(f64::NAN, |bytes| f64::from_le_bytes(*bytes)), what)
    }

    fn place(self, place: usize, what: &str) -> Result<usize, WireFailure> {
        usize::try_from(self.at(place, what)?).map_err(|_| malformed(&format!("{what} is below zero or too large")))
    }
}

/// The columns of a batch.
#[derive(Debug)]
struct Columns<'a> {
    ends: Column<'a>,
    term: Option<Column<'a>>,
    goods: Column<'a>,
    quantity: Column<'a>,
    unit: Option<Column<'a>>,
}

impl<'a> Columns<'a> {
    /// Takes them apart, in the order in which they stand here.
    fn of(batch: &Batch, bytes: &'a [u8]) -> Result<Self, WireFailure> {
        let mut rest = bytes;
        let mut next = |numbers: usize| {
            let length = numbers.checked_mul(WIDTH).filter(|length| *length <= rest.len());
            let (column, after) = rest.split_at(length.ok_or_else(|| malformed("a column is too short"))?);
            rest = after;
            Ok::<_, WireFailure>(Column(column))
        };
        Ok(Self {
            ends: next(batch.carts)?,
            term: batch.by_term.then(|| next(batch.carts)).transpose()?,
            goods: next(batch.lines)?,
            quantity: next(batch.lines)?,
            unit: batch.by_unit.then(|| next(batch.lines)).transpose()?,
        })
    }
}

impl Shelf {
    /// Goods for a book: the JSON of a list of basket lines, whose quantities are passed over.
    pub fn new(book: PriceBook, goods: &[u8]) -> Result<Self, WireFailure> {
        Ok(Self { book, goods: wire::read(goods)? })
    }

    /// Prices carts: the JSON of what they have beside goods, and the columns after it.
    pub fn price(&self, words: &[u8], columns: &[u8]) -> Result<Priced, WireFailure> {
        let batch: Batch = wire::read(words)?;
        let columns = Columns::of(&batch, columns)?;
        let mut priced = Priced::default();
        priced.sums.iter_mut().for_each(|sums| sums.reserve(batch.carts));
        let (mut workspace, mut basket) = (Workspace::new(), Basket::new(batch.currency, Vec::new()));
        let (mut start, mut current) = (0, None);
        for cart in 0..batch.carts {
            let end = columns.ends.place(cart, "where a cart ends")?;
            if end < start || end > batch.lines {
                return Err(malformed(&format!("cart {cart} ends before it starts, or after the last line")));
            }
            let term = columns.term.map_or(Ok(0), |column| column.place(cart, "which terms a cart has"))?;
            let terms = batch.terms.get(term).ok_or_else(|| malformed(&format!("there are no terms {term}")))?;
            if current != Some(term) {
                let Terms { charges, coupons, credits, .. } = terms;
                basket.charges.clone_from(charges);
                basket.coupons.clone_from(coupons);
                basket.credits.clone_from(credits);
                current = Some(term);
            }
            let totals = self.fill(&mut basket, &columns, start..end).and_then(|()| {
                let prepared = self.book.prepare(&basket, &terms.context)?;
                Ok(self.book.totals(&prepared, &mut workspace)?)
            });
            priced.add(cart, totals);
            start = end;
        }
        Ok(priced)
    }

    /// Puts the lines of a cart into a basket.
    fn fill(
        &self,
        basket: &mut Basket,
        columns: &Columns<'_>,
        places: std::ops::Range<usize>,
    ) -> Result<(), WireFailure> {
        basket.lines.clear();
        for (number, place) in (1..).zip(places) {
            let goods = columns.goods.place(place, "the goods of a line")?;
            let goods = self.goods.get(goods).ok_or_else(|| {
                Refusal::new(
                    Code::BasketInvalid,
                    format!("line {number} is of goods {goods}, which the shelf does not have"),
                )
            })?;
            let quantity = Quantity::new(columns.quantity.at(place, "a quantity")?)?;
            let mut line = BasketLine { line: number, quantity, ..goods.clone() };
            if let Some(unit) = columns.unit {
                line.price.unit = Some(Money::from_minor(unit.at(place, "a price")?, basket.currency));
            }
            basket.lines.push(line);
        }
        Ok(())
    }
}

impl Priced {
    fn add(&mut self, cart: usize, totals: Result<Totals, WireFailure>) {
        let row = match totals {
            Ok(Totals { goods, discount, charged, net, tax, total, due, .. }) => {
                [goods, discount, charged, net, tax, total, due]
            }
            Err(failure) => {
                self.unpriced.push(Unpriced { cart, failure });
                [0; SUMS]
            }
        };
        self.sums.iter_mut().zip(row).for_each(|(sums, sum)| sums.push(sum));
    }

    /// The columns one after the other, then the JSON of the carts without a price.
    pub fn bytes(&self) -> Result<Vec<u8>, WireFailure> {
        let mut bytes: Vec<u8> = self.sums.iter().flatten().flat_map(|sum| sum.to_le_bytes()).collect();
        bytes.extend(wire::write(&self.unpriced)?.into_bytes());
        Ok(bytes)
    }
}

/// Puts goods on a shelf for a book.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn book_shelf(book: u32, length: usize) -> u32 {
    call(length, |kept, goods| {
        let shelf = Shelf::new(kept.books.get(book)?.core()?, goods)?;
        Ok(Answer::Handle(kept.shelves.keep(shelf)))
    })
}

/// Prices carts of a shelf: the first `words` bytes of the input are JSON, the rest are columns.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn shelf_price(shelf: u32, words: usize, length: usize) -> u32 {
    call(length, |kept, input| {
        let (words, columns) = input.split_at_checked(words).unwrap_or_default();
        Ok(Answer::Bytes(kept.shelves.get(shelf)?.price(words, columns)?.bytes()?))
    })
}

/// Lets go of a shelf.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn shelf_close(shelf: u32) {
    call(0, |kept, _| {
        kept.shelves.close(shelf);
        Ok(Answer::Done)
    });
}
