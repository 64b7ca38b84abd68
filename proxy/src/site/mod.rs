//! The built page: known types only, compressed where that is welcome, and never asked for twice without need.

mod encoding;
mod files;

use crate::entity::is_known;
use crate::page_headers::page_policy;
use crate::state::Proxy;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use encoding::{Form, forms};
use files::{Files, within};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use originscope_sign::hex;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The page, if there is one.
pub(crate) struct Site(Option<Files>);

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
    /// The folder named; else the page that the program was built with; else `dist` in the working directory if that
    /// exists.
    ///
    /// # Errors
    /// A sentence if a folder was named and is none.
    pub(crate) fn open(named: Option<&Path>) -> Result<Self, String> {
        let Some(named) = named else {
            return Ok(Self(within().or_else(|| Files::below(Path::new("dist")))));
        };
        match Files::below(named) {
            Some(files) => Ok(Self(Some(files))),
            None => Err(format!(
                "The folder of the page, {}, cannot be opened.",
                named.display()
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
        Some(files) => file(files, path, request.headers())
            .await
            .unwrap_or_else(not_found),
        None if path == "/index.html" => html(NOT_BUILT.as_bytes().into()),
        None => not_found(),
    }
}

/// The file behind a path, in the smallest form that is there and welcome. Parts of it (`Range`) are not given.
async fn file(files: &Files, path: &str, asked: &HeaderMap) -> Option<Response> {
    let (_, extension) = path.rsplit_once('.')?;
    let (_, kind) = TYPES.iter().find(|(known, _)| *known == extension)?;
    let whole = files.read(path).await?;
    if extension == "html" {
        return Some(fresh_or_known(
            html(whole.clone()),
            &tag(path, &whole, ""),
            asked,
        ));
    }
    let (bytes, encoding) = smallest(files, path, whole, asked).await;
    let tag = tag(path, &bytes, encoding.unwrap_or_default());
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
    Some(fresh_or_known(response, &tag, asked))
}

/// A file's bytes in the form that is best for the caller, with the form's name unless it is the plain one.
async fn smallest(
    files: &Files,
    path: &str,
    whole: Bytes,
    asked: &HeaderMap,
) -> (Bytes, Option<&'static str>) {
    for (name, ending) in forms(asked).into_iter().filter_map(Form::names) {
        if let Some(small) = files.read(&format!("{path}.{ending}")).await {
            return (small, Some(name));
        }
    }
    (whole, None)
}

/// Whether the name carries the hash of its content as trunk writes it: a hyphen and 64 bits in hex without leading
/// zeros, so 16 digits or a few less.
fn is_hashed(path: &str) -> bool {
    path.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && matches!(part.as_bytes().get(digits), Some(b'.' | b'_'))
    })
}

/// A strong tag; each form of a file has its own. A name with a hash in it saves hashing, which for the program would
/// take longer than sending it.
fn tag(path: &str, bytes: &[u8], encoding: &str) -> String {
    let content = if is_hashed(path) {
        path.trim_start_matches('/').replace('/', "-")
    } else {
        let digest = Sha256::digest(bytes);
        hex(digest.get(..12).unwrap_or_default())
    };
    let hyphen = if encoding.is_empty() { "" } else { "-" };
    format!("\"{content}{hyphen}{encoding}\"")
}

/// The answer with its tag, or 304 without content if the caller has it.
fn fresh_or_known(mut response: Response, tag: &str, asked: &HeaderMap) -> Response {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    if is_known(asked, tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING] {
            response.headers_mut().remove(name);
        }
    }
    response
}

fn html(text: Bytes) -> Response {
    let policy = HeaderValue::from_str(&page_policy(&String::from_utf8_lossy(&text))).ok();
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(headers, header::CACHE_CONTROL, "no-cache");
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Relative, so that it works under any path prefix.
fn to_login() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    set(response.headers_mut(), header::LOCATION, "login");
    set(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    response
}

/// Never the page: what asks for a script must not get HTML.
pub(crate) fn not_found() -> Response {
    let mut response = Response::new(Body::from("There is nothing at this address.\n"));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    set(headers, header::CACHE_CONTROL, "no-store");
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
