//! Alibaba RPC "SignatureVersion 1.0", HMAC-SHA1; the documents call it signature method V2.
//!
//! Key id, token and signature stand in the query, and so in every access log on the way: opt-in only.
//! Format: Alibaba Cloud, "RPC mechanism", read 2026-11-20; the vendor's own examples are among the vectors.

use crate::credential::Credential;
use crate::encode::{canonical_query, encode};
use crate::error::{SignError, check_request, ensure, header_safe};
use crate::hash::hmac_sha1;
use crate::moment::Moment;
use crate::signed::Signed;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Parameters that the signer adds; a caller cannot set them.
pub const RESERVED: [&str; 7] = [
    "AccessKeyId",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "Timestamp",
];

/// Signs a call. `params` are all parameters of the call: `Action`, `Version`, `Format` (without it the vendor
/// answers XML) and the business ones. The body stays empty; the method is part of the signature.
///
/// # Errors
/// What could not arrive as signed, and [`SignError::ReservedParameter`]: see [`SignError`].
pub fn sign(
    method: &str,
    host: &str,
    params: &[(String, String)],
    key: &Credential,
    moment: &Moment<'_>,
) -> Result<Signed, SignError> {
    check_request(method, host, "/")?;
    ensure(!key.id().is_empty(), SignError::KeyId)?;
    ensure(!key.secret().is_empty(), SignError::Secret)?;
    ensure(key.token() != Some(""), SignError::Token)?;
    ensure(header_safe(moment.nonce), SignError::Nonce)?;
    let clash = params
        .iter()
        .any(|(name, _)| RESERVED.contains(&name.as_str()));
    ensure(!clash, SignError::ReservedParameter)?;

    let date = moment.extended()?;
    let mut all = params.to_vec();
    let added = [
        ("AccessKeyId", key.id()),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureNonce", moment.nonce),
        ("SignatureVersion", "1.0"),
        ("Timestamp", &date),
    ];
    let token = key.token().map(|token| ("SecurityToken", token));
    all.extend(
        added
            .into_iter()
            .chain(token)
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );

    let signature = signature(key, &string_to_sign(method, &all))?;
    let url = format!(
        "/?{}&Signature={}",
        canonical_query(&all),
        encode(&signature)
    );
    Ok(Signed {
        url,
        headers: vec![("host".to_owned(), host.to_owned())],
    })
}

/// The string to sign: all parameters, query and form body together, but `Signature`, which is left out here.
#[must_use]
pub fn string_to_sign(method: &str, params: &[(String, String)]) -> String {
    let signed: Vec<_> = params
        .iter()
        .filter(|(name, _)| name != "Signature")
        .cloned()
        .collect();
    format!("{method}&%2F&{}", encode(&canonical_query(&signed)))
}

/// The signature in Base64. The key is the secret followed by `&`.
///
/// # Errors
/// See [`SignError::Secret`].
pub fn signature(key: &Credential, string_to_sign: &str) -> Result<String, SignError> {
    let secret = zeroize::Zeroizing::new(format!("{}&", key.secret()));
    Ok(STANDARD.encode(hmac_sha1(secret.as_bytes(), string_to_sign.as_bytes())?))
}
