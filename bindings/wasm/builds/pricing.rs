//! The module of `fondaco/pricing`: prices alone.

use fondaco_wasm as _;
