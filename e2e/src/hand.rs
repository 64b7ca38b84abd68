//! A hand on the mouse, and one that types.

use crate::Page;
use anyhow::{Result, bail};
use serde_json::json;

impl Page {
    /// Clicks the middle of what has that role and name.
    ///
    /// # Errors
    /// It does not come, or is disabled.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        let node = self.find(role, name).await?;
        if !node.enabled {
            bail!("{role} {name:?} is disabled");
        }
        let (x, y) = self.middle_of(&node).await?;
        self.click_at(x, y).await
    }

    /// Clicks a place of the window, CSS pixels.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        self.point_at(x, y).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.mouse(event).await?;
        }
        Ok(())
    }

    /// Clicks a place of the window twice, as quickly as a double click needs.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn double_click_at(&self, x: f64, y: f64) -> Result<()> {
        self.point_at(x, y).await?;
        for count in [1, 2] {
            for kind in ["mousePressed", "mouseReleased"] {
                let event =
                    json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": count });
                self.mouse(event).await?;
            }
        }
        Ok(())
    }

    /// Drags with the mouse from one place of the window to another.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        self.point_at(from.0, from.1).await?;
        let event = |kind: &str, (x, y): (f64, f64)| json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        let between = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        self.mouse(event("mousePressed", from)).await?;
        self.mouse(event("mouseMoved", between)).await?;
        self.mouse(event("mouseMoved", to)).await?;
        self.mouse(event("mouseReleased", to)).await
    }

    async fn mouse(&self, event: serde_json::Value) -> Result<()> {
        let cdp = self.browser.driver.cdp();
        cdp.send_raw("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }

    /// Clicks the middle of what has that role and name while Ctrl is held.
    ///
    /// # Errors
    /// It does not come.
    pub async fn click_with_ctrl(&self, role: &str, name: &str) -> Result<()> {
        let node = self.find(role, name).await?;
        let (x, y) = self.middle_of(&node).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            // 2 is Ctrl, as the protocol counts.
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "modifiers": 2 });
            self.mouse(event).await?;
        }
        Ok(())
    }

    /// Holds a finger on what has that role and name for longer than a tap lasts.
    ///
    /// # Errors
    /// It does not come.
    pub async fn hold(&self, role: &str, name: &str) -> Result<()> {
        let node = self.find(role, name).await?;
        let (x, y) = self.middle_of(&node).await?;
        let cdp = self.browser.driver.cdp();
        let down = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
        cdp.send_raw("Input.dispatchTouchEvent", down).await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let up = json!({ "type": "touchEnd", "touchPoints": [] });
        cdp.send_raw("Input.dispatchTouchEvent", up).await?;
        Ok(())
    }

    /// Clicks into a chart: `across` from 0 (left) to 1, `up` from 0 (bottom) to 1 of its plot.
    ///
    /// # Errors
    /// There is no such chart.
    pub async fn click_chart(&self, title: &str, across: f64, up: f64) -> Result<()> {
        let (x, y) = self.chart(title).await?.place(across, up);
        self.click_at(x, y).await
    }

    /// Moves the pointer to a place of the window, CSS pixels.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn point_at(&self, x: f64, y: f64) -> Result<()> {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.mouse(event).await?;
        Ok(())
    }

    /// Replaces what stands in a text field, as a person who selects all and types.
    ///
    /// # Errors
    /// The field does not come.
    pub async fn type_into(&self, name: &str, text: &str) -> Result<()> {
        let field = self.find("textbox", name).await?;
        self.call(&field, "function () { this.focus(); this.select(); }")
            .await?;
        self.browser
            .driver
            .cdp()
            .send_raw("Input.insertText", json!({ "text": text }))
            .await?;
        Ok(())
    }

    /// Waits until a text field holds a value.
    ///
    /// # Errors
    /// It does not.
    pub async fn find_value(&self, name: &str, value: &str) -> Result<()> {
        let what = format!("field {name:?} with {value:?}");
        self.wait_for(&what, |tree| {
            let field = tree.find("textbox", name)?;
            (field.value == value).then_some(())
        })
        .await
    }
}
