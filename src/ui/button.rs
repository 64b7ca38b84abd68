//! A button in the page's shapes.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;

/// A button: `class` adds to `btn` (`sm`, `bare`, `icon`, `pri`), `label` names one without text.
#[component]
pub fn Button(
    #[prop(into, default = String::new())] class: String,
    #[prop(optional, into)] label: Option<Signal<String>>,
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(optional, into)] text: Option<Signal<String>>,
    #[prop(into, default = Signal::stored(false))] disabled: Signal<bool>,
    on_click: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("btn {class}")
            aria-label=move || label.map(|label| label.get())
            title=move || label.map(|label| label.get())
            disabled=disabled
            on:click=move |_| on_click()
        >
            {glyph.map(|glyph| view! { <Icon glyph/> })}
            {text.map(|text| view! { <span>{text}</span> })}
        </button>
    }
}
