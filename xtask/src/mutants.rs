//! `cargo xtask mutants`: changes the code where a mistake costs most, one place at a time, and sees whether a test notices.

use crate::process::{cargo, find, root, run, target_dir};
use crate::tools;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;

/// Files that belong together, and the tests that have to notice.
struct Set {
    name: &'static str,
    package: &'static str,
    files: &'static [&'static str],
    /// Options of cargo that choose the tests; all of the package where there are none.
    tests: &'static [&'static str],
    /// How many of a hundred mutants must be caught.
    least: u64,
}

const SETS: [Set; 5] = [
    Set {
        name: "signer",
        package: "originscope-sign",
        files: &["crates/sign/src/**/*.rs"],
        tests: &[],
        least: 90,
    },
    Set {
        name: "validation",
        package: "originscope-proxy",
        files: &["proxy/src/validate/*.rs", "proxy/src/params.rs"],
        tests: &["--lib"],
        least: 90,
    },
    Set {
        name: "errors",
        package: "originscope-proxy",
        files: &[
            "proxy/src/vendor_error.rs",
            "proxy/src/vendor_error/*.rs",
            "proxy/src/decode_problem.rs",
            "proxy/src/problem.rs",
        ],
        tests: &["--lib"],
        least: 90,
    },
    Set {
        name: "catalogue",
        package: "originscope-apis",
        files: &["crates/apis/src/catalogue/*.rs"],
        tests: &["--lib"],
        least: 90,
    },
    Set {
        name: "access",
        package: "originscope-proxy",
        files: &["proxy/src/access/*.rs"],
        tests: &["--lib", "--test=access"],
        least: 100,
    },
];

/// Runs the named sets, or all: minutes for the signer, hours for all of them.
///
/// # Errors
/// There is no such set, the tool cannot be had, or more mutants lived than may.
pub(crate) fn verb(names: &[String]) -> Result<()> {
    let is_set = |name: &String| SETS.iter().any(|set| set.name == name.as_str());
    if let Some(name) = names.iter().find(|name| !is_set(name)) {
        let known: Vec<&str> = SETS.iter().map(|set| set.name).collect();
        bail!("there is no set {name}; the sets are {}", known.join(", "));
    }
    tools::mutants()?;
    let chosen = SETS
        .iter()
        .filter(|set| names.is_empty() || names.iter().any(|name| name == set.name));
    let mut short = Vec::new();
    for set in chosen {
        let (caught, missed) = set.measure()?;
        let share = (caught * 100).checked_div(caught + missed).unwrap_or(100);
        println!("{}: {caught} caught, {missed} missed", set.name);
        if share < set.least || (set.least == 100 && missed > 0) {
            short.push(set.name);
        }
    }
    if !short.is_empty() {
        bail!("too many mutants live in {}", short.join(", "));
    }
    Ok(())
}

impl Set {
    /// How many mutants were caught (one that never ends is), and how many were not.
    fn measure(&self) -> Result<(u64, u64)> {
        let folder = target_dir().join("mutants").join(self.name);
        let _none_yet = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let mut mutants = cargo(&["mutants", "--package", self.package]);
        for file in self.files {
            mutants.args(["--file", file]);
        }
        mutants.args(["--jobs", "1", "--no-shuffle", "--timeout", "120"]);
        if find("cargo-nextest").is_some() {
            mutants.args(["--test-tool", "nextest"]);
        }
        for test in self.tests {
            mutants.arg(format!("--cargo-arg={test}"));
        }
        mutants.arg("--output").arg(&folder);
        // It builds in a copy of the repository with a folder of its own.
        mutants
            .env_remove("CARGO_TARGET_DIR")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .current_dir(root());
        // It fails where one is missed, which is counted below.
        let _missed = run(&mut mutants);
        let file = folder.join("mutants.out/outcomes.json");
        let text = fs::read_to_string(&file).context("cargo mutants left no result")?;
        let result: Value = serde_json::from_str(&text).context("the result is no JSON")?;
        let count = |what: &str| result.get(what).and_then(Value::as_u64);
        let (caught, timeout) = (count("caught"), count("timeout"));
        let missed = count("missed").context("the result has no counts")?;
        Ok((
            caught.unwrap_or_default() + timeout.unwrap_or_default(),
            missed,
        ))
    }
}
