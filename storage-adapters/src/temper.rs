//! How those behave who stand in for the outside world in tests: as they are told to, or as their seed says.

use std::collections::VecDeque;

use crate::clock::mixed;

/// What a [`TestGateway`](crate::TestGateway) or a [`TestCarrier`](crate::TestCarrier) does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// It does what it is asked, and answers.
    Answer,
    /// It refuses for good.
    Decline,
    /// It does nothing, and says so.
    NotNow,
    /// The request is lost: it does nothing, and nobody hears of it.
    LoseRequest,
    /// It does what it is asked, and its answer is lost.
    LoseAnswer,
}

/// A script, and dice for when it is over.
#[derive(Debug, Default)]
pub(crate) struct Temper {
    /// The seed of its dice, and how often they fell; it is honest without.
    dice: Option<(u64, u64)>,
    script: VecDeque<Behaviour>,
}

impl Temper {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self { dice: Some((seed, 0)), script: VecDeque::new() }
    }

    pub(crate) fn script(&mut self, behaviours: impl IntoIterator<Item = Behaviour>) {
        self.script.extend(behaviours);
    }

    pub(crate) const fn is_honest(&self) -> bool {
        self.dice.is_none()
    }

    /// What is done with the next request.
    pub(crate) fn next(&mut self) -> Behaviour {
        if let Some(scripted) = self.script.pop_front() {
            return scripted;
        }
        if self.is_honest() {
            return Behaviour::Answer;
        }
        match self.roll(12) {
            0 => Behaviour::Decline,
            1 | 2 => Behaviour::NotNow,
            3 | 4 => Behaviour::LoseRequest,
            5 | 6 => Behaviour::LoseAnswer,
            _ => Behaviour::Answer,
        }
    }

    /// Whether the answer to a request that is known is lost once more.
    pub(crate) fn loses_an_old_answer(&mut self) -> bool {
        !self.is_honest() && self.roll(4) == 0
    }

    /// A number below another, from the dice.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        let (seed, falls) = self.dice.get_or_insert((0, 0));
        *falls += 1;
        usize::try_from(mixed(*seed, *falls) >> 33).unwrap_or(0) % below.max(1)
    }
}
