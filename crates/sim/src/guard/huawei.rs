//! Huawei's gateway: AK and SK with a signature, or a user token. There is no nonce; replays pass for 15 minutes.

use super::Memory;
use crate::envelope::Refusal;
use crate::key::Key;
use crate::request::SimRequest;
use crate::stamp;
use originscope_sign::{canonical, same, sdk_hmac, sha256_hex};

/// Verifies a request for a project.
pub(crate) fn verify(
    request: &SimRequest<'_>,
    project: &str,
    keys: &[Key],
    memory: &mut Memory,
    now: i64,
) -> Result<(), Refusal> {
    if let Some(token) = request.header("x-auth-token") {
        let owner = keys
            .iter()
            .find(|key| key.user_token.as_ref().is_some_and(|known| known.is(token)));
        let owner =
            owner.ok_or_else(|| Refusal::new(401, "APIGW.0307", "The token must be updated."))?;
        return belongs(owner, project);
    }
    let header = request.header("authorization").unwrap_or_default();
    let sent = sdk_hmac::authorization(header)
        .ok_or_else(|| identity("authorization header is missing or malformed"))?;
    let key = keys.iter().find(|key| key.credential.id() == sent.key_id);
    let key = key.ok_or_else(|| identity(&format!("ak {} not exist", sent.key_id)))?;
    if memory.is_locked(sent.key_id, now) {
        return Err(identity("AK access failed to reach the limit,forbidden"));
    }
    let result = verify_key(request, key, &sent, now);
    memory.login(sent.key_id, result.is_ok(), now);
    result?;
    match request.header("x-project-id") {
        Some(id) if id == project => belongs(key, project),
        _ => Err(Refusal::new(
            400,
            "LIVE.100011001",
            "Invalid request parameter: X-Project-Id",
        )),
    }
}

fn verify_key(
    request: &SimRequest<'_>,
    key: &Key,
    sent: &canonical::Authorization<'_>,
    now: i64,
) -> Result<(), Refusal> {
    let date = request.header("x-sdk-date").unwrap_or_default();
    let stamp =
        stamp::compact(date).ok_or_else(|| identity("x-sdk-date is missing or malformed"))?;
    if !stamp::in_time(stamp, now) {
        return Err(Refusal::new(
            401,
            "APIGW.0303",
            "Incorrect app authentication information: signature expired",
        ));
    }
    if !key.credential.token_is(request.header("x-security-token")) {
        return Err(identity("security token does not match the access key"));
    }
    if !sent.signed.contains(&"x-sdk-date") {
        return Err(identity("x-sdk-date is not signed"));
    }
    let hash = payload_hash(request)?;
    let canonical_request = canonical::request(&canonical::Parts {
        method: request.method,
        uri: &sdk_hmac::canonical_uri(request.path),
        query: &request.query(),
        headers: &request.signed_headers(),
        signed: &sent.signed,
        payload_hash: &hash,
    })
    .map_err(|_| identity("a signed header is missing"))?;
    let string = sdk_hmac::string_to_sign(date, &canonical_request);
    let expected =
        sdk_hmac::signature(&key.credential, &string).map_err(|_| identity("no secret"))?;
    if same(&expected, sent.signature) {
        return Ok(());
    }
    // The gateway echoes the canonical request with | for line ends.
    let echo = canonical_request.replace('\n', "|");
    Err(identity(&format!(
        "verify aksk signature fail, canonicalRequest:{echo}"
    )))
}

/// The body's hash, or what `X-Sdk-Content-Sha256` declares: it must be true, or leave a body unsigned that is no JSON.
fn payload_hash(request: &SimRequest<'_>) -> Result<String, Refusal> {
    let hash = sha256_hex(request.body);
    let json = request
        .header("content-type")
        .unwrap_or_default()
        .contains("json");
    match request.header("x-sdk-content-sha256") {
        None => Ok(hash),
        Some(declared) if declared == hash => Ok(hash),
        Some("UNSIGNED-PAYLOAD") if !json => Ok("UNSIGNED-PAYLOAD".to_owned()),
        Some(_) => Err(identity("x-sdk-content-sha256 does not match the body")),
    }
}

fn belongs(key: &Key, project: &str) -> Result<(), Refusal> {
    if key.project_id == project {
        return Ok(());
    }
    Err(Refusal::new(
        403,
        "APIGW.0302",
        "The IAM user is not allowed to access the API",
    ))
}

fn identity(what: &str) -> Refusal {
    Refusal::new(
        401,
        "APIGW.0301",
        format!("Incorrect IAM authentication information: {what}"),
    )
}
