//! Group commit: commits that wait at the same time become one transaction.
//!
//! Whoever commits puts it into the queue and waits for the answer. One task at a time empties the queue, batch by
//! batch. It belongs to nobody: a caller that goes away, or is left lying by its own task, holds nobody else up.

use std::collections::VecDeque;
use std::future::Future;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fondaco::port::{Commit, CommitError, StoreError};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use super::encode::Encoded;
use super::judge::Verdict;

/// Commits in one transaction, at most.
const BATCH: usize = 256;
/// Rows in one transaction, at most, unless a single commit has more.
const ROWS: usize = 2_000;
/// How often a transaction is tried again that another one got in the way of.
const ATTEMPTS: u32 = 20;

/// What stands in the way of a transaction. Nothing of it has happened.
#[derive(Debug, Clone)]
pub(crate) enum Trouble {
    /// Another transaction: it is worth trying again.
    Contended(String),
    /// Anything else. Where the connection was lost, the transaction may have happened.
    Store(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Writes batches into a database.
pub(crate) trait Writer: Send + Sync + 'static {
    /// Judges and writes a batch in one transaction; an answer for each commit.
    fn write(&self, batch: &[Encoded]) -> impl Future<Output = Result<Vec<Verdict>, Trouble>> + Send;
}

type Answer = Result<(), CommitError>;

struct Waiting {
    commit: Encoded,
    answer: oneshot::Sender<Answer>,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    /// Whether a task is at work that empties the line.
    served: bool,
}

/// The line of commits in front of a database.
pub(crate) struct Queue<W> {
    shared: Arc<Shared<W>>,
}

struct Shared<W> {
    writer: W,
    line: Mutex<Line>,
}

impl<W> Clone for Queue<W> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone() }
    }
}

impl<W> Shared<W> {
    fn line(&self) -> MutexGuard<'_, Line> {
        // Every change of the line is one step, so a panic elsewhere leaves it whole.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Writer> Queue<W> {
    /// An empty line.
    pub(crate) fn new(writer: W) -> Self {
        Self { shared: Arc::new(Shared { writer, line: Mutex::default() }) }
    }

