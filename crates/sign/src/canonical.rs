//! The canonical request, one layout for Alibaba V3 and Huawei SDK-HMAC-SHA256.

use crate::encode::canonical_query;
use crate::error::SignError;

/// What a canonical request is made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Upper-case method.
    pub method: &'a str,
    /// Canonical path; each algorithm has its own rule.
    pub uri: &'a str,
    /// Parameters, unencoded, in any order.
    pub query: &'a [(String, String)],
    /// All headers of the request, names in any case.
    pub headers: &'a [(String, String)],
    /// Names of the headers to sign, lower case.
    pub signed: &'a [&'a str],
    /// Lower-case hex of the body's SHA-256, or what the client declared instead.
    pub payload_hash: &'a str,
}

/// Method, path, query, `name:value` lines, a blank line, `a;b`, payload hash; the names sorted whatever order
/// they were given in.
///
/// # Errors
/// [`SignError::HeaderMissing`] if a header to sign is not among the headers.
pub fn request(parts: &Parts<'_>) -> Result<String, SignError> {
    let mut names = parts.signed.to_vec();
    names.sort_unstable();
    let mut lines = String::new();
    for name in &names {
        let value = header_value(parts.headers, name).ok_or(SignError::HeaderMissing)?;
        lines.push_str(&format!("{name}:{value}\n"));
    }
    let query = canonical_query(parts.query);
    let list = names.join(";");
    Ok(format!(
        "{}\n{}\n{query}\n{lines}\n{list}\n{}",
        parts.method, parts.uri, parts.payload_hash
    ))
}

/// The trimmed value of a header; several of one name are sorted and joined by commas (Alibaba's rule; Huawei's
/// documents know one value a name).
fn header_value(headers: &[(String, String)], name: &str) -> Option<String> {
    let named = headers
        .iter()
        .filter(|(key, _)| key.eq_ignore_ascii_case(name));
    let mut values: Vec<_> = named.map(|(_, value)| value.trim()).collect();
    values.sort_unstable();
    if values.is_empty() {
        None
    } else {
        Some(values.join(","))
    }
}

/// Splits an `Authorization` header into its three fields: key id, signed header names, signature.
///
/// `algorithm` and `key_field` are the spellings of the vendor; blanks around commas are ignored.
#[must_use]
pub fn read_authorization<'a>(
    header: &'a str,
    algorithm: &str,
    key_field: &str,
) -> Option<Authorization<'a>> {
    let rest = header.trim().strip_prefix(algorithm)?.strip_prefix(' ')?;
    let (mut key_id, mut signed, mut signature) = (None, None, None);
    for field in rest.split(',') {
        let (name, value) = field.trim().split_once('=')?;
        let place = match name {
            _ if name == key_field => &mut key_id,
            "SignedHeaders" => &mut signed,
            "Signature" => &mut signature,
            _ => return None,
        };
        if place.replace(value).is_some() {
            return None;
        }
    }
    Some(Authorization {
        key_id: key_id?,
        signed: signed?.split(';').collect(),
        signature: signature?,
    })
}

/// A parsed `Authorization` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// The key id as sent.
    pub key_id: &'a str,
    /// The signed header names as sent.
    pub signed: Vec<&'a str>,
    /// The signature as sent.
    pub signature: &'a str,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn trims_joins_and_sorts_headers() {
        let headers = [header("X-B", " 2 "), header("x-b", "1"), header("A", "z")];
        let parts = Parts {
            method: "GET",
            uri: "/",
            query: &[],
            headers: &headers,
            signed: &["x-b", "a"],
            payload_hash: "h",
        };
        // Layout of the vendor's document: a blank line follows the header lines.
        assert_eq!(
            request(&parts).unwrap(),
            "GET\n/\n\na:z\nx-b:1,2\n\na;x-b\nh"
        );
    }

    #[test]
    fn a_missing_signed_header_is_an_error() {
        let parts = Parts {
            method: "GET",
            uri: "/",
            query: &[],
            headers: &[],
            signed: &["host"],
            payload_hash: "",
        };
        assert_eq!(request(&parts), Err(SignError::HeaderMissing));
    }

    #[test]
    fn reads_both_comma_styles_and_nothing_odd() {
        let read = |text| read_authorization(text, "ALG", "Access");
        let good = read("ALG Access=a, SignedHeaders=b;c, Signature=d=").unwrap();
        assert_eq!(
            (good.key_id, good.signed, good.signature),
            ("a", vec!["b", "c"], "d=")
        );
        assert!(read("ALG Access=a,SignedHeaders=b,Signature=d").is_some());
        for bad in [
            "",
            "ALG",
            "ALG Access=a",
            "ALG2 Access=a,SignedHeaders=b,Signature=d",
            "ALG Access=a,Access=a,SignedHeaders=b,Signature=d",
            "ALG Access=a,SignedHeaders=b,Signature=d,x=y",
            "ALG a,b,c",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
