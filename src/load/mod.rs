//! The only network of the page: performs what the loader in `core` orders and feeds the events back.

mod decode;
mod files;
mod runner;
mod transport;

pub use files::{accept, go_live, listen, show};
pub use runner::Runner;

use crate::clock;
use crate::state::{Catalogue, State};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Asks the proxy what it can read.
pub fn ask_proxy(state: State) {
    state.proxy.set(Catalogue::Asking);
    spawn_local(async move {
        match transport::sources(state.lang.get_untracked()).await {
            Ok(answer) => {
                state
                    .clock_skew
                    .set(answer.now.saturating_sub(clock::now()));
                state.proxy.set(Catalogue::Here(Arc::new(answer)));
            }
            Err(problem) => state.proxy.set(Catalogue::Failed(Box::new(problem))),
        }
    });
}

/// Asks for data whenever what is asked changes, once the proxy has said what it can read.
pub fn follow(state: State) {
    let asked = Memo::new(move |_| {
        let filters = state
            .query
            .with(|query| (query.step, query.isp.clone(), query.region.clone()));
        state.catalogue().map(|_| (state.live.get(), filters))
    });
    Effect::new(move |_| {
        if asked.get().is_some() {
            state.runner().ask(state);
        }
    });
    leave_files(state);
    let units = Memo::new(move |_| state.query.with(|query| query.units.clone()));
    Effect::new(move |before: Option<()>| {
        units.track();
        if before.is_some() {
            state.runner().publish(state);
        }
    });
}

/// Asking for something else goes back from the files to the proxy, where there is one. The files stay at hand.
fn leave_files(state: State) {
    let asked = Memo::new(move |_| {
        state.query.with(|query| {
            let range = (query.from, query.to, query.step);
            let filters = (query.isp.clone(), query.region.clone());
            (query.sources.clone(), query.domains.clone(), range, filters)
        })
    });
    Effect::new(move |before: Option<()>| {
        asked.track();
        if before.is_some() && state.is_file.get_untracked() && state.has_proxy() {
            go_live(state);
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
