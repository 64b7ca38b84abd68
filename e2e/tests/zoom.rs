//! Into a part of the range and back: by a drag, a double click, the browser's Back and the chip that says so.

use anyhow::{Result, bail, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};
use std::time::Duration;

/// Waits until the range of the address is, or is not, this one.
async fn range_is(page: &Page, range: &str, wanted: bool) -> Result<()> {
    for _ in 0..100 {
        if (range_of(page).await? == range) == wanted {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!(
        "it should be {range}: {wanted}; it is {}",
        range_of(page).await?
    )
}

/// The start and the end as the address says them.
async fn range_of(page: &Page) -> Result<String> {
    let query = page.query().await?;
    let parts = query.trim_start_matches('?').split('&');
    let times = parts.filter(|part| part.starts_with("from=") || part.starts_with("to="));
    Ok(times.collect::<Vec<_>>().join("&"))
}

/// Drags over a part of the errors and answers with the range that this led to.
async fn drag(page: &Page, from: f64, to: f64) -> Result<String> {
    let before = range_of(page).await?;
    let chart = page.chart("Errors").await?;
    page.drag(chart.place(from, 0.5), chart.place(to, 0.5))
        .await?;
    range_is(page, &before, false).await?;
    page.see("all here").await?;
    range_of(page).await
}

async fn into_and_back(page: &Page) -> Result<()> {
    let hour = settled_hour();
    page.open(&format!(
        "?d=burst.demo.example&src=cdn-origin-codes&{hour}"
    ))
    .await?;
    page.see("all here").await?;
    ensure!(
        page.tree().await?.find("button", "zoomed").is_none(),
        "it is not zoomed"
    );
    let first = drag(page, 0.251, 0.749).await?;
    // Snapped to slots: from minute 15 to the end of minute 44.
    page.see(":15–").await?;
    page.see("30/30").await?;
    page.find("button", "zoomed").await?;
    let second = drag(page, 0.3, 0.6).await?;
    ensure!(first != second, "the second zoom led nowhere");
    // Back by a double click, exactly to the range between.
    let (x, y) = page.chart("Errors").await?.place(0.5, 0.5);
    page.double_click_at(x, y).await?;
    range_is(page, &first, true).await?;
    page.see("30/30").await?;
    // What is chosen meanwhile stays, and the way back is the same.
    page.click("button", "502").await?;
    page.find("button", "only 502").await?;
    page.press("x").await?;
    page.see("day before").await?;
    let wider = "return document.documentElement.scrollWidth > innerWidth";
    ensure!(
        page.script(wider).await? == false,
        "what narrows the figures scrolls the page sideways"
    );
    let (x, y) = page.chart("Errors").await?.place(0.5, 0.5);
    page.double_click_at(x, y).await?;
    range_is(page, &hour, true).await?;
    page.see("60/60").await?;
    // The browser's own Back.
    drag(page, 0.251, 0.749).await?;
    page.back().await?;
    range_is(page, &hour, true).await?;
    // The chip, out of two zooms at once.
    drag(page, 0.251, 0.749).await?;
    drag(page, 0.3, 0.6).await?;
    page.click("button", "zoomed").await?;
    range_is(page, &hour, true).await?;
    page.wait_for("no chip", |tree| {
        tree.find("button", "zoomed").is_none().then_some(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drag_zooms_and_every_way_back_leads_to_the_very_range_before() -> Result<()> {
    flow("zoom", Proxy::demo()?, Screen::DESKTOP, into_and_back).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mouse_on_a_narrow_screen_zooms_too() -> Result<()> {
    flow("zoom-phone", Proxy::demo()?, Screen::PHONE, into_and_back).await
}
