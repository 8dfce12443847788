//! The module of `fondaco`: prices and the engine.

use fondaco_wasm as _;
