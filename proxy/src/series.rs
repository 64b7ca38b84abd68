//! `GET /api/v1/series/{source}`: one window of one source, as the vendor says it.

use crate::answer::Answer;
use crate::fetch::fetch as upstream;
use crate::params::Params;
use crate::problem::{no_credential, unknown_source};
use crate::routes::{RequestId, problem_response};
use crate::state::Proxy;
use crate::upstream::Upstream;
use crate::validate::{self, Frame};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::{Extension, http::HeaderValue};
use http::header;
use originscope_apis::find;
use originscope_core::Problem;

/// The handler.
pub(crate) async fn series(
    State(proxy): State<Proxy>,
    Extension(id): Extension<RequestId>,
    source: Option<Path<String>>,
    RawQuery(query): RawQuery,
) -> Response {
    let source = source.map(|Path(source)| source).unwrap_or_default();
    match answer(&proxy, &source, query.as_deref().unwrap_or_default()).await {
        Ok(answer) => success(answer),
        Err(problem) => problem_response(problem, &id),
    }
}

/// Validate, then ask.
async fn answer(proxy: &Proxy, source: &str, query: &str) -> Result<Answer, Problem> {
    let api = find(source).ok_or_else(unknown_source)?;
    let now = proxy.clock().now();
    let frame = Frame {
        now,
        saved: matches!(proxy.upstream(), Upstream::Replay(_)),
    };
    let ask = validate::ask(api.spec(), &Params::read(query)?, frame)?;
    if !proxy.can_ask(api.spec().account) {
        return Err(no_credential());
    }
    upstream(proxy, api, &ask).await
}

fn success(answer: Answer) -> Response {
    let xml = answer.body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    let kind = if xml {
        "application/xml; charset=utf-8"
    } else {
        "application/json; charset=utf-8"
    };
    let mut response = Response::new(Body::from(answer.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    if let Some(id) = answer
        .upstream_request_id
        .and_then(|id| HeaderValue::from_str(&id).ok())
    {
        headers.insert("x-upstream-request-id", id);
    }
    response
}
