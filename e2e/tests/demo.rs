//! With nothing configured: the built-in simulator, every source, painted.

#![allow(
    clippy::disallowed_methods,
    reason = "the simulator lives by the clock"
)]

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, hue};
use std::time::{SystemTime, UNIX_EPOCH};

/// The sources in the order of the registry, with the charts that each has.
const CODES: [&str; 3] = ["dcdn-ws-codes", "cdn-origin-codes", "live-codes"];
const TRAFFIC: [&str; 2] = ["cdn-origin-traffic-rt", "cdn-origin-traffic"];

#[tokio::test(flavor = "multi_thread")]
async fn every_source_is_shown_and_painted() -> Result<()> {
    flow(
        "demo-sources",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            for source in CODES {
                page.open(&format!("?src={source}&from=now-3h")).await?;
                page.see("all here").await?;
                let composition = page.chart("Composition").await?;
                // What succeeds is 101 where a WebSocket is opened, and 2xx elsewhere.
                let success = if source == "dcdn-ws-codes" {
                    hue::GREY
                } else {
                    hue::GREEN
                };
                ensure!(
                    composition.width_of(success, 0.9, 1.0) > 0.7,
                    "{source}: nothing succeeds"
                );
                ensure!(
                    composition.width_of(hue::RED, 0.0, 0.05) > 0.5,
                    "{source}: no 5xx at the base"
                );
                let errors = page.chart("Errors").await?;
                ensure!(
                    errors.width_of(hue::AMBER, 0.0, 1.0) > 0.7,
                    "{source}: no line of 4xx"
                );
            }
            for source in TRAFFIC {
                page.open(&format!("?src={source}&from=now-3h")).await?;
                page.see("all here").await?;
                let traffic = page.chart("Origin traffic").await?;
                ensure!(
                    traffic.width_of(hue::SLATE, 0.2, 1.0) > 0.7,
                    "{source}: no line of traffic"
                );
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_says_that_it_is_a_demo_and_shows_three_charts_on_one_axis() -> Result<()> {
    flow(
        "demo-first-page",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open("").await?;
            page.see("Demo data").await?;
            page.see("all here").await?;
            let said = page.terminal();
            ensure!(
                said.contains("DEMO"),
                "the terminal does not say DEMO: {said}"
            );
            let mut sides = Vec::new();
            for title in ["Errors", "Composition", "Origin traffic"] {
                let chart = page.chart(title).await?;
                sides.push([chart.place(0.0, 0.0).0, chart.place(1.0, 0.0).0]);
            }
            ensure!(
                sides.windows(2).all(|pair| pair[0] == pair[1]),
                "the charts do not share their edges: {sides:?}"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_drawn_as_a_gap_and_read_as_one() -> Result<()> {
    flow("demo-gap", Proxy::demo()?, Screen::DESKTOP, async |page| {
        // A whole hour of the clock: the vendor lacks its minutes 30 to 42.
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let (from, to) = ((now / 3600 - 2) * 3_600_000, (now / 3600 - 1) * 3_600_000);
        page.open(&format!(
            "?src=cdn-origin-codes&d=gap.demo.example&from={from}&to={to}"
        ))
        .await?;
        page.see("all here").await?;
        let composition = page.chart("Composition").await?;
        ensure!(
            composition.width_of(hue::GREEN, 0.9, 1.0) < 0.85,
            "the edge runs across the gap"
        );
        page.click_chart("Composition", 36.0 / 60.0, 0.5).await?;
        page.see("The vendor sent no point for this slot.").await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_of_origin_failures_is_red_and_named() -> Result<()> {
    flow(
        "demo-burst",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            // Six hours: whole bursts of 25 minutes of every hour, at up to 8 %.
            page.open("?src=cdn-origin-codes&d=burst.demo.example&from=now-6h")
                .await?;
            page.see("all here").await?;
            let errors = page.chart("Errors").await?;
            ensure!(
                errors
                    .heights_of(hue::RED, 0.0, 1.0)
                    .is_some_and(|(_, top)| top > 0.5),
                "no burst on the error chart"
            );
            highest_is_between(page, 6.0, 11.0).await
        },
    )
    .await
}

/// The highest 5xx share that the legend names, in percent.
async fn highest_is_between(page: &Page, low: f64, high: f64) -> Result<()> {
    let row = page
        .wait_for("a row of 5xx", |tree| {
            let row = tree
                .all("row", "")
                .into_iter()
                .map(|row| tree.text_of(row))
                .find(|text| text.starts_with("5xx"))?;
            Some(row)
        })
        .await?;
    let cells: Vec<f64> = row
        .split(' ')
        .filter_map(|cell| cell.parse().ok())
        .collect();
    ensure!(
        cells.get(2).is_some_and(|max| (low..high).contains(max)),
        "the highest share is not in {low} to {high}: {row}"
    );
    Ok(())
}
