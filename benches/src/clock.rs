//! How long something took: seconds of this thread's processor where the system tells, else of the wall.

use std::time::Instant;

/// Seconds of processor time that the calling thread has used, on Linux.
fn thread_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Runs something and tells the processor seconds that this thread spent on it.
pub fn processor<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let (wall, before) = (Instant::now(), thread_seconds());
    let done = work();
    let spent = match (before, thread_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => wall.elapsed().as_secs_f64(),
    };
    (done, spent)
}
