//! What is not the page's own.

use crate::Page;
use anyhow::{Result, ensure};

impl Page {
    /// Tries to run what is not the page's own. Each thing that runs names itself in `window.ran`, and the script sets
    /// `window.over` once all was tried.
    ///
    /// # Errors
    /// Something ran; the error names it.
    pub async fn keeps_out(&self, tries: &str) -> Result<()> {
        self.forgive("Content Security Policy");
        self.script(&format!("window.ran = [];\n{tries}\nreturn true;"))
            .await?;
        self.until("all tries to end", "return window.over === true")
            .await?;
        let ran = self.script("return window.ran.join()").await?;
        ensure!(ran.as_str() == Some(""), "what ran: {ran}");
        Ok(())
    }
}
