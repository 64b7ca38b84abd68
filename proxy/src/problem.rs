//! What the proxy itself refuses or fails at, one function a family: stable code, what happened, what to do.
//!
//! The texts are fixed: nothing that a caller or a vendor sent is ever part of one.

use originscope_core::{Problem, Retry, Side};

/// A refusal of what the caller asked: status 400, the caller's side.
pub(crate) fn refused(code: &str, field: &str, title: &str, action: &str) -> Problem {
    let mut problem = Problem::new(400, code, title, action, Side::You, Retry::No);
    problem.field = Some(field.to_owned());
    problem
}

/// A user asks more often than the configuration allows.
pub(crate) fn rate_limited(wait: std::time::Duration) -> Problem {
    let mut problem = Problem::new(
        429,
        "rate_limited",
        "You ask more often than this proxy allows one user.",
        "Wait for the time in Retry-After; the page does so by itself.",
        Side::You,
        Retry::Soon,
    );
    // Never less than the whole second that the header can say.
    problem.retry_after_ms = Some(
        u64::try_from(wait.as_millis())
            .unwrap_or(u64::MAX)
            .max(1_000),
    );
    problem
}

/// A path under `/api` that does not exist.
pub(crate) fn no_such_path() -> Problem {
    Problem::new(
        404,
        "unknown_path",
        "There is nothing at this address.",
        "Use /api/v1/sources or /api/v1/series/{source}.",
        Side::You,
        Retry::No,
    )
}

/// A source that the registry does not have.
pub(crate) fn unknown_source() -> Problem {
    let mut problem = Problem::new(
        404,
        "unknown_source",
        "There is no such source.",
        "Choose one of the ids that /api/v1/sources lists.",
        Side::You,
        Retry::No,
    );
    problem.field = Some("source".to_owned());
    problem
}

/// Anything but GET.
pub(crate) fn method_not_allowed() -> Problem {
    Problem::new(
        405,
        "method_not_allowed",
        "Only GET is answered here.",
        "Send a GET request.",
        Side::You,
        Retry::No,
    )
}

/// An address longer than the server reads.
pub(crate) fn address_too_long() -> Problem {
    Problem::new(
        414,
        "address_too_long",
        "The address is longer than 8 KiB.",
        "Ask for fewer domains at once.",
        Side::You,
        Retry::No,
    )
}

/// A source whose vendor has no key here. 403: the proxy understood and will not ask without one.
pub(crate) fn no_credential() -> Problem {
    Problem::new(
        403,
        "no_credential",
        "The proxy has no key for this vendor.",
        "Set the vendor's environment variables or its account in the configuration, then start the proxy again.",
        Side::Account,
        Retry::AfterChange,
    )
}

/// No saved answer for this source.
pub(crate) fn not_saved() -> Problem {
    Problem::new(
        404,
        "not_saved",
        "There is no saved answer for this source.",
        "Put sample.json or sample.xml into a folder with the source's id.",
        Side::Proxy,
        Retry::AfterChange,
    )
}

/// Something of ours that cannot happen did. The log says more.
pub(crate) fn internal() -> Problem {
    Problem::new(
        500,
        "internal",
        "The proxy failed inside.",
        "Report it with the request id; the proxy's log has the reason.",
        Side::Proxy,
        Retry::No,
    )
}

/// The vendor could not be reached.
pub(crate) fn unreachable() -> Problem {
    Problem::new(
        502,
        "upstream_unreachable",
        "The vendor cannot be reached from the proxy.",
        "Check the proxy's way out: DNS, firewall, outbound proxy.",
        Side::Network,
        Retry::Soon,
    )
}

/// No TLS that can be trusted: the certificate proves nothing, the version is too old, or there is none at all.
pub(crate) fn untrusted() -> Problem {
    Problem::new(
        502,
        "upstream_untrusted",
        "No trusted TLS connection to the vendor's address comes about.",
        "Look for something that intercepts TLS on the way, a missing CA bundle on the proxy's machine, or an endpoint without TLS.",
        Side::Network,
        Retry::AfterChange,
    )
}

