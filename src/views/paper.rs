//! The page on paper: what a sheet has to say by itself, and when it is one.

use super::picture::captions;
use crate::state::State;
use crate::words::comma;
use leptos::prelude::*;

/// Domains, range, sources and coverage, where the header with its buttons is not printed.
#[component]
pub fn Paper(state: State) -> impl IntoView {
    follow_print();
    let lines = move || state.board.with(|board| captions(state, board));
    let domains = move || {
        state
            .board
            .with(|board| board.domains.join(comma(state.lang.get())))
    };
    view! {
        <div class="paper">
            <b>{domains}</b>
            {move || lines().into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}
        </div>
    }
}

/// Marks the root element while the page is printed. The mark comes before the charts hear of it, so that they measure
/// themselves on paper.
fn follow_print() {
    for (event, is_paper) in [("beforeprint", true), ("afterprint", false)] {
        let listener = window_event_listener_untyped(event, move |_| {
            if let Some(root) = document().document_element() {
                // A name without a space is always taken.
                let _ = root.toggle_attribute_with_force("data-paper", is_paper);
            }
        });
        on_cleanup(move || listener.remove());
    }
}
