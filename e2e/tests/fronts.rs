//! What the proxy promises to a raw socket holds behind nginx and Caddy as well: row O16, with the rows of group A that a
//! front could change, and the files that it hands out itself.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Front, Hosting, Proxy};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

const FRONTS: [Front; 2] = [Front::Nginx, Front::Caddy];
const MARK: &str = "X-Requested-With: originscope\r\n";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const TOKEN: &str = "alice-0123456789abcdef0123456789abcdef";
/// For every answer, each once, whoever made it.
const HEADERS: [&str; 6] = [
    "x-content-type-options: nosniff",
    "x-frame-options: deny",
    "referrer-policy: no-referrer",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "permissions-policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()",
];

struct Got {
    status: u16,
    /// In lower case.
    head: String,
    body: Vec<u8>,
    /// All of it, for messages.
    whole: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_default()
    }

    /// The headers are there, and none twice.
    fn is_dressed(&self) -> Result<()> {
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
async fn raw(port: u16, bytes: &[u8]) -> Result<Got> {
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
struct Place {
    proxy: Proxy,
    port: u16,
    path: &'static str,
    front: Front,
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

    /// Asks for what is below the page's path.
    async fn ask(&self, method: &str, rest: &str, headers: &str) -> Result<Got> {
        self.ask_as(
            &format!("127.0.0.1:{}", self.port),
            method,
            rest,
            headers,
            "",
        )
        .await
    }

    async fn ask_as(
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

    async fn api(&self, headers: &str) -> Result<Got> {
        self.ask("GET", "api/v1/sources", headers).await
    }
}

fn everywhere(proxy: &'static str) -> Result<Vec<Place>> {
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

fn dist() -> PathBuf {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist");
    std::env::var_os("ORIGINSCOPE_DIST").map_or_else(|| root.into(), PathBuf::from)
}

#[tokio::test(flavor = "multi_thread")]
async fn s06_s07_the_pages_files_come_from_the_front_as_from_the_proxy() -> Result<()> {
    for place in everywhere("")? {
        let page = place.ask("GET", "", "").await?;
        ensure!(
            page.status == 200 && page.header("cache-control") == "no-cache",
            "{}",
            page.whole
        );
        ensure!(page.header("content-type").starts_with("text/html"));
        let policy = page.header("content-security-policy");
        ensure!(policy.contains("connect-src 'self'") && policy.contains("frame-ancestors 'none'"));
        let text = String::from_utf8_lossy(&page.body).into_owned();
        ensure!(text.contains("http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
        page.is_dressed()?;
        let known = format!("If-None-Match: {}\r\n", page.header("etag").to_owned());
        // Tags are case sensitive and nginx's are in lower case already.
        let again = place.ask("GET", "index.html", &known).await?;
        ensure!(
            place.front == Front::Caddy || again.status == 304,
            "{}",
            again.whole
        );
        for entry in std::fs::read_dir(dist())? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".br") || name.ends_with(".gz") || name == "index.html" {
                continue;
            }
            let got = place.ask("GET", &name, "").await?;
            ensure!(got.status == 200, "{name}: {}", got.status);
            got.is_dressed()?;
            if name.ends_with(".wasm") {
                ensure!(
                    got.header("content-type") == "application/wasm",
                    "{}",
                    got.head
                );
            }
            let forever = "public, max-age=31536000, immutable";
            let expected = if name == "config.json" {
                "no-cache"
            } else {
                forever
            };
            ensure!(
                got.header("cache-control") == expected,
                "{name}: {}",
                got.head
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn s01_s02_s03_the_front_has_nothing_else() -> Result<()> {
    for place in everywhere("")? {
        for path in [
            ".env",
            ".git/config",
            "page.js.map",
            "../outside.txt",
            "..%2foutside.txt",
            "%2e%2e/outside.txt",
            "%252e%252e/outside.txt",
            "..%5coutside.txt",
            "/etc/passwd",
            "....//outside.txt",
            "%00",
            "index.html~",
            "deep/link",
            "missing.js",
            "missing-0123456789abcdef.js",
        ] {
            let got = place.ask("GET", path, "Accept: text/html\r\n").await?;
            // Caddy has an empty 200 for what is beside the path.
            let is_nothing = got.status >= 400 || got.body.is_empty();
            ensure!(is_nothing, "{:?} {path}: {}", place.front, got.whole);
            ensure!(!got.whole.contains("SECRET"), "{path}: {}", got.whole);
            ensure!(
                !got.header("cache-control").contains("immutable"),
                "{path}: {}",
                got.head
            );
        }
        // Caddy follows links, and its file says so.
        if place.front == Front::Nginx {
            let link = place.ask("GET", "link.txt", "").await?;
            ensure!(
                link.status >= 400 && !link.whole.contains("SECRET"),
                "{}",
                link.whole
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn o16_answers_of_the_proxy_come_through_as_they_are() -> Result<()> {
    for place in everywhere("")? {
        let sources = place.api(MARK).await?;
        ensure!(
            sources.status == 200
                && sources
                    .header("content-type")
                    .starts_with("application/json"),
            "{}",
            sources.whole
        );
        sources.is_dressed()?;
        for (method, rest, headers, status) in [
            ("GET", "healthz", "", 200),
            ("GET", "login", "", 404),
            ("GET", "api/unknown", MARK, 404),
            // A14
            ("GET", "api/v1/sources", "", 403),
            (
                "GET",
                "api/v1/sources",
                "X-Requested-With: originscope\r\nSec-Fetch-Site: cross-site\r\n",
                403,
            ),
            (
                "GET",
                "api/v1/sources",
                "X-Requested-With: originscope\r\nSec-Fetch-Site: same-site\r\n",
                403,
            ),
            // A8, A9
            (
                "POST",
                "api/v1/sources",
                "X-Requested-With: originscope\r\nContent-Length: 0\r\n",
                405,
            ),
            (
                "PUT",
                "api/v1/sources",
                "X-Requested-With: originscope\r\nContent-Length: 0\r\n",
                405,
            ),
            ("HEAD", "api/v1/sources", MARK, 405),
            // T4
            (
                "OPTIONS",
                "api/v1/sources",
                "Origin: https://evil.test\r\nAccess-Control-Request-Method: GET\r\n",
                405,
            ),
            // A10
            ("GET", "api//v1/sources", MARK, 404),
            ("GET", "api/v1/sources/", MARK, 404),
            ("GET", "API/v1/sources", MARK, 404),
            ("GET", "%61pi/v1/sources", MARK, 404),
            ("GET", "x/../api/v1/sources", MARK, 404),
            ("GET", "api/v1/sources;p", MARK, 404),
        ] {
            let got = place.ask(method, rest, headers).await?;
            ensure!(
                got.status == status,
                "{:?} {method} {rest}: {}",
                place.front,
                got.whole
            );
            ensure!(!got.head.contains("access-control-"), "{}", got.head);
            got.is_dressed()?;
        }
        if place.path != "/" {
            let target = format!("http://127.0.0.1:{}/api/v1/sources", place.port);
            let beside = place.ask("GET", &target, MARK).await?;
            ensure!(!beside.whole.contains("\"sources\""), "{}", beside.whole);
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn o16_a01_a03_a04_odd_requests_are_refused_before_the_proxy_or_by_it() -> Result<()> {
    for place in everywhere("")? {
        let own = format!("127.0.0.1:{}", place.port);
        for host in ["evil.test", "localhost.", "127.0.0.1.evil.test"] {
            let got = place
                .ask_as(host, "GET", "api/v1/sources", MARK, "")
                .await?;
            // Caddy answers names that it does not know with an empty 200, which is nobody's data.
            let is_nothing = got.status == 421 || got.body.is_empty();
            ensure!(
                is_nothing && !got.whole.contains("\"sources\""),
                "{host}: {}",
                got.whole
            );
        }
        let absolute = place
            .ask("GET", "http://evil.test/api/v1/sources", MARK)
            .await?;
        ensure!(
            !absolute.whole.contains("\"sources\""),
            "{}",
            absolute.whole
        );
        let next = format!(
            "GET {}api/v1/sources HTTP/1.1\r\nHost: {own}\r\n{MARK}Connection: close\r\n\r\n",
            place.path
        );
        for framing in [
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: chunked, identity\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Length: 5\r\n",
            "X-Odd : 1\r\n",
            "X-Odd: a\0b\r\n",
        ] {
            let bytes = format!(
                "GET {}api/v1/sources HTTP/1.1\r\nHost: {own}\r\n{MARK}{framing}\r\n0\r\n\r\n{next}",
                place.path
            );
            let got = raw(place.port, bytes.as_bytes()).await?;
            // nginx drops a header with a blank in its name and goes on without it; and it sends a body on as it has read it
            // itself, which here is none, so that both requests are whole ones.
            let is_mended =
                framing.starts_with("X-Odd :") || framing == "Transfer-Encoding: chunked\r\n";
            if is_mended && place.front == Front::Nginx {
                continue;
            }
            ensure!(
                got.status >= 400,
                "{:?} {framing}: {}",
                place.front,
                got.whole
            );
            // A front may read on where it knows for certain where the next request begins; it never smuggles.
            ensure!(
                got.whole.matches("HTTP/1.1 200").count() <= 1,
                "{framing}: {}",
                got.whole
            );
        }
    }
    Ok(())
}

const GUARDED: &str = "[access]\nmode = \"token\"\ntrusted_proxies = [\"127.0.0.1\"]\n[users.alice]\n\
                       token = \"alice-0123456789abcdef0123456789abcdef\"\n";

#[tokio::test(flavor = "multi_thread")]
async fn o16_a13_nobody_is_let_in_without() -> Result<()> {
    for place in everywhere(GUARDED)? {
        for headers in [
            "",
            "Authorization: Bearer wrong\r\n",
            "Authorization: Basic YWxpY2U6eA==\r\n",
            "X-Auth-Request-User: alice\r\n",
            "X-Original-URL: /healthz\r\n",
            "X-Forwarded-Uri: /healthz\r\n",
            "User-Agent: kube-probe/1.30\r\n",
        ] {
            let got = place.api(&format!("{MARK}{headers}")).await?;
            ensure!(got.status == 401, "{headers}: {}", got.whole);
            got.is_dressed()?;
        }
        let alice = place
            .api(&format!("{MARK}Authorization: Bearer {TOKEN}\r\n"))
            .await?;
        ensure!(alice.status == 200, "{}", alice.whole);
        let form = place.ask("GET", "login", "").await?;
        ensure!(
            form.status == 200 && form.whole.contains("<form method=\"post\""),
            "{}",
            form.whole
        );
        form.is_dressed()?;
    }
    Ok(())
}

/// A17 and A19: five tries a minute are five, whatever a client writes into the header.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a17_a19_a_client_cannot_pass_for_another() -> Result<()> {
    for place in everywhere(GUARDED)? {
        let own = format!("127.0.0.1:{}", place.port);
        let mut seen = Vec::new();
        for try_number in 0..7 {
            let body = "secret=wrong";
            let headers = format!(
                "Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 198.51.100.{try_number}\r\nForwarded: for=198.51.100.{try_number}\r\n\
                 X-Real-IP: 198.51.100.{try_number}\r\nContent-Length: {}\r\n",
                body.len()
            );
            seen.push(
                place
                    .ask_as(&own, "POST", "login", &headers, body)
                    .await?
                    .status,
            );
        }
        ensure!(
            seen == [401, 401, 401, 401, 401, 429, 429],
            "{:?}: {seen:?}",
            place.front
        );
    }
    Ok(())
}

const FRONTED: &str = "[access]\nmode = \"header\"\ntrusted_proxies = [\"127.0.0.1\"]\n\
                       shared_secret = \"0123456789abcdef0123456789abcdef\"\n[users.alice]\nall_domains = true\n";

/// A15: the shipped files take identities away from whoever brings one, also with the right secret.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a15_nobody_brings_an_identity_along() -> Result<()> {
    for place in everywhere(FRONTED)? {
        for headers in [
            format!("X-Auth-Request-User: alice\r\nX-Proxy-Secret: {SECRET}\r\n"),
            format!(
                "x-auth-request-user: alice\r\nx-auth-request-user: alice\r\nX-Proxy-Secret: {SECRET}\r\n"
            ),
            format!("X_Auth_Request_User: alice\r\nX-Proxy-Secret: {SECRET}\r\n"),
            format!("X-Auth_Request-User: alice\r\nX_Proxy_Secret: {SECRET}\r\n"),
            format!(
                "Connection: X-Auth-Request-User\r\nX-Auth-Request-User: alice\r\nX-Proxy-Secret: {SECRET}\r\n"
            ),
        ] {
            let got = place.api(&format!("{MARK}{headers}")).await?;
            ensure!(
                matches!(got.status, 400 | 401),
                "{:?} {headers}: {}",
                place.front,
                got.whole
            );
        }
        // The same straight to the proxy, from where the front is, is believed: it is the front that takes it away.
        let said = place.proxy.said();
        let port = said
            .split("http://127.0.0.1:")
            .nth(1)
            .and_then(|rest| rest.split('/').next()?.parse().ok());
        let port: u16 = port.with_context(|| said.clone())?;
        let request = format!(
            "GET {}api/v1/sources HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{MARK}X-Auth-Request-User: alice\r\nX-Proxy-Secret: {SECRET}\r\n\
             Connection: close\r\n\r\n",
            place.path
        );
        let mut stream =
            tokio::net::TcpStream::connect((IpAddr::from([127, 0, 0, 1]), port)).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    Ok(())
}
