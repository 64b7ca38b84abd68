//! `GET /api/v1/sources`: what the proxy can do for each source, for the page's first moment.

use crate::state::Proxy;
use crate::upstream::Upstream;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use originscope_apis::registry;
use originscope_core::{Mode, SourceStatus, SourcesAnswer, Spec};

/// The handler.
pub(crate) async fn sources(State(proxy): State<Proxy>) -> Response {
    let answer = SourcesAnswer {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now: proxy.clock().now(),
        sources: statuses(&proxy),
    };
    let mut response = Json(answer).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The state of every source, in the registry's order.
pub(crate) fn statuses(proxy: &Proxy) -> Vec<SourceStatus> {
    registry()
        .iter()
        .map(|api| status(proxy, api.spec()))
        .collect()
}

fn status(proxy: &Proxy, spec: &Spec) -> SourceStatus {
    let mut status = SourceStatus {
        id: spec.id.to_owned(),
        mode: Mode::NoCredential,
        key_ends: None,
        saved_range: None,
        domains: Vec::new(),
    };
    match proxy.upstream() {
        Upstream::Live(_) if !proxy.accounts().of(spec).is_empty() => {
            status.mode = Mode::Live;
            // Of several accounts the one for all domains.
            let accounts = proxy.accounts();
            status.key_ends = accounts
                .of(spec)
                .first()
                .and_then(|account| account.key_ends());
        }
        Upstream::Live(_) => {}
        Upstream::Demo(_) => {
            status.mode = Mode::Demo;
            status.domains = originscope_sim::demo_domains()
                .iter()
                .filter(|demo| demo.concerns(spec.id))
                .map(|demo| {
                    (
                        demo.domain.to_owned(),
                        demo.what_en.to_owned(),
                        demo.what_zh.to_owned(),
                    )
                })
                .collect();
        }
        Upstream::Replay(replay) => {
            status.mode = Mode::Replay;
            if let Some(saved) = replay.saved(spec.id) {
                status.saved_range = saved.range;
                status.domains = saved
                    .domains
                    .iter()
                    .map(|domain| {
                        (
                            domain.clone(),
                            "saved answer".to_owned(),
                            "已保存的应答".to_owned(),
                        )
                    })
                    .collect();
            }
        }
    }
    status
}
