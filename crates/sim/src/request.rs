//! What comes in and what goes out, read the way the vendors' gateways read it.

use originscope_sign::encode::{Pairs, form_pairs};

/// One HTTP request, as raw as the caller can give it: signatures cover it byte for byte.
#[derive(Clone, Copy)]
pub struct SimRequest<'a> {
    /// Upper-case method.
    pub method: &'a str,
    /// The `Host` header as sent, port included.
    pub host: &'a str,
    /// The path as sent, still encoded.
    pub path: &'a str,
    /// What followed the `?`, still encoded, without it; empty if there was none.
    pub raw_query: &'a str,
    /// All headers; a `host` among them does not count, [`SimRequest::host`] does.
    pub headers: &'a [(String, String)],
    /// The body as sent.
    pub body: &'a [u8],
}

/// One HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers, names in lower case, without length and connection.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long to wait before answering, in milliseconds: slow domains.
    pub delay_ms: u64,
}

impl SimRequest<'_> {
    /// The first value of a header, by lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        if name == "host" {
            return Some(self.host);
        }
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All headers, with the true host.
    pub(crate) fn signed_headers(&self) -> Pairs {
        let others = self
            .headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("host"))
            .cloned();
        others
            .chain([("host".to_owned(), self.host.to_owned())])
            .collect()
    }

    /// The query's parameters.
    pub(crate) fn query(&self) -> Pairs {
        form_pairs(self.raw_query)
    }

    /// The form body's parameters; none if the body is no form.
    pub(crate) fn form(&self) -> Pairs {
        let kind = self.header("content-type").unwrap_or_default();
        let is_form = kind
            .to_ascii_lowercase()
            .starts_with("application/x-www-form-urlencoded");
        if is_form {
            form_pairs(&String::from_utf8_lossy(self.body))
        } else {
            Vec::new()
        }
    }
}

/// The first non-empty value of a parameter; the vendors take an empty one as absent.
pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

/// All values of a list parameter: comma separated, repeated, or both; trimmed, empty ones dropped.
pub(crate) fn values(pairs: &[(String, String)], name: &str) -> Vec<String> {
    let named = pairs.iter().filter(|(key, _)| key == name);
    let pieces = named.flat_map(|(_, value)| value.split(','));
    pieces
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_both_spellings() {
        let pairs = form_pairs("d=a,b&d=c&d=&x=1&d=%2Ce+");
        assert_eq!(values(&pairs, "d"), ["a", "b", "c", "e"]);
        assert_eq!(value(&pairs, "x"), Some("1"));
        assert_eq!(value(&form_pairs("x="), "x"), None);
    }

    #[test]
    fn a_body_is_a_form_only_if_it_says_so() {
        let form = [(
            "Content-Type".to_owned(),
            "application/x-www-form-urlencoded; charset=utf-8".to_owned(),
        )];
        let json = [("content-type".to_owned(), "application/json".to_owned())];
        let request = |headers| SimRequest {
            method: "POST",
            host: "h",
            path: "/",
            raw_query: "",
            headers,
            body: b"a=1",
        };
        assert_eq!(request(&form).form().len(), 1);
        assert!(request(&json).form().is_empty() && request(&[]).form().is_empty());
    }
}
