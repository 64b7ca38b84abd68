//! The tests that run as WebAssembly in a headless browser.

use crate::process::cargo;
use crate::steps::counted;
use crate::tally::Tally;
use crate::{system, tools};
use anyhow::Result;

/// Runs the page's own tests and `tests/browser.rs`.
///
/// # Errors
/// A tool or the browser is missing, the tests do not compile, or none ran.
pub(crate) fn run() -> Result<Tally> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    let browser = system::browser()?;
    let mut test = cargo(&[
        "test",
        "--locked",
        "--package",
        "originscope-page",
        "--lib",
        "--test",
        "browser",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    test.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    test.env("CHROMEDRIVER", &browser.chromedriver);
    counted(&mut test)
}
