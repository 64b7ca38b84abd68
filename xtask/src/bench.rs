//! `cargo xtask bench`: builds what is measured and what measures, then measures.

use crate::npm::{ECHARTS, Package, UPLOT};
use crate::process::{cargo, command, run, target_dir, tools_root};
use crate::proxy::{self, Profile};
use crate::steps::timed;
use crate::system::{self, Browser};
use crate::tally::Tally;
use crate::{page, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The parts that need the harness' program, and those that need the built page.
const WITH_PROGRAM: [&str; 4] = ["draw", "decode", "memory", "growth"];
const WITH_PAGE: [&str; 2] = ["cold", "pointer"];

/// Measures the named parts, or all.
///
/// # Errors
/// Something could not be built or measured.
pub(crate) fn bench(parts: &[String], is_quick: bool) -> Result<()> {
    let wanted =
        |of: &[&str]| parts.is_empty() || parts.iter().any(|part| of.contains(&part.as_str()));
    let browser = system::browser()?;
    for peer in [UPLOT, ECHARTS] {
        Package::install(peer)?;
    }
    if wanted(&WITH_PAGE) && !is_quick {
        timed("page", || page::build(false))?;
    }
    let wasm = target_dir().join("bench-wasm-pkg");
    if wanted(&WITH_PROGRAM) {
        timed("program of the harness", || program(&wasm, is_quick))?;
    }
    let mut built = PathBuf::new();
    timed("proxy and driver", || {
        let profile = if is_quick {
            Profile::Dev
        } else {
            Profile::Release
        };
        built = proxy::build(profile)?;
        let mut driver = cargo(&["build", "--locked", "--package", "originscope-bench"]);
        if !is_quick {
            driver.arg("--release");
        }
        run(&mut driver)?;
        Ok(Tally::default())
    })?;
    measure(parts, is_quick, &browser, &wasm, &built)
}

/// Compiles the harness' program with the profile of the page, and binds it for modules.
fn program(folder: &Path, is_quick: bool) -> Result<Tally> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    let profile = profile(is_quick);
    run(&mut cargo(&[
        "build",
        "--locked",
        "--package",
        "originscope-bench-wasm",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let made = target_dir()
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("originscope_bench_wasm.wasm");
    let mut bind = command("wasm-bindgen");
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "bench",
        "--out-dir",
    ]);
    run(bind.arg(folder).arg(made))?;
    page::shrink_file(&folder.join("bench_bg.wasm"))?;
    Ok(Tally::default())
}

const fn profile(is_quick: bool) -> &'static str {
    if is_quick {
        "bench-wasm"
    } else {
        "wasm-release"
    }
}

fn measure(
    parts: &[String],
    is_quick: bool,
    browser: &Browser,
    wasm: &Path,
    proxy: &Path,
) -> Result<()> {
    let folder = if is_quick { "debug" } else { "release" };
    let driver = target_dir()
        .join(folder)
        .join(format!("originscope-bench{}", std::env::consts::EXE_SUFFIX));
    let mut driver = command(&driver.to_string_lossy());
    driver
        .args(parts)
        .env("BENCH_WASM", wasm)
        .env("BENCH_NPM", tools_root().join("node_modules"))
        .env("BENCH_PROFILE", profile(is_quick))
        .env("BENCH_TARGET", target_dir())
        .env("ORIGINSCOPE_BIN", proxy)
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.chromedriver);
    if std::env::var_os("ORIGINSCOPE_DIST").is_none() {
        driver.env("ORIGINSCOPE_DIST", page::dist());
    }
    run(&mut driver).context("not all of it could be measured")
}
