//! The configuration: what was written ([`raw`]) and what runs ([`Config`]), with one way from the first to the second.

mod access;
mod accounts;
mod doors;
mod explain;
mod origin;
mod raw;
mod resolve;
mod section;

use crate::{access::Access, base::Base, credentials::Accounts, log::LogForm, replicas::Replicas};
pub(crate) use doors::Doors;
pub use origin::Origin;
use std::{fmt, net::SocketAddr, path::PathBuf};

/// Reads one environment variable; tests pass their own.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What stands on the command line of `originscope serve`. It cannot be printed, because the file may hold keys.
#[derive(Clone, Default)]
pub struct Flags {
    /// `--listen`
    pub listen: Option<SocketAddr>,
    /// `--config`: the text of the file, already read.
    pub config: Option<String>,
    /// `--replay`
    pub replay: Option<PathBuf>,
    /// `--demo`
    pub demo: bool,
    /// `--dist`
    pub dist: Option<PathBuf>,
}

/// A checked configuration. It cannot be printed, because it holds keys.
pub struct Config {
    /// Where to listen; a loopback address unless an access mode is set.
    pub listen: SocketAddr,
    /// The folder of the built page; `None` for `dist` in the working directory.
    pub dist: Option<PathBuf>,
    /// Answer from saved bodies in this folder.
    pub replay: Option<PathBuf>,
    /// Answer from the embedded simulator although there may be keys.
    pub demo: bool,
    pub(crate) doors: Doors,
    pub(crate) access: Access,
    pub(crate) accounts: Accounts,
    pub(crate) outbound_proxy: Option<Base>,
    pub(crate) replicas: Option<Replicas>,
    pub(crate) admin: Option<SocketAddr>,
    /// How the log is written.
    pub log: LogForm,
    /// Something in the file is secret.
    pub(crate) is_secret: bool,
    /// The files that keys were looked for in, there or not.
    pub(crate) looked: Vec<PathBuf>,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The configuration out of the command line, the file and the environment, in that order of precedence, except
    /// that keys in the environment go before keys in the file.
    ///
    /// # Errors
    /// A sentence that names the key and the line, or the variable.
    pub fn resolve(flags: &Flags, env: Env<'_>) -> Result<Self, ConfigError> {
        resolve::resolve(flags, env)
    }
}

/// What is wrong with the configuration, in a sentence without any value of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(pub(crate) String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}
