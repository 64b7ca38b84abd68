//! The selected range over one panel, and the two handles that a finger moves its ends with.

use crate::chart::controls::Controls;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Drawn, PanelModel};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Left edge and width of the selection, CSS pixels from the canvas' corner.
fn extent(drawn: &Drawn, range: TimeRange) -> Option<(f64, f64)> {
    let layout = &drawn.layout;
    let edge = |at| f64::from(layout.time.clamped_px_from_time(at)) / layout.frame.ratio;
    let (left, right) = (edge(range.start), edge(range.end));
    (right > left).then_some((left, right - left))
}

/// The band with its edges; with handles in select mode.
#[component]
pub(super) fn SelectionBand(
    controls: Controls,
    /// Top and height of the plot, CSS pixels.
    rows: Memo<(f64, f64)>,
    selecting: Option<RwSignal<bool>>,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let range = controls.selection.get()?;
        controls.drawn.with(|drawn| extent(drawn.as_ref()?, range))
    });
    if let Some(selecting) = selecting {
        begin_and_end(controls, selecting);
    }
    let with_handles = move || selecting.is_some_and(|selecting| selecting.get());
    view! {
        <Show when=move || place.get().is_some()>
            <div
                class="selband"
                style:top=move || format!("{}px", rows.get().0)
                style:height=move || format!("{}px", rows.get().1)
                style:left=move || format!("{}px", place.get().unwrap_or_default().0)
                style:width=move || format!("{}px", place.get().unwrap_or_default().1)
            >
                <Show when=with_handles>
                    {handle(controls, End::First)}
                    {handle(controls, End::Last)}
                </Show>
            </div>
        </Show>
    }
}

/// Select mode begins with the middle half of the range, unless something is selected, and drops the selection at its end.
fn begin_and_end(controls: Controls, selecting: RwSignal<bool>) {
    Effect::new(move |was: Option<bool>| {
        let is = selecting.get();
        let selected = controls.selection.get_untracked().is_some();
        if is && !selected {
            controls.select(controls.read(middle));
        } else if !is && was == Some(true) {
            controls.select(None);
        }
        is
    });
}

fn middle(model: &PanelModel) -> Option<TimeRange> {
    let slots = model.slots();
    let (from, to) = (slots / 4, slots - slots / 4);
    (to > from).then(|| TimeRange::new(model.time_of(from), model.time_of(to)))
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

/// A handle of 44 px beside its edge. Keys move the ends too (`[` and `]`), so it is for pointers only.
fn handle(controls: Controls, end: End) -> impl IntoView {
    let held = StoredValue::new(false);
    let down = move |event: PointerEvent| {
        event.prevent_default();
        event.stop_propagation();
        held.set_value(true);
        if let Some(target) = target(&event) {
            let _ = target.set_pointer_capture(event.pointer_id());
        }
    };
    let moved = move |event: PointerEvent| {
        if held.get_value() {
            move_end(controls, end, &event);
        }
    };
    let class = match end {
        End::First => "handle first",
        End::Last => "handle last",
    };
    view! {
        <div
            class=class
            aria-hidden="true"
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=move |_| held.set_value(false)
            on:pointercancel=move |_| held.set_value(false)
        >
            <i></i>
        </div>
    }
}

fn target(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Moves one end to the slot under the pointer; two slots stay between the ends.
fn move_end(controls: Controls, end: End, event: &PointerEvent) {
    let Some(overlay) = target(event).and_then(|handle| handle.closest(".overlay").ok().flatten())
    else {
        return;
    };
    let x = f64::from(event.client_x()) - overlay.get_bounding_client_rect().left();
    let Some(slot) = controls.slot_at(x, true) else {
        return;
    };
    let Some(known) = controls.selection.get_untracked() else {
        return;
    };
    let range = controls.read(|model| {
        let least = model.grain.saturating_mul(2);
        Some(match end {
            End::First => TimeRange::new(model.time_of(slot).min(known.end - least), known.end),
            End::Last => {
                let after = model.time_of(slot.saturating_add(1));
                TimeRange::new(known.start, after.max(known.start + least))
            }
        })
    });
    controls.select(range);
}
