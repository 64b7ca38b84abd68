//! What is on its way: how many calls of how many where it takes long, and the way to give them up.

use crate::state::State;
use crate::words::{Key, fill};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use std::time::Duration;

/// After this the reader is told how far it is.
const LONG: Duration = Duration::from_secs(3);

/// Calls done and all, and Cancel; nothing while nothing is on its way.
#[component]
pub(super) fn Loading(state: State) -> impl IntoView {
    let is_loading = Memo::new(move |_| state.board.with(|board| board.is_loading()));
    let is_long = RwSignal::new(false);
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        is_long.set(false);
        let wait = || set_timeout_with_handle(move || is_long.set(true), LONG).ok();
        is_loading.get().then(wait).flatten()
    });
    // Without any data the sentence of the band says the same.
    let is_told = move || is_long.get() && state.board.with(|board| board.has_data());
    let words = move || {
        let (done, all) = state.board.with(|board| board.progress());
        let (done, all) = (done.to_string(), all.to_string());
        let words = [("done", done.as_str()), ("all", &all)];
        fill(state.lang.get(), Key::SplitProgress, &words)
    };
    view! {
        <Show when=move || is_loading.get()>
            <Show when=is_told><span class="m calls" aria-live="off">{words}</span></Show>
            <button type="button" class="btn" on:click=move |_| state.runner().cancel(state)>{move || state.t(Key::Cancel)}</button>
        </Show>
    }
}
