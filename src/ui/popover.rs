//! A button with a panel under it; on a phone the panel is a sheet at the foot.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A trigger and its panel. The panel closes on Escape (focus returns to the trigger) and when focus or the pointer
/// goes elsewhere; the down arrow on the trigger leads into it.
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
        let on_trigger = button.get_untracked().is_some_and(|button| {
            let active = document().active_element();
            active.as_ref() == Some(button.unchecked_ref::<web_sys::Element>())
        });
        if event.key() == "ArrowDown" && on_trigger {
            event.prevent_default();
            open.set(true);
            request_animation_frame(move || focus_first(root));
            return;
        }
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

/// Moves the focus to the chosen row of the panel, else to the first thing that can be acted on.
fn focus_first(root: NodeRef<html::Span>) {
    let Some(root) = root.get_untracked() else {
        return;
    };
    let find = |what: &str| root.query_selector(what).ok().flatten();
    let first = find(".pop .row.on").or_else(|| find(".pop button:not([disabled]), .pop input"));
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Without the focus the panel is still open.
        drop(first.focus());
    }
}
