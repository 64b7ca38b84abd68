//! A running `originscope`.

use crate::places::named;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Ends when it is dropped.
pub(crate) struct Proxy {
    child: Child,
    // Kept open: a closed pipe would end it at its next line.
    _output: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

impl Proxy {
    /// `originscope` with a verb that listens.
    ///
    /// # Errors
    /// It does not start.
    pub(crate) fn start(verb: &str, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(named("ORIGINSCOPE_BIN")?);
        command
            .args([verb, "--listen", "127.0.0.1:0"])
            .args(arguments);
        // Keys of whoever measures stay out of it.
        command
            .env_clear()
            .env("RUST_LOG", "error")
            .env("HOME", std::env::temp_dir())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().context("cannot start originscope")?;
        let mut output = BufReader::new(child.stdout.take().context("no output")?);
        let mut line = String::new();
        while output.read_line(&mut line)? > 0 {
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let port = digits.parse()?;
                return Ok(Self {
                    child,
                    _output: output,
                    port,
                });
            }
            line.clear();
        }
        bail!("originscope {verb} ended without an address")
    }

    /// One that answers from its simulator and serves a folder, to whoever asks however often.
    ///
    /// # Errors
    /// It does not start.
    pub(crate) fn demo(dist: &Path) -> Result<Self> {
        let config =
            std::env::temp_dir().join(format!("originscope-bench-{}.toml", std::process::id()));
        std::fs::write(
            &config,
            "[access]\nrequests_per_second = 10000\nburst = 10000\n",
        )?;
        let (config, dist) = (config.to_string_lossy(), dist.to_string_lossy());
        Self::start("serve", &["--demo", "--config", &config, "--dist", &dist])
    }

    /// Processor time used so far, seconds.
    pub(crate) fn cpu(&self) -> Result<f64> {
        cpu_of(self.child.id())
    }
}

/// Processor time that a process used so far in all of its threads, seconds.
///
/// # Errors
/// There is no /proc.
pub(crate) fn cpu_of(process: u32) -> Result<f64> {
    let mut nanoseconds = 0.0;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        // A thread may have ended since; then so has its entry.
        let text = std::fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        let first = text
            .split(' ')
            .next()
            .and_then(|first| first.parse::<f64>().ok());
        nanoseconds += first.unwrap_or(0.0);
    }
    Ok(nanoseconds / 1e9)
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}
