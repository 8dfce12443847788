//! How far the month is: a bar that is drawn anew where a person looks, else a line now and then.

use std::io::Write;
use std::time::Instant;

/// How wide the bar is.
const BAR: usize = 30;

pub(crate) struct Progress<'a> {
    all: usize,
    done: usize,
    live: bool,
    to: &'a mut dyn Write,
    begun: Instant,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(all: usize, live: bool, to: &'a mut dyn Write) -> Self {
        Self { all: all.max(1), done: 0, live, to, begun: Instant::now() }
    }

    /// Another trade was agreed on, or not.
    pub(crate) fn step(&mut self, day: i64) {
        let before = self.done * 10 / self.all;
        self.done += 1;
        let line = self.line(&format!("day {day:>2} of 31"));
        if self.live {
            self.write(&format!("\r{line}"));
        } else if self.done * 10 / self.all > before {
            self.write(&format!("{line}\n"));
        }
    }

    /// The month is over.
    pub(crate) fn end(&mut self) {
        if self.live {
            let line = self.line("the month is over");
            self.write(&format!("\r{line}\n"));
        }
    }

    fn line(&self, day: &str) -> String {
        let full = (self.done * BAR / self.all).min(BAR);
        let bar: String = (0..BAR).map(|place| if place < full { '█' } else { '░' }).collect();
        let (done, all, seconds) = (self.done, self.all, self.begun.elapsed().as_secs_f32());
        format!("{bar}  {day:<17}  {done:>3} of {all} trades  ({seconds:.1} s)")
    }

    fn write(&mut self, text: &str) {
        // Progress that cannot be shown is no reason to stop.
        let _ = self.to.write_all(text.as_bytes()).and_then(|()| self.to.flush());
    }
}
