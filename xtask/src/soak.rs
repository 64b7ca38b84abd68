//! `cargo xtask soak`: the tests that take minutes or thousands of sockets.

use crate::process::{cargo, run};
use anyhow::Result;

/// The test files of the proxy that have such tests; each file more is one more program to link in release.
const FILES: [&str; 2] = ["soak", "chaos"];

/// Runs the proxy's ignored tests, one after another, in a release build: what is measured is what is shipped.
///
/// # Errors
/// One of them failed.
pub(crate) fn soak() -> Result<()> {
    let mut tests = cargo(&[
        "test",
        "--locked",
        "--release",
        "--package",
        "originscope-proxy",
        "--lib",
    ]);
    for file in FILES {
        tests.args(["--test", file]);
    }
    run(tests.args(["--", "--ignored", "--test-threads=1", "--nocapture"]))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::process::root;
    use std::fs;

    #[test]
    fn every_file_with_such_tests_is_named() {
        let mut found = Vec::new();
        for entry in fs::read_dir(root().join("proxy/tests")).unwrap() {
            let path = entry.unwrap().path();
            let is_soaked = path.is_file()
                && fs::read_to_string(&path)
                    .unwrap()
                    .contains("#[ignore = \"soak\"]");
            if is_soaked {
                found.push(path.file_stem().unwrap().to_string_lossy().into_owned());
            }
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        assert_eq!(found, FILES);
    }
}
