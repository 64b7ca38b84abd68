//! The point of a line at the crosshair.

use crate::chart::overlay::Cross;
use leptos::prelude::*;
use originscope_core::Class;
use originscope_plot::{Drawn, PanelModel, Role};
use std::sync::Arc;

/// The point of the panel's line number `index`; none on the stack, where bands say it.
#[component]
pub(super) fn Dot(
    model: Signal<Option<Arc<PanelModel>>>,
    drawn: ReadSignal<Option<Drawn>>,
    cross: Memo<Option<Cross>>,
    index: usize,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        let cross = cross.get()?;
        model.with(|model| {
            let model = model.as_deref().filter(|model| !model.stacked)?;
            let role = model.series.get(index)?.role;
            let value = model.value(role, cross.slot)?;
            let y = drawn.with(|drawn| {
                drawn
                    .as_ref()
                    .map(|d| f64::from(d.scale.px_from_value(value)) / d.layout.frame.ratio)
            })?;
            Some((cross.left + cross.width / 2.0, y, class_of(role)))
        })
    });
    let class = Memo::new(move |_| place.get().map_or("dot off", |(.., class)| class));
    view! {
        <i
            class=move || class.get()
            style:transform=move || {
                let (x, y, _) = place.get().unwrap_or_default();
                format!("translate({x}px, {y}px)")
            }
        ></i>
    }
}

const fn class_of(role: Role) -> &'static str {
    match role.class() {
        Some(Class::ServerError) => "dot d5",
        Some(Class::ClientError) => "dot d4",
        Some(Class::Redirect) => "dot d3",
        Some(Class::Success) => "dot d2",
        Some(Class::Informational | Class::Other) => "dot d1",
        None => "dot dt",
    }
}
