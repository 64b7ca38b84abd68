//! Who may know whom, read from the manifests.

use super::Finding;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A manifest, which of our crates it may name, and which others it may not.
struct Edge {
    manifest: &'static str,
    ours: &'static [&'static str],
    never: &'static [&'static str],
}

const EDGES: [Edge; 7] = [
    Edge {
        manifest: "crates/core/Cargo.toml",
        ours: &[],
        never: &["serde_json", "leptos", "tokio"],
    },
    Edge {
        manifest: "crates/apis/Cargo.toml",
        ours: &["core"],
        never: &["leptos", "tokio"],
    },
    Edge {
        manifest: "crates/plot/Cargo.toml",
        ours: &["core"],
        never: &["leptos", "web-sys", "tokio"],
    },
    Edge {
        manifest: "crates/sign/Cargo.toml",
        ours: &[],
        never: &["tokio", "reqwest"],
    },
    Edge {
        manifest: "crates/sim/Cargo.toml",
        ours: &["core", "apis", "sign"],
        never: &["tokio", "axum"],
    },
    Edge {
        manifest: "Cargo.toml",
        ours: &["core", "apis", "plot"],
        never: &["tokio", "axum", "reqwest", "hmac"],
    },
    Edge {
        manifest: "proxy/Cargo.toml",
        ours: &["core", "apis", "sign", "sim"],
        never: &["leptos", "plotters"],
    },
];

/// Dependencies that the map of the house does not allow.
///
/// # Errors
/// A manifest cannot be read.
pub(crate) fn findings(root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for edge in &EDGES {
        let text = fs::read_to_string(root.join(edge.manifest))
            .with_context(|| format!("cannot read {}", edge.manifest))?;
        findings.extend(breaches(edge, &text));
    }
    Ok(findings)
}

fn breaches(edge: &Edge, manifest: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.trim() == "[dependencies]";
        }
        let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
        let ours = name.strip_prefix("originscope-");
        let stranger =
            ours.is_some_and(|ours| !edge.ours.contains(&ours)) || edge.never.contains(&name);
        if inside && stranger {
            let what = format!(
                "may not depend on {name}: see \"Who may know whom\" in docs/architecture.md"
            );
            findings.push(Finding {
                path: edge.manifest.to_owned(),
                line: index + 1,
                what,
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{EDGES, breaches};

    #[test]
    fn a_dependency_against_the_map_is_found_and_a_test_dependency_is_not() {
        let manifest = "[dependencies]\noriginscope-core.workspace = true\nserde_json.workspace = true\n\n[dev-dependencies]\ntokio = \"1\"\n";
        // The first edge is that of core, which knows none of ours and no JSON.
        let found: Vec<usize> = breaches(&EDGES[0], manifest)
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(found, [2, 3]);
    }
}
