//! What every store promises.

use super::place::Place;

fondaco_storage::conformance_tests!(|| async { Place::new() });
