//! Domains: split first, then each one normalised and judged, so that no encoding can smuggle a second one.

use crate::problem::refused;
use originscope_core::{Problem, Spec};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The domains of a comma-separated list, lower case, A-labels, each once, in the order given.
///
/// Nothing never means "all domains of the account", which is what two of the vendors' APIs make of it.
pub(super) fn domains(text: Option<&str>, spec: &Spec) -> Result<Vec<String>, Problem> {
    let Some(text) = text else {
        return Err(missing());
    };
    let (newer, older) = spec.limits.max_domains;
    let mut domains: Vec<String> = Vec::new();
    for part in text.split(',') {
        let domain = domain(part)?;
        if !domains.contains(&domain) {
            domains.push(domain);
        }
        if domains.len() > newer.max(older) {
            return Err(too_many());
        }
    }
    Ok(domains)
}

/// One domain in the form in which it is sent; `None` if it is none.
pub(crate) fn one_domain(text: &str) -> Option<String> {
    domain(text).ok()
}

/// One domain, judged as DNS and the vendors see it.
fn domain(text: &str) -> Result<String, Problem> {
    if text.trim().is_empty() {
        return Err(missing());
    }
    if text.contains('*') || text.starts_with('.') {
        return Err(wildcard());
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<Ipv4Addr>().is_ok() || bare.parse::<Ipv6Addr>().is_ok() {
        return Err(address());
    }
    // Strict: letters, digits and inner hyphens only, labels to 63, the whole to 253.
    let ascii = idna::domain_to_ascii_strict(text).map_err(|_| malformed())?;
    if !is_plain(&ascii) {
        return Err(malformed());
    }
    if ascii == "localhost" || ascii.ends_with(".localhost") {
        return Err(local());
    }
    let Some((_, last)) = ascii.rsplit_once('.') else {
        return Err(malformed());
    };
    // The last label decides whether a resolver takes the name for an IPv4 address (WHATWG URL, "ends in a number").
    let hex = last
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    if hex || last.bytes().all(|b| b.is_ascii_digit()) {
        return Err(address());
    }
    Ok(ascii)
}

/// Whether a name is what DNS has. What looks different and means another character was mapped by then; a list must not
/// come out of one name, whatever the mapping does.
fn is_plain(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(fits);
    name.len() <= 253 && name.split('.').all(is_label)
}

fn missing() -> Problem {
    refused(
        "domain_missing",
        "domain",
        "No domain was given.",
        "Name at least one domain; several are separated by single commas.",
    )
}

fn malformed() -> Problem {
    refused(
        "domain_malformed",
        "domain",
        "One of the domains is not a domain name.",
        "Write it as in DNS, such as www.example.com: no scheme, port, path, blank or final dot.",
    )
}

fn wildcard() -> Problem {
    refused(
        "domain_is_wildcard",
        "domain",
        "Wildcards are not answered.",
        "Name each domain in full.",
    )
}

fn address() -> Problem {
    refused(
        "domain_is_address",
        "domain",
        "An IP address is not a domain.",
        "Name the accelerated domain.",
    )
}

fn local() -> Problem {
    refused(
        "domain_is_local",
        "domain",
        "A name of this machine is not a domain of a CDN.",
        "Name the accelerated domain.",
    )
}

fn too_many() -> Problem {
    refused(
        "too_many_domains",
        "domain",
        "More domains than the vendor takes in one call.",
        "Ask for fewer domains at once.",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use originscope_apis::find;

    fn read(text: &str) -> Result<Vec<String>, String> {
        domains(Some(text), find("live-codes").unwrap().spec()).map_err(|problem| problem.code)
    }

    #[test]
    fn names_are_normalised_and_counted_once() {
        assert_eq!(
            read("A.Example.COM,b.com,a.example.com").unwrap(),
            ["a.example.com", "b.com"]
        );
        // RFC 3492, 7.1 style: the A-label of bücher as every registry prints it.
        assert_eq!(read("bücher.example").unwrap(), ["xn--bcher-kva.example"]);
        assert_eq!(
            read("XN--BCHER-KVA.example").unwrap(),
            ["xn--bcher-kva.example"]
        );
    }

    #[test]
    fn a_plain_name_has_labels_of_a_size() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(longest.len(), 253);
        for good in ["a", "a.b", "0-1.x", &label, &longest] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "A",
            "a,b",
            "a_b",
            "ä",
            &format!("{label}a"),
            &format!("{longest}a"),
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        let long_label = format!("{}.com", "a".repeat(64));
        let long_name = format!("{}com", "a.".repeat(126));
        for (text, code) in [
            ("", "domain_missing"),
            (",", "domain_missing"),
            ("a.com,", "domain_missing"),
            ("a.com,,b.com", "domain_missing"),
            ("*.example.com", "domain_is_wildcard"),
            (".example.com", "domain_is_wildcard"),
            ("127.0.0.1", "domain_is_address"),
            ("[::1]", "domain_is_address"),
            ("::1", "domain_is_address"),
            ("1.2.3", "domain_is_address"),
            ("0x7f.0x1", "domain_is_address"),
            ("localhost", "domain_is_local"),
            ("a.LOCALHOST", "domain_is_local"),
            ("example", "domain_malformed"),
            ("a..com", "domain_malformed"),
            ("a.com.", "domain_malformed"),
            ("-a.com", "domain_malformed"),
            ("a_b.com", "domain_malformed"),
            ("a b.com", "domain_malformed"),
            (" a.com", "domain_malformed"),
            ("a.com/x", "domain_malformed"),
            ("a.com:80", "domain_malformed"),
            ("https://a.com", "domain_malformed"),
            ("a.com%2Cb.com", "domain_malformed"),
            ("a.com\u{ff0c}b.com", "domain_malformed"),
            ("a\u{202e}.com", "domain_malformed"),
            ("a.com;b.com", "domain_malformed"),
            ("\"a.com\"", "domain_malformed"),
            (&long_label, "domain_malformed"),
            (&long_name, "domain_malformed"),
        ] {
            assert_eq!(read(text).unwrap_err(), code, "{text:?}");
        }
    }

    #[test]
    fn a_list_has_the_vendors_length_at_most() {
        let list = |n: usize| {
            (0..n)
                .map(|i| format!("d{i}.example.com"))
                .collect::<Vec<_>>()
                .join(",")
        };
        // "Up to 100" on the vendor's newer page.
        assert_eq!(read(&list(100)).unwrap().len(), 100);
        assert_eq!(read(&list(101)).unwrap_err(), "too_many_domains");
    }

    proptest::proptest! {
        /// Whatever comes in, what goes on to the vendor is a list of plain names, and reading it again changes nothing.
        #[test]
        fn what_passes_is_plain_and_stable(text in "([a-zA-Z0-9.,*%_ -]|\\PC){0,40}") {
            if let Ok(names) = read(&text) {
                for name in &names {
                    proptest::prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)));
                }
                proptest::prop_assert_eq!(read(&names.join(",")).unwrap(), names);
            }
        }
    }
}
