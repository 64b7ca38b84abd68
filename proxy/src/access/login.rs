//! `/login` and `/logout`: a plain form, no script, and a cookie that no other site's request carries.

use super::session::LONGEST;
use super::{Access, Mode, client};
use crate::gate::Link;
use crate::page_headers::page_policy;
use crate::request::random_id;
use crate::state::Proxy;
use argon2::password_hash::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use tokio::sync::Semaphore;

/// Longest form, bytes.
const FORM: usize = 1_024;
/// Password hashes that are computed at a time: each takes 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);
/// The hash of a password that nobody has, so that an unknown name takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The id of the session that the caller's only cookie of that name holds.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, called: &str) -> Option<&'a str> {
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == called);
    match (found.next(), found.next()) {
        (Some((_, id)), None) => Some(id),
        _ => None,
    }
}

/// The handler of `/login`.
pub(crate) async fn login(State(proxy): State<Proxy>, request: Request) -> Response {
    if !proxy.access().has_login() {
        return plain(StatusCode::NOT_FOUND);
    }
    if request.method() != Method::POST {
        return form(&proxy, StatusCode::OK);
    }
    if !is_own(&proxy, request.headers()) {
        return plain(StatusCode::FORBIDDEN);
    }
    let link = request.extensions().get::<Link>().copied();
    let peer = client(request.headers(), link, &proxy.access().proxies);
    if !proxy.access().sessions.may_try(peer) {
        let mut response = plain(StatusCode::TOO_MANY_REQUESTS);
        let minute = HeaderValue::from_static("60");
        response.headers_mut().insert(header::RETRY_AFTER, minute);
        return response;
    }
    let Ok(body) = to_bytes(request.into_body(), FORM).await else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let field = |name: &str| {
        let mut pairs = url_pairs(&body);
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
            .unwrap_or_default()
    };
    let user = verify(proxy.access(), &field("name"), &field("secret")).await;
    match (user, random_id(), random_id()) {
        (Some(user), Ok(first), Ok(second)) => {
            let id = format!("{first}{second}");
            proxy.access().sessions.begin(&id, user);
            tracing::info!(
                who = proxy
                    .access()
                    .users
                    .get(user)
                    .map(|user| user.name.as_str()),
                "signed in"
            );
            redirect(&proxy, &id, LONGEST.as_secs())
        }
        _ => {
            tracing::warn!("a sign-in was refused");
            form(&proxy, StatusCode::UNAUTHORIZED)
        }
    }
}

/// The handler of `/logout`.
pub(crate) async fn logout(State(proxy): State<Proxy>, headers: HeaderMap) -> Response {
    if !is_own(&proxy, &headers) {
        return plain(StatusCode::FORBIDDEN);
    }
    if let Some(id) = cookie(&headers, proxy.doors().cookie()) {
        proxy.access().sessions.end(id);
    }
    redirect(&proxy, "", 0)
}

/// Whether the form was sent from this page. Browsers send `Origin` with every POST, but as `null` from a page whose
/// referrer policy is as strict as this one's; then what they say about the site counts.
fn is_own(proxy: &Proxy, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) if site == "same-origin" => return true,
        Some(_) => return false,
        None => {}
    }
    let Some(origin) = super::one(headers, &header::ORIGIN) else {
        return false;
    };
    match &proxy.doors().origin {
        Some(own) => own == origin,
        // The host was judged already.
        None => super::one(headers, &header::HOST)
            .is_some_and(|host| origin.eq_ignore_ascii_case(&format!("http://{host}"))),
    }
}

async fn verify(access: &Access, name: &str, secret: &str) -> Option<usize> {
    if matches!(access.mode, Mode::Token) {
        return access.token(secret);
    }
    let user = access.users.iter().position(|user| user.name == name);
    let known = user.and_then(|user| access.users.get(user)?.password.clone());
    let user = user.filter(|_| known.is_some());
    let (known, secret) = (
        known.unwrap_or_else(|| NOBODY.to_owned()),
        secret.to_owned(),
    );
    let _place = HASHING.acquire().await.ok()?;
    let same = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&known).is_ok_and(|known| {
            Argon2::default()
                .verify_password(secret.as_bytes(), &known)
                .is_ok()
        })
    });
    let same = same.await.ok()?;
    user.filter(|_| same)
}

/// The fields of a form.
fn url_pairs(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    let text = String::from_utf8_lossy(body).into_owned();
    let pairs: Vec<(String, String)> = text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(key, value)| Some((key.to_owned(), crate::params::decode(value)?)))
        .collect();
    pairs.into_iter()
}

fn redirect(proxy: &Proxy, id: &str, seconds: u64) -> Response {
    let doors = proxy.doors();
    let (name, prefix) = (doors.cookie(), &doors.prefix);
    let more = if doors.over_tls() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={id}; Path={prefix}/; HttpOnly; SameSite=Strict; Max-Age={seconds}{more}");
    let mut response = plain(StatusCode::SEE_OTHER);
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("./"));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn form(proxy: &Proxy, status: StatusCode) -> Response {
    let named = matches!(proxy.access().mode, Mode::Password);
    let name = if named {
        "<p><label>Name <input name=\"name\" autocomplete=\"username\" required></label>"
    } else {
        ""
    };
    let (label, wrong) = (
        if named { "Password" } else { "Token" },
        status == StatusCode::UNAUTHORIZED,
    );
    let said = if wrong {
        "<p role=\"alert\">That did not sign you in."
    } else {
        ""
    };
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Originscope: sign in</title>\
         <h1>Originscope</h1>{said}<form method=\"post\" action=\"login\">{name}\
         <p><label>{label} <input name=\"secret\" type=\"password\" autocomplete=\"current-password\" required></label>\
         <p><button>Sign in</button></form></html>"
    );
    let policy = HeaderValue::from_str(&page_policy(&html)).ok();
    let mut response = plain(status);
    *response.body_mut() = Body::from(html);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if let Some(policy) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
