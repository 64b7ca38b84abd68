//! The bands of the page, in the sizes that the design gives them.

use anyhow::{Context, Result, ensure};
use originscope_e2e::{Page, Proxy, Screen, flow};

/// The phone that the design was drawn on.
const PHONE: Screen = Screen {
    width: 390,
    height: 844,
    ratio: 2.0,
};
const BURST: &str = "?d=burst.demo.example&refresh=off";

/// Left, top, width and height of the only element that is shown and matches, CSS pixels of the page.
async fn frame(page: &Page, selector: &str) -> Result<[f64; 4]> {
    let script = format!(
        "const shown = [...document.querySelectorAll('{selector}')].map((e) => e.getBoundingClientRect()).filter((r) => r.width > 0);
         return shown.length === 1 ? [shown[0].left, shown[0].top + scrollY, shown[0].width, shown[0].height] : shown.length"
    );
    let found = page.script(&script).await?;
    let side = |index: usize| {
        found[index]
            .as_f64()
            .with_context(|| format!("{selector}: {found} of them"))
    };
    Ok([side(0)?, side(1)?, side(2)?, side(3)?])
}

async fn has_frames(page: &Page, wanted: &[(&str, [f64; 4])]) -> Result<()> {
    for (selector, wanted) in wanted {
        let found = frame(page, selector).await?;
        ensure!(
            found == *wanted,
            "{selector}: left, top, width, height are {found:?}, not {wanted:?}"
        );
    }
    Ok(())
}

