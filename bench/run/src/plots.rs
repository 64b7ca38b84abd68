//! Cost against points, a picture for the line and one for the stack.

use crate::places::bench;
use crate::results::{Measured, Row};
use anyhow::{Result, anyhow};
use plotters::prelude::*;
use std::fs;
use std::path::Path;

/// One curve: points and milliseconds.
type Curve = Vec<(f64, f64)>;

const OURS: RGBColor = RGBColor(20, 81, 220);
const UPLOT: RGBColor = RGBColor(179, 108, 3);
const ECHARTS: RGBColor = RGBColor(179, 21, 50);
const ECHARTS_FIRST: RGBColor = RGBColor(111, 120, 140);

/// Draws what there is to draw.
///
/// # Errors
/// A picture cannot be written.
pub(crate) fn draw(all: &[Measured]) -> Result<()> {
    let Some(draw) = all.iter().find(|measured| measured.part == "draw") else {
        return Ok(());
    };
    let folder = bench().join("plots");
    fs::create_dir_all(&folder)?;
    // The sections of ratio 1 come first.
    let rows: Vec<&Row> = draw
        .sections
        .iter()
        .take(2)
        .flat_map(|section| &section.rows)
        .collect();
    for (name, case, title) in [
        (
            "line.svg",
            "line 2 px with fill, day",
            "A line of 2 px over day-shaped data",
        ),
        (
            "stack.svg",
            "stack of five bands",
            "A 100 % stack of five bands",
        ),
    ] {
        let of = |suffix: &str, who: &str| curve(&rows, case, suffix, who);
        let curves = [
            ("ours", OURS, of("points", "ours")),
            ("uPlot redraw", UPLOT, of("points", "uPlot")),
            ("ECharts setOption", ECHARTS, of("setOption", "ECharts")),
            (
                "ECharts first draw",
                ECHARTS_FIRST,
                of("first draw", "ECharts, new"),
            ),
        ];
        picture(&folder.join(name), title, &curves).map_err(|error| anyhow!("{name}: {error}"))?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss)] // numbers of points
fn curve(rows: &[&Row], case: &str, suffix: &str, who: &str) -> Curve {
    let mine = rows
        .iter()
        .filter(|row| row.what.starts_with(case) && row.what.ends_with(suffix));
    let place = |row: &&&Row| {
        let value = row.values.iter().find(|value| value.who == who)?;
        Some((row.points? as f64, value.stat.median))
    };
    mine.filter_map(|row| place(&row)).collect()
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn picture(file: &Path, title: &str, curves: &[(&str, RGBColor, Curve)]) -> Drawn {
    let all = || {
        curves
            .iter()
            .flat_map(|(_, _, curve)| curve.iter().copied())
    };
    let (left, right) = all().fold((f64::MAX, 0.0), |(a, b): (f64, f64), (x, _)| {
        (a.min(x), b.max(x))
    });
    let (low, high) = all().fold((f64::MAX, 0.0), |(a, b): (f64, f64), (_, y)| {
        (a.min(y), b.max(y))
    });
    if right <= left || high <= low {
        return Ok(());
    }
    let area = SVGBackend::new(file, (760, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            format!("{title}, ms a redraw at ratio 1"),
            ("sans-serif", 16),
        )
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(56)
        .build_cartesian_2d(
            (left..right).log_scale(),
            (low * 0.7..high * 1.4).log_scale(),
        )?;
    chart
        .configure_mesh()
        .x_desc("points")
        .y_desc("ms")
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y}"))
        .draw()?;
    for (name, color, curve) in curves {
        let color = *color;
        chart
            .draw_series(LineSeries::new(
                curve.iter().copied(),
                color.stroke_width(2),
            ))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        chart.draw_series(
            curve
                .iter()
                .map(|place| Circle::new(*place, 3, color.filled())),
        )?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.9))
        .border_style(RGBColor(201, 207, 216))
        .draw()?;
    area.present()?;
    Ok(())
}
