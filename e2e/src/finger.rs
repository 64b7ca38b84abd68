//! A finger on the glass.

use crate::Page;
use anyhow::Result;
use serde_json::{Value, json};

/// Steps of a swipe: enough for the browser to see a movement and not a jump.
const STEPS: u32 = 8;

impl Page {
    /// Makes the window a touch screen.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn touch_screen(&self) -> Result<()> {
        let wish = json!({ "enabled": true, "maxTouchPoints": 5 });
        self.browser
            .driver
            .cdp()
            .send_raw("Emulation.setTouchEmulationEnabled", wish)
            .await?;
        Ok(())
    }

    /// Taps a place of the window, CSS pixels.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn tap(&self, x: f64, y: f64) -> Result<()> {
        self.touch("touchStart", &json!([{ "x": x, "y": y }]))
            .await?;
        self.touch("touchEnd", &json!([])).await
    }

    /// Moves a finger over the window from one place to another, CSS pixels.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn swipe(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        self.touch("touchStart", &json!([{ "x": from.0, "y": from.1 }]))
            .await?;
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            let (x, y) = (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            );
            self.touch("touchMove", &json!([{ "x": x, "y": y }]))
                .await?;
        }
        self.touch("touchEnd", &json!([])).await
    }

    async fn touch(&self, kind: &str, points: &Value) -> Result<()> {
        let event = json!({ "type": kind, "touchPoints": points });
        self.browser
            .driver
            .cdp()
            .send_raw("Input.dispatchTouchEvent", event)
            .await?;
        Ok(())
    }
}
