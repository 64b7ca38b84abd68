//! One window from the upstream: every attempt signed anew, with the vendor's time where ours is wrong.

use crate::answer::{Answer, judge, wait_ms};
use crate::attempts::{Failure, Terms, run};
use crate::credentials::{Account, Signer};
use crate::problem::{no_credential, not_saved};
use crate::replicas::Quota;
use crate::request::{self, random_fraction};
use crate::state::Proxy;
use crate::upstream::{Reply, Upstream, simulated};
use originscope_apis::Api;
use originscope_core::{Ask, Problem};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::time::Instant;

/// Asks until there is an answer or a reason to stop. A temporary key that the vendor refuses before its end is replaced
/// once. Without an account there are saved answers only.
pub(crate) async fn fetch(
    proxy: &Proxy,
    account: Option<&Arc<Account>>,
    api: &dyn Api,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let Some(account) = account else {
        return fetch_with(proxy, None, api, ask).await;
    };
    let signer = proxy.signer(account).await?;
    let done = fetch_with(proxy, Some(&signer), api, ask).await;
    match done {
        Err(problem) if is_of_key(&problem.code) && account.keeper.doubt(&signer.lease) => {
            let signer = proxy.signer(account).await?;
            account.lanes.forget_refusal();
            fetch_with(proxy, Some(&signer), api, ask).await
        }
        done => done,
    }
}

/// The quota and the breakers are for vendors: the simulator's incidents live on one domain each and must not stop its
/// neighbours.
async fn fetch_with(
    proxy: &Proxy,
    signer: Option<&Signer>,
    api: &dyn Api,
    ask: &Ask,
) -> Result<Answer, Problem> {
    let spec = api.spec();
    let live = signer.filter(|_| matches!(proxy.upstream(), Upstream::Live(_)));
    let quota = match (proxy.replicas(), live) {
        (Some(replicas), Some(signer)) => Some(Quota::new(
            replicas,
            &proxy.scope(&signer.account).await?,
            spec,
        )),
        _ => None,
    };
    let way = live.and_then(|signer| proxy.guards().way(&signer.account.lanes, spec.id));
    let way = way.map(|way| way.sharing(quota.as_ref()));
    let tried = AtomicU32::new(0);
    let attempt = || async {
        let nth = tried.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let began = Instant::now();
        let done = attempt(proxy, signer, api, ask).await;
        let outcome = match &done {
            Ok(_) => "ok",
            Err(failure) => failure.problem.code.as_str(),
        };
        proxy.metrics().call(spec, nth, outcome, began.elapsed());
        done
    };
    run(way, Terms::of(spec.account), random_fraction, attempt)
        .await
        .inspect_err(|problem| told(api, problem))
}

async fn attempt(
    proxy: &Proxy,
    signer: Option<&Signer>,
    api: &dyn Api,
    ask: &Ask,
) -> Result<Answer, Failure> {
    let clock = proxy.clock().now();
    let skew = proxy.skew(api.spec().account);
    let offset = skew.offset();
    let now = clock.saturating_add(offset);
    let outgoing = || request::build(api, ask, signer.ok_or_else(no_credential)?, now);
    let reply = match proxy.upstream() {
        Upstream::Replay(replay) => Reply {
            status: 200,
            headers: Vec::new(),
            body: replay
                .saved(api.spec().id)
                .ok_or_else(not_saved)?
                .body
                .clone(),
        },
        Upstream::Demo(simulator) => simulated(simulator, &outgoing()?, now).await?,
        Upstream::Live(client) => client.send(&outgoing()?).await?,
    };
    let came = proxy.clock().now();
    let date = reply.header("date").map(str::to_owned);
    let told_ms = wait_ms(&reply);
    let judged = judge(api, reply).map_err(|problem| Failure {
        corrected: of_time(&problem.code) && skew.correct(date.as_deref(), came, offset),
        told_ms,
        problem,
    });
    if !judged.as_ref().is_err_and(|failure| failure.corrected) {
        skew.learn(date.as_deref(), came);
    }
    judged
}

/// Failures that a wrong clock explains. Huawei's gateway has no code of its own for it.
fn of_time(code: &str) -> bool {
    matches!(code, "clock_skew" | "upstream_auth")
}

/// Failures that another key may not have.
fn is_of_key(code: &str) -> bool {
    matches!(code, "credentials_expired" | "upstream_auth")
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
