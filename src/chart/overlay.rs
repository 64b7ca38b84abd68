//! What moves over a canvas: crosshair, slot band, dots, selection; and the blocks of failed windows. DOM, moved by
//! transforms.

use crate::chart::blocks::{blocks, failed_block};
use crate::chart::controls::{Controls, Hover};
use crate::chart::marks::{Marked, Marks};
use crate::chart::selection::SelectionBand;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Drawn, PanelModel};

/// Slots narrower than this show the line without the band, CSS pixels (DESIGN).
pub(super) const BAND_FROM: f64 = 4.0;

/// Where the cursor's slot lies on one panel, CSS pixels.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Cross {
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) slot: usize,
}

pub(super) fn cross_of(model: &PanelModel, drawn: &Drawn, hover: Hover) -> Option<Cross> {
    let slot = model.slot_at(hover.at)?;
    let layout = &drawn.layout;
    let edge = |at| f64::from(layout.time.clamped_px_from_time(at)) / layout.frame.ratio;
    let (left, right) = (edge(model.time_of(slot)), edge(model.time_of(slot + 1)));
    (right > left || model.grain > 0).then_some(Cross {
        left,
        width: right - left,
        slot,
    })
}

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

pub(super) fn plot_rows(drawn: &Drawn) -> (f64, f64) {
    let plot = drawn.layout.plot;
    let ratio = drawn.layout.frame.ratio;
    (f64::from(plot.y0) / ratio, f64::from(plot.height()) / ratio)
}
