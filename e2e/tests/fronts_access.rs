//! Row O16: who is let in, and as whom, is the same behind nginx and Caddy.

use anyhow::{Context, Result, ensure};
use originscope_e2e::raw::{MARK, everywhere};
use std::net::IpAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const TOKEN: &str = "alice-0123456789abcdef0123456789abcdef";

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
        let own = place.own();
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

/// A18 and A20: a session is good until it ends, to the letter, and no other site begins one.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a18_a20_sessions_are_the_pages_own() -> Result<()> {
    for place in everywhere(GUARDED)? {
        let own = place.own();
        let body = format!("secret={TOKEN}");
        let post = async |rest: &'static str, headers: String, body: &str| {
            let headers = format!("{headers}Content-Length: {}\r\n", body.len());
            place.ask_as(&own, "POST", rest, &headers, body).await
        };
        for other in [
            "Origin: https://evil.test\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
            "",
        ] {
            let got = post("login", other.to_owned(), &body).await?;
            ensure!(
                got.status == 403 && !got.head.contains("set-cookie"),
                "{:?} {other}: {}",
                place.front,
                got.whole
            );
        }
        let got = post("login", "Sec-Fetch-Site: same-origin\r\n".to_owned(), &body).await?;
        ensure!(got.status == 303, "{:?}: {}", place.front, got.whole);
        let line = got
            .whole
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with("set-cookie:"));
        let cookie = line
            .and_then(|line| line.split([' ', ';']).nth(1))
            .context("no cookie")?;
        let ask = async |cookie: &str| place.api(&format!("{MARK}Cookie: {cookie}\r\n")).await;
        ensure!(ask(cookie).await?.status == 200, "{:?}", place.front);
        let twice = format!("{cookie}; {cookie}");
        for wrong in [
            &cookie[..cookie.len() - 1],
            &format!("{cookie}0"),
            &twice,
            "originscope=",
        ] {
            ensure!(ask(wrong).await?.status == 401, "{:?} {wrong}", place.front);
        }
        let out = format!("Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n");
        ensure!(post("logout", out, "").await?.status == 303);
        ensure!(ask(cookie).await?.status == 401, "{:?}", place.front);
    }
    Ok(())
}

const LIMITED: &str = "[access]\nmode = \"token\"\ntrusted_proxies = [\"127.0.0.1\"]\nrequests_per_second = 1\nburst = 12\n\
                       [users.alice]\ntoken = \"alice-0123456789abcdef0123456789abcdef\"\ndomains = [\"a.example.com\"]\n\
                       [users.bob]\ntoken = \"bob-0123456789abcdef0123456789abcdef\"\nall_domains = true\n";

/// A whole hour so many hours ago, as the API has it.
fn hour(back: u32) -> Result<String> {
    let ago = format!("-{back} hours");
    let said = std::process::Command::new("date")
        .args(["-u", "-d", &ago, "+%Y-%m-%dT%H:00:00Z"])
        .output()?;
    Ok(String::from_utf8(said.stdout)?.trim().to_owned())
}

/// A21 and A24: a front changes neither whose domains are whose nor who asks too often.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a21_a24_rights_and_shares_are_kept() -> Result<()> {
    let window = format!("start={}&end={}", hour(5)?, hour(4)?);
    for place in everywhere(LIMITED)? {
        let ask = async |user: &str, domain: &str| {
            let rest = format!("api/v1/series/cdn-origin-codes?domain={domain}&{window}");
            place
                .ask(
                    "GET",
                    &rest,
                    &format!(
                        "{MARK}Authorization: Bearer {user}-0123456789abcdef0123456789abcdef\r\n"
                    ),
                )
                .await
        };
        for (domain, statuses) in [
            ("a.example.com", &[200][..]),
            ("A.EXAMPLE.COM", &[200]),
            ("b.example.com", &[403]),
            ("a.example.com,b.example.com", &[403]),
            ("a.example.com%2Cb.example.com", &[403]),
            ("a.example.com&domain=b.example.com", &[400]),
            ("", &[400]),
            ("*", &[400]),
            ("%D0%B0.example.com", &[403]),
        ] {
            let got = ask("alice", domain).await?;
            ensure!(
                statuses.contains(&got.status),
                "{:?} {domain}: {}",
                place.front,
                got.whole
            );
        }
        let mut last = ask("alice", "a.example.com").await?;
        for _ in 0..20 {
            if last.status == 429 {
                break;
            }
            last = ask("alice", "a.example.com").await?;
        }
        let wait: u64 = last.header("retry-after").parse().unwrap_or_default();
        ensure!(
            last.status == 429 && wait >= 1,
            "{:?}: {}",
            place.front,
            last.whole
        );
        let other = ask("bob", "a.example.com").await?;
        ensure!(other.status == 200, "{:?}: {}", place.front, other.whole);
    }
    Ok(())
}
