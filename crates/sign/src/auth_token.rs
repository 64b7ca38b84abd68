//! Huawei with a user token: the `X-Auth-Token` header and no signature.

use crate::credential::AuthToken;
use crate::error::{SignError, check_request, ensure, header_safe};
use crate::sdk_hmac::{Request, target};
use crate::signed::Signed;

/// Adds the token to a call. The URL is written as [`crate::sdk_hmac::sign`] writes it.
///
/// # Errors
/// [`SignError::Token`] for a token that is empty or cannot stand in a header; method, host, path and project as usual.
pub fn sign(call: &Request<'_>, token: &AuthToken) -> Result<Signed, SignError> {
    check_request(call.method, call.host, call.path)?;
    ensure(header_safe(call.project_id), SignError::Project)?;
    ensure(header_safe(token.text()), SignError::Token)?;
    let headers = [
        ("host", call.host),
        ("x-auth-token", token.text()),
        ("x-project-id", call.project_id),
    ];
    let headers = headers
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    Ok(Signed {
        url: target(call),
        headers,
    })
}
