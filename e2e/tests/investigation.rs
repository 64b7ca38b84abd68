//! One whole investigation by the keyboard alone: the burst is found, looked into, compared and handed on; and who opens
//! the link sees what was seen.

use anyhow::{Context, Result, bail, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, settled_hour};
use std::time::Duration;

/// Waits until the address holds all of these.
async fn address(page: &Page, wanted: &[&str]) -> Result<String> {
    for _ in 0..100 {
        let query = page.query().await?;
        if wanted.iter().all(|part| query.contains(part)) {
            return Ok(query);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("{wanted:?} is not all in {}", page.query().await?)
}

/// The 5xx share that was read out for a minute of the hour, percent.
async fn read_out(page: &Page, minute: usize) -> Result<f64> {
    let start = format!(":{minute:02}, 5xx ");
    let said = page
        .heard(&format!("reading {start:?}"), |said| said.contains(&start))
        .await?;
    let number = said
        .split_once("5xx ")
        .and_then(|(_, rest)| rest.split(' ').next())
        .context("no number")?;
    Ok(number.trim_start_matches('<').parse()?)
}

/// Goes on from a minute to the first for whose share `fits`.
async fn go_on(page: &Page, from: usize, fits: impl Fn(f64) -> bool) -> Result<usize> {
    for minute in from + 1..60 {
        page.press("ArrowRight").await?;
        if fits(read_out(page, minute).await?) {
            return Ok(minute);
        }
    }
    bail!("no such minute after {from}")
}

/// What somebody reads off the page: the charts' sentences, the verdict, the legend.
async fn seen(page: &Page) -> Result<String> {
    let tree = page.tree().await?;
    let charts = tree.all("image", ", ");
    let mut parts: Vec<String> = charts.into_iter().map(|node| node.name.clone()).collect();
    let tables = tree.all("table", "");
    parts.extend(tables.into_iter().map(|table| tree.text_of(table)));
    let pressed = tree.all("button", "").into_iter().filter(|node| node.on);
    parts.extend(pressed.map(|node| node.name.clone()));
    parts.extend(tree.find("heading", "Origin").map(|node| node.name.clone()));
    Ok(parts.join("\n"))
}

async fn by_keys_alone(page: &Page, name: &str) -> Result<()> {
    let downloads = page.downloads(name).await?;
    page.open(&format!("?d=shop.demo.example&{}", settled_hour()))
        .await?;
    page.see("all here").await?;
    // The domain that was called in.
    page.press("/").await?;
    let field = page.find("textbox", "Domains").await?;
    ensure!(
        page.tree().await?.focused().map(|node| &node.name) == Some(&field.name),
        "the field is not ready to be typed into"
    );
    page.type_text("burst.demo.example").await?;
    page.press("Enter").await?;
    address(page, &["d=burst.demo.example"]).await?;
    page.see("all here").await?;
    let (begin, end) = find_the_burst(page).await?;
    ensure!(
        (10..40).contains(&(end - begin)),
        "the burst is from {begin} to {end}"
    );
    // Only the code that came with it, beside the day before.
    page.tab_to("button", "502").await?;
    page.press("Enter").await?;
    page.press("x").await?;
    address(page, &["iso=502", "cmp=1d"]).await?;
    page.see("Δ on the day before").await?;
    page.see("Earlier period: 2 of 2 windows").await?;
    // Handed on as a table and as a link.
    page.press("e").await?;
    page.tab_to("button", "Copy link").await?;
    page.press("Enter").await?;
    page.find("button", "Copy link Copied").await?;
    page.tab_to("button", "CSV a row per slot").await?;
    page.press("Enter").await?;
    let table = std::fs::read_to_string(downloads.file(".csv").await?)?;
    let rows = table
        .lines()
        .filter(|line| line.contains(",status-codes,502,"));
    ensure!(
        rows.count() == end - begin,
        "not a row for each slot from {begin} to {end}:\n{table}"
    );
    page.press("Escape").await?;
    let before = seen(page).await?;
    ensure!(before.contains("502"), "{before}");
    let link = page.clipboard().await?;
    let query = link.split_once('?').context("no query")?.1;
    page.open("?d=shop.demo.example").await?;
    page.see("all here").await?;
    page.open(&format!("?{query}")).await?;
    page.see("Earlier period: 2 of 2 windows").await?;
    page.see("only 502").await?;
    let after = seen(page).await?;
    ensure!(before == after, "it was\n{before}\n\nand is\n{after}");
    Ok(())
}

/// Finds the burst by ear in the chart of errors and zooms to it; its first minute and the first after it.
async fn find_the_burst(page: &Page) -> Result<(usize, usize)> {
    page.tab_to("image", "Errors, ").await?;
    page.press("Home").await?;
    ensure!(read_out(page, 0).await? < 1.0, "it begins with errors");
    let begin = go_on(page, 0, |share| share > 1.0).await?;
    page.press("[").await?;
    let end = go_on(page, begin, |share| share < 1.0).await?;
    page.press("ArrowLeft").await?;
    read_out(page, end - 1).await?;
    page.press("]").await?;
    let length = format!("{} min", end - begin);
    page.heard("the selection", |said| said.contains(&length))
        .await?;
    let before = page.query().await?;
    page.press("z").await?;
    page.heard("the zoom", |said| said.starts_with("Showing"))
        .await?;
    ensure!(page.query().await? != before, "the range did not change");
    page.see("all here").await?;
    Ok((begin, end))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_finds_isolates_compares_and_hands_on() -> Result<()> {
    let name = "investigation";
    flow(name, Proxy::demo()?, Screen::DESKTOP, async |page| {
        by_keys_alone(page, name).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_is_enough_on_a_narrow_screen() -> Result<()> {
    let name = "investigation-phone";
    flow(name, Proxy::demo()?, Screen::PHONE, async |page| {
        by_keys_alone(page, name).await
    })
    .await
}
