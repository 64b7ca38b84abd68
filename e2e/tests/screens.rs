//! Narrow and dense screens.

use anyhow::{Result, ensure};
use originscope_e2e::{Proxy, Screen, flow, hue};

#[tokio::test(flavor = "multi_thread")]
async fn the_narrowest_phone_never_scrolls_sideways() -> Result<()> {
    flow(
        "screen-phone",
        Proxy::demo()?,
        Screen::PHONE,
        async |page| {
            for query in [
                "",
                "?src=dcdn-ws-codes,live-codes&from=now-6h",
                "?d=denied.demo.example",
            ] {
                page.open(query).await?;
                page.see(if query.contains("denied") {
                    "This key may not read these data."
                } else {
                    "all here"
                })
                .await?;
                let wide = page
                    .script("return document.documentElement.scrollWidth")
                    .await?;
                ensure!(
                    wide.as_u64().is_some_and(|wide| wide <= 320),
                    "{query}: the page is {wide} wide on a screen of 320"
                );
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_has_one_canvas_pixel_for_every_pixel_of_the_screen() -> Result<()> {
    flow(
        "screen-ratios",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            for ratio in [1.0, 1.5, 2.0] {
                page.set_screen(Screen::DESKTOP.with_ratio(ratio)).await?;
                page.open("?src=cdn-origin-codes").await?;
                page.see("all here").await?;
                let chart = page.chart("Errors").await?;
                let (left, _, width, _) = chart.frame;
                // Edges are rounded to whole pixels, not the width.
                let pixels = ((left + width) * ratio).round() - (left * ratio).round();
                ensure!(
                    f64::from(chart.picture.width) == pixels,
                    "ratio {ratio}: {} pixels for {pixels}",
                    chart.picture.width
                );
                ensure!(
                    chart.ratio == ratio,
                    "painted for a ratio of {} on a screen of {ratio}",
                    chart.ratio
                );
                // A horizontal line is as sharp as the screen: full hue in the rows that it covers.
                ensure!(
                    chart.width_of(hue::AMBER, 0.1, 1.0) > 0.5,
                    "ratio {ratio}: no sharp line of 4xx"
                );
            }
            Ok(())
        },
    )
    .await
}
