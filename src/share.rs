//! The browser's part of handing something out: the clipboard, downloads, and the printer.

use leptos::prelude::{document, set_timeout, window};
use originscope_core::Query;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long a download may take to begin before its address ends.
const BEGINS_WITHIN: Duration = Duration::from_secs(60);

/// The page's own address with a query.
pub fn link(query: &Query) -> String {
    let location = window().location();
    let (origin, path) = (location.origin(), location.pathname());
    let text = query.to_string();
    let mark = if text.is_empty() { "" } else { "?" };
    format!(
        "{}{}{mark}{text}",
        origin.unwrap_or_default(),
        path.unwrap_or_default()
    )
}

/// Puts a text on the clipboard; whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    // A page over plain HTTP from another machine has no clipboard at all.
    let clipboard: JsValue = window().navigator().clipboard().into();
    if clipboard.is_undefined() || clipboard.is_null() {
        return false;
    }
    let promise = window().navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.is_ok()
}

/// The text on the clipboard; nothing where the browser or the reader does not allow it.
pub async fn pasted() -> Option<String> {
    let clipboard: JsValue = window().navigator().clipboard().into();
    if clipboard.is_undefined() || clipboard.is_null() {
        return None;
    }
    let promise = window().navigator().clipboard().read_text();
    JsFuture::from(promise).await.ok()?.as_string()
}

/// A text as a file of a type, or nothing where the browser has no room for it.
pub fn text_file(text: &str, kind: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

/// Hands a file to the browser's downloads; nothing where it does not take it.
pub fn download(blob: &Blob, name: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    let end = move || {
        // An address that is already gone needs no ending.
        drop(Url::revoke_object_url(&address));
    };
    set_timeout(end, BEGINS_WITHIN);
    Some(())
}

/// Opens the printer's dialog when the page has settled.
pub fn print() {
    let open = || {
        if let Err(error) = window().print() {
            leptos::logging::warn!("nothing was printed: {error:?}");
        }
    };
    set_timeout(open, Duration::from_millis(50));
}
