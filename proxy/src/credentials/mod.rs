//! The keys: where the vendors' own tools look for them, how temporary ones stay good, and which account uses which.
//!
//! Only this module names the vendors' variables. Nothing in here can be printed; a key is spoken of by the last four
//! characters of its id.

mod account;
mod alibaba;
mod alibaba_ini;
mod alibaba_sts;
mod cli_profile;
mod credentials_uri;
mod ecs_role;
mod http;
mod huawei;
mod huawei_metadata;
mod huawei_sts;
mod ini;
mod keeper;
mod keys;
mod places;
pub(crate) mod private;
mod source;
mod written;

pub(crate) use account::{Account, Accounts, Reach, Service, Signer};
pub(crate) use alibaba::alibaba;
pub(crate) use http::Http;
pub(crate) use huawei::{huawei, project};
pub(crate) use keys::{Keys, Lease, NotGiven};
pub(crate) use places::Places;
pub(crate) use source::Source;
pub(crate) use written::{Fault, Written};

/// The keys that stand in the configuration itself.
fn in_configuration(
    written: &Written<'_>,
    names: (&'static str, &'static str),
) -> Result<Option<Source>, Fault> {
    let wrong = |key, why| Err(Fault::InFile { key, why });
    let (id, secret) = match (written.id, written.secret) {
        (None, None) => return Ok(None),
        (Some(_), None) => return wrong(names.0, "stands here without its secret"),
        (None, Some(_)) => return wrong(names.1, "stands here without its id"),
        (Some(id), Some(secret)) => (id, secret),
    };
    match Keys::ak_sk(id, secret, written.token) {
        Some(keys) => Ok(Some(alibaba::kept(keys, "the configuration"))),
        None => wrong(
            names.0,
            "or what belongs to it has blanks or line ends in it",
        ),
    }
}

/// Whether it looks like the id of a region; it becomes part of a host.
pub(crate) fn is_region(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=32).contains(&text.len()) && text.bytes().all(plain)
}
