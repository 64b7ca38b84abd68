//! What a page hands out: files in a folder of the test's own, paper, and the clipboard that it is given.

use crate::Page;
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::time::sleep;

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// An empty folder that downloads go to.
pub struct Downloads(PathBuf);

impl Downloads {
    /// The names of the files that came whole.
    ///
    /// # Errors
    /// The folder is gone.
    pub fn names(&self) -> Result<Vec<String>> {
        let names = fs::read_dir(&self.0)?.flatten();
        let mut names: Vec<String> = names
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".crdownload") && !name.starts_with('.'))
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Waits for the file whose name ends so.
    ///
    /// # Errors
    /// It does not come.
    pub async fn file(&self, ending: &str) -> Result<PathBuf> {
        let start = Instant::now();
        loop {
            let names = self.names()?;
            if let Some(name) = names.iter().find(|name| name.ends_with(ending)) {
                return Ok(self.0.join(name));
            }
            if start.elapsed() > PATIENCE {
                bail!("no download ends in {ending:?}: {names:?}");
            }
            sleep(PAUSE).await;
        }
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        // What cannot be removed lies in a folder for such things.
        let _left_behind = fs::remove_dir_all(&self.0);
    }
}

impl Page {
    /// From now on downloads go to an empty folder.
    ///
    /// # Errors
    /// The browser refused, or there is no room.
    pub async fn downloads(&self, name: &str) -> Result<Downloads> {
        let folder =
            std::env::temp_dir().join(format!("originscope-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let wish = json!({ "behavior": "allow", "downloadPath": folder.to_string_lossy() });
        self.browser
            .driver
            .cdp()
            .send_raw("Browser.setDownloadBehavior", wish)
            .await?;
        Ok(Downloads(folder))
    }

    /// Opens any file with the page's own chooser.
    ///
    /// # Errors
    /// The page has no chooser.
    pub async fn open_path(&self, path: &Path) -> Result<()> {
        // An absolute path stays itself beside the fixtures' folder.
        self.open_files(&[&path.to_string_lossy()]).await
    }

    /// Shows the page as a printer would, or as a screen again.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn on_paper(&self, paper: bool) -> Result<()> {
        let media = json!({ "media": if paper { "print" } else { "" } });
        self.browser
            .driver
            .cdp()
            .send_raw("Emulation.setEmulatedMedia", media)
            .await?;
        Ok(())
    }

    /// What the clipboard holds as a text.
    ///
    /// # Errors
    /// The browser refused, or it holds none.
    pub async fn clipboard(&self) -> Result<String> {
        let cdp = self.browser.driver.cdp();
        let wish = json!({ "permissions": ["clipboardReadWrite"] });
        cdp.send_raw("Browser.grantPermissions", wish).await?;
        let script = json!({ "expression": "navigator.clipboard.readText()", "awaitPromise": true, "returnByValue": true });
        let answer = cdp.send_raw("Runtime.evaluate", script).await?;
        let text = answer["result"]["value"].as_str();
        Ok(text.context("no text in the clipboard")?.to_owned())
    }

    /// Pastes a text onto the page, into no field.
    ///
    /// # Errors
    /// The script failed.
    pub async fn paste(&self, text: &str) -> Result<()> {
        self.paste_with(&format!("data.setData('text/plain', {});", json!(text)))
            .await
    }

    /// Pastes a file onto the page.
    ///
    /// # Errors
    /// The script failed.
    pub async fn paste_file(&self, name: &str, text: &str) -> Result<()> {
        let file = format!(
            "data.items.add(new File([{}], {}));",
            json!(text),
            json!(name)
        );
        self.paste_with(&file).await
    }

    async fn paste_with(&self, fill: &str) -> Result<()> {
        let script = format!(
            "const data = new DataTransfer(); {fill}
             document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));
             return true;"
        );
        self.script(&script).await?;
        Ok(())
    }
}
