//! The menu of one figure that hands out what it shows: its source's table, and its picture.

use super::share::{file_rows, said};
use crate::blocks::Block;
use crate::facts::title_key;
use crate::state::State;
use crate::ui::{Glyph, Icon, Popover};
use crate::words::{Key, comma};
use leptos::prelude::*;

/// The button in a figure's caption, shown to whoever comes near, and its menu.
#[component]
pub(super) fn SaveMenu(state: State, block: Block) -> impl IntoView {
    let open = RwSignal::new(false);
    let ended = RwSignal::new(None);
    // There is one of these for every figure.
    let label = Signal::derive(move || {
        [Key::Save, title_key(block.kind)]
            .map(|key| state.t(key))
            .join(comma(state.lang.get()))
    });
    view! {
        <span class="save fill">
            <Popover
                open
                label
                class="sm icon bare"
                panel="right w300"
                trigger=move || view! { <Icon glyph=Glyph::Save/> }.into_any()
            >
                {file_rows(state, Some(block), ended)}
                {said(state, ended)}
            </Popover>
        </span>
    }
}
