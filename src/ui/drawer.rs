//! A sheet over the page with a heading and a way out; the browser keeps the focus in it and gives it back.

use super::{Button, Glyph};
use leptos::html;
use leptos::prelude::*;

/// A modal dialog. It closes on Escape, on its button, and on a click beside it.
#[component]
pub fn Drawer(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its heading and name.
    #[prop(into)]
    label: Signal<String>,
    /// The name of the button that closes it.
    #[prop(into)]
    close: Signal<String>,
    /// What stands in it, built each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
            && let Err(error) = dialog.show_modal()
        {
            leptos::logging::warn!("the dialog did not open: {error:?}");
        }
    });
    // Closing it first gives the focus back to where it was; the event then takes the content away.
    let leave = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let beside = move |event: leptos::ev::MouseEvent| {
        let target = event.target();
        let own = dialog.get_untracked();
        if let (Some(target), Some(own)) = (target, own)
            && target == *own.as_ref()
        {
            leave();
        }
    };
    view! {
        <Show when=move || open.get()>
            <dialog class="drawer" node_ref=dialog aria-label=label on:close=move |_| open.set(false) on:click=beside>
                <div class="sheet">
                    <div class="head"><h2>{label}</h2><Button class="bare icon" glyph=Glyph::Cross label=close on_click=leave/></div>
                    {children()}
                </div>
            </dialog>
        </Show>
    }
}
