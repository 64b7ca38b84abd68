//! Alibaba RPC V1: everything about the signature stands among the parameters.

use super::{Memory, alibaba_clock, alibaba_key, alibaba_token, incomplete, nonce_used};
use crate::envelope::Refusal;
use crate::key::Key;
use crate::request::value;
use originscope_sign::{rpc_v1, same};

/// Verifies a request by its parameters, query and form body together.
pub(crate) fn verify(
    method: &str,
    params: &[(String, String)],
    keys: &[Key],
    memory: &mut Memory,
    now: i64,
) -> Result<(), Refusal> {
    let id = needed(params, "AccessKeyId", "MissingAccessKeyId")?;
    let sent = needed(params, "Signature", "MissingSignature")?;
    let stamp = needed(params, "Timestamp", "MissingTimestamp")?;
    let nonce = needed(params, "SignatureNonce", "MissingSignatureNonce")?;
    let algorithm = (
        value(params, "SignatureMethod"),
        value(params, "SignatureVersion"),
    );
    if algorithm != (Some("HMAC-SHA1"), Some("1.0")) {
        return Err(incomplete());
    }
    let key = alibaba_key(keys, id)?;
    alibaba_token(key, value(params, "SecurityToken"))?;
    alibaba_clock(stamp, now)?;
    let string = rpc_v1::string_to_sign(method, params);
    let expected = rpc_v1::signature(&key.credential, &string).map_err(|_| incomplete())?;
    if !same(&expected, sent) {
        // The older official SDK compares what follows the first colon with its own string.
        let message = format!(
            "Specified signature is not matched with our calculation. server string to sign is:{string}"
        );
        return Err(Refusal::new(400, "SignatureDoesNotMatch", message));
    }
    if memory.take_nonce(id, nonce, now) {
        Ok(())
    } else {
        Err(nonce_used())
    }
}

fn needed<'a>(
    params: &'a [(String, String)],
    name: &str,
    code: &'static str,
) -> Result<&'a str, Refusal> {
    value(params, name)
        .ok_or_else(|| Refusal::new(400, code, format!("{name} is mandatory for this action.")))
}
