//! Where things lie.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folder `bench/` of the repository.
pub(crate) fn bench() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// What an environment variable names.
///
/// # Errors
/// It is not set.
pub(crate) fn named(variable: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable);
    path.map(PathBuf::from)
        .with_context(|| format!("{variable} is not set: run `cargo xtask bench`"))
}
