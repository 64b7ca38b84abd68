//! Under which names the proxy may be spoken to.

use crate::base::Base;
use std::collections::HashSet;

/// The names besides those of this machine itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doors {
    /// Host, with the port where it is not the scheme's own, in lower case.
    pub(crate) hosts: HashSet<String>,
    /// `scheme://host[:port]` of the page as browsers see it, where configured: what `Origin` must be.
    pub(crate) origin: Option<String>,
    /// What every path begins with, without its last slash; nothing where the whole host is ours.
    pub(crate) prefix: String,
    /// Origins of pages elsewhere that may ask, to the letter.
    pub(crate) friends: HashSet<String>,
}

impl Doors {
    /// Whether browsers reach the page over TLS.
    pub(crate) fn over_tls(&self) -> bool {
        self.origin
            .as_ref()
            .is_some_and(|origin| origin.starts_with("https://"))
    }

    /// The name of the cookie with the session. Browsers keep `__Host-` only if it is for all paths of this host; below a
    /// path there are other programs on it, and they are not to get it.
    pub(crate) fn cookie(&self) -> &'static str {
        match (self.over_tls(), self.prefix.is_empty()) {
            (true, true) => "__Host-originscope",
            (true, false) => "__Secure-originscope",
            (false, _) => "originscope",
        }
    }

    /// Takes the path below which everything is.
    ///
    /// # Errors
    /// The end of a sentence about the key.
    pub(super) fn set_prefix(&mut self, text: &str) -> Result<(), &'static str> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'~');
        let is_name = |name: &str| !matches!(name, "" | "." | "..") && name.bytes().all(plain);
        if text == "/" {
            return Ok(());
        }
        let inner = text
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'))
            .filter(|inner| inner.split('/').all(is_name))
            .ok_or("is not a path such as /originscope/, with a slash at both ends")?;
        self.prefix = format!("/{inner}");
        Ok(())
    }

    /// Takes the origin of a page elsewhere.
    ///
    /// # Errors
    /// The end of a sentence about the key.
    pub(super) fn add_friend(&mut self, text: &str) -> Result<(), &'static str> {
        const WRONG: &str = "has an entry that is not an origin such as https://page.example.com: scheme, host and port, no \
             path and no *, and https unless it is this machine";
        let base = Base::parse(text).map_err(|_| WRONG)?;
        if !is_host(&base.authority) {
            return Err(WRONG);
        }
        self.friends
            .insert(format!("{}://{}", base.scheme, base.authority));
        Ok(())
    }

    /// Takes the page's own address.
    ///
    /// # Errors
    /// The end of a sentence about the key.
    pub(super) fn set_public(&mut self, text: &str) -> Result<(), &'static str> {
        const WRONG: &str = "is not an address such as https://cdn.example.com";
        let uri: http::Uri = text.parse().map_err(|_| WRONG)?;
        let scheme = uri
            .scheme_str()
            .filter(|scheme| matches!(*scheme, "http" | "https"))
            .ok_or(WRONG)?;
        let authority = uri.authority().ok_or(WRONG)?;
        if authority.as_str().contains('@') || uri.query().is_some() {
            return Err(WRONG);
        }
        let own_port = if scheme == "https" { 443 } else { 80 };
        let host = authority.host().to_ascii_lowercase();
        let host = match authority.port_u16() {
            Some(port) if port != own_port => format!("{host}:{port}"),
            _ => host,
        };
        self.origin = Some(format!("{scheme}://{host}"));
        self.hosts.insert(host);
        Ok(())
    }

    /// Takes another name.
    ///
    /// # Errors
    /// The end of a sentence about the key.
    pub(super) fn add_host(&mut self, text: &str) -> Result<(), &'static str> {
        if !is_host(text) {
            return Err(
                "has an entry that is not a host such as cdn.example.com or cdn.example.com:8443",
            );
        }
        self.hosts.insert(text.to_ascii_lowercase());
        Ok(())
    }
}

/// A name or an address, with a port or without.
fn is_host(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    !text.is_empty() && text.bytes().all(plain)
}
