//! Builds the page into `dist/`.

use crate::process::{command, find, root, run};
use crate::tally::Tally;
use crate::tools;
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the page is made of, below the root.
const SOURCES: [&str; 9] = [
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "style",
    "crates/core",
    "crates/apis",
    "crates/plot",
];

/// What the compiler may emit for this target, named one by one: all features at once would let wasm-opt use instructions
/// that browsers lack.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Where the built page lies.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the page unless it is newer than all that it is made of.
///
/// # Errors
/// A tool is missing and could not be installed, or the build failed.
pub(crate) fn build(force: bool) -> Result<Tally> {
    if !force && is_current() {
        println!("The page in dist/ is up to date.");
        return Ok(Tally::default());
    }
    tools::for_page()?;
    println!(
        "Building the page: minutes the first time, as all of it is compiled for WebAssembly."
    );
    // Offline concerns trunk alone: it would otherwise look for tools that are already here.
    let mut trunk = command("trunk");
    trunk.args(["build", "--release", "--offline", "--skip-version-check"]);
    // Trunk reads NO_COLOR as true or false only and stops at the customary 1.
    trunk.env_remove("NO_COLOR").arg("--color").arg("never");
    run(&mut trunk)?;
    shrink()?;
    for (name, bytes) in files_in(&dist())? {
        println!("  {:>7.1} KB  {name}", bytes as f64 / 1000.0);
    }
    Ok(Tally::default())
}

fn shrink() -> Result<()> {
    if find("wasm-opt").is_none() {
        return Ok(());
    }
    let folder = fs::read_dir(dist()).context("trunk left no dist/")?;
    let wasm = folder
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new("wasm")));
    for file in wasm {
        let small = file.with_extension("wasm-small");
        let mut optimise = command("wasm-opt");
        run(optimise
            .arg("-Os")
            .args(WASM_FEATURES)
            .arg("-o")
            .arg(&small)
            .arg(&file))?;
        fs::rename(&small, &file)?;
    }
    Ok(())
}

fn files_in(folder: &Path) -> Result<Vec<(String, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push((
            entry.file_name().to_string_lossy().into_owned(),
            entry.metadata()?.len(),
        ));
    }
    files.sort();
    Ok(files)
}

fn is_current() -> bool {
    let built = fs::metadata(dist().join("index.html")).and_then(|file| file.modified());
    let newest = SOURCES
        .iter()
        .filter_map(|source| newest_below(&root().join(source)))
        .max();
    matches!((built, newest), (Ok(built), Some(newest)) if built > newest)
}

/// When the file, or the newest file below the folder, was changed.
fn newest_below(path: &Path) -> Option<SystemTime> {
    let about = fs::metadata(path).ok()?;
    if about.is_file() {
        return about.modified().ok();
    }
    fs::read_dir(path)
        .ok()?
        .flatten()
        .filter_map(|entry| newest_below(&entry.path()))
        .max()
}
