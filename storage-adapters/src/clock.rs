//! Clocks: what tells the engine the time and rolls its dice.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use fondaco::port::Clock;
use fondaco::{Moment, Timestamp};

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use system::SystemClock;

/// A clock that stands still until it is moved, with dice that fall alike in every run.
///
/// Every moment has the instant that was last set. The seed of the n-th moment follows from the clock's seed and n, so
/// the same commands in the same order give the same records, to the byte. Clones are the same clock. Instants are
/// kept in whole microseconds, as stores keep them.
///
/// ```
/// use std::time::Duration;
/// use fondaco::Timestamp;
/// use fondaco::port::Clock as _;
/// use fondaco_storage::ManualClock;
///
/// let clock = ManualClock::new("2026-11-21T09:00:00Z".parse::<Timestamp>().unwrap(), 42);
/// let first = clock.moment();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.moment().now.to_string(), "2026-11-21T09:01:00Z");
/// assert_eq!(ManualClock::new(first.now, 42).moment(), first);
/// ```
#[derive(Debug, Clone)]
pub struct ManualClock {
    state: Arc<State>,
    seed: u64,
}

#[derive(Debug)]
struct State {
    /// Microseconds since 1970 UTC.
    now: AtomicI64,
    /// How many moments were given.
    moments: AtomicU64,
}

impl ManualClock {
    /// A clock that stands at an instant.
    pub fn new(now: Timestamp, seed: u64) -> Self {
        let state = State { now: AtomicI64::new(now.as_microsecond()), moments: AtomicU64::new(0) };
        Self { state: Arc::new(state), seed }
    }

    /// Where it stands.
    pub fn now(&self) -> Timestamp {
        instant(self.state.now.load(Ordering::SeqCst))
    }

    /// Moves it to an instant, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        self.state.now.store(now.as_microsecond(), Ordering::SeqCst);
    }

    /// Moves it forwards, at most to the end of time.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        let moved = |now: i64| Some(now.saturating_add(by).min(Timestamp::MAX.as_microsecond()));
        // The closure always answers, so this cannot fail.
        let _ = self.state.now.fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved);
    }
}

impl Clock for ManualClock {
    fn moment(&self) -> Moment {
        let n = self.state.moments.fetch_add(1, Ordering::SeqCst);
        Moment { now: self.now(), seed: mixed(self.seed, n) }
    }
}

/// The n-th number of the sequence of a seed (`SplitMix64`).
pub(crate) fn mixed(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The instant of a number of microseconds since 1970 UTC, held within the bounds of time.
fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod system {
    use std::future::ready;
    use std::hash::{BuildHasher as _, RandomState};
    use std::time::{SystemTime, UNIX_EPOCH};

    use fondaco::port::{Clock, Pending};
    use fondaco::{Moment, Timestamp};

    use super::instant;

    /// The clock of the machine, in whole microseconds, with dice from the operating system.
    ///
    /// Its pauses between attempts grow from half a millisecond to 50 milliseconds, each drawn anew, so that those who
    /// collided do not collide again. They need tokio: outside of its runtime, and where no feature of this crate
    /// brings it in, there is no pause.
    #[derive(Debug, Clone, Copy)]
    pub struct SystemClock {
        pauses: bool,
    }

    impl SystemClock {
        /// A clock that pauses between attempts wherever it can.
        pub const fn new() -> Self {
            Self { pauses: true }
        }

        /// A clock that never pauses, for hosts that poll once ([`fondaco::immediately`]) inside of a runtime.
        pub const fn without_pauses() -> Self {
            Self { pauses: false }
        }
    }

    impl Default for SystemClock {
        fn default() -> Self {
            Self::new()
        }
    }

    impl Clock for SystemClock {
        fn moment(&self) -> Moment {
            Moment { now: now(), seed: random() }
        }

        fn pause(&self, attempt: u32) -> Pending<'_, ()> {
            if !self.pauses {
                return Box::pin(ready(()));
            }
            wait(attempt)
        }
    }

    /// The time of the machine.
    fn now() -> Timestamp {
        let micros = |span: std::time::Duration| i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => instant(micros(since)),
            Err(before) => instant(micros(before.duration()).saturating_neg()),
        }
    }

    /// 64 random bits; where the operating system refuses them, those that the standard library hashes by.
    fn random() -> u64 {
        getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one(0_u64))
    }

    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "conformance"))]
    fn wait(attempt: u32) -> Pending<'static, ()> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::sleep(span(attempt, random())).await;
            }
        })
    }

    #[cfg(not(any(feature = "sqlite", feature = "postgres", feature = "conformance")))]
    fn wait(_attempt: u32) -> Pending<'static, ()> {
        Box::pin(ready(()))
    }

    /// A span from half of what an attempt may wait to all of it.
    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "conformance", test))]
    pub(super) fn span(attempt: u32, dice: u64) -> std::time::Duration {
        const FIRST: u64 = 500;
        const MOST: u64 = 50_000;
        let doublings = attempt.saturating_sub(1).min(10);
        let most = (FIRST << doublings).min(MOST);
        std::time::Duration::from_micros(most / 2 + dice % (most / 2 + 1))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fondaco::CartId;

    use super::*;

    fn clock(seed: u64) -> ManualClock {
        ManualClock::new("2026-11-21T09:00:00.123456Z".parse().unwrap(), seed)
    }

    #[test]
    fn two_manual_clocks_of_one_seed_give_the_same_moments() {
        let (left, right) = (clock(7), clock(7));
        for step in 0..1_000 {
            assert_eq!(left.moment(), right.moment());
            left.advance(Duration::from_millis(step));
            right.advance(Duration::from_millis(step));
        }
    }

    #[test]
    fn moments_of_one_clock_and_of_neighbouring_seeds_give_different_ids() {
        let mut seen = BTreeSet::new();
        for seed in 0..50 {
            let clock = clock(seed);
            for _ in 0..100 {
                assert!(seen.insert(clock.moment().id::<CartId>(0)));
            }
        }
    }

    #[test]
    fn a_manual_clock_stands_still_until_it_is_moved() {
        let clock = clock(1);
        let start = clock.now();
        assert_eq!(clock.moment().now, start);
        assert_eq!(clock.moment().now, start);
        clock.clone().advance(Duration::from_micros(5));
        assert_eq!(clock.now().as_microsecond(), start.as_microsecond() + 5);
        clock.set(start);
        assert_eq!(clock.moment().now, start);
        clock.advance(Duration::MAX);
        assert_eq!(clock.now().as_microsecond(), Timestamp::MAX.as_microsecond());
    }

    #[test]
    fn the_system_clock_tells_the_time_and_never_rolls_the_same_dice() {
        let moments: Vec<Moment> = (0..100).map(|_| SystemClock::new().moment()).collect();
        let seeds: BTreeSet<u64> = moments.iter().map(|moment| moment.seed).collect();
        assert_eq!(seeds.len(), moments.len());
        assert!(moments[0].now > "2026-01-01T00:00:00Z".parse().unwrap());
    }

    #[test]
    fn pauses_grow_to_a_bound_and_differ() {
        assert_eq!(system::span(1, 0), Duration::from_micros(250));
        assert_eq!(system::span(1, 250), Duration::from_micros(500));
        assert!(system::span(8, 3) > system::span(2, 3));
        for attempt in 0..100 {
            assert!(system::span(attempt, u64::MAX) <= Duration::from_millis(50));
        }
        assert_ne!(system::span(5, 1), system::span(5, 2));
    }
}
