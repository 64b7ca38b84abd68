//! Reading the domains that somebody typed.

/// Why a text is not a list of domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainError {
    /// This part is not a domain name.
    Bad(String),
}

/// The domains in a text, separated by commas, semicolons or white space, lower case, each once, in the order typed.
/// A pasted address gives its host.
///
/// # Errors
/// The first part that is not a domain name (RFC 1123 labels: letters, digits and inner hyphens, 63 at most, 253 in
/// all, at least two labels; a leading `*.` is not a name that the vendors take). Letters beyond ASCII are left to the
/// proxy, which turns them into A-labels.
pub fn split_domains(text: &str) -> Result<Vec<String>, DomainError> {
    let mut domains: Vec<String> = Vec::new();
    let parts =
        text.split(|c: char| c == ',' || c == ';' || c == '，' || c == '；' || c.is_whitespace());
    for part in parts.filter(|part| !part.is_empty()) {
        let host = host_of(part).to_lowercase();
        if !is_domain(&host) {
            return Err(DomainError::Bad(part.chars().take(80).collect()));
        }
        if !domains.contains(&host) {
            domains.push(host);
        }
    }
    Ok(domains)
}

fn host_of(part: &str) -> &str {
    let after_scheme = part.split_once("://").map_or(part, |(_, rest)| rest);
    let host = after_scheme
        .split(['/', '?', '#'])
        .next()
        .unwrap_or(after_scheme);
    host.strip_suffix('.').unwrap_or(host)
}

fn is_domain(host: &str) -> bool {
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let fits = !label.is_empty() && label.len() <= 63;
    fits && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn separators_case_and_repeats() {
        let domains =
            split_domains(" Example.com,example1.com;\nexample.com  https://a.b/c?d ").unwrap();
        assert_eq!(domains, ["example.com", "example1.com", "a.b"]);
        assert_eq!(split_domains("  ").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_a_domain_is_named() {
        for bad in [
            "example",
            "-a.com",
            "a-.com",
            "a..com",
            "*.example.com",
            "a.com:80",
            "ex&ample.com",
        ] {
            assert_eq!(
                split_domains(&format!("good.com {bad}")),
                Err(DomainError::Bad(bad.to_owned()))
            );
        }
    }
}
