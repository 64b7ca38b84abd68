//! Builds the page into `dist/`.

use crate::process::{command, find, root, run, tools_root};
use crate::tally::Tally;
use crate::tools;
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the page is made of, below the root.
const SOURCES: [&str; 11] = [
    "index.html",
    "Trunk.toml",
    "deploy/config.json",
    "xtask/src/seal",
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
    compress()?;
    let files = listing()?;
    println!("{files}");
    fs::create_dir_all(tools_root())?;
    fs::write(stamp(), &files)?;
    Ok(Tally::default())
}

fn shrink() -> Result<()> {
    for file in built(&["wasm"])? {
        shrink_file(&file)?;
    }
    Ok(())
}

/// Makes a program smaller where there is a tool for it.
///
/// # Errors
/// The tool failed.
pub(crate) fn shrink_file(file: &Path) -> Result<()> {
    if find("wasm-opt").is_none() {
        return Ok(());
    }
    let small = file.with_extension("wasm-small");
    let mut optimise = command("wasm-opt");
    run(optimise
        .arg("-Os")
        .args(WASM_FEATURES)
        .arg("-o")
        .arg(&small)
        .arg(file))?;
    fs::rename(&small, file)?;
    Ok(())
}

/// Puts compressed twins beside the large files, for the proxy to serve; where the tools are missing it serves them as
/// they are. The names carry a hash, so no twin outlives its file.
fn compress() -> Result<()> {
    let files = built(&["wasm", "js", "css"])?;
    let tools: [(&str, &[&str]); 2] = [
        ("brotli", &["--best", "--keep", "--force"]),
        ("gzip", &["-9", "-n", "-k", "-f"]),
    ];
    for (tool, arguments) in tools {
        if find(tool).is_some() {
            run(command(tool).args(arguments).args(&files))?;
        }
    }
    Ok(())
}

/// The files of the built page with one of these extensions.
fn built(extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let folder = fs::read_dir(dist()).context("trunk left no dist/")?;
    let wanted = |path: &PathBuf| {
        extensions
            .iter()
            .any(|extension| path.extension() == Some(OsStr::new(extension)))
    };
    Ok(folder
        .flatten()
        .map(|entry| entry.path())
        .filter(wanted)
        .collect())
}

/// The files of the built page with their sizes, a line each.
fn listing() -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist()).context("there is no dist/")? {
        let entry = entry?;
        let name = entry.file_name();
        files.push(format!(
            "{:>9} {}",
            entry.metadata()?.len(),
            name.to_string_lossy()
        ));
    }
    files.sort();
    Ok(files.join("\n"))
}

/// Holds the listing of what was built here: `trunk serve` may have left an unoptimised page since.
fn stamp() -> PathBuf {
    tools_root().join("page.txt")
}

fn is_current() -> bool {
    let ours =
        fs::read_to_string(stamp()).is_ok_and(|built| listing().is_ok_and(|there| there == built));
    let built = fs::metadata(dist().join("index.html")).and_then(|file| file.modified());
    let newest = SOURCES
        .iter()
        .filter_map(|source| newest_below(&root().join(source)))
        .max();
    ours && matches!((built, newest), (Ok(built), Some(newest)) if built > newest)
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
