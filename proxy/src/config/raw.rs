//! The file as it is written. `originscope.example.toml` explains every key; a test holds the two together.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text with its place in the file, so that an error can name the line.
pub(super) type Text = Option<Spanned<String>>;
/// Several of them.
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
    pub(super) allowed_hosts: Texts,
    #[serde(default)]
    pub(super) accounts: RawAccounts,
    #[serde(default)]
    pub(super) access: RawAccess,
    #[serde(default)]
    pub(super) users: BTreeMap<String, RawUser>,
}

/// `[accounts]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAccounts {
    #[serde(default)]
    pub(super) alibaba: RawAlibaba,
    #[serde(default)]
    pub(super) huawei: RawHuawei,
}

/// `[accounts.alibaba]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAlibaba {
    pub(super) access_key_id: Text,
    pub(super) access_key_secret: Text,
    pub(super) security_token: Text,
    pub(super) signature: Text,
    #[serde(default)]
    pub(super) endpoints: RawEndpoints,
}

/// `[accounts.alibaba.endpoints]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEndpoints {
    pub(super) cdn: Text,
    pub(super) dcdn: Text,
}

/// `[accounts.huawei]`
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHuawei {
    pub(super) ak: Text,
    pub(super) sk: Text,
    pub(super) project_id: Text,
    pub(super) security_token: Text,
    pub(super) auth_token: Text,
    pub(super) region: Text,
    pub(super) endpoint: Text,
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
