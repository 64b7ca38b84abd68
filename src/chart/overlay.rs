//! What moves over a canvas: crosshair, slot band, dots, selection; and the blocks of failed windows. DOM, moved by
//! transforms.

use crate::chart::blocks::{blocks, failed_block};
use crate::chart::controls::Controls;
use crate::chart::marks::{Marked, Marks, plot_rows};
use crate::chart::selection::SelectionBand;
use leptos::prelude::*;
use originscope_core::TimeRange;

/// Everything over one canvas.
#[component]
pub(super) fn Overlay(
    controls: Controls,
    selecting: Option<RwSignal<bool>>,
    retry_word: Signal<String>,
    on_retry: Option<Callback<TimeRange>>,
) -> impl IntoView {
    let (model, drawn) = (controls.model, controls.drawn);
    let marked = Marked::new();
    Effect::new(move |before: Option<Marks>| {
        let (before, cursor) = (before.unwrap_or_default(), controls.cursor());
        let marks = model.with(|model| {
            drawn.with(|drawn| Some(Marks::of(model.as_deref()?, drawn.as_ref()?, cursor)))
        });
        let marks = marks.unwrap_or_default();
        if marked.write(&before, &marks) {
            marks
        } else {
            before
        }
    });
    let rows = Memo::new(move |_| drawn.with(|drawn| drawn.as_ref().map_or((0.0, 0.0), plot_rows)));
    let failures = Memo::new(move |_| {
        model.with(|model| drawn.with(|drawn| blocks(model.as_deref(), drawn.as_ref())))
    });
    view! {
        <div class="overlay">
            <div class="cross off" node_ref=marked.cross>
                <div class="slotband off" node_ref=marked.band></div>
                <div class="hair"></div>
            </div>
            {marked.dots.map(|dot| view! { <i class="dot off" node_ref=dot></i> })}
            {move || failures.get().into_iter().map(|block| failed_block(block, retry_word, on_retry)).collect_view()}
            <SelectionBand controls rows selecting />
        </div>
    }
}
