//! The only network of the page: performs what the loader in `core` orders and feeds the events back.

mod decode;
mod runner;
mod transport;

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
                state.clock_skew.set(answer.now.saturating_sub(clock::now()));
                state.proxy.set(Catalogue::Here(Arc::new(answer)));
            }
            Err(problem) => state.proxy.set(Catalogue::Failed(Box::new(problem))),
        }
    });
}

/// Asks for data whenever what is asked changes, once the proxy has said what it can read.
pub fn follow(state: State) {
    let asked = Memo::new(move |_| {
        let filters = state.query.with(|query| (query.step, query.isp.clone(), query.region.clone()));
        state.catalogue().map(|_| (state.chosen.get(), filters))
    });
    Effect::new(move |_| {
        if asked.get().is_some() {
            state.runner().ask(state);
        }
    });
    let units = Memo::new(move |_| state.query.with(|query| query.units.clone()));
    Effect::new(move |before: Option<()>| {
        units.track();
        if before.is_some() {
            state.runner().publish(state);
        }
    });
}
