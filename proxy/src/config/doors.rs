//! Under which names the proxy may be spoken to.

use std::collections::HashSet;

/// The names besides those of this machine itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doors {
    /// Host, with the port where it is not the scheme's own, in lower case.
    pub(crate) hosts: HashSet<String>,
    /// `scheme://host[:port]` of the page as browsers see it, where configured: what `Origin` must be.
    pub(crate) origin: Option<String>,
}

impl Doors {
    /// Whether browsers reach the page over TLS.
    pub(crate) fn over_tls(&self) -> bool {
        self.origin
            .as_ref()
            .is_some_and(|origin| origin.starts_with("https://"))
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
        let plain =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
        if text.is_empty() || !text.bytes().all(plain) {
            return Err(
                "has an entry that is not a host such as cdn.example.com or cdn.example.com:8443",
            );
        }
        self.hosts.insert(text.to_ascii_lowercase());
        Ok(())
    }
}
