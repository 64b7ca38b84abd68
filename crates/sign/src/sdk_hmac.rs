//! Huawei SDK-HMAC-SHA256, for AK and SK, permanent or temporary. It has no nonce: a captured request can be sent
//! again for 15 minutes.
//!
//! Format: Huawei Cloud, "API request signing guide", read 2026-11-20; checked against the official SDKs.

use crate::canonical::{Authorization, Parts, read_authorization, request};
use crate::credential::Credential;
use crate::encode::{canonical_query, decode, encode};
use crate::error::{SignError, check_request, ensure, header_safe};
use crate::hash::{hex, hmac_sha256, sha256_hex};
use crate::moment::Moment;
use crate::signed::Signed;

/// The algorithm's name on the wire.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// A call to sign.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET` for everything in here.
    pub method: &'a str,
    /// Host with the port if it is not the scheme's own.
    pub host: &'a str,
    /// The path as it goes over the wire, each segment encoded.
    pub path: &'a str,
    /// Parameters, unencoded; keys may repeat.
    pub query: &'a [(String, String)],
    /// Body; empty for everything in here.
    pub body: &'a [u8],
    /// The project's id, sent as `X-Project-Id`.
    pub project_id: &'a str,
}

/// Signs a call. Signed are `host`, `x-project-id`, `x-sdk-date` and, for temporary keys, `x-security-token`.
///
/// # Errors
/// What could not arrive as signed: see [`SignError`].
pub fn sign(
    call: &Request<'_>,
    key: &Credential,
    moment: &Moment<'_>,
) -> Result<Signed, SignError> {
    check(call, key)?;
    let date = moment.compact()?;
    let mut headers = vec![
        ("host", call.host),
        ("x-project-id", call.project_id),
        ("x-sdk-date", &date),
    ];
    headers.extend(key.token().map(|token| ("x-security-token", token)));
    headers.sort_unstable();
    let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
    let mut headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();

    let canonical = request(&Parts {
        method: call.method,
        uri: &canonical_uri(call.path),
        query: call.query,
        headers: &headers,
        signed: &names,
        payload_hash: &sha256_hex(call.body),
    })?;
    let signature = signature(key, &string_to_sign(&date, &canonical))?;
    let list = names.join(";");
    let authorization = format!(
        "{ALGORITHM} Access={}, SignedHeaders={list}, Signature={signature}",
        key.id()
    );
    headers.push(("authorization".to_owned(), authorization));
    Ok(Signed {
        url: target(call),
        headers,
    })
}

fn check(call: &Request<'_>, key: &Credential) -> Result<(), SignError> {
    check_request(call.method, call.host, call.path)?;
    ensure(header_safe(call.project_id), SignError::Project)?;
    ensure(
        header_safe(key.id()) && !key.id().contains(','),
        SignError::KeyId,
    )?;
    ensure(!key.secret().is_empty(), SignError::Secret)?;
    ensure(key.token().is_none_or(header_safe), SignError::Token)
}

/// Path and query as they go over the wire, the query in the order in which it is signed.
pub(crate) fn target(call: &Request<'_>) -> String {
    let query = canonical_query(call.query);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{query}", call.path)
}

/// The canonical path: decoded, each segment encoded anew, and always a `/` at the end, which the wire path has not.
#[must_use]
pub fn canonical_uri(path: &str) -> String {
    let plain = decode(path);
    let segments: Vec<_> = plain.split('/').map(encode).collect();
    let mut uri = segments.join("/");
    if !uri.ends_with('/') {
        uri.push('/');
    }
    uri
}

/// The string to sign: algorithm, the `X-Sdk-Date` header as sent, hash of the canonical request.
#[must_use]
pub fn string_to_sign(sdk_date: &str, canonical_request: &str) -> String {
    format!(
        "{ALGORITHM}\n{sdk_date}\n{}",
        sha256_hex(canonical_request.as_bytes())
    )
}

/// The signature in lower-case hex.
///
/// # Errors
/// See [`SignError::Secret`].
pub fn signature(key: &Credential, string_to_sign: &str) -> Result<String, SignError> {
    Ok(hex(&hmac_sha256(
        key.secret().as_bytes(),
        string_to_sign.as_bytes(),
    )?))
}

/// Reads the `Authorization` header of this algorithm.
#[must_use]
pub fn authorization(header: &str) -> Option<Authorization<'_>> {
    read_authorization(header, ALGORITHM, "Access")
}
