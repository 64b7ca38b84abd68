//! The page as somebody uses it: looked at by role and name, clicked with a mouse, typed into.

use crate::browser::Browser;
use crate::{Chart, Node, Picture, Proxy, Screen, Tree};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Long enough for a slow machine that starts two browsers at once; a passing test waits only as long as it must.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(100);

/// An open page.
pub struct Page {
    pub(crate) browser: Browser,
    pub(crate) proxy: Proxy,
    forgiven: Mutex<Vec<String>>,
}

impl Page {
    pub(crate) const fn new(browser: Browser, proxy: Proxy) -> Self {
        Self {
            browser,
            proxy,
            forgiven: Mutex::new(Vec::new()),
        }
    }

    /// From now on, an error in the console that holds this is what the flow is about.
    pub fn forgive(&self, words: &str) {
        if let Ok(mut forgiven) = self.forgiven.lock() {
            forgiven.push(words.to_owned());
        }
    }

    pub(crate) fn forgives(&self, message: &str) -> bool {
        let forgiven = self.forgiven.lock();
        forgiven.is_ok_and(|all| all.iter().any(|words| message.contains(words)))
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

    /// What the proxy printed on its terminal so far.
    #[must_use]
    pub fn terminal(&self) -> String {
        self.proxy.said()
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

    /// Waits until a script returns `true`.
    ///
    /// # Errors
    /// It does not.
    pub async fn until(&self, what: &str, script: &str) -> Result<()> {
        let start = Instant::now();
        while self.script(script).await? != true {
            if start.elapsed() > PATIENCE {
                bail!("it does not come that {what}");
            }
            sleep(PAUSE).await;
        }
        Ok(())
    }

    /// From now on, what the page asks of addresses like that does not leave the browser: `*` stands for anything.
    ///
    /// # Errors
    /// The browser refused.
    pub async fn block(&self, pattern: &str) -> Result<()> {
        let cdp = self.browser.driver.cdp();
        cdp.send_raw("Network.enable", json!({})).await?;
        cdp.send_raw("Network.setBlockedURLs", json!({ "urls": [pattern] }))
            .await?;
        Ok(())
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

    /// Opens files of `crates/apis/fixtures` with the page's own chooser, all at once.
    ///
    /// # Errors
    /// The page has no chooser.
    pub async fn open_files(&self, names: &[&str]) -> Result<()> {
        let fixtures = crate::proxy::root().join("crates/apis/fixtures");
        let paths = names
            .iter()
            .map(|name| fixtures.join(name).to_string_lossy().into_owned());
        let chooser = self
            .browser
            .driver
            .find(thirtyfour::By::Css("input[type=file]"))
            .await?;
        chooser
            .send_keys(paths.collect::<Vec<_>>().join("\n"))
            .await?;
        Ok(())
    }

    /// Drops a file of `crates/apis/fixtures` onto the middle of the page, as a hand does from a folder.
    ///
    /// # Errors
    /// There is no such file, or the script failed.
    pub async fn drop_file(&self, name: &str) -> Result<()> {
        let file = crate::proxy::root().join("crates/apis/fixtures").join(name);
        let text = json!(std::fs::read_to_string(file)?);
        let name = json!(name.replace('/', "-"));
        let script = format!(
            "const data = new DataTransfer();
             data.items.add(new File([{text}], {name}));
             for (const kind of ['dragenter', 'dragover', 'drop'])
               document.body.dispatchEvent(new DragEvent(kind, {{ dataTransfer: data, bubbles: true, cancelable: true }}));
             return true;"
        );
        self.script(&script).await?;
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

    /// The chart whose name starts so (`Composition`), once it is painted.
    ///
    /// # Errors
    /// There is none, or it is not painted.
    pub async fn chart(&self, title: &str) -> Result<Chart> {
        let name = format!("{title}, ");
        let canvas = self.find("image", &name).await?;
        let script = "function () {
            const sides = ['x0', 'y0', 'x1', 'y1'].map((side) => Number(this.dataset[side]));
            return this.dataset.painted ? [sides, Number(this.dataset.ratio), this.toDataURL('image/png')] : null;
        }";
        let start = Instant::now();
        loop {
            let answer = self.call(&canvas, script).await?;
            if let Some(picture) = answer[2].as_str() {
                let side = |index: usize| answer[0][index].as_f64().context("no plot");
                let plot = [side(0)?, side(1)?, side(2)?, side(3)?];
                let ratio = answer[1].as_f64().context("no ratio")?;
                return Ok(Chart {
                    picture: Picture::read(picture)?,
                    plot,
                    ratio,
                    frame: self.frame_of(&canvas).await?,
                });
            }
            if start.elapsed() > PATIENCE {
                bail!("the chart {title} is not painted");
            }
            sleep(PAUSE).await;
        }
    }

    /// Calls a function with the node as `this`.
    pub(crate) async fn call(&self, node: &Node, function: &str) -> Result<Value> {
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
