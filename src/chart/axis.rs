//! The one time axis under all panels, as DOM text.

use crate::chart::frame::use_frame;
use crate::chart::pointer::Hover;
use leptos::prelude::*;
use originscope_plot::{Frame2d, Projection, View, time_axis, time_ticks};

/// Labels closer than this to the pill are dropped, CSS pixels (DESIGN).
const PILL_ROOM: f64 = 56.0;
/// Labels closer than this to an end of the plot are kept inside it, CSS pixels.
const END_ROOM: f64 = 20.0;

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
    let pill = Memo::new(move |_| {
        let (view, frame, time) = axis.get()?;
        let hover = hover.get().filter(|hover| view.range.contains(hover.at))?;
        let middle = time.exact_px_from_time(hover.at) + time.px_of(hover.grain) / 2.0;
        Some((middle / frame.ratio, view.clock(hover.at)))
    });
    Effect::new(move || {
        if let Some((_, frame, time)) = axis.get() {
            publish_margin(frame, &time);
        }
    });
    view! {
        <div class="axis" node_ref=row aria-hidden="true">
            {move || ticks.get().into_iter().map(|tick| tick_view(tick, pill)).collect_view()}
            <div
                class="pill"
                class:off=move || pill.get().is_none()
                class:pinned=pinned
                style:transform=move || format!("translateX({}px) translateX(-50%)", pill.get().map_or(0.0, |(x, _)| x))
            >
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

fn tick_view(tick: Tick, pill: Memo<Option<(f64, String)>>) -> impl IntoView {
    let Tick { x, label, anchor } = tick;
    let covered = move || {
        pill.with(|pill| {
            pill.as_ref()
                .is_some_and(|(at, _)| (at - x).abs() < PILL_ROOM)
        })
    };
    view! { <span class=anchor style=format!("left:{x}px")><i></i><span class:off=covered>{label}</span></span> }
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
