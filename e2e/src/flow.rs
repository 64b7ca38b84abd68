//! A test from start to end: proxy, browser, steps, and what a failure leaves behind.

use crate::browser::Browser;
use crate::proxy::root;
use crate::{Page, Proxy, Screen};
use anyhow::{Context, Result, ensure};
use std::fs;

/// Runs `steps` on a page that nobody used before. Fails too if the page wrote an error into the browser's console.
///
/// A picture of the last state is left in `e2e/shots/<name>.png`.
///
/// # Errors
/// Those of the steps, with what the proxy and the browser said.
pub async fn flow(
    name: &str,
    proxy: Proxy,
    screen: Screen,
    steps: impl AsyncFnOnce(&Page) -> Result<()>,
) -> Result<()> {
    let browser = Browser::start(screen, proxy.is_stalled).await?;
    let page = Page::new(browser, proxy);
    let done = steps(&page).await;
    let shot = shoot(&page, name).await;
    let console = errors_in_console(&page).await;
    let text = if done.is_err() {
        page.text().await.unwrap_or_default()
    } else {
        String::new()
    };
    let said = page.proxy.said();
    page.quit().await?;
    done.with_context(|| {
        format!("flow {name}; console: {console:?}\n--- page\n{text}\n--- proxy\n{said}")
    })?;
    shot?;
    ensure!(
        console.is_empty(),
        "flow {name}: errors in the console: {console:?}"
    );
    Ok(())
}

async fn shoot(page: &Page, name: &str) -> Result<()> {
    let folder = root().join("e2e/shots");
    fs::create_dir_all(&folder)?;
    page.browser
        .driver
        .screenshot(&folder.join(format!("{name}.png")))
        .await?;
    Ok(())
}

/// Errors that the page is to blame for and the flow does not want. An answer of the proxy that is a failure is logged by the browser too, and
/// some flows want one.
async fn errors_in_console(page: &Page) -> Vec<String> {
    let log = page.browser.driver.browser_log().await.unwrap_or_default();
    let severe = log
        .into_iter()
        .filter(|entry| entry.level == "SEVERE")
        .map(|entry| entry.message);
    severe
        .filter(|message| !message.contains("/api/v1/") && !page.forgives(message))
        .collect()
}
