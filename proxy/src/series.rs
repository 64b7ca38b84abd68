//! `GET /api/v1/series/{source}`: one window of one source, as the vendor says it.

use crate::answer::{Answer, judge};
use crate::params::Params;
use crate::problem::{no_credential, not_saved, unknown_source};
use crate::request;
use crate::routes::{RequestId, problem_response};
use crate::state::Proxy;
use crate::upstream::{Reply, Upstream, simulated};
use crate::validate::{self, Frame};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::{Extension, http::HeaderValue};
use http::header;
use originscope_apis::{Api, find};
use originscope_core::Problem;

/// The handler.
pub(crate) async fn series(
    State(proxy): State<Proxy>,
    Extension(id): Extension<RequestId>,
    source: Option<Path<String>>,
    RawQuery(query): RawQuery,
) -> Response {
    let source = source.map(|Path(source)| source).unwrap_or_default();
    match fetch(&proxy, &source, query.as_deref().unwrap_or_default()).await {
        Ok(answer) => success(answer),
        Err(problem) => problem_response(problem, &id),
    }
}

/// Validate, build and sign, send, judge.
async fn fetch(proxy: &Proxy, source: &str, query: &str) -> Result<Answer, Problem> {
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
    let reply = match proxy.upstream() {
        Upstream::Replay(replay) => {
            let saved = replay.saved(api.spec().id).ok_or_else(not_saved)?;
            Reply {
                status: 200,
                headers: Vec::new(),
                body: saved.body.clone(),
            }
        }
        Upstream::Demo(simulator) => {
            let outgoing = request::build(api, &ask, proxy.accounts(), now)?;
            simulated(simulator, &outgoing, now).await?
        }
        Upstream::Live(client) => {
            client
                .send(&request::build(api, &ask, proxy.accounts(), now)?)
                .await?
        }
    };
    judge(api, reply).inspect_err(|problem| told(api, problem))
}

/// The vendor's side of a failure, for the log: code and id only.
fn told(api: &dyn Api, problem: &Problem) {
    tracing::warn!(
        source = api.spec().id,
        code = problem.code,
        upstream_code = problem.upstream_code,
        upstream_request_id = problem.upstream_request_id,
        "the vendor did not answer with data"
    );
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
