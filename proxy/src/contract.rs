//! Every problem that the proxy answers with, by status and code. `docs/openapi.json` is made from this list, the routes
//! and the registry, and the tests hold that it says what they say.

#[cfg(test)]
mod document;

use originscope_core::Problem;

/// Which paths a problem can come from; each of them includes those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Every path.
    All,
    /// Everything below `/api`.
    Api,
    /// The series of a source.
    Series,
    /// Addresses that the contract does not have.
    Nowhere,
}

use Reach::{All, Api, Nowhere, Series};

/// Status, code, and where it can come from.
pub(crate) const PROBLEMS: [(u16, &str, Reach); 66] = [
    (400, "body_not_wanted", All),
    (400, "identity_malformed", Api),
    (400, "code_malformed", Series),
    (400, "domain_is_address", Series),
    (400, "domain_is_local", Series),
    (400, "domain_is_wildcard", Series),
    (400, "domain_malformed", Series),
    (400, "domain_missing", Series),
    (400, "domains_of_several_accounts", Series),
    (400, "end_missing", Series),
    (400, "filter_malformed", Series),
    (400, "filter_not_taken", Series),
    (400, "grain_not_allowed", Series),
    (400, "grain_not_taken", Series),
    (400, "parameter_repeated", Series),
    (400, "parameter_unknown", Series),
    (400, "query_malformed", Series),
    (400, "range_empty", Series),
    (400, "range_reversed", Series),
    (400, "range_too_long", Series),
    (400, "range_too_long_for_grain", Series),
    (400, "range_too_old", Series),
    (400, "start_missing", Series),
    (400, "time_in_future", Series),
    (400, "time_malformed", Series),
    (400, "too_many_codes", Series),
    (400, "too_many_domains", Series),
    (400, "upstream_rejected_parameter", Series),
    (401, "unauthenticated", Api),
    (403, "cross_site", Api),
    (403, "domain_not_allowed", Series),
    (403, "no_account_for_domain", Series),
    (403, "no_credential", Series),
    (404, "domain_not_found", Series),
    (404, "not_saved", Series),
    (404, "unknown_path", Nowhere),
    (404, "unknown_source", Nowhere),
    (405, "method_not_allowed", All),
    (414, "address_too_long", All),
    (415, "body_not_wanted", All),
    (417, "expectation_not_met", All),
    (429, "rate_limited", Series),
    (500, "internal", All),
    (502, "account_denied", Series),
    (502, "clock_skew", Series),
    (502, "credentials_expired", Series),
    (502, "domain_configure_failed", Series),
    (502, "upstream_api_gone", Series),
    (502, "upstream_auth", Series),
    (502, "upstream_empty", Series),
    (502, "upstream_error", Series),
    (502, "upstream_html", Series),
    (502, "upstream_needs_https", Series),
    (502, "upstream_not_json", Series),
    (502, "upstream_not_text", Series),
    (502, "upstream_redirect", Series),
    (502, "upstream_replayed", Series),
    (502, "upstream_shape", Series),
    (502, "upstream_too_large", Series),
    (502, "upstream_truncated", Series),
    (502, "upstream_unreachable", Series),
    (502, "upstream_untrusted", Series),
    (503, "overloaded", Series),
    (503, "upstream_throttled", Series),
    (503, "upstream_unavailable", Series),
    (504, "upstream_timeout", Series),
];

/// Whether the published contract has this problem.
pub(crate) fn is_published(problem: &Problem) -> bool {
    PROBLEMS
        .iter()
        .any(|(status, code, _)| *status == problem.status && *code == problem.code)
}
