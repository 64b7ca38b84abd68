//! Select mode for fingers: two handles on the charts, and the row under them that goes there or gives up.

use crate::facts::{rough_span, span_text};
use crate::state::State;
use crate::ui::Button;
use crate::words::{Key, pause};
use crate::zoom::zoom;
use leptos::prelude::*;

/// The row under the time axis, where a finger is the pointer. Files have one range only and no row.
#[component]
pub fn SelectBar(state: State) -> impl IntoView {
    let word = move |key: Key| Signal::derive(move || state.t(key).to_owned());
    let begin = move || {
        state.unpin();
        state.selecting.set(true);
        state.said.set(state.t(Key::SelectHow).to_owned());
    };
    let go = move || {
        let range = state.selection.get_untracked();
        state.selecting.set(false);
        if let Some(range) = range {
            zoom(state, range);
        }
    };
    let chosen = move || {
        let range = state.selection.get()?;
        let clocks = span_text(range, state.reader(), state.now.get());
        let length = rough_span(state.lang.get(), range.seconds());
        Some([clocks, length].join(pause(state.lang.get())))
    };
    view! {
        <Show when=move || !state.is_file.get() && state.board.with(|board| board.has_data())>
            <div class="selectbar" class:on=state.selecting role="group" aria-label=move || state.t(Key::SelectRange)>
                <Show
                    when=move || state.selecting.get()
                    fallback=move || view! { <Button text=word(Key::SelectRange) on_click=begin/> }
                >
                    <span class="b">{chosen}</span>
                    <span class="grow"></span>
                    <Button text=word(Key::Cancel) on_click=move || state.selecting.set(false)/>
                    <Button class="pri" text=word(Key::ZoomToIt) on_click=go/>
                </Show>
            </div>
        </Show>
    }
}
