//! One panel: canvas below, DOM overlay above.

use crate::chart::announce::{Announcement, Voice};
use crate::chart::controls::{Controls, Hover};
use crate::chart::frame::use_frame;
use crate::chart::overlay::Overlay;
use crate::chart::pointer::Pointer;
use crate::chart::surface::use_surface;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{PanelModel, Role};
use std::sync::Arc;

/// A figure's plot. Renders `<div class="plot"><canvas role="img"/><div class="overlay">…</div></div>`.
#[component]
pub fn Panel(
    /// What to draw; `None` draws an empty surface.
    #[prop(into)]
    model: Signal<Option<Arc<PanelModel>>>,
    /// The slot under the pointer, shared by all panels.
    hover: RwSignal<Option<Hover>>,
    /// Changes whenever the colours do.
    #[prop(into)]
    theme: Signal<String>,
    /// The canvas' accessible name: what is shown and what it says, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The word on the button inside a failed window; no button while empty.
    #[prop(into, optional)]
    retry_word: Signal<String>,
    /// Called with the range of a failed window when its button is pressed.
    #[prop(into, optional)]
    on_retry: Option<Callback<TimeRange>>,
    /// Called when a slot is clicked, or Enter is pressed on it. Only without `pinned`.
    #[prop(into, optional)]
    on_pick: Option<Callback<Hover>>,
    /// The pinned slot, shared by all panels. With it the panel pins and frees by itself, and the crosshair stays there.
    #[prop(optional)]
    pinned: Option<RwSignal<Option<Hover>>>,
    /// The selected range while a drag, the keys or the handles make it, shared by all panels.
    #[prop(optional)]
    selection: Option<RwSignal<Option<TimeRange>>>,
    /// Select mode: two handles at the ends of the selection. It begins with the middle half of the range.
    #[prop(optional)]
    selecting: Option<RwSignal<bool>>,
    /// The series that up and down follow.
    #[prop(optional)]
    followed: Option<RwSignal<Option<Role>>>,
    /// Called with the range, snapped to slots and at least two of them, when a drag ends or `z` is pressed. Without it
    /// a drag selects nothing.
    #[prop(into, optional)]
    on_zoom: Option<Callback<TimeRange>>,
    /// Called on a double click.
    #[prop(into, optional)]
    on_zoom_back: Option<Callback<()>>,
    /// Called with what the keys did, the last of a quick row only: for a polite live region.
    #[prop(into, optional)]
    on_announce: Option<Callback<Announcement>>,
    /// Ids of what describes the canvas beside its name: the keys, the table.
    #[prop(into, optional)]
    described_by: Option<String>,
) -> impl IntoView {
    // A derived signal would build the model anew on every move of the pointer.
    let model = Memo::new_with_compare(move |_| model.get(), |old, new| !is_same(old, new));
    let model = Signal::from(model);
    let canvas = NodeRef::<leptos::html::Canvas>::new();
    let frame = use_frame(canvas);
    let drawn = use_surface(canvas, frame, model, theme);
    let controls = Controls {
        model,
        drawn,
        hover,
        pinned,
        selection: selection.unwrap_or_else(|| RwSignal::new(None)),
        followed: followed.unwrap_or_else(|| RwSignal::new(None)),
        voice: Voice::new(on_announce),
        on_pick,
        on_zoom,
        on_zoom_back,
    };
    let pointer = Pointer::new(controls);
    let on_key = move |event: web_sys::KeyboardEvent| {
        let is_ours = (event.key() == "Escape" && pointer.stop()) || controls.key(&event);
        if is_ours {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let on_back = move |_| {
        if let Some(back) = controls.on_zoom_back {
            back.run(());
        }
    };
    let kind = move || {
        model.with(|model| {
            model
                .as_deref()
                .map(|model| format!("{:?}", model.kind).to_lowercase())
        })
    };
    view! {
        <div class="plot">
            <canvas
                node_ref=canvas
                role="img"
                tabindex="0"
                aria-label=label
                aria-describedby=described_by
                data-plot=kind
                on:pointerdown=move |event| pointer.down(&event)
                on:pointermove=move |event| pointer.moved(&event)
                on:pointerup=move |_| pointer.up()
                on:pointercancel=move |_| pointer.cancel()
                on:pointerleave=move |event| pointer.left(&event)
                on:blur=move |_| pointer.blurred()
                on:click=move |_| pointer.clicked()
                on:dblclick=on_back
                on:keydown=on_key
            ></canvas>
            <Overlay controls selecting retry_word on_retry />
        </div>
    }
}

/// Whether two models are the same one, by address.
fn is_same(old: Option<&Option<Arc<PanelModel>>>, new: Option<&Option<Arc<PanelModel>>>) -> bool {
    match (old, new) {
        (Some(Some(old)), Some(Some(new))) => Arc::ptr_eq(old, new),
        (Some(None), Some(None)) => true,
        _ => false,
    }
}
