//! Carts a second of one core: each way to price them in turn, in short rounds, so that noise hits all of them.

use std::hint::black_box;

use fondaco::pricing::{Basket, Context, Prepared, PriceBook, TaxDisplay, Workspace};
use fondaco::{Quantity, Refusal};

use super::bare::Bare;
use super::carts::{self, Columns};
use crate::clock;
use crate::figure::{Figure, median};

/// Carts in memory.
const CARTS: usize = 1_000;
/// Each way has its turn so many times.
const ROUNDS: usize = 9;
/// How many seconds a turn takes, about.
const TURN: f64 = 0.1;

/// What is priced, in all the forms in which it is held in memory.
pub(super) struct Bench {
    pub(super) book: PriceBook,
    context: Context,
    columns: Columns,
    baskets: Vec<Basket>,
    /// For each cart, another quantity of one of its lines.
    quantities: Vec<Quantity>,
    pub(super) prepared: Vec<Prepared>,
    /// The same, whose quantities change.
    handles: Vec<Prepared>,
}

impl Bench {
    /// Carts of so many lines, priced by a book.
    pub(super) fn new(book: PriceBook, carts: usize, lines: usize) -> Result<Self, String> {
        let columns = Columns::draw(carts, lines, 20_261_121);
        let context = carts::context()?;
        let baskets = columns.baskets().map_err(|refusal| refusal.to_string())?;
        let prepared = baskets.iter().map(|basket| book.prepare(basket, &context)).collect::<Result<_, _>>();
        let prepared: Vec<Prepared> = prepared.map_err(|refusal: Refusal| refusal.to_string())?;
        let quantities = (0..carts).filter_map(|n| Quantity::new(i64::try_from(n % 5).ok()? + 1).ok()).collect();
        Ok(Self { book, context, columns, baskets, quantities, handles: prepared.clone(), prepared })
    }

    /// All carts by the loop.
    #[inline(never)]
    fn bare(&self, bare: &mut Bare) {
        bare.price::<false>(black_box(&self.columns));
        black_box(&bare.answers);
    }

    /// All totals, per line discounts and taxes.
    #[inline(never)]
    pub(super) fn totals(&self, workspace: &mut Workspace) {
        for prepared in &self.prepared {
            black_box(self.book.totals(prepared, workspace)).ok();
        }
    }

    /// The same of baskets that were not made ready.
    #[inline(never)]
    fn baskets(&self, workspace: &mut Workspace) {
        for basket in &self.baskets {
            if let Ok(prepared) = self.book.prepare(basket, &self.context) {
                black_box(self.book.totals(&prepared, workspace)).ok();
            }
        }
    }

    /// The same after the quantity of a line has changed.
    #[inline(never)]
    fn changed(&mut self, workspace: &mut Workspace) {
        let places = (0..self.columns.lines).cycle();
        for ((handle, quantity), place) in self.handles.iter_mut().zip(&self.quantities).zip(places) {
            black_box(handle.set_quantity(place, *quantity)).ok();
            black_box(self.book.totals(handle, workspace)).ok();
        }
    }

    /// Receipts of baskets that were made ready.
    #[inline(never)]
    fn receipts(&self, workspace: &mut Workspace) {
        for (prepared, basket) in self.prepared.iter().zip(&self.baskets) {
            black_box(self.book.receipt(prepared, basket, workspace)).ok();
        }
    }

    /// Receipts of baskets.
    #[inline(never)]
    pub(super) fn prices(&self) {
        for basket in &self.baskets {
            black_box(self.book.price(basket, &self.context)).ok();
        }
    }
}

/// Carts of so many lines that the loop prices in a second of one core: what other figures of a machine are measured by.
#[expect(clippy::cast_precision_loss, reason = "counts of carts")]
pub fn by_hand(lines: usize) -> f64 {
    let columns = Columns::draw(CARTS, lines, 20_261_121);
    let mut bare = Bare::new(&columns);
    let mut pass = || {
        bare.price::<false>(black_box(&columns));
        black_box(&bare.answers);
    };
    let passes = passes_for(TURN, &mut pass);
    let rates = (0..ROUNDS).map(|_| {
        let ((), seconds) = clock::processor(|| (0..passes).for_each(|_| pass()));
        (CARTS * passes) as f64 / seconds
    });
    median(rates.collect())
}

/// A way to price all carts, and its name.
type Way<'a> = (&'static str, &'a mut dyn FnMut(&mut Bench));

/// The loop, the totals, the receipts and whole prices, of carts of 10 and of 100 lines.
pub(super) fn measure() -> Result<Vec<Figure>, String> {
    let mut figures = Vec::new();
    for lines in [10, 100] {
        let mut bench = Bench::new(carts::book(TaxDisplay::Exclusive)?, CARTS, lines)?;
        let (mut bare, mut workspace) = (Bare::new(&bench.columns), Workspace::new());
        let ways: &mut [Way<'_>] = &mut [
            ("loop", &mut |bench| bench.bare(&mut bare)),
            ("totals", &mut |bench| bench.totals(&mut workspace)),
            ("basket", &mut |bench| bench.baskets(&mut Workspace::new())),
            ("receipt", &mut |bench| bench.receipts(&mut Workspace::new())),
            ("price", &mut |bench| bench.prices()),
            ("changed", &mut |bench| bench.changed(&mut Workspace::new())),
        ];
        let rates = in_turns(&mut bench, ways);
        let names = ways.iter().map(|(name, _)| format!("prices.{name}.{lines}"));
        let all: Vec<Figure> =
            names.zip(rates).map(|(name, rate)| Figure::new(&name, rate, "carts/s of one core")).collect();
        let first = all.first().cloned();
        figures.extend(first.iter().cloned());
        figures.extend(all.into_iter().skip(1).zip(first.iter().cycle()).map(|(figure, first)| figure.compared(first)));
    }
    Ok(figures)
}

/// Carts a second of each way: the medians of its turns.
#[expect(clippy::cast_precision_loss, reason = "counts of carts")]
fn in_turns(bench: &mut Bench, ways: &mut [Way<'_>]) -> Vec<f64> {
    let mut passes = Vec::new();
    for (_, way) in ways.iter_mut() {
        way(bench);
        passes.push(passes_for(TURN, || way(bench)));
    }
    let mut rates = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for (((_, way), passes), rates) in ways.iter_mut().zip(&passes).zip(&mut rates) {
            let ((), seconds) = clock::processor(|| (0..*passes).for_each(|_| way(bench)));
            rates.push((bench.prepared.len() * passes) as f64 / seconds);
        }
    }
    rates.into_iter().map(median).collect()
}

/// How many passes take about so many seconds.
pub(super) fn passes_for(seconds: f64, mut pass: impl FnMut()) -> usize {
    let start = std::time::Instant::now();
    let mut passes = 0_usize;
    while start.elapsed().as_secs_f64() < seconds {
        pass();
        passes += 1;
    }
    passes.max(1)
}
