//! A button with a panel under it; on a phone the panel is a sheet at the foot.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A trigger and its panel. The panel closes on Escape (focus returns to the trigger) and when focus or the pointer
/// goes elsewhere.
#[component]
pub fn Popover(
    /// Whether the panel is shown; the content may close it.
    open: RwSignal<bool>,
    /// What it chooses, in a word: begins the trigger's name, which its text ends; names the panel.
    #[prop(into)]
    label: Signal<String>,
    /// Classes of the trigger besides `btn`.
    #[prop(optional)]
    class: &'static str,
    /// Classes of the panel besides `pop`.
    #[prop(optional)]
    panel: &'static str,
    /// What stands in the trigger.
    trigger: impl Fn() -> AnyView + Send + 'static,
    /// What stands in the panel, built each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Span>::new();
    let button = NodeRef::<html::Button>::new();
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = root
            .get_untracked()
            .is_some_and(|root| root.contains(target.as_ref()));
        if !inside && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                // A trigger that cannot take the focus has left the page; nothing is lost.
                drop(button.focus());
            }
        }
    };
    view! {
        <span class="anchor" node_ref=root on:keydown=on_key>
            <button
                type="button"
                class=format!("btn {class}")
                node_ref=button
                aria-haspopup="dialog"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            ><span class="vh">{label}</span>{trigger()}</button>
            <Show when=move || open.get()>
                <div class=format!("pop {panel}") role="dialog" aria-label=label>{children()}</div>
            </Show>
        </span>
    }
}
