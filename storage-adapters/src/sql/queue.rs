//! Group commit: commits that wait at the same time become one transaction.
//!
//! Whoever commits puts it into the queue and waits for the answer. A few tasks at a time, as many as the database writes
//! transactions at once, empty the queue, batch by batch. They belong to nobody: a caller that goes away, or is left lying by
//! its own task, holds nobody else up.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::future::Future;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fondaco::Key;
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
    /// How many transactions are written at once.
    const AT_ONCE: usize;

    /// Judges and writes a batch in one transaction; an answer for each commit.
    fn write(&self, batch: &[Encoded]) -> impl Future<Output = Result<Vec<Verdict>, Trouble>> + Send;
}

type Answer = Result<(), CommitError>;

struct Waiting {
    commit: Encoded,
    answer: oneshot::Sender<Answer>,
    /// The call that it came by: its commits become true in their order.
    call: u64,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Waiting>,
    /// The number of the next call, and of the next service.
    next: u64,
    /// The services that empty the line, each with what its batch touches.
    services: BTreeMap<u64, Claim>,
}

/// What a batch touches that is under way.
#[derive(Default)]
struct Claim {
    rested_on: HashSet<Key>,
    written: HashSet<Key>,
    calls: HashSet<u64>,
}

impl Claim {
    fn add(&mut self, waiting: &Waiting) {
        let commit = &waiting.commit;
        self.rested_on.extend(commit.basis.iter().map(|(key, _)| key.clone()));
        self.written.extend(commit.rows.iter().map(|row| row.key.clone()));
        self.calls.insert(waiting.call);
    }

    /// Whether a commit has to wait until this is done: it would be judged by what is about to change.
    fn holds_up(&self, waiting: &Waiting) -> bool {
        let commit = &waiting.commit;
        self.calls.contains(&waiting.call)
            || commit.basis.iter().any(|(key, _)| self.written.contains(key))
            || commit.rows.iter().any(|row| self.rested_on.contains(&row.key))
    }
}

impl Line {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// The commits of the next transaction of a service, in the order in which they came: none that another one holds up, and
    /// none behind such a one.
    fn batch(&mut self, service: u64, at_once: usize) -> (Vec<Encoded>, Vec<oneshot::Sender<Answer>>) {
        let (mut claim, mut rows) = (Claim::default(), 0);
        let (mut batch, mut answers) = (Vec::new(), Vec::new());
        while let Some(next) = self.waiting.front() {
            rows += next.commit.weight();
            let held_up = self.services.iter().any(|(other, claim)| *other != service && claim.holds_up(next));
            if held_up || batch.len() == BATCH || (rows > ROWS && !batch.is_empty()) {
                break;
            }
            if at_once > 1 {
                claim.add(next);
            }
            if let Some(Waiting { commit, answer, .. }) = self.waiting.pop_front() {
                batch.push(commit);
                answers.push(answer);
            }
        }
        self.services.insert(service, claim);
        (batch, answers)
    }
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
        self.enter(vec![waiting])?;
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

    fn enter(&self, mut commits: Vec<Waiting>) -> Result<(), CommitError> {
        let runtime = Handle::try_current()
            .map_err(|_| StoreError::Fault("a database is reached from within a tokio runtime only".into()))?;
        let mut line = self.shared.line();
        let call = line.number();
        for waiting in &mut commits {
            waiting.call = call;
        }
        line.waiting.extend(commits);
        if line.services.len() < W::AT_ONCE && !line.waiting.is_empty() {
            let number = line.number();
            line.services.insert(number, Claim::default());
            drop(line);
            runtime.spawn(serve(Service { shared: self.shared.clone(), number, over: false }));
        }
        Ok(())
    }
}

fn wait_for(commit: Encoded) -> (Waiting, oneshot::Receiver<Answer>) {
    let (sender, receiver) = oneshot::channel();
    (Waiting { commit, answer: sender, call: 0 }, receiver)
}

fn stopped() -> CommitError {
    StoreError::Unavailable("the runtime stopped while the commit was waiting".into()).into()
}

/// A hold on the line: whatever cuts the service off, somebody else can serve it, and nobody waits for ever.
struct Service<W> {
    shared: Arc<Shared<W>>,
    number: u64,
    /// Whether it ended by itself, and with that left the line to others already.
    over: bool,
}

impl<W: Writer> Service<W> {
    /// The commits of the next transaction. Where there are none it ends, under the same lock that shows so: nobody waits, or
    /// whoever waits is held up by another service, which goes on with them.
    fn next_batch(&mut self) -> Option<(Vec<Encoded>, Vec<oneshot::Sender<Answer>>)> {
        let mut line = self.shared.line();
        let (batch, answers) = line.batch(self.number, W::AT_ONCE);
        if batch.is_empty() {
            line.services.remove(&self.number);
            self.over = true;
        }
        (!self.over).then_some((batch, answers))
    }
}

impl<W> Drop for Service<W> {
    fn drop(&mut self) {
        if !self.over {
            let mut line = self.shared.line();
            line.services.remove(&self.number);
            if line.services.is_empty() {
                line.waiting.clear();
            }
        }
    }
}

async fn serve<W: Writer>(mut service: Service<W>) {
    while let Some((batch, answers)) = service.next_batch() {
        for (answer, sender) in settle(&service.shared.writer, &batch).await.into_iter().zip(answers) {
            // A caller that went away wants no answer.
            let _ = sender.send(answer);
        }
    }
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
