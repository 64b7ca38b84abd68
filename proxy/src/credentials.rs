//! Where keys come from: the vendors' own environment variables, then the file. Only this module names the variables.
//!
//! Nothing in here can be printed; a key is spoken of by the last four characters of its id.

use crate::base::Base;
use crate::config::Env;
use base64::Engine;
use originscope_sign::{AuthToken, Credential};
use sha2::{Digest, Sha256};

/// The accounts that the proxy signs for, with the keys of one moment.
pub(crate) struct Accounts {
    /// How often keys were taken up before.
    pub(crate) turn: u64,
    pub(crate) alibaba: Option<Alibaba>,
    pub(crate) huawei: Option<Huawei>,
}

impl Accounts {
    /// Whether there is a key for this account.
    pub(crate) fn has(&self, account: &str) -> bool {
        match account {
            "huawei" => self.huawei.is_some(),
            _ => self.alibaba.is_some(),
        }
    }

    /// A hash of whose answers these are: key, project and address. Whoever has another key has other answers.
    pub(crate) fn scope(&self, account: &str) -> String {
        let mut digest = Sha256::new();
        if account == "huawei" {
            if let Some(huawei) = &self.huawei {
                digest.update(match &huawei.keys {
                    HuaweiKeys::AkSk(credential) => credential.id().as_bytes(),
                    HuaweiKeys::Token(_) => b"token",
                });
                digest.update(format!(
                    "|{}|{}",
                    huawei.project_id, huawei.endpoint.authority
                ));
            }
        } else if let Some(alibaba) = &self.alibaba {
            digest.update(alibaba.keys.credential.id());
            digest.update(format!(
                "|{}|{}",
                alibaba.cdn.authority, alibaba.dcdn.authority
            ));
        }
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest.finalize())
    }
}

/// Keys and addresses of the Alibaba account.
pub(crate) struct Alibaba {
    pub(crate) keys: AlibabaKeys,
    pub(crate) from: From,
    pub(crate) cdn: Base,
    pub(crate) dcdn: Base,
}

/// How Alibaba's calls are signed.
pub(crate) struct AlibabaKeys {
    pub(crate) credential: Credential,
    /// The older signature in the query (opt-in) instead of the one in headers.
    pub(crate) v1: bool,
}

/// Keys and address of the Huawei account.
pub(crate) struct Huawei {
    pub(crate) keys: HuaweiKeys,
    pub(crate) from: From,
    pub(crate) project_id: String,
    pub(crate) endpoint: Base,
}

/// How Huawei's calls are signed.
pub(crate) enum HuaweiKeys {
    /// Access key and secret key, with a token when temporary.
    AkSk(Credential),
    /// An IAM token that somebody else fetched.
    Token(AuthToken),
}

/// Where keys were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    Environment,
    File,
    /// The simulator's own keys.
    Simulator,
}

/// One set of keys as written in the file.
pub(crate) struct Written<'a> {
    pub(crate) id: Option<&'a str>,
    pub(crate) secret: Option<&'a str>,
    pub(crate) token: Option<&'a str>,
}

/// What is wrong with a set of keys; no value is part of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A whole sentence.
    InEnvironment(&'static str),
    /// The end of a sentence about a key of the file.
    InFile {
        key: &'static str,
        why: &'static str,
    },
}

