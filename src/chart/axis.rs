//! The one time axis under all panels, as DOM text.

use crate::chart::controls::Hover;
use crate::chart::frame::use_frame;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Frame2d, Projection, View, time_axis, time_ticks};

/// Labels closer than this to the pill are dropped, CSS pixels (DESIGN).
const PILL_ROOM: f64 = 56.0;
/// Labels closer than this to an end of the plot are kept inside it, CSS pixels.
const END_ROOM: f64 = 20.0;

/// The design's pin, on a grid of 16.
const PIN: &str = "M8 10v4M5 2.5h6M6 2.5v4L4.5 9v1h7V9L10 6.5v-4";

/// A tick, ready to be shown: CSS pixels.
#[derive(Clone, PartialEq)]
struct Tick {
    x: f64,
    label: String,
    anchor: &'static str,
}

/// The axis row: ticks, labels and, while a slot is hovered, its time in an ink pill. 28 px high.
///
/// It also publishes the right margin that the plots really have as `--rgt` on the root element, so that whatever shares
/// their edges in CSS follows (the margin grows where a whole number of pixels a slot leaves a rest, or labels need room).
#[component]
pub fn TimeAxis(
    /// The shared time axis.
    #[prop(into)]
    view: Signal<Option<View>>,
    /// The slot under the pointer.
    hover: RwSignal<Option<Hover>>,
    /// Whether the hovered slot is pinned: the pill shows a pin.
    #[prop(into, optional)]
    pinned: Signal<bool>,
    /// The pinned slot: the pill stays there and shows a pin.
    #[prop(optional)]
    pin: Option<RwSignal<Option<Hover>>>,
    /// The selected range: its length stands in the pill.
    #[prop(optional)]
    selection: Option<RwSignal<Option<TimeRange>>>,
    /// How the length of a selection is written, as `14 min`; without it its two clock times are.
    #[prop(into, optional)]
    length_word: Option<Callback<TimeRange, String>>,
) -> impl IntoView {
    let row = NodeRef::<leptos::html::Div>::new();
    let frame = use_frame(row);
    let axis = Memo::new(move |_| {
        let (view, frame) = (view.get()?, frame.get()?);
        Some((
            view,
            frame,
            time_axis(&view, frame.width_px, frame.ratio, frame.compact),
        ))
    });
    let ticks = Memo::new(move |_| {
        axis.get()
            .map(|(view, frame, time)| ticks_of(&view, frame, &time))
            .unwrap_or_default()
    });
    let selected = move || selection.and_then(|selection| selection.get());
    let pinned_slot = move || pin.and_then(|pin| pin.get());
    let pill = Memo::new(move |_| {
        let (view, frame, time) = axis.get()?;
        if let Some(range) = selected() {
            let middle = f64::midpoint(
                time.exact_px_from_time(range.start),
                time.exact_px_from_time(range.end),
            );
            let text = length_word.map_or_else(
                || format!("{}–{}", view.clock(range.start), view.clock(range.end)),
                |word| word.run(range),
            );
            return Some((middle / frame.ratio, text));
        }
        let hover = pinned_slot()
            .or_else(|| hover.get())
            .filter(|hover| view.range.contains(hover.at))?;
        let middle = time.exact_px_from_time(hover.at) + time.px_of(hover.grain) / 2.0;
        Some((middle / frame.ratio, view.clock(hover.at)))
    });
    // Each with whether the pill covers it: as the pill moves, only those wake that it reaches or leaves.
    let labels = Memo::new(move |_| {
        let label = |tick| (tick, ArcRwSignal::new(false));
        ticks.get().into_iter().map(label).collect::<Vec<_>>()
    });
    Effect::new(move || {
        let pill = pill.with(|pill| pill.as_ref().map(|(at, _)| *at));
        labels.with(|labels| {
            for (tick, covered) in labels {
                let now = pill.is_some_and(|at| (at - tick.x).abs() < PILL_ROOM);
                if covered.get_untracked() != now {
                    covered.set(now);
                }
            }
        });
    });
    Effect::new(move || {
        if let Some((_, frame, time)) = axis.get() {
            publish_margin(frame, &time);
        }
    });
    let shows_pin =
        Memo::new(move |_| selected().is_none() && (pinned.get() || pinned_slot().is_some()));
    // Over the middle of the slot, and at the ends as far as the row goes.
    let place = move || {
        let (middle, _) = pill.get()?;
        let (_, frame, _) = axis.get()?;
        let width = f64::from(frame.width_px) / frame.ratio;
        Some(format!(
            "translateX(clamp(0px, {middle}px - 50%, {width}px - 100%))"
        ))
    };
    view! {
        <div class="axis" node_ref=row aria-hidden="true">
            {move || labels.get().into_iter().map(tick_view).collect_view()}
            <div
                class="pill"
                class:off=move || pill.get().is_none()
                class:pinned=shows_pin
                style:transform=place
            >
                <Show when=move || shows_pin.get()>
                    <svg class="pin" viewBox="0 0 16 16"><path d=PIN /></svg>
                </Show>
                {move || pill.get().map(|(_, text)| text)}
            </div>
        </div>
    }
}

fn ticks_of(view: &View, frame: Frame2d, time: &Projection) -> Vec<Tick> {
    let css = |px: i32| f64::from(px) / frame.ratio;
    let (left, right) = (css(time.left()), css(time.right()));
    let tick = |tick: originscope_plot::TimeTick| {
        let x = css(time.px_from_time(tick.at));
        let anchor = if right - x < END_ROOM {
            "tick end"
        } else if frame.compact && x - left < END_ROOM {
            "tick start"
        } else {
            "tick"
        };
        Tick {
            x,
            label: tick.label,
            anchor,
        }
    };
    time_ticks(view, time, frame.ratio)
        .into_iter()
        .map(tick)
        .collect()
}

fn tick_view((tick, covered): (Tick, ArcRwSignal<bool>)) -> impl IntoView {
    let Tick { x, label, anchor } = tick;
    view! { <span class=anchor style=format!("left:{x}px")><i></i><span class:off=move || covered.get()>{label}</span></span> }
}

fn publish_margin(frame: Frame2d, time: &Projection) {
    let margin = f64::from(frame.width_px) / frame.ratio - f64::from(time.right()) / frame.ratio;
    let root = document().document_element();
    if let Some(style) = root
        .and_then(|root| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(root).ok())
        .map(|root| root.style())
    {
        let _ = style.set_property("--rgt", &format!("{margin}px"));
    }
}
