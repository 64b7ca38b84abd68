//! Where the proxy is: decided here and nowhere else.

use crate::facts::proxy_base;
use crate::stored;
use leptos::prelude::window;

/// Where the address is kept.
const STORED: &str = "originscope.proxy";

/// What every route of the proxy begins with, ending in a slash: what this browser was told, else nothing, which is the
/// page's own address under any path prefix.
pub fn proxy() -> String {
    stored::read(STORED)
        .and_then(|text| proxy_base(&text))
        .unwrap_or_default()
}

/// Keeps another place, an empty one for the page's own; whether this browser keeps it.
pub fn keep(base: &str) -> bool {
    stored::write(STORED, Some(base).filter(|base| !base.is_empty()));
    proxy() == base
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
