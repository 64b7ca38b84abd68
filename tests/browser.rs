//! What only WebAssembly in a browser can show: numbers are the same there, and a canvas gets painted.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

use originscope_page::chart;

#[path = "browser/charts.rs"]
mod charts;
#[path = "browser/export.rs"]
mod export;
#[path = "browser/hands.rs"]
mod hands;
#[path = "browser/numbers.rs"]
mod numbers;
#[path = "browser/panel.rs"]
mod panel;
#[path = "browser/paper.rs"]
mod paper;
#[path = "browser/stage.rs"]
mod stage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
