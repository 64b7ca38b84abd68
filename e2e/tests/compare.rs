//! The compared period: chosen, asked after what was asked, told in tiles and verdict, and told too where it is missing.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, Tree, flow};
use std::collections::BTreeSet;
use std::time::Duration;

/// All text of the group with that name, once it holds `wanted`.
async fn group_says(page: &Page, name: &str, wanted: &str) -> Result<String> {
    let says = |tree: &Tree| {
        let text = tree
            .text_of(tree.find("group", name)?)
            .replace('\u{202f}', " ");
        text.contains(wanted).then_some(text)
    };
    page.wait_for(&format!("{wanted:?} in the tile {name}"), says)
        .await
}

/// The starts of all calls for series so far, in the order in which they were made.
async fn starts(page: &Page) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource')
        .map((entry) => new URL(entry.name)).filter((url) => url.pathname.includes('/series/'))
        .map((url) => url.searchParams.get('start'))";
    let answer = page.script(script).await?;
    let all = answer.as_array().context("no list of calls")?;
    Ok(all
        .iter()
        .filter_map(|start| start.as_str().map(str::to_owned))
        .collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_before_is_chosen_in_the_menu_and_told_in_tiles_and_verdict() -> Result<()> {
    flow(
        "compare-menu",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?d=shop.demo.example").await?;
            page.see("all here").await?;
            let tile = group_says(page, "5xx", "mean").await?;
            ensure!(
                !tile.contains("pp"),
                "a change without a comparison: {tile}"
            );
            page.click("button", "Compare").await?;
            page.click("button", "Day before").await?;
            page.find("button", "vs yesterday").await?;
            for class in ["5xx", "4xx", "3xx", "2xx"] {
                group_says(page, class, " pp").await?;
            }
            group_says(page, "Origin traffic", "% •").await?;
            page.see("Yesterday 0.").await?;
            ensure!(page.query().await?.contains("cmp=1d"));
            // The demo's windows of yesterday are closed: none is asked again.
            let before = starts(page).await?;
            page.click("button", "Refresh").await?;
            page.see("all here").await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            let after = starts(page).await?;
            let fresh = after.get(before.len()..).unwrap_or_default();
            let all: BTreeSet<&String> = before.iter().collect();
            let mut yesterday = all.iter().take(all.len() / 2);
            ensure!(
                yesterday.all(|start| !fresh.contains(start)),
                "asked again {fresh:?} after {before:?}"
            );
            page.click("button", "vs yesterday").await?;
            page.click("button", "Off").await?;
            group_says(page, "5xx", "mean").await?;
            ensure!(!page.query().await?.contains("cmp="));
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_goes_before_the_period_that_it_is_compared_with() -> Result<()> {
    flow(
        "compare-order",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?d=shop.demo.example&from=now-12h&cmp=1d")
                .await?;
            group_says(page, "5xx", " pp").await?;
            let calls = starts(page).await?;
            let newest = calls.iter().max().context("no call")?;
            let last_asked = calls.iter().rposition(|start| start == newest);
            let oldest = calls.iter().min().context("no call")?;
            let first_earlier = calls.iter().position(|start| start == oldest);
            ensure!(
                last_asked < first_earlier,
                "the earlier period went first: {calls:?}"
            );
            page.see("Earlier period: ").await?;
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_that_is_not_kept_cannot_be_chosen_and_is_no_zero() -> Result<()> {
    flow(
        "compare-far",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("?src=cdn-origin-codes&d=shop.demo.example")
                .await?;
            page.see("all here").await?;
            page.click("button", "Compare").await?;
            let week = page.find("button", "Week before").await?;
            ensure!(!week.enabled, "a week ago can be chosen");
            let name = week.name.replace('\u{202f}', " ");
            ensure!(name.contains("keeps 7 d"), "no reason: {name}");
            page.open("?src=cdn-origin-codes&d=shop.demo.example&cmp=1w")
                .await?;
            let tile = group_says(page, "5xx", "out of reach").await?;
            ensure!(!tile.contains("pp"), "a change out of nothing: {tile}");
            page.see("not kept in full").await?;
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn x_compares_on_a_phone_too_and_nothing_scrolls_sideways() -> Result<()> {
    flow(
        "compare-phone",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| {
            page.open("?d=shop.demo.example").await?;
            page.see("all here").await?;
            page.press("x").await?;
            group_says(page, "5xx", " pp").await?;
            ensure!(page.query().await?.contains("cmp=1d"));
            let wide = page
                .script("return document.documentElement.scrollWidth")
                .await?;
            ensure!(wide.as_u64() == Some(320), "the page is {wide} wide");
            page.press("x").await?;
            group_says(page, "5xx", "mean").await?;
            Ok(())
        },
    )
    .await
}
