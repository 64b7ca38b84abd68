//! Who may call: signature, clock, nonce, key, token.

pub(crate) mod alibaba_v1;
pub(crate) mod alibaba_v3;
pub(crate) mod huawei;
mod memory;

pub(crate) use memory::Memory;

use crate::envelope::Refusal;
use crate::key::Key;
use crate::stamp;

/// The key with this id, or the vendor's refusal.
fn alibaba_key<'a>(keys: &'a [Key], id: &str) -> Result<&'a Key, Refusal> {
    let found = keys.iter().find(|key| key.credential.id() == id);
    found.ok_or_else(|| {
        Refusal::new(
            404,
            "InvalidAccessKeyId.NotFound",
            "Specified access key is not found.",
        )
    })
}

/// A temporary key needs its token, a permanent one must come without.
fn alibaba_token(key: &Key, sent: Option<&str>) -> Result<(), Refusal> {
    match sent {
        _ if key.credential.token_is(sent) => Ok(()),
        None => Err(Refusal::new(
            400,
            "MissingSecurityToken",
            "SecurityToken is mandatory for this action.",
        )),
        Some(_) => Err(Refusal::new(
            400,
            "InvalidSecurityToken.MismatchWithAccessKey",
            "Specified SecurityToken mismatch with the AccessKey.",
        )),
    }
}

fn alibaba_clock(text: &str, now: i64) -> Result<(), Refusal> {
    let stamp = stamp::seconds(text).ok_or_else(|| {
        Refusal::new(
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
        )
    })?;
    if stamp::in_time(stamp, now) {
        return Ok(());
    }
    Err(Refusal::new(
        400,
        "InvalidTimeStamp.Expired",
        "Specified time stamp or date value is expired.",
    ))
}

fn nonce_used() -> Refusal {
    Refusal::new(
        400,
        "SignatureNonceUsed",
        "Specified signature nonce was used already.",
    )
}

fn incomplete() -> Refusal {
    Refusal::new(
        400,
        "IncompleteSignature",
        "The request signature does not conform to Alibaba Cloud standards.",
    )
}
