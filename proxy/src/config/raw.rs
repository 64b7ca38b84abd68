//! The file as it is written. `originscope.example.toml` explains every key; a test holds the two together.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use zeroize::Zeroizing;

/// A text with its place in the file, so that an error can name the line.
pub(super) type Text = Option<Spanned<String>>;
/// The same, wiped from memory when it goes.
pub(super) type Secret = Option<Spanned<Zeroizing<String>>>;
/// Several texts.
pub(super) type Texts = Option<Vec<Spanned<String>>>;

/// Yes or no.
pub(super) type Flag = Option<Spanned<bool>>;
/// A count.
pub(super) type Number = Option<Spanned<u32>>;

/// The whole file. No `Debug`: it holds keys.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(super) listen: Text,
    pub(super) dist: Text,
    pub(super) outbound_proxy: Text,
    pub(super) cache: Text,
    pub(super) admin: Text,
    pub(super) log: Text,
    pub(super) public_url: Text,
    pub(super) prefix: Text,
    pub(super) cors_origins: Texts,
    pub(super) allowed_hosts: Texts,
    #[serde(default)]
    pub(super) accounts: BTreeMap<String, Spanned<RawAccount>>,
    #[serde(default)]
    pub(super) access: RawAccess,
    #[serde(default)]
    pub(super) users: BTreeMap<String, RawUser>,
}

/// `[accounts.NAME]`, of either vendor: each has some keys of its own.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAccount {
    pub(super) vendor: Text,
    pub(super) domains: Texts,
    pub(super) sources: Texts,
    pub(super) profile: Text,
    pub(super) credentials_file: Text,
    pub(super) instance_role: Text,
    pub(super) role_arn: Text,
    pub(super) external_id: Text,
    pub(super) access_key_id: Text,
    pub(super) access_key_secret: Secret,
    pub(super) security_token: Secret,
    pub(super) signature: Text,
    pub(super) ak: Text,
    pub(super) sk: Secret,
    pub(super) project_id: Text,
    pub(super) auth_token: Secret,
    pub(super) region: Text,
    pub(super) endpoint: Text,
    #[serde(default)]
    pub(super) endpoints: RawEndpoints,
}

/// `[accounts.NAME.endpoints]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEndpoints {
    pub(super) cdn: Text,
    pub(super) dcdn: Text,
    pub(super) sts: Text,
    pub(super) iam: Text,
    pub(super) metadata: Text,
}

/// `[access]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAccess {
    pub(super) mode: Text,
    pub(super) trusted_proxies: Texts,
    pub(super) shared_secret: Text,
    pub(super) identity_header: Text,
    pub(super) requests_per_second: Number,
    pub(super) burst: Number,
}

/// `[users.NAME]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUser {
    pub(super) token: Text,
    pub(super) password: Text,
    pub(super) domains: Texts,
    pub(super) all_domains: Flag,
}
