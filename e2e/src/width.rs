//! Whether the page fits the screen: nobody has to scroll sideways, whatever is open.

use crate::Page;
use anyhow::{Result, ensure};
use serde_json::Value;

/// What is wider than it may be: the page, and every open menu, sheet or drawer, which must also lie on the screen.
const LOOK: &str = "
    const name = (e) => e.getAttribute('aria-label') || e.tagName;
    const wide = (e) => e.scrollWidth - e.clientWidth > 1 ? [`${name(e)} is ${e.clientWidth} wide, what it holds ${e.scrollWidth}`] : [];
    const out = (e) => {
        const { left, right } = e.getBoundingClientRect();
        return left < -0.5 || right > innerWidth + 0.5 ? [`${name(e)} lies from ${left} to ${right} of ${innerWidth}`] : [];
    };
    const shown = [...document.querySelectorAll('[role=dialog], dialog[open]')].filter((e) => e.offsetWidth > 0);
    const page = document.documentElement;
    const beside = page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide, the screen ${innerWidth}`] : [];
    return [...beside, ...shown.flatMap((e) => [...wide(e), ...out(e)])];";

impl Page {
    /// Fails with what is wider than the screen, or than the menu or sheet in which it stands.
    ///
    /// # Errors
    /// Something is.
    pub async fn fits(&self) -> Result<()> {
        let found = self.script(LOOK).await?;
        ensure!(
            found.as_array().is_some_and(Vec::is_empty),
            "{}",
            found
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join("; ")
        );
        Ok(())
    }
}
