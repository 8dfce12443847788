//! How far it is: a bar that is drawn anew, where a person looks.

use std::io::Write;

/// How wide the bar is.
const BAR: usize = 30;

pub(crate) struct Progress<'a> {
    all: usize,
    done: usize,
    what: &'static str,
    live: bool,
    to: &'a mut dyn Write,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(all: usize, what: &'static str, live: bool, to: &'a mut dyn Write) -> Self {
        Self { all: all.max(1), done: 0, what, live: live && all > 1, to }
    }

    /// Another one is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if !self.live {
            return;
        }
        let full = (self.done * BAR / self.all).min(BAR);
        let bar: String = (0..BAR).map(|place| if place < full { '█' } else { '░' }).collect();
        let end = if self.done == self.all { "\n" } else { "" };
        let line = format!("\r{bar}  {} of {} {}{end}", self.done, self.all, self.what);
        // Progress that cannot be shown is no reason to stop.
        let _ = self.to.write_all(line.as_bytes()).and_then(|()| self.to.flush());
    }
}