    /// Makes a commit true, together with those that wait at the same time.
    pub(crate) async fn commit(&self, commit: &Commit) -> Answer {
        let (waiting, answer) = wait_for(Encoded::of(commit)?);
        self.enter([waiting])?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Makes commits true in this order, in as few transactions as their size allows.
    pub(crate) async fn commit_all(&self, commits: &[Commit]) -> Vec<Answer> {
        let mut waiting = Vec::with_capacity(commits.len());
        let mut answers = Vec::with_capacity(commits.len());
        for commit in commits {
            answers.push(Encoded::of(commit).map(|commit| {
                let (one, answer) = wait_for(commit);
                waiting.push(one);
                answer
            }));
        }
        if let Err(error) = self.enter(waiting) {
            return vec![Err(error); commits.len()];
        }
        let mut settled = Vec::with_capacity(commits.len());
        for answer in answers {
            settled.push(match answer {
                Ok(answer) => answer.await.unwrap_or_else(|_| Err(stopped())),
                Err(error) => Err(error.into()),
            });
        }
        settled
    }

    fn enter(&self, commits: impl IntoIterator<Item = Waiting>) -> Result<(), CommitError> {
        let runtime = Handle::try_current()
            .map_err(|_| StoreError::Fault("a database is reached from within a tokio runtime only".into()))?;
        let mut line = self.shared.line();
        line.waiting.extend(commits);
        if !line.served && !line.waiting.is_empty() {
            line.served = true;
            drop(line);
            runtime.spawn(serve(Service { shared: self.shared.clone(), over: false }));
        }
        Ok(())
    }
}

fn wait_for(commit: Encoded) -> (Waiting, oneshot::Receiver<Answer>) {
    let (sender, receiver) = oneshot::channel();
    (Waiting { commit, answer: sender }, receiver)
}

fn stopped() -> CommitError {
    StoreError::Unavailable("the runtime stopped while the commit was waiting".into()).into()
}

/// A hold on the line: whatever cuts the service off, somebody else can serve it, and nobody waits for ever.
struct Service<W> {
    shared: Arc<Shared<W>>,
    /// Whether it ended by itself, and with that left the line to others already.
    over: bool,
}

impl<W> Service<W> {
    /// Ends the service if nobody waits, under the same lock that shows so.
    fn ends(&mut self) -> bool {
        let mut line = self.shared.line();
        line.served = !line.waiting.is_empty();
        self.over = !line.served;
        drop(line);
        self.over
    }
}

impl<W> Drop for Service<W> {
    fn drop(&mut self) {
        if !self.over {
            let mut line = self.shared.line();
            line.served = false;
            line.waiting.clear();
        }
    }
}

async fn serve<W: Writer>(mut service: Service<W>) {
    while !service.ends() {
        serve_once(&mut service).await;
    }
}

async fn serve_once<W: Writer>(service: &mut Service<W>) {
    let (batch, answers) = next_batch(&service.shared);
    for (answer, sender) in settle(&service.shared.writer, &batch).await.into_iter().zip(answers) {
        // A caller that went away wants no answer.
        let _ = sender.send(answer);
    }
}

/// The commits of the next transaction.
fn next_batch<W>(shared: &Shared<W>) -> (Vec<Encoded>, Vec<oneshot::Sender<Answer>>) {
    let mut line = shared.line();
    let mut rows = 0;
    let (mut batch, mut answers) = (Vec::new(), Vec::new());
    while let Some(next) = line.waiting.front() {
        rows += next.commit.weight();
        if batch.len() == BATCH || (rows > ROWS && !batch.is_empty()) {
            break;
        }
        if let Some(Waiting { commit, answer }) = line.waiting.pop_front() {
            batch.push(commit);
            answers.push(answer);
        }
    }
    (batch, answers)
}

async fn settle<W: Writer>(writer: &W, batch: &[Encoded]) -> Vec<Answer> {
    match persist(writer, batch).await {
        Ok(verdicts) => verdicts.into_iter().map(answer).collect(),
        // One commit that the database chokes on must not fail those that it happened to travel with.
        Err(StoreError::Fault(_)) if batch.len() > 1 => {
            let mut answers = Vec::with_capacity(batch.len());
            for commit in batch {
                answers.push(match persist(writer, std::slice::from_ref(commit)).await {
                    Ok(verdicts) => verdicts.into_iter().next().map_or(Err(CommitError::Stale), answer),
                    Err(error) => Err(error.into()),
                });
            }
            answers
        }
        Err(error) => vec![Err(error.into()); batch.len()],
    }
}

fn answer(verdict: Verdict) -> Answer {
    match verdict {
        Verdict::Done => Ok(()),
        Verdict::Stale => Err(CommitError::Stale),
        Verdict::Fault(why) => Err(StoreError::Fault(why).into()),
    }
}

/// Writes a batch, again where another transaction got in its way.
async fn persist<W: Writer>(writer: &W, batch: &[Encoded]) -> Result<Vec<Verdict>, StoreError> {
    let mut attempt = 0;
    loop {
        match writer.write(batch).await {
            Ok(verdicts) => return Ok(verdicts),
            Err(Trouble::Contended(_)) if attempt < ATTEMPTS => {
                attempt += 1;
                tokio::time::sleep(jittered(Duration::from_millis(2), attempt.min(6))).await;
            }
            Err(Trouble::Contended(why)) => return Err(StoreError::Unavailable(why)),
            Err(Trouble::Store(error)) => return Err(error),
        }
    }
}

/// A pause that doubles with each attempt, and is never the same for two who met once: half of it is chance.
pub(crate) fn jittered(unit: Duration, attempt: u32) -> Duration {
    let most = unit * 2_u32.saturating_pow(attempt);
    let chance = RandomState::new().build_hasher().finish() % 1_000;
    most / 2 + most / 2 * u32::try_from(chance).unwrap_or(0) / 1_000
}
