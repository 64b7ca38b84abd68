//! The entry: a panic is shown, and behind the skeleton of index.html the page is built that takes its place.

use leptos::prelude::*;
use originscope_page::App;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        call("originscopeFailed", &info.to_string());
    }));
    wasm_bindgen_futures::spawn_local(async {
        skeleton_is_painted().await;
        match root() {
            Some(root) => mount_to(
                root,
                || view! { <App shown=|| call("originscopeShown", "")/> },
            )
            .forget(),
            None => call("originscopeFailed", "index.html has no #app"),
        }
    });
}

fn root() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// Waits for the first paint, where there will be one: a reader has something to look at before the processor is taken.
async fn skeleton_is_painted() {
    if let Some(painted) =
        named("originscopePainted").and_then(|painted| painted.dyn_into::<js_sys::Promise>().ok())
    {
        // It is never refused.
        drop(JsFuture::from(painted).await);
    }
}

/// What the script of index.html has under that name.
fn named(name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(&window(), &JsValue::from_str(name)).ok()
}

/// Calls a function of the script in index.html.
fn call(name: &str, what: &str) {
    let function = named(name).and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    if let Some(function) = function {
        // Nothing is left to do when even this fails; the console has the panic.
        drop(function.call1(&JsValue::NULL, &JsValue::from_str(what)));
    }
}
