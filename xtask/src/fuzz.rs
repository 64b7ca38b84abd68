//! `cargo xtask fuzz`: every fuzz target for a minute, each from its committed seeds.

use crate::process::{cargo, find, output, root, run};
use anyhow::{Context, Result, bail};
use std::fs;

/// The cargo-fuzz that the targets were written with.
const CARGO_FUZZ: &str = "0.13.2";

/// Runs the named targets, or all, for `seconds` each; a target that finds something ends the run.
///
/// # Errors
/// cargo-fuzz or nightly cannot be had, there is no such target, or a target found an input that breaks its promise.
pub(crate) fn run_targets(names: &[String], seconds: u32) -> Result<()> {
    if find("cargo-fuzz").is_none() {
        println!(
            "Installing cargo-fuzz {CARGO_FUZZ} into .tools/: it is compiled, once, for a minute or two."
        );
        let version = format!("={CARGO_FUZZ}");
        run(&mut cargo(&[
            "install",
            "cargo-fuzz",
            "--locked",
            "--version",
            &version,
            "--root",
            ".tools",
        ]))?;
    }
    let all = targets()?;
    if let Some(name) = names.iter().find(|name| !all.contains(name)) {
        bail!(
            "there is no fuzz target {name}; the targets are {}",
            all.join(", ")
        );
    }
    let chosen = all
        .iter()
        .filter(|name| names.is_empty() || names.contains(name));
    for target in chosen {
        println!("\n== fuzz {target}, {seconds} s");
        fuzz(target, seconds)?;
    }
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let list = output(&mut cargo(&["+nightly", "fuzz", "list"])).context(
        "fuzzing needs a nightly toolchain: install it with `rustup toolchain install nightly`",
    )?;
    Ok(list.lines().map(str::to_owned).collect())
}

fn fuzz(target: &str, seconds: u32) -> Result<()> {
    let corpus = format!("fuzz/corpus/{target}");
    fs::create_dir_all(root().join(&corpus))?;
    let seeds = format!("fuzz/seeds/{target}");
    let time = format!("-max_total_time={seconds}");
    // No sanitizer: the crates forbid unsafe code, so panics, overflows, time and memory are what can go wrong.
    let arguments = [
        "+nightly",
        "fuzz",
        "run",
        "--sanitizer",
        "none",
        target,
        &corpus,
        &seeds,
        "--",
        "-dict=fuzz/keys.dict",
        &time,
        "-rss_limit_mb=2048",
        "-timeout=10",
        "-print_final_stats=1",
    ];
    run(&mut cargo(&arguments))
}
