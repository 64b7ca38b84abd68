//! Pages of other origins that may ask: those that the configuration names, to the letter, and without cookies.
//!
//! Without such a name nothing here says anything, and a browser keeps every other page away.

use crate::config::Doors;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// How long a browser may remember the permission, seconds: the longest that Chromium keeps it.
const REMEMBERED: &str = "7200";

/// The origin of the page that asks, if it is one of those named.
pub(crate) fn friend(headers: &HeaderMap, doors: &Doors) -> Option<HeaderValue> {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return None;
    };
    let is_named = doors.friends.contains(origin.to_str().ok()?);
    is_named.then(|| origin.clone())
}

/// Whether a browser asks if a friend's page may send a request.
pub(crate) fn is_preflight(request: &Request, doors: &Doors) -> bool {
    *request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && friend(request.headers(), doors).is_some()
}

/// The permission: to read, with the header that every request to the API carries.
pub(crate) fn permission() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, crate::gate::MARK.0),
        (header::ACCESS_CONTROL_MAX_AGE, REMEMBERED),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Says in an answer of the API who may read it.
pub(crate) fn open(response: &mut Response, friend: Option<HeaderValue>, doors: &Doors) {
    if doors.friends.is_empty() {
        return;
    }
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(friend) = friend {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, friend);
    }
}
