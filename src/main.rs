//! The entry: a panic is shown, and behind the skeleton of index.html the page is built that takes its place.

use leptos::prelude::*;
use originscope_page::App;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        call("originscopeFailed", &info.to_string());
    }));
    // A task of its own: the browser has just compiled the program in this one.
    set_timeout(mount, Duration::ZERO);
}

fn mount() {
    match root() {
        Some(root) => mount_to(
            root,
            || view! { <App shown=|| call("originscopeShown", "")/> },
        )
        .forget(),
        None => call("originscopeFailed", "index.html has no #app"),
    }
}

fn root() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// Calls a function of the script in index.html.
fn call(name: &str, what: &str) {
    let function = js_sys::Reflect::get(&window(), &JsValue::from_str(name))
        .and_then(|function| function.dyn_into::<js_sys::Function>());
    if let Ok(function) = function {
        // Nothing is left to do when even this fails; the console has the panic.
        drop(function.call1(&JsValue::NULL, &JsValue::from_str(what)));
    }
}
