//! Light or dark on the root element, and a key that changes after the colours did.

use crate::state::State;
use leptos::prelude::*;
use originscope_core::Theme;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Keeps the root element's `data-theme` equal to the choice. The signal changes once the new colours are in force,
/// also when the system turns dark under an automatic choice.
pub fn follow(state: State) -> Signal<String> {
    let key = RwSignal::new(String::new());
    let system = RwSignal::new(system_is_dark());
    watch_system(system);
    let choice = Memo::new(move |_| state.query.with(|query| query.theme));
    Effect::new(move |_| {
        let choice = choice.get();
        let Some(root) = document().document_element() else {
            return;
        };
        let set = match choice {
            Theme::Auto => root.remove_attribute("data-theme"),
            Theme::Light => root.set_attribute("data-theme", "light"),
            Theme::Dark => root.set_attribute("data-theme", "dark"),
        };
        let is_dark = choice == Theme::Dark || (choice == Theme::Auto && system.get());
        if set.is_ok() {
            key.set(if is_dark { "dark" } else { "light" }.to_owned());
        }
    });
    key.into()
}

/// Whether a choice is shown dark now.
pub fn is_dark(choice: Theme) -> bool {
    choice == Theme::Dark || (choice == Theme::Auto && system_is_dark())
}

fn dark_query() -> Option<web_sys::MediaQueryList> {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
}

fn system_is_dark() -> bool {
    dark_query().is_some_and(|query| query.matches())
}

fn watch_system(system: RwSignal<bool>) {
    let Some(query) = dark_query() else { return };
    let changed = Closure::<dyn FnMut()>::new(move || system.set(system_is_dark()));
    query.set_onchange(Some(changed.as_ref().unchecked_ref()));
    // It lives as long as the page.
    changed.forget();
}
