//! The 100 % stack, 5xx on the baseline. Bands are opaque and painted from the top one down, each to the baseline, so that
//! a band costs half the vertices and no seam shows.

use crate::decimate::Grid;
use crate::hatch::{Slope, stripes};
use crate::layers::quiet;
use crate::layers::step_line::{dash_steps, steps, value};
use crate::layout::Rect;
use crate::outline::{Step, area, before, thick};
use crate::palette::Rgba;
use crate::panel::{Role, Series};
use crate::runs::{Run, are_finite, runs};
use crate::sheet::{Painted, Sheet};
use core::ops::Range;
use originscope_core::Class;
use originscope_core::SlotState;
use plotters_backend::DrawingBackend;

/// All bands, run by run.
pub(crate) fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    open_parts(sheet)?;
    for run in sheet.states.iter().flat_map(|run| stacked(sheet, run)) {
        match run.kind {
            SlotState::Provisional => outlines(sheet, &run.slots)?,
            _ => bands(sheet, &run.slots)?,
        }
    }
    Ok(())
}

/// The parts of a run of slots that are stacks: all series have a value, and there was a request.
fn stacked<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, run: &Run<SlotState>) -> Vec<Run<SlotState>> {
    let Run { slots, kind } = run;
    if !matches!(kind, SlotState::Came | SlotState::Provisional) {
        return Vec::new();
    }
    let series = &sheet.model.series;
    let all_finite = |series: &Series| are_finite(&series.values, slots);
    // Nearly always all of it.
    if sheet.quiet.is_empty() && series.iter().all(all_finite) {
        return vec![run.clone()];
    }
    let is_stack = |slot: usize| {
        !quiet::is_quiet(sheet.model, slot)
            && series.iter().all(|series| value(series, slot).is_finite())
    };
    let of = |at: usize| is_stack(slots.start + at).then_some(*kind);
    let mut found = runs(slots.len(), of);
    for part in &mut found {
        part.slots = part.slots.start + slots.start..part.slots.end + slots.start;
    }
    found
}

/// What the vendor's shares leave open, at the top: no white, which means hidden, and no class either.
fn open_parts<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Painted<DB> {
    let open = |slot: usize| {
        sheet
            .model
            .unaccounted
            .get(slot)
            .copied()
            .filter(|open| *open > 0.0)
    };
    // Only few stacks have any.
    let unaccounted = &sheet.model.unaccounted;
    if unaccounted.iter().all(|open| *open <= 0.0) {
        return Ok(());
    }
    for run in runs(sheet.model.slots(), open) {
        let (x0, x1) = sheet.span(&run.slots);
        let part = Rect {
            y1: sheet.scale.px_from_value(100.0 - run.kind),
            ..sheet.column(x0, x1)
        };
        sheet.fill(part, sheet.palette.sunken)?;
    }
    Ok(())
}

/// Sum of the series from the baseline up to and with `index`.
fn up_to<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, index: usize, slot: usize) -> f64 {
    sheet
        .model
        .series
        .iter()
        .take(index + 1)
        .map(|series| value(series, slot))
        .sum()
}