/// The vendor did not answer in time.
pub(crate) fn timeout() -> Problem {
    Problem::new(
        504,
        "upstream_timeout",
        "The vendor did not answer in time.",
        "Try again in a moment, or ask for a shorter range.",
        Side::Vendor,
        Retry::Soon,
    )
}

/// The vendor redirects, which no API of a vendor does.
pub(crate) fn redirect() -> Problem {
    Problem::new(
        502,
        "upstream_redirect",
        "The vendor's address redirects elsewhere.",
        "Check the endpoint in the configuration; something on the way may ask for a login.",
        Side::Network,
        Retry::AfterChange,
    )
}

/// A request to the API that did not come from this page.
pub(crate) fn cross_site() -> Problem {
    Problem::new(
        403,
        "cross_site",
        "The request does not come from this page.",
        "Send the header X-Requested-With: originscope, which a page of another site cannot.",
        Side::You,
        Retry::No,
    )
}

/// A body, or a coded one (415), where none belongs.
pub(crate) fn body_not_wanted(coded: bool) -> Problem {
    Problem::new(
        if coded { 415 } else { 400 },
        "body_not_wanted",
        "The request has a body or a content coding.",
        "Send a request without a body.",
        Side::You,
        Retry::No,
    )
}

/// `Expect`: there is nothing to be asked for beforehand.
pub(crate) fn expectation() -> Problem {
    Problem::new(
        417,
        "expectation_not_met",
        "Expectations are not answered.",
        "Leave the header Expect away.",
        Side::You,
        Retry::No,
    )
}

/// More calls are waiting than the account's quota or the proxy's places let through in time, or larger answers arrive at
/// once than there is room for.
pub(crate) fn overloaded(wait: std::time::Duration) -> Problem {
    let mut problem = Problem::new(
        503,
        "overloaded",
        "More is asked at once than the account's quota or the proxy's own limits allow.",
        "Wait a little; ask for fewer domains or a shorter range.",
        Side::Proxy,
        Retry::Soon,
    );
    problem.retry_after_ms = u64::try_from(wait.as_millis()).ok();
    problem
}

/// Nobody known. One text for every reason.
pub(crate) fn unauthenticated() -> Problem {
    Problem::new(
        401,
        "unauthenticated",
        "The proxy does not know who is asking.",
        "Sign in on the page login, or send a token that is valid.",
        Side::You,
        Retry::AfterChange,
    )
}

/// An identity from somebody who may not give one, or more than one.
pub(crate) fn identity_malformed() -> Problem {
    Problem::new(
        400,
        "identity_malformed",
        "The identity in the request cannot be believed.",
        "Ask through the proxy that signs people in; it must delete what clients send of this header.",
        Side::Proxy,
        Retry::No,
    )
}

/// A domain that the caller may not ask about; it may exist or not.
pub(crate) fn domain_not_allowed() -> Problem {
    let mut problem = Problem::new(
        403,
        "domain_not_allowed",
        "You may not ask about one of these domains.",
        "Ask whoever runs the proxy to add it to your list.",
        Side::You,
        Retry::AfterChange,
    );
    problem.field = Some("domain".to_owned());
    problem
}

/// A domain that no account of the configuration is for.
pub(crate) fn no_account_for_domain() -> Problem {
    let mut problem = Problem::new(
        403,
        "no_account_for_domain",
        "No account of the proxy is for one of these domains.",
        "Add it to the `domains` of an account in the proxy's configuration.",
        Side::Proxy,
        Retry::AfterChange,
    );
    problem.field = Some("domain".to_owned());
    problem
}

/// One call asks one account.
pub(crate) fn domains_of_several_accounts() -> Problem {
    refused(
        "domains_of_several_accounts",
        "domain",
        "These domains belong to different accounts of the proxy.",
        "Ask for the domains of each account on their own.",
    )
}

/// The temporary key has ended, or none came yet. The texts are those of a vendor's own refusal.
pub(crate) fn credentials_expired(code: Option<String>) -> Problem {
    let mut problem = Problem::new(
        502,
        "credentials_expired",
        "The proxy's temporary credential is not valid or has expired.",
        "Renew the temporary credential; the proxy's log says why it could not.",
        Side::Account,
        Retry::Soon,
    );
    problem.upstream_code = code;
    problem
}
