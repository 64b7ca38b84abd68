//! The files that nginx and Caddy hand out themselves are those of the proxy, with its headers, and no others.

use anyhow::{Result, ensure};
use originscope_e2e::Front;
use originscope_e2e::raw::everywhere;
use std::path::PathBuf;

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
