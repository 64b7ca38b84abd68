//! A full redraw of a figure beside uPlot and ECharts.

use crate::browser::{Browser, numbers};
use crate::results::{Row, Section, Value};
use crate::server;
use crate::stats::Stat;
use anyhow::{Context, Result};
use serde_json::json;

const POINTS: [u64; 4] = [1_440, 10_080, 129_600, 1_000_000];
const RATIOS: [u32; 2] = [1, 2];

/// What is drawn: a figure, a shape of the values, a width in CSS pixels.
struct Case {
    name: &'static str,
    figure: &'static str,
    shape: &'static str,
    width: u32,
}

const CASES: [Case; 5] = [
    Case {
        name: "line 1 px, day",
        figure: "line",
        shape: "day",
        width: 1,
    },
    Case {
        name: "line 1 px, noise",
        figure: "line",
        shape: "noise",
        width: 1,
    },
    Case {
        name: "line 2 px with fill, day",
        figure: "line",
        shape: "day",
        width: 2,
    },
    Case {
        name: "line 2 px with fill, noise",
        figure: "line",
        shape: "noise",
        width: 2,
    },
    Case {
        name: "stack of five bands",
        figure: "stack",
        shape: "day",
        width: 1,
    },
];

/// How many times as fast as uPlot a case should be; a line of one CSS pixel at ratio 2 has no target of its own.
fn target(case: &Case, points: u64, ratio: u32) -> Option<f64> {
    let by_points = |targets: [f64; 4]| {
        let place = POINTS.iter().position(|known| *known == points);
        place.and_then(|place| targets.get(place).copied())
    };
    match (case.figure, case.width) {
        ("stack", _) => by_points([2.5, 2.5, 4.0, 6.0]),
        (_, 1) if ratio == 1 => by_points([2.0, 2.0, 3.0, 6.0]),
        (_, 1) => None,
        _ => by_points([1.2, 8.0, 8.0, 8.0]),
    }
}

/// Rounds of uPlot and of ECharts: fewer of what takes long.
const fn rounds(points: u64) -> (u32, u32) {
    match points {
        0..=10_080 => (21, 9),
        10_081..=129_600 => (15, 7),
        _ => (9, 3),
    }
}

/// All cases at both ratios, in one browser each.
///
/// # Errors
/// The browser or the harness failed.
pub(crate) async fn measure() -> Result<Vec<Section>> {
    let address = server::harness().await?;
    let mut sections = Vec::new();
    for ratio in RATIOS {
        let browser = Browser::start(ratio).await?;
        browser.open(&format!("{address}/web/index.html")).await?;
        browser.until("window.bench").await?;
        let (mut uplot, mut echarts) = (Vec::new(), Vec::new());
        for case in &CASES {
            for points in POINTS {
                let found = one(&browser, case, points, ratio).await;
                let (beside_uplot, beside_echarts) =
                    found.with_context(|| format!("{} at {points}", case.name))?;
                println!(
                    "  ratio {ratio}, {}: {} of uPlot",
                    beside_uplot.what, beside_uplot.figure
                );
                uplot.push(beside_uplot);
                echarts.extend(beside_echarts);
            }
        }
        browser.quit().await;
        sections.push(Section {
            title: format!("Full redraw against uPlot, {ratio} device pixel(s) a CSS pixel"),
            about: ABOUT_UPLOT.to_owned(),
            rows: uplot,
        });
        sections.push(Section {
            title: format!("The same against ECharts, {ratio} device pixel(s) a CSS pixel"),
            about: ABOUT_ECHARTS.to_owned(),
            rows: echarts,
        });
    }
    Ok(sections)
}

const ABOUT_UPLOT: &str = "Canvas of 1200 by 400 CSS pixels; ours against `redraw(true, true)`, alternating, each flushed by reading one pixel back. \
Widths are CSS pixels, so a line of 2 px is 4 device pixels at ratio 2.";
const ABOUT_ECHARTS: &str = "`setOption(…, { notMerge: true })` and the first draw of a new chart, `sampling: minmax`, no animation.";

async fn one(browser: &Browser, case: &Case, points: u64, ratio: u32) -> Result<(Row, Vec<Row>)> {
    let (many, few) = rounds(points);
    let of = json!({
        "figure": case.figure, "shape": case.shape, "width": case.width, "points": points,
        "rounds": many, "echarts": few,
    });
    let times = browser.measure("window.bench.draw(of)", of).await?;
    let stat = |name: &str| {
        Stat::of(&numbers(&times[name])).with_context(|| format!("no times of {name}"))
    };
    let name = format!("{}, {} points", case.name, grouped(points));
    let ours = Value::ms("ours", stat("ours")?);
    let uplot = Row::faster(
        &name,
        target(case, points, ratio),
        ours,
        Value::ms("uPlot", stat("uplot")?),
    )
    .of_points(points);
    let beside = Value::ms("ours", stat("beside_echarts")?);
    let set = Row::faster(
        &format!("{name}, setOption"),
        Some(4.0),
        beside.clone(),
        Value::ms("ECharts", stat("echarts")?),
    );
    let first = Row::faster(
        &format!("{name}, first draw"),
        Some(20.0),
        beside,
        Value::ms("ECharts, new", stat("echarts_first")?),
    );
    Ok((uplot, vec![set.of_points(points), first.of_points(points)]))
}

/// Digits in threes.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
