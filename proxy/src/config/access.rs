//! Who may ask, as written and as it runs.

use super::ConfigError;
use super::explain::value_error;
use super::raw::{Raw, RawUser, Text};
use crate::access::{Access, Allow, Front, Mode, Pattern, User, hash};
use argon2::password_hash::PasswordHash;
use http::HeaderName;
use std::net::{IpAddr, SocketAddr};

/// Shortest token and shared secret, characters: 128 bits take 22 in base64, and people shorten.
const SHORTEST: usize = 32;
/// The header of an identity if nothing is said.
const IDENTITY: &str = "x-auth-request-user";

/// The access that is configured; open only on this machine.
pub(super) fn access(raw: &Raw, text: &str, listen: SocketAddr) -> Result<Access, ConfigError> {
    let wrong = |key: &str, at: &Text, why: &str| {
        let span = at.as_ref().map_or(0..0, toml::Spanned::span);
        value_error(text, key, span, why)
    };
    let section = &raw.access;
    let mode = match value(&section.mode) {
        None | Some("none") if listen.ip().is_loopback() => Mode::Open,
        None | Some("none") => {
            return Err(ConfigError(format!(
                "Listening on {listen} would let others use the keys: only loopback addresses (127.0.0.1, [::1]) are \
                 possible without `mode` in [access]."
            )));
        }
        Some("token") => Mode::Token,
        Some("password") => Mode::Password,
        Some("header") => Mode::Header(front(raw, text, &wrong)?),
        Some(_) => {
            let why = "must be \"none\", \"token\", \"password\" or \"header\"";
            return Err(wrong("mode", &section.mode, why));
        }
    };
    let mut users = Vec::new();
    for (name, written) in &raw.users {
        if name.is_empty() || name.len() > 256 || !name.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(ConfigError(
                "Configuration: the name of a user in [users] has blanks or other odd characters."
                    .to_owned(),
            ));
        }
        users.push(user(name, written, text, &wrong)?);
    }
    let missing = match mode {
        Mode::Open => false,
        Mode::Token => !users.iter().any(|user| user.token.is_some()),
        Mode::Password => !users.iter().any(|user| user.password.is_some()),
        Mode::Header(_) => users.is_empty(),
    };
    if missing {
        let why = "lets nobody in: [users] has nobody who could sign in this way";
        return Err(wrong("mode", &section.mode, why));
    }
    Ok(Access::new(mode, users))
}

type Wrong<'a> = &'a dyn Fn(&str, &Text, &str) -> ConfigError;

fn value(text: &Text) -> Option<&str> {
    text.as_ref()
        .map(|spanned| spanned.get_ref().as_str())
        .filter(|value| !value.is_empty())
}

/// Fails closed: whoever is not named is not believed, and an address alone is not enough.
fn front(raw: &Raw, text: &str, wrong: Wrong<'_>) -> Result<Front, ConfigError> {
    let section = &raw.access;
    let mut peers: Vec<IpAddr> = Vec::new();
    for peer in section.trusted_proxies.iter().flatten() {
        let address: IpAddr = peer.get_ref().parse().map_err(|_| {
            value_error(
                text,
                "trusted_proxies",
                peer.span(),
                "has an entry that is not an IP address",
            )
        })?;
        peers.push(address.to_canonical());
    }
    if peers.is_empty() {
        let why = "is \"header\" without `trusted_proxies`: name the addresses whose word counts";
        return Err(wrong("mode", &section.mode, why));
    }
    let secret = value(&section.shared_secret)
        .filter(|secret| secret.len() >= SHORTEST)
        .ok_or_else(|| {
            let why =
                "must have 32 characters or more; the proxy in front sends it as X-Proxy-Secret";
            wrong("shared_secret", &section.shared_secret, why)
        })?;
    let header = value(&section.identity_header).unwrap_or(IDENTITY);
    let header = HeaderName::try_from(header.to_ascii_lowercase())
        .ok()
        .filter(|name| !name.as_str().contains('_'))
        .ok_or_else(|| {
            wrong(
                "identity_header",
                &section.identity_header,
                "is not a header's name",
            )
        })?;
    Ok(Front {
        peers,
        header,
        secret: hash(secret),
    })
}

fn user(name: &str, raw: &RawUser, text: &str, wrong: Wrong<'_>) -> Result<User, ConfigError> {
    let token = value(&raw.token);
    if token
        .is_some_and(|token| token.len() < SHORTEST || !token.bytes().all(|b| b.is_ascii_graphic()))
    {
        let why = "must have 32 random characters or more, without blanks";
        return Err(wrong("token", &raw.token, why));
    }
    let password = value(&raw.password);
    if password
        .is_some_and(|hash| !hash.starts_with("$argon2id$") || PasswordHash::new(hash).is_err())
    {
        let why = "must be an argon2id hash as `argon2 -id -e` prints it";
        return Err(wrong("password", &raw.password, why));
    }
    let mut patterns = Vec::new();
    for domain in raw.domains.iter().flatten() {
        let pattern = Pattern::read(domain.get_ref());
        patterns.push(pattern.ok_or_else(|| {
            value_error(
                text,
                "domains",
                domain.span(),
                "has an entry that is neither a domain nor *. and one",
            )
        })?);
    }
    let all = raw.all_domains.as_ref().is_some_and(|all| *all.get_ref());
    Ok(User {
        name: name.to_owned(),
        token: token.map(hash),
        password: password.map(str::to_owned),
        allow: if all {
            Allow::All
        } else {
            Allow::Only(patterns)
        },
    })
}
