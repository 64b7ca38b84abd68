//! Alibaba V3: verified over exactly the headers that the client lists, with the raw host.

use super::{Memory, alibaba_clock, alibaba_key, alibaba_token, incomplete, nonce_used};
use crate::envelope::Refusal;
use crate::key::Key;
use crate::request::SimRequest;
use originscope_sign::{acs3, canonical, same, sha256_hex};

/// Whether a request speaks V3. The official clients send `x-acs-action` with V1 too, so a signature among the
/// parameters decides where there is no `Authorization`.
pub(crate) fn speaks(request: &SimRequest<'_>) -> bool {
    if let Some(value) = request.header("authorization") {
        return value.starts_with(acs3::ALGORITHM);
    }
    let signed_v1 = |pairs: &[(String, String)]| pairs.iter().any(|(name, _)| name == "Signature");
    request.header("x-acs-action").is_some()
        && !signed_v1(&request.query())
        && !signed_v1(&request.form())
}

/// Verifies a request.
pub(crate) fn verify(
    request: &SimRequest<'_>,
    keys: &[Key],
    memory: &mut Memory,
    now: i64,
) -> Result<(), Refusal> {
    let sent = request
        .header("authorization")
        .and_then(acs3::authorization)
        .ok_or_else(incomplete)?;
    let key = alibaba_key(keys, sent.key_id)?;
    alibaba_token(key, request.header("x-acs-security-token"))?;
    let date = request
        .header("x-acs-date")
        .ok_or_else(|| missing("MissingTimestamp", "x-acs-date"))?;
    alibaba_clock(date, now)?;
    let nonce = request.header("x-acs-signature-nonce").unwrap_or_default();
    if nonce.is_empty() {
        return Err(missing("MissingSignatureNonce", "x-acs-signature-nonce"));
    }
    if !covers_enough(request, &sent.signed) {
        return Err(incomplete());
    }
    verify_signature(request, key, &sent)?;
    if memory.take_nonce(sent.key_id, nonce, now) {
        Ok(())
    } else {
        Err(nonce_used())
    }
}

/// The documents: host and every `x-acs-*` header that is sent must be signed; five of these must be sent.
fn covers_enough(request: &SimRequest<'_>, signed: &[&str]) -> bool {
    let needed = [
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];
    let sent = request
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase());
    needed.iter().all(|name| signed.contains(name))
        && sent
            .filter(|name| name.starts_with("x-acs-"))
            .all(|name| signed.contains(&name.as_str()))
}

fn verify_signature(
    request: &SimRequest<'_>,
    key: &Key,
    sent: &canonical::Authorization<'_>,
) -> Result<(), Refusal> {
    let canonical_request = canonical::request(&canonical::Parts {
        method: request.method,
        uri: request.path,
        query: &request.query(),
        headers: &request.signed_headers(),
        signed: &sent.signed,
        // Of the body that came, never of the header: a wrong declaration breaks the signature.
        payload_hash: &sha256_hex(request.body),
    })
    .map_err(|_| incomplete())?;
    let string = acs3::string_to_sign(&canonical_request);
    let expected = acs3::signature(&key.credential, &string).map_err(|_| incomplete())?;
    if same(&expected, sent.signature) {
        return Ok(());
    }
    let message = format!(
        "Specified signature does not match our calculation. server StringToSign is [{string}] \
         server CanonicalRequest is [{canonical_request}]"
    );
    Err(Refusal::new(400, "SignatureDoesNotMatch", message))
}

fn missing(code: &'static str, name: &str) -> Refusal {
    Refusal::new(400, code, format!("{name} is mandatory for this action."))
}
