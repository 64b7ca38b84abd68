//! Which class a vendor's error belongs to, and what the proxy answers for the class.

use originscope_core::{Problem, Retry, Side};

/// How long to wait when a vendor that limits calls does not say, milliseconds.
pub(super) const USUAL_WAIT_MS: u64 = 5_000;

/// The classes that a caller can tell apart by the problem's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Throttled,
    Unavailable,
    Auth,
    CredentialsExpired,
    ClockSkew,
    Replayed,
    Denied,
    DomainNotFound,
    DomainConfigureFailed,
    Rejected,
    Gone,
    NeedsHttps,
    Unknown,
}

/// Codes by class; a trailing `*` stands for any ending, and the first row that fits wins.
///
/// From the error tables of the five pages, the gateways' common errors and what the vendors' SDKs treat alike.
const ROWS: &[(Class, &[&str])] = &[
    (
        Class::Throttled,
        &[
            "Throttling*",
            "FlowControlError",
            "APIGW.0308",
            "APIG.0308",
            "APIC.0308",
            "429",
        ],
    ),
    (
        Class::CredentialsExpired,
        &[
            "InvalidSecurityToken*",
            "SecurityTokenExpired*",
            "APIGW.0307",
            "APIG.0307",
        ],
    ),
    (
        Class::ClockSkew,
        &["InvalidTimeStamp.Expired", "IllegalTimestamp"],
    ),
    (Class::Replayed, &["SignatureNonceUsed"]),
    (
        Class::Auth,
        &[
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId*",
            "InvalidAccessKeySecret*",
            "IncompleteSignature",
            "MissingAccessKeyId",
            "MissingSecurityToken",
            "APIGW.0301",
            "APIG.0301",
            "APIC.0301",
            "APIGW.0303",
            "APIG.0303",
            "LIVE.100011003",
        ],
    ),
    (
        Class::Denied,
        &[
            "Forbidden*",
            "NoPermission*",
            "OperationDenied*",
            "IllegalOperation",
            "APIGW.0302",
            "APIG.0302",
        ],
    ),
    (
        Class::DomainConfigureFailed,
        &["InvalidDomain.Configure_failed"],
    ),
    (
        Class::DomainNotFound,
        &["InvalidDomain.NotFound", "InvalidDomain.Offline"],
    ),
    (
        Class::NeedsHttps,
        &["InvalidProtocol.NeedSsl", "LIVE.100011004"],
    ),
    (
        Class::Gone,
        &[
            "InvalidApi.NotFound",
            "InvalidAction*",
            "UnsupportedOperation*",
            "UnsupportedHTTPMethod",
            "InvalidVersion*",
            "APIGW.0101",
            "APIG.0101",
        ],
    ),
    (
        Class::Rejected,
        &[
            "Missing*",
            "InvalidStartTime*",
            "InvalidEndTime*",
            "InvalidTimeStamp.Format",
            "InvalidParameter*",
            "InvalidInterval*",
            "InvalidDomain*",
            "LIVE.100011001",
        ],
    ),
    (
        Class::Unavailable,
        &[
            "ServiceBusy",
            "ServiceUnavailable*",
            "InternalError*",
            "LIVE.100011002",
            "APIGW.0201",
            "APIG.0201",
        ],
    ),
];

/// The class of an error; the code decides, and the status where the code is missing or unknown.
pub(super) fn class_of(status: u16, code: Option<&str>) -> Class {
    let by_code = code.and_then(|code| {
        ROWS.iter()
            .find(|(_, patterns)| patterns.iter().any(|pattern| fits(pattern, code)))
            .map(|(class, _)| *class)
    });
    by_code.unwrap_or(match status {
        429 => Class::Throttled,
        401 => Class::Auth,
        403 => Class::Denied,
        500 | 502 | 503 | 504 => Class::Unavailable,
        _ => Class::Unknown,
    })
}

fn fits(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => code.starts_with(stem),
        None => pattern == code,
    }
}

impl Class {
    /// Whether a time to wait belongs to it.
    pub(super) fn waits(self) -> bool {
        matches!(self, Self::Throttled)
    }

    /// The proxy's answer, with texts for a code that nobody has explained.
    pub(super) fn problem(self) -> Problem {
        let (status, code, title, action, side, retry) = match self {
            Self::Throttled => (
                503,
                "upstream_throttled",
                "The vendor is limiting the calls of this account.",
                "Wait a little before asking again.",
                Side::Account,
                Retry::Soon,
            ),
            Self::Unavailable => (
                503,
                "upstream_unavailable",
                "The vendor cannot answer at the moment.",
                "Try again in a moment.",
                Side::Vendor,
                Retry::Soon,
            ),
            Self::Auth => (
                502,
                "upstream_auth",
                "The vendor refused the proxy's key.",
                "Check the key that the proxy uses; repeated refusals may lock it.",
                Side::Account,
                Retry::AfterChange,
            ),
            Self::CredentialsExpired => (
                502,
                "credentials_expired",
                "The proxy's temporary credential is not valid or has expired.",
                "Renew the temporary credential.",
                Side::Account,
                Retry::AfterChange,
            ),
            Self::ClockSkew => (
                502,
                "clock_skew",
                "The proxy's clock is more than 15 minutes off.",
                "Set the clock of the machine that the proxy runs on.",
                Side::Proxy,
                Retry::AfterChange,
            ),
            Self::Replayed => (
                502,
                "upstream_replayed",
                "The same signed request reached the vendor twice.",
                "Try again; something on the way repeats requests.",
                Side::Network,
                Retry::Soon,
            ),
            Self::Denied => (
                502,
                "account_denied",
                "The vendor does not let this key read these data.",
                "Grant the key the read action of this source.",
                Side::Account,
                Retry::AfterChange,
            ),
            _ => return self.problem_of_the_call(),
        };
        Problem::new(status, code, title, action, side, retry)
    }

    /// The classes that are about what was asked.
    fn problem_of_the_call(self) -> Problem {
        let (status, code, title, action, side, retry) = match self {
            Self::DomainNotFound => (
                404,
                "domain_not_found",
                "The vendor does not have this domain in this account.",
                "Check the spelling and the account.",
                Side::You,
                Retry::No,
            ),
            Self::DomainConfigureFailed => (
                502,
                "domain_configure_failed",
                "The last configuration of this domain failed at the vendor.",
                "Repeat or undo the last change in the vendor's console.",
                Side::Account,
                Retry::AfterChange,
            ),
            Self::Rejected => (
                400,
                "upstream_rejected_parameter",
                "The vendor does not accept a parameter of the call.",
                "Check domain, range and filters; report it with the request id if they are right.",
                Side::You,
                Retry::No,
            ),
            Self::Gone => (
                502,
                "upstream_api_gone",
                "The vendor does not offer this API at this address.",
                "Use another source for the same data, or check the endpoint in the configuration.",
                Side::Vendor,
                Retry::No,
            ),
            Self::NeedsHttps => (
                502,
                "upstream_needs_https",
                "The vendor takes this call over HTTPS only.",
                "Use an https endpoint in the proxy's configuration.",
                Side::Proxy,
                Retry::AfterChange,
            ),
            _ => (
                502,
                "upstream_error",
                "The vendor answered with an error that is not known here.",
                "Look up the vendor's code and its request id.",
                Side::Vendor,
                Retry::No,
            ),
        };
        Problem::new(status, code, title, action, side, retry)
    }
}
