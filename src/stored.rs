//! Small texts that this browser keeps for the page. Where storing is refused, as in private windows, a choice holds until
//! the page is closed.

use leptos::prelude::window;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under a name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text under a name; nothing takes it away.
pub fn write(name: &str, text: Option<&str>) {
    let Some(storage) = storage() else { return };
    let done = match text {
        Some(text) => storage.set_item(name, text),
        None => storage.remove_item(name),
    };
    // A full or refusing storage changes nothing about the page that is open.
    drop(done);
}
