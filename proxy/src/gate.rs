//! What a request must be before anything looks at it: for this host, without a body, and for the API from this page.
//!
//! The host is what stops DNS rebinding: a page of another name whose address suddenly is this machine's sends no
//! `Origin` with a GET, but it cannot choose `Host`. The header that only a script can send stops every other page,
//! because a browser asks before it sends one to another site, and nothing here ever says yes.

use crate::config::Doors;
use crate::cors::{friend, is_preflight};
use crate::problem::{
    address_too_long, body_not_wanted, cross_site, expectation, method_not_allowed,
};
use axum::extract::Request;
use http::{HeaderMap, Method, Uri, header};
use originscope_core::Problem;
use std::net::{IpAddr, SocketAddr};

/// Longest path and query, bytes: a hundred domains of sixty characters fit.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// The header that every request to the API carries, and its value.
pub(crate) const MARK: (&str, &str) = ("x-requested-with", "originscope");

/// The two ends of the connection that a request came over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) peer: SocketAddr,
    pub(crate) local: SocketAddr,
}

/// Why a request goes no further.
pub(crate) enum Refusal {
    /// Not for this server: 421 without a body, before anything else, health and files included.
    Misdirected,
    /// A question of a browser, and the answer is yes.
    Permitted,
    /// The prefix without its last slash: there is a redirect.
    Door,
    /// Not below the prefix.
    Outside,
    /// Everything else.
    Because(Box<Problem>),
}

/// Whether a path belongs to the API.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Judges a request by its head.
///
/// # Errors
/// The first thing that is wrong with it.
pub(crate) fn admit(request: &Request, doors: &Doors, listen: SocketAddr) -> Result<(), Refusal> {
    let local = request
        .extensions()
        .get::<Link>()
        .map_or(listen, |link| link.local);
    let (uri, headers) = (request.uri(), request.headers());
    if !for_us(uri, headers, doors, local) {
        return Err(Refusal::Misdirected);
    }
    if is_api(uri.path()) && is_preflight(request, doors) {
        return Err(Refusal::Permitted);
    }
    length(uri)
        .and_then(|()| method(request.method(), uri.path()))
        .and_then(|()| body(request.method(), headers))
        .and_then(|()| own_page(uri.path(), headers, doors))
        .map_err(|problem| Refusal::Because(Box::new(problem)))
}

/// Whether a request is for this machine by a name that can mean nothing else; for the operator's listener at `local`.
pub(crate) fn for_this_machine(request: &Request, local: SocketAddr) -> bool {
    for_us(request.uri(), request.headers(), &Doors::default(), local)
}

/// Exactly one `Host`, one of ours; an authority in the request line must be the same.
fn for_us(uri: &Uri, headers: &HeaderMap, doors: &Doors, local: SocketAddr) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let Some(host) = host.to_str().ok().map(str::to_ascii_lowercase) else {
        return false;
    };
    let same = uri
        .authority()
        .is_none_or(|authority| authority.as_str().eq_ignore_ascii_case(&host));
    same && (doors.hosts.contains(&host) || is_here(&host, local))
}

/// The names that can mean only this machine, with the port that the connection came to.
///
/// An address that the connection came to is one of them: rebinding needs a name.
fn is_here(host: &str, local: SocketAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    let bare = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let address: Option<IpAddr> = bare.unwrap_or(name).parse().ok();
    let bracketed = address.is_none_or(|address| address.is_ipv6() == bare.is_some());
    let ours = match address {
        Some(address) => {
            address.to_string() == "127.0.0.1"
                || address.to_string() == "::1"
                || address == local.ip().to_canonical()
        }
        None => name == "localhost",
    };
    ours && bracketed && port == Some(local.port())
}

fn length(uri: &Uri) -> Result<(), Problem> {
    let length = uri
        .path_and_query()
        .map_or(0, |address| address.as_str().len());
    if length > LONGEST_ADDRESS {
        return Err(address_too_long());
    }
    Ok(())
}

/// An answer to HEAD has no body, yet a window would cost a call: the API answers GET only.
fn method(method: &Method, path: &str) -> Result<(), Problem> {
    if allowed(path).contains(&method.as_str()) {
        return Ok(());
    }
    Err(method_not_allowed())
}

/// The methods of a path.
pub(crate) fn allowed(path: &str) -> &'static [&'static str] {
    match path {
        "/login" => &["GET", "HEAD", "POST"],
        "/logout" => &["POST"],
        _ if is_api(path) => &["GET"],
        _ => &["GET", "HEAD"],
    }
}

/// Only a sign-in has a body: what is not read cannot be taken for the next request.
fn body(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if headers.contains_key(header::EXPECT) {
        return Err(expectation());
    }
    let encoded = headers.contains_key(header::CONTENT_ENCODING);
    let length = headers.get(header::CONTENT_LENGTH);
    let some = length.is_some_and(|length| length != "0")
        || headers.contains_key(header::TRANSFER_ENCODING);
    if encoded || (some && method != Method::POST) {
        return Err(body_not_wanted(encoded));
    }
    Ok(())
}

/// A request to the API that a page of another site cannot make, unless that one is named.
fn own_page(path: &str, headers: &HeaderMap, doors: &Doors) -> Result<(), Problem> {
    if !is_api(path) {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site");
    let here = site.is_none_or(|site| site == "same-origin") || friend(headers, doors).is_some();
    let marked = headers.get(MARK.0).is_some_and(|mark| mark == MARK.1);
    if here && marked {
        Ok(())
    } else {
        Err(cross_site())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a02_only_names_of_this_machine_with_its_port_are_here() {
        let local: SocketAddr = "127.0.0.1:8787".parse().unwrap();
        for good in ["127.0.0.1:8787", "localhost:8787", "[::1]:8787"] {
            assert!(is_here(good, local), "{good}");
        }
        for bad in [
            "localhost",
            "localhost.:8787",
            "localhost.",
            "127.0.0.1:80",
            "127.0.0.1",
            "[::1]",
            "::1:8787",
            "[127.0.0.1]:8787",
            "evil.test:8787",
            "127.0.0.1.evil.test:8787",
            "localhost:8787:8787",
            "localhost:",
            "",
            ":8787",
            "0.0.0.0:8787",
        ] {
            assert!(!is_here(bad, local), "{bad}");
        }
        assert!(is_here("10.0.0.5", "10.0.0.5:80".parse().unwrap()));
        assert!(is_here(
            "10.0.0.5:8787",
            "[::ffff:10.0.0.5]:8787".parse().unwrap()
        ));
    }
}
