//! Packages of npm, in `.tools/` and in exactly the version that was tried.

use crate::process::{command, find, run, tools_root};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// A package and the one version of it that is used here.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    /// As npm names it.
    pub(crate) name: &'static str,
    version: &'static str,
}

/// Carries wasm-opt.
pub(crate) const BINARYEN: Package = Package {
    name: "binaryen",
    version: "132.0.0",
};
/// Finds what bars people from a page.
pub(crate) const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
};
/// Measures a page; 13 asks for a newer Node than Debian has.
pub(crate) const LIGHTHOUSE: Package = Package {
    name: "lighthouse",
    version: "12.8.2",
};

/// A chart library that is known to be fast: a peer of the benchmark.
pub(crate) const UPLOT: Package = Package {
    name: "uplot",
    version: "1.6.32",
};
/// A chart library that is known to be used: a peer of the benchmark.
pub(crate) const ECHARTS: Package = Package {
    name: "echarts",
    version: "6.1.0",
};

impl Package {
    /// Where the package lies once it is installed.
    fn folder(self) -> PathBuf {
        tools_root().join("node_modules").join(self.name)
    }

    /// The folder of the package, which is installed if it is missing or another version.
    ///
    /// # Errors
    /// There is no npm, or it could not install the package.
    pub(crate) fn install(self) -> Result<PathBuf> {
        if self.is_here() {
            return Ok(self.folder());
        }
        let Self { name, version } = self;
        if find("npm").is_none() {
            bail!("{name} comes with npm, which is not installed: install Node with its npm");
        }
        println!("Installing {name} {version} with npm into .tools/.");
        fs::create_dir_all(tools_root())?;
        // Noted in .tools/package.json: npm removes what is not noted there when it installs the next package.
        let quiet = [
            "install",
            "--no-audit",
            "--no-fund",
            "--save-exact",
            "--loglevel",
            "error",
            "--prefix",
        ];
        let mut npm = command("npm");
        npm.args(quiet)
            .arg(tools_root())
            .arg(format!("{name}@{version}"));
        // Lighthouse's library for driving browsers would otherwise fetch one of its own.
        npm.env("PUPPETEER_SKIP_DOWNLOAD", "true");
        run(&mut npm).with_context(|| format!("npm could not install {name} {version}"))?;
        Ok(self.folder())
    }

    fn is_here(self) -> bool {
        let manifest = fs::read_to_string(self.folder().join("package.json"));
        manifest.is_ok_and(|manifest| version_in(&manifest) == Some(self.version))
    }
}

/// The version that a package.json names; scripts of that name may follow it.
fn version_in(manifest: &str) -> Option<&str> {
    let (_, rest) = manifest.split_once("\"version\":")?;
    rest.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_version_stands_before_the_script_of_that_name() {
        let manifest = "{ \"name\": \"axe-core\", \"version\": \"4.14.1\", \"scripts\": { \"version\": \"echo no\" } }";
        assert_eq!(version_in(manifest), Some("4.14.1"));
        assert_eq!(version_in("{}"), None);
    }
}
