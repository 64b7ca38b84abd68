//! Everything that passes between the page and the proxy, besides the vendors' own bodies.
//!
//! `GET /api/v1/sources` answers [`SourcesAnswer`]; `GET /api/v1/series/{source}` answers the vendor's body untouched,
//! or [`Problem`] as `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// Whose side a failure is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// What the user asked cannot be answered.
    You,
    /// The keys, the policy or the account behind them.
    Account,
    /// The proxy or its configuration.
    Proxy,
    /// The way between the proxy and the vendor.
    Network,
    /// The vendor.
    Vendor,
    /// The page itself.
    Page,
}

/// Whether asking again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// The same call will fail again.
    No,
    /// The same call may work in a moment.
    Soon,
    /// It helps only after somebody changed something.
    AfterChange,
}

/// A failure with everything that its reader needs. The texts are ours: no vendor or user bytes in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:originscope:problem:<code>` (RFC 9457 `type`).
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status of the answer; 0 where no answer came.
    pub status: u16,
    /// Stable machine-readable code, as `domain_missing`.
    pub code: String,
    /// One short sentence: what happened.
    pub title: String,
    /// One sentence: what to do.
    pub action: String,
    /// Whose side it is on.
    pub side: Side,
    /// Whether asking again helps.
    pub retry: Retry,
    /// After how many milliseconds, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// The parameter at fault, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The proxy's id of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The vendor's error code, only if it is made of `[A-Za-z0-9._-]`, 64 at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream_code: Option<String>,
    /// The vendor's id of the request, `[A-Za-z0-9-]`, 64 at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream_request_id: Option<String>,
}

impl Problem {
    /// A problem with the four texts and no details.
    #[must_use]
    pub fn new(
        status: u16,
        code: &str,
        title: &str,
        action: &str,
        side: Side,
        retry: Retry,
    ) -> Self {
        Self {
            kind: format!("urn:originscope:problem:{code}"),
            status,
            code: code.to_owned(),
            title: title.to_owned(),
            action: action.to_owned(),
            side,
            retry,
            retry_after_ms: None,
            field: None,
            request_id: None,
            upstream_code: None,
            upstream_request_id: None,
        }
    }

    /// Whether the range of the call was refused: a shorter one may be answered.
    ///
    /// Either the proxy found it too long, or the vendor says that a start or an end is not supported. Alibaba says the
    /// latter of ranges older than it keeps too, so a refusal alone does not prove that the length is at fault.
    #[must_use]
    pub fn is_range_refusal(&self) -> bool {
        let ours = matches!(
            self.code.as_str(),
            "range_too_long" | "range_too_long_for_grain"
        );
        let vendors = |code: &str| {
            code.starts_with("InvalidTimeRange")
                || code
                    .strip_suffix("Time.ValueNotSupported")
                    .is_some_and(|stem| matches!(stem, "InvalidStart" | "InvalidEnd"))
        };
        ours || self.upstream_code.as_deref().is_some_and(vendors)
    }
}

/// Where a source's answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The vendor itself, with a credential.
    Live,
    /// The embedded simulator.
    Demo,
    /// Saved answers from a folder.
    Replay,
    /// No credential: this source cannot be asked.
    NoCredential,
}

/// What the proxy can do for one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStatus {
    /// The source's id.
    pub id: String,
    /// Where its answers come from.
    pub mode: Mode,
    /// The last four characters of the key id in use, for live sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_ends: Option<String>,
    /// For replay: the range that the saved answer covers, `[start, end)`; the page opens on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_range: Option<crate::TimeRange>,
    /// Domains worth offering (demo and replay), with what each shows, in English then Chinese.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<(String, String, String)>,
}

/// Answer of `GET /api/v1/sources`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcesAnswer {
    /// The proxy's version.
    pub version: String,
    /// The proxy's clock, UTC seconds: the page says so when its own differs.
    pub now: i64,
    /// All sources of the registry, in its order.
    pub sources: Vec<SourceStatus>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_range_is_told_from_other_refusals() {
        let problem = |code: &str, upstream: Option<&str>| Problem {
            upstream_code: upstream.map(str::to_owned),
            ..Problem::new(400, code, "", "", Side::You, Retry::No)
        };
        let rejected = "upstream_rejected_parameter";
        for (code, upstream, expected) in [
            ("range_too_long", None, true),
            ("range_too_long_for_grain", None, true),
            // Codes of the seeds' error tables.
            (rejected, Some("InvalidStartTime.ValueNotSupported"), true),
            (rejected, Some("InvalidEndTime.ValueNotSupported"), true),
            (rejected, Some("InvalidStartTime.Malformed"), false),
            (rejected, Some("InvalidEndTime.Mismatch"), false),
            (rejected, Some("LIVE.100011001"), false),
            (rejected, None, false),
            ("upstream_throttled", Some("Throttling"), false),
        ] {
            assert_eq!(
                problem(code, upstream).is_range_refusal(),
                expected,
                "{code} {upstream:?}"
            );
        }
    }
}
