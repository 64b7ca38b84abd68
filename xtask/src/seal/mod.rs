//! What is done to the page after it was built. Its style sheets become one, and it gets its own policy for its scripts:
//! whoever hosts it as plain files cannot know the hashes of its inline scripts, which change with every build.

mod sheet;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

/// What the policy stands after: it holds for what follows only, and nothing that loads comes before.
const AFTER: &str = "<meta charset=\"utf-8\">";

/// Seals the page of a folder. Trunk calls it between building and serving, with its staging folder.
///
/// # Errors
/// There is no page, or one that is sealed or does not begin as ours does.
pub(crate) fn folder(named: Option<PathBuf>) -> Result<()> {
    let folder = named
        .or_else(|| std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from))
        .context("which folder is to be sealed?")?;
    let file = folder.join("index.html");
    let page = fs::read_to_string(&file)
        .with_context(|| format!("there is no page in {}", folder.display()))?;
    fs::write(file, sealed(&sheet::joined(&folder, &page)?)?)?;
    Ok(())
}

/// The page with its policy. Only scripts are in it: what else the page may do, its host says in a header, which alone
/// can know where the proxy is and can forbid frames.
fn sealed(page: &str) -> Result<String> {
    ensure!(
        !page.contains("http-equiv=\"Content-Security-Policy\""),
        "the page is sealed already"
    );
    let (before, after) = page
        .split_once(AFTER)
        .with_context(|| format!("index.html has no {AFTER}"))?;
    let hashes: String = inline_scripts(page)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    Ok(format!(
        "{before}{AFTER}\n  <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' \
         'wasm-unsafe-eval'{hashes}; object-src 'none'; base-uri 'none'\">{after}"
    ))
}

/// What stands between the tags of scripts that have no file.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (content, _) = rest.split_once("</script>")?;
        let has_file = attributes
            .split_ascii_whitespace()
            .any(|attribute| attribute.starts_with("src="));
        (!has_file).then_some(content)
    })
}

#[cfg(test)]
mod tests {
    use super::sealed;

    /// The hash is the example of CSP Level 3, section "hash usage for script elements".
    #[test]
    fn inline_scripts_are_in_the_policy_and_come_after_it() {
        let page = "<html><meta charset=\"utf-8\"><script>alert('Hello, world.');</script><script src=\"a.js\">x</script>";
        let sealed_once = sealed(page).unwrap_or_default();
        let expected = "<meta charset=\"utf-8\">\n  <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' \
             'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='; object-src 'none'; base-uri 'none'\"><script>";
        assert!(sealed_once.contains(expected), "{sealed_once}");
        assert!(
            sealed(&sealed_once).is_err(),
            "a second policy forbids what the first allows"
        );
        assert!(sealed("<script>1</script>").is_err());
    }
}
