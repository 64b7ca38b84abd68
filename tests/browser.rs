//! What only WebAssembly in a browser can show: numbers are the same there, and a canvas gets painted.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

// The page's own charts, which its library keeps to itself: they know nothing of the rest of the page.
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../src/chart/mod.rs"]
mod chart;

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
