//! docs/security.md names the tests that show what it says; a test that is gone shows nothing.

use super::Finding;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/security.md";

/// Every test that the page names and no source has.
///
/// # Errors
/// The page cannot be read.
pub(crate) fn findings(root: &Path, sources: &[(String, String)]) -> Result<Vec<Finding>> {
    let page =
        fs::read_to_string(root.join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    Ok(missing(&page, sources))
}

fn missing(page: &str, sources: &[(String, String)]) -> Vec<Finding> {
    let is_there = |name: &str| {
        let function = format!("fn {name}(");
        sources.iter().any(|(_, text)| text.contains(&function))
    };
    let mut findings = Vec::new();
    for (number, line) in page.lines().enumerate() {
        for name in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| is_test(name))
        {
            if !is_there(name) {
                findings.push(Finding {
                    path: PAGE.to_owned(),
                    line: number + 1,
                    what: format!("there is no test {name}: name the one that shows this"),
                });
            }
        }
    }
    findings
}

/// Names of tests are sentences.
fn is_test(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.matches('_').count() >= 2 && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn a_test_that_is_gone_is_found() {
        let sources = [("a.rs".to_owned(), "fn it_is_held() {}".to_owned())];
        let page = "`it_is_held`, `it_was_held_once` and `cors_origins`";
        let found = missing(page, &sources);
        assert_eq!(found.len(), 1);
        assert!(
            found
                .iter()
                .all(|one| one.what.contains("it_was_held_once"))
        );
    }
}
