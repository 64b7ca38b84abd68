//! Whose address a request came from, where proxies in front are named.

use crate::gate::Link;
use http::HeaderMap;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr};

/// Whether an address is one of the named proxies.
pub(super) fn is_among(address: IpAddr, named: &[IpNet]) -> bool {
    let address = address.to_canonical();
    named.iter().any(|net| net.contains(&address))
}

/// The client's address: the peer's, unless that is a named proxy. Then it is the right-most address of
/// `X-Forwarded-For` that is none: what stands further left the client may have written itself.
pub(crate) fn client(headers: &HeaderMap, link: Option<Link>, named: &[IpNet]) -> IpAddr {
    let peer = link.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |link| link.peer.ip());
    if !is_among(peer, named) {
        return peer;
    }
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for hop in hops {
        match hop.trim().parse::<IpAddr>() {
            Ok(address) if is_among(address, named) => {}
            Ok(address) => return address.to_canonical(),
            // Nothing to the left of what no proxy would write is to be believed.
            Err(_) => return peer,
        }
    }
    peer
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(peer: &str, lines: &[&str]) -> String {
        let named = [
            "10.0.0.0/8".parse().unwrap(),
            "127.0.0.1/32".parse().unwrap(),
        ];
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let link = Link {
            peer: format!("{peer}:1").parse().unwrap(),
            local: "127.0.0.1:1".parse().unwrap(),
        };
        client(&headers, Some(link), &named).to_string()
    }

    #[test]
    fn a17_what_a_client_writes_into_forwarded_for_does_not_count() {
        assert_eq!(of("127.0.0.1", &["8.8.8.8, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            of("127.0.0.1", &["8.8.8.8", "203.0.113.9, 10.1.2.3"]),
            "203.0.113.9"
        );
        assert_eq!(of("127.0.0.1", &["203.0.113.9, evil"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &["10.0.0.1"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(
            of("198.51.100.7", &["8.8.8.8"]),
            "198.51.100.7",
            "no named proxy"
        );
        assert_eq!(of("[::ffff:10.0.0.9]", &["2001:db8::1"]), "2001:db8::1");
    }
}
