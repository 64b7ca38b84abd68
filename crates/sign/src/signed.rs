//! What a signer hands back.

use std::fmt;

/// A signed request: send both parts unchanged. Its `Debug` shows names only, no query and no header value.
#[derive(Clone, PartialEq, Eq)]
pub struct Signed {
    /// Path and query exactly as signed; put it behind scheme and host verbatim, re-encoding nothing.
    pub url: String,
    /// All headers to send, `host` among them: it must go out as it stands here, port included.
    pub headers: Vec<(String, String)>,
}

impl Signed {
    /// The value of a header, by lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Signed")
            .field("path", &path)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_value() {
        let signed = Signed {
            url: "/p?SecurityToken=secret1".to_owned(),
            headers: vec![("authorization".to_owned(), "secret2".to_owned())],
        };
        let shown = format!("{signed:?}");
        assert!(
            !shown.contains("secret") && shown.contains("authorization") && shown.contains("/p")
        );
    }
}
