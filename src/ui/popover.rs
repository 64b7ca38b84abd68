//! A button with a panel under it; on a phone the panel is a sheet at the foot.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, HtmlInputElement};

/// A trigger and its panel. The panel closes on Escape (focus returns to where it was) and when focus or the pointer
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
    let panel_ref = NodeRef::<html::Div>::new();
    keep_focus(open, root, button, panel_ref);
    let on_key = move |event: KeyboardEvent| {
        let on_trigger = button.get_untracked().is_some_and(|button| {
            let active = document().active_element();
            active.as_ref() == Some(button.unchecked_ref::<web_sys::Element>())
        });
        if event.key() == "ArrowDown" && on_trigger {
            event.prevent_default();
            if open.get_untracked() {
                // At once: the next key may come before the next picture.
                focus_first(root);
            } else {
                open.set(true);
                request_animation_frame(move || focus_first(root));
            }
            return;
        }
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
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
                <div class=format!("pop {panel}") role="dialog" node_ref=panel_ref aria-label=label>{children()}</div>
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
    let first = find(".pop [data-first]")
        .or_else(|| find(".pop .row.on"))
        .or_else(|| find(".pop button:not([disabled]), .pop input"));
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        // Without the focus the panel is still open.
        drop(first.focus());
        if let Ok(field) = first.dyn_into::<HtmlInputElement>() {
            // What is typed takes the place of what stands there, which is written into a new field only after this.
            set_timeout(move || field.select(), Duration::ZERO);
        }
    }
}

/// Opened from elsewhere, by a key or a tab, it takes the focus; closed with the focus in it, it gives it back.
fn keep_focus(
    open: RwSignal<bool>,
    root: NodeRef<html::Span>,
    button: NodeRef<html::Button>,
    panel: NodeRef<html::Div>,
) {
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        if panel.get().is_none() {
            return;
        }
        let active = active();
        if holds(root, active.as_ref()) {
            before.set_value(None);
            return;
        }
        before.set_value(active);
        focus_first(root);
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            let lost = active().is_none_or(|active| active.tag_name() == "BODY");
            let inside = holds(root, active().as_ref());
            let back = before.try_update_value(Option::take).flatten();
            let back = back.or_else(|| button.get_untracked().map(HtmlElement::from));
            if let Some(back) = back.filter(|_| lost || inside) {
                // Scrolled to, it would move away what the pointer presses, and that would miss its click.
                let still = FocusOptions::new();
                still.set_prevent_scroll(true);
                drop(back.focus_with_options(&still));
            }
        }
        is_open
    });
}

fn active() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn holds(root: NodeRef<html::Span>, element: Option<&HtmlElement>) -> bool {
    root.get_untracked()
        .zip(element)
        .is_some_and(|(root, element)| root.contains(Some(element)))
}
