//! What a figure can be besides a plot in its row: a table, and the only thing in the window.

use super::figures::{Slot, slots};
use crate::blocks::Block;
use crate::facts::title_key;
use crate::state::State;
use crate::ui::{Alone, Button, Glyph};
use crate::words::{Key, comma};
use leptos::html::Figure;
use leptos::prelude::*;

/// All figures, in their order on the page.
pub fn blocks_of(state: State) -> Vec<Block> {
    slots(state).iter().map(Slot::block).collect()
}

/// Turns the plot into its table and back; gives the window back.
#[component]
pub(super) fn BlockButtons(
    state: State,
    block: Block,
    has_table: Memo<bool>,
    is_full: Memo<bool>,
) -> impl IntoView {
    // There is one of each for every figure.
    let named = move |key: Key| {
        let parts = [key, title_key(block.kind)].map(|key| state.t(key));
        parts.join(comma(state.lang.get()))
    };
    let name = move || named(Key::Table);
    let fill = Signal::derive(move || named(Key::FillWindow));
    let leave = Signal::derive(move || state.t(Key::LeaveFull).to_owned());
    view! {
        // Shown to whoever comes near: what everybody sees says something.
        <Show when=move || !is_full.get()>
            <Button class="sm icon bare desk fill" label=fill glyph=Glyph::Full on_click=move || state.blocks.full.set(Some(block))/>
        </Show>
        <button
            type="button"
            class="btn sm tbl"
            class:on=has_table
            aria-label=name
            aria-pressed=move || has_table.get().to_string()
            on:click=move |_| state.blocks.toggle_table(block)
        >{move || state.t(Key::Table)}</button>
        <Show when=move || is_full.get()>
            <Button class="sm icon bare tbl" label=leave glyph=Glyph::Cross on_click=move || state.blocks.leave()/>
        </Show>
    }
}

/// While a figure fills the window nothing else can be reached.
pub(super) fn keep_alone(figure: NodeRef<Figure>, is_full: Memo<bool>) {
    let alone = StoredValue::new_local(None::<Alone>);
    Effect::new(move |_| {
        let figure = figure.get().filter(|_| is_full.get());
        alone.set_value(figure.as_deref().map(Alone::with));
    });
    on_cleanup(move || {
        alone.try_update_value(Option::take);
    });
}
