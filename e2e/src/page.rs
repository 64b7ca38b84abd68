//! The page as somebody uses it: looked at by role and name, clicked with a mouse, typed into.

use crate::browser::Browser;
use crate::{Node, Picture, Proxy, Screen, Tree};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Long enough for a slow machine that starts two browsers at once; a passing test waits only as long as it must.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// An open page.
pub struct Page {
    pub(crate) browser: Browser,
    pub(crate) proxy: Proxy,
}

impl Page {
    pub(crate) const fn new(browser: Browser, proxy: Proxy) -> Self {
        Self { browser, proxy }
    }

    pub(crate) async fn quit(self) -> Result<()> {
        self.browser.driver.quit().await?;
        Ok(())
    }

    /// Opens the page with a query, `?src=…` or nothing.
    ///
    /// # Errors
    /// The browser did not get it.
    pub async fn open(&self, query: &str) -> Result<()> {
        self.browser
            .driver
            .goto(self.proxy.address(query))
            .await
            .context("the page did not open")
    }

    /// Gives the window another size or pixel ratio.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn set_screen(&self, screen: Screen) -> Result<()> {
        self.browser.set_screen(screen).await
    }

    /// What stands behind the `?` of the address now.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn query(&self) -> Result<String> {
        Ok(self
            .script("return location.search")
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// The Back button.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn back(&self) -> Result<()> {
        Ok(self.browser.driver.back().await?)
    }

    /// The Reload button.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.browser.driver.refresh().await?)
    }

    /// The visible text.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn text(&self) -> Result<String> {
        let text = self.script("return document.body.innerText").await?;
        // Narrow and no-break spaces are typography; a test reads words.
        Ok(text
            .as_str()
            .unwrap_or_default()
            .replace(['\u{202f}', '\u{a0}'], " "))
    }

    /// Runs a script and answers what it returns.
    ///
    /// # Errors
    /// The script failed.
    pub async fn script(&self, script: &str) -> Result<Value> {
        let answer = self
            .browser
            .driver
            .execute(script, Vec::<Value>::new())
            .await?;
        Ok(answer.json().clone())
    }

    /// The accessibility tree now.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn tree(&self) -> Result<Tree> {
        let answer = self
            .browser
            .driver
            .cdp()
            .send_raw("Accessibility.getFullAXTree", json!({}))
            .await?;
        Ok(Tree::read(&answer))
    }

    /// Waits until `look` finds what it wants in the tree.
    ///
    /// # Errors
    /// It does not come; the error shows what is there.
    pub async fn wait_for<T>(&self, what: &str, look: impl Fn(&Tree) -> Option<T>) -> Result<T> {
        let start = Instant::now();
        loop {
            let tree = self.tree().await?;
            if let Some(found) = look(&tree) {
                return Ok(found);
            }
            if start.elapsed() > PATIENCE {
                bail!("no {what} on the page, which has\n{}", tree.outline());
            }
            sleep(PAUSE).await;
        }
    }

    /// Waits for a node with that role and name.
    ///
    /// # Errors
    /// It does not come.
    pub async fn find(&self, role: &str, name: &str) -> Result<Node> {
        self.wait_for(&format!("{role} {name:?}"), |tree| {
            tree.find(role, name).cloned()
        })
        .await
    }

    /// Waits until the visible text holds `wanted`.
    ///
    /// # Errors
    /// It does not come; the error shows the text.
    pub async fn see(&self, wanted: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let text = self.text().await?;
            if text.contains(wanted) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                bail!("the page does not say {wanted:?} but\n{text}");
            }
            sleep(PAUSE).await;
        }
    }

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
        self.point_at(x, y).await?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.browser
                .driver
                .cdp()
                .send_raw("Input.dispatchMouseEvent", event)
                .await?;
        }
        Ok(())
    }

    /// Moves the pointer to a place of the window, CSS pixels.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn point_at(&self, x: f64, y: f64) -> Result<()> {
        let event = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.browser
            .driver
            .cdp()
            .send_raw("Input.dispatchMouseEvent", event)
            .await?;
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

    /// Presses and releases a key, by its DOM name: `Enter`, `Escape`.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn press(&self, key: &str) -> Result<()> {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "ArrowLeft" => 37,
            "ArrowRight" => 39,
            _ => 0,
        };
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
            self.browser
                .driver
                .cdp()
                .send_raw("Input.dispatchKeyEvent", event)
                .await?;
        }
        Ok(())
    }

    /// Where the middle of a node is, in CSS pixels of the window, after it was scrolled into view.
    ///
    /// # Errors
    /// The node is gone.
    pub async fn middle_of(&self, node: &Node) -> Result<(f64, f64)> {
        let (left, top, width, height) = self.frame_of(node).await?;
        Ok((left + width / 2.0, top + height / 2.0))
    }

    /// Left, top, width and height of a node, in CSS pixels of the window, after it was scrolled into view.
    ///
    /// # Errors
    /// The node is gone.
    pub async fn frame_of(&self, node: &Node) -> Result<(f64, f64, f64, f64)> {
        let script = "function () {
            this.scrollIntoView({ block: 'nearest' });
            const r = this.getBoundingClientRect();
            return [r.left, r.top, r.width, r.height];
        }";
        let frame = self.call(node, script).await?;
        let side = |index: usize| frame[index].as_f64().context("no frame");
        Ok((side(0)?, side(1)?, side(2)?, side(3)?))
    }

    /// What a canvas holds.
    ///
    /// # Errors
    /// The node is no canvas.
    pub async fn picture_of(&self, canvas: &Node) -> Result<Picture> {
        let address = self
            .call(
                canvas,
                "function () { return this.toDataURL('image/png'); }",
            )
            .await?;
        Picture::read(address.as_str().context("not a canvas")?)
    }

    /// Calls a function with the node as `this`.
    async fn call(&self, node: &Node, function: &str) -> Result<Value> {
        let cdp = self.browser.driver.cdp();
        let object = cdp
            .send_raw("DOM.resolveNode", json!({ "backendNodeId": node.backend }))
            .await?;
        let id = object["object"]["objectId"]
            .as_str()
            .context("the node is gone")?;
        let call =
            json!({ "objectId": id, "functionDeclaration": function, "returnByValue": true });
        let answer = cdp.send_raw("Runtime.callFunctionOn", call).await?;
        if let Some(error) = answer.get("exceptionDetails") {
            bail!("the page threw {error}");
        }
        Ok(answer["result"]["value"].clone())
    }
}
