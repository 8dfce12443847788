//! The sale: shoppers come, those who get nothing wait, and holds run out, until nothing is held any more.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fondaco::inventory::Reservation;
use fondaco::port::{Page, Scan};
use fondaco::{Code, Engine, Failure, Kind, Refusal, limits};
use tokio::task::JoinSet;

use super::page::Progress;
use super::roll::{Roll, Tally};
use super::shop::{Shop, Terms};
use super::shopper::Answer;
use crate::staged::StagedClock;

/// How often it is shown how far the sale is.
const BEAT: Duration = Duration::from_millis(100);

/// A sale that is open.
pub(crate) struct Sale {
    /// Its engine, acting for the shop.
    pub(crate) engine: Engine,
    /// What it sells.
    pub(crate) shop: Shop,
    /// On which terms.
    pub(crate) terms: Terms,
    /// The log, as far as somebody has read it.
    pub(crate) roll: tokio::sync::Mutex<Roll>,
    clock: StagedClock,
    line: Mutex<Line>,
}

/// Who waits.
#[derive(Default)]
struct Line {
    /// Those who want to be served.
    waiting: VecDeque<u32>,
    /// Those who were told that there is none.
    refused: Vec<u32>,
    /// Whether everybody may ask, or only until somebody is refused.
    is_first: bool,
    /// How many have come and been answered.
    served: u32,
}

impl Line {
    fn next(&mut self) -> Option<u32> {
        if self.is_first || self.refused.is_empty() { self.waiting.pop_front() } else { None }
    }
}

impl Sale {
    /// Opens the sale, or goes on with the one that the store holds, at the instant that its log has come to.
    pub(crate) async fn open(engine: Engine, clock: StagedClock, shop: Shop, terms: Terms) -> Result<Self, Failure> {
        let mut roll = Roll::new();
        roll.read_on(&engine).await?;
        clock.forward(roll.latest);
        Ok(Self { engine, shop, terms, roll: roll.into(), clock, line: Mutex::default() })
    }

    /// Sells until nothing is held and nobody can be served.
    pub(crate) async fn run(self: &Arc<Self>, concurrency: u32, progress: &mut Progress<'_>) -> Result<(), Failure> {
        self.line().waiting = (0..self.terms.buyers).collect();
        self.line().is_first = true;
        loop {
            self.serve_all(concurrency, progress).await?;
            let run_out = self.let_holds_run_out().await?;
            if run_out == 0 {
                let (served, tally) = self.state().await?;
                progress.end(served, &tally);
                return Ok(());
            }
            progress.holds_ran_out(run_out);
            let mut line = self.line();
            let mut refused = std::mem::take(&mut line.refused);
            // Who came first, waits in front.
            refused.extend(line.waiting.drain(..));
            refused.sort_unstable();
            line.waiting = refused.into();
            line.is_first = false;
        }
    }

    /// Serves those who wait, many at a time.
    async fn serve_all(self: &Arc<Self>, concurrency: u32, progress: &mut Progress<'_>) -> Result<(), Failure> {
        let mut tills = JoinSet::new();
        for _ in 0..concurrency {
            let sale = self.clone();
            tills.spawn(async move { sale.till().await });
        }
        loop {
            match tokio::time::timeout(BEAT, tills.join_next()).await {
                Ok(None) => return Ok(()),
                Ok(Some(Ok(done))) => done?,
                Ok(Some(Err(error))) => return Err(Refusal::new(Code::Defect, error.to_string()).into()),
                Err(_) => {
                    let (served, tally) = self.state().await?;
                    progress.show(served, &tally);
                }
            }
        }
    }

    /// Serves one shopper after the other.
    async fn till(&self) -> Result<(), Failure> {
        loop {
            let Some(number) = self.line().next() else { return Ok(()) };
            let answer = self.serve(number).await?;
            let mut line = self.line();
            line.served += u32::from(line.is_first);
            if answer == Answer::Refused {
                line.refused.push(number);
            }
        }
    }

    /// Moves the clock to the end of the last hold that is left; answers how many ran out.
    async fn let_holds_run_out(&self) -> Result<u32, Failure> {
        let (held, mut page) = (Scan::of(Kind::Reservation).with("state", "held"), Page::first(limits::PAGE));
        loop {
            let found = self.engine.find::<Reservation>(&held, &page).await?;
            found.items.iter().for_each(|hold| self.clock.forward(hold.expires_at));
            match found.next {
                Some(next) => page.after = Some(next),
                None => return self.engine.tick(u32::MAX).await,
            }
        }
    }

    /// How many have been answered, and what the log tells.
    async fn state(&self) -> Result<(u32, Tally), Failure> {
        let mut roll = self.roll.lock().await;
        roll.read_on(&self.engine).await?;
        Ok((self.line().served, roll.tally))
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        // Every change of the line is one step, so a panic elsewhere leaves it whole.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
