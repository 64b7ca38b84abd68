//! One set of keys, and until when it is good.

use originscope_sign::{AuthToken, Credential};

/// What signs a call.
#[derive(Clone, PartialEq)]
pub(crate) enum Keys {
    /// Id and secret, with a token when temporary.
    AkSk(Credential),
    /// An IAM token of Huawei that somebody else fetched.
    Token(AuthToken),
}

impl Keys {
    /// Id and secret as they came from somewhere; `None` if they cannot be sent: they go into headers, so they are
    /// printable ASCII without blanks.
    pub(crate) fn ak_sk(id: &str, secret: &str, token: Option<&str>) -> Option<Self> {
        let fits = fits_header(id) && fits_header(secret) && token.is_none_or(fits_header);
        // Behind a comma the vendor would read the next field of the header.
        let fits = fits && !id.contains(',');
        fits.then(|| Self::AkSk(Credential::new(id, secret, token)))
    }

    /// An IAM token; `None` as above.
    pub(crate) fn token(token: &str) -> Option<Self> {
        fits_header(token).then(|| Self::Token(AuthToken::new(token)))
    }

    /// The last four characters of the key's id; a token has none.
    pub(crate) fn ends(&self) -> Option<&str> {
        match self {
            Self::AkSk(credential) => Some(credential.id_tail()).filter(|tail| !tail.is_empty()),
            Self::Token(_) => None,
        }
    }
}

fn fits_header(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Before its end by this much a temporary key is renewed, seconds, and by up to a minute more, so that replicas that
/// began together do not renew together.
const AHEAD: i64 = 300;
const SPREAD: f64 = 60.0;

/// Keys in use.
pub(crate) struct Lease {
    pub(crate) keys: Keys,
    /// When they end, UTC seconds; keys without an end stay good.
    pub(crate) ends: Option<i64>,
    /// Whose they are, where the giver says so.
    pub(crate) owner: Option<String>,
    renew_at: i64,
}

impl Lease {
    /// Keys that came at `now`. `fraction` is a random number from 0 to 1. A short-lived key is renewed at half its
    /// time: it would otherwise be renewed at every call.
    pub(crate) fn new(given: Given, now: i64, fraction: f64) -> Self {
        let Given { keys, ends, owner } = given;
        let renew_at = ends.map_or(i64::MAX, |ends| {
            #[allow(clippy::cast_possible_truncation)] // 0 to 60
            let ahead = AHEAD.saturating_add((SPREAD * fraction.clamp(0.0, 1.0)) as i64);
            let half = ends.saturating_sub(now) / 2;
            ends.saturating_sub(ahead.min(half))
        });
        Self {
            keys,
            ends,
            owner,
            renew_at,
        }
    }

    /// Nothing need be done.
    pub(crate) const fn is_fresh(&self, now: i64) -> bool {
        now < self.renew_at
    }

    /// It still signs.
    pub(crate) fn is_usable(&self, now: i64) -> bool {
        self.ends.is_none_or(|ends| now < ends)
    }
}

/// Keys as a giver handed them out.
pub(crate) struct Given {
    pub(crate) keys: Keys,
    pub(crate) ends: Option<i64>,
    pub(crate) owner: Option<String>,
}

/// Why no keys came: our own words, and the giver's code if it looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotGiven {
    pub(crate) why: &'static str,
    pub(crate) code: Option<String>,
}

impl From<&'static str> for NotGiven {
    fn from(why: &'static str) -> Self {
        Self { why, code: None }
    }
}

impl std::fmt::Display for NotGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{} ({code})", self.why),
            None => f.write_str(self.why),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn lease(ends: i64, now: i64, fraction: f64) -> Lease {
        let keys = Keys::ak_sk("id", "secret", Some("token")).unwrap();
        let given = Given {
            keys,
            ends: Some(ends),
            owner: None,
        };
        Lease::new(given, now, fraction)
    }

    #[test]
    fn k06_renewed_five_to_six_minutes_ahead_or_at_half_time() {
        for (fraction, ahead) in [(0.0, 300), (0.5, 330), (1.0, 360)] {
            let lease = lease(3_600, 0, fraction);
            assert!(lease.is_fresh(3_600 - ahead - 1) && !lease.is_fresh(3_600 - ahead));
            assert!(lease.is_usable(3_599) && !lease.is_usable(3_600));
        }
        let short = lease(240, 0, 1.0);
        assert!(short.is_fresh(119) && !short.is_fresh(120));
    }

    #[test]
    fn k10_keys_that_no_header_carries_are_refused() {
        let long = "k".repeat(4_096);
        for good in ["a", "/+&=%~", &long] {
            assert!(Keys::ak_sk(good, good, Some(good)).is_some(), "{good}");
        }
        for bad in ["", "a b", "a\n", "a\r", "\u{4e2d}", "a\0", "\t"] {
            assert!(Keys::ak_sk(bad, "s", None).is_none(), "{bad:?}");
            assert!(Keys::ak_sk("i", bad, None).is_none(), "{bad:?}");
            assert!(Keys::ak_sk("i", "s", Some(bad)).is_none(), "{bad:?}");
            assert!(Keys::token(bad).is_none(), "{bad:?}");
        }
        assert!(Keys::ak_sk("a,b", "s", None).is_none());
    }
}
