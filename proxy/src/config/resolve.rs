//! From what was written to what runs. Everything is checked here, once, at start.

use super::access::access;
use super::accounts::accounts;
use super::explain::{toml_error, value_error};
use super::raw::{Raw, Text};
use super::section::secret;
use super::{Config, ConfigError, Doors, Env, Flags};
use crate::base::Base;
use crate::credentials::{Accounts, Places};
use crate::log::LogForm;
use crate::replicas::Replicas;
use std::net::SocketAddr;
use toml::Spanned;

/// Where the proxy listens if nothing is said.
const LISTEN: &str = "127.0.0.1:8787";

pub(super) fn resolve(flags: &Flags, env: Env<'_>) -> Result<Config, ConfigError> {
    let text = flags.config.as_deref().unwrap_or_default();
    let raw: Raw = toml::from_str(text).map_err(|error| toml_error(text, &error))?;
    let file = File { text };
    let listen = match flags.listen {
        Some(address) => address,
        None => file.listen(&raw.listen)?,
    };
    let doors = file.doors(&raw)?;
    let access = access(&raw, text, listen)?.with_cookie(doors.cookie());
    let places = Places::new(env);
    // The simulator and saved answers need no keys, so they hang on no file with any.
    let accounts = if flags.demo || flags.replay.is_some() {
        Accounts::default()
    } else {
        Accounts::new(accounts(&raw.accounts, &file, &places)?)
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
        is_secret: is_secret(&raw),
        looked: places.looked(),
    })
}

/// Whether something in the file is nobody else's business.
fn is_secret(raw: &Raw) -> bool {
    let accounts = raw.accounts.values().map(Spanned::get_ref);
    let mut keys = accounts.flat_map(|account| {
        [&account.access_key_secret, &account.sk, &account.auth_token]
            .map(|key| secret(key).is_some())
    });
    let mut users = raw.users.values();
    keys.any(|is_there| is_there)
        || users.any(|user| value(&user.token).is_some())
        || value(&raw.access.shared_secret).is_some()
        || value(&raw.cache).is_some_and(|address| address.contains('@'))
}

/// The written value; an empty one counts as not written.
pub(super) fn value(text: &Text) -> Option<&str> {
    text.as_ref()
        .map(|spanned| spanned.get_ref().as_str())
        .filter(|value| !value.is_empty())
}

/// The text of the file, for the lines in errors.
pub(super) struct File<'a> {
    pub(super) text: &'a str,
}

impl File<'_> {
    pub(super) fn wrong(&self, key: &str, at: &Text, why: &str) -> ConfigError {
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
        if let Some(prefix) = value(&raw.prefix) {
            doors
                .set_prefix(prefix)
                .map_err(|why| self.wrong("prefix", &raw.prefix, why))?;
        }
        for origin in raw.cors_origins.iter().flatten() {
            doors
                .add_friend(origin.get_ref())
                .map_err(|why| value_error(self.text, "cors_origins", origin.span(), why))?;
        }
        for host in raw.allowed_hosts.iter().flatten() {
            doors
                .add_host(host.get_ref())
                .map_err(|why| value_error(self.text, "allowed_hosts", host.span(), why))?;
        }
        Ok(doors)
    }

    pub(super) fn base(
        &self,
        key: &str,
        written: &Text,
        default: &str,
    ) -> Result<Base, ConfigError> {
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
}
