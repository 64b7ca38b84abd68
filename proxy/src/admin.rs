//! The operator's own listener: alive, ready, metrics. Never on the public one, and nothing in it is about a customer.

use crate::credentials::Account;
use crate::gate::for_this_machine;
use crate::metrics::{KeyState, Now};
use crate::state::Proxy;
use crate::upstream::Upstream;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use axum::{Json, Router};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use std::net::SocketAddr;

/// A clock that is further off than this makes signatures fragile, seconds.
const CLOCK: u64 = 300;

/// The service of the operator's listener, which is at `local`.
pub fn operators(proxy: Proxy, local: SocketAddr) -> Router {
    table()
        .into_iter()
        .fold(Router::new(), |service, (path, handler)| {
            service.route(path, handler)
        })
        .with_state(proxy)
        .layer(from_fn_with_state(local, here_only))
}

/// Every path of the listener.
pub(crate) fn table() -> [(&'static str, MethodRouter<Proxy>); 3] {
    [
        ("/healthz", get(healthz)),
        ("/readyz", get(readyz)),
        ("/metrics", get(metrics)),
    ]
}

/// A page whose name was rebound to this machine learns nothing.
async fn here_only(State(local): State<SocketAddr>, request: Request, next: Next) -> Response {
    let is_here = for_this_machine(&request, local);
    let mut response = if is_here {
        next.run(request).await
    } else {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::MISDIRECTED_REQUEST;
        response
    };
    crate::page_headers::secure(&mut response);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The process answers; nothing is looked at.
async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether to send requests here, and in what state the parts are. The vendors are not asked: a vendor in trouble is no
/// reason to take every replica out.
#[derive(Serialize)]
struct Ready {
    ready: bool,
    draining: bool,
    upstream: &'static str,
    accounts: Vec<AccountState>,
    cache: &'static str,
    notes: Vec<&'static str>,
}

#[derive(Serialize)]
struct AccountState {
    account: String,
    vendor: &'static str,
    /// A key that is good now, or one that is asked for when it is needed.
    has_credential: bool,
    from: Option<String>,
    key_ends: Option<String>,
    /// Until a temporary key ends; negative after that.
    credential_ends_in_seconds: Option<i64>,
    clock_offset_seconds: i64,
    held_back: Vec<&'static str>,
}

impl AccountState {
    fn of(proxy: &Proxy, account: &Account) -> Self {
        let now = proxy.now_of(account.vendor);
        let held = account.keeper.held();
        Self {
            account: account.name.clone(),
            vendor: account.vendor,
            has_credential: match &held {
                Some(lease) => lease.is_usable(now),
                None => account.keeper.counts().1 == 0,
            },
            from: Some(account.keeper.source().words()),
            key_ends: account.key_ends(),
            credential_ends_in_seconds: held
                .and_then(|lease| Some(lease.ends?.saturating_sub(now))),
            clock_offset_seconds: proxy.skew(account.vendor).offset(),
            held_back: proxy.guards().held_back(&account.lanes, account.vendor),
        }
    }

    /// A vendor that no account is of.
    fn without(proxy: &Proxy, vendor: &'static str) -> Self {
        Self {
            account: vendor.to_owned(),
            vendor,
            has_credential: proxy.can_ask(vendor),
            from: None,
            key_ends: None,
            credential_ends_in_seconds: None,
            clock_offset_seconds: proxy.skew(vendor).offset(),
            held_back: Vec::new(),
        }
    }
}

async fn readyz(State(proxy): State<Proxy>) -> Response {
    let answer = ready(&proxy);
    let status = if answer.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let mut response = axum::response::IntoResponse::into_response(Json(answer));
    *response.status_mut() = status;
    response
}

fn ready(proxy: &Proxy) -> Ready {
    let all = proxy.accounts();
    let mut accounts: Vec<_> = all
        .iter()
        .map(|account| AccountState::of(proxy, account))
        .collect();
    let missing = ["alibaba", "huawei"]
        .into_iter()
        .filter(|vendor| !all.has(vendor));
    accounts.extend(missing.map(|vendor| AccountState::without(proxy, vendor)));
    let draining = proxy.is_draining();
    let can_ask = accounts.iter().any(|account| account.has_credential);
    let mut notes = Vec::new();
    if accounts
        .iter()
        .any(|account| account.clock_offset_seconds.unsigned_abs() > CLOCK)
    {
        notes.push("this machine's clock is off by more than five minutes");
    }
    if accounts.iter().any(|account| !account.has_credential) && can_ask {
        notes.push("an account has no key that is good now");
    }
    if proxy.reload_failed() {
        notes.push("the changed configuration cannot be used: the keys before it stay in use; the log says why");
    }
    let cache = match proxy.replicas().map(crate::replicas::Replicas::is_reached) {
        None => "memory",
        Some(true) => "redis",
        Some(false) => {
            notes.push("Redis does not answer: this replica goes on alone");
            "alone"
        }
    };
    Ready {
        ready: can_ask && !draining,
        draining,
        upstream: match proxy.upstream() {
            Upstream::Live(_) => "live",
            Upstream::Demo(_) => "demo",
            Upstream::Replay(_) => "replay",
        },
        accounts,
        cache,
        notes,
    }
}

async fn metrics(State(proxy): State<Proxy>) -> Response {
    let accounts = proxy.accounts();
    let now = Now {
        queued: proxy.guards().queued(),
        held_back: accounts
            .iter()
            .flat_map(|account| proxy.guards().held_back(&account.lanes, account.vendor))
            .collect(),
        keys: accounts
            .iter()
            .map(|account| KeyState::of(account))
            .collect(),
        offsets: ["alibaba", "huawei"]
            .map(|account| (account, proxy.skew(account).offset()))
            .to_vec(),
        shares: proxy.replicas().map(crate::replicas::Replicas::is_reached),
        log_lines_dropped: crate::log::dropped_lines(),
    };
    let mut response = Response::new(Body::from(proxy.metrics().text(&now)));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    );
    response
}
