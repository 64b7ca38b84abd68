//! A front with its proxy, asked over a raw socket: what a browser would not send, and what it would not show.

use crate::{Front, Hosting, Proxy};
use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

const FRONTS: [Front; 2] = [Front::Nginx, Front::Caddy];
/// What the page sends with every request to the API, as a line of a head.
pub const MARK: &str = "X-Requested-With: originscope\r\n";
/// For every answer, each once, whoever made it.
const HEADERS: [&str; 6] = [
    "x-content-type-options: nosniff",
    "x-frame-options: deny",
    "referrer-policy: no-referrer",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "permissions-policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()",
];

/// An answer, taken apart.
#[derive(Debug)]
pub struct Got {
    /// The status; 0 where there is none.
    pub status: u16,
    /// The head in lower case.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
    /// All of it, for messages.
    pub whole: String,
}

impl Got {
    /// The value of a header, by lower-case name; empty where it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default()
    }

    /// The headers are there, and none twice.
    ///
    /// # Errors
    /// One is not, or is there twice.
    pub fn is_dressed(&self) -> Result<()> {
        for header in HEADERS
            .iter()
            .chain(&["content-security-policy: ", "cache-control: "])
        {
            let name = header.split(':').next().unwrap_or_default();
            let times = self.head.matches(&format!("\r\n{name}:")).count();
            ensure!(
                times == 1 && self.head.contains(&format!("\r\n{header}")),
                "{header}, {times} times in {}",
                self.whole
            );
        }
        Ok(())
    }
}

/// Sends bytes from an address of this machine that is no trusted proxy, and reads until the front closes.
///
/// # Errors
/// Nobody listens, or no head came back.
pub async fn raw(port: u16, bytes: &[u8]) -> Result<Got> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 0, 2], 0)))?;
    let mut stream = socket
        .connect(SocketAddr::from(([127, 0, 0, 1], port)))
        .await?;
    // Who refuses early may close before everything was sent.
    let _refused = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _reset = stream.read_to_end(&mut answer).await;
    let whole = String::from_utf8_lossy(&answer).into_owned();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.with_context(|| format!("no head: {whole}"))?;
    let (head, body) = answer.split_at(end);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Ok(Got {
        status: status.unwrap_or_default(),
        head: format!("{head}\r\n"),
        body: body.get(4..).unwrap_or_default().to_vec(),
        whole,
    })
}

/// A front with its proxy, and the way to them.
pub struct Place {
    /// Both, running.
    pub proxy: Proxy,
    /// The front's.
    pub port: u16,
    /// Of the page, with a slash at its end.
    pub path: &'static str,
    /// Which program the front is.
    pub front: Front,
}

impl Place {
    fn new(hosting: &Hosting) -> Result<Self> {
        let proxy = Proxy::behind(hosting)?;
        let address = proxy.address("");
        let port = address
            .split([':', '/'])
            .nth(4)
            .and_then(|port| port.parse().ok());
        Ok(Self {
            port: port.with_context(|| format!("no port in {address}"))?,
            path: if hosting.below { "/originscope/" } else { "/" },
            proxy,
            front: hosting.front,
        })
    }

    /// The front as it names itself.
    #[must_use]
    pub fn own(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Asks for what is below the page's path.
    ///
    /// # Errors
    /// Those of [`raw`].
    pub async fn ask(&self, method: &str, rest: &str, headers: &str) -> Result<Got> {
        self.ask_as(&self.own(), method, rest, headers, "").await
    }

    /// The same for a host of that name, with a body.
    ///
    /// # Errors
    /// Those of [`raw`].
    pub async fn ask_as(
        &self,
        host: &str,
        method: &str,
        rest: &str,
        headers: &str,
        body: &str,
    ) -> Result<Got> {
        let target = if rest.contains("://") {
            rest.to_owned()
        } else {
            format!("{}{rest}", self.path)
        };
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n{body}"
        );
        raw(self.port, request.as_bytes()).await
    }

    /// Asks for the sources.
    ///
    /// # Errors
    /// Those of [`raw`].
    pub async fn api(&self, headers: &str) -> Result<Got> {
        self.ask("GET", "api/v1/sources", headers).await
    }
}

/// Each front, with and without a path, before a proxy with this configuration.
///
/// # Errors
/// One does not start.
pub fn everywhere(proxy: &'static str) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for front in FRONTS {
        for below in [false, true] {
            places.push(Place::new(&Hosting {
                proxy,
                ..Hosting::of(front, below)
            })?);
        }
    }
    Ok(places)
}
