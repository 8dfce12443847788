//! Engines over the memory, whose commits the host keeps.
#![expect(unsafe_code, reason = "a module shows a function by its plain name")]

use std::sync::Arc;

use fondaco::{Code, Refusal, Timestamp};
use fondaco_contract::{Engine, WireFailure, run_vector};
use fondaco_storage::ManualClock;

use crate::journal::Journal;
use crate::number::{malformed, whole};
use crate::shell::{Answer, call};

/// An engine, the clock that the host sets before each call, and what the host has yet to keep.
pub(crate) struct Open {
    engine: Engine,
    clock: ManualClock,
    journal: Journal,
}

impl Open {
    /// Sets the clock to milliseconds since 1970 UTC.
    fn at(&self, now: f64) -> Result<&Self, WireFailure> {
        let instant = Timestamp::from_millisecond(whole(now, "the time in milliseconds")?);
        let instant =
            instant.map_err(|_| Refusal::new(Code::TimeOutOfRange, "the clock stands past the end of time"))?;
        self.clock.set(instant);
        Ok(self)
    }
}

/// Waits for what never waits: there is only memory below.
#[cfg(target_family = "wasm")]
fn wait<T>(future: impl Future<Output = Result<T, WireFailure>>) -> Result<T, WireFailure> {
    let waited = || Err(Refusal::new(Code::Defect, "the memory waited").into());
    fondaco_contract::wait(future).unwrap_or_else(waited)
}

#[cfg(not(target_family = "wasm"))]
use fondaco_contract::wait;

/// Opens an empty engine. The seed makes its ids: two engines of one seed and one clock do the same.
#[unsafe(no_mangle)]
extern "C" fn engine_open(seed: u64) -> u32 {
    call(0, |kept, _| {
        let (clock, journal) = (ManualClock::new(Timestamp::UNIX_EPOCH, seed), Journal::default());
        let engine = Engine::over(Arc::new(journal.clone()), Arc::new(clock.clone()));
        Ok(Answer::Handle(kept.engines.keep(Open { engine, clock, journal })))
    })
}

/// Makes commits true again that this shop made itself: the JSON of a list of them.
#[unsafe(no_mangle)]
extern "C" fn engine_replay(engine: u32, length: usize) -> u32 {
    call(length, |kept, commits| kept.engines.get(engine)?.journal.replay(commits).map(|()| Answer::Done))
}

/// Makes the commits of another shop true: the JSON of a list of them, from its first.
#[unsafe(no_mangle)]
extern "C" fn engine_import(engine: u32, length: usize) -> u32 {
    call(length, |kept, commits| kept.engines.get(engine)?.journal.import(commits).map(|()| Answer::Done))
}

/// The commits since the last time that this was asked, one a line.
#[unsafe(no_mangle)]
extern "C" fn engine_commits(engine: u32) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(kept.engines.get(engine)?.journal.take().join("\n"))))
}

/// Carries out a command.
#[unsafe(no_mangle)]
extern "C" fn engine_execute(engine: u32, now: f64, length: usize) -> u32 {
    call(length, |kept, request| {
        let open = kept.engines.get(engine)?.at(now)?;
        Ok(Answer::Text(wait(open.engine.execute_json(request))?))
    })
}

/// Answers a query.
#[unsafe(no_mangle)]
extern "C" fn engine_query(engine: u32, now: f64, length: usize) -> u32 {
    call(length, |kept, query| {
        let open = kept.engines.get(engine)?.at(now)?;
        Ok(Answer::Text(wait(open.engine.query_json(query))?))
    })
}

/// Lets time pass: marks at most so many holds that are due, and answers how many.
#[unsafe(no_mangle)]
extern "C" fn engine_tick(engine: u32, now: f64, limit: f64) -> u32 {
    call(0, |kept, _| {
        let open = kept.engines.get(engine)?.at(now)?;
        let limit = u32::try_from(whole(limit, "the limit")?);
        let limit = limit.map_err(|_| malformed("the limit is below zero or too large"))?;
        Ok(Answer::Text(wait(open.engine.tick(limit))?.to_string()))
    })
}

/// A new id for a command.
#[unsafe(no_mangle)]
extern "C" fn engine_new_id(engine: u32, now: f64) -> u32 {
    call(0, |kept, _| Ok(Answer::Text(kept.engines.get(engine)?.at(now)?.engine.new_id()?.to_string())))
}

/// Lets go of an engine.
#[unsafe(no_mangle)]
extern "C" fn engine_close(engine: u32) {
    call(0, |kept, _| {
        kept.engines.close(engine);
        Ok(Answer::Done)
    });
}

/// Runs the request of a golden vector.
#[unsafe(no_mangle)]
extern "C" fn vector_run(length: usize) -> u32 {
    call(length, |_, request| Ok(Answer::Text(run_vector(request))))
}
