//! Which domains somebody may ask about. The list and the question are normalised alike, and what was judged is what
//! is signed.

use crate::validate::one_domain;

/// What a user may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Allow {
    /// Every domain of the accounts: a right of its own.
    All,
    /// These only; none if there are none.
    Only(Vec<Pattern>),
}

/// A domain, or everything below one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// This name.
    Name(String),
    /// `*.b.example.com`, kept as `.b.example.com`: whole labels before it, and not `b.example.com` itself.
    Below(String),
}

impl Pattern {
    /// Reads an entry of a list; `None` if it is no domain.
    pub(crate) fn read(text: &str) -> Option<Self> {
        match text.strip_prefix("*.") {
            Some(rest) => Some(Self::Below(format!(".{}", one_domain(rest)?))),
            None => one_domain(text).map(Self::Name),
        }
    }

    /// The one name that it means, if it means one.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Below(_) => None,
        }
    }

    fn fits(&self, domain: &str) -> bool {
        match self {
            Self::Name(name) => name == domain,
            Self::Below(end) => domain.len() > end.len() && domain.ends_with(end.as_str()),
        }
    }

    /// How closely it means a domain, a name above all; `None` if it does not.
    pub(crate) fn rank(&self, domain: &str) -> Option<usize> {
        self.fits(domain).then_some(match self {
            Self::Name(_) => usize::MAX,
            Self::Below(end) => end.len(),
        })
    }
}

impl Allow {
    /// Whether all of these domains, of which there is at least one, may be asked about.
    pub(crate) fn covers(&self, domains: &[String]) -> bool {
        match self {
            Self::All => true,
            Self::Only(patterns) => {
                !domains.is_empty()
                    && domains
                        .iter()
                        .all(|domain| patterns.iter().any(|pattern| pattern.fits(domain)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a21_whole_labels_and_every_domain() {
        let read = |text| Pattern::read(text).unwrap();
        let allow = Allow::Only(vec![
            read("A.example.com"),
            read("*.b.example.com"),
            read("bücher.example"),
        ]);
        for (domains, covered) in [
            (&["a.example.com"][..], true),
            (&["x.b.example.com"], true),
            (&["y.x.b.example.com"], true),
            (&["xn--bcher-kva.example"], true),
            (&["a.example.com", "x.b.example.com"], true),
            (&["b.example.com"], false),
            (&["evilb.example.com"], false),
            (&["x.evilb.example.com"], false),
            (&["xa.example.com"], false),
            (&["a.example.com.evil.test"], false),
            (&["a.example.com", "c.example.com"], false),
            (&[".b.example.com"], false),
            (&[], false),
        ] {
            let domains: Vec<String> = domains.iter().map(ToString::to_string).collect();
            assert_eq!(allow.covers(&domains), covered, "{domains:?}");
        }
        assert!(!Allow::Only(Vec::new()).covers(&["a.example.com".to_owned()]));
        assert!(Allow::All.covers(&["a.example.com".to_owned()]));
        assert_eq!(read("A.example.com").name(), Some("a.example.com"));
        assert_eq!(read("*.b.example.com").name(), None);
        assert_eq!(
            read("a.example.com").rank("a.example.com"),
            Some(usize::MAX)
        );
        assert_eq!(read("a.example.com").rank("b.example.com"), None);
        assert_eq!(read("*.example.com").rank("b.example.com"), Some(12));
        assert_eq!(read("*.b.example.com").rank("x.b.example.com"), Some(14));
        assert_eq!(read("*.b.example.com").rank("b.example.com"), None);
        for bad in [
            "*",
            "*.",
            "**.a.com",
            "a.*.com",
            "*.*.a.com",
            "a b.com",
            "",
            "10.0.0.1",
        ] {
            assert_eq!(Pattern::read(bad), None, "{bad}");
        }
    }
}
