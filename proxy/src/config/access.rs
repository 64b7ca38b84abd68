//! Who may ask, as written and as it runs.

use super::ConfigError;
use super::explain::value_error;
use super::raw::{Number, Raw, RawUser, Text};
use crate::access::{Access, Allow, Front, Hashed, Mode, Pattern, Rate, User};
use argon2::password_hash::PasswordHash;
use http::HeaderName;
use ipnet::IpNet;
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
        Some("header") => Mode::Header(front(raw, &wrong)?),
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
    Ok(Access::new(
        mode,
        users,
        proxies(raw, text)?,
        rate(raw, text)?,
    ))
}

type Wrong<'a> = &'a dyn Fn(&str, &Text, &str) -> ConfigError;

fn value(text: &Text) -> Option<&str> {
    text.as_ref()
        .map(|spanned| spanned.get_ref().as_str())
        .filter(|value| !value.is_empty())
}

/// The named proxies: addresses, or networks such as 10.0.0.0/8.
fn proxies(raw: &Raw, text: &str) -> Result<Vec<IpNet>, ConfigError> {
    let mut named = Vec::new();
    for written in raw.access.trusted_proxies.iter().flatten() {
        let address = written.get_ref().parse::<IpAddr>();
        let net = match address {
            Ok(address) => Ok(IpNet::from(address.to_canonical())),
            Err(_) => written.get_ref().parse::<IpNet>(),
        };
        named.push(net.map_err(|_| {
            let why = "has an entry that is neither an IP address nor a network such as 10.0.0.0/8";
            value_error(text, "trusted_proxies", written.span(), why)
        })?);
    }
    Ok(named)
}

/// How often one user may ask.
fn rate(raw: &Raw, text: &str) -> Result<Rate, ConfigError> {
    let usual = Rate::default();
    let read = |key: &str, written: &Number, usual: u32| match written {
        None => Ok(usual),
        Some(number) if (1..=10_000).contains(number.get_ref()) => Ok(*number.get_ref()),
        Some(number) => Err(value_error(
            text,
            key,
            number.span(),
            "must be from 1 to 10000",
        )),
    };
    let access = &raw.access;
    Ok(Rate {
        per_second: read(
            "requests_per_second",
            &access.requests_per_second,
            usual.per_second,
        )?,
        burst: read("burst", &access.burst, usual.burst)?,
    })
}

/// Fails closed: whoever is not named is not believed, and an address alone is not enough.
fn front(raw: &Raw, wrong: Wrong<'_>) -> Result<Front, ConfigError> {
    let section = &raw.access;
    if section.trusted_proxies.iter().flatten().next().is_none() {
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
        header,
        secret: Hashed::of(secret),
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
        token: token.map(Hashed::of),
        password: password.map(str::to_owned),
        allow: if all {
            Allow::All
        } else {
            Allow::Only(patterns)
        },
    })
}
