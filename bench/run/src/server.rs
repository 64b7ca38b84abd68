//! Serves the harness, the program, the peers and made-up answers to the browser, on this machine only.

use crate::places::{bench, named};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::path::PathBuf;
use std::sync::Arc;

/// The folders that files come from.
struct Folders {
    web: PathBuf,
    wasm: PathBuf,
    npm: PathBuf,
}

/// Starts to serve and says on which port.
///
/// # Errors
/// There is no free port, or `cargo xtask bench` did not say where things are.
pub(crate) async fn start() -> Result<u16> {
    let folders = Folders {
        web: bench().join("web"),
        wasm: named("BENCH_WASM")?,
        npm: named("BENCH_NPM")?,
    };
    let app = Router::new()
        .route("/body/{source}/{start}/{slots}/{codes}", get(body))
        .route("/{folder}/{*path}", get(file))
        .with_state(Arc::new(folders));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(port)
}

async fn body(
    Path((source, start, slots, codes)): Path<(String, i64, i64, usize)>,
) -> impl IntoResponse {
    let made = tokio::task::spawn_blocking(move || {
        originscope_bench::bodies::body(&source, start, slots, codes)
    });
    let body = made.await.ok().and_then(Result::ok);
    let status = if body.is_some() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    (
        status,
        headers("application/json"),
        body.unwrap_or_default(),
    )
}

async fn file(
    State(folders): State<Arc<Folders>>,
    Path((folder, path)): Path<(String, String)>,
) -> impl IntoResponse {
    let root = match folder.as_str() {
        "web" => Some(&folders.web),
        "wasm" => Some(&folders.wasm),
        "npm" => Some(&folders.npm),
        _ => None,
    };
    let read = || {
        let is_below = path.split('/').all(|part| part != "..");
        std::fs::read(root.filter(|_| is_below)?.join(&path)).ok()
    };
    let found = read();
    let status = found
        .as_ref()
        .map_or(StatusCode::NOT_FOUND, |_| StatusCode::OK);
    (status, headers(kind(&path)), found.unwrap_or_default())
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// With those that give the page a clock of 5 µs (cross-origin isolation).
fn headers(kind: &'static str) -> HeaderMap {
    let all = [
        (header::CONTENT_TYPE.as_str(), kind),
        (header::CACHE_CONTROL.as_str(), "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ];
    let pair = |(name, value): (&'static str, &'static str)| {
        let name = header::HeaderName::from_static(name);
        (name, header::HeaderValue::from_static(value))
    };
    all.into_iter().map(pair).collect()
}

/// The address of the harness.
///
/// # Errors
/// See [`start`].
pub(crate) async fn harness() -> Result<String> {
    let port = start().await.context("the harness is not served")?;
    Ok(format!("http://127.0.0.1:{port}"))
}
