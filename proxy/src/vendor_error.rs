//! A vendor's own error as a problem.
//!
//! The vendor's message goes no further than this: a refused signature echoes the string to sign, with the key id and
//! the token in it. The statuses and codes are the proxy's own contract; an upstream 401 or 403 becomes 502, so that
//! nobody takes it for the proxy's answer about its caller.

mod table;

use originscope_apis::catalogue::explain;
use originscope_core::Problem;

/// The longest wait that a vendor may ask for, milliseconds: as long as its own SDKs follow.
const LONGEST_WAIT_MS: u64 = 120_000;

/// What a vendor's error says. No `Debug`: the message stays in here.
#[derive(Clone, Default)]
pub(crate) struct VendorError {
    /// HTTP status of the answer; 200 for an error in a success.
    pub(crate) status: u16,
    /// The vendor's code.
    pub(crate) code: Option<String>,
    /// The vendor's message: read to tell cases of one code apart, never passed on.
    pub(crate) message: Option<String>,
    /// The vendor's id of the request.
    pub(crate) request_id: Option<String>,
    /// How long the answer's headers ask to wait, milliseconds.
    pub(crate) wait_ms: Option<u64>,
}

/// The problem for a vendor's error answer: status and code by class, the texts from the catalogue where it has them.
pub(crate) fn vendor_problem(source: &str, error: &VendorError) -> Problem {
    let code = error.code.as_deref().filter(|code| is_code(code));
    let class = table::class_of(error.status, code);
    let mut problem = class.problem();
    if let Some(entry) = code.and_then(|code| explain(source, code, error.message.as_deref())) {
        entry.meaning.en.clone_into(&mut problem.title);
        entry.action.en.clone_into(&mut problem.action);
        problem.side = entry.side;
        problem.retry = entry.retry;
    }
    if class.waits() {
        let wait = error.wait_ms.unwrap_or(table::USUAL_WAIT_MS);
        problem.retry_after_ms = Some(wait.min(LONGEST_WAIT_MS));
    }
    problem.upstream_code = code.map(str::to_owned);
    problem.upstream_request_id = error.request_id.as_deref().and_then(clean_id);
    problem
}

/// A code may leave the proxy only if it looks like one.
pub(crate) fn is_code(code: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    (1..=64).contains(&code.len()) && code.bytes().all(fits)
}

