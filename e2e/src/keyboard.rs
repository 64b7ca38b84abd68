//! Hands on the keyboard alone.

use crate::{Node, Page, Tree};
use anyhow::{Result, bail};
use serde_json::json;

/// No page of ours has so many stops.
const MOST_STOPS: usize = 150;

impl Page {
    /// Presses and releases a key, by its DOM name: `Enter`, `Escape`, `x`.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn press(&self, key: &str) -> Result<()> {
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code(key), "text": text });
            self.browser
                .driver
                .cdp()
                .send_raw("Input.dispatchKeyEvent", event)
                .await?;
        }
        Ok(())
    }

    /// Presses Tab until what has that role and name has the focus. A name is exact if anything on the page has it.
    ///
    /// # Errors
    /// No Tab leads to it.
    pub async fn tab_to(&self, role: &str, name: &str) -> Result<Node> {
        self.find(role, name).await?;
        let is_it = |tree: &Tree, node: &Node| {
            let exact = tree.all(role, name).iter().any(|other| other.name == name);
            node.role == role && (node.name == name || !exact && node.name.contains(name))
        };
        let mut passed = Vec::new();
        for _ in 0..MOST_STOPS {
            let tree = self.tree().await?;
            if let Some(node) = tree.focused() {
                if is_it(&tree, node) {
                    return Ok(node.clone());
                }
                passed.push(format!("{} {:?}", node.role, node.name));
            }
            self.press("Tab").await?;
        }
        bail!(
            "Tab does not lead to {role} {name:?}, but to\n{}",
            passed.join("\n")
        )
    }

    /// Types a text in place of what is selected in the focused field.
    ///
    /// # Errors
    /// The browser did not answer.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let cdp = self.browser.driver.cdp();
        cdp.send_raw("Input.insertText", json!({ "text": text }))
            .await?;
        Ok(())
    }

    /// What the page read out last.
    ///
    /// # Errors
    /// It does not become what `fits` wants.
    pub async fn heard(&self, what: &str, fits: impl Fn(&str) -> bool) -> Result<String> {
        self.wait_for(what, |tree| {
            let said = tree.all("status", "").into_iter();
            let mut texts =
                said.map(|node| tree.text_of(node).replace(['\u{202f}', '\u{a0}'], " "));
            texts.find(|text| fits(text))
        })
        .await
    }
}

/// The number of a key that the browser acts on by itself.
fn code(key: &str) -> u32 {
    match key {
        "Tab" => 9,
        "Enter" => 13,
        "Escape" => 27,
        " " => 32,
        "End" => 35,
        "Home" => 36,
        "ArrowLeft" => 37,
        "ArrowUp" => 38,
        "ArrowRight" => 39,
        "ArrowDown" => 40,
        _ => 0,
    }
}
