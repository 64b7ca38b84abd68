//! The routes, and what happens to every request: an id, the method, the headers, a line in the log.

use crate::access::{login, logout};
use crate::contract::is_published;
use crate::cors;
use crate::gate::{Link, Refusal, admit, allowed, is_api};
use crate::log::request_line;
use crate::page_headers::secure;
use crate::prefix::{Place, below};
use crate::problem::{internal, no_such_path};
use crate::request::random_id;
use crate::series::series;
use crate::site::{not_found, page};
use crate::sources::sources;
use crate::state::Proxy;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any};
use axum::{Extension, Router};
use futures_util::FutureExt;
use http::{HeaderValue, StatusCode, header};
use originscope_core::Problem;
use std::panic::AssertUnwindSafe;
use tokio::time::Instant;

/// The proxy's id of a request, in every answer and every log line about it.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

/// The whole service: the API under `/api`, the page everywhere else, all of it below the prefix if there is one.
pub fn app(proxy: Proxy) -> Router {
    let prefix = proxy.doors().prefix.clone();
    let nothing = ["/api", "/api/", "/api/{*rest}"].map(|path| (path, any(nothing_here)));
    let service = table()
        .into_iter()
        .chain(nothing)
        .fold(Router::new(), |service, (path, handler)| {
            service.route(path, handler)
        })
        .fallback(page)
        .with_state(proxy.clone())
        .layer(from_fn_with_state(proxy, around));
    below(&prefix, service)
}

/// Every path that has a handler of its own. Which methods it takes is the gate's.
pub(crate) fn table() -> [(&'static str, MethodRouter<Proxy>); 5] {
    [
        ("/api/v1/sources", any(sources)),
        ("/api/v1/series/{source}", any(series)),
        ("/healthz", any(healthz)),
        ("/login", any(login)),
        ("/logout", any(logout)),
    ]
}

/// Alive, for a load balancer; ready and metrics are the operator's listener's.
async fn healthz() -> [(header::HeaderName, &'static str); 1] {
    [(header::CACHE_CONTROL, "no-store")]
}

async fn nothing_here(Extension(id): Extension<RequestId>) -> Response {
    problem_response(no_such_path(), &id)
}

/// What stands around every handler.
async fn around(State(proxy): State<Proxy>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let id = RequestId(random_id().unwrap_or_default());
    request.extensions_mut().insert(id.clone());
    let judged = admit(&request, proxy.doors(), proxy.listen());
    // Whoever speaks to another host learns nothing, a friend neither.
    let is_ours = !matches!(judged, Err(Refusal::Misdirected));
    let friend = cors::friend(request.headers(), proxy.doors()).filter(|_| is_ours);
    let place = request.extensions().get::<Place>().copied();
    let judged = judged.and_then(|()| placed(place));
    let judged = judged.and_then(|()| identified(&proxy, &mut request));
    let mut response = match judged {
        Err(refusal) => refused(refusal, &proxy, uri.path(), &id),
        // A panic is the end of one answer, not of the connection without a word.
        Ok(()) => AssertUnwindSafe(next.run(request))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| {
                proxy.metrics().panic();
                problem_response(internal(), &id)
            }),
    };
    if is_api(uri.path()) {
        cors::open(&mut response, friend, proxy.doors());
    }
    secure(&mut response);
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    request_line(
        proxy.metrics(),
        &method,
        uri.path(),
        response.status(),
        began.elapsed(),
        &id.0,
    );
    response
}

/// Nothing but what is below the prefix is ours; everything is where there is none.
fn placed(place: Option<Place>) -> Result<(), Refusal> {
    match place {
        None | Some(Place::Below) => Ok(()),
        Some(Place::Door) => Err(Refusal::Door),
        Some(Place::Outside) => Err(Refusal::Outside),
    }
}

/// Everything under `/api` needs somebody, whether it exists or not; the page itself has no data in it.
fn identified(proxy: &Proxy, request: &mut Request) -> Result<(), Refusal> {
    if is_api(request.uri().path()) {
        let link = request.extensions().get::<Link>().copied();
        let who = proxy.access().identify(request.headers(), link);
        let who = who.map_err(|problem| Refusal::Because(Box::new(problem)))?;
        request.extensions_mut().insert(who);
    }
    Ok(())
}

/// The answer to what goes no further. What may follow on the connection is not read where a body was sent.
fn refused(refusal: Refusal, proxy: &Proxy, path: &str, id: &RequestId) -> Response {
    let mut response = match refusal {
        // Nothing was refused that could hold a body: the connection stays.
        Refusal::Permitted => return cors::permission(),
        Refusal::Outside => return not_found(),
        Refusal::Door => return to_slash(&proxy.doors().prefix),
        Refusal::Misdirected => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::MISDIRECTED_REQUEST;
            response
        }
        Refusal::Because(problem) => problem_response(*problem, id),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Ok(methods) = HeaderValue::from_str(&allowed(path).join(", "))
    {
        response.headers_mut().insert(header::ALLOW, methods);
    }
    response
}

/// The page's files are named relative to it, so its address ends in a slash.
fn to_slash(prefix: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(location) = HeaderValue::from_str(&format!("{prefix}/")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A problem as RFC 9457 has it, with the id of the request.
pub(crate) fn problem_response(mut problem: Problem, id: &RequestId) -> Response {
    debug_assert!(
        is_published(&problem),
        "the contract lacks {} {}",
        problem.status,
        problem.code
    );
    problem.request_id = Some(id.0.clone()).filter(|id| !id.is_empty());
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        http::StatusCode::from_u16(problem.status).unwrap_or(http::StatusCode::BAD_GATEWAY);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(wait) = problem.retry_after_ms {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.div_ceil(1_000)));
    }
    response
}
