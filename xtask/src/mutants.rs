//! `cargo xtask mutants`: changes the code where a mistake costs most, one place at a time, and sees whether a test notices.

mod alone;

use crate::process::{cargo, find, root, run, target_dir};
use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs;

/// Files that belong together, and how many of a hundred mutants the tests must notice.
struct Set {
    name: &'static str,
    place: Place,
    /// Below the place's root.
    files: &'static [&'static str],
    least: u64,
}

/// Where a set is changed and tested.
enum Place {
    /// A package of the repository, with the options of cargo that choose its tests; all of them where there are none.
    Package(&'static str, &'static [&'static str]),
    /// The crate that [`alone`] makes.
    Alone,
}

const SETS: [Set; 6] = [
    Set {
        name: "allow-list",
        place: Place::Alone,
        files: &["src/access/allow.rs"],
        least: 100,
    },
    Set {
        name: "errors",
        place: Place::Alone,
        files: &[
            "src/vendor_error.rs",
            "src/vendor_error/*.rs",
            "src/decode_problem.rs",
            "src/problem.rs",
        ],
        least: 90,
    },
    Set {
        name: "catalogue",
        place: Place::Package("originscope-apis", &["--lib"]),
        files: &["crates/apis/src/catalogue/*.rs"],
        least: 90,
    },
    Set {
        name: "validation",
        place: Place::Alone,
        files: &["src/validate/*.rs", "src/params.rs"],
        least: 90,
    },
    Set {
        name: "signer",
        place: Place::Package("originscope-sign", &[]),
        files: &["crates/sign/src/**/*.rs"],
        least: 90,
    },
    Set {
        name: "access",
        place: Place::Package("originscope-proxy", &["--lib", "--test=access"]),
        // The allow-list has a set of its own.
        files: &["proxy/src/access/[!a]*.rs"],
        least: 100,
    },
];

/// Runs the named sets, or all: minutes each, but hours for access, which needs the whole proxy for every mutant.
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
        let mut mutants = cargo(&["mutants"]);
        let home = match self.place {
            Place::Package(package, tests) => {
                mutants.args(["--package", package]);
                mutants.args(tests.iter().map(|test| format!("--cargo-arg={test}")));
                root()
            }
            Place::Alone => alone::make()?,
        };
        for file in self.files {
            mutants.args(["--file", file]);
        }
        mutants.args(["--jobs", "1", "--no-shuffle", "--timeout", "120"]);
        if find("cargo-nextest").is_some() {
            mutants.args(["--test-tool", "nextest"]);
        }
        mutants.arg("--output").arg(&folder);
        // It builds in a copy with a folder of its own.
        mutants
            .env_remove("CARGO_TARGET_DIR")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .current_dir(home);
        // It fails where one is missed, which is counted below.
        let _missed = run(&mut mutants);
        let file = folder.join("mutants.out/outcomes.json");
        let text = fs::read_to_string(&file).context("cargo mutants left no result")?;
        let result: Value = serde_json::from_str(&text).context("the result is no JSON")?;
        let count = |what: &str| result.get(what).and_then(Value::as_u64);
        let (caught, timeout) = (count("caught"), count("timeout"));
        let missed = count("missed").context("the result has no counts")?;
        let caught = caught.unwrap_or_default() + timeout.unwrap_or_default();
        ensure!(
            caught + missed > 0,
            "nothing was changed in {}: without a change its tests fail, or its files are not there",
            self.name
        );
        Ok((caught, missed))
    }
}
