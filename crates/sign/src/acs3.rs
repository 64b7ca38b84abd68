//! Alibaba V3, ACS3-HMAC-SHA256: everything about the call in headers, the query as it is signed.
//!
//! Format: Alibaba Cloud, "V3 request structure & signature", read 2026-11-20; checked against the official SDKs.

use crate::canonical::{Authorization, Parts, read_authorization, request};
use crate::credential::Credential;
use crate::encode::canonical_query;
use crate::error::{SignError, check_request, ensure, header_safe};
use crate::hash::{hex, hmac_sha256, sha256_hex};
use crate::moment::Moment;
use crate::signed::Signed;

/// The algorithm's name on the wire.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// A call to sign.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `POST` or `GET`.
    pub method: &'a str,
    /// Host with the port if it is not the scheme's own.
    pub host: &'a str,
    /// `/` for RPC APIs.
    pub path: &'a str,
    /// Parameters, unencoded.
    pub query: &'a [(String, String)],
    /// Body; empty where the parameters stand in the query.
    pub body: &'a [u8],
    /// The API's name.
    pub action: &'a str,
    /// The product's API version, as `2018-05-10`.
    pub version: &'a str,
}

/// Signs a call. Signed are `host` and every `x-acs-*`; `accept: application/json` is added unsigned, because
/// whether the gateway answers JSON without it is not documented.
///
/// # Errors
/// What could not arrive as signed: see [`SignError`].
pub fn sign(
    call: &Request<'_>,
    key: &Credential,
    moment: &Moment<'_>,
) -> Result<Signed, SignError> {
    check(call, key, moment)?;
    let hash = sha256_hex(call.body);
    let date = moment.extended()?;
    let mut headers = vec![
        ("host", call.host),
        ("x-acs-action", call.action),
        ("x-acs-content-sha256", &hash),
        ("x-acs-date", &date),
        ("x-acs-signature-nonce", moment.nonce),
        ("x-acs-version", call.version),
    ];
    headers.extend(key.token().map(|token| ("x-acs-security-token", token)));
    headers.sort_unstable();
    let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
    let mut headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();

    let canonical = request(&Parts {
        method: call.method,
        uri: call.path,
        query: call.query,
        headers: &headers,
        signed: &names,
        payload_hash: &hash,
    })?;
    let signature = signature(key, &string_to_sign(&canonical))?;
    let list = names.join(";");
    let authorization = format!(
        "{ALGORITHM} Credential={},SignedHeaders={list},Signature={signature}",
        key.id()
    );
    headers.push(("accept".to_owned(), "application/json".to_owned()));
    headers.push(("authorization".to_owned(), authorization));

    let query = canonical_query(call.query);
    let mark = if query.is_empty() { "" } else { "?" };
    Ok(Signed {
        url: format!("{}{mark}{query}", call.path),
        headers,
    })
}

fn check(call: &Request<'_>, key: &Credential, moment: &Moment<'_>) -> Result<(), SignError> {
    check_request(call.method, call.host, call.path)?;
    ensure(
        header_safe(call.action) && header_safe(call.version),
        SignError::Action,
    )?;
    ensure(
        header_safe(key.id()) && !key.id().contains(','),
        SignError::KeyId,
    )?;
    ensure(!key.secret().is_empty(), SignError::Secret)?;
    ensure(key.token().is_none_or(header_safe), SignError::Token)?;
    ensure(header_safe(moment.nonce), SignError::Nonce)
}

/// The string to sign for a canonical request.
#[must_use]
pub fn string_to_sign(canonical_request: &str) -> String {
    format!("{ALGORITHM}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The signature in lower-case hex. The key is the secret alone, without the `&` of V1.
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
    read_authorization(header, ALGORITHM, "Credential")
}
