//! Who is asking. Nothing but a credential decides: no path, method or user agent is let in without.

mod allow;
mod client;
mod hashed;
mod login;
mod rates;
mod session;

pub(crate) use allow::{Allow, Pattern};
pub(crate) use client::client;
pub(crate) use hashed::Hashed;
pub(crate) use login::{login, logout};
pub(crate) use rates::Rate;

use crate::gate::Link;
use crate::problem::{identity_malformed, rate_limited, unauthenticated};
use http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use originscope_core::Problem;
use rates::Rates;
use session::Sessions;
use subtle::{Choice, ConditionallySelectable};

/// The header with the secret that the trusted proxies share with this one.
const PROXY_SECRET: &str = "x-proxy-secret";

/// A user as configured. No secret is kept, only hashes.
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) token: Option<Hashed>,
    /// A PHC string.
    pub(crate) password: Option<String>,
    pub(crate) allow: Allow,
}

/// How callers say who they are.
pub(crate) enum Mode {
    /// They need not: loopback only.
    Open,
    /// A token, for scripts in `Authorization: Bearer`, for people on the page `login`.
    Token,
    /// Name and password on the page `login`.
    Password,
    /// A proxy in front says it.
    Header(Front),
}

/// The proxies that are believed.
pub(crate) struct Front {
    pub(crate) header: HeaderName,
    pub(crate) secret: Hashed,
}

/// What was configured, and who has signed in.
pub(crate) struct Access {
    pub(crate) mode: Mode,
    pub(crate) users: Vec<User>,
    /// The proxies in front of this one.
    pub(crate) proxies: Vec<IpNet>,
    rates: Rates,
    sessions: Sessions,
    /// The name of the cookie with the session.
    cookie: &'static str,
}

/// The caller.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub(crate) name: String,
    pub(crate) allow: Allow,
}

impl Access {
    pub(crate) fn new(mode: Mode, users: Vec<User>, proxies: Vec<IpNet>, rate: Rate) -> Self {
        Self {
            mode,
            users,
            proxies,
            rates: Rates::new(rate),
            sessions: Sessions::default(),
            cookie: "originscope",
        }
    }

    /// The same with sessions in a cookie of that name, and in no other.
    pub(crate) fn with_cookie(self, cookie: &'static str) -> Self {
        Self { cookie, ..self }
    }

    /// Takes one of the caller's requests; who needs no name has no limit.
    ///
    /// # Errors
    /// `rate_limited`, with the time to wait.
    pub(crate) fn admit(&self, who: &Who) -> Result<(), Problem> {
        if who.name.is_empty() {
            return Ok(());
        }
        self.rates.take(&who.name).map_err(rate_limited)
    }

    /// Whether people sign in on the page `login`.
    pub(crate) fn has_login(&self) -> bool {
        matches!(self.mode, Mode::Token | Mode::Password)
    }

    /// Who sent these headers over this connection.
    ///
    /// # Errors
    /// 401, the same for every reason; 400 for an identity that somebody smuggles.
    pub(crate) fn identify(&self, headers: &HeaderMap, link: Option<Link>) -> Result<Who, Problem> {
        let user = match &self.mode {
            Mode::Open => {
                return Ok(Who {
                    name: String::new(),
                    allow: Allow::All,
                });
            }
            Mode::Token if headers.contains_key(header::AUTHORIZATION) => self.bearer(headers),
            Mode::Token | Mode::Password => self.session(headers),
            Mode::Header(front) => self.fronted(front, headers, link)?,
        };
        let user = user.and_then(|user| self.users.get(user));
        user.map(|user| Who {
            name: user.name.clone(),
            allow: user.allow.clone(),
        })
        .ok_or_else(unauthenticated)
    }

    fn bearer(&self, headers: &HeaderMap) -> Option<usize> {
        self.token(one(headers, &header::AUTHORIZATION)?.strip_prefix("Bearer ")?)
    }

    /// The user of a token. Every token is compared, so that the time says nothing.
    fn token(&self, token: &str) -> Option<usize> {
        let presented = Hashed::of(token);
        let mut found = u64::MAX;
        for (index, user) in (0_u64..).zip(&self.users) {
            let same = user
                .token
                .as_ref()
                .map_or(Choice::from(0), |known| known.is(&presented));
            found.conditional_assign(&index, same);
        }
        usize::try_from(found).ok().filter(|_| found != u64::MAX)
    }

    fn session(&self, headers: &HeaderMap) -> Option<usize> {
        self.sessions.user(login::cookie(headers, self.cookie)?)
    }

    /// The identity that a trusted proxy gives. Whoever else gives one is refused loudly.
    fn fronted(
        &self,
        front: &Front,
        headers: &HeaderMap,
        link: Option<Link>,
    ) -> Result<Option<usize>, Problem> {
        let alike = |name: &HeaderName| name.as_str().replace('_', "-") == front.header.as_str();
        let given = headers.keys().filter(|name| alike(name)).count();
        let trusted = link.is_some_and(|link| client::is_among(link.peer.ip(), &self.proxies))
            && one(headers, &HeaderName::from_static(PROXY_SECRET))
                .is_some_and(|secret| Hashed::of(secret).is(&front.secret).into());
        if given == 0 {
            return Ok(None);
        }
        let name = one(headers, &front.header).filter(|name| {
            (1..=256).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic())
        });
        match name {
            Some(name) if trusted && given == 1 => {
                Ok(self.users.iter().position(|user| user.name == name))
            }
            _ => {
                tracing::warn!("an identity header was refused");
                Err(identity_malformed())
            }
        }
    }
}

/// The only value of a header.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