/// Charts take a new width when they are painted next, so this waits.
async fn is_not_wider_than_the_screen(page: &Page) -> Result<()> {
    page.until(
        "the page is as wide as the screen",
        "return document.documentElement.scrollWidth === innerWidth",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_has_the_bands_of_the_design() -> Result<()> {
    flow(
        "layout-desk",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            // Too short a range for an evidence that would take a second line.
            page.open("?d=shop.demo.example&refresh=off").await?;
            page.see("all here").await?;
            page.chart("Errors").await?;
            has_frames(
                page,
                &[
                    ("header", [0.0, 0.0, 1440.0, 48.0]),
                    (".verdict", [32.0, 60.0, 1376.0, 64.0]),
                    (".tile.t5", [32.0, 136.0, 184.0, 84.0]),
                    (".tile.t2", [584.0, 136.0, 184.0, 84.0]),
                    (".tile.wide", [768.0, 136.0, 292.0, 84.0]),
                    (".tile.cov", [1076.0, 136.0, 332.0, 84.0]),
                    (".charts", [32.0, 232.0, 1028.0, 576.0]),
                    (".fig.err", [32.0, 232.0, 1028.0, 216.0]),
                    (".fig.cmp", [32.0, 448.0, 1028.0, 172.0]),
                    (".fig.trf", [32.0, 620.0, 1028.0, 160.0]),
                    (".axis", [32.0, 780.0, 1028.0, 28.0]),
                    (".side", [1076.0, 232.0, 332.0, 576.0]),
                    (".strip", [32.0, 820.0, 1376.0, 54.0]),
                ],
            )
            .await?;
            // Sixty slots of sixteen pixels after a gutter of 56; the strip's cells share the edges.
            for title in ["Errors", "Composition", "Origin traffic"] {
                let chart = page.chart(title).await?;
                let (left, right) = (chart.place(0.0, 0.0).0, chart.place(1.0, 0.0).0);
                ensure!(
                    (left, right) == (88.0, 1048.0),
                    "the plot of {title} is from {left} to {right}"
                );
            }
            let cells = page
                .script("return [...document.querySelectorAll('.cells')].map((e) => [e.getBoundingClientRect().left, e.getBoundingClientRect().right])")
                .await?;
            ensure!(
                cells == serde_json::json!([[88, 1048], [88, 1048]]),
                "the rows of the strip are from and to {cells}"
            );
            is_not_wider_than_the_screen(page).await
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wider_window_widens_the_charts_alone() -> Result<()> {
    let wide = Screen {
        width: 1920,
        height: 1080,
        ratio: 1.0,
    };
    flow("layout-wide", Proxy::demo()?, wide, async |page| {
        page.open(BURST).await?;
        page.see("all here").await?;
        let chart = page.chart("Errors").await?;
        let [_, _, charts, _] = frame(page, ".charts").await?;
        let [_, _, side, _] = frame(page, ".side").await?;
        ensure!(
            (charts, side) == (1508.0, 332.0),
            "charts {charts}, legend {side}"
        );
        let slot = (chart.place(1.0, 0.0).0 - chart.place(0.0, 0.0).0) / 60.0;
        ensure!(slot == 24.0, "a slot is {slot} px");
        is_not_wider_than_the_screen(page).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_shows_verdict_number_and_errors_above_the_fold() -> Result<()> {
    flow("layout-phone", Proxy::demo()?, PHONE, async |page| {
        page.open(BURST).await?;
        page.see("all here").await?;
        page.chart("Errors").await?;
        has_frames(page, &[("header", [0.0, 0.0, 390.0, 48.0])]).await?;
        for (selector, height) in [
            (".tile.t5", 72.0),
            (".tile.wide", 72.0),
            (".rstrip", 36.0),
            (".fig.err", 190.0),
            (".fig.cmp", 124.0),
            (".fig.trf", 140.0),
            (".tabs", 56.0),
        ] {
            let [.., found] = frame(page, selector).await?;
            ensure!(found == height, "{selector} is {found} high, not {height}");
        }
        let [_, top, _, verdict] = frame(page, ".verdict").await?;
        ensure!(
            top == 48.0 && verdict <= 150.0,
            "the verdict is {verdict} high at {top}"
        );
        let [_, errors, _, height] = frame(page, ".fig.err").await?;
        ensure!(
            errors + height <= 844.0 - 56.0,
            "the error chart ends at {}",
            errors + height
        );
        is_not_wider_than_the_screen(page).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_source_at_once_has_two_named_lanes_and_fits_every_width() -> Result<()> {
    let all = "?src=dcdn-ws-codes,cdn-origin-codes,live-codes,cdn-origin-traffic-rt,cdn-origin-traffic&d=burst.demo.example,a-very-long-name-of-a-domain-that-somebody-chose.demo.example";
    flow(
        "layout-lanes",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            for lang in ["en", "zh"] {
                page.open(&format!("{all}&lang={lang}")).await?;
                let sides = if lang == "en" {
                    ["Origin side", "Viewer side"]
                } else {
                    ["源站侧", "用户侧"]
                };
                for side in sides {
                    page.find("heading", side).await?;
                }
                for (width, height) in [(1920, 1080), (1440, 900), (1280, 720), (1200, 800), (1024, 768), (768, 1024), (390, 844), (320, 640)] {
                    page.set_screen(Screen { width, height, ratio: 1.0 }).await?;
                    is_not_wider_than_the_screen(page)
                        .await
                        .with_context(|| format!("{lang}, {width} wide"))?;
                    let outside = page
                        .script("const bar = document.querySelector('header').getBoundingClientRect();
                                 return [...document.querySelectorAll('header .btn, header .seg')].filter((e) => e.getBoundingClientRect().width > 0)
                                   .filter((e) => { const r = e.getBoundingClientRect(); return r.right > innerWidth + 0.5 || r.bottom > bar.bottom + 0.5; }).map((e) => e.textContent)")
                        .await?;
                    ensure!(
                        outside.as_array().is_some_and(Vec::is_empty),
                        "{lang}, {width} wide: {outside} stick out of the header"
                    );
                }
                page.set_screen(Screen::DESKTOP).await?;
            }
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_says_what_it_shows_and_has_no_buttons() -> Result<()> {
    flow(
        "layout-paper",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            page.open(BURST).await?;
            page.see("all here").await?;
            page.chart("Errors").await?;
            page.emulate_print(true).await?;
            page.script("dispatchEvent(new Event('beforeprint'))").await?;
            page.see("burst.demo.example").await?;
            let text = page.text().await?;
            ensure!(
                text.contains("Alibaba CDN, codes, origin side, ") && text.contains("due slots"),
                "no source with its coverage on paper:\n{text}"
            );
            let controls = page
                .script("return [...document.querySelectorAll('button, select, input, nav')].filter((e) => e.offsetParent && !e.closest('table') && !e.matches('.vh')).map((e) => e.textContent || e.className)")
                .await?;
            ensure!(
                controls.as_array().is_some_and(Vec::is_empty),
                "on paper there are {controls}"
            );
            // The charts were painted anew in the width of the paper: 56 + 60 slots of 14 + 12.
            let [_, _, charts, _] = frame(page, ".charts").await?;
            let chart = page.chart("Errors").await?;
            let slot = (chart.place(1.0, 0.0).0 - chart.place(0.0, 0.0).0) / 60.0;
            ensure!(
                slot == 14.0 && chart.frame.2 <= charts,
                "a slot is {slot} px, the canvas {} of {charts}",
                chart.frame.2
            );
            page.script("dispatchEvent(new Event('afterprint'))").await?;
            page.emulate_print(false).await?;
            page.see("all here").await?;
            let [_, _, charts, _] = frame(page, ".charts").await?;
            ensure!(charts == 1028.0, "after printing the charts are {charts} wide");
            Ok(())
        },
    )
    .await
}
