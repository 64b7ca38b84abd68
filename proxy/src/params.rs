//! The query string as typed parameters: each one known, each one once, everything decodable.

use crate::problem::refused;
use originscope_core::Problem;

/// The parameters of a series, still as texts; an empty one counts as absent.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Params {
    pub(crate) domain: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) grain: Option<String>,
    pub(crate) isp: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) code: Option<String>,
}

impl Params {
    /// Reads a raw query string.
    ///
    /// # Errors
    /// `query_malformed`, `parameter_unknown`, `parameter_repeated`.
    pub(crate) fn read(query: &str) -> Result<Self, Problem> {
        let mut params = Self::default();
        let mut seen = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (
                decode(name).ok_or_else(malformed)?,
                decode(value).ok_or_else(malformed)?,
            );
            let (field, slot) = params.slot(&name).ok_or_else(unknown)?;
            if seen.contains(&field) {
                return Err(repeated(field));
            }
            seen.push(field);
            *slot = Some(value).filter(|value| !value.is_empty());
        }
        Ok(params)
    }

    /// Every parameter by its name.
    pub(crate) fn slots(&mut self) -> [(&'static str, &mut Option<String>); 7] {
        [
            ("domain", &mut self.domain),
            ("start", &mut self.start),
            ("end", &mut self.end),
            ("grain", &mut self.grain),
            ("isp", &mut self.isp),
            ("region", &mut self.region),
            ("code", &mut self.code),
        ]
    }

    fn slot(&mut self, name: &str) -> Option<(&'static str, &mut Option<String>)> {
        self.slots().into_iter().find(|(known, _)| *known == name)
    }
}

/// Form decoding (`+` is a blank), strict: every `%` has two hex digits, the result is UTF-8 without control characters.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) = (hex(rest.next()?)?, hex(rest.next()?)?);
                high * 16 + low
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

fn malformed() -> Problem {
    refused(
        "query_malformed",
        "query",
        "The query string cannot be decoded.",
        "Percent-encode the values as UTF-8, without control characters.",
    )
}

fn unknown() -> Problem {
    refused(
        "parameter_unknown",
        "query",
        "The query has a parameter that is not known here.",
        "Use domain, start, end, grain, isp, region and code only.",
    )
}

fn repeated(field: &str) -> Problem {
    refused(
        "parameter_repeated",
        field,
        "A parameter is there more than once.",
        "Send each parameter once; several domains or codes are separated by commas.",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn values_are_decoded_once() {
        let params =
            Params::read("domain=a.com%2Cb.com&isp=a+b&start=2018-03-01T05%3A00%3A00Z&&end=")
                .unwrap();
        assert_eq!(params.domain.as_deref(), Some("a.com,b.com"));
        assert_eq!(params.isp.as_deref(), Some("a b"));
        assert_eq!(params.start.as_deref(), Some("2018-03-01T05:00:00Z"));
        assert_eq!(params.end, None);
        assert_eq!(
            Params::read("domain=%252C").unwrap().domain.as_deref(),
            Some("%2C")
        );
    }

    #[test]
    fn each_fault_has_its_code() {
        for (query, code) in [
            ("host=evil.example", "parameter_unknown"),
            ("Domain=a.com", "parameter_unknown"),
            ("Action=X", "parameter_unknown"),
            ("domain=a.com&domain=b.com", "parameter_repeated"),
            ("domain=&domain=b.com", "parameter_repeated"),
            ("domain=a&dom%61in=b", "parameter_repeated"),
            ("domain=%", "query_malformed"),
            ("domain=%zz", "query_malformed"),
            ("domain=%ff", "query_malformed"),
            ("domain=a%00", "query_malformed"),
            ("domain=a%0d%0aX-Evil:1", "query_malformed"),
            ("domain=a%09", "query_malformed"),
        ] {
            assert_eq!(Params::read(query).unwrap_err().code, code, "{query}");
        }
    }
}
