//! What the page is told of its reader's device and wishes, and what may reach it: emulated by the browser itself.

use crate::Page;
use anyhow::Result;
use serde_json::{Value, json};

impl Page {
    /// Makes media features answer so, `("forced-colors", "active")`; those not named answer as they are.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn emulate(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
        Ok(())
    }

    /// Gives the browser's languages another order, for pages opened from now on.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn prefer(&self, languages: &[&str]) -> Result<()> {
        let script = format!(
            "Object.defineProperty(Navigator.prototype, 'languages', {{ get: () => {} }});",
            json!(languages)
        );
        self.before(&script).await
    }

    /// Runs a script in every page opened from now on, before anything of it.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn before(&self, script: &str) -> Result<()> {
        let ask = json!({ "source": script });
        self.cdp("Page.addScriptToEvaluateOnNewDocument", ask)
            .await?;
        Ok(())
    }

    /// What the browser answers to a command of its own protocol.
    pub(crate) async fn cdp(&self, command: &str, arguments: Value) -> Result<Value> {
        let cdp = self.browser.driver.cdp();
        Ok(cdp.send_raw(command, arguments).await?)
    }
}
