//! The only network of the page: performs what the loader in `core` orders and feeds the events back.

mod decode;
mod files;
mod hosting;
mod lane;
mod publish;
mod question;
mod runner;
mod transport;

pub use files::{accept, go_live, listen, show};
pub use question::calls_to_split;
pub use runner::Runner;

use crate::clock;
use crate::facts::Inspected;
use crate::place;
use crate::state::{Catalogue, State};
use leptos::prelude::*;
use originscope_core::{Lang, Problem, SourcesAnswer};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Failures are worded in English, as the proxy words its own; whoever shows one says it in the reader's language, so
/// that a change of language needs no new call.
const ENGLISH: Lang = Lang::En;

/// How long the page takes the proxy for what it said to be, seconds.
const KNOWN_FOR: i64 = 600;

/// Asks the proxy what it can read, once it is known where that is.
pub fn ask_proxy(state: State) {
    state.proxy.set(Catalogue::Asking);
    spawn_local(async move {
        let answer = match hosting::settle(ENGLISH).await {
            Ok(()) => transport::sources(&place::proxy(), ENGLISH).await,
            Err(problem) => Err(problem),
        };
        match answer {
            Ok(answer) => here(state, answer),
            Err(problem) => state.proxy.set(Catalogue::Failed(Box::new(problem))),
        }
    });
}

/// Asks what the proxy is once more if that was long ago, quietly: a page may stay open while the proxy is replaced.
pub fn ask_proxy_now_and_then(state: State) {
    let Some(known) = state.catalogue() else {
        return;
    };
    let learned = known.now.saturating_sub(state.clock_skew.get_untracked());
    if clock::now().saturating_sub(learned) < KNOWN_FOR {
        return;
    }
    spawn_local(async move {
        // A proxy that does not answer is told by the calls that matter.
        if let Ok(answer) = transport::sources(&place::proxy(), ENGLISH).await {
            here(state, answer);
        }
    });
}

fn here(state: State, answer: SourcesAnswer) {
    state
        .clock_skew
        .set(answer.now.saturating_sub(clock::now()));
    state.proxy.set(Catalogue::Here(Arc::new(answer)));
}

/// Asks whether a proxy answers at another place, without using it.
///
/// # Errors
/// What came instead.
pub async fn try_proxy(base: &str) -> Result<SourcesAnswer, Problem> {
    transport::sources(base, ENGLISH).await
}

/// The answer of a window once more, for somebody who wants to read it: from what is remembered, else asked again, where
/// the browser has what is settled itself.
///
/// # Errors
/// What came instead; nothing where the browser gave up.
pub async fn answer(one: &Inspected) -> Result<Vec<u8>, Option<Problem>> {
    let kept = one.called.as_ref().and_then(|called| called.body.clone());
    if let Some(body) = kept {
        return Ok(body);
    }
    match transport::series(&one.window, None, ENGLISH).await {
        Err(transport::Aborted) => Err(None),
        Ok(answered) if answered.body.is_empty() => Err(answered.problem),
        Ok(answered) => Ok(answered.body),
    }
}

/// Asks for data whenever what is asked changes, once the proxy has said what it can read.
pub fn follow(state: State) {
    let asked = Memo::new(move |_| {
        let filters = state
            .query
            .with(|query| (query.step, query.isp.clone(), query.region.clone()));
        let beside = state.query.with(|query| (query.compare, query.split));
        state
            .catalogue()
            .map(|_| (state.live.get(), filters, beside))
    });
    Effect::new(move |before: Option<bool>| {
        let is_known = asked.get().is_some();
        // Asking for something else goes back from the files to the proxy; the files stay at hand.
        if is_known && before == Some(true) {
            state.is_file.set(false);
        }
        if is_known {
            state.runner().ask(state);
        }
        is_known
    });
    let units = Memo::new(move |_| state.query.with(|query| query.units.clone()));
    Effect::new(move |before: Option<()>| {
        units.track();
        if before.is_some() {
            state.runner().publish(state);
        }
    });
}

/// Moves the clock by which the page says that what it shows has grown old.
pub fn tick(state: State) {
    // A browser that refuses a timer runs no page at all.
    let timer = set_interval_with_handle(
        move || state.clock.set(clock::now()),
        std::time::Duration::from_secs(10),
    );
    on_cleanup(move || drop(timer.map(|timer| timer.clear())));
}
