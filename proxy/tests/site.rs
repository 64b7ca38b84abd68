//! The page's files: what is served, how, and what is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use axum::Router;
use originscope_proxy::{Config, Flags, Proxy};
use std::path::PathBuf;
use support::{Got, clock, demo, get, send, service};

/// A folder with a page, removed when the test ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn folder(name: &str) -> (Folder, Router) {
    let root = std::env::temp_dir().join(format!("originscope-site-{name}-{}", std::process::id()));
    let dist = root.join("dist");
    std::fs::create_dir_all(dist.join("sub")).unwrap();
    let write = |path: &str, text: &str| std::fs::write(dist.join(path), text).unwrap();
    write(
        "index.html",
        "<!doctype html><script type=\"module\">alert('Hello, world.');</script>",
    );
    write("page-0123456789abcdef.js", "js");
    write("page-0123456789abcdef_bg.wasm", "wasm");
    write("page-0123456789abcdef_bg.wasm.br", "brotli");
    write("page-0123456789abcdef_bg.wasm.gz", "gzip");
    write("base-123456789abcdef.css", "css");
    write("not-abcdef.css", "css");
    write("page.js.map", "SECRET");
    write("index.html~", "SECRET");
    std::fs::create_dir_all(dist.join(".git")).unwrap();
    write(".git/config", "SECRET");
    write("config.json", "{}");
    write("sub/style.css", "css");
    write(".env", "SECRET");
    write("key.pem", "SECRET");
    std::fs::write(root.join("outside.txt"), "SECRET").unwrap();
    std::os::unix::fs::symlink(root.join("outside.txt"), dist.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(&root, dist.join("up")).unwrap();
    let app = service(&Flags {
        demo: true,
        dist: Some(dist),
        ..Flags::default()
    });
    (Folder(root), app)
}

fn kind_and_cache(got: &Got) -> (u16, &str, &str) {
    (
        got.status,
        got.header("content-type"),
        got.header("cache-control"),
    )
}

