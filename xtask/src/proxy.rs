//! Builds the `originscope` command and keeps one running while something is tried on it.

use crate::process::{cargo, command, root, run, target_dir};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// How it is compiled.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quick to build: for tests.
    Dev,
    /// The same, with the page in it.
    DevWhole,
    /// Quick to run: for people.
    Release,
    /// The same, with the page in it: for machines that have nothing else.
    Whole,
}

/// Builds the command and says where it is.
///
/// # Errors
/// It did not compile.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let mut arguments = vec![
        "build",
        "--locked",
        "--package",
        "originscope-proxy",
        "--bin",
        "originscope",
    ];
    if matches!(profile, Profile::DevWhole | Profile::Whole) {
        arguments.extend(["--features", "embedded"]);
    }
    let folder = match profile {
        Profile::Dev | Profile::DevWhole => "debug",
        Profile::Release | Profile::Whole => {
            arguments.push("--release");
            "release"
        }
    };
    run(&mut cargo(&arguments))?;
    Ok(target_dir()
        .join(folder)
        .join(format!("originscope{}", std::env::consts::EXE_SUFFIX)))
}

/// The running command; it ends when this is dropped.
pub(crate) struct Running {
    child: Child,
    // Kept open: a closed pipe would end it at its next line.
    _output: BufReader<ChildStdout>,
    /// The port it listens on, on 127.0.0.1.
    pub(crate) port: u16,
}

impl Running {
    /// Starts `originscope` with a verb that listens (`serve`, `simulate`) on a port of the system's choice.
    ///
    /// # Errors
    /// It did not start, or printed no address.
    pub(crate) fn start(binary: &Path, verb: &str, arguments: &[&str]) -> Result<Self> {
        Self::start_in(&root(), binary, verb, arguments)
    }

    /// The same with another working directory.
    ///
    /// # Errors
    /// It did not start, or printed no address.
    pub(crate) fn start_in(
        folder: &Path,
        binary: &Path,
        verb: &str,
        arguments: &[&str],
    ) -> Result<Self> {
        let mut listen: Command = command(&binary.to_string_lossy());
        listen
            .current_dir(folder)
            .args([verb, "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped());
        let mut child = listen
            .spawn()
            .with_context(|| format!("cannot start originscope {verb}"))?;
        let output = child.stdout.take();
        let mut output = BufReader::new(output.context("originscope has no output")?);
        let mut said = String::new();
        let port = loop {
            let mut line = String::new();
            if output.read_line(&mut line)? == 0 {
                bail!("originscope {verb} ended without an address; it said:\n{said}");
            }
            if let Some(port) = port_in(&line) {
                break port;
            }
            said.push_str(&line);
        };
        Ok(Self {
            child,
            _output: output,
            port,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// The port in a line such as `Simulator: http://127.0.0.1:9090/`.
fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