fn bands<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Painted<DB> {
    let base = sheet.layout.plot.y1;
    let count = sheet.model.series.len();
    let is_dense = sheet.grid().is_dense(1);
    let tops = boundaries(sheet, slots);
    for (index, (series, top)) in sheet.model.series.iter().zip(&tops).enumerate().rev() {
        let below = index.checked_sub(1).and_then(|under| tops.get(under));
        let parts = parts(top, below, base);
        if index + 1 < count {
            gaps(sheet, &parts)?;
        }
        let color = sheet.palette.band(series.role, series.shade);
        if is_dense {
            // Down to the band below, which is painted over whatever of this one's edge lies deeper.
            let floor = |at: usize| {
                below
                    .and_then(|below| below.get(at))
                    .map_or(base, |step| step.y)
            };
            let stretch = |(at, step): (usize, &Step)| (step.x0, step.x1, step.y, floor(at));
            sheet.fill_stretches(top.iter().enumerate().map(stretch), color)?;
        } else {
            sheet.polygon(area(top, base), color)?;
        }
        match series.role.class() {
            Some(Class::ServerError) => hatch(sheet, top)?,
            Some(Class::Redirect | Class::Success) => {
                for part in &parts {
                    edge(sheet, part, series.role)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The parts of a band's upper boundary over which it has a height at all: only there it has an edge and a gap.
fn parts(top: &[Step], below: Option<&Vec<Step>>, base: i32) -> Vec<Vec<Step>> {
    let under = |index: usize| {
        below
            .and_then(|below| below.get(index))
            .map_or(base, |step| step.y)
    };
    let found = runs(top.len(), |index| {
        top.get(index)
            .filter(|step| step.y < under(index))
            .map(|_| ())
    });
    found
        .into_iter()
        .filter_map(|run| top.get(run.slots).map(<[Step]>::to_vec))
        .collect()
}

/// One pixel of surface above a band. It lies above the boundary, so that a thin 5xx band keeps its own pixel.
fn gaps<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, parts: &[Vec<Step>]) -> Painted<DB> {
    let gap = sheet.px(1.0);
    if sheet.grid().is_dense(gap) {
        return Ok(());
    }
    for part in parts {
        sheet.polygon(
            thick(&shifted(part, before(gap) - gap), gap),
            sheet.palette.surface,
        )?;
    }
    Ok(())
}

/// The upper boundaries of all bands: one step a slot, or one a pixel column with the largest value in it.
fn boundaries<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Vec<Vec<Step>> {
    let count = sheet.model.series.len();
    if sheet.grid().is_dense(1) {
        return dense(sheet, slots);
    }
    let of = |index| {
        steps(sheet, slots, |slot| {
            height(sheet, up_to(sheet, index, slot))
        })
    };
    (0..count).map(of).collect()
}

/// Where a sum lies.
fn height<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, sum: f64) -> i32 {
    let y = sheet.scale.px_from_value(sum);
    // Whatever is not zero shows at least one pixel.
    if sum > 0.0 {
        y.min(sheet.layout.plot.y1 - 1)
    } else {
        y
    }
}

/// All boundaries, a step a pixel column.
fn dense<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Vec<Vec<Step>> {
    let step = |(x, highest): (i32, f64)| Step {
        x0: x,
        x1: x + 1,
        y: height(sheet, highest),
    };
    let sums = highest_sums(sheet.grid(), &sheet.model.series, slots);
    let steps = |sums: Vec<(i32, f64)>| sums.into_iter().map(step).collect();
    sums.into_iter().map(steps).collect()
}

/// Per band its largest sum in every pixel column, in one pass over the values: the sums of a column's slots grow from band
/// to band. No function of the backend, so that it is compiled here and for speed.
fn highest_sums(grid: Grid<'_>, series: &[Series], slots: &Range<usize>) -> Vec<Vec<(i32, f64)>> {
    let mut found: Vec<Vec<(i32, f64)>> = series.iter().map(|_| Vec::new()).collect();
    let mut sums: Vec<f64> = Vec::new();
    for (x, touching) in grid.touching(slots.clone()) {
        sums.clear();
        sums.resize(touching.len(), 0.0);
        for (series, found) in series.iter().zip(&mut found) {
            let values = series.values.get(touching.clone()).unwrap_or_default();
            let mut highest = 0.0;
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
                highest = if *sum > highest { *sum } else { highest };
            }
            found.push((x, highest));
        }
    }
    found
}

fn shifted(steps: &[Step], by: i32) -> Vec<Step> {
    steps
        .iter()
        .map(|step| Step {
            y: step.y + by,
            ..*step
        })
        .collect()
}

/// The full-hue line of 1.5 px just inside a pale band's upper boundary.
fn edge<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, top: &[Step], role: Role) -> Painted<DB> {
    let base = sheet.layout.plot.y1;
    let pen = sheet.pen(1.5);
    let is_dense = sheet.grid().is_dense(pen.touched());
    let color = sheet.palette.graphic(role);
    if !is_dense {
        let line = |width| thick(&shifted(top, before(width)), width);
        return sheet.stroke(pen, color, line);
    }
    let fill = |width: i32, color: Rgba| {
        let stretch = |step: &Step| (step.x0, step.x1, step.y, (step.y + width).min(base));
        sheet.fill_stretches(top.iter().map(stretch), color)
    };
    if pen.part > 0.0 {
        fill(pen.full + 1, color.at(color.a * pen.part))?;
    }
    fill(pen.full, color)
}

/// DESIGN: 5xx hatched at 45 degrees, 5 px pitch, 1.5 px surface at 50 %; both measured across, so times the square root
/// of two along the horizontal.
fn hatch<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, top: &[Step]) -> Painted<DB> {
    let (pitch, width) = (sheet.px(7.07), sheet.px(2.12));
    let base = sheet.layout.plot.y1;
    let mut block: Option<Rect> = None;
    for step in top {
        let height = base - step.y;
        // Columns narrower than the pitch are joined up to the lowest of them: a hatch needs room to be one.
        block = match block {
            Some(open) if open.y0 == step.y || open.width() < pitch => Some(Rect {
                x1: step.x1,
                y0: open.y0.max(step.y),
                ..open
            }),
            open => {
                hatch_block(sheet, open, pitch, width)?;
                (height > 0).then_some(Rect {
                    x0: step.x0,
                    y0: step.y,
                    x1: step.x1,
                    y1: base,
                })
            }
        };
    }
    hatch_block(sheet, block, pitch, width)
}

fn hatch_block<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    block: Option<Rect>,
    pitch: i32,
    width: i32,
) -> Painted<DB> {
    let Some(rect) = block.filter(|rect| rect.height() > 2) else {
        return Ok(());
    };
    for stripe in stripes(rect, Slope::Rising, pitch, width) {
        sheet.polygon(stripe, sheet.palette.surface.at(0.5))?;
    }
    Ok(())
}

/// Provisional slots: the boundaries dashed, no fill.
fn outlines<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, slots: &Range<usize>) -> Painted<DB> {
    for (series, top) in sheet
        .model
        .series
        .iter()
        .zip(boundaries(sheet, slots))
        .rev()
    {
        if slots.clone().any(|slot| value(series, slot) > 0.0) {
            dash_steps(sheet, series.role, &top)?;
        }
    }
    Ok(())
}
