//! Headers that go with every answer, and the policy under which the page runs.
//!
//! Values after the OWASP Secure Headers Project; `'wasm-unsafe-eval'` lets WebAssembly compile and nothing else.

use axum::response::Response;
use base64::Engine;
use http::{HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};

/// For every answer.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

/// What an answer that is no page may do in a browser: nothing.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Sets the headers, with the strictest policy where none is set yet.
pub(crate) fn secure(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(NO_PAGE));
}

/// The same as lines of a head, for answers that have no page and no router.
pub(crate) fn plain_headers() -> String {
    let lines = ALWAYS
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let policy = format!("{}: {NO_PAGE}\r\n", header::CONTENT_SECURITY_POLICY);
    let fresh = format!("{}: no-store\r\n", header::CACHE_CONTROL);
    lines.chain([policy, fresh]).collect()
}

/// The policy for a page: its own files, and the inline scripts and styles that stand in it, by their hashes.
///
/// Style attributes are allowed because the chart positions its overlay with them.
pub(crate) fn page_policy(html: &str) -> String {
    let scripts = hashes(html, "script");
    let styles = hashes(html, "style");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// ` 'sha256-…'` for every inline element of this name.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut rest = html;
    let mut found = String::new();
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, after)) = after.split_once('>') else {
            break;
        };
        let Some((content, after)) = after.split_once(&close) else {
            break;
        };
        let outside = attributes
            .split_ascii_whitespace()
            .any(|attribute| attribute.starts_with("src="));
        if !outside {
            let digest = base64::engine::general_purpose::STANDARD
                .encode(Sha256::digest(content.as_bytes()));
            found.push_str(&format!(" 'sha256-{digest}'"));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of CSP Level 3, section "hash usage for script elements": `alert('Hello, world.');`.
    #[test]
    fn inline_scripts_are_hashed_and_others_are_not() {
        let html = "<script type=\"module\">alert('Hello, world.');</script><script src=\"/a.js\">x</script>";
        let expected = "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';";
        assert!(
            page_policy(html).contains(expected),
            "{}",
            page_policy(html)
        );
    }

    #[test]
    fn a_broken_page_still_has_a_policy() {
        for html in ["", "<script", "<script>", "<style>a</style", "<script>a"] {
            assert!(
                page_policy(html)
                    .starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
            );
        }
    }
}
