//! The entry: a panic is shown, the skeleton is taken away, the page is put in its place.

use leptos::prelude::*;
use originscope_page::App;
use wasm_bindgen::{JsCast, JsValue};

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_failure(&info.to_string());
    }));
    let Some(root) = by_id("app") else {
        return show_failure("index.html has no #app");
    };
    if let Some(boot) = by_id("boot") {
        boot.remove();
    }
    mount_to(root, App).forget();
}

fn by_id(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Calls the script in index.html that says that the page stopped.
fn show_failure(what: &str) {
    let show = js_sys::Reflect::get(&window(), &JsValue::from_str("originscopeFailed"));
    if let Some(show) = show
        .ok()
        .and_then(|show| show.dyn_into::<js_sys::Function>().ok())
    {
        // Nothing is left to do when even this fails; the console has the panic.
        drop(show.call1(&JsValue::NULL, &JsValue::from_str(what)));
    }
}
