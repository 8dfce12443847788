//! Loads that wait at the same time become one statement.
//!
//! A caller reads by itself while few others do. Past that it waits, and whoever comes back from the database sends one
//! statement for all who wait, each key once: a thousand carts of one article ask for it once.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fondaco::Key;
use fondaco::port::{Fact, StoreError};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Statements that read at the same time.
const READERS: usize = 2;
/// Keys of one statement, at most, unless a single caller asks for more.
const KEYS: usize = 2_000;

type Answer = Result<Vec<Fact>, StoreError>;

/// Reads what is known of keys.
pub(crate) trait Reader: Send + Sync + 'static {
    /// A fact for each key, in their order.
    fn read(&self, keys: &[Key]) -> impl Future<Output = Answer> + Send;
}

struct Waiting {
    keys: Vec<Key>,
    answer: oneshot::Sender<Answer>,
}

#[derive(Default)]
struct Line {
    waiting: Vec<Waiting>,
    reading: usize,
}

struct Shared<R> {
    reader: R,
    line: Mutex<Line>,
}

impl<R> Shared<R> {
    fn line(&self) -> MutexGuard<'_, Line> {
        // Every change of the line is one step, so a panic elsewhere leaves it whole.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where loads are asked for.
pub(crate) struct Desk<R> {
    shared: Arc<Shared<R>>,
}

impl<R> Clone for Desk<R> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone() }
    }
}

impl<R: Reader> Desk<R> {
    /// A desk where nobody waits.
    pub(crate) fn new(reader: R) -> Self {
        Self { shared: Arc::new(Shared { reader, line: Mutex::default() }) }
    }

    /// What reads.
    pub(crate) fn reader(&self) -> &R {
        &self.shared.reader
    }

    /// What is known of keys, read together with what others wait for at the same time.
    pub(crate) async fn load(&self, keys: &[Key]) -> Answer {
        let runtime = Handle::try_current()
            .map_err(|_| StoreError::Fault("a database is reached from within a tokio runtime only".into()))?;
        let (sender, receiver) = oneshot::channel();
        let is_free = {
            let mut line = self.shared.line();
            let is_free = line.reading < READERS;
            if is_free {
                line.reading += 1;
            } else {
                line.waiting.push(Waiting { keys: keys.to_vec(), answer: sender });
            }
            is_free
        };
        if is_free {
            let _turn = Turn { shared: self.shared.clone(), runtime };
            return self.shared.reader.read(keys).await;
        }
        let stopped = || StoreError::Unavailable("the runtime stopped while the load was waiting".into());
        receiver.await.unwrap_or_else(|_| Err(stopped()))
    }
}

/// The turn of a reader. However it ends, those who wait are read for next.
struct Turn<R: Reader> {
    shared: Arc<Shared<R>>,
    runtime: Handle,
}

impl<R: Reader> Drop for Turn<R> {
    fn drop(&mut self) {
        let batch = {
            let mut line = self.shared.line();
            if line.waiting.is_empty() {
                line.reading -= 1;
                return;
            }
            let mut keys = 0;
            let fits = |one: &&Waiting| {
                keys += one.keys.len();
                keys <= KEYS
            };
            let count = line.waiting.iter().take_while(fits).count().max(1);
            line.waiting.drain(..count).collect()
        };
        let turn = Self { shared: self.shared.clone(), runtime: self.runtime.clone() };
        self.runtime.spawn(serve(turn, batch));
    }
}

