//! From what was written to what runs. Everything is checked here, once, at start.

use super::access::access;
use super::explain::{toml_error, value_error};
use super::raw::{Raw, RawAlibaba, RawHuawei, Text};
use super::{Config, ConfigError, Doors, Env, Flags};
use crate::base::Base;
use crate::credentials::{self, Accounts, Alibaba, AlibabaKeys, Huawei, Written};
use crate::log::LogForm;
use crate::replicas::Replicas;
use std::net::SocketAddr;

/// Where the proxy listens if nothing is said.
const LISTEN: &str = "127.0.0.1:8787";
/// The region of the Huawei page's own examples, and the host that the API's specification names.
const HUAWEI_REGION: &str = "cn-north-4";

pub(super) fn resolve(flags: &Flags, env: Env<'_>) -> Result<Config, ConfigError> {
    let text = flags.config.as_deref().unwrap_or_default();
    let raw: Raw = toml::from_str(text).map_err(|error| toml_error(text, &error))?;
    let file = File { text };
    let listen = match flags.listen {
        Some(address) => address,
        None => file.listen(&raw.listen)?,
    };
    let access = access(&raw, text, listen)?;
    let doors = file.doors(&raw)?;
    let accounts = Accounts {
        turn: 0,
        alibaba: file.alibaba(&raw.accounts.alibaba, env)?,
        huawei: file.huawei(&raw.accounts.huawei, env)?,
    };
    Ok(Config {
        listen,
        dist: flags
            .dist
            .clone()
            .or_else(|| value(&raw.dist).map(Into::into)),
        replay: flags.replay.clone(),
        demo: flags.demo,
        doors,
        access,
        accounts,
        outbound_proxy: file.outbound_proxy(&raw.outbound_proxy)?,
        replicas: file.replicas(&raw.cache)?,
        admin: file.admin(&raw.admin)?,
        log: file.log(&raw.log)?,
    })
}

/// The written value; an empty one counts as not written.
fn value(text: &Text) -> Option<&str> {
    text.as_ref()
        .map(|spanned| spanned.get_ref().as_str())
        .filter(|value| !value.is_empty())
}

/// The text of the file, for the lines in errors.
struct File<'a> {
    text: &'a str,
}

