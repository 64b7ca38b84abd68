//! From what came back to an answer or a problem. A body passes only if the page will be able to decode it.

use crate::decode_problem::decode_problem;
use crate::problem::redirect;
use crate::upstream::Reply;
use crate::vendor_error::{VendorError, clean_id, vendor_problem};
use originscope_apis::{Api, DecodeError, vendor_error};
use originscope_core::Problem;

/// The vendor's body, untouched.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) upstream_request_id: Option<String>,
    /// Length of its slots, seconds.
    pub(crate) grain: i64,
}

/// Judges a vendor's reply.
///
/// # Errors
/// The vendor's error, or what is wrong with the body.
pub(crate) fn judge(api: &dyn Api, reply: Reply) -> Result<Answer, Problem> {
    let header_id = ["x-request-id", "x-acs-request-id"]
        .iter()
        .find_map(|name| clean_id(reply.header(name)?));
    match reply.status {
        200..=299 => {}
        300..=399 => return Err(redirect()),
        _ => return Err(refused(api, &reply, header_id)),
    }
    match api.decode(&reply.body) {
        Ok(decoded) => {
            let body_id = decoded.request_id.as_deref().and_then(clean_id);
            Ok(Answer {
                grain: decoded.frame.grain,
                body: reply.body,
                upstream_request_id: body_id.or(header_id),
            })
        }
        Err(DecodeError::VendorError { .. }) => Err(refused(api, &reply, header_id)),
        Err(error) => {
            tracing::warn!(source = api.spec().id, bytes = reply.body.len(), %error, "not an answer");
            let mut problem = decode_problem(&error).unwrap_or_else(crate::problem::internal);
            problem.upstream_request_id = header_id;
            Err(problem)
        }
    }
}

fn refused(api: &dyn Api, reply: &Reply, header_id: Option<String>) -> Problem {
    let mut error = VendorError {
        status: reply.status,
        wait_ms: wait_ms(reply),
        ..VendorError::default()
    };
    if let Some(said) = vendor_error(&reply.body) {
        error.code = Some(said.code);
        error.message = Some(said.message);
        error.request_id = said.request_id;
    }
    // An id of odd characters in the body is as good as none.
    error.request_id = error.request_id.as_deref().and_then(clean_id).or(header_id);
    vendor_problem(api.spec().id, &error)
}

/// How long the vendor asks to wait: `x-acs-retry-after` in milliseconds, or `Retry-After` in seconds.
pub(crate) fn wait_ms(reply: &Reply) -> Option<u64> {
    let number = |name| reply.header(name)?.trim().parse::<u64>().ok();
    number("x-acs-retry-after").or_else(|| Some(number("retry-after")?.saturating_mul(1_000)))
}
