//! The rules of the house that neither the compiler nor clippy knows: who may know whom, and what no file may hold.

mod contrast;
mod evidence;
mod files;
mod lines;
mod manifests;
mod version;
mod words;

use crate::process::root;
use crate::tally::Tally;
use anyhow::{Result, bail};

/// A place that breaks a rule.
pub(crate) struct Finding {
    /// Path below the root, with `/`.
    path: String,
    /// From 1; 0 where it concerns the whole file.
    line: usize,
    /// What is wrong, and what to do instead.
    what: String,
}

/// Reads every source file and manifest and names each place that breaks a rule.
///
/// # Errors
/// A rule is broken, or a file cannot be read.
pub(crate) fn run() -> Result<Tally> {
    let sources = files::sources(&root())?;
    let mut findings = manifests::findings(&root())?;
    findings.extend(version::findings(&root())?);
    for (path, text) in &sources {
        findings.extend(files::name_findings(path, text));
        findings.extend(lines::findings(path, text));
    }
    findings.extend(words::findings(&sources));
    findings.extend(evidence::findings(&root(), &sources)?);
    findings.extend(contrast::findings(&sources));
    for finding in &findings {
        println!("  {}:{}: {}", finding.path, finding.line, finding.what);
    }
    if !findings.is_empty() {
        bail!("{} places break a rule", findings.len());
    }
    println!("  {} files keep the rules.", sources.len());
    Ok(Tally::default())
}
