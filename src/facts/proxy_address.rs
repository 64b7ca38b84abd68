//! The address of a proxy, as somebody types it.

/// What every route of the proxy begins with, ending in a slash; empty for the page's own address. Nothing if the text
/// is no address: a name or a password in it would end up in logs, a query or a fragment means something else.
pub fn proxy_base(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return Some(String::new());
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || "?#@\\\"<>".contains(c);
    if text.contains(odd) {
        return None;
    }
    if let Some(path) = text.strip_prefix('/') {
        let path = path.trim_end_matches('/');
        // Two slashes would name a host.
        return (!path.is_empty() && !path.starts_with('/')).then(|| format!("/{path}/"));
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        // Only this machine is spoken to in the clear unless that is asked for.
        None if is_here(text) => ("http".to_owned(), text),
        None => ("https".to_owned(), text),
    };
    let rest = rest.trim_end_matches('/');
    let host = rest.split('/').next().unwrap_or_default();
    let known = matches!(scheme.as_str(), "http" | "https");
    (known && !host.is_empty() && !host.starts_with(':')).then(|| format!("{scheme}://{rest}/"))
}

fn is_here(text: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| text.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_ends_in_a_slash_and_has_a_scheme() {
        for (text, base) in [
            ("", ""),
            ("  http://127.0.0.1:8787 ", "http://127.0.0.1:8787/"),
            ("127.0.0.1:8787", "http://127.0.0.1:8787/"),
            (
                "cdn.example.com/originscope/",
                "https://cdn.example.com/originscope/",
            ),
            ("HTTPS://cdn.example.com", "https://cdn.example.com/"),
            ("/behind", "/behind/"),
        ] {
            assert_eq!(proxy_base(text).as_deref(), Some(base), "{text}");
        }
        for bad in [
            "ftp://a",
            "http://",
            "//evil.example",
            "/",
            "http://u:p@a",
            "a?b",
            "a b",
            "javascript:1#",
        ] {
            assert_eq!(proxy_base(bad), None, "{bad}");
        }
    }
}
