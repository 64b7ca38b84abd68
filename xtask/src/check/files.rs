//! Which files there are, and the rules about a file as a whole.

use super::Finding;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const FOLDERS: [&str; 8] = [
    "src", "tests", "crates", "proxy", "e2e", "xtask", "bench", "style",
];
/// Modules of these names collect what nobody placed.
const SHAPELESS: [&str; 6] = ["util", "utils", "common", "helper", "helpers", "misc"];
/// A file holds one idea; past this, its tests not counted, it holds two.
const LINES_AT_MOST: usize = 330;
/// Tables, a line a text: as long as the page has texts, and one idea all the same.
const TABLES: [&str; 3] = ["src/words/key.rs", "src/words/en.rs", "src/words/zh.rs"];

/// Every Rust and CSS file below the root, as `(path, text)`.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn sources(root: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        collect(root, &root.join(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "css")
        {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let below = path.strip_prefix(root).unwrap_or(&path);
            found.push((below.to_string_lossy().replace('\\', "/"), text));
        }
    }
    Ok(())
}

/// Whether the file holds tests alone; inline ones stand in their file's `mod tests`.
pub(crate) fn is_test(path: &str) -> bool {
    path.contains("tests/") || path.ends_with("tests.rs")
}

/// Breaches of the rules about names and lengths of files.
pub(crate) fn name_findings(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |what: String| {
        findings.push(Finding {
            path: path.to_owned(),
            line: 0,
            what,
        })
    };
    for part in path.split(['/', '.']) {
        if SHAPELESS.contains(&part) {
            found(format!(
                "no module is called {part}: name it by what it holds"
            ));
        }
    }
    let lines = text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .count();
    let may_be_long = is_test(path) || TABLES.contains(&path);
    if path.ends_with(".rs") && !may_be_long && lines > LINES_AT_MOST {
        found(format!(
            "{lines} lines, over {LINES_AT_MOST}: one idea a file"
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::name_findings;

    #[test]
    fn shapeless_names_and_long_files_are_found() {
        assert_eq!(name_findings("crates/core/src/utils.rs", "").len(), 1);
        assert_eq!(name_findings("src/helpers/time.rs", "").len(), 1);
        assert_eq!(name_findings("src/clock.rs", &"\n".repeat(331)).len(), 1);
        assert!(name_findings("src/clock.rs", &"\n".repeat(330)).is_empty());
        assert!(name_findings("src/words/en.rs", &"\n".repeat(331)).is_empty());
        assert_eq!(
            name_findings("src/words/marks.rs", &"\n".repeat(331)).len(),
            1
        );
        let tested = format!("{}#[cfg(test)]\n{}", "\n".repeat(200), "\n".repeat(200));
        assert!(name_findings("src/clock.rs", &tested).is_empty());
    }
}
