//! `ETag` and `If-None-Match` (RFC 9110, section 13.1.2).

use http::{HeaderMap, header};

/// Whether the caller has this very answer already. Comparison is weak, as the RFC has it for this header.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn c12_tags_are_compared_weakly() {
        for (value, known) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", W/\"y\" , \"abc\"", true),
            ("*", true),
            ("\"ab\"", false),
            ("abc", false),
            ("w/\"abc\"", false),
            ("garbage", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, value.parse().unwrap());
            assert_eq!(is_known(&headers, "\"abc\""), known, "{value}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"abc\""));
    }
}