/// Reads for all of a batch, and answers each.
async fn serve<R: Reader>(turn: Turn<R>, batch: Vec<Waiting>) {
    let reader = &turn.shared.reader;
    // In the order of keys, whoever came first: so one statement serves all mixtures of the same tables.
    let mut places: BTreeMap<&Key, usize> = batch.iter().flat_map(|one| &one.keys).map(|key| (key, 0)).collect();
    let keys: Vec<Key> = places.keys().map(|key| (*key).clone()).collect();
    places.values_mut().zip(0..).for_each(|(place, number)| *place = number);
    let mut answers = Vec::with_capacity(batch.len());
    match reader.read(&keys).await {
        Ok(facts) => answers.extend(batch.iter().map(|one| {
            let facts = one.keys.iter().filter_map(|key| facts.get(*places.get(key)?).cloned());
            Ok(facts.collect())
        })),
        // One key that the database chokes on must not fail those that it happened to travel with.
        Err(StoreError::Fault(_)) if batch.len() > 1 => {
            for one in &batch {
                answers.push(reader.read(&one.keys).await);
            }
        }
        Err(error) => answers.resize(batch.len(), Err(error)),
    }
    drop(turn);
    for (Waiting { answer, .. }, facts) in batch.into_iter().zip(answers) {
        // A caller that went away wants no answer.
        let _ = answer.send(facts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fondaco::pair;
    use tokio::sync::Semaphore;

    /// Answers a counter that tells how long the key's name is; chokes on the key `bad`.
    struct Slow {
        asked: Mutex<Vec<usize>>,
        open: Semaphore,
    }

    impl Reader for Slow {
        async fn read(&self, keys: &[Key]) -> Answer {
            self.asked.lock().unwrap().push(keys.len());
            drop(self.open.acquire().await.unwrap());
            let one = |key: &Key| match key.id().as_str() {
                "bad" => Err(StoreError::Fault("this key is unreadable".into())),
                name => Ok(Fact::Counters(pair([i64::try_from(name.len()).unwrap(), 0]))),
            };
            keys.iter().map(one).collect()
        }
    }

    fn desk() -> Desk<Slow> {
        Desk::new(Slow { asked: Mutex::default(), open: Semaphore::new(0) })
    }

    fn key(name: &str) -> Key {
        Key::Variant(name.parse().unwrap())
    }

    /// As many callers as there are names, all of them waiting before the database answers anybody.
    async fn asked(desk: &Desk<Slow>, names: &'static [&'static str]) -> Vec<Answer> {
        let callers: Vec<_> = names
            .iter()
            .map(|name| {
                let desk = desk.clone();
                tokio::spawn(async move { desk.load(&[key(name), key("all")]).await })
            })
            .collect();
        while desk.shared.line().waiting.len() + READERS < names.len() {
            tokio::task::yield_now().await;
        }
        desk.reader().open.add_permits(1_000);
        let mut answers = Vec::new();
        for caller in callers {
            answers.push(caller.await.unwrap());
        }
        answers
    }

    #[tokio::test]
    async fn those_who_wait_are_read_for_together_and_each_gets_its_own() {
        let desk = desk();

        let answers = asked(&desk, &["a", "bb", "ccc", "dddd", "dddd"]).await;

        let told = |length| Ok(vec![Fact::Counters(pair([length, 0])), Fact::Counters(pair([3, 0]))]);
        assert_eq!(answers, [told(1), told(2), told(3), told(4), told(4)]);
        // Two by themselves, and three together: of their six keys three are the same.
        assert_eq!(*desk.reader().asked.lock().unwrap(), [2, 2, 3]);
        assert_eq!(desk.shared.line().reading, 0);
    }

    #[tokio::test]
    async fn a_key_that_cannot_be_read_fails_nobody_else() {
        let desk = desk();

        let answers = asked(&desk, &["a", "bb", "bad", "dddd"]).await;

        let failed: Vec<bool> = answers.iter().map(Result::is_err).collect();
        assert_eq!(failed, [false, false, true, false]);
    }

    #[tokio::test]
    async fn who_goes_away_while_reading_leaves_the_turn_to_others() {
        let desk = desk();
        let gone: Vec<_> = (0..READERS)
            .map(|_| {
                let desk = desk.clone();
                tokio::spawn(async move { desk.load(&[key("a")]).await })
            })
            .collect();
        let patient = desk.clone();
        let patient = tokio::spawn(async move { patient.load(&[key("bb")]).await });
        while desk.shared.line().waiting.is_empty() {
            tokio::task::yield_now().await;
        }
        gone.iter().for_each(tokio::task::JoinHandle::abort);
        desk.reader().open.add_permits(1_000);

        assert_eq!(patient.await.unwrap(), Ok(vec![Fact::Counters(pair([2, 0]))]));
    }
}
