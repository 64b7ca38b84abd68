//! One panel: canvas below, DOM overlay above.

use crate::chart::frame::use_frame;
use crate::chart::overlay::Overlay;
use crate::chart::pointer::{Hover, Pointer};
use crate::chart::surface::use_surface;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::PanelModel;
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
    /// Called when a slot is clicked, or Enter is pressed on it.
    #[prop(into, optional)]
    on_pick: Option<Callback<Hover>>,
) -> impl IntoView {
    // A derived signal would build the model anew on every move of the pointer.
    let model = Memo::new_with_compare(move |_| model.get(), |old, new| !is_same(old, new));
    let model = Signal::from(model);
    let canvas = NodeRef::<leptos::html::Canvas>::new();
    let frame = use_frame(canvas);
    let drawn = use_surface(canvas, frame, model, theme);
    let pointer = Pointer {
        model,
        drawn,
        hover,
    };
    let pick = move || {
        if let (Some(on_pick), Some(hover)) = (on_pick, hover.get_untracked()) {
            on_pick.run(hover);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            pick();
        } else if pointer.key(&event) {
            event.prevent_default();
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
                data-plot=kind
                on:pointermove=move |event| pointer.moved(&event)
                on:pointerdown=move |event| pointer.moved(&event)
                on:pointerleave=move |_| pointer.left()
                on:blur=move |_| pointer.left()
                on:click=move |_| pick()
                on:keydown=on_key
            ></canvas>
            <Overlay model drawn hover retry_word on_retry />
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
