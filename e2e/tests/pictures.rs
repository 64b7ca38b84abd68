//! The pictures of `docs/pictures`: `cargo xtask pictures` makes them anew. Not a test, so it is ignored among them.

#![allow(
    clippy::disallowed_methods,
    reason = "the simulator lives by the clock, and so does what is pictured"
)]

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// More than this does not belong into a repository.
const BYTES_AT_MOST: u64 = 250_000;
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};

/// The last burst that all sources have published, from the end of the one before it to its peak.
fn hour_of_the_burst() -> Result<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let end = (now - 51 * 60) / 3_600 * 3_600 + 41 * 60;
    Ok(format!(
        "d=burst.demo.example&from={}&to={}",
        (end - 55 * 60) * 1_000,
        end * 1_000
    ))
}

async fn keep(page: &Page, name: &str) -> Result<()> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.png"));
    page.screenshot(&file).await?;
    let bytes = std::fs::metadata(&file)?.len();
    ensure!(bytes <= BYTES_AT_MOST, "{name}: {bytes} bytes");
    Ok(())
}

/// Opens a query and waits until its charts are painted and nothing is on its way.
async fn settle(page: &Page, query: &str) -> Result<()> {
    page.open(&format!("?refresh=off&{query}")).await?;
    page.wait_for("chart", |tree| {
        tree.find("image", "Errors, ")
            .map(drop)
            .or_else(|| tree.find("image", "错误").map(drop))
    })
    .await?;
    page.settled().await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "makes the pictures of the documentation"]
async fn pictures_of_the_main_states() -> Result<()> {
    flow("pictures", Proxy::demo()?, Screen::DESKTOP, async |page| {
        let burst = hour_of_the_burst()?;
        settle(page, &burst).await?;
        page.click_chart("Errors", 0.905, 0.5).await?;
        keep(page, "desk").await?;
        page.press("Escape").await?;
        page.click("button", "Rules of the verdict").await?;
        page.find("dialog", "Rules of the verdict").await?;
        keep(page, "why").await?;
        settle(page, &format!("{burst}&lang=zh&theme=dark")).await?;
        keep(page, "desk-zh-dark").await?;
        let lanes = "src=cdn-origin-codes,cdn-origin-traffic-rt,live-codes";
        settle(page, &format!("{burst}&{lanes}")).await?;
        keep(page, "lanes").await?;
        page.open("?refresh=off&d=denied.demo.example").await?;
        page.see("This key may not read these data.").await?;
        keep(page, "error").await?;
        page.open("?refresh=off&d=slow.demo.example&from=now-6h")
            .await?;
        page.find("button", "Cancel").await?;
        keep(page, "loading").await?;
        page.set_screen(PHONE).await?;
        settle(page, &burst).await?;
        keep(page, "phone").await?;
        settle(page, &format!("{burst}&lang=zh&theme=dark")).await?;
        keep(page, "phone-zh-dark").await
    })
    .await
}
