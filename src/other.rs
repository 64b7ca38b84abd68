//! Whether page and proxy are of one version.

use crate::state::State;
use crate::words::{Key, fill};
use leptos::prelude::Get;

/// The page's own, which index.html says as well.
const PAGE: &str = env!("CARGO_PKG_VERSION");

impl State {
    /// What to do about a proxy of another version, where it is one.
    pub fn other_version(&self) -> Option<String> {
        let answer = self.catalogue()?;
        let words = [("page", PAGE), ("proxy", answer.version.as_str())];
        (answer.version != PAGE).then(|| fill(self.lang.get(), Key::ProxyOther, &words))
    }
}
