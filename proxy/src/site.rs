//! The built page, out of a folder: plain names only, no dot files, no links, known types.

use crate::page_headers::page_policy;
use crate::state::Proxy;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::path::{Path, PathBuf};

/// The folder of the page, if there is one.
pub(crate) struct Site(Option<PathBuf>);

/// File types that are served; whatever is not listed is not there.
const TYPES: [(&str, &str); 12] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
];

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Originscope</title>\
    <p>The proxy runs, but the page is not built: run <code>cargo xtask run</code>, or <code>trunk build --release</code> \
    and start again where the folder <code>dist</code> is, or name it with <code>--dist</code>.</p></html>";

impl Site {
    /// The folder named, or `dist` in the working directory if that exists.
    ///
    /// # Errors
    /// A sentence if a folder was named and is none.
    pub(crate) fn open(named: Option<&Path>) -> Result<Self, String> {
        let folder = named.unwrap_or(Path::new("dist"));
        match folder.canonicalize() {
            Ok(folder) if folder.is_dir() => Ok(Self(Some(folder))),
            _ if named.is_none() => Ok(Self(None)),
            _ => Err(format!(
                "The folder of the page, {}, cannot be opened.",
                folder.display()
            )),
        }
    }
}

/// The handler of every path outside `/api`.
pub(crate) async fn page(State(proxy): State<Proxy>, request: Request) -> Response {
    let path = request.uri().path();
    let path = if path == "/" { "/index.html" } else { path };
    if path == "/index.html"
        && proxy.access().has_login()
        && proxy.access().identify(request.headers(), None).is_err()
    {
        return to_login();
    }
    match &proxy.site().0 {
        Some(folder) => file(folder, path, request.headers())
            .await
            .unwrap_or_else(not_found),
        None if path == "/index.html" => html(NOT_BUILT.to_owned()),
        None => not_found(),
    }
}

/// The file behind a path, compressed if a compressed sibling is there and welcome.
async fn file(folder: &Path, path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = plain_file(folder, path)?;
    let extension = file.extension()?.to_str()?;
    let (_, kind) = TYPES.iter().find(|(known, _)| *known == extension)?;
    if extension == "html" {
        return Some(html(tokio::fs::read_to_string(&file).await.ok()?));
    }
    let mut body = None;
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        if accepts(headers, encoding) {
            let sibling = plain_file(folder, &format!("{path}.{suffix}"));
            body = match sibling {
                Some(sibling) => tokio::fs::read(sibling)
                    .await
                    .ok()
                    .map(|bytes| (bytes, Some(encoding))),
                None => None,
            };
        }
        if body.is_some() {
            break;
        }
    }
    let (bytes, encoding) = match body {
        Some(found) => found,
        None => (tokio::fs::read(&file).await.ok()?, None),
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    let fresh = if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(fresh));
    Some(response)
}

/// A regular file under the folder, reached through regular folders by plain names.
fn plain_file(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut at = folder.to_path_buf();
    for name in path.strip_prefix('/')?.split('/') {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        if name.is_empty() || name.starts_with('.') || !name.bytes().all(plain) {
            return None;
        }
        at.push(name);
        if at.symlink_metadata().ok()?.is_symlink() {
            return None;
        }
    }
    at.is_file().then_some(at)
}

/// Whether the name carries the hash of its content as trunk writes it: a hyphen and 64 bits in hex without leading
/// zeros, so 16 digits or a few less.
fn is_hashed(path: &str) -> bool {
    path.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && matches!(part.as_bytes().get(digits), Some(b'.' | b'_'))
    })
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let listed = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    listed.split(',').any(|item| {
        let (name, quality) = item.split_once(';').unwrap_or((item, ""));
        name.trim().eq_ignore_ascii_case(encoding)
            && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn html(text: String) -> Response {
    let policy = HeaderValue::from_str(&page_policy(&text)).ok();
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Relative, so that it works under any path prefix.
fn to_login() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("login"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn not_found() -> Response {
    let mut response = Response::new(Body::from("There is nothing at this address.\n"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
