//! What words cannot say of a chart: its pixels.

use anyhow::{Result, ensure};
use originscope_e2e::{Chart, Page, Proxy, Screen, flow, hue, settled_hour};
use serde_json::{Value, json};

const SHARP: Screen = Screen::DESKTOP.with_ratio(2.0);

async fn open_hour(page: &Page, domain: &str) -> Result<()> {
    page.open(&format!("?d={domain}&{}", settled_hour()))
        .await?;
    page.see("all here").await
}

/// Where a minute of the hour begins across the plot.
fn minute(number: f64) -> f64 {
    number / 60.0
}

/// Pixels of a colour between two places across and two heights.
fn count(chart: &Chart, across: (f64, f64), up: (f64, f64), colour: [u8; 3]) -> usize {
    let (x, y) = (chart.columns(across.0, across.1), chart.rows(up.0, up.1));
    chart.picture.count_like(x, y, colour)
}

fn slant(chart: &Chart, across: (f64, f64), up: (f64, f64), colour: [u8; 3]) -> f64 {
    let (x, y) = (chart.columns(across.0, across.1), chart.rows(up.0, up.1));
    chart.picture.slant(x, y, colour)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_hatched_and_not_painted() -> Result<()> {
    for (name, screen) in [("pixels-gap", SHARP), ("pixels-gap-phone", Screen::PHONE)] {
        flow(name, Proxy::demo()?, screen, async |page| {
            open_hour(page, "gap.demo.example").await?;
            // Minutes 30 to 41 are lacking; a pixel of the neighbours' joins may stand at the edges.
            let inside = (minute(30.5), minute(41.5));
            // Through the errors run the dotted lines of the thresholds, at 1 % and at the top.
            for (title, free) in [("Errors", (0.3, 0.9)), ("Composition", (0.02, 0.97))] {
                let chart = page.chart(title).await?;
                for (name, colour) in [("5xx", hue::RED), ("4xx", hue::AMBER), ("2xx", hue::GREEN)]
                {
                    let found = count(&chart, inside, free, colour);
                    ensure!(found == 0, "{title}: {found} pixels of {name} in the gap");
                }
                let slant = slant(&chart, inside, (0.1, 0.7), hue::HATCH);
                ensure!(slant > 0.3, "{title}: the gap's stripes lean by {slant}");
                ensure!(
                    count(
                        &chart,
                        (minute(5.0), minute(25.0)),
                        (0.02, 0.97),
                        hue::HATCH
                    ) == 0,
                    "{title}: slots that came are hatched"
                );
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_5xx_band_is_hatched_the_other_way() -> Result<()> {
    flow("pixels-5xx", Proxy::demo()?, SHARP, async |page| {
        open_hour(page, "burst.demo.example").await?;
        let chart = page.chart("Composition").await?;
        // From minute 25 to 40 the band is 8 % high.
        let burst = (minute(26.0), minute(39.0));
        let stripes = count(&chart, burst, (0.01, 0.07), hue::RED_STRIPE);
        ensure!(stripes > 200, "{stripes} pixels of stripes on red");
        ensure!(
            count(&chart, burst, (0.01, 0.07), hue::RED) > 200,
            "no red between them"
        );
        let slant = slant(&chart, burst, (0.01, 0.07), hue::RED_STRIPE);
        ensure!(slant < -0.3, "the stripes of 5xx lean by {slant}");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_published_begins_with_a_dashed_edge() -> Result<()> {
    flow("pixels-late", Proxy::demo()?, SHARP, async |page| {
        page.open("?d=shop.demo.example&src=cdn-origin-codes")
            .await?;
        page.see("all here").await?;
        let chart = page.chart("Errors").await?;
        let (from, to) = chart.columns(0.7, 0.99);
        let (top, bottom) = chart.rows(0.02, 0.98);
        let marks = |x: u32| {
            chart
                .picture
                .count_like((x, x + 1), (top, bottom), hue::MARK)
        };
        let edge = (from..to).max_by_key(|x| marks(*x)).unwrap_or(from);
        // Two on and three off, CSS pixels.
        let part = marks(edge) as f64 / f64::from(bottom - top);
        ensure!(
            (0.3..0.5).contains(&part),
            "the edge is painted for {part} of its height"
        );
        let hatched = chart.picture.count_like(
            (edge + 4, chart.columns(0.0, 1.0).1),
            (top, bottom),
            hue::HATCH,
        );
        ensure!(hatched > 500, "{hatched} pixels of hatch after the edge");
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slot_without_requests_is_an_outline() -> Result<()> {
    flow("pixels-quiet", Proxy::demo()?, SHARP, async |page| {
        open_hour(page, "quiet.demo.example").await?;
        let chart = page.chart("Composition").await?;
        // Ten minutes of every thirty, on the clock's tens: one of the first three tens of the hour.
        let quiet = |ten: u32| {
            let across = (
                minute(f64::from(ten) * 10.0 + 0.6),
                minute(f64::from(ten) * 10.0 + 9.4),
            );
            let painted: usize = [hue::RED, hue::AMBER, hue::GREEN]
                .iter()
                .map(|colour| count(&chart, across, (0.03, 0.99), *colour))
                .sum();
            (painted == 0).then_some(across)
        };
        let found = (0..3).find_map(quiet);
        ensure!(found.is_some(), "no ten minutes are free of bands");
        let across = found.unwrap_or_default();
        let outline = count(&chart, across, (0.0, 1.0), hue::MARK);
        ensure!(outline > 100, "{outline} pixels of outline");
        // The words have edges as grey as the pattern, which would be thousands of pixels.
        ensure!(
            count(&chart, across, (0.1, 0.9), hue::HATCH) < 500,
            "a slot without requests is hatched"
        );
        Ok(())
    })
    .await
}

/// The vendor's sample with a minute at each of these times instead of its two.
fn minutes(times: [&str; 3]) -> Result<String> {
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/apis/fixtures/cdn-origin-codes/sample.json"
    );
    let mut answer: Value = serde_json::from_str(&std::fs::read_to_string(sample)?)?;
    let slots = &mut answer["RealTimeSrcHttpCodeData"]["UsageData"];
    let one = slots[0].clone();
    *slots = times
        .iter()
        .map(|time| {
            let mut slot = one.clone();
            slot["TimeStamp"] = json!(format!("2015-11-30T05:{time}:00Z"));
            slot
        })
        .collect();
    answer["StartTime"] = json!("2015-11-30T05:30:00Z");
    answer["EndTime"] = json!("2015-11-30T05:50:00Z");
    Ok(answer.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lone_slot_between_gaps_is_seen() -> Result<()> {
    flow(
        "pixels-lone",
        Proxy::none()?,
        Screen::DESKTOP,
        async |page| {
            page.open("").await?;
            page.find("button", "Open files").await?;
            page.paste(&minutes(["30", "40", "49"])?).await?;
            page.see("pasted text").await?;
            let chart = page.chart("Errors").await?;
            // Twenty minutes, of which the eleventh stands alone. The thresholds lie below these heights.
            let above = (0.3, 1.0);
            let alone = count(&chart, (10.0 / 20.0, 11.0 / 20.0), above, hue::RED);
            ensure!(alone > 20, "the lone slot has {alone} pixels");
            let beside = count(&chart, (11.2 / 20.0, 18.8 / 20.0), above, hue::RED);
            ensure!(beside == 0, "{beside} pixels of a line over the gap");
            Ok(())
        },
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_as_sharp_as_the_screen() -> Result<()> {
    flow(
        "pixels-sharp",
        Proxy::demo()?,
        Screen::DESKTOP,
        async |page| {
            for ratio in [1.0, 2.0] {
                page.set_screen(Screen::DESKTOP.with_ratio(ratio)).await?;
                open_hour(page, "shop.demo.example").await?;
                let chart = page.chart("Errors").await?;
                let (_, _, width, height) = chart.frame;
                let wanted = (width * ratio, height * ratio);
                ensure!(
                    (f64::from(chart.picture.width) - wanted.0).abs() <= 1.0
                        && (f64::from(chart.picture.height) - wanted.1).abs() <= 1.0,
                    "ratio {ratio}: {} x {} pixels for {wanted:?}",
                    chart.picture.width,
                    chart.picture.height
                );
                // Between the threshold of 1 % and the line of 4xx, which is over 3 % at every hour, there are only grid lines: whole
                // pixels, never a blend of two. The axis ends at 4 or 5 % by the hour of the day.
                let x = chart.columns(minute(31.0), 1.0).0 + 3;
                let (top, bottom) = chart.rows(0.28, 0.55);
                let is =
                    |y: u32, colour| chart.picture.count_like((x, x + 1), (y, y + 1), colour) == 1;
                let free: Vec<u32> = (top..bottom).collect();
                let blends = free
                    .iter()
                    .filter(|y| !is(**y, hue::GRID) && !is(**y, hue::SURFACE))
                    .count();
                ensure!(
                    blends == 0,
                    "ratio {ratio}: {blends} pixels are neither line nor ground"
                );
                let grid = free.iter().filter(|y| is(**y, hue::GRID)).count();
                ensure!(
                    grid > 0 && grid as f64 % ratio == 0.0,
                    "ratio {ratio}: {grid} pixels of grid"
                );
            }
            Ok(())
        },
    )
    .await
}

/// Three settled hours, which take three calls; the one for the hour in the middle is refused.
async fn open_with_a_failed_hour(page: &Page) -> Result<()> {
    let hour = settled_hour();
    let start: u64 = hour
        .trim_start_matches("from=")
        .split("000&")
        .next()
        .unwrap_or_default()
        .parse()?;
    let (from, middle) = (start - 7_200, start - 3_600);
    let refuse = format!(
        "const start = Date.parse(new URL(url, location.href).searchParams.get('start')) / 1000;
         if (url.includes('/series/') && start === {middle})
             return problem(502, 'vendor_broken', 'The vendor broke down.', {{ side: 'vendor', retry: 'no' }});"
    );
    page.answer(&refuse).await?;
    page.open(&format!(
        "?d=burst.demo.example&src=cdn-origin-codes&refresh=off&from={from}000&to={}000",
        start + 3_600
    ))
    .await?;
    page.see("2 of 3 windows").await?;
    page.see("vendor_broken").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_call_is_an_empty_block_with_a_red_edge() -> Result<()> {
    for (name, screen) in [
        ("pixels-failed", SHARP),
        ("pixels-failed-phone", Screen::PHONE),
    ] {
        flow(name, Proxy::demo()?, screen, async |page| {
            open_with_a_failed_hour(page).await?;
            for title in ["Errors", "Composition"] {
                let chart = page.chart(title).await?;
                let third = 1.0 / 3.0;
                // Nothing is drawn in it: no data, no hatch of what is missing, no line of the grid.
                let inside = (third + 0.02, 2.0 * third - 0.02);
                for (what, colour) in [
                    ("5xx", hue::RED),
                    ("4xx", hue::AMBER),
                    ("2xx", hue::GREEN),
                    ("gap", hue::HATCH),
                    ("grid", hue::GRID),
                ] {
                    let found = count(&chart, inside, (0.05, 0.95), colour);
                    ensure!(found == 0, "{title}: {found} pixels of {what} in the block");
                }
                // From top to bottom on both sides, in the hue of 5xx.
                let rows = chart.rows(0.1, 0.9);
                let height = (rows.1 - rows.0) as usize;
                for edge in [third, 2.0 * third] {
                    let near = (edge - 0.006, edge + 0.006);
                    let found = count(&chart, near, (0.1, 0.9), hue::RED);
                    ensure!(
                        found >= height,
                        "{title}: {found} red pixels of {height} at {edge}"
                    );
                }
                let top = count(&chart, inside, (0.97, 1.01), hue::RED);
                let (left, right) = chart.columns(inside.0, inside.1);
                ensure!(
                    top >= (right - left) as usize,
                    "{title}: no edge at the top"
                );
                // What came beside it is drawn.
                ensure!(
                    count(&chart, (0.05, 0.3), (0.0, 1.0), hue::HATCH) == 0,
                    "{title}: what came is hatched"
                );
            }
            let chart = page.chart("Composition").await?;
            for beside in [(0.05, 0.3), (0.7, 0.95)] {
                ensure!(
                    count(&chart, beside, (0.0, 1.0), hue::GREEN) > 0,
                    "nothing beside the block"
                );
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_out_of_reach_is_a_plain_block() -> Result<()> {
    for (name, screen) in [("pixels-far", SHARP), ("pixels-far-phone", Screen::PHONE)] {
        flow(name, Proxy::demo()?, screen, async |page| {
            // Kept for seven days: of these three days two are gone.
            page.open(
                "?d=shop.demo.example&src=live-codes&from=now-9d&to=now-6d&step=300&refresh=off",
            )
            .await?;
            page.see("all here").await?;
            for title in ["Errors", "Composition"] {
                let chart = page.chart(title).await?;
                let inside = (0.02, 0.64);
                let ((left, right), (top, bottom)) =
                    (chart.columns(inside.0, inside.1), chart.rows(0.05, 0.3));
                let all = ((right - left) * (bottom - top)) as usize;
                let plain = count(&chart, inside, (0.05, 0.3), hue::SUNKEN);
                ensure!(plain > all * 9 / 10, "{title}: {plain} of {all} are plain");
                for (what, colour) in [("5xx", hue::RED), ("2xx", hue::GREEN), ("gap", hue::HATCH)]
                {
                    // Its words stand in the middle.
                    let found = count(&chart, inside, (0.05, 0.3), colour);
                    ensure!(found == 0, "{title}: {found} pixels of {what} in the block");
                }
                // Where data came there are lines of the grid at most.
                let beside = count(&chart, (0.69, 0.98), (0.05, 0.3), hue::SUNKEN);
                let ((left, right), (top, bottom)) =
                    (chart.columns(0.69, 0.98), chart.rows(0.05, 0.3));
                let all = ((right - left) * (bottom - top)) as usize;
                ensure!(beside < all / 4, "{title}: {beside} of {all} are plain");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}
