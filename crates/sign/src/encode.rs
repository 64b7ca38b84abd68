//! Percent-encoding and the order of parameters: one alphabet and one order for all three algorithms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// Everything but `A-Z a-z 0-9 - _ . ~` (RFC 3986 "unreserved") is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Parameters as name and value, unencoded; names may repeat.
pub type Pairs = Vec<(String, String)>;

/// Percent-encodes UTF-8 bytes, upper-case hex, space as `%20`; text that is already encoded is encoded again.
#[must_use]
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Undoes [`encode`]; a stray `%` stays, bytes that are not UTF-8 become U+FFFD.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// `name=value&…`, both encoded, sorted by raw name, then raw value, in UTF-8 byte order; `""` for none.
#[must_use]
pub fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = pairs.iter().collect();
    sorted.sort();
    let written: Vec<_> = sorted
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    written.join("&")
}

/// Reads a query or a form body as servers do: `+` is a space, `name` alone has the empty value, empty pieces do not count.
///
/// A verifier must read the query this way and write it anew: one official client puts `+` on the wire for the
/// spaces that it signs as `%20`.
#[must_use]
pub fn form_pairs(raw: &str) -> Pairs {
    let text = |piece: &str| decode(&piece.replace('+', " ")).into_owned();
    let pieces = raw.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            piece
                .split_once('=')
                .map_or_else(|| (text(piece), String::new()), |(n, v)| (text(n), text(v)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn encodes_the_sdk_checks() {
        // The checks of the vendor's own SDK tests for its canonical query.
        assert_eq!(encode(" ~/*-+"), "%20~%2F%2A-%2B");
        assert_eq!(
            encode("一 (&=?!#%.*)"),
            "%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29"
        );
    }

    #[test]
    fn sorts_raw_bytes_and_keeps_empty_values() {
        let pairs = [
            pair("b", ""),
            pair("a", "2"),
            pair("B", "1"),
            pair("a", "10"),
            pair("a!", "x"),
        ];
        assert_eq!(canonical_query(&pairs), "B=1&a=10&a=2&a%21=x&b=");
        assert_eq!(canonical_query(&[]), "");
    }

    #[test]
    fn values_beyond_the_bmp_sort_by_code_point() {
        // UTF-16 order would put the emoji (D83D…) before U+FF45.
        assert_eq!(
            canonical_query(&[pair("a", "😀"), pair("a", "ｅ")]),
            "a=%EF%BD%85&a=%F0%9F%98%80"
        );
    }

    #[test]
    fn forms_are_read_as_servers_do() {
        assert_eq!(
            form_pairs("a=b+c%2Bd&e&=f&&g=h=i&%zz=%"),
            [
                pair("a", "b c+d"),
                pair("e", ""),
                pair("", "f"),
                pair("g", "h=i"),
                pair("%zz", "%"),
            ]
        );
        assert!(form_pairs("").is_empty());
    }

    proptest! {
        #[test]
        fn round_trip(text in any::<String>()) {
            let encoded = encode(&text);
            prop_assert_eq!(decode(&encoded), text.as_str());
        }

        #[test]
        fn alphabet(text in any::<String>()) {
            let encoded = encode(&text);
            let mut rest = encoded.as_str();
            while let Some(first) = rest.chars().next() {
                if first == '%' {
                    let digits = rest.get(1..3).unwrap_or("");
                    prop_assert!(digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)));
                    rest = &rest[3..];
                } else {
                    prop_assert!(first.is_ascii_alphanumeric() || "-_.~".contains(first));
                    rest = &rest[1..];
                }
            }
        }

        #[test]
        fn a_query_reads_back_sorted(mut pairs in proptest::collection::vec(
            (any::<String>().prop_filter("named", |n| !n.is_empty()), any::<String>()), 0..8)) {
            let read = form_pairs(&canonical_query(&pairs));
            pairs.sort();
            prop_assert_eq!(read, pairs);
        }
    }
}
