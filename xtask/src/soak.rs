//! `cargo xtask soak`: the tests that take minutes or thousands of sockets.

use crate::process::{cargo, run};
use anyhow::Result;

/// Runs the proxy's ignored tests, one after another, in a release build: what is measured is what is shipped.
///
/// # Errors
/// One of them failed.
pub(crate) fn soak() -> Result<()> {
    run(&mut cargo(&[
        "test",
        "--locked",
        "--release",
        "--package",
        "originscope-proxy",
        "--lib",
        "--tests",
        "--",
        "--ignored",
        "--test-threads=1",
    ]))
}
