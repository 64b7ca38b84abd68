//! The routes, and what happens to every request: an id, the method, the headers, a line in the log.

use crate::log::request_line;
use crate::page_headers::secure;
use crate::problem::{address_too_long, method_not_allowed, no_such_path};
use crate::request::random_id;
use crate::series::series;
use crate::site::page;
use crate::sources::sources;
use crate::state::Proxy;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::any;
use axum::{Extension, Router};
use http::{HeaderValue, Method, header};
use originscope_core::Problem;
use tokio::time::Instant;

/// The proxy's id of a request, in every answer and every log line about it.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

/// Longest path and query, bytes: a hundred domains of sixty characters fit.
const LONGEST_ADDRESS: usize = 8 * 1024;

/// The whole service: the API under `/api`, the page everywhere else.
pub fn app(proxy: Proxy) -> Router {
    Router::new()
        .route("/api/v1/sources", any(sources))
        .route("/api/v1/series/{source}", any(series))
        .route("/api", any(nothing_here))
        .route("/api/", any(nothing_here))
        .route("/api/{*rest}", any(nothing_here))
        .fallback(page)
        .with_state(proxy)
        .layer(from_fn(around))
}

async fn nothing_here(Extension(id): Extension<RequestId>) -> Response {
    problem_response(no_such_path(), &id)
}

/// What stands around every handler.
async fn around(mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let id = RequestId(random_id().unwrap_or_default());
    request.extensions_mut().insert(id.clone());
    let mut response = match refusal(&method, &uri) {
        Some(problem) => problem_response(problem, &id),
        None => next.run(request).await,
    };
    secure(&mut response);
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    request_line(
        &method,
        uri.path(),
        response.status(),
        began.elapsed(),
        &id.0,
    );
    response
}

/// What is refused whatever the path.
fn refusal(method: &Method, uri: &http::Uri) -> Option<Problem> {
    let api = uri.path() == "/api" || uri.path().starts_with("/api/");
    let answered = method == Method::GET || (method == Method::HEAD && !api);
    if !answered {
        return Some(method_not_allowed());
    }
    let length = uri
        .path_and_query()
        .map_or(0, |address| address.as_str().len());
    (length > LONGEST_ADDRESS).then(address_too_long)
}

/// A problem as RFC 9457 has it, with the id of the request.
pub(crate) fn problem_response(mut problem: Problem, id: &RequestId) -> Response {
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
    if problem.status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET"));
    }
    if let Some(wait) = problem.retry_after_ms {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.div_ceil(1_000)));
    }
    response
}
