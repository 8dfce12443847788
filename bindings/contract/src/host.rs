//! Where futures run: inline over a store that never waits, else in a small runtime that the engine owns.
//!
//! So a call can be awaited under any executor, or waited for on any thread, within another runtime too.

use std::future::Future;

#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) use owned::Host;

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
pub(crate) use inline::Host;

#[cfg(not(any(feature = "sqlite", feature = "postgres")))]
mod inline {
    use std::future::Future;

    use crate::WireFailure;

    /// Runs futures inline.
    pub(crate) struct Host;

    impl Host {
        pub(crate) async fn run<T>(&self, work: impl Future<Output = T>) -> Result<T, WireFailure> {
            Ok(work.await)
        }
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod owned {
    use std::future::Future;

    use fondaco::{Code, Refusal};
    use tokio::runtime::{Builder, Runtime};

    use crate::WireFailure;

    /// Threads of the runtime. The stores wait for a disk or a server; they do not compute.
    const THREADS: usize = 2;

    /// Runs futures inline, or in a runtime of its own.
    pub(crate) struct Host(Option<Runtime>);

    impl Host {
        /// Runs futures inline: for stores that never wait, and those that bring what they wait for.
        pub(crate) const fn inline() -> Self {
            Self(None)
        }

        /// Runs futures in a runtime of its own; refused with `store.unavailable` where the machine has no thread left.
        pub(crate) fn runtime() -> Result<Self, WireFailure> {
            let runtime =
                Builder::new_multi_thread().worker_threads(THREADS).thread_name("fondaco").enable_all().build();
            runtime.map(|runtime| Self(Some(runtime))).map_err(|error| {
                let reason = format!("no thread can be started for the store: {error}");
                Refusal::new(Code::StoreUnavailable, reason).into()
            })
        }

        pub(crate) async fn run<T: Send + 'static>(
            &self,
            work: impl Future<Output = T> + Send + 'static,
        ) -> Result<T, WireFailure> {
            match &self.0 {
                None => Ok(work.await),
                Some(runtime) => runtime.spawn(work).await.map_err(|lost| {
                    let reason =
                        if lost.is_cancelled() { "the engine was closed meanwhile" } else { "a call broke off" };
                    let code = if lost.is_cancelled() { Code::HandleClosed } else { Code::Defect };
                    Refusal::new(code, reason).into()
                }),
            }
        }
    }

    impl Drop for Host {
        fn drop(&mut self) {
            // To wait for the threads would panic where the last handle is dropped within another runtime.
            if let Some(runtime) = self.0.take() {
                runtime.shutdown_background();
            }
        }
    }
}

/// Waits for a call of this crate, on this thread and without a runtime: what waits runs elsewhere.
#[cfg(not(target_family = "wasm"))]
pub fn wait<F: Future>(future: F) -> F::Output {
    use std::pin::pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Waits for a call over a store that never waits; `None` when it does: then the host has to await it.
#[cfg(target_family = "wasm")]
pub fn wait<F: Future>(future: F) -> Option<F::Output> {
    fondaco::immediately(future)
}