impl File<'_> {
    fn wrong(&self, key: &str, at: &Text, why: &str) -> ConfigError {
        let span = at.as_ref().map_or(0..0, toml::Spanned::span);
        value_error(self.text, key, span, why)
    }

    fn listen(&self, written: &Text) -> Result<SocketAddr, ConfigError> {
        value(written).unwrap_or(LISTEN).parse().map_err(|_| {
            self.wrong(
                "listen",
                written,
                "is not an address and port such as 127.0.0.1:8787",
            )
        })
    }

    fn doors(&self, raw: &Raw) -> Result<Doors, ConfigError> {
        let mut doors = Doors::default();
        if let Some(public) = value(&raw.public_url) {
            doors
                .set_public(public)
                .map_err(|why| self.wrong("public_url", &raw.public_url, why))?;
        }
        for host in raw.allowed_hosts.iter().flatten() {
            doors
                .add_host(host.get_ref())
                .map_err(|why| value_error(self.text, "allowed_hosts", host.span(), why))?;
        }
        Ok(doors)
    }

    fn base(&self, key: &str, written: &Text, default: &str) -> Result<Base, ConfigError> {
        match value(written) {
            Some(text) => Base::parse(text).map_err(|why| self.wrong(key, written, why)),
            None => Ok(Base::https(default)),
        }
    }

    /// The address is not a vendor's: plain http to any host is usual, for the tunnel in it is TLS all the same.
    fn outbound_proxy(&self, written: &Text) -> Result<Option<Base>, ConfigError> {
        let Some(text) = value(written) else {
            return Ok(None);
        };
        let as_https = text
            .strip_prefix("http://")
            .map(|rest| format!("https://{rest}"));
        let base = Base::parse(as_https.as_deref().unwrap_or(text)).map_err(|_| {
            self.wrong(
                "outbound_proxy",
                written,
                "is not an address such as http://proxy.example:3128",
            )
        })?;
        let scheme = if as_https.is_some() { "http" } else { "https" };
        Ok(Some(Base { scheme, ..base }))
    }

    /// The operator's listener: this machine's only, because it asks for no key.
    fn admin(&self, written: &Text) -> Result<Option<SocketAddr>, ConfigError> {
        let Some(text) = value(written) else {
            return Ok(None);
        };
        let address: Option<SocketAddr> = text.parse().ok();
        match address.filter(|address| address.ip().is_loopback()) {
            Some(address) => Ok(Some(address)),
            None => Err(self.wrong(
                "admin",
                written,
                "is not a loopback address and port such as 127.0.0.1:9091",
            )),
        }
    }

    fn log(&self, written: &Text) -> Result<LogForm, ConfigError> {
        match value(written) {
            None | Some("text") => Ok(LogForm::Text),
            Some("json") => Ok(LogForm::Json),
            Some(_) => Err(self.wrong("log", written, "must be \"text\" or \"json\"")),
        }
    }

    /// Where answers are kept: in memory, or shared through a Redis.
    fn replicas(&self, written: &Text) -> Result<Option<Replicas>, ConfigError> {
        match value(written) {
            None | Some("memory") => Ok(None),
            Some(address) => Replicas::at(address)
                .map(Some)
                .map_err(|why| self.wrong("cache", written, why)),
        }
    }

    fn alibaba(&self, raw: &RawAlibaba, env: Env<'_>) -> Result<Option<Alibaba>, ConfigError> {
        let v1 = match value(&raw.signature) {
            None | Some("v3") => false,
            Some("v1") => true,
            Some(_) => {
                return Err(self.wrong("signature", &raw.signature, "must be \"v3\" or \"v1\""));
            }
        };
        let cdn = self.base("cdn", &raw.endpoints.cdn, "cdn.aliyuncs.com")?;
        let dcdn = self.base("dcdn", &raw.endpoints.dcdn, "dcdn.aliyuncs.com")?;
        let written = Written {
            id: value(&raw.access_key_id),
            secret: value(&raw.access_key_secret),
            token: value(&raw.security_token),
        };
        let found = credentials::alibaba(&written, env).map_err(|why| {
            let at = if raw.access_key_id.is_some() {
                &raw.access_key_id
            } else {
                &raw.access_key_secret
            };
            self.credential_error(why, at)
        })?;
        Ok(found.map(|(keys, from)| Alibaba {
            keys: AlibabaKeys {
                credential: keys,
                v1,
            },
            from,
            cdn,
            dcdn,
        }))
    }

    fn huawei(&self, raw: &RawHuawei, env: Env<'_>) -> Result<Option<Huawei>, ConfigError> {
        let region = value(&raw.region).unwrap_or(HUAWEI_REGION);
        if region.len() > 32
            || !region
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            return Err(self.wrong(
                "region",
                &raw.region,
                "is not a region's id such as cn-north-4",
            ));
        }
        let endpoint = self.base(
            "endpoint",
            &raw.endpoint,
            &format!("live.{region}.myhuaweicloud.com"),
        )?;
        let written = Written {
            id: value(&raw.ak),
            secret: value(&raw.sk),
            token: value(&raw.security_token),
        };
        let token = value(&raw.auth_token);
        if token.is_some() && written.id.is_some() {
            let why = "cannot stand beside `ak`: choose one of the two ways to sign in";
            return Err(self.wrong("auth_token", &raw.auth_token, why));
        }
        let found = credentials::huawei(&written, token, env).map_err(|why| {
            let at = if raw.ak.is_some() { &raw.ak } else { &raw.sk };
            self.credential_error(why, at)
        })?;
        let Some((keys, from)) = found else {
            return Ok(None);
        };
        let project_id = credentials::huawei_project(value(&raw.project_id), env)
            .map_err(|why| self.credential_error(why, &raw.project_id))?;
        Ok(Some(Huawei {
            keys,
            from,
            project_id,
            endpoint,
        }))
    }

    fn credential_error(&self, why: credentials::Fault, at: &Text) -> ConfigError {
        match why {
            credentials::Fault::InEnvironment(sentence) => ConfigError(sentence.to_owned()),
            credentials::Fault::InFile { key, why } => self.wrong(key, at, why),
        }
    }
}
