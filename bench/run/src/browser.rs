//! A browser that does what it is told and measures in the page.

use crate::places::named;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use thirtyfour::prelude::*;

/// As in the tests of the product: canvases are painted in software, the same on every machine.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--js-flags=--expose-gc",
];

/// Longest that one script may measure.
const LONGEST: Duration = Duration::from_secs(300);

/// A driver and its browser; both end when this is dropped or quit.
pub(crate) struct Browser {
    driver: WebDriver,
    chromedriver: Child,
    // Kept open: a closed pipe would end it at its next line.
    _output: BufReader<ChildStdout>,
}

impl Browser {
    /// Starts both, with a profile that nobody used before and a window of 1440 by 900 at this pixel ratio.
    ///
    /// # Errors
    /// One of them does not start.
    pub(crate) async fn start(ratio: u32) -> Result<Self> {
        let mut chromedriver = Command::new(named("CHROMEDRIVER")?)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start chromedriver")?;
        let output = chromedriver.stdout.take().context("no output")?;
        let mut output = BufReader::new(output);
        let port = port(&mut output)?;
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag)?;
        }
        wishes.set_binary(&named("CHROMIUM")?.to_string_lossy())?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await;
        let driver = driver.context("chromedriver started no browser")?;
        driver.set_script_timeout(LONGEST).await?;
        let browser = Self {
            driver,
            chromedriver,
            _output: output,
        };
        let size =
            json!({ "width": 1440, "height": 900, "deviceScaleFactor": ratio, "mobile": false });
        browser
            .tell("Emulation.setDeviceMetricsOverride", size)
            .await?;
        Ok(browser)
    }

    /// A command of the DevTools protocol.
    ///
    /// # Errors
    /// The browser refused.
    pub(crate) async fn tell(&self, command: &str, arguments: Value) -> Result<Value> {
        let said = self.driver.cdp().send_raw(command, arguments).await;
        said.with_context(|| command.to_owned())
    }

    /// Opens an address.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub(crate) async fn open(&self, address: &str) -> Result<()> {
        self.driver
            .goto(address)
            .await
            .with_context(|| address.to_owned())
    }

    /// Waits until an expression of JavaScript is true.
    ///
    /// # Errors
    /// It was not within half a minute.
    pub(crate) async fn until(&self, expression: &str) -> Result<()> {
        for _ in 0..600 {
            let said = self
                .driver
                .execute(format!("return !!({expression})"), vec![])
                .await?;
            if said.json().as_bool() == Some(true) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("`{expression}` did not become true")
    }

    /// What a promise of JavaScript comes to; the argument is `of` in it.
    ///
    /// # Errors
    /// It was refused; the error has the reason.
    pub(crate) async fn measure(&self, promise: &str, of: Value) -> Result<Value> {
        let script = format!(
            "const [of, done] = arguments; \
             (async () => {promise})().then((ok) => done({{ ok }}), (error) => done({{ error: String(error && error.stack || error) }}));"
        );
        let said = self.driver.execute_async(script, vec![of]).await?;
        let mut said = said.json().clone();
        if let Some(error) = said["error"].as_str() {
            bail!("{error}");
        }
        Ok(said["ok"].take())
    }

    /// Ends both.
    pub(crate) async fn quit(self) {
        // Dropping `self` ends the driver in any case.
        let _gone = self.driver.clone().quit().await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _gone = self.chromedriver.kill();
        let _status = self.chromedriver.wait();
    }
}

fn port(output: &mut impl BufRead) -> Result<u16> {
    let mut line = String::new();
    while output.read_line(&mut line)? > 0 {
        if let Some((_, rest)) = line.split_once("started successfully on port ") {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            return Ok(digits.parse()?);
        }
        line.clear();
    }
    bail!("chromedriver ended")
}

/// The numbers of a list.
pub(crate) fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_f64).collect()
}
