//! How much work may be done: steps that are counted, and a word from outside.

/// What may be spent, and what was.
pub(super) struct Effort<'a> {
    most: u64,
    pub(super) spent: u64,
    stop: &'a mut dyn FnMut() -> bool,
    /// Whether the word has come.
    stopped: bool,
}

impl<'a> Effort<'a> {
    pub(super) fn new(most: u64, stop: &'a mut dyn FnMut() -> bool) -> Self {
        Self { most, spent: 0, stop, stopped: false }
    }

    pub(super) fn spend(&mut self, work: u64) {
        self.spent = self.spent.saturating_add(work);
    }

    /// Whether no more work may be done.
    pub(super) fn is_over(&mut self) -> bool {
        self.stopped = self.stopped || (self.stop)();
        self.stopped || self.spent >= self.most
    }

    /// Does something that may spend so many 16ths of what is left, and no more.
    pub(super) fn share<T>(&mut self, part: u64, job: impl FnOnce(&mut Self) -> T) -> T {
        let whole = self.most;
        self.most = self.part(part);
        let done = job(self);
        self.most = whole;
        done
    }

    /// What will have been spent when so many 16ths of what is left are.
    pub(super) fn part(&self, part: u64) -> u64 {
        self.spent.saturating_add((self.most.saturating_sub(self.spent) >> 4).saturating_mul(part))
    }

    /// Whether a part of what may be spent is spent: so many 16ths of it.
    pub(super) fn is_past(&mut self, part: u64) -> bool {
        self.is_over() || self.spent >= (self.most >> 4).saturating_mul(part)
    }
}
