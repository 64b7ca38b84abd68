//! Where the proxy is: decided here and nowhere else.

use crate::facts::proxy_base;
use crate::stored;
use leptos::prelude::window;
use std::cell::RefCell;

/// Where the address is kept.
const STORED: &str = "originscope.proxy";

thread_local! {
    /// What whoever hosts the page says; see [`hosted`].
    static HOSTED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What every route of the proxy begins with, ending in a slash: what this browser was told, else what the page's host
/// says, else nothing, which is the page's own address under any path prefix.
pub fn proxy() -> String {
    chosen().unwrap_or_else(|| HOSTED.with_borrow(String::clone))
}

/// What this browser was told by its reader.
pub fn chosen() -> Option<String> {
    stored::read(STORED).and_then(|text| proxy_base(&text))
}

/// Takes what the page's host says. It is asked once, before the proxy is.
pub fn hosted(base: String) {
    HOSTED.set(base);
}

/// Keeps another place, an empty one for the host's; whether this browser keeps it.
pub fn keep(base: &str) -> bool {
    stored::write(STORED, Some(base).filter(|base| !base.is_empty()));
    chosen().unwrap_or_default() == base
}

/// Where people sign in.
pub fn login() -> String {
    format!("{}login", proxy())
}

/// The place as a whole address.
pub fn shown() -> String {
    let base = proxy();
    if base.contains("://") {
        return base;
    }
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if base.is_empty() {
        format!("{folder}/")
    } else {
        base
    };
    format!("{}{path}", location.origin().unwrap_or_default())
}
