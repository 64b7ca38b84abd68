//! Where the configuration comes from, so that it can be read again when it has changed.

use super::{Config, ConfigError, Flags};
use crate::credentials::private;
use std::path::PathBuf;

/// Reads one environment variable, for as long as the proxy runs.
type Variables = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The command line, the file and the environment.
pub struct Origin {
    flags: Flags,
    file: Option<PathBuf>,
    env: Variables,
}

impl Origin {
    /// The configuration in `file`, under `flags`, whose own text of a file does not count.
    pub fn new(
        flags: Flags,
        file: Option<PathBuf>,
        env: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            flags,
            file,
            env: Box::new(env),
        }
    }

    /// Reads it as it is now.
    ///
    /// # Errors
    /// A sentence that names the file, the key and the line, or the variable.
    pub fn read(&self) -> Result<Config, ConfigError> {
        let mut flags = self.flags.clone();
        let Some(path) = &self.file else {
            return Config::resolve(&flags, &self.env);
        };
        let said =
            |what: &str| ConfigError(format!("The configuration {} {what}.", path.display()));
        let found = private::read_any(path).map_err(ConfigError)?;
        let found = found.ok_or_else(|| said("cannot be read: there is no such file"))?;
        flags.config = Some(found.text.as_str().to_owned());
        let config = Config::resolve(&flags, &self.env);
        zeroize::Zeroize::zeroize(&mut flags.config);
        let mut config = config?;
        if config.is_secret && found.is_open {
            return Err(said(
                "holds secrets and is open to every user of this machine; make it private: chmod 600",
            ));
        }
        config.looked.push(path.clone());
        Ok(config)
    }
}
