//! The samples that the vendors printed, in the page: their numbers, and pixels where those numbers belong.
//!
//! `crates/apis/fixtures/<source>/ORIGIN.md` says where each sample comes from, `expected.csv` what a person reads in it.

use anyhow::{Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow, hue};

/// Opens a source of the saved answers and waits until it is shown.
async fn open(page: &Page, source: &str) -> Result<()> {
    page.open(&format!("?src={source}")).await?;
    page.see("Replay").await?;
    page.see("all here").await
}

/// The text of the readout, in one line.
async fn readout(page: &Page) -> Result<String> {
    let text = page
        .wait_for("readout", |tree| {
            tree.find("region", "Readout")
                .map(|region| tree.text_of(region))
        })
        .await?;
    Ok(text.replace(['\u{202f}', '\u{a0}'], " "))
}

/// Opens a class of the legend, so that its codes have rows of their own, unless it is open.
async fn open_class(page: &Page, class: &str) -> Result<()> {
    let name = format!("Codes of {class}");
    let button = page.find("button", &name).await?;
    if !button.on {
        page.click("button", &name).await?;
    }
    Ok(())
}

async fn reads(page: &Page, wanted: &[&str]) -> Result<()> {
    let text = readout(page).await?;
    for piece in wanted {
        ensure!(text.contains(piece), "the readout has no {piece:?}: {text}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn origin_codes_show_28_45_percent_of_500() -> Result<()> {
    flow(
        "replay-cdn-origin-codes",
        Proxy::replay()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "cdn-origin-codes").await?;
            // Two slots carry no verdict; the number stands all the same.
            page.see("Cannot tell").await?;
            page.see("mean 28.4 %").await?;
            for (slot, clock) in [(0.25, "05:39"), (0.75, "05:40")] {
                page.click_chart("Composition", slot, 0.5).await?;
                reads(page, &[clock, "500 28.45 %"]).await?;
            }
            // Two slots of 28.4496 %: red up to there and no further, right across.
            let composition = page.chart("Composition").await?;
            let (low, high) = composition
                .heights_of(hue::RED, 0.0, 1.0)
                .unwrap_or_default();
            ensure!(
                low < 0.02 && (high - 0.2845).abs() < 0.02,
                "red reaches from {low} to {high}"
            );
            ensure!(
                composition.width_of(hue::RED, 0.01, 0.27) > 0.98,
                "red does not run across"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn origin_traffic_shows_its_one_slot_of_33_9_kbit() -> Result<()> {
    flow(
        "replay-cdn-origin-traffic",
        Proxy::replay()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "cdn-origin-traffic").await?;
            // 20:50 is the eleventh of thirteen slots; 33,886 bits in 300 s are 113 bit/s.
            page.click_chart("Origin traffic", 10.5 / 13.0, 0.5).await?;
            reads(page, &["20:50", "33.9 kbit", "113 bps"]).await?;
            let traffic = page.chart("Origin traffic").await?;
            let (left, right) = traffic.extent_of(hue::SLATE, 0.3, 1.0).unwrap_or_default();
            ensure!(
                (left - 10.0 / 13.0).abs() < 0.01 && (right - 11.0 / 13.0).abs() < 0.01,
                "the step stands from {left} to {right}"
            );
            ensure!(
                traffic.width_of(hue::SLATE, 0.0, 0.03) > 0.85,
                "the zeros are not drawn"
            );
            page.click_chart("Origin traffic", 0.5 / 13.0, 0.5).await?;
            reads(page, &["20:00", "0 bps"]).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn websocket_codes_show_404_and_a_slot_without_requests() -> Result<()> {
    flow(
        "replay-dcdn-ws-codes",
        Proxy::replay()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "dcdn-ws-codes").await?;
            open_class(page, "4xx").await?;
            open_class(page, "5xx").await?;
            // Three slots of an hour: 403 and 504 half and half, 404 alone, and one that came empty.
            page.click_chart("Composition", 0.5 / 3.0, 0.5).await?;
            reads(
                page,
                &["11:00", "403 50.00 %", "504 50.00 %", "18 responses"],
            )
            .await?;
            page.click_chart("Composition", 1.5 / 3.0, 0.5).await?;
            reads(page, &["12:00", "404 100 %", "16 responses"]).await?;
            page.click_chart("Composition", 2.5 / 3.0, 0.5).await?;
            reads(page, &["13:00", "no requests"]).await?;
            page.press("Escape").await?;
            page.point_at(5.0, 5.0).await?;
            let composition = page.chart("Composition").await?;
            let (_, red) = composition
                .heights_of(hue::RED, 0.02, 0.31)
                .unwrap_or_default();
            ensure!((red - 0.5).abs() < 0.03, "504 reaches to {red}");
            let (low, high) = composition
                .heights_of(hue::AMBER, 0.36, 0.64)
                .unwrap_or_default();
            ensure!(
                low < 0.05 && high > 0.95,
                "404 reaches from {low} to {high}"
            );
            ensure!(
                composition.heights_of(hue::AMBER, 0.69, 0.98).is_none(),
                "the empty slot has a band"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn live_codes_believe_the_counts() -> Result<()> {
    flow(
        "replay-live-codes",
        Proxy::replay()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "live-codes").await?;
            open_class(page, "4xx").await?;
            open_class(page, "2xx").await?;
            // The sample says 0.5211 beside 750 of 1400: the counts are right, and the page says that they were believed.
            page.see("counts contradict shares").await?;
            page.click_chart("Composition", 0.25, 0.5).await?;
            reads(
                page,
                &[
                    "07:00",
                    "200 53.57 % 750",
                    "400 46.43 % 650",
                    "1,400 responses",
                ],
            )
            .await?;
            page.click_chart("Composition", 0.75, 0.5).await?;
            reads(page, &["07:01", "200 100 % 1,000"]).await?;
            let composition = page.chart("Composition").await?;
            let (_, high) = composition
                .heights_of(hue::AMBER, 0.02, 0.48)
                .unwrap_or_default();
            ensure!((high - 0.4643).abs() < 0.03, "400 reaches to {high}");
            ensure!(
                composition.heights_of(hue::AMBER, 0.52, 0.98).is_none(),
                "07:01 has a band of 4xx"
            );
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn realtime_traffic_shows_two_zeros_as_zeros() -> Result<()> {
    flow(
        "replay-cdn-origin-traffic-rt",
        Proxy::replay()?,
        Screen::DESKTOP,
        async |page| {
            open(page, "cdn-origin-traffic-rt").await?;
            page.see("2/2 due slots").await?;
            for (slot, clock) in [(0.25, "20:00"), (0.75, "20:01")] {
                page.click_chart("Origin traffic", slot, 0.5).await?;
                reads(page, &[clock, "0 bps"]).await?;
            }
            let traffic = page.chart("Origin traffic").await?;
            ensure!(
                traffic.width_of(hue::SLATE, 0.0, 0.03) > 0.95,
                "the zeros are not drawn"
            );
            ensure!(
                traffic.width_of(hue::SLATE, 0.1, 1.0) < 0.02,
                "something stands above zero"
            );
            Ok(())
        },
    )
    .await
}
