//! The page as a picture and on paper.

use crate::Page;
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

impl Page {
    /// Shows the page as on paper, or on the screen again.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn emulate_print(&self, on: bool) -> Result<()> {
        let media = json!({ "media": if on { "print" } else { "" } });
        let cdp = self.browser.driver.cdp();
        cdp.send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// Keeps what the window shows as a PNG.
    ///
    /// # Errors
    /// The browser or the disk refused.
    pub async fn screenshot(&self, file: &std::path::Path) -> Result<()> {
        Ok(self.browser.driver.screenshot(file).await?)
    }

    /// Waits until no window is on its way and every canvas is painted.
    ///
    /// # Errors
    /// It stays busy.
    pub async fn settled(&self) -> Result<()> {
        let start = Instant::now();
        let script = "return !document.querySelector('.progress')
            && [...document.querySelectorAll('.plot canvas')].every((canvas) => canvas.dataset.painted)";
        while self.script(script).await? != Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                bail!("the page stays busy");
            }
            sleep(PAUSE).await;
        }
        sleep(PAUSE).await;
        Ok(())
    }
}
