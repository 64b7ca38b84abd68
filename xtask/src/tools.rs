//! Installs what is missing to build the page, into the project's own `.tools/`.

use crate::npm::BINARYEN;
use crate::process::{cargo, command, find, output, root, run, tools_root};
use anyhow::{Context, Result};
use std::fs;

/// The newest trunk that the toolchain of `rust-toolchain.toml` builds.
const TRUNK: &str = "0.21.14";
/// The mutation tester whose counts docs/security.md has.
const MUTANTS: &str = "27.1.0";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs all that the page is built with; says what it does while it does it.
///
/// # Errors
/// Something that the build cannot do without could not be installed.
pub(crate) fn for_page() -> Result<()> {
    wasm_target()?;
    trunk()?;
    wasm_bindgen()?;
    wasm_opt();
    Ok(())
}

/// The standard library of the target that the page is compiled for.
///
/// # Errors
/// It is missing and rustup could not bring it.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries =
        output(command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    let there = libraries
        .is_some_and(|dir| fs::read_dir(dir.trim()).is_ok_and(|mut files| files.next().is_some()));
    if there {
        return Ok(());
    }
    println!("Installing the Rust target {WASM_TARGET}: some 20 MB.");
    run(command("rustup").args(["target", "add", WASM_TARGET])).with_context(|| {
        format!("the page needs the target: install it with `rustup target add {WASM_TARGET}`")
    })
}

/// The mutation tester.
///
/// # Errors
/// It could not be installed.
pub(crate) fn mutants() -> Result<()> {
    if find("cargo-mutants").is_some() {
        return Ok(());
    }
    println!(
        "Installing cargo-mutants {MUTANTS} into .tools/: once, for some minutes if it is compiled."
    );
    install("cargo-mutants", MUTANTS, &[])
}

fn trunk() -> Result<()> {
    if version_of("trunk").as_deref() == Some(TRUNK) {
        return Ok(());
    }
    println!(
        "Installing trunk {TRUNK} into .tools/: seconds with cargo-binstall, else it is compiled, once, for some minutes."
    );
    // Without its default features trunk has no self-update check; rustls spares a system OpenSSL.
    install(
        "trunk",
        TRUNK,
        &["--no-default-features", "--features", "rustls"],
    )
}

/// The wasm-bindgen command line, in exactly the version of the library: the two share an unstable format.
///
/// # Errors
/// The lock file names no wasm-bindgen, or the tool could not be installed.
pub(crate) fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    let there = version_of("wasm-bindgen").as_deref() == Some(&version);
    if there && version_of("wasm-bindgen-test-runner").as_deref() == Some(&version) {
        return Ok(());
    }
    println!(
        "Installing wasm-bindgen {version}, the version in Cargo.lock, into .tools/: once, for some minutes if it is compiled."
    );
    install("wasm-bindgen-cli", &version, &[])
}

/// wasm-opt takes a quarter off the page. It is worth having and not needed, so its absence is a note.
fn wasm_opt() {
    if find("wasm-opt").is_some() {
        return;
    }
    if BINARYEN.install().is_err() || find("wasm-opt").is_none() {
        println!(
            "Note: no wasm-opt. The page works without it and is about a third larger; Debian's package binaryen brings one."
        );
    }
}

/// With `cargo binstall` where it is, else compiled: with less optimisation than the tool's own profile asks for, which
/// saves minutes and costs nothing that a build would notice.
fn install(package: &str, version: &str, features: &[&str]) -> Result<()> {
    let folder = tools_root();
    if find("cargo-binstall").is_some() {
        let mut binstall = cargo(&[
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
            "--root",
        ]);
        if run(binstall.arg(&folder).arg(format!("{package}@{version}"))).is_ok() {
            return Ok(());
        }
        println!("cargo binstall could not; compiling instead.");
    }
    let mut install = cargo(&[
        "install",
        package,
        "--version",
        version,
        "--locked",
        "--root",
    ]);
    install
        .arg(&folder)
        .args(features)
        .arg("--target-dir")
        .arg(folder.join("build"));
    install
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install)
        .with_context(|| format!("{package} {version} is needed and could not be installed"))?;
    // A gigabyte that nobody needs again; what cannot be removed does no harm.
    let _kept = fs::remove_dir_all(folder.join("build"));
    Ok(())
}

/// The last word of `tool --version`.
fn version_of(tool: &str) -> Option<String> {
    find(tool)?;
    let line = output(command(tool).arg("--version"))?;
    line.lines()
        .next()?
        .split_whitespace()
        .nth(1)
        .map(str::to_owned)
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in_lock(&lock, package).with_context(|| format!("Cargo.lock names no {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.129")
        );
        assert_eq!(version_in_lock(lock, "absent"), None);
    }
}
