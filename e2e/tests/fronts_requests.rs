//! Row O16: what the proxy promises to a raw socket about requests and answers holds behind nginx and Caddy as well.

use anyhow::{Result, ensure};
use originscope_e2e::Front;
use originscope_e2e::raw::{MARK, everywhere, raw};

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
        let own = place.own();
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

/// A5: a line that a line feed alone ends is one or an error, and hides nothing either way.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a05_a_bare_line_feed_hides_nothing() -> Result<()> {
    for place in everywhere("")? {
        let own = place.own();
        let line = format!("GET {}api/v1/sources HTTP/1.1", place.path);
        let bare = format!(
            "{line}\nHost: {own}\n{}Connection: close\n\n",
            MARK.replace('\r', "")
        );
        let got = raw(place.port, bare.as_bytes()).await?;
        ensure!(
            matches!(got.status, 200 | 400),
            "{:?}: {}",
            place.front,
            got.whole
        );
        for hidden in [
            "Host: evil.test",
            "Content-Length: 5",
            "Transfer-Encoding: chunked",
        ] {
            let head = format!("{line}\r\nHost: {own}\r\n{MARK}X: 1\n{hidden}\r\n");
            let next = format!("{line}\r\nHost: {own}\r\n{MARK}Connection: close\r\n\r\n");
            let got = raw(place.port, format!("{head}\r\n{next}").as_bytes()).await?;
            // Read as a line of its own it is refused, or it takes the next request for a body; never both are answered
            // as though nothing had been there.
            let answers = got.whole.matches("HTTP/1.1 200").count();
            ensure!(answers <= 1, "{:?} {hidden}: {}", place.front, got.whole);
        }
    }
    Ok(())
}

/// A6 and A7: a head has a size, and a question neither body nor coding.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a06_a07_heads_have_a_size_and_questions_no_body() -> Result<()> {
    let many: String = (0..70).map(|n| format!("X-{n}: 1\r\n")).collect();
    let long = format!("X-Long: {}\r\n", "x".repeat(40 * 1024));
    let address = format!("api/v1/sources?{}", "x".repeat(9 * 1024));
    let sources = "api/v1/sources";
    for place in everywhere("")? {
        for (rest, headers, statuses) in [
            (sources, many.as_str(), &[400, 431][..]),
            (sources, &long, &[400, 431]),
            (&address, "", &[414, 431]),
            (sources, "Content-Encoding: gzip\r\n", &[415]),
            // Who stands in front may answer this itself; then the proxy never sees it.
            (sources, "Expect: 100-continue\r\n", &[417, 400, 100]),
        ] {
            let got = place.ask("GET", rest, &format!("{MARK}{headers}")).await?;
            let what: String = headers.chars().take(40).collect();
            ensure!(
                statuses.contains(&got.status),
                "{:?} {what}: {}",
                place.front,
                got.whole
            );
        }
    }
    Ok(())
}

/// A11 and A12: other protocols are turned away, and many questions at once are answered in their order.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a11_a12_other_protocols_and_many_at_once() -> Result<()> {
    for place in everywhere("")? {
        let (own, path) = (place.own(), place.path);
        let old = format!("GET {path}healthz HTTP/1.0\r\nHost: {own}\r\n\r\n");
        let got = raw(place.port, old.as_bytes()).await?;
        ensure!(
            matches!(got.status, 200 | 426),
            "{:?}: {}",
            place.front,
            got.whole
        );
        for other in [
            &b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..],
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        ] {
            // Closed without a word, or refused.
            if let Ok(got) = raw(place.port, other).await {
                // Caddy has an empty 200 for hosts that it does not know.
                ensure!(
                    got.status >= 400 || got.body.is_empty(),
                    "{:?}: {}",
                    place.front,
                    got.whole
                );
            }
        }
        let one = |nth: usize, end: &str| {
            format!("GET {path}api/v1/sources?nth={nth} HTTP/1.1\r\nHost: {own}\r\n{MARK}{end}\r\n")
        };
        let all: String = (0..50)
            .map(|nth| one(nth, ""))
            .chain([one(50, "Connection: close\r\n")])
            .collect();
        let got = raw(place.port, all.as_bytes()).await?;
        ensure!(
            got.whole.matches("HTTP/1.1 200").count() == 51,
            "{:?}",
            place.front
        );
    }
    Ok(())
}

/// A22: the operators' pages are on no front.
#[tokio::test(flavor = "multi_thread")]
async fn o16_a22_operators_pages_are_on_no_front() -> Result<()> {
    for place in everywhere("admin = \"127.0.0.1:0\"\n")? {
        for rest in ["metrics", "readyz", "api/metrics", "api/readyz"] {
            let got = place.ask("GET", rest, MARK).await?;
            ensure!(got.status == 404, "{:?} {rest}: {}", place.front, got.whole);
        }
        let alive = place.ask("GET", "healthz", "").await?;
        ensure!(
            alive.status == 200 && alive.body.is_empty(),
            "{}",
            alive.whole
        );
    }
    Ok(())
}
