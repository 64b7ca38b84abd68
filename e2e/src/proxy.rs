//! A proxy of one test's own.

use crate::child::{Running, named, port_after};
use crate::front::{Hosted, Hosting};
use crate::still::{Host, serve};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A running `originscope serve`, or the page's files alone.
pub struct Proxy {
    running: Option<Running>,
    port: u16,
    /// The page's path, and what stands in front of the proxy.
    path: &'static str,
    front: Option<Hosted>,
    /// Whether the page never finishes loading, so that it cannot be waited for.
    pub(crate) is_stalled: bool,
}

impl Proxy {
    /// One that answers from the built-in simulator.
    ///
    /// # Errors
    /// It does not start.
    pub fn demo() -> Result<Self> {
        Self::start(&["--demo"])
    }

    /// One that answers from the samples that the vendors printed: the fixtures of the crate `apis`.
    ///
    /// # Errors
    /// It does not start.
    pub fn replay() -> Result<Self> {
        let fixtures = root().join("crates/apis/fixtures");
        Self::start(&["--replay", &fixtures.to_string_lossy()])
    }

    /// None at all: the page comes from a static host that knows no `/api`.
    ///
    /// # Errors
    /// No port is free.
    pub fn none() -> Result<Self> {
        Self::still(Host::Plain)
    }

    /// None at all, on a host that answers every unknown path with the page, `/api` too.
    ///
    /// # Errors
    /// No port is free.
    pub fn fallback() -> Result<Self> {
        Self::still(Host::FallsBack)
    }

    /// The page from a static host, and a demo proxy below its path `/elsewhere/`.
    ///
    /// # Errors
    /// One of them does not start.
    pub fn elsewhere() -> Result<Self> {
        let proxy = Self::demo()?;
        let port = serve(Host::Beside(proxy.port))?;
        Ok(Self { port, ..proxy })
    }

    /// None at all, on a host that hands out the page and never its program.
    ///
    /// # Errors
    /// No port is free.
    pub fn stalled() -> Result<Self> {
        Self::still(Host::Stalled)
    }

    fn still(host: Host) -> Result<Self> {
        Ok(Self {
            running: None,
            port: serve(host)?,
            path: "/",
            front: None,
            is_stalled: host == Host::Stalled,
        })
    }

    /// A demo behind nginx or Caddy, which has the page's files.
    ///
    /// # Errors
    /// One of them does not start.
    pub fn behind(hosting: &Hosting) -> Result<Self> {
        let hosted = hosting.start(run)?;
        Ok(Self {
            running: None,
            port: hosted.port,
            path: hosted.path,
            front: Some(hosted),
            is_stalled: false,
        })
    }

    fn start(arguments: &[&str]) -> Result<Self> {
        let (running, port) = run(arguments)?;
        Ok(Self {
            running: Some(running),
            port,
            path: "/",
            front: None,
            is_stalled: false,
        })
    }

    /// The page's address with a query, `?src=…` or nothing.
    #[must_use]
    pub fn address(&self, query: &str) -> String {
        format!("http://127.0.0.1:{}{}{query}", self.port, self.path)
    }

    /// Ends the program, as a machine that goes down does.
    pub(crate) fn stop(&self) {
        if let Some(running) = &self.running {
            running.stop();
        }
    }

    /// What it printed so far.
    #[must_use]
    pub fn said(&self) -> String {
        let hosted = self.front.as_ref().map(|hosted| &hosted.running);
        self.running
            .as_ref()
            .or(hosted)
            .map_or_else(String::new, Running::said)
    }
}

/// Starts `originscope serve` with the page and these options; says its port.
fn run(arguments: &[&str]) -> Result<(Running, u16)> {
    let binary = named("ORIGINSCOPE_BIN", root().join("target/debug/originscope"));
    let dist = named("ORIGINSCOPE_DIST", root().join("dist"));
    let mut serve = Command::new(binary);
    serve
        .args(["serve", "--listen", "127.0.0.1:0", "--dist"])
        .arg(dist)
        .args(arguments);
    // Keys of whoever runs the tests stay out of them.
    serve
        .env_clear()
        .env("PATH", named("PATH", ""))
        .env("HOME", root().join("target"));
    Running::start(&mut serve, |line| port_after(line, "http://127.0.0.1:"))
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_path_buf)
}
