//! docs/security.md names the tests that show what it says; a test that is gone shows nothing. And every row of the acceptance
//! suite has a test with its number in its name, or a line there.

use super::Finding;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/security.md";

/// The groups of the suite's rows, and how many each has.
const ROWS: [(char, u32); 7] = [
    ('a', 24),
    ('p', 18),
    ('u', 28),
    ('k', 12),
    ('c', 13),
    ('s', 12),
    ('o', 20),
];

/// Every test that the page names and no source has, and every row that neither has.
///
/// # Errors
/// The page cannot be read.
pub(crate) fn findings(root: &Path, sources: &[(String, String)]) -> Result<Vec<Finding>> {
    let page =
        fs::read_to_string(root.join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    let mut findings = missing(&page, sources);
    findings.extend(unshown(&page, sources));
    Ok(findings)
}

/// Rows without a test of their number and without a line of the page.
fn unshown(page: &str, sources: &[(String, String)]) -> Vec<Finding> {
    let functions = sources.iter().flat_map(|(_, text)| {
        let after = text.split("fn ").skip(1);
        after.filter_map(|rest| rest.split('(').next())
    });
    let mut shown: Vec<(char, u32)> = functions
        .flat_map(|name| name.split('_').filter_map(row))
        .collect();
    let cells = page
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    shown.extend(
        cells
            .flat_map(|cell| cell.split(", "))
            .filter_map(|name| row(&name.to_lowercase())),
    );
    let all = ROWS
        .iter()
        .flat_map(|(group, count)| (1..=*count).map(|number| (*group, number)));
    all.filter(|row| !shown.contains(row))
        .map(|(group, number)| Finding {
            path: PAGE.to_owned(),
            line: 1,
            what: format!(
                "no test has the number of row {}{number}: name one after it, or say here why there is none",
                group.to_uppercase()
            ),
        })
        .collect()
}

/// A row in the name of a test: `a07` is the seventh of A.
fn row(word: &str) -> Option<(char, u32)> {
    let group = word.chars().next()?;
    let number = word.strip_prefix(group)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| number.parse().ok().map(|number| (group, number)))?
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
    use super::{ROWS, missing, unshown};

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

    #[test]
    fn a_row_that_nobody_shows_is_found() {
        let all: u32 = ROWS.iter().map(|(_, count)| count).sum();
        let sources = [("a.rs".to_owned(), "fn a07_u18_it_is_held() {}".to_owned())];
        let page = "| T1 | no row |\n| U14, U16 | said elsewhere |";
        let found = unshown(page, &sources);
        assert_eq!(found.len(), usize::try_from(all - 4).unwrap_or_default());
        assert!(found.iter().all(|one| !one.what.contains("row U14:")));
        assert!(found.iter().any(|one| one.what.contains("row U15:")));
    }
}
