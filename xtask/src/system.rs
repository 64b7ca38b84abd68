//! What comes from the system's package manager: the browser and its driver, and Python's venv.

use crate::process::{command, find, output, run};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// A browser and the program that drives it.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// The chromedriver of the same version.
    pub(crate) chromedriver: PathBuf,
}

/// Finds Chromium and chromedriver, and installs them where apt is at hand.
///
/// # Errors
/// They are not there and cannot be installed; the error names what to install.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    const WHAT: &str = "Chromium (or Chrome) and chromedriver of the same version";
    if find("apt-get").is_none() {
        bail!(
            "the browser tests need {WHAT}: install them, or name them in CHROMIUM and CHROMEDRIVER"
        );
    }
    println!("Installing Chromium and chromedriver with apt.");
    // Without a font the browser draws no text, and recommended packages would bring a desktop.
    apt_install(&["chromium", "chromium-driver", "fonts-dejavu-core"])?;
    find_browser().with_context(|| {
        format!("apt installed no {WHAT}; install them by hand and run this again")
    })
}

fn find_browser() -> Option<Browser> {
    let named = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
    };
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let chromium = named("CHROMIUM").or_else(|| names.iter().find_map(|name| find(name)))?;
    let chromedriver = named("CHROMEDRIVER").or_else(|| find("chromedriver"))?;
    Some(Browser {
        chromium,
        chromedriver,
    })
}

/// A Redis server for the tests of replicas, installed where apt is at hand.
///
/// # Errors
/// There is none and it cannot be installed.
pub(crate) fn redis() -> Result<()> {
    let is_here = || find("redis-server").is_some() || find("valkey-server").is_some();
    if is_here() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        bail!(
            "the tests of several replicas need redis-server or valkey-server: install one of them"
        );
    }
    println!("Installing redis-server with apt, for the tests of several replicas.");
    apt_install(&["redis-server"])
}

/// nginx and Caddy for the tests of `deploy/`, installed where apt is at hand.
///
/// # Errors
/// One is missing and cannot be installed.
pub(crate) fn fronts() -> Result<()> {
    let is_here = |name: &str| find(name).is_some() || Path::new("/usr/sbin").join(name).is_file();
    let missing: Vec<&str> = ["nginx", "caddy"]
        .into_iter()
        .filter(|name| !is_here(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        bail!(
            "the tests of deploy/ need {}: install it",
            missing.join(" and ")
        );
    }
    println!(
        "Installing {} with apt, for the tests of deploy/. The packages start them as services, which the tests do not need.",
        missing.join(" and ")
    );
    apt_install(&missing)
}

/// Installs Debian packages, as root or through sudo.
///
/// # Errors
/// apt or sudo failed.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    let root = output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let apt = |arguments: &[&str]| {
        let mut apt = command(if root { "apt-get" } else { "sudo" });
        if !root {
            // A password may be asked for on the terminal.
            apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
                .stdin(std::process::Stdio::inherit());
        }
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        run(&mut apt)
    };
    // A list that cannot be renewed may still be good enough for the packages asked for.
    if let Err(error) = apt(&["update", "--quiet"]) {
        println!("  {error:#}; trying with the lists that are here");
    }
    let mut install = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    install.extend(packages);
    apt(&install)
}
