//! The memory store keeps every promise of a store, and those of its own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use fondaco_storage::{MemoryStore, conformance};

fondaco_storage::conformance_tests!(|| async { MemoryStore::new() });

#[tokio::test]
async fn the_whole_suite_runs_in_one_store() {
    let report = conformance::run(Arc::new(MemoryStore::new())).await;
    assert_eq!(report.kept.len(), conformance::PROMISES.len(), "{report}");
}
