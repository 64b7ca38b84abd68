//! A crate of those of the proxy's files that need nothing of the rest of it, with their own tests: a mutant takes seconds
//! there, and more than a minute in the whole proxy.

use crate::process::{root, target_dir};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// The files, below the proxy's sources.
const FILES: [&str; 10] = [
    "access/allow.rs",
    "decode_problem.rs",
    "params.rs",
    "problem.rs",
    "validate/domain.rs",
    "validate/filter.rs",
    "validate/mod.rs",
    "validate/time.rs",
    "vendor_error.rs",
    "vendor_error/table.rs",
];

/// Its root. That nobody calls some of it is the proxy's matter.
const LIB: &str = "//! Made by `cargo xtask mutants`.\n\
    #![allow(dead_code, unused_imports, clippy::result_large_err)]\n\
    mod access {\n    mod allow;\n}\n\
    mod decode_problem;\nmod params;\nmod problem;\nmod validate;\nmod vendor_error;\n";

/// Makes it anew; says where it is.
///
/// # Errors
/// A file is not where it was, or cannot be written.
pub(super) fn make() -> Result<PathBuf> {
    let home = target_dir().join("mutants/alone");
    let _none_yet = fs::remove_dir_all(home.join("src"));
    for file in FILES {
        let from = root().join("proxy/src").join(file);
        let to = home.join("src").join(file);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    fs::write(home.join("src/lib.rs"), LIB)?;
    fs::write(home.join("Cargo.toml"), manifest())?;
    // The same compiler and the same versions as in the proxy; cargo leaves out what is not needed.
    for file in ["rust-toolchain.toml", "Cargo.lock"] {
        fs::copy(root().join(file), home.join(file))?;
    }
    Ok(home)
}

fn manifest() -> String {
    let crates = root().join("crates");
    let of = |name: &str| {
        format!(
            "originscope-{name} = {{ path = {:?} }}\n",
            crates.join(name)
        )
    };
    let (apis, core) = (of("apis"), of("core"));
    format!(
        "[package]\nname = \"alone\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\n{apis}{core}idna = \"1\"\n\n\
         [dev-dependencies]\nproptest = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n"
    )
}
