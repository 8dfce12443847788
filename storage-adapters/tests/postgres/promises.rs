//! What every store promises, all of it in one database.

use std::sync::Arc;

use fondaco_storage::conformance;

use super::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_promise_of_a_store_is_kept() {
    let Some(place) = Place::new() else { return };
    let report = conformance::run(Arc::new(place)).await;
    assert!(report.broken.is_empty(), "{report}");
    assert_eq!(report.kept.len(), conformance::PROMISES.len());
}