/// A request id may leave the proxy only if it looks like one.
pub(crate) fn clean_id(id: &str) -> Option<String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    ((1..=64).contains(&id.len()) && id.bytes().all(fits)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, code: &str) -> VendorError {
        VendorError {
            status,
            code: Some(code.to_owned()),
            message: Some("MARKER, which never leaves".to_owned()),
            request_id: Some("R-1".to_owned()),
            wait_ms: None,
        }
    }

    /// Status and code as the vendors' pages print them, then what the proxy makes of it.
    #[test]
    #[allow(clippy::too_many_lines)] // a table
    fn every_documented_code_has_its_answer() {
        for (from, code, to, ours) in [
            (503, "Throttling", 503, "upstream_throttled"),
            (400, "Throttling.User", 503, "upstream_throttled"),
            (400, "Throttling.Api", 503, "upstream_throttled"),
            (503, "FlowControlError", 503, "upstream_throttled"),
            (403, "ServiceBusy", 503, "upstream_unavailable"),
            (503, "ServiceUnavailable", 503, "upstream_unavailable"),
            (500, "InternalError", 503, "upstream_unavailable"),
            (403, "IllegalOperation", 502, "account_denied"),
            (403, "OperationDenied", 502, "account_denied"),
            (403, "Forbidden.RAM", 502, "account_denied"),
            (404, "InvalidDomain.NotFound", 404, "domain_not_found"),
            (404, "InvalidDomain.Offline", 404, "domain_not_found"),
            (
                500,
                "InvalidDomain.Configure_failed",
                502,
                "domain_configure_failed",
            ),
            (400, "MissingParameter", 400, "upstream_rejected_parameter"),
            (
                400,
                "MissingTimeParameter",
                400,
                "upstream_rejected_parameter",
            ),
            (
                400,
                "InvalidStartTime.Malformed",
                400,
                "upstream_rejected_parameter",
            ),
            (
                400,
                "InvalidEndTime.Malformed",
                400,
                "upstream_rejected_parameter",
            ),
            (
                400,
                "InvalidEndTime.Mismatch",
                400,
                "upstream_rejected_parameter",
            ),
            (
                400,
                "InvalidStartTime.ValueNotSupported",
                400,
                "upstream_rejected_parameter",
            ),
            (
                400,
                "InvalidParameter.Format",
                400,
                "upstream_rejected_parameter",
            ),
            (404, "InvalidAccessKeyId.NotFound", 502, "upstream_auth"),
            (400, "InvalidAccessKeyId.Inactive", 502, "upstream_auth"),
            (400, "SignatureDoesNotMatch", 502, "upstream_auth"),
            (400, "IncompleteSignature", 502, "upstream_auth"),
            (
                400,
                "InvalidSecurityToken.Expired",
                502,
                "credentials_expired",
            ),
            (400, "InvalidTimeStamp.Expired", 502, "clock_skew"),
            (
                400,
                "InvalidTimeStamp.Format",
                400,
                "upstream_rejected_parameter",
            ),
            (400, "SignatureNonceUsed", 502, "upstream_replayed"),
            (404, "InvalidApi.NotFound", 502, "upstream_api_gone"),
            (404, "InvalidProtocol.NeedSsl", 502, "upstream_needs_https"),
            (405, "UnsupportedHTTPMethod", 502, "upstream_api_gone"),
            (400, "LIVE.100011001", 400, "upstream_rejected_parameter"),
            (401, "LIVE.100011003", 502, "upstream_auth"),
            (400, "LIVE.100011004", 502, "upstream_needs_https"),
            (404, "APIGW.0101", 502, "upstream_api_gone"),
            (502, "APIGW.0201", 503, "upstream_unavailable"),
            (401, "APIGW.0301", 502, "upstream_auth"),
            (401, "APIG.0301", 502, "upstream_auth"),
            (401, "APIC.0301", 502, "upstream_auth"),
            (403, "APIGW.0302", 502, "account_denied"),
            (401, "APIGW.0303", 502, "upstream_auth"),
            (429, "APIGW.0308", 503, "upstream_throttled"),
            (418, "Surprise.New", 502, "upstream_error"),
            (503, "Surprise.New", 503, "upstream_unavailable"),
            (401, "Surprise.New", 502, "upstream_auth"),
            (403, "Surprise.New", 502, "account_denied"),
            (429, "Surprise.New", 503, "upstream_throttled"),
        ] {
            let got = vendor_problem(
                if is_huawei(code) {
                    "live-codes"
                } else {
                    "dcdn-ws-codes"
                },
                &error(from, code),
            );
            assert_eq!((got.status, got.code.as_str()), (to, ours), "{code}");
            assert_eq!(got.upstream_code.as_deref(), Some(code));
            assert_eq!(got.upstream_request_id.as_deref(), Some("R-1"));
            assert!(
                got.title.ends_with('.') && got.action.ends_with('.'),
                "{code}"
            );
        }
    }

    /// Any status and any code is a whole problem with a status that is an error.
    #[test]
    fn the_mapping_is_total() {
        for status in 0..=999 {
            let got = vendor_problem(
                "cdn-origin-codes",
                &VendorError {
                    status,
                    ..VendorError::default()
                },
            );
            assert!(
                (400..=599).contains(&got.status) && got.status != 401,
                "{status}"
            );
        }
    }

    #[test]
    fn a_wait_is_told_and_capped() {
        for (asked, told) in [
            (Some(1_500), 1_500),
            (Some(u64::MAX), 120_000),
            (None, 5_000),
        ] {
            let error = VendorError {
                wait_ms: asked,
                ..error(503, "Throttling")
            };
            assert_eq!(
                vendor_problem("cdn-origin-codes", &error).retry_after_ms,
                Some(told)
            );
        }
        assert_eq!(
            vendor_problem("cdn-origin-codes", &error(404, "InvalidDomain.NotFound"))
                .retry_after_ms,
            None
        );
    }

    #[test]
    fn what_does_not_look_like_a_code_or_an_id_stays_inside() {
        for bad in ["<script>", "", "a b", "é", "x\u{0}", &"c".repeat(65)] {
            let odd = VendorError {
                request_id: Some(bad.to_owned()),
                ..error(500, bad)
            };
            let got = vendor_problem("cdn-origin-codes", &odd);
            assert!(
                got.upstream_code.is_none() && got.upstream_request_id.is_none(),
                "{bad}"
            );
        }
    }

    fn is_huawei(code: &str) -> bool {
        code.starts_with("LIVE.") || code.starts_with("API")
    }

    /// One code, two messages: the vendor's page about this API has both.
    #[test]
    fn the_catalogue_tells_cases_apart_by_the_message() {
        let of = |message: &str| {
            let denied = VendorError {
                message: Some(message.to_owned()),
                ..error(403, "OperationDenied")
            };
            vendor_problem("cdn-origin-codes", &denied)
        };
        let (closed, stopped) = (
            of("Your account does not open CDN service yet."),
            of("Your CDN service is suspended."),
        );
        assert_eq!(
            (closed.code.as_str(), stopped.code.as_str()),
            ("account_denied", "account_denied")
        );
        assert!(closed.title.contains("not activated") && stopped.title.contains("suspended"));
    }
}
