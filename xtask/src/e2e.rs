//! The whole product in a real browser.

use crate::npm::AXE;
use crate::process::cargo;
use crate::proxy::{self, Profile};
use crate::steps::{counted, timed};
use crate::tally::Tally;
use crate::{page, system, whole};
use anyhow::{Result, bail};

/// Builds what is stale and runs the tests of `e2e/`; the arguments go on to their runner.
///
/// # Errors
/// A build failed, the browser or axe-core is missing, or a test failed.
pub(crate) fn run(arguments: &[String]) -> Result<Tally> {
    timed("page", || page::build(false))?;
    let tally = timed("e2e", || tests(arguments))?;
    if tally.failed > 0 {
        bail!("{} of the tests failed", tally.failed);
    }
    Ok(tally)
}

/// Runs the tests of `e2e/` on the page in `dist/`.
///
/// # Errors
/// The proxy does not compile, the browser or axe-core is missing, or no test ran.
pub(crate) fn tests(arguments: &[String]) -> Result<Tally> {
    let browser = system::browser()?;
    system::fronts()?;
    let axe = AXE.install()?.join("axe.min.js");
    let binary = proxy::build(Profile::DevWhole)?;
    let mut tally = whole::check(&binary)?;
    let mut test = cargo(&[
        "test",
        "--locked",
        "--no-fail-fast",
        "--package",
        "originscope-e2e",
        "--",
    ]);
    // Each test has a proxy and a browser of its own; more than two at a time only get in each other's way.
    if !arguments
        .iter()
        .any(|argument| argument.starts_with("--test-threads"))
    {
        test.arg("--test-threads=2");
    }
    test.args(arguments)
        .env("ORIGINSCOPE_BIN", binary)
        .env("ORIGINSCOPE_DIST", page::dist())
        .env("ORIGINSCOPE_AXE", axe);
    // A failure names what is wrong; where in the harness it was noticed helps nobody.
    test.env("RUST_BACKTRACE", "0");
    test.env("CHROMIUM", browser.chromium)
        .env("CHROMEDRIVER", browser.chromedriver);
    tally += counted(&mut test)?;
    Ok(tally)
}
