//! For what panels are painted now: a screen, paper, or a screen with forced colours.

use crate::chart::theme::Look;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MediaQueryList;

/// The look, kept up to date.
pub(super) fn use_look() -> ReadSignal<Look> {
    let (look, set_look) = signal(Look::current());
    let update = move || {
        let now = Look::current();
        if look.try_get_untracked().is_some_and(|known| known != now) {
            let _ = set_look.try_set(now);
        }
    };
    let queries = ["print", "(forced-colors: active)"].map(|query| Watch::start(query, update));
    let queries = StoredValue::new_local(Some(queries));
    on_cleanup(move || {
        let _ = queries.try_set_value(None);
    });
    look
}

/// A media query being watched; ends when dropped.
struct Watch {
    query: MediaQueryList,
    _on_change: Closure<dyn FnMut()>,
}

impl Watch {
    fn start(query: &str, update: impl Fn() + 'static) -> Option<Self> {
        let query = window().match_media(query).ok()??;
        let on_change = Closure::<dyn FnMut()>::new(update);
        query.set_onchange(Some(on_change.as_ref().unchecked_ref()));
        Some(Self {
            query,
            _on_change: on_change,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.query.set_onchange(None);
    }
}
