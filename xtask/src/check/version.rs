//! The page tells its version before its program runs, so index.html has a copy of it.

use super::Finding;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The copy, where it is not the version of the manifest.
///
/// # Errors
/// One of the files cannot be read.
pub(crate) fn findings(root: &Path) -> Result<Vec<Finding>> {
    let read = |name: &str| {
        fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"))
    };
    Ok(stale_copy(&read("Cargo.toml")?, &read("index.html")?)
        .into_iter()
        .collect())
}

fn stale_copy(manifest: &str, page: &str) -> Option<Finding> {
    let after = |text: &str, before: &str| {
        let (_, rest) = text.split_once(before)?;
        rest.split('"').next().map(str::to_owned)
    };
    let version = after(manifest, "[workspace.package]\nversion = \"");
    let copy = after(page, "<meta name=\"originscope:version\" content=\"");
    (version.is_none() || version != copy).then(|| Finding {
        path: "index.html".to_owned(),
        line: 0,
        what: format!("says version {copy:?}, Cargo.toml says {version:?}: copy that one"),
    })
}

#[cfg(test)]
mod tests {
    use super::stale_copy;

    #[test]
    fn another_or_no_version_is_found() {
        let manifest = "[workspace.package]\nversion = \"0.2.0\"\n";
        let page =
            |version: &str| format!("<meta name=\"originscope:version\" content=\"{version}\">");
        assert!(stale_copy(manifest, &page("0.2.0")).is_none());
        assert!(stale_copy(manifest, &page("0.1.0")).is_some());
        assert!(stale_copy(manifest, "").is_some());
        assert!(stale_copy("", &page("0.2.0")).is_some());
    }
}