/// The Alibaba keys. The `ALIYUN_` names are those of the vendor's older SDKs.
pub(crate) fn alibaba(
    written: &Written<'_>,
    env: Env<'_>,
) -> Result<Option<(Credential, From)>, Fault> {
    let id = set(env, "ALIBABA_CLOUD_ACCESS_KEY_ID");
    let secret = set(env, "ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    let half = "Of ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET only one is set: set both or none.";
    if let Some((id, secret)) = both(id, secret, half)? {
        return Ok(Some((
            credential(
                &id,
                &secret,
                set(env, "ALIBABA_CLOUD_SECURITY_TOKEN").as_deref(),
            )?,
            From::Environment,
        )));
    }
    let id = set(env, "ALIYUN_ACCESS_KEY_ID");
    let secret = set(env, "ALIYUN_ACCESS_KEY_SECRET");
    let half =
        "Of ALIYUN_ACCESS_KEY_ID and ALIYUN_ACCESS_KEY_SECRET only one is set: set both or none.";
    if let Some((id, secret)) = both(id, secret, half)? {
        return Ok(Some((credential(&id, &secret, None)?, From::Environment)));
    }
    in_file(written, ("access_key_id", "access_key_secret"))
}

/// The Huawei keys: environment, then `ak` and `sk` in the file, then `auth_token` in the file.
pub(crate) fn huawei(
    written: &Written<'_>,
    auth_token: Option<&str>,
    env: Env<'_>,
) -> Result<Option<(HuaweiKeys, From)>, Fault> {
    let half = "Of HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK only one is set: set both or none.";
    if let Some((ak, sk)) = both(
        set(env, "HUAWEICLOUD_SDK_AK"),
        set(env, "HUAWEICLOUD_SDK_SK"),
        half,
    )? {
        let keys = credential(
            &ak,
            &sk,
            set(env, "HUAWEICLOUD_SDK_SECURITY_TOKEN").as_deref(),
        )?;
        return Ok(Some((HuaweiKeys::AkSk(keys), From::Environment)));
    }
    if let Some((keys, from)) = in_file(written, ("ak", "sk"))? {
        return Ok(Some((HuaweiKeys::AkSk(keys), from)));
    }
    match auth_token {
        Some(token) if fits_header(token) => {
            Ok(Some((HuaweiKeys::Token(AuthToken::new(token)), From::File)))
        }
        Some(_) => Err(Fault::InFile {
            key: "auth_token",
            why: "has characters that no token has",
        }),
        None => Ok(None),
    }
}

/// The project that Huawei's calls are about. It becomes part of a path, so its characters are closed.
pub(crate) fn huawei_project(written: Option<&str>, env: Env<'_>) -> Result<String, Fault> {
    let from_env = set(env, "HUAWEICLOUD_SDK_PROJECT_ID");
    let in_env = from_env.is_some();
    let Some(id) = from_env.or_else(|| written.map(str::to_owned)) else {
        return Err(Fault::InEnvironment(
            "Huawei needs a project id beside the key: set HUAWEICLOUD_SDK_PROJECT_ID, or `project_id` in the file.",
        ));
    };
    if id.len() <= 64
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    {
        return Ok(id);
    }
    Err(if in_env {
        Fault::InEnvironment(
            "HUAWEICLOUD_SDK_PROJECT_ID is not a project id: it has letters and digits only.",
        )
    } else {
        Fault::InFile {
            key: "project_id",
            why: "is not a project id: it has letters and digits only",
        }
    })
}

fn in_file(
    written: &Written<'_>,
    names: (&'static str, &'static str),
) -> Result<Option<(Credential, From)>, Fault> {
    match (written.id, written.secret) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(Fault::InFile {
            key: names.0,
            why: "stands here without its secret",
        }),
        (None, Some(_)) => Err(Fault::InFile {
            key: names.1,
            why: "stands here without its id",
        }),
        (Some(id), Some(secret)) => match credential(id, secret, written.token) {
            Ok(keys) => Ok(Some((keys, From::File))),
            Err(_) => Err(Fault::InFile {
                key: names.0,
                why: "or what belongs to it has blanks or line ends in it",
            }),
        },
    }
}

fn credential(id: &str, secret: &str, token: Option<&str>) -> Result<Credential, Fault> {
    if fits_header(id) && fits_header(secret) && token.is_none_or(fits_header) {
        return Ok(Credential::new(id, secret, token));
    }
    Err(Fault::InEnvironment(
        "A key in the environment has blanks or line ends in it: set it again without them.",
    ))
}

/// Keys go into headers: printable ASCII without blanks.
fn fits_header(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A variable that is set to something.
fn set(env: Env<'_>, name: &str) -> Option<String> {
    env(name).filter(|value| !value.is_empty())
}

fn both(
    a: Option<String>,
    b: Option<String>,
    half: &'static str,
) -> Result<Option<(String, String)>, Fault> {
    match (a, b) {
        (Some(a), Some(b)) => Ok(Some((a, b))),
        (None, None) => Ok(None),
        _ => Err(Fault::InEnvironment(half)),
    }
}
