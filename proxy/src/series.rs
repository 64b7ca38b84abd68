//! `GET /api/v1/series/{source}`: one window of one source, as the vendor says it.

use crate::access::Who;
use crate::cache::{Freshness, Held, How, Key, freshness};
use crate::credentials::Account;
use crate::entity::is_known;
use crate::fetch::fetch;
use crate::params::Params;
use crate::problem::{domain_not_allowed, unknown_source};
use crate::request::random_fraction;
use crate::routes::{RequestId, problem_response};
use crate::state::Proxy;
use crate::upstream::Upstream;
use crate::validate::{self, Frame};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::{Extension, http::HeaderValue};
use http::{HeaderMap, HeaderName, StatusCode, header};
use originscope_apis::{Api, find};
use originscope_core::Problem;
use originscope_sign::hex;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The handler.
pub(crate) async fn series(
    State(proxy): State<Proxy>,
    Extension(id): Extension<RequestId>,
    Extension(who): Extension<Who>,
    source: Option<Path<String>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let source = source.map(|Path(source)| source).unwrap_or_default();
    match answer(&proxy, &who, &source, query.as_deref().unwrap_or_default()).await {
        Ok((held, how)) => {
            counted(&proxy, &source, how.word());
            success(&held, how, proxy.browsers_may_keep(), &headers)
        }
        Err(problem) => {
            counted(&proxy, &source, "error");
            problem_response(problem, &id)
        }
    }
}

/// Counts an answer by its source, which must be one that there is.
fn counted(proxy: &Proxy, source: &str, event: &'static str) {
    if let Some(api) = find(source) {
        proxy.metrics().answer(api.spec().id, event);
    }
}

/// Validate, then look, then ask.
async fn answer(
    proxy: &Proxy,
    who: &Who,
    source: &str,
    query: &str,
) -> Result<(Arc<Held>, How), Problem> {
    proxy.access().admit(who)?;
    let api = find(source).ok_or_else(unknown_source)?;
    let spec = api.spec();
    let frame = Frame {
        now: proxy.clock().now(),
        saved: matches!(proxy.upstream(), Upstream::Replay(_)),
    };
    let ask = validate::ask(spec, &Params::read(query)?, frame)?;
    // Before the cache, on the very names that would be signed.
    let allowed = who.allow.covers(&ask.domains);
    audit(who, spec.id, &ask.domains, allowed);
    if !allowed {
        return Err(domain_not_allowed());
    }
    // Saved answers need no account.
    let account = match proxy.upstream() {
        Upstream::Replay(_) => None,
        _ => Some(proxy.accounts().for_domains(spec, &ask.domains)?),
    };
    let (scope, turn) = match &account {
        Some(account) => (proxy.scope(account).await?, account.turn),
        None => (String::new(), 0),
    };
    let key = Key::new(spec.account, spec.id, ask).within(scope, turn);
    let fill = || fill(proxy.clone(), account, api, key.clone());
    proxy.cache().get(&key, fill).await
}

/// Who asked for what, and whether it was allowed. Of the domains only a short hash of the set: their names are
/// customers' names.
fn audit(who: &Who, source: &str, domains: &[String], allowed: bool) {
    if who.name.is_empty() {
        return;
    }
    let mut sorted = domains.to_vec();
    sorted.sort_unstable();
    let set = Sha256::digest(sorted.join(","));
    let set = hex(set.get(..4).unwrap_or_default());
    let (who, domains) = (who.name.as_str(), domains.len());
    tracing::info!(who, source, domains, set, allowed, "audit");
}

/// The answer for a key, from another replica or the upstream, whoever still waits for it.
async fn fill(
    proxy: Proxy,
    account: Option<Arc<Account>>,
    api: &'static dyn Api,
    key: Key,
) -> Result<Held, Problem> {
    let ask = || ask(&proxy, account.as_ref(), api, &key);
    match proxy.replicas() {
        Some(replicas) => replicas.answer(key.scope(), &key, ask).await,
        None => ask().await,
    }
}

async fn ask(
    proxy: &Proxy,
    account: Option<&Arc<Account>>,
    api: &'static dyn Api,
    key: &Key,
) -> Result<Held, Problem> {
    let answer = fetch(proxy, account, api, key.ask()).await?;
    let grain = key.ask().grain.unwrap_or(answer.grain);
    let huawei = api.spec().account == "huawei";
    let (end, now) = (key.ask().range.end, proxy.clock().now());
    let freshness = freshness(grain, end, now, huawei, random_fraction());
    Ok(Held::new(
        answer.body,
        answer.upstream_request_id,
        freshness,
    ))
}

fn success(held: &Held, how: How, keep: bool, asked: &HeaderMap) -> Response {
    let mut response = if is_known(asked, &held.etag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(held.body.clone()));
        let kind = HeaderValue::from_static(kind(&held.body));
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    let kept = keep && how != How::Stale;
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, &cache_control(held.freshness, kept));
    set(header::VARY, "Cookie");
    set(header::ETAG, &held.etag);
    set(header::AGE, &held.age().as_secs().to_string());
    set(HeaderName::from_static("x-cache"), how.word());
    if let Some(id) = &held.upstream_request_id {
        set(HeaderName::from_static("x-upstream-request-id"), id);
    }
    response
}

/// What is settled the browser keeps as long as the proxy does; `Age` counts into it.
fn cache_control(freshness: Freshness, keep: bool) -> String {
    if keep && freshness.settled {
        format!("private, max-age={}", freshness.fresh.as_secs())
    } else {
        "private, no-cache".to_owned()
    }
}

fn kind(body: &[u8]) -> &'static str {
    if body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<') {
        "application/xml; charset=utf-8"
    } else {
        "application/json; charset=utf-8"
    }
}
