//! The base address of a vendor's product: scheme, host and port, nothing else.

use std::net::IpAddr;

/// Where a product is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// `https`, or `http` for a machine's own loopback.
    pub(crate) scheme: &'static str,
    /// Host, with the port unless it is the scheme's own. It is signed exactly as written here.
    pub(crate) authority: String,
}

impl Base {
    /// A vendor's own host, over TLS.
    pub(crate) fn https(host: &str) -> Self {
        Self {
            scheme: "https",
            authority: host.to_owned(),
        }
    }

    /// An override out of the configuration.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence about the key.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let uri: http::Uri = text
            .parse()
            .map_err(|_| "is not an address such as https://cdn.aliyuncs.com")?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err("must begin with https:// (or http:// for this machine)");
        };
        if authority.as_str().contains('@')
            || uri.query().is_some()
            || !matches!(uri.path(), "" | "/")
        {
            return Err("must be scheme, host and port only: no user, path or query");
        }
        let host = authority.host().to_ascii_lowercase();
        let (scheme, own_port) = match scheme {
            "https" => ("https", 443),
            "http" if is_loopback(&host) => ("http", 80),
            "http" => return Err("must be https: plain http is allowed to this machine only"),
            _ => return Err("must begin with https://"),
        };
        let authority = match authority.port_u16() {
            Some(port) if port != own_port => format!("{host}:{port}"),
            None if authority.as_str().len() != host.len() => {
                return Err("has a port that is no number");
            }
            _ => host,
        };
        Ok(Self { scheme, authority })
    }
}

/// Whether a host as written in an address can only mean this machine.
fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert_eq!(
            Base::parse("http://127.0.0.1:9090").unwrap().authority,
            "127.0.0.1:9090"
        );
        assert_eq!(
            Base::parse("http://LOCALHOST:9090/").unwrap().authority,
            "localhost:9090"
        );
        assert!(Base::parse("http://[::1]:9090").is_ok());
        for bad in [
            "http://cdn.aliyuncs.com",
            "http://127.0.0.1.evil.example",
            "http://0.0.0.0:1",
            "http://10.0.0.1",
        ] {
            assert!(Base::parse(bad).unwrap_err().contains("https"), "{bad}");
        }
    }

    #[test]
    fn the_schemes_own_port_is_not_written() {
        assert_eq!(
            Base::parse("https://CDN.aliyuncs.com:443")
                .unwrap()
                .authority,
            "cdn.aliyuncs.com"
        );
        assert_eq!(
            Base::parse("https://cdn.aliyuncs.com:8443")
                .unwrap()
                .authority,
            "cdn.aliyuncs.com:8443"
        );
    }

    #[test]
    fn nothing_but_scheme_host_and_port() {
        for bad in [
            "https://u:p@a.com",
            "https://a.com/x",
            "https://a.com/?q",
            "ftp://a.com",
            "a.com",
            "",
            "https://a.com:x",
        ] {
            assert!(Base::parse(bad).is_err(), "{bad}");
        }
    }
}
