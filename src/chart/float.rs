//! A box that floats over the figures beside the hovered slot and never over it.

use crate::chart::controls::Hover;
use crate::chart::frame::use_frame;
use leptos::prelude::*;
use originscope_core::TimeRange;
use originscope_plot::{Stretch, View, beside, time_axis};

/// Width of the box, CSS pixels (DESIGN).
const WIDTH: f64 = 304.0;
/// Between the box and what it keeps clear of, CSS pixels (as the design's mock has it).
const GAP: f64 = 8.0;

/// Lies over all figures; the box inside keeps its height on the screen while the page scrolls and never takes the
/// pointer. Nothing is shown without a hovered slot, nor on a phone.
#[component]
pub fn Floating(
    /// The shared time axis.
    #[prop(into)]
    view: Signal<Option<View>>,
    /// The slot that is read.
    #[prop(into)]
    hover: Signal<Option<Hover>>,
    /// What stays in sight while there is room elsewhere.
    #[prop(into)]
    avoid: Signal<Vec<TimeRange>>,
    /// What stands in the box.
    children: ChildrenFn,
) -> impl IntoView {
    let layer = NodeRef::<leptos::html::Div>::new();
    let frame = use_frame(layer);
    let left = Memo::new(move |_| {
        let (view, frame) = (view.get()?, frame.get()?);
        let hover = hover.get().filter(|hover| view.range.contains(hover.at))?;
        if frame.compact {
            return None;
        }
        let time = time_axis(&view, frame.width_px, frame.ratio, false);
        let stretch = |range: TimeRange| -> Stretch {
            let edge = |at| f64::from(time.clamped_px_from_time(at)) / frame.ratio;
            (edge(range.start), edge(range.end))
        };
        let point = TimeRange::new(hover.at, hover.at.saturating_add(hover.grain));
        let avoid: Vec<Stretch> = avoid.with(|avoid| {
            avoid
                .iter()
                .filter(|range| !range.intersect(view.range).is_empty())
                .map(|range| stretch(*range))
                .collect()
        });
        Some(beside(
            stretch(view.range),
            WIDTH,
            stretch(point),
            &avoid,
            GAP,
        ))
    });
    let is_shown = Memo::new(move |_| left.get().is_some());
    let children = StoredValue::new(children);
    view! {
        <div class="floats" node_ref=layer>
            <Show when=move || is_shown.get()>
                <div class="float" style:transform=move || format!("translateX({}px)", left.get().unwrap_or_default())>
                    {children.with_value(|children| children())}
                </div>
            </Show>
        </div>
    }
}
