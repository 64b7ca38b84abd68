//! A browser of one test's own.

use crate::Screen;
use crate::child::{Running, named, port_after};
use anyhow::{Context, Result};
use serde_json::json;
use std::process::Command;
use thirtyfour::prelude::*;

/// What headless Chromium needs, as root and without the internet.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--lang=en-US",
];

/// A driver and the browser that it drives, with a profile that nobody used before.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    // Ends after the driver was told to quit.
    _chromedriver: Running,
}

impl Browser {
    /// Starts both, with a window of that size. A page that never finishes loading cannot be waited for.
    ///
    /// # Errors
    /// One of them does not start.
    pub(crate) async fn start(screen: Screen, is_stalled: bool) -> Result<Self> {
        let mut chromedriver = Command::new(named("CHROMEDRIVER", "chromedriver"));
        chromedriver.arg("--port=0");
        // Local times on the page are then those of a zone with an offset that is not a whole hour.
        chromedriver
            .env("TZ", "Asia/Kolkata")
            .env("LANGUAGE", "en_US");
        let started = |line: &str| port_after(line, "started successfully on port ");
        // It takes a port that is free for one protocol, and ends where the other one's is taken meanwhile.
        let (chromedriver, port) = Running::start(&mut chromedriver, started)
            .or_else(|_| Running::start(&mut chromedriver, started))?;
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag)?;
        }
        if let Some(chromium) = std::env::var_os("CHROMIUM") {
            wishes.set_binary(&chromium.to_string_lossy())?;
        }
        if is_stalled {
            wishes.set_page_load_strategy(thirtyfour::PageLoadStrategy::None)?;
        }
        let address = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(address, wishes)
            .await
            .context("chromedriver started no browser")?;
        let browser = Self {
            driver,
            _chromedriver: chromedriver,
        };
        browser.set_screen(screen).await?;
        Ok(browser)
    }

    /// Gives the window another size or pixel ratio.
    ///
    /// # Errors
    /// The browser refused.
    pub(crate) async fn set_screen(&self, screen: Screen) -> Result<()> {
        let metrics = json!({
            "width": screen.width, "height": screen.height,
            "deviceScaleFactor": screen.ratio, "mobile": screen.width < 768,
        });
        self.driver
            .cdp()
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        Ok(())
    }
}
