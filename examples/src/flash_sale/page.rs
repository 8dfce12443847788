//! What is shown: how far it is, and the books.

use std::fmt::Write as _;
use std::io::Write;
use std::time::Instant;

use super::books::Proof;
use super::roll::Tally;
use super::shop::{Shop, Terms};

/// How many faults of a page of the books are shown.
const FAULTS: usize = 5;

/// How far the sale is: a line that is drawn anew where a person looks, else a line at each tenth of the shoppers.
pub(crate) struct Progress<'a> {
    buyers: u32,
    live: bool,
    to: &'a mut dyn Write,
    begun: Instant,
    /// The tenths of the shoppers that were shown.
    tenths: u64,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(buyers: u32, live: bool, to: &'a mut dyn Write) -> Self {
        Self { buyers, live, to, begun: Instant::now(), tenths: 0 }
    }

    /// So many have been answered.
    pub(crate) fn show(&mut self, served: u32, tally: &Tally) {
        let tenths = u64::from(served) * 10 / u64::from(self.buyers.max(1));
        if self.live {
            self.write(&format!("\r{:<78}", self.line(served, tally)));
        } else if tenths > self.tenths {
            self.write(&format!("{}\n", self.line(served, tally)));
        }
        self.tenths = tenths;
    }

    /// All have been answered, and some holds have run out.
    pub(crate) fn holds_ran_out(&mut self, holds: u32) {
        let what = if holds == 1 { "hold" } else { "holds" };
        let line = format!("{holds} {what} ran out: who waited is served");
        self.write(&if self.live { format!("\r{line:<78}\n") } else { format!("{line}\n") });
    }

    /// The sale is over.
    pub(crate) fn end(&mut self, served: u32, tally: &Tally) {
        let line = self.line(served, tally);
        self.write(&if self.live { format!("\r{line:<78}\n") } else { format!("{line}\n") });
    }

    fn line(&self, served: u32, tally: &Tally) -> String {
        let Tally { captured, run_out, .. } = tally;
        let (buyers, held, seconds) = (self.buyers, tally.held(), self.begun.elapsed().as_secs_f32());
        format!("served {served} of {buyers}, held {held}, run out {run_out}, sold {captured} ({seconds:.1} s)")
    }

    fn write(&mut self, text: &str) {
        // Progress that cannot be shown is no reason to stop.
        let _ = self.to.write_all(text.as_bytes()).and_then(|()| self.to.flush());
    }
}

/// The books, and the last line.
pub(crate) fn page(shop: &Shop, terms: &Terms, proof: &Proof) -> String {
    let Terms { stock, buyers, .. } = terms;
    let mut text = format!("{}: {stock} at {}, {buyers} shoppers\n\n", shop.article.title, shop.price);
    for entry in &proof.entries {
        let word = if entry.faults.is_empty() { "ok" } else { "wrong" };
        // A text takes everything.
        let _ = writeln!(text, "{:<10}{word:<7}{}", entry.name, entry.text);
        for fault in entry.faults.iter().take(FAULTS) {
            let _ = writeln!(text, "{:<17}{fault}", "");
        }
        if entry.faults.len() > FAULTS {
            let _ = writeln!(text, "{:<17}and {} more", "", entry.faults.len() - FAULTS);
        }
    }
    let Proof { sold, refused, gave_up, .. } = proof;
    let books = if proof.balances() { "books balance" } else { "books do not balance" };
    let _ = writeln!(text, "\nsold {sold} of {stock}, refused {refused}, gave up {gave_up}, {books}");
    text
}
