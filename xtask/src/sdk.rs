//! The vendors' own Python SDKs as black-box clients of the simulator.

use crate::process::{command, root};
use crate::proxy::{self, Profile, Running};
use crate::python::Environment;
use crate::steps::counted;
use crate::tally::Tally;
use anyhow::Result;
use std::fs;

const SDKS: Environment = Environment {
    folder: ".venv",
    requirements: "e2e/sdk/requirements.txt",
    what: "the vendors' SDKs",
};

/// Keys that the simulator knows in this check besides its own: `(flag, value)`. They open nothing else.
const KEYS: [(&str, &str); 4] = [
    ("--alibaba-key", "testid:testsecret"),
    ("--alibaba-key", "stsid:stssecret:sts-token-of-the-check"),
    (
        "--huawei-key",
        "TESTAK:testsk:0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    ),
    (
        "--huawei-key",
        "TEMPAK:tempsk:0a1b2c3d4e5f60718293a4b5c6d7e8f9:sts-token-of-the-check",
    ),
];

/// Starts the simulator and lets every SDK ask it for all five sources, rightly and wrongly signed.
///
/// # Errors
/// The environment could not be made (other than for want of the package index), or nothing was checked.
pub(crate) fn run_check() -> Result<Tally> {
    let Some(python) = SDKS.python()? else {
        println!(
            "\n  !!! SKIPPED: the check against the vendors' SDKs did not run, because the Python package index cannot"
        );
        println!(
            "  !!! be reached. Nothing proves that the simulator speaks the vendors' protocol until it does.\n"
        );
        return Ok(Tally {
            skipped: 1,
            ..Tally::default()
        });
    };
    let binary = proxy::build(Profile::Dev)?;
    let arguments: Vec<&str> = KEYS
        .iter()
        .flat_map(|(flag, value)| [*flag, *value])
        .collect();
    let simulator = Running::start(&binary, "simulate", &arguments)?;
    // The SDKs write into the home folder when they are imported, and two of them ignore NO_PROXY.
    let home = root().join(".venv/home");
    fs::create_dir_all(&home)?;
    let mut check = command(&python.to_string_lossy());
    check
        .args(["-u", "-B"])
        .arg("e2e/sdk/check.py")
        .arg(simulator.port.to_string())
        .env("HOME", home);
    for variable in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ] {
        check.env_remove(variable);
    }
    counted(&mut check)
}