#[tokio::test]
async fn files_have_their_type_and_their_freshness() {
    let (_folder, app) = folder("types");
    let forever = "public, max-age=31536000, immutable";
    for (path, kind, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/?domain=a.com", "text/html; charset=utf-8", "no-cache"),
        (
            "/page-0123456789abcdef.js",
            "text/javascript; charset=utf-8",
            forever,
        ),
        (
            "/page-0123456789abcdef_bg.wasm",
            "application/wasm",
            forever,
        ),
        (
            "/base-123456789abcdef.css",
            "text/css; charset=utf-8",
            forever,
        ),
        ("/not-abcdef.css", "text/css; charset=utf-8", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
        ("/sub/style.css", "text/css; charset=utf-8", "no-cache"),
    ] {
        assert_eq!(
            kind_and_cache(&get(&app, path).await),
            (200, kind, cache),
            "{path}"
        );
    }
}

/// The hash is the example of CSP Level 3 for `alert('Hello, world.');`.
#[tokio::test]
async fn the_pages_policy_lets_its_inline_script_run() {
    let (_folder, app) = folder("policy");
    let policy = get(&app, "/")
        .await
        .header("content-security-policy")
        .to_owned();
    for part in [
        "default-src 'none';",
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';",
        "style-src 'self';",
        "style-src-attr 'unsafe-inline';",
        "connect-src 'self';",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
}

#[tokio::test]
async fn s06_compressed_siblings_are_served_where_welcome() {
    let (_folder, app) = folder("compressed");
    let path = "/page-0123456789abcdef_bg.wasm";
    for (accept, body, encoding) in [
        ("", "wasm", ""),
        ("gzip, deflate, br", "brotli", "br"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip", "gzip", "gzip"),
        ("identity", "wasm", ""),
        ("identity;q=0,*;q=0", "wasm", ""),
        ("*", "brotli", "br"),
    ] {
        let got = send(&app, "GET", path, &[("accept-encoding", accept)]).await;
        assert_eq!(
            (got.text().as_str(), got.header("content-encoding")),
            (body, encoding),
            "{accept}"
        );
        let length = got.header("content-length");
        assert!(length.is_empty() || length == body.len().to_string());
        assert_eq!(
            (got.header("content-type"), got.header("vary")),
            ("application/wasm", "accept-encoding")
        );
    }
}

#[tokio::test]
async fn s01_s02_nothing_else_is_served() {
    let (_folder, app) = folder("nothing");
    for path in [
        "/.env",
        "/key.pem",
        "/link.txt",
        "/up/outside.txt",
        "/up/dist/config.json",
        "/../outside.txt",
        "/sub/../config.json",
        "/sub/..%2f..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/sub",
        "/sub/",
        "//config.json",
        "/config.json/",
        "/config%2ejson",
        "/./config.json",
        "/CONFIG.JSON",
        "/nothing.html",
        "/..%5coutside.txt",
        "/%252e%252e/outside.txt",
        "//etc/passwd",
        "/%00",
        "/index.html%00.js",
        "/....//outside.txt",
        "/.git/config",
        "/index.html~",
        "/page.js.map",
        "/up",
        "/page-0123456789abcdef_bg.wasm.br",
    ] {
        let got = get(&app, path).await;
        assert_eq!(got.status, 404, "{path}");
        assert!(!got.text().contains("SECRET"), "{path}");
    }
    assert_eq!(send(&app, "POST", "/index.html", &[]).await.status, 405);
    assert_eq!(send(&app, "HEAD", "/index.html", &[]).await.status, 200);
}

/// The page keeps its state in the query, and its files are named relative to it: it has one address.
#[tokio::test]
async fn s03_s04_no_other_path_is_the_page() {
    let (_folder, app) = folder("fallback");
    for path in ["/deep/link", "/missing.js", "/missing", "/sub/index.html"] {
        for accept in ["text/html", "*/*"] {
            let got = send(&app, "GET", path, &[("accept", accept)]).await;
            assert_eq!(
                (got.status, got.header("content-type")),
                (404, "text/plain; charset=utf-8"),
                "{path}"
            );
        }
    }
    let api = send(&app, "GET", "/api/unknown", &[("accept", "text/html")]).await;
    assert_eq!(
        (api.status, api.problem().code.as_str()),
        (404, "unknown_path")
    );
}

/// A server may answer with the whole where a part is asked for (RFC 9110, section 14.2), and nothing here is large.
#[tokio::test]
async fn s05_a_part_is_answered_with_the_whole() {
    let (_folder, app) = folder("range");
    let many = format!("bytes={}", vec!["0-"; 1_000].join(","));
    for range in [
        "bytes=0-0",
        "bytes=-1",
        "bytes=0-0,2-2",
        "bytes=99-",
        "bytes=x",
        &many,
    ] {
        let got = send(&app, "GET", "/config.json", &[("range", range)]).await;
        assert_eq!((got.status, got.text().as_str()), (200, "{}"), "{range}");
        assert_eq!(got.header("content-range"), "");
    }
}

#[tokio::test]
async fn s07_the_page_is_asked_for_anew_and_its_files_are_not() {
    let (folder, app) = folder("deploy");
    let old = get(&app, "/").await;
    let known = [("if-none-match", old.header("etag"))];
    let same = send(&app, "GET", "/", &known).await;
    assert_eq!((same.status, same.text().as_str()), (304, ""));
    assert_eq!(
        (same.header("etag"), same.header("cache-control")),
        (old.header("etag"), "no-cache")
    );
    std::fs::write(folder.0.join("dist/index.html"), "<!doctype html>new").unwrap();
    let new = send(&app, "GET", "/", &known).await;
    assert_eq!(
        (new.status, new.text().as_str()),
        (200, "<!doctype html>new")
    );
    // Each form of a file is another answer.
    let path = "/page-0123456789abcdef_bg.wasm";
    let mut tags = Vec::new();
    for accept in ["br", "gzip", "identity"] {
        let headers = [("accept-encoding", accept)];
        let tag = send(&app, "GET", path, &headers)
            .await
            .header("etag")
            .to_owned();
        let headers = [("accept-encoding", accept), ("if-none-match", &tag)];
        let again = send(&app, "GET", path, &headers).await;
        assert_eq!(
            (again.status, again.header("vary")),
            (304, "accept-encoding")
        );
        tags.push(tag);
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "{tags:?}");
    std::fs::remove_file(folder.0.join("dist").join(&path[1..])).unwrap();
    assert_eq!(get(&app, path).await.status, 404);
}

#[tokio::test]
async fn without_a_page_it_is_said_how_to_build_one() {
    // The working directory of a test is its package, which has no folder `dist`.
    let flags = Flags {
        demo: true,
        ..Flags::default()
    };
    let app = service(&flags);
    let got = get(&app, "/").await;
    assert_eq!(got.status, 200);
    assert!(got.text().contains("cargo xtask run") && got.text().contains("trunk build"));
    // A folder without a page is no page either.
    assert_eq!(get(&demo(), "/").await.status, 404);
}

#[test]
fn a_folder_that_is_not_there_is_refused_at_start() {
    let flags = Flags {
        demo: true,
        dist: Some("no/such/folder".into()),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &|_| None).unwrap();
    assert!(
        Proxy::new(config, clock())
            .unwrap_err()
            .to_string()
            .contains("no/such/folder")
    );
}
