//! Virtual environments of Python, for checks whose tools are written in it.

use crate::process::{command, find, root, run, tee};
use crate::system;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// One environment: where it is, and what it holds.
pub(crate) struct Environment {
    /// Its folder, below the root.
    pub(crate) folder: &'static str,
    /// Its packages with their versions, a file below the root.
    pub(crate) requirements: &'static str,
    /// The packages, in a sentence.
    pub(crate) what: &'static str,
}

impl Environment {
    /// The Python of the environment, with the packages in it; none where the package index cannot be reached.
    ///
    /// # Errors
    /// There is no Python, or a package could not be installed for another reason.
    pub(crate) fn python(&self) -> Result<Option<PathBuf>> {
        let folder = root().join(self.folder);
        let python = folder.join(if cfg!(windows) {
            "Scripts/python.exe"
        } else {
            "bin/python"
        });
        let wanted =
            fs::read_to_string(root().join(self.requirements)).context(self.requirements)?;
        // Written last, so that an interrupted installation is not taken for a finished one.
        let stamp = folder.join("installed.txt");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && python.is_file()
        {
            return Ok(Some(python));
        }
        if !python.is_file() {
            make(&folder)?;
        }
        println!("Installing {} into {}/.", self.what, self.folder);
        let quiet = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            self.requirements,
        ];
        let (said, succeeded) = tee(command(&python.to_string_lossy()).args(quiet))?;
        if succeeded {
            fs::write(&stamp, &wanted)?;
            return Ok(Some(python));
        }
        // pip says this for a name that does not resolve, a refused connection and a proxy in the way. Anything else is
        // ours.
        let unreachable = [
            "Failed to establish a new connection",
            "Connection refused",
            "Name or service not known",
            "ProxyError",
            "ConnectTimeoutError",
        ];
        if unreachable.iter().any(|sign| said.contains(sign)) {
            return Ok(None);
        }
        bail!("{} could not be installed", self.what)
    }
}

fn make(folder: &Path) -> Result<()> {
    const HINT: &str = "this check needs Python 3 with its venv module (Debian: python3-venv)";
    let make = || {
        run(command("python3")
            .args(["-m", "venv", "--clear"])
            .arg(folder))
    };
    if find("python3").is_some() && make().is_ok() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        bail!(HINT);
    }
    println!("Installing Python's venv module with apt.");
    system::apt_install(&["python3", "python3-venv"])?;
    make().context(HINT)
}
