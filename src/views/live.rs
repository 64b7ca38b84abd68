//! The page's one polite live region, and the place at the foot where keys answer: that a second one is waited for, or
//! what was done.

use crate::keys::{Entry, GROUPS};
use crate::state::State;
use crate::words::{Key, comma};
use leptos::prelude::*;

/// Read out, not shown.
#[component]
pub fn Live(state: State) -> impl IntoView {
    view! { <p class="vh" role="status" aria-live="polite">{state.said}</p> }
}

/// The keys that may follow the one that was pressed, or what the last one did.
#[component]
pub fn KeyHint(state: State) -> impl IntoView {
    Effect::new(move |_| {
        let waiting = state.keys.waiting.get()?;
        let next = following(waiting.key())
            .map(|entry| [second(entry), state.t(entry.does)].join(" "))
            .collect::<Vec<_>>();
        state.said.set(next.join(comma(state.lang.get())));
        Some(())
    });
    let did = move || {
        let did = state.keys.did.get()?;
        Some(
            view! { <div class="keyhint" aria-hidden="true"><b>{move || state.t(did)}</b></div> }
                .into_any(),
        )
    };
    let next = move || {
        let Some(waiting) = state.keys.waiting.get() else {
            return did();
        };
        let entries = following(waiting.key()).map(|entry| {
            view! { <span><kbd>{second(entry)}</kbd>{state.t(entry.does)}</span> }
        });
        // The live region has read it out.
        let hint = view! {
            <div class="keyhint" aria-hidden="true">
                <b><kbd>{waiting.key()}</kbd>{state.t(Key::DoesThen)}</b>
                {entries.collect_view()}
            </div>
        };
        Some(hint.into_any())
    };
    view! { {next} }
}

fn following(first: &'static str) -> impl Iterator<Item = &'static Entry> {
    GROUPS
        .iter()
        .flat_map(|group| group.entries)
        .filter(move |entry| matches!(entry.keys, [one, _] if *one == first && entry.is_single))
}

fn second(entry: &Entry) -> &'static str {
    entry.keys.last().copied().unwrap_or_default()
}
