//! `cargo xtask run`: from a fresh clone to a page in the browser.

use crate::page;
use crate::process::command;
use crate::proxy::{self, Profile};
use crate::steps::timed;
use crate::tally::Tally;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Builds what is stale and serves it until it is interrupted.
///
/// # Errors
/// A tool is missing, a build failed, or the proxy could not be started.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    timed("page", || page::build(false))?;
    let mut binary = PathBuf::new();
    timed("proxy", || {
        binary = proxy::build(Profile::Release)?;
        Ok(Tally::default())
    })?;
    println!("\n== serve (Ctrl-C ends it)");
    let mut serve = command(&binary.to_string_lossy());
    serve
        .arg("serve")
        .arg("--dist")
        .arg(page::dist())
        .args(arguments);
    become_process(&mut serve)
}

/// Takes the place of this process, so that signals reach the proxy and nothing stands between it and the terminal.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the proxy")
}

#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result<()> {
    let status = command.status().context("cannot start the proxy")?;
    anyhow::ensure!(status.success(), "the proxy ended with {status}");
    Ok(())
}
